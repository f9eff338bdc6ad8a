"""A table made of what a reading found: by the keys of the API, or in words with what it is narrowed to over it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from interfaces.http import tables_columns, tables_columns_logs
from interfaces.http.caller import Caller
from interfaces.http.moments import Moment
from interfaces.http.tables import Table, keyed
from interfaces.http.tables_columns import worded
from interfaces.http.tables_words import Words
from interfaces.services import Services
from projections.store import Reading

COLUMNS = {**tables_columns.COLUMNS, **tables_columns_logs.COLUMNS}
_BEFORE_ALL = datetime(1980, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, kw_only=True)
class Looked:
    """Who looks, at what moment, at which conference's views; ``log`` is the log whose position the rows are as of."""

    parts: Services
    who: Caller
    then: Moment
    reading: Reading
    log: int | None = None

    @property
    def position(self) -> int:
        """The position of the rows."""
        return self.reading.position if self.log is None else self.parts.log.head(self.log)

    @property
    def recorded_at(self) -> datetime:
        """When that position was recorded; before the first record a day that is before all."""
        log = self.who.key if self.log is None else self.log
        return self.parts.log.time_of(log, self.position) if self.position else _BEFORE_ALL


@dataclass(frozen=True, kw_only=True)
class Shape:
    """What of a table is wanted: its language (None: keys), what it was narrowed to, and which columns (None: all)."""

    words: str | None = None
    asked: Mapping[str, Any] = field(default_factory=dict)
    fields: str | None = None


def table_of(kind: str, name: str, docs: Sequence[dict[str, Any]], looked: Looked, wanted: Shape) -> Table:
    """The table of some rows of a kind, under a name that is good for a file."""
    about: dict[str, Any] = {"name": name, "position": looked.position, "recorded_at": looked.recorded_at}
    if wanted.words is None:
        heads, rows = keyed(docs)
        return Table(heads=heads, rows=rows, **about)
    words = Words(looked.parts, looked.who, looked.reading, wanted.words, looked.then)
    only = wanted.fields.split(",") if wanted.fields else None
    columns = [each for each in COLUMNS[kind] if only is None or each.key in only]
    heads, rows = worded(kind, columns, words, docs)
    narrowed = [words.asked(each, value, kind) for each, value in wanted.asked.items()]
    titled = words.titled(kind, narrowed, len(rows), looked.position, looked.recorded_at)
    return Table(heads=heads, rows=rows, titled=titled, **about)
