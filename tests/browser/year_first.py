"""The first year: a topic is prepared, a meeting settles it, its decisions are carried out or explained."""

from tests.browser.clicking import Values
from tests.browser.year_people import (
    CARE,
    CLERK,
    DEPARTMENT,
    MAYOR_SIDE,
    MEETING,
    STATION,
    TITLE,
    UNION_SIDE,
    People,
    in_room,
)


def topic_is_settled(people: People) -> None:
    people.on(2025, 2, 10)
    people(CLERK).menu("charter").act("set_series", series="minutes", issuer_code="城联会纪")
    people(CLERK).menu("meetings").act("plan_ordinary_meeting", year="2025")
    people.desk(
        CLERK,
        "submit_topic",
        title=TITLE,
        side="union",
        proposer="town_union",
        category="union_venues",
        background="户外作业职工中午休息不便。",
        request="请协调公共用房新建接力站。",
        concerned=["finance"],
    )
    people.at_topic(CLERK, "report_research", findings="走访企业六家。")
    people.at_topic(CLERK, "ask_opinion", unit="finance")
    people.desk(DEPARTMENT, "give_opinion", opinion="agree", text="同意。")
    people.desk(CLERK, "declare_consensus")
    people.heads("agree_to_topic")


def meeting_is_called(people: People) -> None:
    people.on(2025, 5, 26)
    people.desk(CLERK, "propose_date", day="2025-06-20", starts="14:00", place="镇政府二楼会议室")
    people.heads("agree_to_date")
    people.desk(CLERK, "draw_up_agenda", topics=[TITLE])
    people.desk(CLERK, "issue_notice")
    notice_reaches_them(people)
    people.desk(DEPARTMENT, "reply_to_invitation")
    people.desk(CLERK, "issue_papers", **{"papers.0.title": "议题材料", "papers.0.sha256": "议题材料.pdf"})


def notice_reaches_them(people: People) -> None:
    """The office notes at once whom the notice reached."""
    clerk = people(CLERK).menu("meetings").follow(MEETING).follow("参会")
    clerk.page.get_by_label("方式").fill("政务微信")
    clerk.go(clerk.page.get_by_role("button", name="登记所选人员送达")).sees("已送达：政务微信")


def meeting_is_held(people: People) -> None:
    people.on(2025, 6, 20)
    people.desk(MAYOR_SIDE, "open_meeting")
    attendance_is_recorded(people)
    settled: Values = {
        "outcome": "agreed",
        "summary": "会议同意。",
        "decisions.0.text": STATION,
        "decisions.0.lead": "finance",
        "decisions.0.due": "2025-10-31",
        "decisions.1.text": CARE,
        "decisions.1.lead": "finance",
        "decisions.1.due": "2025-12-19",
    }
    in_room(people(CLERK), {TITLE: settled})
    people.desk(MAYOR_SIDE, "close_meeting")


def attendance_is_recorded(people: People) -> None:
    """The office enters who was there, on the list that has everybody's answer."""
    clerk = people(CLERK)
    clerk.menu("meetings").follow(MEETING).follow("参会")
    for line in clerk.page.locator("fieldset.presence").all():
        line.get_by_label("出席", exact=True).check()
    clerk.go(clerk.page.get_by_role("button", name="记录出席情况")).sees("已记载")


def minutes_are_issued(people: People) -> None:
    people.on(2025, 6, 27)
    people.desk(CLERK, "draft_minutes")
    people(UNION_SIDE).menu("approvals").act("return_minutes", reason="请补充参会单位意见。")
    people.desk(CLERK, "redraft_minutes", reason="已补充。", **{"items.0.text": "双方分别通报有关工作情况。"})
    people.heads("agree_to_minutes")
    people.desk(CLERK, "issue_minutes", recipients="各部门", series="minutes")
    people(CLERK).menu("minutes").sees("城联会纪〔2025〕1号").sees("2025年6月27日")


def decisions_are_handed_out(people: People) -> None:
    for decision in (STATION, CARE):
        people.at_decision(CLERK, decision, "assign_decision", slip="请按期落实。")
        people.desk(DEPARTMENT, "receive_decision")


def one_is_urged_and_put_off(people: People) -> None:
    people.on(2025, 10, 29)
    unit_is_urged(people)
    people.desk(DEPARTMENT, "answer_urge", text="第三处选址刚刚确定。")
    people.at_decision(DEPARTMENT, STATION, "ask_extension", due="2025-12-26", reason="第三处选址变更。")
    people.heads("agree_to_extension")
    people(DEPARTMENT).menu("decisions").follow(STATION).sees("2025年12月26日")


def unit_is_urged(people: People) -> None:
    """The office chooses what is nearly due, looks over what the unit is told, and sends it."""
    clerk = people(CLERK).menu("overdue")
    clerk.page.get_by_role("row").filter(has_text=STATION).get_by_label("催办").check()
    clerk.page.get_by_label("内容").fill("请说明进度。")
    for button in ("预览催办", "确认催办 1 件"):
        clerk.go(clerk.page.get_by_role("button", name=button))
    clerk.sees("1 次，最近 2025年10月29日")


def one_is_accepted_the_other_explained(people: People) -> None:
    people.on(2025, 12, 26)
    people.at_decision(DEPARTMENT, STATION, "report_decision", progress="partly", text="两处已经开放。")
    people.desk(CLERK, "forward_report")
    people(UNION_SIDE).menu("approvals").act("return_report", reason="第三处建成后再报。")
    people.at_decision(DEPARTMENT, STATION, "report_decision", progress="fully", text="三处均已建成开放。")
    people.heads("accept_report")
    people(DEPARTMENT).menu("decisions").follow(STATION).sees("由下一次会议听取")
    people.at_decision(DEPARTMENT, CARE, "report_decision", progress="partly", text="正在征求意见。")
    people.desk(DEPARTMENT, "explain_shortfall", explanation="意见征求时间延长。", proposals="明年三月印发。")
    people.heads("accept_report")
