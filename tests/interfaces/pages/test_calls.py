"""Calls for topics and their suggestions: the collecting side reads and answers them, the other sees nothing of them."""

import re

import pytest

from tests.interfaces.pages.reading import HAN, Browser
from tests.interfaces.pages.story import TEXT, called, does, labels, served, submitted, version

CALL = "请各基层工会报送议题建议。"
WORDS = "建议接力站配备微波炉。"


@pytest.fixture(scope="module")
def town():
    """A town with a call and a suggestion in it that nobody has answered; all tests only look."""
    with served() as town:
        town.call, town.suggestion = called(town)
        yield town


@pytest.fixture
def other():
    """Another such town, in which something is done."""
    with served() as town:
        town.call, town.suggestion = called(town)
        yield town


class TestCalls:
    def test_are_listed_with_their_deadline_and_state(self, town):
        page = Browser(town, "chen").get("/calls")
        assert f"/calls/{town.call}" in page.links()
        assert re.search(r"2025年3月31日 +征集中", page.text)

    def test_that_are_not_there_yet_say_what_to_do(self, town):
        page = Browser(town, "wang").get("/calls?at=20")
        assert "还没有征集过议题。" in page.text

    def test_say_whom_they_wait_for(self, town):
        text = Browser(town, "chen").get(f"/calls/{town.call}").text
        assert re.search(r"截止议题征集 .*镇总工会办公室相关人员 王丽娟", text)

    def test_show_how_they_were(self, town):
        opened = town.get(f"/timeline/{town.call}").json()["items"][0]["position"]
        page = Browser(town, "li").get(f"/calls/{town.call}?at={opened}")
        assert "不是现在的状态" in page.text
        assert WORDS not in page.text
        assert not [link for link in page.links() if link.startswith("/do/")]

    def test_are_in_english_without_chinese_chrome(self, town):
        for path in ("/calls", f"/calls/{town.call}", "/suggestions"):
            assert not HAN.search(labels(Browser(town, "li", "en").get(path)).replace(CALL, ""))

    def test_are_opened_by_the_office_alone(self, town):
        offered = {who: "/do/open_call" in Browser(town, who).get("/calls").links() for who in ("wang", "chen")}
        assert offered == {"wang": True, "chen": False}


class TestSuggestions:
    def test_are_read_by_the_collecting_side_with_the_ways_to_answer(self, town):
        page = Browser(town, "li").get(f"/calls/{town.call}")
        assert WORDS in page.text
        given = f"?call={town.call}&suggestion={town.suggestion}"
        assert {f"/do/take_up_suggestion{given}", f"/do/do_not_take_suggestion{given}"} <= set(page.links())
        assert f'id="s-{town.suggestion}"' in page.html

    def test_are_nothing_to_the_other_side(self, town):
        for path in (f"/calls/{town.call}", "/suggestions", "/calls", "/search?q=微波炉"):
            page = Browser(town, "sun").get(path)
            assert WORDS not in page.text
            assert town.suggestion not in page.html
        assert "收到的建议" not in Browser(town, "sun").get(f"/calls/{town.call}").text
        assert Browser(town, "sun").get(f"/suggestions/{town.suggestion}").status == 404

    def test_have_a_page_of_their_own(self, town):
        page = Browser(town, "li").get(f"/suggestions/{town.suggestion}")
        assert WORDS in page.text
        assert f"/calls/{town.call}#s-{town.suggestion}" in page.links()

    def test_are_narrowed_by_their_answer(self, town):
        assert WORDS in Browser(town, "li").get("/suggestions?answer=waiting").text
        assert "没有符合这些条件的建议。" in Browser(town, "li").get("/suggestions?answer=taken_up").text

    def test_wait_on_the_desk_in_their_own_words(self, town):
        page = Browser(town, "li").get("/")
        assert f"/calls/{town.call}#s-{town.suggestion}" in page.links()
        assert WORDS in page.text

    def test_taken_up_are_said_to_be_in_which_topic_and_read_by_both_sides(self, other):
        topic = submitted(other, call=other.call, suggestions=[other.suggestion])
        for who in ("li", "sun"):
            page = Browser(other, who).get(f"/calls/{other.call}")
            assert f"/topics/{topic}" in page.links()
            assert re.search(r"采纳到议题 +" + TEXT["title"], page.text)

    def test_not_taken_say_why(self, other):
        path = f"/calls/{other.call}/suggestions/{other.suggestion}/refusal"
        does(other, "li", path, {"reason": "由产权单位办理。"}, if_match=version(other, f"/calls/{other.call}"))
        assert re.search(r"未采纳的理由： +由产权单位办理。", Browser(other, "li").get("/suggestions").text)
