"""What is typed is kept at the server after a while, found in another browser, and left on no machine after signing out."""

import pytest
from playwright.sync_api import expect

from tests.browser.clicking import hand_of
from tests.browser.test_conflict import TOPIC

NEW, WORDS = "/do/submit_topic", "关于增设户外职工饮水点的议题"
KEPT = "() => Object.keys(localStorage).filter((key) => key.startsWith('draft '))"


@pytest.fixture
def typing(first_window):
    """Somebody who has begun a form, with a clock that can be moved."""
    with hand_of(first_window, "zhou") as hand:
        hand.page.clock.install()
        hand.visit.open(NEW)
        yield hand.filled({"title": WORDS})


class TestTyping:
    def test_is_kept_at_the_server_twenty_seconds_after_a_change(self, typing, first_window):
        state = typing.page.locator("[data-draft-state]")
        typing.page.clock.run_for(19_000)
        expect(state).to_have_text("")
        typing.page.clock.run_for(1_500)
        expect(state).to_contain_text("草稿已保存")
        with hand_of(first_window, "zhou") as elsewhere:
            page = elsewhere.visit.open(NEW)
            expect(page.locator("[name=title]")).to_have_value(WORDS)
            expect(page.locator("main")).to_contain_text("保存的草稿")

    def test_that_is_done_is_kept_no_longer(self, typing, first_window):
        typing.page.clock.run_for(20_500)
        expect(typing.page.locator("[data-draft-state]")).to_contain_text("草稿已保存")
        typing.filled(TOPIC).done()
        with hand_of(first_window, "zhou") as elsewhere:
            expect(elsewhere.visit.open(NEW).locator("[name=title]")).to_have_value("")

    def test_that_is_discarded_is_gone_from_this_machine_too(self, typing):
        typing.page.clock.run_for(20_500)
        expect(typing.page.locator("[data-draft-state]")).to_contain_text("草稿已保存")
        typing.page.reload()
        expect(typing.page.locator("[name=title]")).to_have_value(WORDS)
        typing.go(typing.page.locator("button[value=discard]"))
        expect(typing.page.locator("[name=title]")).to_have_value("")

    def test_is_told_when_it_cannot_be_kept(self, typing):
        typing.filled({"title": "机密★十年"})
        typing.page.clock.run_for(20_500)
        expect(typing.page.locator("[data-draft-state]")).to_contain_text("草稿没有保存")


class TestSigningOut:
    def test_leaves_nothing_of_it_on_the_machine(self, typing):
        page = typing.page
        page.evaluate("localStorage.setItem('draft of somebody else', '{}')")
        assert len(page.evaluate(KEPT)) == 2
        with page.expect_navigation():
            page.locator("form[action='/sign-out'] button").click()
        assert page.evaluate(KEPT) == []
