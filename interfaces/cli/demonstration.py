"""``lianxi demo``: years of a conference of people who do not exist, played and then served."""

from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from urllib.parse import quote

import typer

from application.ports import Clock, NeverBefore, SystemClock
from interfaces.cli.folder import LOG, opened
from interfaces.cli.serving import Port, address_of, serve_folder
from interfaces.cli.speech import Trouble, progress, say, table
from interfaces.settings import Entry

if TYPE_CHECKING:
    from interfaces.demo import Demonstration

_FOLDER = Path(".demo")
_HOST, _NAME = "127.0.0.1", "localhost"
_UNNAMED = frozenset({0, 80, 443})
"""Ports that an origin does not name: one that is not known before it is listened at, and the usual ones."""
_ORIGIN = "demo.lianxi/"


def demo(
    *,
    data: Annotated[Path | None, typer.Option(help="数据文件夹 · folder of the data [.demo]", metavar="DIR")] = None,
    port: Port = 8000,
    no_serve: Annotated[bool, typer.Option("--no-serve", help="只生成数据 · play it only")] = False,
) -> None:
    """演示 · Play and serve a demonstration conference."""
    folder = data or _FOLDER
    _require_no_other(folder)
    with progress("playing") as steps:
        # Named here and nowhere else: no other command waits for the play to be read.
        shown: Demonstration = import_module("interfaces.demo").play(folder, tell=steps.tell)
    named = None if port in _UNNAMED else address_of(_NAME, port)
    entry = Entry.from_environment(origin=named)
    if no_serve:
        _introduce(shown, entry.origin)
    else:
        clock = _not_behind(folder)
        with import_module("interfaces.demo.witnessing").standing_by(folder, clock):
            serve_folder(
                folder,
                _HOST,
                port,
                greet=lambda address: _introduce(shown, entry.origin if named else address),
                clock=clock,
                entry=replace(entry, second_factor=False),  # nobody has a device for people who do not exist
            )


def _not_behind(folder: Path) -> Clock:
    """The clock to go on with: on a machine whose date lies before the story's end, the story's last instant."""
    with opened(folder) as log:
        ends = [log.time_of(listed.id, log.head(listed.id)) for listed in log.conferences()]
    return NeverBefore(SystemClock(), max(ends))


def _require_no_other(folder: Path) -> None:
    """Nobody is let in to a conference in earnest."""
    if (folder / LOG).exists():
        with opened(folder) as log:
            if not all(listed.origin.startswith(_ORIGIN) for listed in log.conferences()):
                raise Trouble("not_a_demonstration", folder=folder)


def _introduce(shown: "Demonstration", address: str) -> None:
    people = list(shown.people.values())
    table(("name", "duty", "login", "token"), people)
    say("sign_in_here", address=address, login=people[0].login, password=shown.password)
    say("look_here", facts=shown.counts["fact"])
    typer.echo(f"  export TOKEN={people[0].token}")
    half = shown.counts["fact"] // 2
    places = ("", "/desk", "/topics?limit=5", "/decisions?limit=5", f"/decisions?as_of={half}", "/years/2025")
    for place in (*places, f"/search?q={quote('工会')}"):
        typer.echo(f'  curl -H "Authorization: Bearer $TOKEN" "{address}/api/v1/conferences/{shown.conference}{place}"')
    typer.echo(f"  curl {address}/api/v1/openapi.json")
