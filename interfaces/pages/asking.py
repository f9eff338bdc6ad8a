"""How a page asks the API: the same operations with the same rights, within the process and with no network between."""

from collections.abc import Mapping, MutableMapping
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import quote, urlencode

import orjson
from fastapi import FastAPI, Request
from fastapi.middleware.asyncexitstack import AsyncExitStackMiddleware
from starlette.middleware.exceptions import ExceptionMiddleware
from starlette.types import ASGIApp, Message

from interfaces.http.guard import SESSION_COOKIE as COOKIE
from interfaces.pages.called import name_in, refusals_in

API = "/api/v1"
_FAILED, _UNKNOWN = 400, 404
_KNOWN = frozenset({"visitor", "caller"})


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What the API answered: a document, or a problem from ``status`` 400 on."""

    status: int
    headers: Mapping[str, str]
    body: Any
    content: bytes = b""
    """The same as it was sent."""

    @property
    def failed(self) -> bool:
        """Whether it is a problem."""
        return self.status >= _FAILED


class Refused(Exception):
    """What a page asked for was refused; the page says so in the API's own words."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(answer.body.get("code") if isinstance(answer.body, dict) else answer.status)
        self.answer = answer


def within(app: FastAPI) -> ASGIApp:
    """The API without what guards it from outside: a page that asks has passed all that."""
    handlers: dict[Any, Any] = {
        kind: handler for kind, handler in app.exception_handlers.items() if kind is not Exception
    }
    return ExceptionMiddleware(AsyncExitStackMiddleware(app.router), handlers=handlers)


class Api:
    """The API as whoever sent a request may ask it, in the language of the page. What a page asks twice is asked once."""

    def __init__(self, request: Request, language: str, conference: str = "") -> None:
        self._request = request
        self._language = language
        self.base = f"{API}/conferences/{quote(conference, safe='')}"
        if not hasattr(request.state, "answered"):
            request.state.answered, request.state.before = {}, None

    async def get(self, path: str, **query: Any) -> Any:
        """A document of the conference. ``Refused``: there is none, or it is not for the reader."""
        return (await self.seen(path, **query)).body

    async def find(self, path: str) -> Any:
        """A document of the conference, or None where there is none for the reader."""
        answer = await self.ask("GET", self.base + path)
        return None if answer.failed else answer.body

    async def seen(self, path: str, **query: Any) -> Answer:
        """The same with its status and headers."""
        answer = await self.ask("GET", self.base + path, query=query)
        if answer.failed:
            raise Refused(answer)
        return answer

    async def post(self, path: str, body: Any, **headers: str) -> Answer:
        """What came of a command of the conference, a refusal too."""
        return await self.ask("POST", self.base + path, None, body, **headers)

    async def ask(
        self, method: str, path: str, query: Mapping[str, Any] | None = None, body: Any = None, **headers: str
    ) -> Answer:
        """What any operation answers."""
        asked = urlencode({name: str(value) for name, value in (query or {}).items() if value not in {None, ""}})
        if method == "GET" and not headers:
            answer = await self._once(path, asked)
        else:
            content = b"" if body is None else body if isinstance(body, bytes) else orjson.dumps(body)
            answer = await self._sent(method, path, asked, content, headers)
            self._request.state.answered, self._request.state.before = {}, None
        if refusals := refusals_in(answer.body):
            with suppress(Refused):  # the names are not for him; the keys stay
                find = _found_nowhere if answer.status == _UNKNOWN else self.find
                await name_in(refusals, self.get, find, self._request.state, self._language)
        return answer

    async def _once(self, path: str, asked: str) -> Answer:
        """What a question is answered; the same for all parts of a page, each with a body of its own to change."""
        answered: dict[tuple[str, str], Answer] = self._request.state.answered
        known = answered.get((path, asked))
        if known is not None:
            return replace(known, body=_read(known.headers, known.content))
        answer = answered[path, asked] = await self._sent("GET", path, asked, b"", {})
        return answer

    async def _sent(self, method: str, path: str, asked: str, content: bytes, headers: Mapping[str, str]) -> Answer:
        """What the API answers, and who it says it was."""
        scope = self._scope(method, path, asked, {"content-type": "application/json", **headers})
        answer = await _called(self._request.app.state.within, scope, content)
        for name in _KNOWN.intersection(scope["state"]):  # the line of the access log says who it was
            setattr(self._request.state, name, scope["state"][name])
        self._request.state.before = scope["state"].get("caller")
        given = answer.headers.get("set-cookie", "")
        if given.startswith(f"{COOKIE}="):
            self._request.state.given = given
        return answer

    def _scope(self, method: str, path: str, query: str, headers: Mapping[str, str]) -> MutableMapping[str, Any]:
        outer = self._request.scope
        given = getattr(self._request.state, "given", "")
        carried = given.partition("=")[2].partition(";")[0] if given else self._request.cookies.get(COOKIE, "")
        sent = {
            "accept-language": self._language,
            "user-agent": self._request.headers.get("user-agent", ""),
            **({"cookie": f"{COOKIE}={carried}"} if carried else {}),
            **{name.replace("_", "-"): value for name, value in headers.items()},
        }
        return {
            **{
                name: outer[name]
                for name in ("type", "asgi", "http_version", "scheme", "client", "server")
                if name in outer
            },
            "method": method,
            "path": path,
            "raw_path": quote(path).encode(),
            "root_path": "",
            "query_string": query.encode(),
            "headers": [(name.lower().encode(), value.encode("latin-1", "replace")) for name, value in sent.items()],
            "app": self._request.app,
            "state": {
                "trace_id": getattr(self._request.state, "trace_id", ""),
                "before": self._request.state.before if method == "GET" else None,
            },
        }


async def _found_nowhere(_: str) -> None:
    """What is not there is not looked for to be named."""


async def _called(app: ASGIApp, scope: MutableMapping[str, Any], sent: bytes) -> Answer:
    status, headers, parts = 500, dict[str, str](), list[bytes]()

    async def receive() -> Message:
        return {"type": "http.request", "body": sent, "more_body": False}

    async def send(message: Message) -> None:
        nonlocal status, headers
        if message["type"] == "http.response.start":
            status = message["status"]
            headers = {name.decode().lower(): value.decode("latin-1") for name, value in message["headers"]}
        else:
            parts.append(message.get("body", b""))

    await app(scope, receive, send)
    content = b"".join(parts)
    return Answer(status=status, headers=headers, body=_read(headers, content), content=content)


def _read(headers: Mapping[str, str], content: bytes) -> Any:
    return orjson.loads(content) if content and "json" in headers.get("content-type", "") else content
