"""Comparing views with the same views made anew: every row that differs, of now, of the past and of what is gone."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from projections import Placed, View
from projections.feed import Feed, step
from projections.store import ViewStore

_TABLES = ("now", "past", "gone")
_ATTEMPTS = 5


class Different(NamedTuple):
    """A row that is not as the facts make it."""

    view: str
    row: str


class Moving(Exception):
    """The views went on while they were compared, again and again."""


class UpTo:
    """A feed that ends at a position."""

    def __init__(self, feed: Feed, position: int) -> None:
        self._feed = feed
        self._position = position

    def conferences(self) -> list[int]:
        """The conferences there are."""
        return self._feed.conferences()

    def head(self, conference: int) -> int:
        """The position at which it ends."""
        return min(self._feed.head(conference), self._position)

    def read(self, conference: int, after: int, limit: int) -> Sequence[Placed]:
        """What was recorded after a position."""
        return self._feed.read(conference, after, min(limit, self._position - after))


def differences(store: ViewStore, feed: Feed, conference: int, aside: Path) -> list[Different]:
    """The rows of a conference that its facts do not make so; the views are made anew in a file aside."""
    position = store.position(conference)
    if position > feed.head(conference):
        return [Different("positions", str(position))]
    with closing(ViewStore(aside, store.views)) as fresh:
        for _ in range(_ATTEMPTS):
            position = store.position(conference)
            while step(fresh, UpTo(feed, position), conference)[0] < position:
                pass
            found = list(_differing(store.path, aside, store.views, conference))
            if store.position(conference) == position:
                return found
    raise Moving(conference)


def _differing(served: Path, fresh: Path, views: Sequence[View], conference: int) -> Iterator[Different]:
    with closing(sqlite3.connect(f"{served.absolute().as_uri()}?mode=ro", uri=True)) as db:
        db.execute("ATTACH ? AS fresh", (f"{fresh.absolute().as_uri()}?mode=ro",))
        for view in views:
            rows = {row for table in _TABLES for row in _only_in_one(db, f"{view.name}_{table}", conference)}
            yield from (Different(view.name, row) for row in sorted(rows))


def _only_in_one(db: sqlite3.Connection, table: str, conference: int) -> Iterator[str]:
    for one, other in (("main", "fresh"), ("fresh", "main")):
        statement = f"""SELECT id FROM (SELECT * FROM {one}.{table} WHERE conference = ?
            EXCEPT SELECT * FROM {other}.{table} WHERE conference = ?)"""  # noqa: S608 - the names of declared views
        yield from (str(row[0]) for row in db.execute(statement, (conference, conference)))
