"""The views' own database, made and remade from the logs: written a batch at a time, read now or as of any position."""

import sqlite3
import threading
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

import orjson

from projections import Doc, Misplaced, Placed, Rows, View, normalised, sql
from projections.clause import Clause, Value
from projections.sql import Where


class Item(NamedTuple):
    """What a row says, in JSON, and since which position; in its history also until before which, if it changed.

    ``doc`` is decoded anew each time it is asked for.
    """

    id: str
    valid_from: int
    raw: bytes
    valid_to: int | None = None

    @property
    def doc(self) -> Doc:
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
        self.position = head if at is None else max(0, min(at, head))
        """The position shown: the one asked for, or where the views are."""
        self._db = db
        self._moment = sql.Moment(conference, self.position, head)

    def one(self, view: View, row: str) -> Item | None:
        found = self._ask(sql.history(view, self._moment, row)).fetchone()
        return Item(*found) if found and found[3] is None else None

    def history(self, view: View, row: str) -> list[Item]:
        """All that the row has said, as far as it is seen from here, the first version first."""
        return [Item(*found) for found in self._ask(sql.history(view, self._moment, row))][::-1]

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
        """The first rows, or those after a cursor; one that no such page has given is a ValueError."""
        order = _Order(view, None if sort == "created" else view.indexed_one(sort), descending)
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
        found = sql.containing(column, map(normalised, words))
        chosen = [clause & found for clause in view.chosen(where or {})]
        return self._page(_Order(view, None, descending=True), chosen, cursor, limit)

    def count(self, view: View, *, where: Where | None = None) -> int:
        return int(self._ask(sql.count(view, self._moment, view.chosen(where or {}))).fetchone()[0])

    def tally(self, view: View, by: str, *, where: Where | None = None) -> dict[Value, int]:
        """How many rows have each value of a column, for the values that occur."""
        kind = view.columns[view.indexed_one(by)]
        found = self._ask(sql.tally(view, self._moment, view.chosen(where or {}), by))
        return {value if value is None else kind(value): rows for value, rows in found}

    def _page(self, order: "_Order", chosen: list[Clause], cursor: str | None, limit: int) -> Page:
        if limit < 1:
            raise ValueError("a page has at least one row")
        rows: list[tuple[Any, ...]] = []
        for walk in sql.walks(order.column, order.key(cursor), descending=order.descending):
            if wanted := limit + 1 - len(rows):
                rows += self._ask(sql.page(order.view, self._moment, chosen, walk, wanted))
        more = order.cursor(rows[limit - 1]) if len(rows) > limit else None
        return Page([Item(*row[:3]) for row in rows[:limit]], more)

    def _ask(self, question: Clause) -> sqlite3.Cursor:
        try:
            return self._db.execute(*question)
        except OverflowError as error:
            raise ValueError("a number is too large") from error


@dataclass(frozen=True)
class _Order:
    """An order of a view's rows, by a column or by creation, and the cursors that lead on in it and in no other."""

    view: View
    column: str | None
    descending: bool

    def cursor(self, row: tuple[Any, ...]) -> str:
        """The cursor that leads on from a row, which ends in the sorted value, where it has one, and its creation."""
        row_id, _, _, *value, created = row
        key = [self.view.name, self.column, self.descending, *(value or [None]), created, row_id]
        return urlsafe_b64encode(orjson.dumps(key)).decode()

    def key(self, cursor: str | None) -> tuple[Value, ...] | None:
        if cursor is None:
            return None
        match orjson.loads(urlsafe_b64decode(cursor)):
            case [self.view.name, self.column, self.descending, value, int(created), str(row)] if self._sorts(value):
                return value, created, row
        raise ValueError("the cursor is not one of this list")

    def _sorts(self, value: Any) -> bool:
        kind = self.view.columns.get(self.column or "")
        return value is None or (kind is not None and isinstance(value, str if kind is str else int))


