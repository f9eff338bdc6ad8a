"""The style sheets: light, readable, and made of what pages wear and nothing else."""

import re
from pathlib import Path

import pytest

from interfaces.pages.look import statics
from interfaces.pages.shell import SHEETS, SHEETS_ELSE
from tests.house.locked import HOUSE

MOST = 25_000
"""Bytes of all sheets that one page loads."""
LONGEST = 150
HOOKS = {"part", "what", "who"}
"""Classes that name a part for whoever reads the page's source, and have no look."""
PAGES = HOUSE / "interfaces/pages"
SHEET = {name.removesuffix(".css"): css.decode() for name, css in statics().items() if name.endswith(".css")}
WHOLE = "\n".join(SHEET.values())


def written(folder, pattern):
    return "\n".join(path.read_text() for path in Path(folder).glob(pattern))


def styled(css):
    """The classes that stand in selectors."""
    selectors = re.sub(r"/\*.*?\*/|\{[^{}]*\}", "", css, flags=re.DOTALL)
    return set(re.findall(r"\.([a-z][\w-]*)", selectors))


def worn(templates):
    """The classes that templates put on; of one that is put together, the beginning."""
    spelt = re.findall(r'class="((?:[^"{]|\{\{.*?\}\}|\{%.*?%\})*)"', templates, flags=re.DOTALL)
    plain = " ".join(re.sub(r"\{\{.*?\}\}|\{%.*?%\}", " ", each, flags=re.DOTALL) for each in spelt)
    return set(plain.split())


class TestSheets:
    @pytest.mark.parametrize("sheets", sorted({SHEETS_ELSE, *SHEETS.values()}), ids=" ".join)
    def test_of_one_page_are_light(self, sheets):
        loaded = {name: len(SHEET[name].encode()) for name in ("app", "dark", *sheets)}
        assert sum(loaded.values()) <= MOST, loaded

    @pytest.mark.parametrize("name", SHEET)
    def test_are_set_in_lines_that_can_be_read(self, name):
        assert [line for line in SHEET[name].splitlines() if len(line) > LONGEST] == []

    def test_style_no_class_that_nothing_wears(self):
        sources = written(PAGES / "templates", "*.html") + written(PAGES, "*.py") + written(PAGES / "static", "*.js")
        words = set(re.findall(r"[A-Za-z][\w-]*", sources))
        begun = tuple(each for each in worn(sources) if each.endswith("-"))
        assert {each for each in styled(WHOLE) if each not in words and not each.startswith(begun)} == set()

    def test_know_every_class_of_a_template(self):
        known = styled(WHOLE)
        unknown = worn(written(PAGES / "templates", "*.html")) - known - HOOKS
        assert {each for each in unknown if not any(style.startswith(each) for style in known)} == set()

    def test_use_every_token_and_no_other(self):
        used = set(re.findall(r"var\((--[\w-]+)\)", WHOLE))
        assert used == set(re.findall(r"(--[\w-]+):", SHEET["app"]))

    def test_say_in_the_dark_what_each_colour_is(self):
        colours = dict(re.findall(r"(--[\w-]+): (#\w+);", SHEET["app"]))
        dark = dict(re.findall(r"(--[\w-]+): (#\w+);", SHEET["dark"]))
        assert colours.keys() - dark.keys() == {"--focus"}
        assert dark.keys() <= colours.keys()
