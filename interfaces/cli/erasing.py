"""``lianxi erase``: what is held about a person, deleted for a stated reason, with the fact that says so."""

from typing import Annotated
from uuid import UUID

import typer

from application.commands.institution import ErasePerson
from application.desk import Asked
from interfaces.bootstrap import build
from interfaces.cli.folder import Data, Slug, holding
from interfaces.cli.speech import mention, say

Person = Annotated[UUID, typer.Argument(help="人员编号 · id of the person", metavar="PERSON_ID")]


def erase(
    conference: Slug,
    person: Person,
    *,
    basis: Annotated[str, typer.Option(help="依据 · on what basis")],
    by: Annotated[UUID, typer.Option(help="办公室经办人编号 · id of the person in the office who does it")],
    data: Data = None,
) -> None:
    """删除个人信息 · Erase what is held about a person; the proofs of all records stay valid."""
    services = build(holding(data))
    try:
        key, _ = services.log.conference(conference)
        held = services.log.held_about(key, str(person))
        done = services.desk.do(
            Asked(conference=conference, person=str(by), command=ErasePerson(person=person, basis=basis))
        )
        left = services.sweeper.left_of(key, str(person))
        services.publisher.publish_all()
    finally:
        services.close()
    say("erased", values=len(held), position=done.last)
    if left:
        mention("files_left", count=len(left), digests="\n".join(left))
