"""Pictures of every page of a town that has lived, into a folder: ``python -m tests.browser.screenshots FOLDER``."""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser.addresses import Addresses, pages
from tests.browser.serving import OFFICE, after_a_life, served
from tests.browser.visiting import Theme, Window, launched
from tests.interfaces.http.accounts import cheap_passwords

_SIGHTS: tuple[tuple[Theme, int], ...] = (("light", 1280), ("dark", 1280), ("light", 390))
_FORMS = ("submit_topic", "ask_extension", "discuss_topic", "report_decision")


def main(folder: Path) -> None:
    """Take them, and say how many."""
    folder.mkdir(parents=True, exist_ok=True)
    taken = 0
    with cheap_passwords(), sync_playwright() as playwright, served(after_a_life()) as town:
        browser = launched(playwright)
        window = Window(town, browser)
        for name, address, visitor in _shown(Addresses(window.plain)):
            for theme, width in _SIGHTS:
                with window.visit(visitor, width=width, theme=theme) as visit:
                    visit.open(address).screenshot(path=folder / f"{name}-{width}-{theme}.png", full_page=True)
                    taken += 1
        browser.close()
    sys.stdout.write(f"{taken} pictures in {folder}\n")


def _shown(addresses: Addresses) -> Iterator[tuple[str, str, str | None]]:
    """A name for the picture, the address, and whose page it is."""
    for path in pages():
        yield _called(path), *addresses.of(path)
    for path in ("/decisions/{id}", "/topics/{id}", "/meetings/{id}"):
        address, visitor = addresses.of(path)
        yield f"{_called(path)}-past", f"{address}?at=150", visitor
        yield f"{_called(path)}-en", f"{address}?lang=en", visitor
    for command in _FORMS:
        yield f"do-{command}", addresses.form(command), OFFICE


def _called(path: str) -> str:
    return re.sub(r"[{}]", "", path.strip("/")).replace("/", "-") or "desk"


if __name__ == "__main__":
    main(Path(sys.argv[1]))
