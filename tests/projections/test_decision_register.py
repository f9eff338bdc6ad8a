"""The register of decisions says what each decision is, after every fact of its life."""

from datetime import date, timedelta
from typing import Any

from domain.act import Act
from domain.decision import Decision
from domain.decision_words import Document
from domain.vocabulary import Hearing, MeetingKind, Progress
from projections.decision_register import DECISIONS
from tests.cast import TODAY, UNITS, act, named
from tests.domain.decision_stories import (
    KNOWN,
    SCAN,
    a_completed_decision,
    a_handed_back_decision,
    a_reported_decision,
    a_superseded_decision,
    an_adopted_decision,
    an_assigned_decision,
    an_old_decision,
    charter_with,
    hear,
    report,
)
from tests.projections.recording import Seen
from tests.projections.town import Town
from tests.projections.walking import Deed, lived, topics_in, topics_of, walked

LENIENT = charter_with(heads_may_complete=True)
OLD = {"document": Document(title="2023年联席会议纪要", dated=date(2023, 11, 5)), "attachments": (SCAN,)}


def by(name: str, on: date) -> Act:
    return act(name, on=on, under=LENIENT, heard_without_report="未报", shortfall_unexplained="未说明")


def heads(verb: str, number: str) -> list[Deed]:
    """One head, or both one after the other, on what is before them."""

    def agree(*names: str) -> Deed:
        def deed(d: Any, on: date) -> None:
            for name in names:
                getattr(d, verb)(by(name, on), number=len(getattr(d, number)))

        return deed

    return [agree("sun"), agree("li"), agree("sun", "li"), agree("li", "sun")]


def heard(outcome: Hearing, kind: MeetingKind = MeetingKind.ORDINARY) -> Deed:
    return lambda d, on: hear(d, by("wang", on), outcome, meeting=named(f"meeting of {on}"), kind=kind)


def changing(lead: str, due: int | None, *assisting: str) -> Deed:
    def deed(d: Any, on: date) -> None:
        until = on + timedelta(days=due) if due else None
        form = {"lead": UNITS[lead], "assisting": assisting, "due": until, "known_units": KNOWN}
        d.propose_change(by("wang", on), reason="另有分工", **form)

    return deed


def reporting(progress: Progress) -> Deed:
    return lambda d, on: report(
        d, by("chen", on), progress, lead_today=d.lead, planned_for=on if progress is Progress.PLANNED else None
    )


def seen_through(d: Any, on: date) -> None:
    """A report of full execution that the heads accept, and complete the decision on."""
    report(d, by("chen", on), lead_today=d.lead)
    for verb in (d.accept_report, d.agree_to_completion):
        for head in ("sun", "li"):
            verb(by(head, on), number=len(d.reports))


def extension(d: Any, on: date) -> None:
    d.ask_extension(by("chen", on), lead_today=d.lead, due=d.due + timedelta(days=30) if d.due else on, reason="招标")


def revising(d: Any, on: date) -> None:
    form = {"lead": UNITS["finance"], "assisting": (), "due": on, "known_units": KNOWN}
    d.revise_take_over(by("wang", on), **OLD, text="建设爱心驿站", **form)


def correcting(d: Any, on: date) -> None:
    d.correct_wording(by("wang", on), text=d.text + "。", corrigendum=named("corrigendum"))


