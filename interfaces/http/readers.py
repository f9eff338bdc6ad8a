"""What one side alone may read: a suggestion is the union's until a topic takes it up. Sides come from seats held now."""

from application.replay import See, State
from domain.call import TopicCall
from domain.facts import call
from domain.recorded import Recorded
from domain.stream import Stream
from domain.vocabulary import Side
from interfaces.http.caller import Caller
from interfaces.http.moments import today_of
from interfaces.http.resources import Kind
from interfaces.services import Services
from projections import Doc
from projections.institution import INSTITUTION, ONLY, charter_of
from projections.people import ROLL, ROSTER, standing_of
from projections.sql import Where

_UNIONS = {
    call.SuggestionReceived.TOPIC: frozenset({"text", "person", "sender", "attachments"}),
    call.SuggestionNotTaken.TOPIC: frozenset({"reason"}),
}
"""Of which facts the union side alone reads these fields. What a topic took up, everybody reads in the topic."""


def sides_of(parts: Services, who: Caller) -> frozenset[Side]:
    """The sides whose seats the caller holds today."""
    with parts.views.reading(who.key) as reading:
        institution, roll = reading.one(INSTITUTION, ONLY), reading.one(ROSTER, ROLL)
        today = today_of(reading, parts.clock.now())
    if institution is None or roll is None:
        return frozenset()
    charter = charter_of(institution.doc, today)
    sides = {charter.side_of(duty) for duty in standing_of(roll.doc, today).duties_of(who.person)}
    return frozenset(side for side in sides if side is not None)


def withheld(event: Recorded, sides: frozenset[Side]) -> frozenset[str]:
    """The fields of a fact that a reader of these sides does not see."""
    return frozenset() if Side.UNION in sides else _UNIONS.get(event.fact.TOPIC, frozenset())


def may_read(doc: Doc, kind: Kind, parts: Services, who: Caller) -> bool:
    """Whether the caller may read the row."""
    return kind.side is None or doc[kind.side] in {Side.JOINT, *sides_of(parts, who)}


def narrowed(where: Where, kind: Kind, parts: Services, who: Caller) -> Where:
    """The rows asked for, as far as the caller may read them."""
    if kind.side is None:
        return where
    asked = where.get(kind.side)
    return {**where, kind.side: [side for side in (Side.JOINT, *sides_of(parts, who)) if asked in {None, side}]}


def seen_by(sides: frozenset[Side]) -> See:
    """As much of a stream as a reader of these sides may see: of a call, the suggestions that are his to read."""

    def see(stream: Stream, state: State) -> State:
        if not isinstance(stream, TopicCall) or Side.UNION in sides:
            return state
        suggestions = state["suggestions"].items()
        return state | {"suggestions": {key: each for key, each in suggestions if each["side"] in {Side.JOINT, *sides}}}

    return see
