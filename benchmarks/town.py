"""A conference to measure on: founded, with the cast in their seats and as many topics and decisions as wanted."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4, uuid5

from application.institution import found
from application.log import Batch, Lineage, Log
from domain.act import Act
from domain.charter_reading import built_in, read_charter
from domain.decision import Decision
from domain.decision_words import Document
from domain.roster import Roster
from domain.standing import Standing
from domain.stream import Attachment, Fact
from domain.topic import Topic
from domain.topic_text import TopicText
from domain.trace import Actor
from domain.units import Unit, Units
from domain.vocabulary import Hearing, MeetingKind, Opinion, Progress, Side, UnitKind
from interfaces import bootstrap
from interfaces.services import Services

SLUG = "chengqiao"
_NAMES = UUID("9f1c2c9e-3f0a-4d52-9f69-0a6d2e8f4e01")
DUTIES = {
    "liaison": "sun",
    "union_chair": "li",
    "union_vice_chair": "zhou",
    "pg_office_director": "wu",
    "union_office_staff": "wang",
    "head@finance": "chen",
}
EVENTS_OF_A_TOPIC = 10
EVENTS_OF_A_LIFE = 25
A_YEAR = 100
INSTANT = datetime.now(UTC)
TODAY = INSTANT.date()


def person(name: str) -> str:
    """The id of one of the cast."""
    return str(uuid5(_NAMES, name))


def founded(folder: Path) -> Services:
    """An installation with one conference."""
    services = bootstrap.build(folder)
    key = services.log.create_conference(SLUG, "bench.example", INSTANT)
    ledger = services.desk.ledger(SLUG)
    by = act("wang")
    found(by, ledger, name_zh="城桥镇政府与工会联席会议", name_en="Chengqiao", charter=built_in("chengqiao"))
    units, roster = ledger.own(Units), ledger.own(Roster)
    units.open_unit(by, unit="finance", kind=UnitKind.DEPARTMENT, name_zh="财政所", name_en="Finance")
    units.open_unit(by, unit="town_union", kind=UnitKind.TOWN_UNION, name_zh="镇总工会", name_en="Town Union")
    for duty, name in DUTIES.items():
        roster.enter_person(by, person=person(name), name=name)
        roster.take_duty(by, duty=duty, person=person(name), since=date(2024, 1, 2), units=units.open_keys)
    ledger.save(units, roster)
    append(services.log, key, ledger.collect())
    return services


def act(name: str, on: date = TODAY) -> Act:
    """An act of one of the cast, outside the desk."""
    charter = read_charter(built_in("chengqiao"))
    standing = Standing(on=on, holders={duty: (person(held),) for duty, held in DUTIES.items()})
    seats = standing.duties_of(person(name))
    by = Actor(person=person(name), seats=seats)
    return Act(by=by, on=on, at=INSTANT, today=TODAY, charter=charter, standing=standing)


def fill(services: Services, events: int) -> list[UUID]:
    """Topics of ten facts each, until the log has this many; their ids."""
    key, _ = services.log.conference(SLUG)
    head = services.log.head(key)
    ids: list[UUID] = []
    while head + EVENTS_OF_A_TOPIC <= events:
        facts: list[tuple[str, Fact]] = []
        for _ in range(min(50, (events - head) // EVENTS_OF_A_TOPIC)):
            topic = a_topic(uuid5(_NAMES, f"topic/{head}/{len(ids)}"), number=len(ids))
            ids.append(topic.id)
            facts += [("topic", fact) for fact in topic.collect_events() if isinstance(fact, Fact)]
        head = append(services.log, key, facts)
    return ids


def a_topic(stream: UUID, *, number: int, on: date = TODAY) -> Topic:
    """A topic of ten facts: submitted, researched, consulted, asked, answered, agreed among units, approved."""
    union, finance = act("li", on), act("chen", on)
    text = TopicText(
        title=f"户外劳动者服务站点建设（第{number}项）",
        category=_category(union),
        background="环卫、快递、外卖等户外劳动者反映饮水难、休息难、如厕难，现有站点布局不均。" * 2,
        request="请政府协调沿街公共设施向户外劳动者开放，并将站点运维经费列入年度预算。",
        concerned=("finance",),
    )
    unit = Unit(key="town_union", kind=UnitKind.TOWN_UNION, name_zh="镇总工会", name_en="Town Union")
    topic = Topic.submit(
        union,
        stream,
        side=Side.UNION,
        proposer=unit,
        joint_with=None,
        year=2024 + number % 3,
        text=text,
        links=(),
        known_units=frozenset({"finance", "town_union"}),
    )
    topic.research(union, findings="走访站点12个，发放问卷320份，需求集中在饮水、休息和充电。", attachments=())
    for _ in range(2):
        topic.consult(union, unit="finance", manner="会商", said="可在公共设施更新中统筹安排。")
    topic.ask_opinion(union, unit="finance", due=None)
    topic.give_opinion(finance, text_version=1, opinion=Opinion.AGREE, text="同意，列入下一年度预算。")
    topic.declare_consensus(union, text_version=1, full=True, dissent="")
    topic.agree(act("sun", on), text_version=1)
    topic.agree(act("li", on), text_version=1)
    return topic


def live(services: Services, events: int) -> int:
    """Record a topic and a decision at a time, up to today, until the log has about this many events; how many of each.

    A year has a hundred of each, and those of the last are still open.
    """
    key, _ = services.log.conference(SLUG)
    lives = events // EVENTS_OF_A_LIFE - 1
    if services.log.head(key) >= lives * EVENTS_OF_A_LIFE - A_YEAR * EVENTS_OF_A_LIFE:
        return lives
    for begun in range(0, lives, 20):
        facts: list[tuple[str, Fact]] = []
        for number in range(begun, min(begun + 20, lives)):
            on = TODAY - timedelta(days=365 * (lives - number) // A_YEAR)
            topic = a_topic(stream_of("topic", number), number=number, on=on)
            decision = a_decision(stream_of("decision", number), number=number, on=on)
            if number < lives - A_YEAR:
                topic.withdraw(act("li", on), reason="所提事项已由有关单位先行办理。")
                decision.hear(act("wang", on), **_heard(number))
            for kind, lived in (("topic", topic), ("decision", decision)):
                facts += [(kind, fact) for fact in lived.collect_events() if isinstance(fact, Fact)]
        append(services.log, key, facts)
    return lives


def stream_of(kind: str, number: int) -> UUID:
    """The id of one of the things that lived."""
    return uuid5(_NAMES, f"{kind}/{number}")


def a_decision(stream: UUID, *, number: int, on: date) -> Decision:
    """A decision of twelve facts: taken over by the heads, assigned, carried out, reported and accepted."""
    office, finance = act("wang", on), act("chen", on)
    decision = Decision.propose_take_over(
        office,
        stream,
        document=Document(title="镇政府与镇总工会联席会议纪要", dated=on),
        attachments=(Attachment(sha256=f"{number:064x}", size=1, media_type="application/pdf"),),
        text=f"在沿街公共设施增设户外劳动者服务站点（第{number}项）",
        lead=Unit(key="finance", kind=UnitKind.DEPARTMENT, name_zh="财政所", name_en="Finance"),
        assisting=("town_union",),
        due=on + timedelta(days=180),
        known_units=frozenset({"finance", "town_union"}),
    )
    for head in ("sun", "li"):
        decision.agree_to_take_over(act(head, on), text_version=1)
    decision.assign(office, lead_today="finance", slip="")
    decision.receive(finance, lead_today="finance")
    decision.note_progress(finance, lead_today="finance", text="已完成选址和经费测算，正在施工。", attachments=())
    decision.report(
        finance,
        lead_today="finance",
        progress=Progress.FULLY,
        planned_for=None,
        text="站点已全部建成开放，运维经费列入年度预算。",
        attachments=(),
    )
    decision.forward_report(office, number=1, remark="")
    for head in ("sun", "li"):
        decision.accept_report(act(head, on), number=1)
    return decision


def _heard(number: int) -> dict[str, Any]:
    """What the meeting of some year settles of it: it is completed."""
    meeting = uuid5(_NAMES, f"meeting/{number // 100}")
    return {"meeting": meeting, "kind": MeetingKind.ORDINARY, "outcome": Hearing.COMPLETED, "text": "已全部落实。"}


def _category(by: Act) -> str:
    return next(iter(by.charter.topics.categories))


def append(log: Log, key: int, facts: list[tuple[str, Fact]]) -> int:
    """Record facts at one instant; the new head."""
    batch = Batch(conference=key, facts=facts, at=INSTANT, lineage=Lineage(cmd=str(uuid4()), corr="bench"), reads={})
    return log.append(batch).last
