"""Lists as CSV: one line a row, flat fields only, and no cell that a spreadsheet would take for a formula."""

import csv
from io import StringIO
from typing import Any

from fastapi import Request, Response

_FORMULA = (*"=+-@＝＋－＠", "\t", "\r", "\n")
_BOM = "\ufeff"


def wants_csv(request: Request, wanted: str | None) -> bool:
    """Whether the reader asked for CSV, by parameter or by Accept."""
    return wanted == "csv" or (wanted is None and "text/csv" in request.headers.get("accept", ""))


def as_csv(rows: list[dict[str, Any]], name: str, position: int) -> Response:
    """The rows as a file; the first columns are those every row has."""
    flat = [{key: value for key, value in row.items() if not isinstance(value, dict | list)} for row in rows]
    columns = list(dict.fromkeys(key for row in flat for key in row))
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow(columns)
    writer.writerows([_cell(row.get(column)) for column in columns] for row in flat)
    headers = {"X-Position": str(position), "Content-Disposition": f'attachment; filename="{name}-{position}.csv"'}
    return Response(_BOM + out.getvalue(), headers=headers, media_type="text/csv; charset=utf-8")


def _cell(value: Any) -> str:
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text
