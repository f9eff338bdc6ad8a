"""A page of a list: as its view keeps the rows, or people in the order of their names, which no view knows."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterator
from typing import NamedTuple

import orjson

from interfaces.http.caller import Caller
from interfaces.http.resources import Kind, shown, with_names
from interfaces.pinyin import Sound, is_called, order
from interfaces.services import Services
from projections import Doc
from projections.sql import Where
from projections.store import Item, Reading

_AT_ONCE = 500


class Wanted(NamedTuple):
    """Which rows of a list are wanted, in which order, after which row and how many."""

    where: Where
    sort: str
    descending: bool
    cursor: str | None
    limit: int
    called: str = ""
    """Characters or letters of a name, where the rows are people; empty: everybody."""


def listed(parts: Services, who: Caller, reading: Reading, kind: Kind, wanted: Wanted) -> tuple[list[Doc], str | None]:
    """The rows, and the cursor for those that follow; ``ValueError``: the cursor is of no such list."""
    if kind.named and (wanted.called or wanted.sort == "name"):
        return _by_name(parts, who, reading, kind, wanted)
    where, sort, descending, cursor, limit, _ = wanted
    page = reading.page(kind.view, where=where, sort=sort, descending=descending, cursor=cursor, limit=limit)
    rows = [shown(item, who.conference, kind) for item in page.items]
    return with_names(parts, who, kind, rows), page.next


def by_name(person: Doc) -> tuple[Sound, ...]:
    """What people are sorted by: the sound of the name as the office said it is read, or else the dictionary."""
    return order(person["name"] or "", person["reading"])


def _by_name(
    parts: Services, who: Caller, reading: Reading, kind: Kind, wanted: Wanted
) -> tuple[list[Doc], str | None]:
    """Names lie sealed in the view, so all are opened; whoever was erased comes last either way."""
    every = _every(reading, kind, wanted)
    rows = with_names(parts, who, kind, [shown(item, who.conference, kind) for item in every])
    if wanted.called:
        rows = [row for row in rows if row["name"] and is_called(row["name"], wanted.called, row["reading"])]
    if wanted.sort == "name":
        called = [row for row in rows if row["name"]]
        called.sort(key=by_name, reverse=wanted.descending)
        rows = called + [row for row in rows if not row["name"]]
    ids = [row["person"] for row in rows]
    start = ids.index(_after(wanted)) + 1 if wanted.cursor else 0
    page = rows[start : start + wanted.limit]
    return page, _cursor(wanted, ids[start + wanted.limit - 1]) if len(rows) > start + wanted.limit else None


def _every(reading: Reading, kind: Kind, wanted: Wanted) -> Iterator[Item]:
    descending = wanted.descending and wanted.sort == "created"
    cursor: str | None = None
    while True:
        page = reading.page(kind.view, where=wanted.where, descending=descending, cursor=cursor, limit=_AT_ONCE)
        yield from page.items
        if (cursor := page.next) is None:
            return


def _cursor(wanted: Wanted, last: str) -> str:
    return urlsafe_b64encode(orjson.dumps([wanted.sort, wanted.descending, wanted.called, last])).decode()


def _after(wanted: Wanted) -> str:
    """The last person of the page before."""
    match orjson.loads(urlsafe_b64decode(wanted.cursor or "")):
        case [wanted.sort, wanted.descending, wanted.called, str(last)]:
            return last
    raise ValueError("the cursor is not one of this list")
