"""``lianxi access``: who asked for what, from the access log that a server keeps in the folder of the data."""

import json
from collections import deque
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from interfaces.cli.folder import Data, holding
from interfaces.cli.serving import ACCESS
from interfaces.cli.speech import table
from interfaces.http.access_log import files

_HEADS = ("at", "method", "address_asked", "status", "code", "person", "client_address")
_OPENING = b'{"at":"'

Since = Annotated[
    datetime | None,
    typer.Option(formats=["%Y-%m-%d"], help="自此日起（UTC） · from a day on", metavar="DATE", show_default=False),
]
Person = Annotated[str | None, typer.Option(help="只看此人 · of one person", metavar="PERSON_ID", show_default=False)]
Status = Annotated[
    str | None, typer.Option(help="如 403 或 4xx · such as 403 or 4xx", metavar="STATUS", show_default=False)
]
Within = Annotated[
    str | None, typer.Option("--path", help="地址中含有 · what the address holds", metavar="TEXT", show_default=False)
]
Most = Annotated[int, typer.Option(min=1, max=1_000_000, help="最近多少条 · the last so many")]


def access(
    *,
    since: Since = None,
    person: Person = None,
    status: Status = None,
    path: Within = None,
    limit: Most = 200,
    as_json: Annotated[bool, typer.Option("--json", help="每行一条原记录 · the lines as kept")] = False,
    data: Data = None,
) -> None:
    """查看访问记录 · Tell who asked the server for what."""
    found = (line for line in _lines(holding(data) / ACCESS, since) if _is_wanted(line, person, status, path))
    last = deque(found, maxlen=limit)
    if as_json:
        for line in last:
            typer.echo(json.dumps(line, ensure_ascii=False, separators=(",", ":")))
    else:
        table(_HEADS, [_row(line) for line in last])


def _lines(folder: Path, since: datetime | None) -> Iterator[dict[str, Any]]:
    """The lines of the days asked for; one that a crash broke off is passed over."""
    for day, path in files(folder):
        if since is None or day >= since.date():
            with path.open("rb") as lines:
                yield from (json.loads(line) for line in lines if line.startswith(_OPENING) and line.endswith(b"}\n"))


def _is_wanted(line: dict[str, Any], person: str | None, status: str | None, path: str | None) -> bool:
    answered = str(line["status"])
    return (
        (person is None or line["person"] == person)
        and (status is None or answered == status or f"{answered[0]}xx" == status.lower())
        and (path is None or path in _address(line))
    )


def _row(line: dict[str, Any]) -> list[str]:
    told = (line["at"], line["method"], _address(line), line["status"], line["code"], line["person"], line["address"])
    return ["–" if each is None else str(each) for each in told]


def _address(line: dict[str, Any]) -> str:
    """The address asked for, without its query: a route with its ids, or a path that no route answers to."""
    address = str(line["route"] or line["path"])
    for name, value in line["ids"].items():
        address = address.replace(f"{{{name}}}", value)
    return address
