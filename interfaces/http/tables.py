"""Lists as tables to take away, as CSV or as a sheet: whole, with keys for programs or in words for people."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from io import StringIO
from typing import Annotated, Any, Literal, NamedTuple, TypeAlias
from urllib.parse import quote

from fastapi import Query, Request, Response

from interfaces.http.problems import Trouble

MOST = 5_000
"""The rows of a table that is asked for whole; a longer list is narrowed first, or taken page by page."""
_FORMULA = (*"=+-@＝＋－＠", "\t", "\r", "\n")
_BOM = "\ufeff"
_PAGED = frozenset({"limit", "cursor"})
Cell: TypeAlias = str | int | date | datetime | None


class Form(StrEnum):
    """What a table can come as."""

    CSV = "csv"
    XLSX = "xlsx"


MEDIA_TYPES = {Form.CSV: "text/csv", Form.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}
Format = Annotated[
    Literal["json", "csv", "xlsx"] | None,
    Query(
        description="a table instead of JSON, as with `Accept: text/csv` or that of xlsx;"
        f" without `limit` and `cursor` it is whole, up to {MOST} rows"
    ),
]
InWords = Annotated[
    Literal["zh-Hans", "en"] | None,
    Query(description="a table for people: heads, names and values in this language; without it the keys of the API"),
]


class Head(NamedTuple):
    """The head of a column, and how wide the column is in Latin letters; a Chinese character is two."""

    called: str
    width: int = 16


@dataclass(frozen=True, kw_only=True)
class Titled:
    """What stands over a table for people: its title, what it shows as of when; and under it, at print, the page."""

    title: str
    note: str
    page: str


@dataclass(frozen=True, kw_only=True)
class Table:
    """A list as a table. ``recorded_at`` is when its position was recorded; ``titled`` is None in one for programs."""

    name: str
    heads: Sequence[Head]
    rows: Sequence[Sequence[Cell]]
    position: int
    recorded_at: datetime
    titled: Titled | None = None


def form_of(request: Request, given: str | None, words: str | None = None) -> Form | None:
    """As what the reader asked for the list, by parameter or by Accept; None: JSON, which has no words of its own."""
    accepted = request.headers.get("accept", "")
    form = next((each for each, media in MEDIA_TYPES.items() if media in accepted), None)
    form = form if given is None else Form(given) if given != "json" else None
    if words and form is None:
        raise Trouble("malformed", field="words")
    return form


def is_whole(request: Request) -> bool:
    """Whether no page of the list is asked for, but all of it."""
    return _PAGED.isdisjoint(request.query_params)


def within(rows: int) -> None:
    """Refuse a table that would be longer than tables are: it is never cut silently."""
    if rows > MOST:
        raise Trouble("table_too_long", most=MOST)


def keyed(docs: Sequence[dict[str, Any]]) -> tuple[list[Head], list[list[Cell]]]:
    """The heads and rows for programs: flat fields alone, by their keys, those first that every row has."""
    flat = [{key: value for key, value in doc.items() if not isinstance(value, dict | list)} for doc in docs]
    columns = list(dict.fromkeys(key for row in flat for key in row))
    return [Head(each) for each in columns], [[_plain(row.get(each)) for each in columns] for row in flat]


def sent(table: Table, form: Form, **headers: str) -> Response:
    """The table as a file."""
    from interfaces.http.tables_sheet import sheet  # noqa: PLC0415 - a large library that most servers need seldom

    content = _as_csv(table).encode() if form is Form.CSV else sheet(table)
    called = f"{table.titled.title if table.titled else table.name}-{table.position}.{form}"
    named = f"attachment; filename=\"{table.name}-{table.position}.{form}\"; filename*=UTF-8''{quote(called)}"
    media = MEDIA_TYPES[form] + ("; charset=utf-8" if form is Form.CSV else "")
    told = {"X-Position": str(table.position), "Content-Disposition": named, **headers}
    return Response(content, headers=told, media_type=media)


def _as_csv(table: Table) -> str:
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow([each.called for each in table.heads])
    sealed = [each.called.endswith("_seal") for each in table.heads]
    for row in table.rows:
        writer.writerow([_cell(each, is_seal=is_seal) for each, is_seal in zip(row, sealed, strict=True)])
    if table.titled:
        writer.writerows(([], [_cell(table.titled.note)]))
    return _BOM + out.getvalue()


def _plain(value: Any) -> Cell:
    return value if value is None or type(value) is int else str(value)


def _cell(value: Cell, *, is_seal: bool = False) -> str:
    """A value as text that no spreadsheet takes for a formula.

    A seal is compared by programs and stays as it is: base64, which has neither brackets nor bar, calls nothing.
    """
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M")
    text = "" if value is None else str(value)
    return f"'{text}" if isinstance(value, str) and not is_seal and text.startswith(_FORMULA) else text
