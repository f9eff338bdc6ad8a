"""The views' own database, made and remade from the logs: written a batch at a time, read now or as of any position."""

import sqlite3
import threading
import unicodedata
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import orjson

from projections import Doc, Placed, Rows, View, sql
from projections.sql import Value, Where


class Misplaced(Exception):
    """A batch of events does not follow where the conference's views are: another has folded it, or some are missing."""


class FoldFailed(Exception):
    """A view could not fold the event at a position. The cause says why."""

    def __init__(self, view: str, position: int) -> None:
        super().__init__(f"view {view} could not fold the event at position {position}")
        self.view = view
        self.position = position


class Item(NamedTuple):
    """A row as it was read: since which position it says so, and what it says, in JSON."""

    id: str
    valid_from: int
    raw: bytes

    @property
    def doc(self) -> Doc:
        """What it says, decoded anew each time."""
        return orjson.loads(self.raw)  # type: ignore[no-any-return]


class Version(NamedTuple):
    """What a row said from one position until before another; None: to the end of what is seen."""

    valid_from: int
    valid_to: int | None
    raw: bytes

    @property
    def doc(self) -> Doc:
        """What it said, decoded anew each time."""
        return orjson.loads(self.raw)  # type: ignore[no-any-return]


class Page(NamedTuple):
    """Some rows, and the cursor for those that follow; None: no more."""

    items: list[Item]
    next: str | None


class Reading:
    """The views of one conference as of one position, in one snapshot of the database.

    ``where`` asks one value or one of several of each column, None meaning no value. A page can be sorted by creation
    or by a column; rows without a value come last either way.
    """

    def __init__(self, db: sqlite3.Connection, conference: int, at: int | None) -> None:
        head = _position(db, conference)
        past = at if at is not None and at < head else None
        self.position = head if past is None else past
        """The position shown: the one asked for, or where the views are."""
        self._db = db
        self._moment = sql.Moment(conference, head, past)

    def one(self, view: View, row: str) -> Item | None:
        found = self._db.execute(*sql.one(view, self._moment, row)).fetchone()
        return found and Item(*found)

    def history(self, view: View, row: str) -> list[Version]:
        """All that the row has said, as far as it is seen from here, the first version first."""
        return [Version(*found) for found in self._db.execute(*sql.history(view, self._moment, row))]

    def page(
        self,
        view: View,
        *,
        where: Where | None = None,
        sort: str = "created",
        descending: bool = False,
        cursor: str | None = None,
        limit: int = 50,
    ) -> Page:
        """The first rows, or those after a cursor. A cursor that no such page has given is a ValueError."""
        order = _Order(view, sort, descending)
        return self._page(order, view.chosen(where or {}), cursor, limit)

    def contains(
        self,
        view: View,
        column: str,
        words: Sequence[str],
        *,
        where: Where | None = None,
        cursor: str | None = None,
        limit: int = 50,
    ) -> Page:
        """The rows whose text, normalised when it was put there, has every word somewhere; the newest rows first."""
        if view.columns.get(column) is not str:
            raise ValueError(f"view {view.name} cannot be searched by {column!r}")
        chosen = view.chosen(where or {}) & sql.containing(column, map(normalised, words))
        return self._page(_Order(view, "created", descending=True), chosen, cursor, limit)

    def count(self, view: View, *, where: Where | None = None) -> int:
        (found,) = self._db.execute(*sql.count(view, self._moment, view.chosen(where or {}))).fetchone()
        return int(found)

    def tally(self, view: View, by: str, *, where: Where | None = None) -> dict[Value, int]:
        """How many rows have each value of a column, for the values that occur."""
        view.require_indexed(by)
        found = self._db.execute(*sql.tally(view, self._moment, view.chosen(where or {}), by))
        return {value if value is None else view.columns[by](value): rows for value, rows in found}

    def _page(self, order: "_Order", chosen: sql.Clause, cursor: str | None, limit: int) -> Page:
        if limit < 1:
            raise ValueError("a page has at least one row")
        rows: list[tuple[Any, ...]] = []
        for walk in sql.walks(order.column, order.key(cursor), descending=order.descending):
            if wanted := limit + 1 - len(rows):
                rows += self._db.execute(*sql.page(order.view, self._moment, chosen, walk, wanted))
        more = order.cursor(rows[limit - 1]) if len(rows) > limit else None
        return Page([Item(*row[:3]) for row in rows[:limit]], more)


@dataclass(frozen=True)
class _Order:
    """An order of a view's rows, and the cursors that lead on in it: unreadable to others, and good for no other."""

    view: View
    sort: str
    descending: bool

    def __post_init__(self) -> None:
        if self.sort != "created":
            self.view.require_indexed(self.sort)

    @property
    def column(self) -> str | None:
        return None if self.sort == "created" else self.sort

    def cursor(self, row: tuple[Any, ...]) -> str:
        """The cursor that leads on from a row, which ends in the sorted value, where it has one, and its creation."""
        row_id, _, _, *value, created = row
        key = [self.view.name, self.sort, self.descending, *(value or [None]), created, row_id]
        return urlsafe_b64encode(orjson.dumps(key)).decode()

    def key(self, cursor: str | None) -> tuple[Value, ...] | None:
        if cursor is None:
            return None
        match orjson.loads(urlsafe_b64decode(cursor)):
            case [self.view.name, self.sort, self.descending, value, int(created), str(row)] if self._sorts(value):
                return value, created, row
        raise ValueError("the cursor is not one of this list")

    def _sorts(self, value: Any) -> bool:
        return value is None or (self.column is not None and isinstance(value, self.view.columns[self.column]))


