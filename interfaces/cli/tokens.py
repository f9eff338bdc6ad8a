"""``lianxi token``: what stands for a person when he signs in. It is shown once, and only its digest is kept."""

from datetime import datetime, timedelta
from hashlib import sha256
from secrets import token_urlsafe
from typing import Annotated

import typer

from application.log import Log, Token
from application.ports import SystemClock
from domain.roster import Roster
from domain.rules.seats import require_known_person
from interfaces.cli.folder import Data, Kept, Slug, kept
from interfaces.cli.speech import Trouble, mention, table

_SHOWN = 12


def token(
    conference: Slug,
    person: Annotated[
        str | None, typer.Argument(help="人员编号 · id of the person", metavar="PERSON_ID", show_default=False)
    ] = None,
    *,
    label: Annotated[str, typer.Option(help="用途 · what it is for")] = "",
    days: Annotated[int | None, typer.Option(min=1, max=36_500, help="有效天数 · good for so many days")] = None,
    listed: Annotated[bool, typer.Option("--list", help="列出令牌 · list the tokens")] = False,
    revoke: Annotated[
        str | None, typer.Option(help="按摘要前缀撤销 · revoke by the beginning of its digest", metavar="DIGEST")
    ] = None,
    data: Data = None,
) -> None:
    """发放、列出或撤销登录令牌 · Issue, list or revoke tokens."""
    if [person is not None, listed, revoke is not None].count(True) != 1:
        raise typer.BadParameter("PERSON_ID | --list | --revoke DIGEST")
    with kept(data, conference) as found:
        if listed:
            _list(found)
        elif revoke is not None:
            _revoke(found, revoke)
        elif person is not None:
            require_known_person(person, found.own(Roster).people)
            now = SystemClock().now()
            until = now + timedelta(days=days) if days else None
            typer.echo(issue(found.log, found.slug, person, label=label, at=now, until=until))


def issue(log: Log, slug: str, person: str, *, label: str, at: datetime, until: datetime | None = None) -> str:
    """Make a token that stands for a person in a conference; it cannot be read back."""
    made = f"lx_{token_urlsafe(32)}"
    key, _ = log.conference(slug)
    digest = sha256(made.encode()).hexdigest()
    log.add_token(
        Token(digest=digest, conference=key, slug=slug, person=person, label=label, created_at=at, expires_at=until)
    )
    return made


def _list(found: Kept) -> None:
    rows = [
        (
            each.digest[:_SHOWN],
            each.person,
            found.names.get(each.person, "–"),
            each.label or "–",
            *(_day(at) for at in (each.created_at, each.expires_at, each.last_used)),
        )
        for each in found.log.tokens(found.key)
    ]
    table(("digest", "person", "name", "label", "created", "expires", "used"), rows)


def _revoke(found: Kept, beginning: str) -> None:
    digests = [each.digest for each in found.log.tokens(found.key) if each.digest.startswith(beginning.lower())]
    if not beginning or len(digests) != 1:
        raise Trouble("token_not_one", given=beginning, found=len(digests) if beginning else 0)
    found.log.revoke_token(found.key, digests[0])
    mention("token_revoked", digest=digests[0][:_SHOWN])


def _day(at: datetime | None) -> str:
    return at.isoformat(timespec="minutes") if at else "–"
