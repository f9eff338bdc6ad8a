"""A conference to measure on: founded, with the cast in their seats and as many topics as wanted."""

from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID, uuid4, uuid5

from application.institution import found
from application.log import Batch, Lineage, Log
from domain.act import Act
from domain.charter_reading import built_in, read_charter
from domain.roster import Roster
from domain.standing import Standing
from domain.stream import Fact
from domain.topic import Topic
from domain.topic_text import TopicText
from domain.trace import Actor
from domain.units import Unit, Units
from domain.vocabulary import Opinion, Side, UnitKind
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
INSTANT = datetime.now(UTC)


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


def act(name: str) -> Act:
    """An act of one of the cast, outside the desk."""
    charter = read_charter(built_in("chengqiao"))
    standing = Standing(on=INSTANT.date(), holders={duty: (person(held),) for duty, held in DUTIES.items()})
    seats = standing.duties_of(person(name))
    by = Actor(person=person(name), seats=seats)
    return Act(by=by, on=INSTANT.date(), at=INSTANT, today=INSTANT.date(), charter=charter, standing=standing)


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


def a_topic(stream: UUID, *, number: int) -> Topic:
    """A topic of ten facts: submitted, researched, consulted, asked, answered, agreed among units, approved."""
    union, finance = act("li"), act("chen")
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
    topic.agree(act("sun"), text_version=1)
    topic.agree(act("li"), text_version=1)
    return topic


def _category(by: Act) -> str:
    return next(iter(by.charter.topics.categories))


def append(log: Log, key: int, facts: list[tuple[str, Fact]]) -> int:
    """Record facts at one instant; the new head."""
    batch = Batch(conference=key, facts=facts, at=INSTANT, lineage=Lineage(cmd=str(uuid4()), corr="bench"), reads={})
    return log.append(batch).last
