"""Signing in by a provider, in a browser that lets a form of this site lead nowhere else."""

import pytest
from playwright.sync_api import expect

from tests.browser.serving import OFFICE, after_a_life, served
from tests.browser.visiting import Window
from tests.interfaces.http.accounts import PASSWORD
from tests.interfaces.http.openid.own_provider import sent
from tests.interfaces.http.openid.own_provider import served as provided


@pytest.fixture
def visit(browser):
    """Somebody signed in, whose browser is sent back by the provider at once."""
    story = after_a_life()
    with provided(None) as provider, served(story, provider.known()) as town:
        provider.clock = town.clock
        provider.claims = {"amr": ["mfa"]}
        provider.pages["/authorization"] = lambda asked: sent(
            asked, b"", 303, location=provider.authorizes(provider.issuer + asked.path)
        )
        with Window(town, browser).visit(OFFICE) as visit:
            visit.context.route(f"{provider.issuer}/**", lambda route: route.continue_())
            yield visit


def clicks(page, words):
    with page.expect_navigation():
        page.locator("main a:visible, main button:visible", has_text=words).first.click()


def links(visit):
    """Let who somebody is at the provider be one's own account."""
    page = visit.open("/account")
    page.locator("form[action='/account/confirmation'] #f-password").fill(PASSWORD)
    clicks(page, "确认")
    clicks(page, "关联“gov”")
    clicks(page, "前往登录")
    page.wait_for_url(visit.served.address + "/")


class TestAProvider:
    def test_is_linked_and_unlinked_at_ones_own_account(self, visit):
        links(visit)
        page = visit.open("/account")
        expect(page.locator("#identities + p + .acts")).to_contain_text("关联")
        clicks(page, "解除关联")
        expect(page.locator("p.done")).to_contain_text("关联已解除")

    def test_signs_in_where_the_conference_is_known(self, visit):
        links(visit)
        with visit.page.expect_navigation():
            visit.page.locator(".me form button").click()
        page = visit.open("/sign-in")
        clicks(page, "通过 gov 登录")
        page.wait_for_url(visit.served.address + "/")
        expect(page.locator(".me")).to_contain_text("王丽娟")
        assert not visit.complaints
