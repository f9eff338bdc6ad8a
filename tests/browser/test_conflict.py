"""Two people at one form: the second is told what changed meanwhile, keeps what he typed, and can send it again."""

import pytest
from playwright.sync_api import expect

from tests.browser.clicking import hand_of
from tests.browser.serving import OFFICE

OTHER = "zhou"
TITLE = "关于增设户外职工饮水点的议题"
TOPIC = {
    "title": TITLE,
    "side": "union",
    "proposer": "town_union",
    "category": "union_venues",
    "background": "户外作业职工饮水不便。",
    "request": "请增设饮水点三处。",
}
THEIRS = {"request": "请增设饮水点五处。", "reason": "按测算调整。"}
MINE = {"request": "请增设饮水点八处，并落实日常维护。", "reason": "按职工意见调整。"}


@pytest.fixture
def both(first_window):
    """Two of the union with the same topic before them, and the other has just saved it."""
    with hand_of(first_window, OFFICE) as one, hand_of(first_window, OTHER) as other:
        one.act("submit_topic", **TOPIC)
        one.page.locator("main a:visible[href^='/do/revise_topic']").first.click()
        other.menu("topics").follow(TITLE).act("revise_topic", **THEIRS)
        yield one.filled(MINE), other


class TestTheSecondOfTwo:
    def test_is_told_who_was_quicker_and_loses_nothing(self, both):
        mine, _ = both
        mine.send()
        told = mine.page.locator("#errors")
        expect(told).to_contain_text("周晓梅")
        expect(told).to_contain_text(THEIRS["request"])
        expect(told).to_contain_text(MINE["request"])
        expect(mine.page.locator("[name=request]")).to_have_value(MINE["request"])

    def test_sends_it_again_when_he_has_seen_it(self, both):
        mine, other = both
        mine.send().done().sees(MINE["request"])
        other.page.reload()
        other.sees(MINE["request"])

    def test_does_nothing_twice_by_sending_twice(self, both, first_window):
        mine, _ = both
        mine.send().done()
        head = first_window.served.head
        mine.page.go_back()
        mine.send()
        assert first_window.served.head == head
