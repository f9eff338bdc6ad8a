import os

import pytest
from playwright.sync_api import expect, sync_playwright

from tests.browser.addresses import Addresses
from tests.browser.serving import after_a_life, first_day, served
from tests.browser.visiting import SECONDS, Window, chromium, launched
from tests.interfaces.http.accounts import cheap_passwords


@pytest.fixture(scope="package")
def browser():
    """One browser for all; where a machine has none, its tests say so, but not where every test must be done."""
    if chromium() is None:
        if os.environ.get("CI") == "true":
            pytest.fail("Chromium is not installed, and CI tests the pages in it")
        pytest.skip("Chromium is not installed")
    expect.set_options(timeout=SECONDS * 1000)
    with cheap_passwords(), sync_playwright() as playwright:
        found = launched(playwright)
        yield found
        found.close()


@pytest.fixture(scope="package")
def window(browser):
    """The browser at a town that has lived; who acts there takes one of his own."""
    with served(after_a_life()) as town:
        yield Window(town, browser)


@pytest.fixture(scope="package")
def addresses(window):
    return Addresses(window.plain)


@pytest.fixture
def own_window(browser):
    """The browser at a town that has lived, to act in."""
    with served(after_a_life()) as town:
        yield Window(town, browser)


@pytest.fixture
def first_window(browser):
    """The browser at a town on its first day."""
    with served(first_day()) as town:
        yield Window(town, browser)
