"""A list is taken away whole: by its keys for programs, in words for people, as CSV or as a sheet."""

import csv
from datetime import datetime
from io import BytesIO, StringIO
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from interfaces.http import tables
from interfaces.http.kinds import KINDS
from interfaces.http.tables import MEDIA_TYPES, Form
from interfaces.http.tables_columns_logs import of_units
from interfaces.http.tables_made import COLUMNS
from interfaces.pages.texts import has
from interfaces.sentences import LANGUAGES
from tests.interfaces.http.problems import is_problem
from tests.interfaces.http.town import OFFICE

every_list = pytest.mark.parametrize("kind", KINDS.values(), ids=list(KINDS))
both = pytest.mark.parametrize("language", LANGUAGES)
HEAD = 3
"""The row of a sheet in words that has the heads; what stands over it comes first."""
BEYOND_THE_LISTS = ("/years", "/years/2025", "/changes")


def lines(answer):
    assert answer.status_code == 200, answer.text
    return list(csv.reader(StringIO(answer.text.removeprefix("\ufeff"), newline="")))


def page(answer):
    assert answer.status_code == 200, answer.text
    return load_workbook(BytesIO(answer.content)).worksheets[0]


def rows(answer):
    """The rows of a sheet in words, each by the heads of its columns."""
    heads, *told = page(answer).iter_rows(min_row=HEAD, values_only=True)
    return [dict(zip(heads, row, strict=True)) for row in told]


@pytest.fixture
def crowded(town):
    """More units than a page holds; the name of one has characters that old systems lack."""
    for number in range(205):
        name = "玥喆䶮工会" if number == 204 else f"第{number}工会"
        body = {"unit": f"u{number}", "kind": "grassroots_union", "name_zh": name, "name_en": f"Union {number}"}
        assert town.ask(OFFICE, "/units", body).status_code == 200
    return town


class TestWhole:
    def test_is_the_list_however_long(self, crowded):
        address, found = "/units?limit=200", []
        while address:
            answer = crowded.get(address)
            found += [each["unit"] for each in answer.json()["items"]]
            link = answer.headers.get("link")
            address = link and link.partition(">")[0].removeprefix("</api/v1/conferences/chengqiao")
        assert len(found) > 205
        heads, *told = lines(crowded.get("/units?format=csv"))
        assert [row[heads.index("unit")] for row in told] == found
        keys, *told = page(crowded.get("/units?format=xlsx")).iter_rows(values_only=True)
        assert [row[keys.index("unit")] for row in told] == found

    def test_has_rare_characters_as_they_are(self, crowded):
        assert rows(crowded.get("/units?format=xlsx&words=zh-Hans"))[-1]["名称"] == "玥喆䶮工会"

    def test_that_would_be_too_long_is_refused_and_not_cut(self, crowded, monkeypatch):
        monkeypatch.setattr(tables, "MOST", 200)
        for form in Form:
            problem = is_problem(crowded.get(f"/units?format={form}"), 422, "table_too_long", clause="R-text")
            assert problem["facts"] == {"most": 200}
        assert crowded.get("/units").status_code == 200

    def test_of_which_a_page_is_asked_says_what_follows(self, crowded):
        first = crowded.get("/units?format=csv&limit=200")
        assert len(lines(first)) == 201
        following = first.headers["link"].partition(">")[0].removeprefix("</api/v1/conferences/chengqiao")
        rest = lines(crowded.get(following))
        assert [row[0] for row in rest[1:]][-1] == "u204"
        assert len(rest) + 200 == len(lines(crowded.get("/units?format=csv")))

    def test_of_records_ends_where_it_is_told(self, old_town):
        heads, *told = lines(old_town.get("/changes?format=csv&after=100&until=310"))
        last = min(310, old_town.head)
        assert [int(row[heads.index("position")]) for row in told] == [*range(101, last + 1)]
        listed = old_town.get("/changes?after=100&until=103&limit=200")
        assert [each["position"] for each in listed.json()["items"]] == [101, 102, 103]
        assert "link" not in listed.headers


class TestForm:
    def test_is_chosen_by_accept_too(self, old_town):
        for form, media in MEDIA_TYPES.items():
            named, accepted = old_town.get(f"/topics?format={form}"), old_town.get("/topics", accept=media)
            assert named.headers["content-type"].partition(";")[0] == media
            assert named.content == accepted.content
        assert old_town.get("/topics?format=json", accept="text/csv").headers["content-type"] == "application/json"

    def test_has_words_only_as_a_table(self, old_town):
        is_problem(old_town.get("/topics?words=en"), 422, "malformed", clause="R-text")
        is_problem(old_town.get("/topics?format=csv&words=fr"), 422, "malformed", clause="R-text")

    def test_goes_by_its_title_and_its_position(self, old_town):
        told = old_town.get("/decisions?format=xlsx&words=zh-Hans").headers
        assert told["x-position"] == str(old_town.head)
        assert f'filename="decisions-{old_town.head}.xlsx"' in told["content-disposition"]
        assert "filename*=UTF-8''%E8%AE%AE%E5%AE%9A" in told["content-disposition"]


