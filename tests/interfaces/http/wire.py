"""One request straight into the app: a test client's many hops between threads made one."""

import asyncio
import json
from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, unquote_to_bytes

from starlette.testclient import TestClient

Message = MutableMapping[str, Any]


@dataclass
class Reply:
    """An answer, as far as tests look at one."""

    asked: Mapping[str, str]
    status_code: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    content: bytes = b""

    @property
    def text(self) -> str:
        return self.content.decode()

    def json(self) -> Any:
        return json.loads(self.content)


def request(client: TestClient, method: str, address: str, headers: Mapping[str, str], content: bytes = b"") -> Reply:
    """The app's answer; an exception that it does not answer is raised here."""
    assert client.portal is not None
    reply = Reply(asked={name.lower(): value for name, value in headers.items()})
    client.portal.call(_ask, client, method, address, reply, content)
    return reply


async def _ask(client: TestClient, method: str, address: str, reply: Reply, content: bytes) -> None:
    sent = [{"type": "http.request", "body": content, "more_body": False}]

    async def receive() -> Message:
        if not sent:
            await asyncio.Event().wait()
        return sent.pop()

    async def send(message: Message) -> None:
        if message["type"] == "http.response.start":
            reply.status_code = message["status"]
            reply.headers = {name.decode().lower(): value.decode("latin-1") for name, value in message["headers"]}
        else:
            reply.content += message.get("body", b"")

    await client.app(_scope(method, address, reply, content), receive, send)


def _scope(method: str, address: str, reply: Reply, content: bytes) -> dict[str, Any]:
    path, _, query = address.partition("?")
    declared = {"content-length": str(len(content)), "host": "testserver"} | dict(reply.asked)
    return {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": unquote_to_bytes(path).decode("utf-8", "replace"),
        "raw_path": path.encode(),
        "root_path": "",
        "query_string": quote(query, safe="!$%&'()*+,/:;=?@[]~").encode(),
        "headers": [(name.encode(), value.encode("latin-1")) for name, value in declared.items()],
        "client": ("127.0.0.1", 50000),
        "server": ("testserver", 80),
        "state": {},
    }
