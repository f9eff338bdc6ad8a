"""Every form as people of every kind of seat are shown it: in words, with no key, code or id among them."""

import re

import pytest

from interfaces.http.examples import KEYS
from interfaces.http.routes import ROUTES
from tests.interfaces.http.life import lived
from tests.interfaces.pages.filling import Form, opened, send
from tests.interfaces.pages.reading import Browser, Page
from tests.interfaces.pages.story import served

SEATS = {"wang": "office", "sun": "head", "zhao": "principal", "chen": "department", "shen": "grassroots union"}
NO_WORDS = re.compile(r"<(code|pre|script|textarea)\b.*?</\1>", re.DOTALL)
LATIN = re.compile(r"[\w@./-]*[A-Za-z]{3,}[\w@./-]*|\b[0-9a-f]{8}-[0-9a-f]{4}\S*", re.ASCII)
PLAIN = {"KiB", "MiB", "notice", "minutes", "environment"}
"""Units of size, and what is to be typed as a key, as the hints beside those fields say."""


@pytest.fixture(scope="module")
def life():
    """A town that has lived; forms are only looked at."""
    with served() as town:
        yield lived(town)


def raw(page: Page) -> set[str]:
    """What stands on a page in Latin letters."""
    main = NO_WORDS.sub("", page.html.partition("<main ")[2].partition("</main>")[0].partition(">")[2])
    return set(LATIN.findall(re.sub(r"<[^>]+>", " ", main))) - PLAIN


@pytest.mark.parametrize("who", SEATS, ids=SEATS.get)
def test_no_form_shows_a_key(life, who):
    browser, found = Browser(life.town, who), {}
    ids = {**KEYS, "person": life.town.people["gu"], **life.ids}
    for route in ROUTES:
        address = f"/do/{route.command.called()}?" + "&".join(f"{name}={ids[name]}" for name in route.parameters)
        page = browser.get(address)
        assert page.status in {200, 403, 404}, address
        found |= {address: words} if (words := raw(page)) else {}
    assert not found


class TestWhatIsSaidOfASentForm:
    """Sent by who may not, or wrongly, or to be looked over."""

    def test_names_seats_units_and_fields(self, life):
        topic = life.ids["other_topic"]
        wang = Browser(life.town, "wang")
        refused = send(wang, opened(wang, f"/do/report_research?topic={topic}"), findings=["机密★一年"])
        assert refused.status == 422
        assert "“调研情况”中标有密级" in refused.text
        assert not raw(refused)

    def test_names_people_that_were_meant(self, life):
        wang = Browser(life.town, "wang")
        form = opened(wang, f"/do/take_duty?person={life.town.people['mao']}")
        over = send(wang, form, duty=["head@finance"])
        assert "财政所 · 部门负责人" in over.text
        assert not raw(over)

    def test_names_a_series_by_its_numbers(self, life):
        text = Browser(life.town, "wang").get(f"/do/issue_minutes?minutes={life.ids['minutes']}").text
        assert "城联会纪（会议纪要）" in text
        assert "（minutes）" not in text

    def test_names_what_was_typed_for_a_unit_that_is_closed_since(self, life):
        wang = Browser(life.town, "wang")
        form = opened(wang, f"/do/propose_change?decision={life.ids['decision']}")
        page = send(wang, form, lead=["old_market"])
        assert page.status == 422
        assert Form(page).data["lead"] == ["old_market"]
        assert not raw(page)
