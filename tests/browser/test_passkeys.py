"""Passkeys in a browser: added, named, used and removed at one's own account, and what a browser without them is told."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from tests.browser.serving import OFFICE
from tests.interfaces.http.accounts import PASSWORD

_DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def visit(own_window):
    """Somebody whose machine can keep passkeys."""
    with own_window.visit(OFFICE) as visit:
        device = visit.context.new_cdp_session(visit.page)
        device.send("WebAuthn.enable")
        device.send("WebAuthn.addVirtualAuthenticator", {"options": _DEVICE})
        yield visit


def confirms(visit):
    """Prove who sits there, as a change of an account asks for."""
    visit.open("/account").locator("form[action='/account/confirmation'] #f-password").fill(PASSWORD)
    with visit.page.expect_navigation():
        visit.page.locator("form[action='/account/confirmation'] button").click()


def adds(visit, label):
    form = visit.page.locator("form[data-passkey=add]")
    form.locator("input").fill(label)
    with visit.page.expect_navigation():
        form.locator("button").click()
    expect(visit.page.locator("p.done")).to_contain_text("通行密钥已登记")


class TestPasskey:
    def test_is_added_named_and_removed(self, visit):
        confirms(visit)
        adds(visit, "办公室电脑")
        row = visit.page.locator("tr", has_text="办公室电脑")
        row.locator("summary", has_text="改名").click()
        row.locator("input[name=label]").fill("安全钥匙")
        with visit.page.expect_navigation():
            row.locator("form[action='/account/passkey-named'] button").click()
        row = visit.page.locator("tr", has_text="安全钥匙")
        row.locator("summary", has_text="移除").click()
        with visit.page.expect_navigation():
            row.locator("form[action='/account/passkey-away'] button").click()
        expect(visit.page.locator("p.done")).to_contain_text("通行密钥已移除")
        expect(visit.page.locator("tr", has_text="安全钥匙")).to_have_count(0)
        assert not visit.complaints

    def test_proves_again_who_sits_there(self, visit):
        confirms(visit)
        adds(visit, "手机")
        with visit.page.expect_navigation():
            visit.page.locator("form[data-passkey=confirm] button").click()
        expect(visit.page.locator("p.done")).to_contain_text("身份已确认")

    def test_is_refused_in_the_words_of_the_api_where_nobody_has_proved_himself(self, visit):
        visit.served.clock.at += timedelta(minutes=16)  # a proof is good for fifteen
        form = visit.open("/account").locator("form[data-passkey=add]")
        form.locator("input").fill("手机")
        form.locator("button").click()
        expect(form.locator("[role=alert]")).to_contain_text("确认")
        expect(visit.page.locator("tr", has_text="手机")).to_have_count(0)

    def test_signs_in(self, visit):
        confirms(visit)
        adds(visit, "手机")
        with visit.page.expect_navigation():
            visit.page.locator(".me form button").click()
        page = visit.open("/sign-in?next=/topics")
        with page.expect_navigation():
            page.locator("form[data-passkey=enter] button").click()
        page.wait_for_url("**/topics")
        expect(page.locator(".me")).to_contain_text("王丽娟")


def test_a_browser_without_scripts_is_told_what_it_lacks(window):
    with window.visit(OFFICE, scripts=False) as visit:
        page = visit.open("/account")
        expect(page.locator("[data-scriptless]")).to_be_visible()
        expect(page.locator("form[data-passkey=add]")).not_to_be_visible()