def normalised(text: str) -> str:
    """The text as it is searched: width and case are one. Views keep their searched columns so."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold()).replace("\0", "")


class _File:
    """A database file and the connections to it, each in use by one thread at a time. Its store holds the lock."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.retired = False
        self.doomed = False
        self._idle: list[sqlite3.Connection] = []
        self._lent = 0

    def take(self) -> sqlite3.Connection:
        db = self._idle.pop() if self._idle else _connect(self.path)
        self._lent += 1
        return db

    def give(self, db: sqlite3.Connection) -> None:
        self._lent -= 1
        self._idle.append(db)
        if self.retired:
            self.retire()

    def retire(self) -> None:
        """Close what is not in use; what is, when it is given back. Then remove the file, where it is doomed."""
        self.retired = True
        while self._idle:
            self._idle.pop().close()
        if self.doomed and not self._lent:
            discard(self.path)


class ViewStore:
    """The views of all conferences in one SQLite file: one writer at a time, any number of readers, any threads.

    It holds nothing that the logs do not, so it may lose its last batches when the machine stops; each conference's
    position says how far its views have come, and moves in the transaction that writes the rows.
    """

    def __init__(self, path: Path, views: Sequence[View]) -> None:
        self.views = tuple(views)
        self._lock = threading.Lock()
        self._file = _File(path)
        with self._writing() as db:
            for statement in (sql.POSITIONS, *(made for view in views for made in sql.tables(view))):
                db.execute(statement)

    @property
    def path(self) -> Path:
        return self._file.path

    def position(self, conference: int) -> int:
        """How far the conference's views have come; 0: nothing is folded yet."""
        with self._lend() as db:
            return _position(db, conference)

    def positions(self) -> dict[int, int]:
        with self._lend() as db:
            return dict(db.execute(sql.ALL_POSITIONS).fetchall())

    @contextmanager
    def reading(self, conference: int, at: int | None = None) -> Iterator[Reading]:
        """Read the conference's views as they stand, or stood as of a position; beyond the head is now."""
        with self._lend() as db:
            db.execute("BEGIN")
            try:
                yield Reading(db, conference, at)
            finally:
                db.execute("ROLLBACK")

    def apply(self, conference: int, *, after: int, events: Sequence[Placed]) -> None:
        """Fold the events that follow a position; rows and position are written together or not at all."""
        with self._writing() as db:
            if _position(db, conference) != after or any(e.position != p for p, e in enumerate(events, after + 1)):
                raise Misplaced(conference, after)
            rows = Rows(db, conference, self.views)
            for event in events:
                self._fold(rows, event)
            rows.write()
            db.execute(sql.MOVE, (conference, after + len(events)))

    def reset(self, conference: int) -> None:
        """Forget the conference's views, to fold them again from the beginning."""
        with self._writing() as db:
            for statement in (sql.FORGET, *(cleared for view in self.views for cleared in sql.clear(view))):
                db.execute(statement, (conference,))

    def switch(self, newer: "ViewStore") -> None:
        """Go on with a newer store's file; the old one is removed when the last reading of it has ended."""
        with self._lock:
            old, self._file = self._file, newer._file
            old.doomed = True
            old.retire()

    def close(self) -> None:
        """Close all connections; those in use are closed when their reading ends."""
        with self._lock:
            self._file.retire()

    def _fold(self, rows: Rows, event: Placed) -> None:
        rows.position = event.position
        for view in self.views:
            try:
                view.fold(rows, event)
            except Exception as error:
                raise FoldFailed(view.name, event.position) from error

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with self._lend() as db:
            db.execute("BEGIN IMMEDIATE")
            try:
                yield db
            except BaseException:
                db.execute("ROLLBACK")
                raise
            db.execute("COMMIT")

    @contextmanager
    def _lend(self) -> Iterator[sqlite3.Connection]:
        with self._lock:
            file = self._file
            db = file.take()
        try:
            yield db
        finally:
            with self._lock:
                file.give(db)


def discard(path: Path) -> None:
    """Remove a database file and what SQLite keeps beside it, as far as the system lets us."""
    for suffix in ("", "-wal", "-shm"):
        with suppress(OSError):
            path.with_name(path.name + suffix).unlink()


def _connect(path: Path) -> sqlite3.Connection:
    db = sqlite3.connect(path, isolation_level=None, check_same_thread=False, cached_statements=256)
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("PRAGMA synchronous = NORMAL")
    return db


def _position(db: sqlite3.Connection, conference: int) -> int:
    found = db.execute(sql.POSITION, (conference,)).fetchone()
    return 0 if found is None else int(found[0])
