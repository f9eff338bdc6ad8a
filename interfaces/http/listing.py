"""A page of a list: as its view keeps the rows, or people in the order of their names, which no view knows."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterator
from typing import NamedTuple
from zlib import crc32

import orjson

from interfaces.http.caller import Caller
from interfaces.http.resources import Kind, shown, with_names
from interfaces.pinyin import Sound, is_called, order
from interfaces.services import Services
from projections import Doc
from projections.sql import Where
from projections.store import Item, Reading

_AT_ONCE = 500
_COMING, _OF_SEAL = 4, 8
"""Of how many who come next a cursor knows, so that all may be erased but one; how much of a seal tells it from another."""


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
    if is_by_name(kind, wanted):
        return _by_name(parts, who, reading, kind, wanted)
    where, sort, descending, cursor, limit, _ = wanted
    page = reading.page(kind.view, where=where, sort=sort, descending=descending, cursor=cursor, limit=limit)
    rows = [shown(item, who.conference, kind) for item in page.items]
    return with_names(parts, who, kind, rows), page.next


def is_by_name(kind: Kind, wanted: Wanted) -> bool:
    """Whether every name is opened for a page, so that all pages at once cost no more than one."""
    return kind.named and bool(wanted.called or wanted.sort == "name")


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
    start = _place(wanted, rows) if wanted.cursor else 0
    following = start + wanted.limit
    return rows[start:following], _cursor(wanted, rows, following) if len(rows) > following else None


def _every(reading: Reading, kind: Kind, wanted: Wanted) -> Iterator[Item]:
    descending = wanted.descending and wanted.sort == "created"
    cursor: str | None = None
    while True:
        page = reading.page(kind.view, where=wanted.where, descending=descending, cursor=cursor, limit=_AT_ONCE)
        yield from page.items
        if (cursor := page.next) is None:
            return


def _cursor(wanted: Wanted, rows: list[Doc], place: int) -> str:
    """Where the next page begins: with whom, or with who is after him when he is not there any more, and no name."""
    coming = [_stands(wanted, row) for row in rows[place : place + _COMING]]
    return urlsafe_b64encode(orjson.dumps([*_of(wanted), place, coming])).decode()


def _place(wanted: Wanted, rows: list[Doc]) -> int:
    """Where the page of a cursor begins: at the first of those who were to come that still stands where he stood."""
    match orjson.loads(urlsafe_b64decode(wanted.cursor or "")):
        case [*of, int(place), list(coming)] if of == _of(wanted) and place >= 0:
            places = {_stands(wanted, row): at for at, row in enumerate(rows)}
            return next((places[each] for each in map(str, coming) if each in places), place)
    raise ValueError("the cursor is not one of this list")


def _of(wanted: Wanted) -> list[object]:
    """What a list is known by; the words of a search, which may be a name and long, by their sum alone."""
    return [wanted.sort, wanted.descending, crc32(wanted.called.encode())]


def _stands(wanted: Wanted, row: Doc) -> str:
    """Somebody in his place: in the order of names it is another once his name is erased or said to be read otherwise."""
    if wanted.sort != "name":
        return str(row["person"])
    return f"{row['person']} {(row['reading_seal'] or '')[:_OF_SEAL] if row['name'] else None}"
