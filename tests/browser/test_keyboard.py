"""Everything by the keyboard alone: the way to the main matter, the short keys, and a decision from report to acceptance."""

import pytest
from playwright.sync_api import expect

from tests.browser.clicking import hand_of
from tests.browser.serving import DEPARTMENT, HEADS, OFFICE
from tests.interfaces.http.accounts import PASSWORD

MOST = 150
"""Presses of the key after which a thing counts as out of reach."""


class Keys:
    """Somebody without a mouse."""

    def __init__(self, hand):
        self.hand = hand
        self.page = hand.page

    def press(self, *keys):
        for key in keys:
            self.page.keyboard.press(key)
        return self

    def to(self, selector):
        """Go on from one to the next until it is reached, and see that it is seen to be."""
        for _ in range(MOST):
            self.press("Tab")
            if self.page.evaluate("(wanted) => document.activeElement.matches(wanted)", selector):
                ring = self.page.evaluate("parseFloat(getComputedStyle(document.activeElement).outlineWidth)")
                assert ring >= 3, selector
                return self
        raise AssertionError(f"{selector} is not reached on {self.page.url}")

    def types(self, selector, text):
        self.to(selector)
        self.page.keyboard.type(text)
        return self

    def goes(self, selector):
        """Reach it, press it, and wait for what it leads to."""
        self.to(selector)
        with self.page.expect_navigation():
            self.press("Enter")
        return self

    def signs(self):
        """Press the button of a form, and again where it is looked over."""
        self.goes("main form.form .btns button")
        if self.page.locator("main button[name=step][value=done]").count():
            if self.page.locator('[name="confirm.password"]').count():
                self.types('[name="confirm.password"]', PASSWORD)
                self.types('[name="confirm.code"]', self.hand.visit.served.code_of(self.hand.visit.name))
            self.goes("main button[name=step][value=done]")
        expect(self.page.locator("#errors")).to_have_count(0)
        assert "/do/" not in self.page.url
        return self


@pytest.fixture
def keys(window):
    with window.visit(OFFICE) as visit:
        visit.open("/")
        yield Keys(type("Seen", (), {"page": visit.page, "visit": visit}))


class TestTheKeys:
    def test_lead_first_past_the_menu_to_the_matter(self, keys):
        keys.to(".skip").press("Enter")
        assert keys.page.evaluate("document.activeElement.id") == "main"
        keys.press("Tab")
        assert keys.page.evaluate("document.activeElement.closest('main') !== null")

    def test_reach_what_is_to_be_done(self, keys):
        keys.to("main a[href^='/do/']")

    def test_slash_begins_a_search(self, keys):
        keys.press("/")
        assert keys.page.evaluate("document.activeElement.id") == "q"

    @pytest.mark.parametrize(("key", "path"), [("h", "/"), ("m", "/meetings"), ("t", "/topics"), ("i", "/decisions")])
    def test_g_and_a_letter_go_to_a_list(self, keys, key, path):
        keys.press("g", key)
        keys.page.wait_for_url(keys.hand.visit.served.address + path)

    def test_j_and_k_go_through_a_list(self, keys):
        keys.press("g", "i")
        keys.page.wait_for_url("**/decisions")
        keys.press("j", "j", "k")
        assert keys.page.evaluate("document.activeElement.matches('main tbody tr:first-child th a')")

    def test_what_is_wrong_is_gone_to_at_once(self, keys):
        keys.goes("main a[href^='/do/submit_topic']")
        keys.page.evaluate("document.querySelector('main form.form').noValidate = true")
        keys.goes("main form.form .btns button")
        assert keys.page.evaluate("document.activeElement.id") == "errors"
        keys.to("#errors a").press("Enter")
        assert keys.page.evaluate("document.activeElement.closest('main form.form .fld') !== null")


class TestADecision:
    def test_goes_from_extension_to_acceptance_without_a_mouse(self, own_window):
        listed = own_window.plain.api(OFFICE, "/decisions?lead=environment&origin=topic")["items"]
        decision = listed[0]["id"]
        link = f"a[href$='/decisions/{decision}']"

        def open_as(hand):
            keys = Keys(hand).press("g", "i")
            hand.page.wait_for_url("**/decisions")
            return keys.goes(link)

        with hand_of(own_window, DEPARTMENT) as hand:
            keys = open_as(hand).goes("main a[href^='/do/ask_extension']")
            for part, number in (("y", "2027"), ("m", "3"), ("d", "31")):
                keys.types(f'[name="due.{part}"]', number)
            keys.types("[name=reason]", "产权手续尚在办理").signs()
        for head in HEADS:
            with hand_of(own_window, head) as hand:
                open_as(hand).goes("main a[href^='/do/agree_to_extension']").signs()
        with hand_of(own_window, DEPARTMENT) as hand:
            keys = open_as(hand).goes("main a[href^='/do/report_decision']")
            keys.to("[name=progress]").press("ArrowDown", "ArrowUp")
            keys.types("[name=text]", "三处均已建成开放。").signs()
        for head in HEADS:
            with hand_of(own_window, head) as hand:
                open_as(hand).goes("main a[href^='/do/accept_report']").signs()
        done = own_window.plain.api(OFFICE, f"/decisions/{decision}")
        assert (done["stage"], done["due"]) == ("accepted", "2027-03-31")
