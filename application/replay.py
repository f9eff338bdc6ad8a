"""Replay: what a stream was at any point of its history, and what each of its facts changed in it.

Everything here is made of the facts alone: no clock, no chance, no network, no store.
"""

from collections.abc import Callable, Iterable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from application.audited import Told, audit_value, audited
from application.mapper import plain
from application.replay_fields import Change, changes
from domain.conference import Conference
from domain.recorded import Recorded
from domain.roster import Roster
from domain.stream import First, Stream

State = dict[str, Any]
See = Callable[[Stream, State], State]
"""How much of a stream's audited state a reader may see."""
_RESTING = (LookupError, AttributeError, TypeError, ValueError)
"""How an applier fails that rests on a fact which does not count; with all facts before it none can."""


@dataclass(frozen=True, kw_only=True)
class Point:
    """A point of a history: so many facts of the stream, and of the log; of those, what is dated by a business date."""

    version: int | None = None
    position: int | None = None
    on: date | None = None

    def knows(self, recorded: Recorded) -> bool:
        """Whether the fact was recorded by then."""
        in_log = self.position is None or recorded.position <= self.position
        return in_log and (self.version is None or recorded.version <= self.version)

    def counts(self, recorded: Recorded) -> bool:
        """Whether it was recorded by then, and is dated on or before the day."""
        return self.knows(recorded) and (self.on is None or recorded.fact.trace.on <= self.on)


class Step(NamedTuple):
    """A fact that counts, and what it changed."""

    recorded: Recorded
    changes: tuple[Change, ...]


class Course(NamedTuple):
    """How a stream became what it is at a point. ``left_out`` was known, but is dated later or rests on what is."""

    steps: tuple[Step, ...]
    state: State
    left_out: tuple[Recorded, ...]


def everything(stream: Stream, state: State) -> State:
    """All of it is seen."""
    del stream
    return state


def course(facts: Iterable[Recorded], point: Point, see: See = everything) -> Course:
    """The whole way of a stream to a point, fact by fact; without steps it had not begun."""
    known = [recorded for recorded in facts if point.knows(recorded)]
    steps: list[Step] = []
    state: State = {}
    told: Told = {}
    for recorded, stream in unfolding(known, point):
        before, state = state, see(stream, audited(stream, told))
        steps.append(Step(recorded, changes(before, state)))
    counted = {step.recorded.position for step in steps}
    left_out = tuple(recorded for recorded in known if recorded.position not in counted)
    return Course(tuple(steps), state, left_out)


def stream_at(facts: Iterable[Recorded], point: Point) -> Stream | None:
    """The stream as it was at a point; None where it had not begun."""
    found: Stream | None = None
    for _, stream in unfolding(facts, point):
        found = stream
    return found


def unfolding(facts: Iterable[Recorded], point: Point) -> Iterator[tuple[Recorded, Stream]]:
    """The stream after each fact that counts. It goes on changing: look at it before the next."""
    stream: Any = None
    is_whole = True
    for recorded in facts:
        after = _after(stream, recorded, is_whole=is_whole) if point.counts(recorded) else None
        if after is None:
            is_whole = False
        else:
            stream = after
            yield recorded, stream


def of_the_day(facts: Iterable[Recorded], point: Point) -> State | None:
    """What a dated register says of the business date, from all that was known: its entries have days of their own."""
    stream = stream_at(facts, Point(version=point.version, position=point.position))
    match stream:
        case Roster() if point.on:
            found: State = audit_value(stream.standing(point.on))
        case Conference(editions=[_, *_]) if point.on:
            found = {"edition_in_force": stream.charter_on(point.on).edition}
        case _:
            return None
    return found


def _after(stream: Any, recorded: Recorded, *, is_whole: bool) -> Any:
    """The stream after a fact; None where the fact rests on an earlier one that does not count."""
    if is_whole:
        return plain(stream, [recorded.fact])
    if stream is None and not isinstance(recorded.fact, First):
        return None
    after = deepcopy(stream)
    try:
        if after is not None:
            after.version = recorded.version - 1
        return plain(after, [recorded.fact])
    except _RESTING:
        return None
