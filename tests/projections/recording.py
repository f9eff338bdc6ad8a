"""What streams have recorded, as followers of a log are handed it, and the views folded from it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from domain.recorded import Recorded
from domain.stream import Fact, Sealed, Stream
from projections import Doc, View
from projections.registry import VIEWS
from projections.store import ViewStore

BEGINNING = datetime(2025, 1, 2, 1, 0, tzinfo=UTC)
_CONFERENCES = count(1)


class Recording:
    """The log of one conference, in memory: what streams recorded, in the order it was saved."""

    def __init__(self) -> None:
        self.events: list[Recorded] = []

    def save(self, *streams: Stream) -> None:
        """Record what waits to be saved on these streams, in this order."""
        for stream in streams:
            for fact in stream.collect_events():
                assert isinstance(fact, Fact)
                self.events.append(self._recorded(stream, fact))

    def _recorded(self, stream: Stream, fact: Fact) -> Recorded:
        position = len(self.events) + 1
        return Recorded(
            conference=1,
            position=position,
            recorded_at=BEGINNING + timedelta(minutes=position),
            kind=stream.TOPIC,
            stream=stream.id,
            version=fact.originator_version,
            type=f"{fact.TOPIC}/1",
            fact=sealed(fact),
            cmd=f"cmd-{position}",
            cause=None,
            corr=f"cmd-{position}",
        )


def sealed(fact: Fact) -> Fact:
    """The fact as replay sees it: of a personal value, its commitment."""
    given = {name: getattr(fact, name) for name in fact.PERSONAL}
    seals: dict[str, Any] = {
        name: Sealed(f"seal of {value}") for name, value in given.items() if isinstance(value, str)
    }
    return replace(fact, **seals)


class Seen:
    """Every view of one conference, folded from a recording as far as it has come."""

    def __init__(self, store: ViewStore) -> None:
        self.conference = next(_CONFERENCES)
        self.store = store

    def fold(self, events: list[Recorded]) -> None:
        """Fold these events, from the first one not folded yet."""
        after = self.store.position(self.conference)
        self.store.apply(self.conference, after=after, events=events[after:])

    def row(self, view: View, row: object, at: int | None = None) -> Doc:
        """What a row says, or said as of a position."""
        with self.store.reading(self.conference, at) as reading:
            found = reading.one(view, str(row))
        assert found is not None, f"no {view.name} {row}"
        return found.doc

    def rows(self, view: View, at: int | None = None, **where: Any) -> dict[str, Doc]:
        """All rows of a view, by id."""
        with self.store.reading(self.conference, at) as reading:
            page = reading.page(view, where=where, limit=5000)
        assert page.next is None
        return {item.id: item.doc for item in page.items}

    def everything(self, at: int | None = None) -> dict[str, dict[str, Doc]]:
        """All rows of all views, now or as of a position."""
        return {view.name: self.rows(view, at) for view in VIEWS}
