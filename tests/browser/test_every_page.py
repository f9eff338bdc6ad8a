"""Every page at an address of the town that has lived: accessible, at home, narrow, light, and free of raw keys."""

import pytest
from playwright.sync_api import expect

from tests.browser import measuring
from tests.browser.addresses import pages
from tests.interfaces.pages.test_styles import HOOKS

_SIGHTS = (("light", 1280), ("dark", 1280), ("dark", 390), ("light", 390))
_HEAVIEST = 60 * 1024


class Seen:
    """What one visit of a page found."""

    def __init__(self, window, addresses, path):
        self.address, self.name = addresses.of(path)
        with window.visit(self.name) as visit:
            page = visit.open(self.address)
            self.small = measuring.too_small(page)
            self.faults = [
                found for theme, width in _SIGHTS for found in measuring.faults_of(page, theme=theme, width=width)
            ]
            self.small += [found for found in measuring.too_small(page) if found not in self.small]
            self.raw = measuring.raw(page)
            self.wide = measuring.too_wide(page)
            self.hosts, self.complaints, self.here = visit.hosts, visit.complaints, window.served.address
            self.headings = page.locator("h1").all_inner_texts()
            self.title = page.title()
        _, content = window.plain.get(self.name, self.address)
        self.weight = measuring.weight(content)
        self.unstyled = measuring.unstyled(content.decode(), lambda sheet: window.plain.get(None, sheet)[1].decode())


@pytest.fixture(scope="module", params=pages())
def seen(request, window, addresses):
    return Seen(window, addresses, request.param)


class TestAPage:
    def test_meets_the_rules_of_accessibility_in_light_and_dark_wide_and_narrow(self, seen):
        assert not seen.faults, "\n".join(seen.faults)

    def test_asks_nothing_of_another_host(self, seen):
        assert seen.hosts == {seen.here.removeprefix("http://")}

    def test_leaves_nothing_in_the_console(self, seen):
        assert not seen.complaints, "\n".join(seen.complaints)

    def test_does_not_scroll_sideways_on_a_narrow_screen(self, seen):
        assert not seen.wide, "\n".join(seen.wide)

    def test_has_targets_that_a_finger_meets(self, seen):
        assert not seen.small, "\n".join(seen.small)

    def test_has_a_heading_and_a_title(self, seen):
        assert len(seen.headings) == 1
        assert seen.headings[0].strip()
        assert " - " in seen.title

    def test_says_everything_in_words(self, seen):
        assert seen.raw == []

    def test_wears_nothing_that_its_style_sheets_do_not_know(self, seen):
        assert seen.unstyled <= HOOKS

    def test_is_light(self, seen):
        assert seen.weight <= _HEAVIEST


@pytest.mark.parametrize("path", [path for path in pages() if "{id}" in path])
def test_a_past_state_is_marked_and_nothing_can_be_done_there(window, addresses, path):
    address, name = addresses.of(path)
    with window.visit(name) as visit:
        page = visit.open(f"{address}{'&' if '?' in address else '?'}at={window.served.head - 1}")
        expect(page.locator(".past-note").first).to_be_visible()
        expect(page.locator("main a:visible[href^='/do/'], main form[method=post]:visible")).to_have_count(0)
