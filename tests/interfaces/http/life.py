"""A life of the conference in which every command is done by its example, once and where it fits."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from tests.interfaces.http.living import Life
from tests.interfaces.http.town import Town


def lived(town: Town, life: Life | None = None) -> Life:
    """The whole life, from the setting up to the measures of 2027."""
    life = life or Life(town)
    for chapter in (
        set_up,
        taken_over,
        called,
        prepared,
        other_topics,
        planned,
        met,
        minuted,
        followed_up,
        corrected,
        under_new_measures,
    ):
        chapter(life)
    return life


def set_up(life: Life) -> None:
    life.does("open_unit")
    life.asked("take_duty", duty="head@environment", path={"person": life.town.people["zhu"]})
    life.does("rename_unit")
    for unit in ("old_streets", "old_welfare", "old_market"):
        life.asked("open_unit", unit=unit)
    life.does("merge_unit", path={"unit": "old_streets"})
    life.does("split_unit", path={"unit": "old_welfare"})
    life.does("close_unit", path={"unit": "old_market"})
    life.ids["person"] = life.does("enter_person")["id"]
    life.does("set_reading")
    life.does("take_duty")
    life.does("record_absence", path={"person": life.town.people["zhou"]})
    life.does("name_deputy", path={"person": life.town.people["tang"]})
    for name in (
        "set_calendar",
        "explain_year",
        "set_series",
        "set_ordinals",
        "adopt_charter",
        "open_board",
        "close_board",
    ):
        life.does(name)
    life.asked("set_series", series="minutes", issuer_code="城联会纪")
    life.on("2025-01-20")
    life.does("lay_down_duty")
    life.does("erase_person")


def taken_over(life: Life) -> None:
    life.ids["other_decision"] = life.asked("propose_take_over")["id"]
    other = {"decision": life.ids["other_decision"]}
    life.does("return_take_over", "sun", path=other)
    life.does("revise_take_over", path=other)
    life.does("withdraw_take_over", path=other)
    life.ids["decision"] = life.does("propose_take_over")["id"]
    life.does("agree_to_take_over", "sun")
    life.asked("agree_to_take_over", "li")
    life.asked("assign_decision")
    life.asked("receive_decision", "zhu")
    life.asked("report_decision", "zhu")
    life.by_heads("accept_report")


def called(life: Life) -> None:
    life.on("2025-02-10")
    life.ids["meeting"] = life.does("plan_ordinary_meeting")["id"]
    life.ids["call"] = life.does("open_call")["id"]
    life.ids["person"] = life.town.people["gu"]
    life.does("receive_suggestion", "shen")
    for text in ("建议协会统一配送价格。", "建议接力站配备微波炉。"):
        life.asked("receive_suggestion", text=text)
    first, second, third = (each["data"]["body"]["suggestion"] for each in life.facts("call.suggestion_received"))
    life.ids["suggestion"] = first
    life.ids["topic"] = life.does("submit_topic", "zhou")["id"]
    life.does("do_not_take_suggestion", "zhou", path={"suggestion": second})
    life.does("take_up_suggestion", "zhou", path={"suggestion": third})
    life.does("ratify", "jiang")
    life.on("2025-03-25")
    life.does("extend_call")
    life.on("2025-04-16")
    life.does("close_call")


def prepared(life: Life) -> None:
    life.does("report_research", "zhou")
    life.does("note_consultation", "zhou")
    life.does("ask_opinion", "zhou")
    life.does("give_opinion", "chen")
    life.asked("give_opinion", "zhu")
    life.does("declare_consensus", "zhou")
    life.does("agree_to_topic", "sun")
    life.asked("agree_to_topic", "li")


def other_topics(life: Life) -> None:
    first = life.ids["topic"]
    life.ids["other_topic"] = ready(life, "关于户外职工防暑降温的议题")
    kept, returned, merged, disputed, joint = (submitted(life, f"关于职工服务的议题之{n}") for n in "一二三四五")
    approve(life, kept)
    life.does("confirm_topic", "sun", path={"topic": kept})
    life.does("return_topic", path={"topic": returned})
    life.does("revise_topic", "zhou", path={"topic": returned})
    life.does("resubmit_topic", "zhou", path={"topic": returned})
    life.does("withdraw_topic", "zhou", path={"topic": merged})
    life.does("reopen_topic", "zhou", path={"topic": merged})
    life.does("merge_topic", path={"topic": merged}, into=returned)
    life.does("declare_no_consensus", "zhou", path={"topic": disputed})
    life.does("refer_topic", "li", path={"topic": disputed})
    life.does("answer_referral", "zhao", path={"topic": disputed})
    life.does("refuse_topic_agreement", "sun", path={"topic": disputed})
    life.does("decline_topic", "sun", path={"topic": disputed})
    joint = submitted(life, "关于劳动安全的联合议题", "wei", side="joint", proposer="safety", joint_with="town_union")
    life.does("join_topic", "zhou", path={"topic": joint})
    life.ids["topic"] = first


def submitted(life: Life, title: str, who: str = "zhou", **changed: Any) -> str:
    """Another topic, from no call."""
    body = {"title": title, "call": None, "suggestions": [], "links": []} | changed
    topic: str = life.asked("submit_topic", who, **body)["id"]
    return topic


def approve(life: Life, topic: str, **act: Any) -> None:
    """Let the heads approve a researched topic, with or without consensus."""
    life.asked("report_research", "zhou", path={"topic": topic})
    reason = {"departing": {"approved_without_consensus": "时间紧迫，会前继续沟通"}}
    life.by_heads("agree_to_topic", path={"topic": topic}, act=reason | act)


def ready(life: Life, title: str) -> str:
    """A topic that can go on an agenda, with consensus."""
    topic = submitted(life, title)
    for unit in ("chen", "zhu"):
        life.asked("give_opinion", unit, path={"topic": topic})
    life.asked("declare_consensus", "zhou", path={"topic": topic})
    approve(life, topic)
    return topic


def planned(life: Life) -> None:
    life.on("2025-05-26")
    extraordinary = {"meeting": life.does("plan_extraordinary_meeting", "li")["id"]}
    life.does("ask_principal", "li", path=extraordinary)
    life.does("answer_as_principal", "zhao", path=extraordinary)
    life.asked("propose_date", path=extraordinary)
    life.does("return_date", "sun", path=extraordinary)
    life.does("propose_cancellation", path=extraordinary)
    life.does("return_change", "li", path=extraordinary)
    life.does("propose_date")
    life.does("agree_to_date", "sun")
    life.asked("agree_to_date", "li")
    life.does("propose_postponement")
    life.does("agree_to_change", "sun")
    life.asked("agree_to_change", "li")
    life.asked("propose_date", day="2025-07-08")
    life.by_heads("agree_to_date", date_version=2)
    life.does("draw_up_agenda")
    life.does("issue_notice")
    life.ids["other_person"] = life.town.people["tang"]
    life.does("invite_further")
    life.does("note_delivery")
    life.does("admit_late_topic")
    invited = {
        each["data"]["body"]["invitee"]["person"]: each["subject"].partition("/")[2] for each in invited_by(life)
    }
    for name, who in (("reply_to_invitation", "sun"), ("ask_leave", "feng"), ("name_substitute", "chen")):
        life.does(name, who, path={"invitation": invited[life.town.people[who]]})
        life.ids["invitation"] = invited[life.town.people[who]]
    life.does("issue_papers")


def invited_by(life: Life) -> Iterator[dict[str, Any]]:
    """The invitations to the meeting."""
    invited = life.facts("invitation.invited")
    return (each for each in invited if each["data"]["body"]["meeting"] == life.ids["meeting"])


def met(life: Life) -> None:
    life.on("2025-07-08")
    life.does("open_meeting", "zhao")
    life.does("record_attendance")
    life.does("give_briefing")
    for briefing in ("policies", "union_service", "union_opinions"):
        life.asked("give_briefing", briefing=briefing)
    version = life.town.services.log.version_of(life.town.key, UUID(life.ids["meeting"]))
    life.asked("give_briefing", briefing="policies")
    life.does("enter_in_error", entry=version + 1)
    life.does("hear_decision")
    life.does("introduce_topics")
    life.does("discuss_topic")
    life.asked("discuss_topic", topic=life.ids["other_topic"], outcome="noted", decisions=[])
    life.does("raise_other_matter", "zhao")
    life.does("give_instructions", person=life.town.people["li"])
    life.asked("give_instructions", side="gov", person=life.town.people["sun"])
    life.does("close_meeting", "zhao")


def minuted(life: Life) -> None:
    life.on("2025-07-14")
    life.ids["minutes"] = life.does("draft_minutes")["id"]
    life.does("agree_to_minutes", "sun")
    life.does("return_minutes", "li")
    life.does("redraft_minutes")
    life.by_heads("agree_to_minutes", text_version=2)
    life.does("issue_minutes")
    life.does("archive_meeting")


def followed_up(life: Life) -> None:
    life.on("2025-08-01")
    old = life.ids["decision"]
    first, second, _ = (each["subject"].partition("/")[2] for each in life.facts("decision.adopted"))
    life.ids["decision"] = first
    life.does("assign_decision")
    life.does("receive_decision", "zhu")
    life.does("note_progress", "zhu")
    life.does("urge_unit")
    life.does("answer_urge", "zhu")
    life.does("check_decision")
    life.does("ask_extension", "zhu")
    life.does("agree_to_extension", "sun")
    life.does("refuse_extension", "li")
    life.asked("ask_extension", "zhu")
    life.does("withdraw_extension", "zhu")
    life.does("report_decision", "zhu")
    life.does("forward_report")
    life.does("accept_report", "sun")
    life.does("return_report", "li")
    life.does("add_view", "zhou")
    life.does("explain_shortfall", "zhu")
    life.ids["decision"] = second
    life.asked("assign_decision")
    life.does("hand_back_decision", "chen")
    life.does("propose_change")
    life.does("agree_to_decision_change", "sun")
    life.does("refuse_decision_change", "li")
    life.asked("propose_change")
    life.by_heads("agree_to_decision_change", number=2)
    life.ids["decision"] = old
    life.does("propose_reopening")
    life.does("agree_to_reopening", "sun")
    life.does("refuse_reopening", "li")
    life.does("propose_publication")
    life.does("agree_to_publication", "sun")
    life.does("refuse_publication", "li")
    life.asked("propose_publication")
    life.by_heads("agree_to_publication", number=2)
    life.does("take_off_board")
    life.ids["decision"], life.ids["other_decision"] = first, second
    life.asked("open_board")
    life.asked("propose_publication")
    life.by_heads("agree_to_publication")


def corrected(life: Life) -> None:
    life.does("draft_correction")
    life.does("agree_to_correction", "sun")
    life.does("return_correction", "li")
    life.asked("draft_correction")
    life.by_heads("agree_to_correction", correction_version=2)
    life.does("issue_correction")


def under_new_measures(life: Life) -> None:
    """The edition of 2027 lets the heads complete a decision, and the mayor signs minutes off."""
    life.on("2027-01-11")
    life.ids["decision"] = life.ids["other_decision"]
    life.asked("report_decision", "chen")
    life.by_heads("accept_report")
    life.does("agree_to_completion", "sun")
    meeting = {"meeting": life.asked("plan_ordinary_meeting", year=2027)["id"]}
    life.asked("propose_date", day="2027-01-20", path=meeting)
    life.by_heads("agree_to_date", path=meeting)
    life.asked("draw_up_agenda", items=[], topics=[], path=meeting)
    life.asked("issue_notice", series=None, guests=[], path=meeting)
    life.on("2027-01-20")
    life.asked("open_meeting", "zhao", path=meeting)
    reasons = {"decisions_put_over": "牵头单位书面材料未到", "topics_not_introduced": "无议题"}
    life.asked("close_meeting", "zhao", path=meeting, act={"departing": reasons})
    minutes = {"minutes": life.asked("draft_minutes", path=meeting)["id"]}
    life.by_heads("agree_to_minutes", path=minutes)
    life.does("sign_off_minutes", "zhao", path=minutes)
