"""``lianxi token``: what stands for a person when a machine signs in. It is shown once, and only its digest is kept."""

from datetime import datetime
from typing import Annotated

import typer

from application.access.journal import AT_THE_MACHINE
from application.access.rights import GRANTABLE, Right
from application.access.tokens import LONGEST_DAYS, SHOWN
from domain.errors import NotFound
from domain.roster import Roster
from domain.rules.seats import require_known_person
from interfaces.cli.folder import Data, Entered, Slug, entered
from interfaces.cli.speech import Trouble, mention, table

_DAYS = 90


def token(
    conference: Slug,
    person: Annotated[
        str | None, typer.Argument(help="人员编号 · id of the person", metavar="PERSON_ID", show_default=False)
    ] = None,
    *,
    label: Annotated[str, typer.Option(help="用途 · what it is for")] = "",
    days: Annotated[int, typer.Option(min=1, max=LONGEST_DAYS, help="有效天数 · good for so many days")] = _DAYS,
    scope: Annotated[
        list[Right] | None,
        typer.Option(help="权限（可重复） · a right it carries, repeatable [all but to sign]", show_default=False),
    ] = None,
    seat: Annotated[str | None, typer.Option(help="只用此席位 · for this seat alone", show_default=False)] = None,
    listed: Annotated[bool, typer.Option("--list", help="列出令牌 · list the tokens")] = False,
    revoke: Annotated[
        str | None, typer.Option(help="按摘要前缀撤销 · revoke by the beginning of its digest", metavar="DIGEST")
    ] = None,
    data: Data = None,
) -> None:
    """发放、列出或撤销登录令牌 · Issue, list or revoke tokens."""
    if [person is not None, listed, revoke is not None].count(True) != 1:
        raise typer.BadParameter("PERSON_ID | --list | --revoke DIGEST")
    with entered(data, conference) as found:
        if listed:
            _list(found)
        elif revoke is not None:
            _revoke(found, revoke)
        elif person is not None:
            require_known_person(person, found.kept.own(Roster).people)
            made, _ = found.access.tokens.issue(
                found.kept.key,
                person,
                by=AT_THE_MACHINE,
                days=days,
                scopes=scope or GRANTABLE - {Right.SIGN},
                label=label,
                seat=seat,
            )
            typer.echo(made)


def _list(found: Entered) -> None:
    rows = [
        (
            each.id,
            each.person,
            found.kept.names.get(each.person, "–"),
            each.label or "–",
            " ".join(sorted(each.scopes)),
            each.seat or "–",
            *(_day(at) for at in (each.created_at, each.expires_at, each.last_used)),
        )
        for each in found.access.tokens.all(found.kept.key)
    ]
    table(("digest", "person", "name", "label", "scopes", "seat", "created", "expires", "used"), rows)


def _revoke(found: Entered, beginning: str) -> None:
    try:
        revoked = found.access.tokens.revoke(found.kept.key, beginning.lower(), by=AT_THE_MACHINE)
    except NotFound as unknown:
        raise Trouble("token_not_one", given=beginning, found=unknown.facts["found"]) from None
    mention("token_revoked", digest=revoked.digest[:SHOWN])


def _day(at: datetime | None) -> str:
    return at.isoformat(timespec="minutes") if at else "–"
