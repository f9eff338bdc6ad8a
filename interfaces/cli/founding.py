"""``lianxi init``: a conference under its measures, and a token for the first person in its office."""

from pathlib import Path
from typing import Annotated

import typer

from application.access.journal import AT_THE_MACHINE
from interfaces.bootstrap import build
from interfaces.cli.charters import charter_text
from interfaces.cli.folder import Data, Slug
from interfaces.cli.speech import mention, say
from interfaces.founding import Founding, found
from interfaces.settings import Settings

_DAYS = 30
"""The first token is good for as long as it takes to open accounts."""


def init(
    conference: Slug,
    *,
    person: Annotated[str, typer.Option(help="办公室第一人的姓名 · name of the first person in the office")],
    duty: Annotated[str, typer.Option(help="其在办公室的分工 · that person's duty there, union_office_staff")],
    charter: Annotated[
        str, typer.Option(help="实施办法：文件或内置 · the measures: a file, or a built-in name")
    ] = "chengqiao",
    name_zh: Annotated[str | None, typer.Option(help="中文名称 · name in Chinese")] = None,
    name_en: Annotated[str | None, typer.Option(help="英文名称 · name in English")] = None,
    data: Data = None,
) -> None:
    """建立联席会议 · Found a conference."""
    founding = Founding(
        slug=conference,
        charter=charter_text(charter),
        person=person,
        duty=duty,
        name_zh=name_zh,
        name_en=name_en,
    )
    settings = Settings.from_environment(data)
    services = build(settings.data)
    try:
        entered = found(services, settings.installation, founding)
        key, _ = services.log.conference(conference)
        made, _ = services.access.tokens.issue(key, entered, by=AT_THE_MACHINE, days=_DAYS, label="init")
    finally:
        services.close()
    mention("founded", conference=conference, folder=_shown(settings.data))
    say("entered", person=entered, token=made)


def _shown(folder: Path) -> str:
    return str(folder.resolve())
