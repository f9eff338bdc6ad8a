"""Long lives at random: of all that could be done to a stream, this and that is, and what is refused changes nothing."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date, timedelta
from importlib import import_module
from random import Random
from typing import Any, TypeAlias

from domain.errors import Refusal
from domain.stream import Fact, Stream
from projections import Doc, View
from tests.projections.recording import Seen
from tests.projections.town import measured

Deed: TypeAlias = Callable[[Any, date], object]


def walked(stream: Stream, deeds: list[Deed], seed: int, *, steps: int = 60, since: date = date(2026, 3, 1)) -> Stream:
    """The stream after so many deeds, tried day after day."""
    chance = Random(seed)
    for step in range(steps):
        with suppress(Refusal):
            chance.choice(deeds)(stream, since + timedelta(days=step))
    return stream


def lived(seen: Seen, view: View, stream: Stream) -> Iterator[tuple[Doc, Any]]:
    """The row and the stream as they stand after each of its facts."""
    recording = measured()
    before = len(recording.events)
    recording.save(stream)
    seen.fold(recording.events)
    again: Any = None
    for event in recording.events[before:]:
        again = event.fact.mutate(again)
        yield seen.row(view, stream.id, at=event.position), again


def topics_of(*modules: str) -> set[str]:
    """The stored names of every fact of these modules of facts."""
    values = [value for name in modules for value in vars(import_module(f"domain.facts.{name}")).values()]
    facts = [value for value in values if isinstance(value, type) and issubclass(value, Fact)]
    return {str(fact.TOPIC) for fact in facts if "TOPIC" in vars(fact)}


def topics_in(stream: Stream) -> set[str]:
    """The stored names of what waits to be saved on a stream."""
    return {fact.TOPIC for fact in stream.pending_events if isinstance(fact, Fact)}
