"""``lianxi sign-in``: a session at a server, for whoever calls the API by hand; its token goes to standard output."""

import json
import os
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import Annotated, Any
from urllib.parse import urlsplit

import typer

from interfaces.cli.folder import Slug
from interfaces.cli.speech import Trouble, language

_SECONDS = 20
_CREATED = 201
_NEAR = frozenset({"localhost", "127.0.0.1", "::1"})
_MOST = 1_048_576


def sign_in(
    conference: Slug,
    name: Annotated[str, typer.Argument(help="登录名 · what you sign in with", metavar="NAME")],
    *,
    at: Annotated[str, typer.Option(help="服务地址 · address of the server", metavar="URL")] = "http://127.0.0.1:8000",
    code: Annotated[
        str | None, typer.Option(help="验证码或恢复码 · a code of the second factor", show_default=False)
    ] = None,
) -> None:
    """登录 · Sign in to a server; prints the session's token, for Authorization: Bearer.

    The password is asked for, or taken from LIANXI_PASSWORD; an argument would show it to everybody on the machine.
    """
    password = os.environ.get("LIANXI_PASSWORD") or typer.prompt("口令 · password", hide_input=True, err=True)
    body = {"conference": conference, "name": name, "password": password, "deliver": "bearer"}
    if code:
        body["code"] = code
    typer.echo(_asked(at, body)["token"])


def _asked(at: str, body: dict[str, Any]) -> dict[str, Any]:
    address = urlsplit(at)
    if address.scheme != "https" and (address.scheme != "http" or address.hostname not in _NEAR):
        raise Trouble("address_not_safe", given=at)
    kind = HTTPSConnection if address.scheme == "https" else HTTPConnection
    connection = kind(address.hostname or "", address.port, timeout=_SECONDS)
    headers = {"Content-Type": "application/json", "Accept-Language": language(), "User-Agent": "lianxi"}
    try:
        connection.request("POST", address.path.rstrip("/") + "/api/v1/sign-in", json.dumps(body), headers)
        answer = connection.getresponse()
        told = json.loads(answer.read(_MOST))
    except (HTTPException, ValueError) as fault:
        raise Trouble("server_not_understood", at=at) from fault
    finally:
        connection.close()
    if answer.status != _CREATED:
        raise Trouble("not_let_in", title=told.get("title", answer.status), next=told.get("next", ""))
    return dict(told)
