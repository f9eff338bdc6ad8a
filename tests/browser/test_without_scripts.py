"""With scripts switched off everything can still be read, searched, filled in, refused and looked at as it was."""

import pytest
from playwright.sync_api import expect

from tests.browser.clicking import Hand
from tests.browser.serving import DEPARTMENT, OFFICE

TITLE = "关于增设户外职工饮水点的议题"


@pytest.fixture
def hand(own_window):
    with own_window.visit(OFFICE, scripts=False) as visit:
        visit.open("/")
        yield Hand(visit)


class TestWithoutScripts:
    def test_the_menu_leads_through_the_pages(self, hand):
        for key in ("meetings", "topics", "decisions", "overdue"):
            hand.menu(key)
            expect(hand.page.locator("nav.side a[aria-current=page]")).to_have_attribute("data-key", key)

    def test_a_list_is_narrowed_by_its_form(self, hand):
        hand.menu("topics")
        before = hand.page.locator("main a[href^='/topics/']").count()
        hand.page.locator("main form.filter select[name=side]").select_option("joint")
        hand.page.locator("main form.filter button").click()
        assert "side=joint" in hand.page.url
        assert 0 < hand.page.locator("main a[href^='/topics/']").count() < before

    def test_a_filled_form_is_done(self, hand):
        hand.act(
            "submit_topic",
            title=TITLE,
            side="union",
            proposer="town_union",
            category="union_venues",
            background="户外作业职工饮水不便。",
            request="请增设饮水点三处。",
        )
        hand.sees(TITLE)

    def test_what_was_typed_stays_beside_what_is_wrong_with_it(self, hand):
        hand.page.locator("main a[href^='/do/submit_topic']").first.click()
        hand.filled({"title": TITLE, "background": "户外作业职工饮水不便。"})
        hand.page.locator("main form.form").evaluate("(form) => form.noValidate = true")
        hand.page.locator("main form.form .btns button").first.click()
        expect(hand.page.locator("#errors a").first).to_be_visible()
        expect(hand.page.locator("#f-title")).to_have_value(TITLE)
        expect(hand.page.locator("#f-background")).to_have_value("户外作业职工饮水不便。")

    def test_a_decision_is_looked_at_step_by_step(self, hand, own_window):
        hand.menu("decisions")
        hand.page.locator("main table.ledger th a").first.click()
        steps = hand.page.locator("main .tl a")
        steps.first.click()
        assert "at=" in hand.page.url
        expect(hand.page.locator(".past-note")).to_be_visible()
        assert not hand.page.locator("main a[href^='/do/']:visible").count()
        hand.page.locator(".past-note a").click()
        expect(hand.page.locator(".past-note")).not_to_be_visible()

    def test_one_signs_out(self, hand):
        hand.page.locator(".me form button").click()
        assert "/sign-in" in hand.page.url


def test_a_unit_is_shown_its_own_work_without_scripts(window):
    with window.visit(DEPARTMENT, scripts=False) as visit:
        expect(visit.open("/").locator(".scope a[aria-current]")).to_be_visible()