DEEDS: list[Deed] = [
    *[lambda d, on: d.enter_minutes(by("wang", on), minutes=named("minutes"))] * 3,
    *[lambda d, on: d.assign(by("wang", on), lead_today=d.lead, slip="请办理")] * 4,
    lambda d, on: d.receive(by("chen", on), lead_today=d.lead),
    lambda d, on: d.hand_back(by("chen", on), lead_today=d.lead, reason="不属本单位"),
    *[changing("finance", 45, "safety", "pg_office")] * 2,
    changing("finance", 40, "safety"),
    changing("finance", None),
    changing("human_resources", 50),
    *heads("agree_to_change", "changes"),
    lambda d, on: d.refuse_change(by("sun", on), number=len(d.changes), reason="不同意"),
    lambda d, on: d.note_progress(by("chen", on), lead_today=d.lead, text="已询价", attachments=(SCAN,)),
    lambda d, on: d.urge(by("wang", on), lead_today=d.lead, unit=d.lead, text="请抓紧"),
    *[lambda d, on: d.answer_urge(by("chen", on), lead_today=d.lead, number=len(d.urges), text="抓紧")] * 2,
    lambda d, on: d.check(by("wang", on), finding="已到现场", attachments=()),
    *[extension] * 3,
    lambda d, on: d.withdraw_extension(by("chen", on), lead_today=d.lead, reason="不再需要"),
    *heads("agree_to_extension", "extensions"),
    lambda d, on: d.refuse_extension(by("li", on), number=len(d.extensions), reason="不同意"),
    *map(reporting, Progress),
    lambda d, on: d.forward_report(by("wang", on), number=len(d.reports), remark=""),
    lambda d, on: d.add_view(by("zhou", on), text="希望尽快"),
    *heads("accept_report", "reports"),
    lambda d, on: d.return_report(by("li", on), number=len(d.reports), reason="补材料"),
    lambda d, on: d.explain(by("chen", on), lead_today=d.lead, explanation="预算未批", proposals="列入明年"),
    *heads("agree_to_completion", "reports"),
    seen_through,
    *map(heard, Hearing),
    heard(Hearing.NOTED, MeetingKind.EXTRAORDINARY),
    correcting,
    *[lambda d, on: d.propose_reopening(by("wang", on), reason="未到位")] * 3,
    *heads("agree_to_reopening", "reopenings"),
    lambda d, on: d.refuse_reopening(by("sun", on), number=len(d.reopenings), reason="已到位"),
    *[lambda d, on: d.propose_publication(by("wang", on), review="可以公开", note="已发放")] * 3,
    *heads("agree_to_publication", "publications"),
    lambda d, on: d.refuse_publication(by("li", on), number=len(d.publications), reason="先征求意见"),
    lambda d, on: d.take_off_board(by("li", on), reason="文字有误"),
]
BEGINNINGS = [
    an_adopted_decision,
    an_assigned_decision,
    a_handed_back_decision,
    a_reported_decision,
    a_completed_decision,
]


def old_walked(seed: int) -> Decision:
    """A decision from before the record, put to the heads, returned, revised, withdrawn or taken over."""
    decision = an_old_decision()

    def agree(head: str) -> Deed:
        return lambda d, on: d.agree_to_take_over(by(head, on), text_version=version(d))

    deeds: list[Deed] = [
        revising,
        *[agree("sun"), agree("li")] * 2,
        lambda d, on: d.return_take_over(by("li", on), text_version=version(d), reason="原件不清"),
        lambda d, on: d.withdraw_take_over(by("wang", on), reason="已办结"),
    ]
    walked(decision, deeds, seed, steps=12, since=TODAY)
    walked(decision, DEEDS, seed, steps=20, since=date(2026, 8, 1))
    return decision


def version(decision: Any) -> int:
    """The version of the take-over that is before the heads."""
    return next((pending.matter.version for pending in decision.pending.values()), 1)


def lives() -> list[Decision]:
    """Decisions of all kinds, each with a long life."""
    walks = [walked(begin(), DEEDS, seed, steps=120, since=TODAY) for seed in range(16) for begin in BEGINNINGS]
    return [*walks, *map(old_walked, range(12)), a_superseded_decision()]  # type: ignore[list-item]


def said(row: dict[str, Any]) -> dict[str, Any]:
    """What the row says of what the stream keeps too."""
    names = (
        *("stage", "open", "text", "text_version", "lead", "lead_side", "assisting", "due", "original_due"),
        *("origin", "number", "adopted_on", "binding_since", "assigned_on", "received_on", "confirmed", "carried_over"),
        *("closed_on", "superseded_by", "public"),
    )
    pending = {
        question: (each["number"], each["since"], [given["seat"] for given in each["agreements"]])
        for question, each in row["pending"].items()
    }
    counted = {
        name: len(row[name])
        for name in ("changes", "urges", "extensions", "reports", "explanations", "measures", "publications")
    }
    return {
        **{name: row[name] for name in names},
        **counted,
        "earlier_texts": [earlier["text"] for earlier in row["earlier_texts"]],
        "answered": [urge["answer"] is not None for urge in row["urges"]],
        "returned": [each["outcome"] == "returned" for each in row["reports"]],
        "heard_at": [hearing["meeting"] for hearing in row["hearings"]],
        "accounted_until": row["accounted_until"],
        "pending": pending,
    }


