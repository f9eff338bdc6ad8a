"""Somebody at the pages who only clicks what can be seen: the menu, links by their words, forms and their buttons."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

from playwright.sync_api import Locator, Page, expect

from tests.application.files.made import PDF
from tests.browser.visiting import Visit, Window
from tests.interfaces.http.accounts import PASSWORD

Values = dict[str, str | list[str]]


class Hand:
    """Clicks and types at one window; ``Values`` names the fields of a form as their commands do."""

    def __init__(self, visit: Visit) -> None:
        self.visit = visit
        self.page: Page = visit.page

    def go(self, link: Locator) -> "Hand":
        """Press what leads on, and wait for where it leads."""
        with self.page.expect_navigation():
            link.click()
        return self

    def menu(self, key: str) -> "Hand":
        """Go by the menu."""
        return self.go(self.page.locator(f"nav.side a[data-key={key}]"))

    def is_at(self, path: str) -> bool:
        """Whether that page is open."""
        return urlsplit(self.page.url).path == path

    def follow(self, words: str) -> "Hand":
        """Click the first link of the page itself that has these words."""
        return self.go(self.page.locator("main a:visible").filter(has_text=words).first)

    def act(self, command: str, **values: str | list[str]) -> "Hand":
        """Open the form of a command, fill it in, and do it."""
        return self.form_of(command).filled(values).done()

    def form_of(self, command: str) -> "Hand":
        """Open the form of a command by a link that can be seen."""
        return self.go(self.page.locator(f'main a:visible[href^="/do/{command}"]').first)

    def filled(self, values: Values) -> "Hand":
        """Fill in the form that is open."""
        for name, value in values.items():
            self._fill(name, value)
        return self

    def send(self) -> "Hand":
        """Press the button of the form, whatever comes of it."""
        self.page.locator("main form.form .btns button").first.click()
        return self

    def done(self) -> "Hand":
        """Press the button, look it over where that is asked for, and be shown what was done."""
        asked = self.page.url
        with self.page.expect_navigation():
            self.send()
        last = self.page.locator("main button[name=step][value=done]")
        if last.count():
            proof = self.page.locator('[name="confirm.password"]')
            if proof.count():
                proof.fill(PASSWORD)
                self.page.locator('[name="confirm.code"]').fill(self.visit.served.code_of(str(self.visit.name)))
            with self.page.expect_navigation():
                last.click()
        errors = self.page.locator("#errors, main .note[role=alert]")
        assert not errors.count(), f"{asked}\n{errors.first.inner_text()}"
        assert "/do/" not in self.page.url, self.page.locator("main").inner_text()
        return self

    def sees(self, words: str) -> "Hand":
        """The page says so."""
        expect(self.page.locator("main")).to_contain_text(words)
        return self

    def _fill(self, name: str, value: str | list[str]) -> None:
        self._unfold(name)
        day = re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", value) if isinstance(value, str) else None
        if day and self.page.locator(f'[name="{name}.y"]').count():
            for part, number in zip("ymd", day.groups(), strict=True):
                self.page.locator(f'[name="{name}.{part}"]').fill(str(int(number)))
            return
        if not self.page.locator(f'[name="{name}"]').count():
            self.go(self.page.locator(f'button[name=more][value="{name.partition(".")[0]}"]'))
        for each in value if isinstance(value, list) else [value]:
            self._enter(self.page.locator(f'[name="{name}"]:not([type=hidden])'), name, each)

    def _unfold(self, name: str) -> None:
        """Open what the field is folded away in."""
        folded = self.page.locator("details:not([open])", has=self.page.locator(f'[name^="{name}"]'))
        if folded.count():
            folded.locator("summary").first.click()

    def _enter(self, field: Locator, name: str, value: str) -> None:
        """Type, tick, choose or attach; what is chosen is named by its value or by what can be read there."""
        kind = field.first.evaluate("(field) => field.type")
        if kind in {"radio", "checkbox"}:
            by_value = self.page.locator(f'[name="{name}"][value="{value}"]')
            (by_value if by_value.count() else self.page.get_by_label(value)).first.check()
        elif kind == "file":
            field.set_input_files({"name": value, "mimeType": "application/pdf", "buffer": PDF})
        elif kind.startswith("select"):
            named = field.locator("option", has_text=value)
            field.select_option(named.first.get_attribute("value") if named.count() else value)
        else:
            field.fill(value)


@contextmanager
def hand_of(window: Window, name: str, **look: bool | int) -> Iterator[Hand]:
    """Somebody comes in at the front door, by name, password and the code of his device."""
    with window.visit(None, **look) as visit:
        visit.name = name
        visit.come_in(name)
        yield Hand(visit)
