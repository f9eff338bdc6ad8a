"""Every command as a form, for a thing of its kind: accessible, narrow, quiet, and named in words."""

import pytest

from tests.browser import measuring
from tests.browser.addresses import commands
from tests.browser.serving import OFFICE


@pytest.fixture(scope="module")
def visit(window):
    """One window for all: forms are only looked at."""
    with window.visit(OFFICE) as visit:
        yield visit


@pytest.mark.parametrize("command", commands())
def test_a_form_can_be_filled_in_by_everybody(visit, addresses, command):
    page = visit.open(addresses.form(command))
    told = page.locator("main").inner_text()
    assert page.locator("main form.form").count() == 1 or "没有可以选择的" in told, told
    faults = measuring.faults_of(page, theme="light", width=390)
    found = [*faults, *measuring.too_wide(page), *measuring.too_small(page), *measuring.raw(page), *visit.complaints]
    assert not found, "\n".join(found)
