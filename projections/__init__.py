"""What can be seen: views folded from the conferences' logs, each rebuilt from zero at any time.

A view is declared here and folds events into rows; ``store`` keeps and reads the rows, ``feed`` keeps them up with the
logs, ``rebuild`` makes them anew.
"""

import re
import sqlite3
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple, Protocol, TypeAlias

import orjson

from projections import sql
from projections.clause import Clause, Value
from projections.sql import Where

Doc: TypeAlias = dict[str, Any]
RESERVED = frozenset({"conference", "created", "doc", "dropped", "id", "node", "positions", "valid_from", "valid_to"})


class Placed(Protocol):
    """An event as far as the engine knows it: it stands at a position of its conference's log."""

    @property
    def position(self) -> int: ...


@dataclass(frozen=True, eq=False)
class View:
    """One kind of rows that can be seen: JSON documents with an id, folded from the facts.

    ``columns`` are the keys of the document to filter, sort and tally by, with their types (str, int or bool); those
    that are ``unindexed`` are only searched. ``fold`` is told every event in order, and puts and drops rows; what it
    does may depend on the event and the rows alone.
    """

    name: str
    columns: Mapping[str, type]
    fold: Callable[["Rows", Any], None]
    unindexed: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        names = {self.name, *self.columns}
        if names & RESERVED or not all(re.fullmatch("[a-z][a-z0-9_]*", name) for name in names):
            raise ValueError(f"view {self.name}: a name cannot be used")
        if not self.unindexed <= set(self.columns) or not set(self.columns.values()) <= {str, int, bool}:
            raise ValueError(f"view {self.name}: a column is not declared as it should be")

    @property
    def indexed(self) -> list[str]:
        return [column for column in self.columns if column not in self.unindexed]

    def cells(self, doc: Doc) -> tuple[Value, ...]:
        """What a document has in the columns."""
        return tuple([self._cell(column, doc.get(column)) for column in self.columns])

    def chosen(self, where: Where) -> list[Clause]:
        """The rows whose columns, or ``id``, have one of the values wanted of each; None among them means no value."""
        return sql.matching(
            {name if name == "id" else self.indexed_one(name): wanted for name, wanted in where.items()}
        )

    def indexed_one(self, column: str) -> str:
        if column not in self.indexed:
            raise ValueError(f"view {self.name} cannot be filtered or sorted by {column!r}")
        return column

    def _cell(self, column: str, value: Value) -> Value:
        if value is None or isinstance(value, self.columns[column]):
            return int(value) if isinstance(value, bool) else value
        raise TypeError(f"view {self.name}: {column} is {value!r}, not of type {self.columns[column].__name__}")


class Misplaced(Exception):
    """Events do not follow on where the conference's views are: others have folded them, or some are missing."""


class FoldFailed(Exception):
    """A view could not fold the event at a position. The cause says why."""

    def __init__(self, view: View, position: int) -> None:
        super().__init__(f"view {view.name} could not fold the event at position {position}")
        self.position = position


class _Row(NamedTuple):
    created: int
    valid_from: int
    cells: tuple[Value, ...]
    raw: bytes


@dataclass
class _Draft:
    """What a batch makes of one view: the rows it has read or written, and what goes into the past."""

    rows: dict[str, _Row | None] = field(default_factory=dict)
    written: set[str] = field(default_factory=set)
    dropped: list[tuple[Value, ...]] = field(default_factory=list)
    ended: list[tuple[Value | bytes, ...]] = field(default_factory=list)
    gone: list[tuple[Value, ...]] = field(default_factory=list)


class Rows:
    """One conference's rows while a batch of events is folded; what the batch has written is seen at once.

    Documents are copied in and out, so changing one changes nothing until it is put again. Of a row changed several
    times at one position only the last value is kept, and to put what a row says already is no change.
    """

    def __init__(self, db: sqlite3.Connection, conference: int, views: Iterable[View]) -> None:
        self.position = 0
        """Where the event being folded stands."""
        self._db = db
        self._conference = conference
        self._drafts = {view: _Draft() for view in views}

    def fold(self, event: Placed) -> None:
        """Let every view fold the event, in the order they were declared."""
        self.position = event.position
        for view in self._drafts:
            try:
                view.fold(self, event)
            except Exception as error:
                raise FoldFailed(view, event.position) from error

    def get(self, view: View, row: str) -> Doc | None:
        found = self._row(view, row)
        return found and orjson.loads(found.raw)

    def put(self, view: View, row: str, doc: Doc) -> None:
        old, raw, draft = self._row(view, row), orjson.dumps(doc), self._drafts[view]
        if old is not None and old.raw == raw:
            return
        self._end(view, row, old)
        created = self.position if old is None else old.created
        draft.rows[row] = _Row(created, self.position, view.cells(doc), raw)
        draft.written.add(row)

    def drop(self, view: View, row: str) -> None:
        old, draft = self._row(view, row), self._drafts[view]
        if old is None:
            return
        self._end(view, row, old)
        if old.created < self.position:
            life = (old.created, self.position)
            draft.gone.append((self._conference, row, *life, sql.node(*life)))
        draft.rows[row] = None
        draft.dropped.append((self._conference, row))

    def ids(self, view: View, /, **equals: Value) -> list[str]:
        """The rows whose columns have these values, in the order of their creation."""
        drafts = self._drafts[view].rows
        there = self._db.execute(*sql.ids(view, self._conference, view.chosen(equals)))
        found = [(created, row) for row, created in there if row not in drafts]
        columns = list(view.columns)
        places = [columns.index(column) for column in equals]
        wanted = list(equals.values())
        for row, draft in drafts.items():
            if draft is not None and [draft.cells[place] for place in places] == wanted:
                found.append((draft.created, row))
        return [row for _, row in sorted(found)]

    def write(self) -> None:
        """Write to the tables what the batch has made."""
        for view, draft in self._drafts.items():
            kept = ((row, draft.rows[row]) for row in sorted(draft.written))
            rows = [(self._conference, row, k.created, k.valid_from, *k.cells, k.raw) for row, k in kept if k]
            self._db.executemany(sql.remove(view), draft.dropped)
            self._db.executemany(sql.upsert(view), rows)
            self._db.executemany(sql.end(view), draft.ended)
            self._db.executemany(sql.bury(view), draft.gone)

    def _row(self, view: View, row: str) -> _Row | None:
        rows = self._drafts[view].rows
        if row not in rows:
            found = self._db.execute(sql.load(view), (self._conference, row)).fetchone()
            rows[row] = found and _Row(found[0], found[1], found[2:-1], found[-1])
        return rows[row]

    def _end(self, view: View, row: str, old: _Row | None) -> None:
        """File the version that ends here; one that began here too was never seen."""
        if old is not None and old.valid_from < self.position:
            span = (old.valid_from, self.position)
            version = (self._conference, row, old.created, *span, sql.node(*span), *old.cells, old.raw)
            self._drafts[view].ended.append(version)


def normalised(text: str) -> str:
    """The text as it is searched, whatever its width and case: a fold puts it so, and what is looked for becomes so."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold()).replace("\0", "")
