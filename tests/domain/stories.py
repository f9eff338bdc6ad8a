"""Topics, rolls and registers as they stand when a story begins."""

from dataclasses import replace
from datetime import date
from typing import Any

from domain.act import Act
from domain.charter import Charter
from domain.roster import Roster
from domain.standing import Standing
from domain.stream import Stream
from domain.topic import Topic
from domain.topic_text import TopicText
from domain.units import Unit, Units
from domain.vocabulary import Opinion, Outcome, Side
from tests.cast import DUTIES, UNITS, act, charter, named, person

KNOWN = frozenset(UNITS)
SINCE = date(2026, 1, 1)
MEETING = named("meeting")

TEXT = TopicText(
    title="环卫工人高温作息",
    category="labour_safety",
    background="七月起气温高",
    request="调整作业时间",
    concerned=("finance", "human_resources"),
)


def text(**changes: Any) -> TopicText:
    """The text of the union's topic, changed where the story needs it."""
    return replace(TEXT, **changes)


def charter_with(**topics: Any) -> Charter:
    """The 城桥 charter, with another word on topics."""
    return replace(charter(), topics=replace(charter().topics, **topics))


def submitted_as(acting: Act, **changes: Any) -> Topic:
    """A topic as the form has it, submitted in this act."""
    form: dict[str, Any] = {
        "side": Side.UNION,
        "proposer": UNITS["town_union"],
        "joint_with": None,
        "year": 2026,
        "text": TEXT,
        "links": (),
        "known_units": KNOWN,
    }
    return Topic.submit(acting, named("topic"), **form | changes)


def a_submitted_topic(**changes: Any) -> Topic:
    """The town union's topic, which concerns finance and human resources."""
    return submitted_as(act("zhou"), **changes)


def a_government_topic(*, concerned: tuple[str, ...] = ("finance", "town_union")) -> Topic:
    """The safety office's topic."""
    return submitted_as(act("wei"), side=Side.GOV, proposer=UNITS["safety"], text=text(concerned=concerned))


def a_joint_topic(**changes: Any) -> Topic:
    """A topic of the town union that names the safety office beside it, which has not joined yet."""
    return submitted_as(act("zhou"), **{"side": Side.JOINT, "joint_with": UNITS["safety"]} | changes)


def a_researched_topic() -> Topic:
    """The town union's topic with its research done."""
    topic = a_submitted_topic()
    topic.research(act("zhou"), findings="走访十二个作业点", attachments=())
    return topic


def answered(topic: Topic, *opinions: tuple[str, Opinion]) -> Topic:
    """The topic with these people's opinions on its present text."""
    for name, opinion in opinions:
        topic.give_opinion(act(name), text_version=topic.matter.version, opinion=opinion, text="已研究")
    return topic


def agreeing_all_round(topic: Topic) -> Topic:
    """The topic with the plain agreement of finance and human resources."""
    return answered(topic, ("chen", Opinion.AGREE), ("chu", Opinion.AGREE))


def a_topic_with_consensus() -> Topic:
    """The town union's topic, researched and agreed with everybody concerned."""
    topic = agreeing_all_round(a_researched_topic())
    topic.declare_consensus(act("zhou"), text_version=1, full=False, dissent="")
    return topic


def an_approved_topic() -> Topic:
    """The town union's topic after a head of each side agreed."""
    topic = a_topic_with_consensus()
    for head in ("sun", "li"):
        topic.agree(act(head), text_version=1)
    return topic


def a_scheduled_topic() -> Topic:
    """The approved topic on the agenda of the meeting."""
    topic = an_approved_topic()
    topic.schedule(act("wang"), meeting=MEETING, late=False)
    return topic


def discussed(topic: Topic, outcome: Outcome, *, acting: Act | None = None) -> None:
    """Let the meeting settle the topic in this way."""
    topic.discuss(
        acting or act("wang"),
        meeting=MEETING,
        outcome=outcome,
        summary="经协商",
        gov_view="支持",
        union_view="希望尽快",
        decisions=(named("decision"),) if outcome.settles else (),
    )


def a_discussed_topic(outcome: Outcome = Outcome.AGREED) -> Topic:
    """The topic after the meeting settled it."""
    topic = a_scheduled_topic()
    discussed(topic, outcome)
    return topic


def founding(on: date = SINCE) -> Act:
    """The act of somebody who founds the conference, before anybody has a seat."""
    return replace(act("wang", on=on), standing=Standing(on=on, holders={}), by=replace(act("wang").by, seats=()))


def a_roll(*names: str) -> Roster:
    """The roll with these people on it (all of the cast when none is named), each in his duty since the new year."""
    roster = Roster.open(founding(), named("roster"))
    cast = {duty: name for duty, name in DUTIES.items() if not names or name in names}
    for name in dict.fromkeys(cast.values()):
        roster.enter_person(founding(), person=person(name), name=name)
    for duty, name in cast.items():
        roster.take_duty(act("wang"), duty=duty, person=person(name), since=SINCE, units=KNOWN)
    return roster


def a_register(*keys: str) -> Units:
    """The register with these units of the cast, all when none is named."""
    units = Units.open(founding(), named("units"))
    for unit in (UNITS[key] for key in keys or UNITS):
        entered(units, unit)
    return units


def entered(units: Units, unit: Unit) -> None:
    """Let the founders enter a unit of the cast."""
    units.open_unit(founding(), unit=unit.key, kind=unit.kind, name_zh=unit.name_zh, name_en=unit.name_en)


def begun(stream: Stream) -> Any:
    """The fact that began a stream which is not saved yet."""
    return stream.pending_events[0]


def state(stream: Stream) -> dict[str, Any]:
    """Everything a stream knows, without what waits to be saved."""
    return {name: value for name, value in vars(stream).items() if name != "_pending_events"}
