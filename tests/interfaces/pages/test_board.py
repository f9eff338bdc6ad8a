"""The public board in a browser, and where the office opens it."""

import pytest

from domain.decision_words import Stage
from interfaces.pages.board import _STANDINGS as STANDINGS
from interfaces.pages.texts import has
from projections.public_board import standings
from tests.interfaces.http.life import lived
from tests.interfaces.http.town import NAMES, SLUG
from tests.interfaces.pages.reading import HAN, Browser
from tests.interfaces.pages.story import served

BOARD = f"/board/{SLUG}"


@pytest.fixture(scope="module")
def old():
    """A town that has lived, with its board open and one decision on it."""
    with served() as town:
        lived(town)
        yield town


@pytest.fixture(scope="module")
def published(old):
    """The one decision on the board."""
    (item,) = old.get(f"/api/v1/board/{SLUG}", None, base="").json()["items"]
    return item


def seen(town, path, who=None, language="zh-CN"):
    return Browser(town, who, language).get(path)


class TestBoard:
    def test_g10_shows_what_is_published_to_somebody_without_an_account(self, old, published):
        page = seen(old, BOARD)
        assert page.status == 200
        assert published["text"] in page.text
        assert published["lead"]["name_zh"] in page.text
        assert f"截至第 {old.head} 条记录" in page.text
        assert f"{BOARD}/{published['id']}" in page.links()

    def test_shows_a_decision_with_its_way_and_a_receipt_a_step(self, old, published):
        page = seen(old, f"{BOARD}/{published['id']}")
        told = old.get(published["href"], None, base="").json()
        for step in told["steps"]:
            assert f"{published['href']}/receipts/{step['position']}" in page.links()
        assert f"{published['href']}/record" in page.links()
        assert "更正前" in page.text

    def test_names_nobody_and_leads_to_nothing_inside(self, old, published):
        for path in (BOARD, f"{BOARD}/{published['id']}"):
            page = seen(old, path)
            assert [name for name in NAMES.values() if name in page.text] == []
            inside = [
                each for each in page.links() if not each.startswith((BOARD, "/api/v1/board/", "/verify.py", "#"))
            ]
            assert inside == []

    def test_is_told_in_english_too(self, old, published):
        page = seen(old, f"{BOARD}/{published['id']}", language="en")
        own = page.text.replace(published["text"], "").replace(published["note"], "").replace("中文", "")
        for each in published["corrected"]:
            own = own.replace(each["text"], "")
        assert not HAN.search(own), HAN.findall(own)

    def test_is_found_from_the_sign_in_page_while_it_is_open(self, old, town):
        assert BOARD in seen(old, "/sign-in").links()
        assert BOARD not in seen(town, "/sign-in").links()

    def test_is_the_same_to_somebody_signed_in(self, old):
        assert published_links(seen(old, BOARD, "zhou")) == published_links(seen(old, BOARD))

    def test_has_a_word_for_every_standing(self):
        assert set(standings(dict.fromkeys(Stage, 1))) == set(STANDINGS)
        assert [
            each for each in STANDINGS for language in ("zh-Hans", "en") if not has(language, f"board.{each}")
        ] == []

    def test_that_is_closed_says_so_and_what_to_do(self, town):
        for slug in (SLUG, "nowhere"):
            page = seen(town, f"/board/{slug}")
            assert (page.status, "公开栏没有开放" in page.text) == (404, True)
            assert "请核对网址" in page.text

    def test_says_of_a_decision_that_is_not_on_it_that_it_is_not_known(self, old):
        hidden = next(each for each in old.get("/decisions", "li").json()["items"] if not each["public"])
        assert seen(old, f"{BOARD}/{hidden['id']}").status == 404


class TestOffice:
    def test_finds_the_board_beside_the_measures(self, old, town):
        page = seen(old, "/charter", "wang")
        assert BOARD in page.links()
        assert "/do/close_board?then=/charter" in page.links()
        assert "/do/open_board?then=/charter" in seen(town, "/charter", "wang").links()

    def test_sees_from_a_decision_what_the_public_sees(self, old, published):
        page = seen(old, f"/decisions/{published['id']}", "wang")
        assert f"{BOARD}/{published['id']}" in page.links()
        assert "公开栏" in page.text


def published_links(page):
    return [each for each in page.links() if each.startswith(BOARD)]