@dataclass
class _File:
    """A database file and the connections to it, each lent to one thread at a time. Its store holds the lock."""

    path: Path
    idle: list[sqlite3.Connection] = field(default_factory=list)
    lent: int = 0
    retired: bool = False
    doomed: bool = False

    def retire(self) -> None:
        """Close what is not in use; what is, when it is given back. Then remove the file, if it is doomed."""
        self.retired = True
        while self.idle:
            self.idle.pop().close()
        if self.doomed and not self.lent:
            discard(self.path)


class ViewStore:
    """The views of all conferences in one SQLite file: one writer at a time, any number of readers, any threads.

    It holds nothing that the logs do not, so it may lose its last batches when the machine stops; each conference's
    position says how far its views have come, and moves in the transaction that writes the rows.
    """

    def __init__(self, path: Path, views: Sequence[View]) -> None:
        self.views = tuple(views)
        self._indexes = [index for view in views for index in sql.indexes(view)]
        self._lock = threading.Lock()
        self._file = _File(path)
        path.touch()
        with self._writing() as db:
            for statement in (sql.POSITIONS, *(made for view in views for made in sql.tables(view))):
                db.execute(statement)
        self.index()

    @property
    def path(self) -> Path:
        return self._file.path

    def index(self) -> None:
        """Make all indexes. SQLite is told how rows are spread, so that its plans are good and never change."""
        with self._writing() as db:
            for index in self._indexes:
                db.execute(index.make)
            db.execute("ANALYZE sqlite_schema")
            db.execute("DELETE FROM sqlite_stat1")
            spread = [(i.table, i.name, " ".join(map(str, (10_000_000, *i.shared)))) for i in self._indexes]
            db.executemany("INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES (?, ?, ?)", spread)
            db.execute("ANALYZE sqlite_schema")

    def unindex(self) -> None:
        """Drop the indexes that only reading needs, while much is folded; ``index`` makes them again."""
        with self._writing() as db:
            for index in self._indexes:
                if not index.table.endswith("_now"):
                    db.execute(f"DROP INDEX {index.name}")

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
            expected = range(_position(db, conference) + 1, after + len(events) + 1)
            if not events or [event.position for event in events] != [*expected]:
                raise Misplaced(conference, after)
            rows = Rows(db, conference, self.views)
            for event in events:
                rows.fold(event)
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
            old, self._file = self._file, newer._file  # noqa: SLF001 - one of the same class
            old.doomed = True
            old.retire()

    def close(self) -> None:
        """Close all connections; those in use are closed when their reading ends."""
        with self._lock:
            self._file.retire()

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with self._lend() as db:
            db.execute("BEGIN IMMEDIATE")
            try:
                yield db
                db.execute("COMMIT")
            finally:
                if db.in_transaction:
                    db.execute("ROLLBACK")

    @contextmanager
    def _lend(self) -> Iterator[sqlite3.Connection]:
        with self._lock:
            file = self._file
            db = file.idle.pop() if file.idle else _connect(file.path)
            file.lent += 1
        try:
            yield db
        finally:
            with self._lock:
                file.lent -= 1
                file.idle.append(db)
                if file.retired:
                    file.retire()


def discard(path: Path) -> None:
    """Remove a database file and what SQLite keeps beside it, as far as the system lets us."""
    for suffix in ("", "-wal", "-shm"):
        with suppress(OSError):
            path.with_name(path.name + suffix).unlink()


def _connect(path: Path) -> sqlite3.Connection:
    where = f"{path.absolute().as_uri()}?mode=rw"  # a file that was removed meanwhile is not made again
    db = sqlite3.connect(where, uri=True, isolation_level=None, check_same_thread=False, cached_statements=256)
    for setting in ("journal_mode = WAL", "synchronous = NORMAL", "wal_autocheckpoint = 4000", "cache_size = -16000"):
        db.execute(f"PRAGMA {setting}")
    return db


def _position(db: sqlite3.Connection, conference: int) -> int:
    found = db.execute(sql.POSITION, (conference,)).fetchone()
    return 0 if found is None else int(found[0])
