"""What a cell of a table holds of a value."""

from datetime import date, datetime
from io import BytesIO

from openpyxl import load_workbook

from interfaces.http import tables
from interfaces.http.tables import Form
from interfaces.http.tables_sheet import sheet


def test_holds_no_more_of_a_text_than_a_cell_can():
    long = tables.Table(
        name="long",
        heads=[tables.Head("text"), tables.Head("day")],
        rows=[["字" * 40_000, date(2026, 1, 2)]],
        position=1,
        recorded_at=datetime.fromisoformat("2026-01-02T09:00:00+08:00"),
    )
    text, day = next(load_workbook(BytesIO(sheet(long))).worksheets[0].iter_rows(min_row=2, values_only=True))
    assert text == "字" * 32_000 + "……"
    assert day == datetime.fromisoformat("2026-01-02T00:00:00")


def test_leaves_a_seal_as_it_is_and_a_name_beside_it_no_formula():
    table = tables.Table(
        name="people",
        heads=[tables.Head("name_seal"), tables.Head("name")],
        rows=[["+seal/+=", "+seal/+="]],
        position=1,
        recorded_at=datetime.fromisoformat("2026-01-02T09:00:00+08:00"),
    )
    text = tables.sent(table, Form.CSV).body.decode()
    assert text.splitlines()[1] == "+seal/+=,'+seal/+="
