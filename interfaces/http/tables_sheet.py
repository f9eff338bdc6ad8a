"""A table as a sheet (xlsx) for an office: its head stays in sight, its dates are dates, and it prints on A4 as it is.

The same table gives the same bytes. All is made in memory: what names people is not laid down on the disk beside it.
"""

from datetime import UTC, date, datetime
from io import BytesIO
from math import ceil
from unicodedata import east_asian_width

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from interfaces.http.tables import Cell, Table, Titled

_LONGEST = 32_000
"""The characters of a cell: a sheet holds 32 767."""
_AS_TEXT = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_A4 = 9
_LINE, _LEADING, _HIGHEST = 15.0, 5.0, 409.0
"""In points: a line, what is left free about the text of a cell, and the highest row there may be."""
_BODY, _HEADING = {"font_name": "宋体", "font_size": 11}, {"font_name": "黑体", "font_size": 11}
_CELL = _BODY | {"border": 1, "valign": "vcenter"}
_FORMATS: dict[str, dict[str, object]] = {
    "title": _HEADING | {"font_size": 16, "align": "center", "valign": "vcenter"},
    "note": _BODY | {"font_size": 10, "align": "left", "valign": "vcenter", "text_wrap": True},
    "head": _HEADING | {"border": 1, "align": "center", "valign": "vcenter", "text_wrap": True, "bg_color": "#E7ECF2"},
    "text": _CELL | {"text_wrap": True, "align": "left"},
    "number": _CELL | {"num_format": "0", "align": "center"},
    "day": _CELL | {"num_format": "yyyy-mm-dd", "align": "center"},
    "time": _CELL | {"num_format": "yyyy-mm-dd hh:mm", "align": "center"},
}
_MARGINS = {"left": 0.4, "right": 0.4, "top": 1.0, "bottom": 0.75}
"""In inches; the binding edge is at the top."""


def sheet(table: Table) -> bytes:
    """The table as the bytes of a workbook with one sheet."""
    out = BytesIO()
    book = Workbook(out, {"in_memory": True, **_AS_TEXT})
    title = table.titled.title if table.titled else table.name
    book.set_properties({"title": title, "created": table.recorded_at.astimezone(UTC).replace(tzinfo=None)})
    formats = {name: book.add_format(told) for name, told in _FORMATS.items()}
    page = book.add_worksheet(title[:31])
    first = _titled(page, table.titled, len(table.heads), formats) if table.titled else 0
    for column, head in enumerate(table.heads):
        page.set_column(column, column, head.width)
        page.write_string(first, column, head.called, formats["head"])
    _filled(page, first + 1, table, formats)
    last = len(table.heads) - 1
    if last >= 0:
        page.autofilter(first, 0, first + len(table.rows), last)
        page.freeze_panes(first + 1, 0)
        page.repeat_rows(0, first)
    page.set_landscape()
    page.set_paper(_A4)
    page.fit_to_pages(1, 0)
    page.set_margins(**_MARGINS)
    page.center_horizontally()
    book.close()
    return out.getvalue()


def _titled(page: Worksheet, titled: Titled, width: int, formats: dict[str, Format]) -> int:
    """Write what stands over the table; the row its heads are in."""
    for row, (said, how, height) in enumerate(((titled.title, "title", 30), (titled.note, "note", 32))):
        if width > 1:
            page.merge_range(row, 0, row, width - 1, "", formats[how])
        page.write_string(row, 0, said, formats[how])
        page.set_row(row, height)
    page.set_footer(f"&C{titled.page}")
    return 2


def _filled(page: Worksheet, first: int, table: Table, formats: dict[str, Format]) -> None:
    """Write the rows, each as high as its longest text needs: not every program looks for itself when it opens a file."""
    for number, row in enumerate(table.rows, first):
        lines = max((_lines(value, head.width) for value, head in zip(row, table.heads, strict=True)), default=1)
        page.set_row(number, min(_HIGHEST, _LINE * lines + _LEADING))
        for column, value in enumerate(row):
            _write(page, number, column, value, formats)


def _lines(value: Cell, width: int) -> int:
    """On how many lines a text stands in a column."""
    if not isinstance(value, str):
        return 1
    return sum(max(1, ceil(_width(line) / (width - 1))) for line in value.split("\n"))


def _width(text: str) -> int:
    """How wide a text is in Latin letters."""
    return sum(2 if east_asian_width(each) in {"W", "F", "A"} else 1 for each in text)


def _write(page: Worksheet, row: int, column: int, value: Cell, formats: dict[str, Format]) -> None:
    """Write a value as what it is; a text is a text, whatever it begins with."""
    if isinstance(value, datetime):
        page.write_datetime(row, column, value.replace(tzinfo=None), formats["time"])
    elif isinstance(value, date):
        page.write_datetime(row, column, value, formats["day"])
    elif isinstance(value, int):
        page.write_number(row, column, value, formats["number"])
    elif value is None or value == "":
        page.write_blank(row, column, None, formats["text"])
    else:
        page.write_string(row, column, value if len(value) <= _LONGEST else f"{value[:_LONGEST]}……", formats["text"])