@every_list
class TestInWords:
    @both
    def test_has_the_rows_of_the_list_in_either_form(self, old_town, kind, language):
        items = old_town.get(f"{kind.path}?limit=200").json()["items"]
        heads, *told = lines(old_town.get(f"{kind.path}?format=csv&words={language}"))
        *told, empty, note = told
        assert (len(told), empty, str(old_town.head) in note[0]) == (len(items), [], True)
        shown = [[_as_text(cell) for cell in row] for row in _cells(old_town, kind, language)]
        assert shown == [[cell.removeprefix("'") for cell in row] for row in (heads, *told)]

    @both
    def test_tells_neither_keys_nor_ids(self, old_town, kind, language):
        text = old_town.get(f"{kind.path}?format=csv&words={language}").text
        keys = {each["unit"] for each in old_town.get("/units").json()["items"]} - {"finance", "environment"}
        assert not [key for key in keys if f",{key}," in text]
        assert not [word for word in text.replace("、", ",").split(",") if len(word) == 36 and word.count("-") == 4]

    def test_is_of_the_moment_that_is_asked_for(self, old_town, kind):
        for at in (0, 60, 200):
            items = old_town.get(f"{kind.path}?limit=200&as_of={at}").json()["items"]
            answer = old_town.get(f"{kind.path}?format=xlsx&words=zh-Hans&as_of={at}")
            assert (len(rows(answer)), answer.headers["x-position"]) == (len(items), str(at))

    def test_has_the_columns_that_are_asked_for(self, old_town, kind):
        key = COLUMNS[kind.name][0].key
        heads, *_ = lines(old_town.get(f"{kind.path}?format=csv&words=en&fields={key},nothing"))
        assert len(heads) == 2

    def test_says_to_what_it_is_narrowed(self, old_town, kind):
        for name in (*kind.filters, *(f"{each}_until" for each in kind.until)):
            for language in LANGUAGES:
                assert has(language, f"tables.by_{name}") or has(language, f"tables.{name}"), name


def _cells(town, kind, language):
    sheet_page = page(town.get(f"{kind.path}?format=xlsx&words={language}"))
    return list(sheet_page.iter_rows(min_row=HEAD, values_only=True))


def _as_text(cell):
    return "" if cell is None else cell.date().isoformat() if isinstance(cell, datetime) else str(cell)


class TestLedger:
    def test_says_of_a_decision_what_an_office_writes(self, old_town):
        [told] = [row for row in rows(old_town.get("/decisions?format=xlsx&words=zh-Hans")) if row["编号"] == "议16-01"]
        [doc] = [each for each in old_town.get("/decisions?year=2025").json()["items"] if each["number"] == 1]
        assert (told["议定事项"], told["承办单位"]) == (doc["text"], "镇城市建设和生态环境办公室")
        assert told["完成期限"] == datetime.fromisoformat(doc["due"])
        assert told["会议"] == "第十六次会议（2025年度例会）"
        assert doc["reports"][-1]["text"] in told["进展（完成）情况"]
        assert told["期限情况"].startswith("逾期")
        assert "已催办 1 次" in told["备注"]

    def test_says_over_itself_what_it_shows_as_of_when(self, old_town):
        told = page(old_town.get("/decisions?format=xlsx&words=zh-Hans&lead=finance&open=true&due_until=2026-12-31"))
        assert told["A1"].value == "议定事项落实情况一览表"
        for part in ("承办单位：财政所", "未结：是", "期限不晚于：2026年12月31日", f"截至第 {old_town.head} 条记录"):
            assert part in told["A2"].value
        english = page(old_town.get("/decisions?format=xlsx&words=en&lead=finance"))
        assert "Lead unit: Finance Office" in english["A2"].value

    def test_prints_as_it_is(self, old_town):
        told = page(old_town.get("/decisions?format=xlsx&words=zh-Hans"))
        assert told.freeze_panes == f"A{HEAD + 1}"
        assert told.auto_filter.ref.startswith(f"A{HEAD}:")
        assert (told.page_setup.orientation, int(told.page_setup.paperSize)) == ("landscape", 9)
        assert told.print_title_rows == f"$1:${HEAD}"
        assert told.oddFooter.center.text == "第 &P 页，共 &N 页"
        assert told.sheet_properties.pageSetUpPr.fitToPage
        assert told.page_setup.fitToHeight == 0

    def test_is_the_same_bytes_of_the_same_position(self, old_town):
        address = "/decisions?format=xlsx&words=zh-Hans&as_of=250"
        assert old_town.get(address).content == old_town.get(address).content


