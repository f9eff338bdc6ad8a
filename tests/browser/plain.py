"""Requests without a browser, to the same server: what an address answers, and a session to begin with."""

import json
from http.client import HTTPConnection, HTTPResponse
from typing import Any
from urllib.parse import urlsplit

from interfaces.http.guard import SESSION_COOKIE
from tests.browser.serving import Served
from tests.interfaces.http.accounts import API, PASSWORD
from tests.interfaces.http.town import SLUG

_DEVICE = {"content-type": "application/json"}


class Plain:
    """What people are answered at a served town; each has one session, begun when it is first needed."""

    def __init__(self, served: Served) -> None:
        self.served = served
        self._tokens: dict[str, str] = {}

    def token_of(self, name: str) -> str:
        """Somebody's session."""
        if name not in self._tokens:
            code = self.served.code_of(name)
            body = {"conference": SLUG, "name": name, "password": PASSWORD, "deliver": "bearer", "code": code}
            answer, content = self._ask("POST", f"{API}/sign-in", _DEVICE, json.dumps(body))
            assert answer.status == 201, content
            self._tokens[name] = json.loads(content)["token"]
        return self._tokens[name]

    def get(self, name: str | None, path: str, **headers: str) -> tuple[HTTPResponse, bytes]:
        """An address as a browser of somebody would ask for it; where it leads on is not followed."""
        session = {"cookie": f"{SESSION_COOKIE}={self.token_of(name)}"} if name else {}
        return self._ask("GET", path, session | headers)

    def api(self, name: str, path: str) -> dict[str, Any]:
        """What the API of the conference answers somebody."""
        answer, content = self.get(name, f"{API}/conferences/{SLUG}{path}")
        assert answer.status == 200, content
        found: dict[str, Any] = json.loads(content)
        return found

    def _ask(
        self, method: str, path: str, headers: dict[str, str], body: str | None = None
    ) -> tuple[HTTPResponse, bytes]:
        place = urlsplit(self.served.address)
        connection = HTTPConnection(place.hostname or "", place.port, timeout=30)
        try:
            connection.request(method, path, body, {"sec-fetch-site": "same-origin", **headers})
            answer = connection.getresponse()
            return answer, answer.read()
        finally:
            connection.close()
