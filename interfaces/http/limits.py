"""No request body is larger than the limit, or slower; what is goes no further, and is refused before its end."""

import re
from asyncio import timeout
from collections.abc import Mapping
from time import monotonic

from fastapi import HTTPException, Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from interfaces.http.problems import Trouble, troubled

_PATIENCE = 30.0
_SLOWEST = 16_384
"""Seconds that a body may be waited for, and bytes that buy another second of it."""


class BodyLimit:
    """Counts what arrives, whatever the Content-Length claims.

    ``larger`` has another limit for paths that a pattern matches whole: the first that does decides. How slow a body may
    be there is for the route to say.
    """

    def __init__(self, app: ASGIApp, most: int, larger: Mapping[str, int] | None = None) -> None:
        self._app = app
        self._most = most
        self._larger = [(re.compile(pattern), limit) for pattern, limit in (larger or {}).items()]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or answer 413."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        larger = next((limit for pattern, limit in self._larger if pattern.fullmatch(scope["path"])), None)
        most = larger or self._most
        declared = dict(scope["headers"]).get(b"content-length", b"0")
        if declared.isdigit() and int(declared[:20]) > most:
            refused = await troubled(Request(scope), Trouble("too_large"))
            refused.headers["Connection"] = "close"
            await refused(scope, receive, send)
            return
        await self._app(scope, _counted(receive, most, timed=larger is None), send)


def _counted(receive: Receive, most: int, *, timed: bool = True) -> Receive:
    seen, waited, whole = 0, 0.0, False

    async def counted() -> Message:
        nonlocal seen, waited, whole
        if whole:
            return await receive()
        began = monotonic()
        try:
            async with timeout(_PATIENCE + seen / _SLOWEST - waited if timed else None):
                message = await receive()
        except TimeoutError:
            raise HTTPException(408, headers={"Connection": "close"}) from None
        waited += monotonic() - began
        seen += len(message.get("body", b""))
        whole = not message.get("more_body", False)
        if seen > most:
            raise HTTPException(413)
        return message

    return counted