class TestCourse:
    def test_narrows_decisions_to_what_the_day_says(self, old_town):
        for at in (180, 210, 240, old_town.head):
            whole = old_town.get(f"/decisions?limit=200&as_of={at}").json()["items"]
            for wanted in ("done", "awaiting_hearing", "no_due_date", "on_course", "due_soon", "overdue"):
                found = old_town.get(f"/decisions?limit=200&as_of={at}&course={wanted}").json()["items"]
                assert found == [each for each in whole if each["course"] == wanted], (at, wanted)
        assert old_town.get("/decisions?course=overdue").json()["items"]

    def test_stands_beside_other_filters(self, old_town):
        assert old_town.get("/decisions?course=done&open=true").json()["items"] == []
        late = old_town.get("/decisions?course=overdue").json()["items"]
        cut = old_town.get("/decisions?course=overdue&due_until=2025-10-01").json()["items"]
        assert cut == [each for each in late if each["due"] <= "2025-10-01"]
        assert 0 < len(cut) < len(late)
        is_problem(old_town.get("/decisions?course=late"), 422, "malformed", clause="R-text")
        is_problem(old_town.get("/topics?course=overdue"), 422, "malformed", clause="R-text")


class TestYears:
    def test_are_listed_as_each_is_by_itself(self, old_town):
        listed = old_town.get("/years").json()["items"]
        assert [each["year"] for each in listed] == sorted({each["year"] for each in listed}, reverse=True)
        assert {2024, 2025, 2027} <= {each["year"] for each in listed}
        for each in listed:
            alone = old_town.get(f"/years/{each['year']}").json()
            assert alone == each | {"position": old_town.head}
        assert old_town.get("/years?as_of=0").json()["items"] == []

    def test_come_as_counts(self, old_town):
        [told] = [row for row in rows(old_town.get("/years?format=xlsx&words=zh-Hans")) if row["年度"] == 2025]
        year = old_town.get("/years/2025").json()
        assert (told["议定事项"], told["已逾期"]) == (
            year["decisions"]["total"],
            year["decisions"]["course"]["overdue"],
        )

    def test_say_of_each_unit_how_it_kept_to_its_dates(self, old_town):
        year = old_town.get("/years/2025").json()
        *units, whole = rows(old_town.get("/years/2025?format=xlsx&words=zh-Hans"))
        assert [row["议定事项"] for row in units] == [each["total"] for each in year["decisions"]["units"]]
        assert (whole["承办单位"], whole["议定事项"]) == ("合计", year["decisions"]["total"])

    def test_have_a_rate_of_what_has_come_alone(self):
        unit = {"unit": "finance", "total": 5, "in_time": 2, "late": 1, "overdue": 1, "coming": 1, "undated": 0}
        told = of_units({"year": 2025, "decisions": {"units": [unit]}})
        assert [(row["unit"], row["rate"]) for row in told] == [("finance", 50), (None, 50)]
        assert of_units({"year": 2025, "decisions": {"units": []}}) == []


class TestSafe:
    @pytest.mark.parametrize("start", ["=", "+", "-", "@", "＝", "{="])
    def test_holds_no_formula_in_a_sheet(self, town, start):
        name = f"{start}HYPERLINK(0)"
        body = {"unit": "odd", "kind": "department", "name_zh": name, "name_en": "Odd"}
        assert town.ask(OFFICE, "/units", body).status_code == 200
        for address in ("/units?format=xlsx", "/units?format=xlsx&words=zh-Hans"):
            content = town.get(address).content
            cells = [cell for row in load_workbook(BytesIO(content)).worksheets[0] for cell in row]
            assert [cell.data_type for cell in cells if cell.value == name] == ["s"]
            with ZipFile(BytesIO(content)) as packet:
                assert b"<f>" not in packet.read("xl/worksheets/sheet1.xml")

    def test_names_nobody_who_was_erased(self, town):
        assert "毛小兵" in town.get("/people?format=csv&words=zh-Hans").text
        body = {"basis": "按归档规定删除"}
        done = town.ask(OFFICE, f"/people/{town.people['mao']}/erasure", body)
        assert done.status_code == 200, done.text
        for path in ("/people", "/changes", "/people?as_of=20"):
            for form in Form:
                joint = "&" if "?" in path else "?"
                answer = town.get(f"{path}{joint}format={form}&words=zh-Hans")
                told = answer.text if form is Form.CSV else str([*page(answer).iter_rows(values_only=True)])
                assert "毛小兵" not in told
        assert "（姓名已删除）" in town.get("/people?format=csv&words=zh-Hans").text

    @pytest.mark.parametrize("path", ["/access", "/refusals"])
    def test_is_only_for_whom_the_list_is_for(self, old_town, path):
        for form in Form:
            is_problem(old_town.get(f"{path}?format={form}&words=zh-Hans"), 403, "right_missing")


@pytest.mark.parametrize("path", BEYOND_THE_LISTS)
@both
def test_what_is_no_list_of_things_is_a_table_too(old_town, path, language):
    heads, *told = lines(old_town.get(f"{path}?format=csv&words={language}"))
    *told, _, note = told
    assert told
    assert not {"", *heads} & {"", "position"} - {""}
    shown = page(old_town.get(f"{path}?format=xlsx&words={language}")).iter_rows(min_row=HEAD + 1, values_only=True)
    assert len([*shown]) == len(told)
    assert str(old_town.head) in note[0]
