"""The form of a page as a browser would send it: what stands in its fields, and what is typed over it."""

from html.parser import HTMLParser
from typing import Any

from tests.interfaces.pages.reading import Browser, Page

_TICKED = frozenset({"radio", "checkbox"})


class Form(HTMLParser):
    """The form of a page that leads to ``/do/…``."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self.action = ""
        self.data: dict[str, list[str]] = {}
        self.ids: set[str] = set()
        self._inside = False
        self._text: str | None = None
        self._select: str | None = None
        self.feed(page.html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.ids |= {given["id"]} if "id" in given else set()
        if tag == "form":
            self._inside = given["action"].startswith("/do/")
            self.action = given["action"] if self._inside else self.action
        if not self._inside:
            return
        is_sent = given.get("type") not in _TICKED or "checked" in given
        if tag == "input" and "name" in given and given.get("type") != "file" and is_sent:
            self.data.setdefault(given["name"], []).append(given.get("value", ""))
        if tag == "textarea":
            self._text = given["name"]
            self.data[self._text] = [""]
        if tag == "select":
            self._select = given["name"]
            self.data[self._select] = [""]
        if tag == "option" and self._select and "selected" in given:
            self.data[self._select] = [given["value"]]

    def handle_data(self, data: str) -> None:
        if self._text:
            self.data[self._text][0] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._inside = False
        if tag == "textarea" and self._text:
            self.data[self._text][0] = self.data[self._text][0].removeprefix("\n")
            self._text = None
        if tag == "select":
            self._select = None

    def typed(self, **given: Any) -> dict[str, Any]:
        """What is sent when this is typed; two underscores in a name stand for a dot."""
        return self.data | {name.replace("__", "."): value for name, value in given.items()}


def opened(browser: Browser, address: str) -> Form:
    """The form at an address."""
    page = browser.get(address)
    assert page.status == 200, page.text
    return Form(page)


def send(browser: Browser, form: Form, **given: Any) -> Page:
    """Type something and press the button."""
    return browser.post(address_of(form), form.typed(**given))


def send_with_file(browser: Browser, form: Form, field: str, content: bytes, **given: Any) -> Page:
    """The same with a file chosen."""
    return browser.post(address_of(form), form.typed(**given), files={field: ("sheet.pdf", content, "application/pdf")})


def address_of(form: Form) -> str:
    """Where a form leads."""
    assert form.action.startswith("/do/")
    return form.action
