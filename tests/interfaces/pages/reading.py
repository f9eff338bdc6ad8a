"""A browser without scripts: it keeps the session's cookie, follows links, fills in forms, and reads what it is shown."""

import re
from html import unescape
from typing import Any

from tests.interfaces.http.town import Town

SESSION = "__Host-lianxi"
HAN = re.compile(r"[\u3001-\u303f\u4e00-\u9fff\uff01-\uff5e]")


class Page:
    """An answer as a page."""

    def __init__(self, answer: Any) -> None:
        self.status: int = answer.status_code
        self.headers = answer.headers
        self.html: str = answer.text

    @property
    def text(self) -> str:
        """What can be read of it."""
        shown = re.sub(r"<(script|style)\b.*?</\1>", "", self.html, flags=re.DOTALL)
        return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", shown)))

    @property
    def goes_to(self) -> str:
        """Where it sends the browser."""
        return str(self.headers.get("location", ""))

    def links(self) -> list[str]:
        """Every address it leads to."""
        return [unescape(found) for found in re.findall(r'<a [^>]*href="([^"]+)"', self.html)]

    def field(self, name: str) -> str:
        """The tag of a field of a form."""
        found = re.search(rf'<(?:input|textarea|select)[^>]*\bname="{re.escape(name)}"[^>]*>', self.html)
        assert found, f"no field {name}"
        return found[0]

    def value(self, name: str) -> str:
        """What stands in a field of one line."""
        found = re.search(r'\bvalue="([^"]*)"', self.field(name))
        return unescape(found[1]) if found else ""


class Browser:
    """Somebody's browser."""

    def __init__(self, town: Town, session: str = "", language: str = "zh-CN") -> None:
        self.town = town
        self.session = session
        self.language = language

    def get(self, path: str) -> Page:
        """Look at a page; where it is sent on, it does not go by itself."""
        return self._kept(self.town.client.get(path, headers=self._headers(), follow_redirects=False))

    def post(self, path: str, given: dict[str, Any] | None = None, **more: Any) -> Page:
        """Send a form; where the form itself is shown again, that is what is answered."""
        self.town.clock.tick()
        sent = {"data": given or {}, **more}
        page = self._kept(self.town.client.post(path, headers=self._headers(), follow_redirects=False, **sent))
        return self.get(page.goes_to) if re.search(r"^/do/.*[?&]filled=", page.goes_to) and page.status == 303 else page

    def _headers(self) -> dict[str, str]:
        carried = {"cookie": f"{SESSION}={self.session}"} if self.session else {}
        return {"accept-language": self.language, "sec-fetch-site": "same-origin", **carried}

    def _kept(self, answer: Any) -> Page:
        given = re.match(rf'{SESSION}=("?)([^;"]*)\1', answer.headers.get("set-cookie", ""))
        if given:
            self.session = given[2]
        self.town.client.cookies.clear()
        return Page(answer)
