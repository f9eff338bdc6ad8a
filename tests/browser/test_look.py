"""How pages look to different eyes: light and dark by choice, on paper, in a system's own colours; and their keys, switched off."""

import pytest
from playwright.sync_api import expect

from tests.browser.serving import OFFICE

TONES = ("ok", "warn", "bad", "info")
_GROUND = "getComputedStyle(document.documentElement).backgroundColor"
_PANEL = "getComputedStyle(document.querySelector('.panel')).backgroundColor"
_SHAPE = """(tone) => {
    const tag = document.createElement("span");
    tag.className = "tag " + tone;
    tag.textContent = "词";
    document.querySelector("main").append(tag);
    const shape = getComputedStyle(tag, "::before"), style = getComputedStyle(tag);
    return {shape: [shape.clipPath, shape.transform, shape.borderRadius].join(), fill: shape.backgroundColor,
        ground: style.backgroundColor, border: style.borderTopWidth};
}"""


@pytest.fixture
def visit(window):
    with window.visit(OFFICE) as visit:
        yield visit


def chooses(page, name, value):
    with page.expect_navigation():
        page.locator(f".themes button[name={name}][value='{value}']").click()


def brightness(colour):
    return sum(int(part) for part in colour.removeprefix("rgb(").removesuffix(")").split(","))


class TestTheDark:
    def test_comes_with_the_system(self, visit):
        page = visit.open("/")
        light = brightness(page.evaluate(_GROUND))
        page.emulate_media(color_scheme="dark")
        assert brightness(page.evaluate(_GROUND)) < light / 3

    def test_is_chosen_against_the_system_and_left_again(self, visit):
        page = visit.open("/")
        light = brightness(page.evaluate(_GROUND))
        chooses(page, "theme", "dark")
        assert brightness(page.evaluate(_GROUND)) < light / 3
        page.emulate_media(color_scheme="dark")
        chooses(page, "theme", "light")
        assert brightness(page.evaluate(_GROUND)) == light

    @pytest.mark.parametrize("theme", ["", "dark"])
    def test_is_not_printed(self, visit, theme):
        page = visit.open("/")
        chooses(page, "theme", theme)
        page.emulate_media(color_scheme="dark", media="print")
        assert brightness(page.evaluate(_PANEL)) == 3 * 255
        expect(page.locator("nav.side")).not_to_be_visible()


class TestAPrint:
    def test_says_up_to_which_record_it_was_made(self, visit):
        page = visit.open("/decisions")
        page.emulate_media(media="print")
        expect(page.locator(".foot")).to_contain_text("截至第")
        expect(page.locator(".foot > span")).to_be_visible()
        expect(page.locator(".foot form")).not_to_be_visible()


class TestATag:
    def test_has_a_shape_for_each_tone(self, visit):
        page = visit.open("/")
        assert len({page.evaluate(_SHAPE, tone)["shape"] for tone in ("", *TONES[:3])}) == 4

    @pytest.mark.parametrize("tone", TONES)
    def test_keeps_its_shape_in_the_colours_of_the_system(self, visit, tone):
        page = visit.open("/")
        page.emulate_media(forced_colors="active")
        told = page.evaluate(_SHAPE, tone)
        assert told["fill"] != told["ground"]
        assert told["border"] == "1px"


class TestTheKeys:
    def test_are_switched_off_and_on_again(self, visit):
        page = visit.open("/")
        chooses(page, "keys", "off")
        page.keyboard.press("/")
        assert page.evaluate("document.activeElement.id") != "q"
        chooses(page, "keys", "on")
        page.keyboard.press("/")
        assert page.evaluate("document.activeElement.id") == "q"

    def test_esc_leaves_the_search_and_folds_up_what_is_open(self, visit):
        page = visit.open("/topics")
        page.keyboard.press("/")
        page.keyboard.press("Escape")
        assert page.evaluate("document.activeElement.id") != "q"
        page.goto(visit.served.address + "/people")
        folded = page.locator("main details").first
        folded.locator("summary").click()
        expect(folded).to_have_attribute("open", "")
        page.keyboard.press("Escape")
        expect(folded).not_to_have_attribute("open", "")


class TestTheMenu:
    def test_on_a_phone_shows_at_its_edge_that_there_is_more_until_its_end(self, visit):
        page = visit.open("/")
        page.set_viewport_size({"width": 390, "height": 800})
        top = page.locator("nav.side ul").bounding_box()["y"]

        def edge():
            return page.screenshot(clip={"x": 364, "y": top + 1, "width": 26, "height": 40})

        begun = edge()
        page.evaluate("document.querySelector('nav.side ul').scrollLeft = 9999")
        ended = edge()
        assert ended != begun  # what goes on fades at the edge; after the last entry there is nothing but ground
        page.evaluate("document.querySelector('nav.side ul').style.visibility = 'hidden'")
        assert edge() == ended
        page.evaluate("document.querySelector('nav.side ul').style.visibility = ''")
        assert "gradient" in page.evaluate("getComputedStyle(document.querySelector('nav.side ul')).maskImage")
