"""Two people at one form: the second is told what changed meanwhile, keeps what he typed, and can send it again."""

import pytest
from playwright.sync_api import expect

from tests.browser.clicking import Hand, hand_of
from tests.browser.serving import OFFICE

OTHER = "zheng"
THEIRS = {"day": "2025-06-20", "starts": "14:00", "place": "镇政府二楼会议室"}
MINE = {"day": "2025-06-27", "starts": "09:30", "place": "镇职工文化活动中心"}


@pytest.fixture
def both(first_window):
    """Two of the office with the same form before them."""
    with hand_of(first_window, OFFICE) as one, hand_of(first_window, OTHER) as other:
        one.menu("meetings").act("plan_ordinary_meeting")
        one.page.locator("main a[href^='/do/propose_date']").first.click()
        other.menu("meetings")
        other.page.locator("main a[href^='/meetings/']").first.click()
        other.act("propose_date", **THEIRS)
        yield one.filled(MINE), other


def _sent(hand: Hand) -> None:
    hand.page.locator("main form.form .btns button").first.click()
    last = hand.page.locator("main button[name=step][value=done]")
    if last.count():
        last.click()


class TestTheSecondOfTwo:
    def test_is_told_who_was_quicker_and_loses_nothing(self, both):
        mine, _ = both
        _sent(mine)
        told = mine.page.locator("#errors")
        expect(told).to_contain_text("郑海涛")
        expect(told).to_contain_text(THEIRS["place"])
        expect(mine.page.locator("[name=place]")).to_have_value(MINE["place"])
        expect(mine.page.locator("[name='day.d']")).to_have_value("27")

    def test_sends_it_again_when_he_has_seen_it(self, both, first_window):
        mine, other = both
        _sent(mine)
        mine.done().sees(MINE["place"])
        other.page.reload()
        other.sees(MINE["place"])

    def test_does_nothing_twice_by_sending_twice(self, both, first_window):
        mine, _ = both
        _sent(mine)
        mine.done()
        head = first_window.served.head
        mine.page.go_back()
        mine.page.reload()
        assert first_window.served.head == head
