"""The outermost door: every request gets a trace id, every answer its headers, every failure an answer, the log its line."""

import logging
from dataclasses import dataclass, field
from datetime import UTC, datetime
from time import perf_counter
from typing import Any
from uuid import uuid4

from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from interfaces.http.access_log import AccessLog
from interfaces.http.headers import completed
from interfaces.http.problems import unexpected
from interfaces.http.rates import rate_headers
from interfaces.http.redaction import HIDDEN, shown

log = logging.getLogger(__name__)
_LONGEST = 200
_LONGEST_ID = 100


@dataclass(slots=True)
class _Passage:
    """One request on its way, and what has been answered so far."""

    scope: Scope
    send: Send
    trace_id: str
    began: float = field(default_factory=perf_counter)
    status: int | None = None
    size: int = 0
    position: bytes | None = None

    async def sent(self, message: Message) -> None:
        """Send a part of the answer."""
        if message["type"] == "http.response.start":
            self.status = message["status"]
            headers = completed(message.get("headers", ()), self.scope["scheme"])
            headers.append((b"x-trace-id", self.trace_id.encode()))
            headers += rate_headers(self.scope["state"].get("rates", []))
            self.position = next((value for name, value in headers if name == b"x-position"), None)
            message["headers"] = headers
        else:
            self.size += len(message.get("body", b""))
        await self.send(message)


class Door:
    """Lets requests in and answers out."""

    def __init__(self, app: ASGIApp, access: AccessLog | None) -> None:
        self._app = app
        self._access = access

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request; a failure that nobody has foreseen tells its caller no more than where to ask."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        passage = _Passage(scope, send, uuid4().hex)
        scope.setdefault("state", {})["trace_id"] = passage.trace_id
        try:
            await self._app(scope, receive, passage.sent)
        except Exception as fault:
            log.error("unexpected", exc_info=fault, extra={"trace_id": passage.trace_id})  # noqa: TRY400 - as below
            if passage.status is not None:
                raise
            answer = unexpected(Request(scope))
            await answer(scope, receive, passage.sent)
        finally:
            if self._access is not None:
                self._access.write(_line(passage))


def _line(passage: _Passage) -> dict[str, Any]:
    """What the log keeps of a request. The query is left out: people search with words that are nobody's business."""
    scope, state = passage.scope, passage.scope["state"]
    caller, route = state.get("caller"), _route(scope)
    who = caller or state.get("visitor")
    client = scope.get("client")
    return {
        "at": datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        "trace_id": passage.trace_id,
        "method": shown(scope["method"], 20),
        "route": getattr(route, "path_format", None),
        "operation": getattr(route, "operation_id", None),
        "ids": {name: _id(name, str(value)) for name, value in scope.get("path_params", {}).items()},
        "path": None if route else shown(scope["path"], _LONGEST),
        "status": passage.status,
        "code": state.get("problem"),
        "ms": round((perf_counter() - passage.began) * 1000, 2),
        "bytes": passage.size,
        "address": shown(client[0], _LONGEST_ID) if client else None,
        "agent": _agent(scope),
        "conference": getattr(caller, "conference", None),
        "person": getattr(who, "person", None),
        "credential": getattr(who, "credential", None),
        "position": int(passage.position) if passage.position else None,
    }


def _id(name: str, value: str) -> str:
    """A part of a path; that which is a feed's secret never, for one that is nearly right tells the right one."""
    return HIDDEN if name == "secret" else shown(value, _LONGEST_ID)


def _route(scope: Scope) -> Any:
    """The route that answered, with its whole path where routers are nested; None when there was none."""
    return scope.get("fastapi", {}).get("effective_route_context") or scope.get("route")


def _agent(scope: Scope) -> str | None:
    found = next((value for name, value in scope["headers"] if name == b"user-agent"), None)
    return None if found is None else shown(found[:1000].decode("utf-8", "backslashreplace"), _LONGEST)
