"""Every list can be taken away as a table: what it is narrowed to on the page, as of the moment that is looked at."""

from urllib.parse import parse_qsl, urlsplit

import pytest

from interfaces.http.tables import MEDIA_TYPES, Form
from interfaces.pages.decisions import _due_first
from tests.interfaces.http.life import lived
from tests.interfaces.http.town import OFFICE
from tests.interfaces.pages.offices import holding
from tests.interfaces.pages.reading import Browser
from tests.interfaces.pages.story import served

LISTS = (
    "/meetings?year=2025&meeting_kind=ordinary",
    "/minutes?stage=issued",
    "/decisions?lead=environment&open=true&sort=due",
    "/decisions?view=board&lead=environment",
    "/overdue",
    "/verify",
    "/shortfalls",
    "/topics?side=union",
    "/calls",
    "/suggestions",
    "/findings?year=2025",
    "/people",
    "/meetings/{meeting}/attendance",
    "/calls/{call}",
    "/documents?paper=notice",
    "/years",
    "/years/2025",
    "/archive",
    "/",
)
ON_THE_PAGE = {"view", "at"}
"""What says how a page shows its list, and not what is in it."""


@pytest.fixture(scope="module")
def life():
    with served() as town:
        yield lived(town)


@pytest.fixture(scope="module")
def office(life):
    return Browser(life.town, OFFICE)


def table_of(office, path, form="csv"):
    """The address of the table on a page."""
    return next(link for link in office.get(path).links() if f"format={form}" in link)


@pytest.mark.parametrize("path", LISTS)
class TestAList:
    @pytest.mark.parametrize("form", list(Form))
    def test_leads_to_a_table_of_the_same_in_its_own_words(self, office, life, path, form):
        path = path.format(**life.ids)
        link = table_of(office, path, form)
        assert ("words", "zh-Hans") in parse_qsl(urlsplit(link).query)
        asked = {pair for pair in parse_qsl(urlsplit(path).query) if pair[0] not in ON_THE_PAGE}
        assert asked <= set(parse_qsl(urlsplit(link).query))
        table = office.get(link)
        assert (table.status, table.headers["content-type"].partition(";")[0]) == (200, MEDIA_TYPES[form])

    def test_of_the_past_leads_to_a_table_of_then(self, office, life, path):
        path = path.format(**life.ids)
        at = life.town.head - 1
        query = dict(parse_qsl(urlsplit(table_of(office, f"{path}{'&' if '?' in path else '?'}at={at}")).query))
        assert query["as_of"] == str(at)


def test_a_board_shows_what_is_late_before_what_waits_for_a_meeting():
    rows = [{"course": "awaiting_hearing", "due": "2024-01-01"}, {"course": "overdue", "due": "2025-01-01"}]
    assert [row["course"] for row in sorted(rows, key=_due_first)] == ["overdue", "awaiting_hearing"]


def test_a_table_of_decisions_has_those_of_the_page_and_no_other(office, life):
    [row] = [row for row in life.town.get("/decisions?limit=200").json()["items"] if row["id"] == life.ids["decision"]]
    path = f"/decisions?stage={row['stage']}&year={row['year']}"
    shown, table = office.get(path), office.get(table_of(office, path))
    _, *rows, _, _ = table.html.splitlines()
    assert shown.html.count('<th scope="row"') == len(rows) > 0
    assert row["text"] in table.html


def test_records_lead_to_a_table_of_those_up_to_the_last_that_shows(office, life):
    table = office.get(table_of(office, "/audit/events?to=120"))
    assert [line.split(",")[1] for line in table.html.splitlines()[1:-2]] == [str(each) for each in range(1, 121)]


def test_what_was_refused_and_who_came_in_are_tables_for_auditors():
    with served() as town:
        auditor = Browser(town, holding(town, "auditor"))
        for path in ("/access", "/refusals"):
            for form in Form:
                table = auditor.get(table_of(auditor, path, form))
                assert (table.status, table.headers["content-type"].partition(";")[0]) == (200, MEDIA_TYPES[form])
        assert "林同志" in auditor.get(table_of(auditor, "/access")).html
