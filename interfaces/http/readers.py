"""What one side alone may read, as a caller sees it: of the union's suggestions its own unit's, or all for the side."""

from typing import Any

from application.access.rights import Right
from application.replay import See, State
from domain.call import TopicCall
from domain.recorded import Recorded
from domain.stream import Stream
from domain.vocabulary import Side
from interfaces.http.caller import Caller
from interfaces.http.resources import Kind
from interfaces.http.sight import Sight
from projections import Doc
from projections.sql import Where
from projections.withheld import reader, sender_of, withheld_of


def sight_of(who: Caller) -> Sight:
    """What the caller sees by the seats he holds, or all of it where his role reads the conference whole."""
    if Right.WHOLE in who.rights:
        return Sight(sides=frozenset(Side))
    return Sight.of(who.seated.charter, who.seated.seats)


def withheld(event: Recorded, sight: Sight) -> frozenset[str]:
    """The fields of a fact that a reader does not see."""
    return frozenset() if sight.reads(Side.UNION, sender_of(event.fact)) else withheld_of(event.fact)


def may_read(doc: Doc, kind: Kind, who: Caller) -> bool:
    """Whether the caller may read the row."""
    return not kind.one_sided or _reads(sight_of(who), doc)


def narrowed(where: Where, kind: Kind, who: Caller) -> Where:
    """The rows asked for, as far as the caller may read them."""
    if not kind.one_sided:
        return where
    sight = sight_of(who)
    if any(side not in sight.sides for side, _ in sight.units):
        return {**where, "reader": [reader(Side.JOINT), *sight.readers]}
    asked = where.get("side")
    return {**where, "side": [side for side in (Side.JOINT, *sight.sides) if asked in {None, side}]}


def seen_by(sight: Sight) -> See:
    """As much of a stream as a reader may see: of a call, the suggestions that are his to read."""

    def see(stream: Stream, state: State) -> State:
        if not isinstance(stream, TopicCall):
            return state
        suggestions = state["suggestions"].items()
        return state | {"suggestions": {key: each for key, each in suggestions if _reads(sight, each)}}

    return see


def _reads(sight: Sight, suggestion: dict[str, Any]) -> bool:
    return sight.reads(Side(suggestion["side"]), suggestion["unit"])
