"""Of a long roll a part is offered where somebody is picked: who holds a duty and who came last; others are found by name."""

import re
from html import unescape

import pytest

from interfaces.pages import form_people, people
from tests.interfaces.http.accounts import Member
from tests.interfaces.pages.filling import Form, opened, send
from tests.interfaces.pages.reading import Browser
from tests.interfaces.pages.story import does
from tests.interfaces.pages.test_people_by_name import entered, listed

ACCOUNTS = "/accounts/new"


@pytest.fixture
def earlier(town, monkeypatch):
    """Somebody entered before the last two, in a town in which that many make a long roll."""
    found = entered(town, 单玥=None, 王一=None, 王二=None)
    monkeypatch.setattr(form_people, "_LATEST", 2)
    return found


@pytest.fixture
def suggestion(town, earlier):
    """The form that offers people for a suggestion."""
    call = does(town, "wang", "/calls", {"year": 2025, "text": "征集议题"})["id"]
    return f"/do/receive_suggestion?call={call}"


def offered(page, name):
    """Whom a list offers, by id."""
    (select,) = re.findall(rf'<select id="f-{re.escape(name)}".*?</select>', page.html, re.DOTALL)
    return [value for value in re.findall(r'<option value="([^"]+)"', select) if value]


class TestForm:
    def test_offers_who_holds_a_duty_and_who_came_last(self, town, earlier, suggestion):
        there = offered(Browser(town, "shen").get(suggestion), "person")
        assert {earlier["王一"], earlier["王二"], town.people["zhou"]} <= set(there)
        assert earlier["单玥"] not in there

    @pytest.mark.parametrize("pressed", [{"find": ["people"]}, {}], ids=["pressed", "entered"])
    def test_finds_others_by_name_and_keeps_what_was_typed(self, town, earlier, suggestion, pressed):
        browser = Browser(town, "shen")
        page = send(browser, opened(browser, suggestion), find__people=["sy"], text=["食堂"], **pressed)
        assert offered(page, "person")[0] == earlier["单玥"]
        assert Form(page).data["text"] == ["食堂"]
        assert "找到 1 人" in page.text

    def test_keeps_who_was_picked_whoever_is_sought_after(self, town, earlier, suggestion):
        browser = Browser(town, "shen")
        page = send(
            browser, opened(browser, suggestion), person=[earlier["单玥"]], find__people=["王"], find=["people"]
        )
        assert Form(page).data["person"] == [earlier["单玥"]]
        assert earlier["单玥"] in offered(page, "person")

    def test_asks_nothing_of_the_kind_of_a_short_roll(self, town, suggestion, monkeypatch):
        monkeypatch.setattr(form_people, "_LATEST", 100)
        assert 'name="find.people"' not in Browser(town, "shen").get(suggestion).html


class TestAccount:
    def test_is_opened_for_somebody_found_by_name(self, town, earlier):
        browser = Browser(town, Member(town, "mao", role="administrator").equipped().signed_in())
        assert earlier["单玥"] not in offered(browser.get(ACCOUNTS), "person")
        assert offered(browser.get(f"{ACCOUNTS}?q=shanyue"), "person") == [earlier["单玥"]]
        assert earlier["单玥"] in offered(browser.get(f"{ACCOUNTS}?person={earlier['单玥']}"), "person")

    def test_is_narrowed_to_in_the_log_of_access(self, town, earlier):
        browser = Browser(town, Member(town, "mao", role="administrator").equipped().signed_in())
        assert earlier["单玥"] not in offered(browser.get("/access"), "person")
        assert offered(browser.get("/access?q=shanyue"), "person") == [earlier["单玥"]]
        assert earlier["单玥"] in offered(browser.get(f"/access?person={earlier['单玥']}"), "person")


def test_the_roll_comes_page_by_page(town, earlier, monkeypatch):
    everybody = listed(Browser(town, "zhou").get("/people"), earlier)
    monkeypatch.setattr(people, "_PEOPLE", 2)
    found, browser, address = list[str](), Browser(town, "zhou"), "/people"
    while address:
        page = browser.get(address)
        found += listed(page, earlier)
        further = re.search(r'<p class="pager"><a href="([^"]+)"', page.html)
        address = unescape(further[1]) if further else ""
    assert found == everybody == ["单玥", "王二", "王一"]
