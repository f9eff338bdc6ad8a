"""A browser's visits: one person signed in at a served town, watched for all that a page must not do."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Literal
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Page, Playwright, Route

from interfaces.http.guard import SESSION_COOKIE
from tests.browser.plain import Plain
from tests.browser.serving import Served
from tests.interfaces.http.accounts import PASSWORD

QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
_NAMES = ("chromium", "chromium-browser", "google-chrome")
_VIOLATED = """document.addEventListener("securitypolicyviolation",
    (event) => console.error("policy: " + event.violatedDirective + " " + event.blockedURI));"""
SECONDS = 30
"""How long anything is waited for; a machine may be busy with other tests."""
Theme = Literal["light", "dark"]


def chromium() -> str | None:
    """Where this machine has the browser."""
    return next((found for name in _NAMES if (found := shutil.which(name))), None)


def launched(playwright: Playwright) -> Browser:
    """The browser, which asks nothing of the network by itself."""
    return playwright.chromium.launch(executable_path=chromium(), args=[*QUIET])


class Visit:
    """One person's window: the page, what it asked for, and what it complained of."""

    def __init__(self, served: Served, context: BrowserContext, name: str | None) -> None:
        self.served = served
        self.context = context
        self.name = name
        self.hosts: set[str] = set()
        self.complaints: list[str] = []
        context.add_init_script(_VIOLATED)
        context.route("**/*", self._only_here)
        self.page: Page = context.new_page()
        self.page.set_default_timeout(SECONDS * 1000)
        self.page.on("console", lambda told: self._hear(told.type, told.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def open(self, path: str) -> Page:
        """Go to an address of the town."""
        self.page.goto(self.served.address + path, wait_until="load")
        return self.page

    def come_in(self, name: str) -> None:
        """Sign in on the page for it, and be asked for the device's code."""
        page = self.open("/sign-in")
        given = {"name": name, "password": PASSWORD, "code": self.served.code_of(name)}
        for field, value in given.items():
            page.locator(f"#f-{field}").fill(value)
        with page.expect_navigation():
            page.locator("main form button").first.click()
        assert urlsplit(page.url).path == "/", page.locator("main").inner_text()

    def _hear(self, kind: str, text: str) -> None:
        refused = text.startswith("Failed to load resource") and "status of 4" in text
        if kind in {"error", "warning"} and not refused:
            self.complaints.append(text)

    def _only_here(self, route: Route) -> None:
        self.hosts.add(urlsplit(route.request.url).netloc)
        if route.request.url.startswith(self.served.address):
            route.continue_()
        else:
            route.abort()


class Window:
    """The browser at one served town; people keep their sessions in it."""

    def __init__(self, served: Served, browser: Browser) -> None:
        self.served = served
        self.browser = browser
        self.plain = Plain(served)

    @contextmanager
    def visit(
        self, name: str | None, *, width: int = 1280, theme: Theme = "light", scripts: bool = True
    ) -> Iterator[Visit]:
        """Somebody's window, already signed in; nobody's with None."""
        context = self.browser.new_context(
            viewport={"width": width, "height": 900},
            color_scheme=theme,
            java_script_enabled=scripts,
            locale="zh-CN",
            reduced_motion="reduce",
        )
        try:
            if name:
                context.add_cookies([self._cookie(name)])
            yield Visit(self.served, context, name)
        finally:
            context.close()

    def _cookie(self, name: str) -> Any:
        return {
            "name": SESSION_COOKIE,
            "value": self.plain.token_of(name),
            "url": "https://localhost",  # a cookie of this name is set from a secure place only; it is sent to every port
            "secure": True,
            "httpOnly": True,
        }
