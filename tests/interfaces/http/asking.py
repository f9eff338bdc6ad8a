"""One request to any app, with everything about it in the hands of the test: scheme, host, client, repeated headers."""

import asyncio
from typing import Any

from starlette.types import ASGIApp

from tests.interfaces.http.wire import Message, Reply

Headers = list[tuple[str, str]]
HOST = "lianxi.example"


def asked(
    app: ASGIApp,
    method: str,
    address: str,
    headers: Headers | dict[str, str] | None = None,
    *,
    content: bytes | None = b"",
    scheme: str = "http",
    host: str | None = HOST,
    client: str = "192.0.2.7",
    pause: float = 0,
) -> Reply:
    """The app's answer; an exception that it does not answer is raised here.

    Content that is None never comes; any other comes after a pause, in seconds.
    """
    given = [*headers.items()] if isinstance(headers, dict) else headers or []
    named = [("host", host)] if host is not None else []
    reply = Reply(asked={name.lower(): value for name, value in given})
    path, _, query = address.partition("?")
    scope: dict[str, Any] = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": method,
        "scheme": scheme,
        "path": path,
        "raw_path": path.encode(),
        "root_path": "",
        "query_string": query.encode(),
        "headers": [(name.lower().encode(), value.encode()) for name, value in [*named, *given]],
        "client": (client, 50000),
        "server": (HOST, 80),
        "state": {},
    }
    asyncio.run(_answered(app, scope, reply, content, pause))
    return reply


async def _answered(app: ASGIApp, scope: dict[str, Any], reply: Reply, content: bytes | None, pause: float) -> None:
    sent = [] if content is None else [{"type": "http.request", "body": content, "more_body": False}]

    async def receive() -> Message:
        if not sent:
            await asyncio.Event().wait()
        await asyncio.sleep(pause)
        return sent.pop()

    async def send(message: Message) -> None:
        if message["type"] == "http.response.start":
            reply.status_code = message["status"]
            reply.headers = {name.decode(): value.decode("latin-1") for name, value in message["headers"]}
        else:
            reply.content += message.get("body", b"")

    await app(scope, receive, send)
