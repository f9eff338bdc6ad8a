"""``lianxi demo``: years of a conference of people who do not exist, played and then served."""

from importlib import import_module
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import quote

import typer

from interfaces.cli.serving import Port, serve_folder
from interfaces.cli.speech import progress, say, table

_HOST = "127.0.0.1"
_FOLDER = Path(".demo")
_PLACES = ("", "/desk", "/topics?limit=5", "/decisions?limit=5", f"/search?q={quote('工会')}", "/topics?as_of=100")


def demo(
    *,
    data: Annotated[Path | None, typer.Option(help="数据文件夹 · folder of the data [.demo]", metavar="DIR")] = None,
    port: Port = 8000,
    no_serve: Annotated[bool, typer.Option("--no-serve", help="只生成数据 · play it only")] = False,
) -> None:
    """演示 · Play and serve a demonstration conference."""
    folder = data or _FOLDER
    with progress("playing") as steps:
        shown = import_module("interfaces.demo").play(folder, tell=steps.tell)
    _introduce(shown, port)
    if not no_serve:
        serve_folder(folder, _HOST, port)


def _introduce(shown: Any, port: int) -> None:
    people = list(shown.people.values())
    table(("name", "duty", "token"), people)
    base = f"http://{_HOST}:{port}/api/v1/conferences/{shown.conference}"
    _, _, token = people[0]
    say("look_here")
    for place in _PLACES:
        typer.echo(f'  curl -H "Authorization: Bearer {token}" "{base}{place}"')
