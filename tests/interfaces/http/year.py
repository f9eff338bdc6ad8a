"""A year of the conference, as a visitor does it step by step, and the next year's meeting that hears it done."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from tests.interfaces.http.visitor import Visitor

Step = Callable[["Year"], Any]
HEADS = ("sun", "li")
SCAN = {
    "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    "size": 7,
    "media_type": "application/pdf",
}
STATION = {
    "title": "关于增设户外职工爱心接力站的议题",
    "category": "union_venues",
    "background": "户外作业职工中午休息不便。",
    "request": "请协调公共用房新建接力站。",
    "concerned": ["finance", "human_resources"],
}
SAFETY = {
    "title": "关于开展职工安全生产培训的议题",
    "category": "labour_safety",
    "background": "新进职工安全培训覆盖面不足。",
    "request": "请镇总工会协同组织培训。",
    "concerned": ["human_resources", "town_union"],
}


class Year:
    """The story so far: the addresses of its things. Every ``yield`` is a step that was recorded."""

    def __init__(self, visitor: Visitor, year: int) -> None:
        self.visitor = visitor
        self.year = year
        self.href: dict[str, str] = {}
        self.id: dict[str, str] = {}

    def on(self, month: int, day: int) -> None:
        self.visitor.town.clock.move_to(date(self.year, month, day))

    def begins(self, name: str, operation: str, who: str = "wang", **body: Any) -> dict[str, Any]:
        answer = self.visitor.begins(operation, who, body)
        self.keep(name, answer["state"])
        return answer

    def keep(self, name: str, state: dict[str, Any]) -> None:
        self.href[name], self.id[name] = state["href"], state["id"]

    def acts(self, name: str, operation: str, who: str = "wang", **body: Any) -> dict[str, Any]:
        return self.visitor.acts(operation, who, self.href[name], body)


def collecting(year: Year) -> Iterator[Any]:
    """A call, two suggestions, and a topic of each side."""
    year.on(2, 3)
    yield year.begins("meeting", "plan_ordinary_meeting", year=year.year)
    yield year.begins("call", "open_call", year=year.year, meeting=year.id["meeting"], text="请于3月底前提出议题。")
    yield year.acts("call", "receive_suggestion", "shen", unit="sanitation", text="建议增设接力站。")
    yield year.acts("call", "receive_suggestion", unit="logistics", text="建议统一配送价格。")
    waiting = year.visitor.lists("li", "list_suggestions", call=year.id["call"])["items"]
    first, second = (each["id"] for each in waiting)
    yield year.begins(
        "station",
        "submit_topic",
        "zhou",
        side="union",
        proposer="town_union",
        year=year.year,
        call=year.id["call"],
        suggestions=[first],
        **STATION,
    )
    refusal = {"reason": "属行业协会职责。"}
    yield year.visitor.acts("do_not_take_suggestion", "zhou", year.href["call"], refusal, suggestion=second)
    yield year.begins("safety", "submit_topic", "wei", side="gov", proposer="safety", year=year.year, **SAFETY)
    year.on(3, 31)
    yield year.acts("call", "close_call")


def preparing(year: Year) -> Iterator[Any]:
    """Research, opinions, consensus and the two agreements, for each topic."""
    year.on(4, 14)
    for topic, proposer, units in (("station", "zhou", ("chen", "chu")), ("safety", "wei", ("chu", "li"))):
        yield year.acts(topic, "report_research", proposer, findings="走访企业六家。", attachments=[SCAN])
        yield year.acts(topic, "ask_opinion", proposer, unit="human_resources")
        for unit in units:
            yield year.acts(topic, "give_opinion", unit, text_version=1, opinion="agree", text="同意。")
        yield year.acts(topic, "declare_consensus", proposer, text_version=1)
        for head in HEADS:
            yield year.acts(topic, "agree_to_topic", head, text_version=1)


def convening(year: Year, *topics: str) -> Iterator[Any]:
    """The date, the agenda, the notice, the answers and the papers."""
    year.on(5, 26)
    day = f"{year.year}-06-20"
    yield year.acts("meeting", "propose_date", day=day, starts="14:00", place="镇政府会议室")
    for head in HEADS:
        yield year.acts("meeting", "agree_to_date", head, date_version=1)
    yield year.acts("meeting", "draw_up_agenda", topics=[year.id[topic] for topic in topics])
    yield year.acts("meeting", "issue_notice")
    people = year.visitor.town.people
    for who, operation, body in (
        ("zhao", "reply_to_invitation", {}),
        ("feng", "ask_leave", {"reason": "外出培训"}),
        ("zheng", "name_substitute", {"substitute": people["tang"]}),
    ):
        asked = {"meeting": year.id["meeting"], "person": people[who]}
        invitation = year.visitor.lists("wang", "list_invitations", **asked)["items"][0]
        yield year.visitor.acts(operation, who, invitation["href"], body)
    paper = {"title": "会议材料", "topic": None, "sha256": SCAN["sha256"]}
    yield year.acts("meeting", "issue_papers", papers=[paper], attachments=[SCAN])
    year.on(6, 20)
    yield year.acts("meeting", "open_meeting", "zhao")
    yield year.acts("meeting", "record_attendance", lines=list(attendance(year)))
    for briefing in ("year_work", "policies", "union_service", "union_opinions"):
        yield year.acts("meeting", "give_briefing", briefing=briefing, text="通报有关工作情况。")


def attendance(year: Year) -> Iterator[dict[str, Any]]:
    """Everybody on the list was there, but for one on leave."""
    for line in year.visitor.seen("wang", year.href["meeting"]).json()["expected"]:
        leave = line["person"] == year.visitor.town.people["feng"]
        kept = {key: line[key] for key in ("seat", "person", "unit", "kind")}
        yield kept | {"presence": "leave" if leave else "present"}


def deciding(year: Year) -> Iterator[Any]:
    """The meeting settles both topics, and a leader of each side says how to go on."""
    yield year.acts("meeting", "introduce_topics", summary="两项议题。")
    station = [
        {"text": "年内建成接力站三处。", "lead": "finance", "assisting": ["town_union"], "due": f"{year.year}-12-20"},
        {"text": "制定接力站管理办法。", "lead": "human_resources"},
    ]
    safety = [{"text": "组织安全培训三期。", "lead": "town_union", "assisting": ["safety"]}]
    for topic, decisions in (("station", station), ("safety", safety)):
        settled = {"outcome": "agreed", "summary": "会议同意。", "decisions": decisions}
        yield year.acts("meeting", "discuss_topic", topic=year.id[topic], **settled)
    people = year.visitor.town.people
    for side, person in (("gov", people["sun"]), ("union", people["li"])):
        yield year.acts("meeting", "give_instructions", side=side, person=person, text="请抓好落实。")


def concluding(year: Year) -> Iterator[Any]:
    """The meeting is closed; its minutes are drafted, returned, redrafted, reviewed and issued."""
    yield year.acts("meeting", "close_meeting", "zhao")
    year.on(6, 27)
    draft = year.visitor.begins("draft_minutes", "wang", {"title": "联席会议纪要"}, meeting=year.id["meeting"])
    year.keep("minutes", draft["state"])
    yield draft
    yield year.acts("minutes", "return_minutes", "li", text_version=1, reason="请补充不同意见")
    yield year.acts("minutes", "redraft_minutes", title="联席会议纪要（修改稿）", reason="已补充")
    for head in HEADS:
        yield year.acts("minutes", "agree_to_minutes", head, text_version=2)
    yield year.acts("minutes", "issue_minutes", recipients=["各部门", "各基层工会"])


def carrying_out(year: Year) -> Iterator[Any]:
    """Every decision is assigned, received, reported and accepted."""
    year.on(9, 1)
    decisions = year.visitor.lists("wang", "list_decisions", meeting=year.id["meeting"])["items"]
    chiefs = {"finance": "chen", "human_resources": "chu", "town_union": "li"}
    for number, decision in enumerate(decisions, start=1):
        year.keep(f"decision {number}", decision)
        lead = chiefs[decision["lead"]]
        yield year.acts(f"decision {number}", "assign_decision", slip="请按期落实。")
        yield year.acts(f"decision {number}", "receive_decision", lead)
        yield year.acts(f"decision {number}", "report_decision", lead, progress="fully", text="已全部落实。")
        for head in HEADS:
            yield year.acts(f"decision {number}", "accept_report", head, number=1)


def hearing(year: Year, decisions: int) -> Iterator[Any]:
    """The next year's meeting hears every decision and completes it."""
    for number in range(1, decisions + 1):
        heard = {"hearing": "completed", "text": "已经落实，予以办结。"}
        yield year.acts("meeting", "hear_decision", decision=year.id[f"decision {number}"], **heard)