def kept(decision: Any) -> dict[str, Any]:
    """The same of the stream."""
    names = ("stage", "text", "text_version", "lead", "lead_side", "origin", "number", "confirmed", "carried_over")
    days = ("due", "original_due", "adopted_on", "binding_since", "assigned_on", "received_on", "closed_on")
    pending = {
        question: (each.matter.version, str(each.since), [given.seat for given in each.matter.agreements])
        for question, each in decision.pending.items()
    }
    lists = ("changes", "urges", "extensions", "reports", "explanations", "measures", "publications")
    return {
        **{name: getattr(decision, name) for name in names},
        **{name: day and str(day) for name in days for day in [getattr(decision, name)]},
        **{name: len(getattr(decision, name)) for name in lists},
        "open": decision.is_open,
        "public": decision.published_on is not None,
        "assisting": list(decision.assisting),
        "superseded_by": decision.superseded_by and str(decision.superseded_by),
        "earlier_texts": list(decision.earlier_texts),
        "answered": [urge.answered for urge in decision.urges],
        "returned": [each.returned for each in decision.reports],
        "heard_at": [str(meeting) for meeting in decision.heard_at],
        "accounted_until": None if decision.accounted_until == date.min else str(decision.accounted_until),
        "pending": pending,
    }


class TestRegister:
    def test_says_after_every_fact_what_the_decision_is(self, views):
        facts = set()
        for decision in lives():
            facts |= topics_in(decision)
            for row, again in lived(Seen(views), DECISIONS, decision):
                assert said(row) == kept(again)
        assert facts == topics_of("decision", "decision_following", "decision_publication")

    def test_takes_the_year_of_the_meeting(self, seen):
        town = Town()
        topic = town.topic("heat", 2025)
        town.meeting(2025, topic)
        seen.fold(town.recording.events)
        row = seen.row(DECISIONS, town.decisions[0].id)
        assert (row["year"], row["meeting"], row["origin_id"]) == (2025, str(named("meeting 2025")), str(topic.id))

    def test_takes_the_year_of_the_document(self, seen):
        row = rows_of(seen, an_old_decision())[-1]
        assert (row["year"], row["origin"], row["document"]["title"]) == (2024, "taken_over", "2024年联席会议纪要")

    def test_keeps_what_the_heads_said_to_each_question(self, seen):
        decision = an_assigned_decision()
        extension(decision, TODAY)
        decision.agree_to_extension(act("sun"), number=1, remark="可以")
        decision.refuse_extension(act("li"), number=1, reason="不宜再拖")
        before, after = rows_of(seen, decision)[-2:]
        assert [given["remark"] for given in before["pending"]["extension"]["agreements"]] == ["可以"]
        [asked] = after["extensions"]
        assert (asked["outcome"], asked["answer"]["reason"], asked["late"]) == ("refused", "不宜再拖", True)
        assert [given["seat"] for given in asked["agreements"]] == ["liaison"]

    def test_keeps_what_was_before_the_heads_when_a_meeting_went_on_without_them(self, seen):
        decision = an_assigned_decision()
        extension(decision, TODAY)
        heard(Hearing.CARRIED_OVER)(decision, TODAY)
        row = rows_of(seen, decision)[-1]
        assert (row["pending"], row["extensions"][0]["outcome"]) == ({}, "lapsed")
        assert [(each["count"], each["measure"]) for each in row["measures"]] == [(1, "由分管领导督促")]
        assert {departure["code"] for departure in row["departures"]} == {
            "heard_without_report",
            "shortfall_unexplained",
        }

    def test_keeps_who_was_assigned_received_and_handed_back(self, seen):
        [assignment] = rows_of(seen, a_handed_back_decision())[-1]["assignments"]
        assert (assignment["slip"], assignment["handed_back"]["reason"]) == ("请于六月一日前办理", "不属于本单位职责")

    def test_names_what_a_decision_took_the_place_of(self, seen):
        town = Town()
        first, second = (town.topic(name, 2025) for name in ("heat", "training"))
        town.meeting(2025, first, second)
        earlier, later = town.decisions
        earlier.supersede(act("wang"), successor=later.id)
        town.save(earlier)
        seen.fold(town.recording.events)
        assert seen.row(DECISIONS, earlier.id)["superseded_by"] == str(later.id)
        assert seen.row(DECISIONS, later.id)["supersedes"] == [str(earlier.id)]


def rows_of(seen: Seen, decision: Decision) -> list[dict[str, Any]]:
    """What the register says after each fact."""
    return [row for row, _ in lived(seen, DECISIONS, decision)]
