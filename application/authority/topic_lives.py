"""The stages of calls and topics, each come to by lawful acts."""

from collections.abc import Generator, Iterator
from uuid import UUID

from application.authority.holders import CONCERNED, PROPOSING, SENDING
from application.authority.staging import Situation, Stage
from application.commands import calls, topics
from domain.charter import Charter
from domain.units import Units
from domain.vocabulary import Opinion, Side, UnitKind

TEXT = "–"


def call_lives(play: Stage) -> Iterator[Situation]:
    """A call: open, with a suggestion, and closed; there is a topic that could take the suggestion up."""
    _submitted(play)
    call = play.begin(calls.OpenCall(year=play.town.day.year, text=TEXT))
    if call is None:
        return
    yield play.show(call)
    yield from play.shown_after(calls.ReceiveSuggestion(call=call, unit=SENDING, text=TEXT), call, "suggested")
    yield from play.shown_after(calls.CloseCall(call=call), call)


def topic_lives(play: Stage) -> Generator[Situation, None, UUID]:
    """A topic until it may be put on an agenda, beside another one; the topic is what is returned."""
    other, topic = _submitted(play), _submitted(play)
    if not play.town.stream(topic).joined:
        yield play.show(topic, "joining")
        play.let(topics.JoinTopic(topic=topic))
    yield play.show(topic)
    yield from _set_aside(play, topic, other)
    yield from _prepared(play, topic)
    agreeing = topics.AgreeToTopic(topic=topic, text_version=1)
    yield from play.agreed(agreeing, topic)
    yield play.show(topic)
    return topic


def submissions(play: Stage) -> tuple[topics.SubmitTopic, ...]:
    """What may be submitted under the charter: a topic of both sides where it knows such, or one of either side."""
    sides = [side for side in (Side.JOINT, Side.UNION, Side.GOV) if side in play.town.charter.topics.proposers]
    return tuple(_submitting(side, play) for side in sides)


def _submitted(play: Stage) -> UUID:
    found = next((topic for asked in submissions(play) if (topic := play.begin(asked)) is not None), None)
    if found is None:
        raise LookupError("under this charter nobody can submit a topic")
    return found


def _submitting(side: Side, play: Stage) -> topics.SubmitTopic:
    (units,) = play.town.each(Units)
    union = next((unit.key for unit in units.units.values() if unit.kind is UnitKind.TOWN_UNION), "")
    return topics.SubmitTopic(
        side=side,
        proposer=PROPOSING if side is Side.GOV else union,
        joint_with=PROPOSING if side is Side.JOINT else None,
        year=play.town.day.year,
        title=TEXT,
        category=_category(play.town.charter),
        background=TEXT,
        request=TEXT,
        concerned=(CONCERNED, SENDING),
    )


def _category(charter: Charter) -> str:
    return next(iter(charter.topics.categories))


def _set_aside(play: Stage, topic: UUID, other: UUID) -> Iterator[Situation]:
    """What becomes of a topic that does not go on."""
    yield from play.aside().shown_after(topics.ReturnTopic(topic=topic, reason=TEXT), topic)
    yield from play.aside().shown_after(topics.WithdrawTopic(topic=topic, reason=TEXT), topic)
    yield from play.aside().shown_after(topics.ReferTopic(topic=topic, reason=TEXT), topic, "referred")
    declining = play.aside()
    yield from declining.agreed(topics.DeclineTopic(topic=topic, reason=TEXT), topic, "declining")
    if not declining.town.stream(topic).is_open:
        yield declining.show(topic)
    yield from play.aside().shown_after(topics.MergeTopic(topic=topic, into=other, reason=TEXT), topic)


def _prepared(play: Stage, topic: UUID) -> Iterator[Situation]:
    """Research, opinions and consensus, as far as they come before approval."""
    play.let(topics.ReportResearch(topic=topic, findings=TEXT))
    play.let_each(topics.GiveOpinion(topic=topic, text_version=1, opinion=Opinion.AGREE, text=TEXT))
    yield play.show(topic, "consulted")
    play.let(topics.DeclareConsensus(topic=topic, text_version=1, full=True))
