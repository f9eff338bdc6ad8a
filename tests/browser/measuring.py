"""What is measured of a page: the rules of accessibility, room to the side, the size of what is clicked, its weight."""

import gzip
import re
from collections.abc import Callable

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

from tests.browser.visiting import Theme

LEAST = 24
"""Pixels that a target measures either way."""
_TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
_RUN = """async (tags) => (await axe.run(document, {runOnly: {type: "tag", values: tags}, resultTypes: ["violations"]}))
    .violations.map((found) => found.id + ": " + found.nodes.map((node) => node.target.join(" ") + " " +
        (node.any[0] || node.all[0] || node.none[0] || {message: ""}).message).slice(0, 3).join("; "))"""
_SMALL = """(least) => [...document.querySelectorAll(
        "a[href], button, summary, select, textarea, input:not([type=hidden])")].filter((target) => {
    const style = getComputedStyle(target);
    const box = target.getBoundingClientRect();
    if (!box.width || style.visibility === "hidden" || target.closest(".vh, .skip, details:not([open]) > :not(summary)"))
        return false;
    if (box.width >= least && box.height >= least) return false;
    const around = target.parentElement;
    if ([...around.childNodes].some((near) =>
        near.nodeType === Node.TEXT_NODE && near.textContent.trim())) return false;
    if (/^(radio|checkbox)$/.test(target.type) && target.labels.length) return false;
    if (target.matches("a") && getComputedStyle(target, "::after").position === "absolute") return false;
    return true;
}).map((target) => target.outerHTML.slice(0, 120) + " " + Math.round(target.getBoundingClientRect().width) + "x" +
    Math.round(target.getBoundingClientRect().height))"""
_WORDS = """() => {
    const told = document.querySelector("main").cloneNode(true);
    told.querySelectorAll("code, pre, kbd, select, textarea, .secret").forEach((each) => each.remove());
    return told.innerText;
}"""
_RAW = re.compile(r"\b[a-z]+(?:_[a-z]+)+\b|\b[a-z_]+@[a-z_]+\b|\b[0-9a-f]{8}-[0-9a-f]{4}-\S*|\bNone\b|\bundefined\b")
_TOO_WIDE = """() => document.documentElement.scrollWidth > innerWidth || document.body.scrollWidth > innerWidth
    ? [...document.querySelectorAll("body *")].filter((each) => each.getBoundingClientRect().right > innerWidth + 1 &&
        !each.closest(".tw, .stripw, .side ul, .vh, .skip")).map((each) => each.outerHTML.slice(0, 120)).slice(0, 5)
        .concat(["page is " + document.documentElement.scrollWidth + " wide"]) : []"""


def faults_of(page: Page, *, theme: Theme, width: int) -> list[str]:
    """What the rules of accessibility say against a page that is open, in a colour scheme and at a width."""
    page.emulate_media(color_scheme=theme, reduced_motion="reduce")
    page.set_viewport_size({"width": width, "height": 900})
    if page.evaluate("typeof axe") == "undefined":
        page.evaluate(AXE_SCRIPT)
    found: list[str] = page.evaluate(_RUN, list(_TAGS))
    return [f"{theme} {width}: {each}" for each in found]


def too_wide(page: Page, width: int = 320) -> list[str]:
    """What sticks out of a narrow window."""
    page.set_viewport_size({"width": width, "height": 900})
    found: list[str] = page.evaluate(_TOO_WIDE)
    return found


def too_small(page: Page) -> list[str]:
    """What is smaller than a fingertip, but for links within running text."""
    found: list[str] = page.evaluate(_SMALL, LEAST)
    return found


def weight(content: bytes) -> int:
    """Bytes of a page as it travels when it is packed."""
    return len(gzip.compress(content, 6))


def raw(page: Page) -> list[str]:
    """Keys, codes and ids that stand on a page for want of a word, but for those that are shown as code."""
    told: str = page.evaluate(_WORDS)
    return sorted({found[0] for found in _RAW.finditer(told)})


def unstyled(content: str, sheet: Callable[[str], str]) -> set[str]:
    """The classes of a page that none of the style sheets it loads has a rule for; ``sheet`` reads one by its address."""
    css = "".join(sheet(address) for address in re.findall(r'<link rel="stylesheet" href="([^"]+)"', content))
    return {name for worn in re.findall(r'class="([^"]*)"', content) for name in worn.split() if f".{name}" not in css}
