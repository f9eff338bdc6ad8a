"""``lianxi deputy``: who acts in a duty for a time, entered by somebody in the office."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

import typer

from application.commands.institution import NameDeputy
from application.desk import Asked
from interfaces.bootstrap import build
from interfaces.cli.folder import Data, Slug, holding
from interfaces.cli.speech import say


def deputy(
    conference: Slug,
    person: Annotated[UUID, typer.Argument(help="代理人编号 · id of the deputy", metavar="PERSON_ID")],
    *,
    duty: Annotated[str, typer.Option(help="所代理的分工 · the duty, such as liaison")],
    since: Annotated[datetime, typer.Option(formats=["%Y-%m-%d"], help="起 · the first day")],
    until: Annotated[datetime, typer.Option(formats=["%Y-%m-%d"], help="止（不含）· the day it ends, not included")],
    by: Annotated[UUID, typer.Option(help="办公室经办人编号 · id of the person in the office who enters it")],
    data: Data = None,
) -> None:
    """指定代理人 · Name who acts in a duty for a time."""
    services = build(holding(data))
    try:
        command = NameDeputy(duty=duty, person=person, since=since.date(), until=until.date())
        done = services.desk.do(Asked(conference=conference, person=str(by), command=command))
        services.publisher.publish_all()
    finally:
        services.close()
    say("deputy_named", position=done.last)
