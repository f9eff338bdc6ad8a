"""``lianxi account``: who may sign in to a conference, at the machine; each act is recorded as the operator's."""

from typing import Annotated

import typer

from application.access.accounts import CODE_GOOD_FOR
from application.access.journal import AT_THE_MACHINE
from domain.roster import Roster
from domain.rules.seats import require_known_person
from domain.vocabulary import Role
from interfaces.cli.folder import Data, Slug, entered
from interfaces.cli.speech import say, table

account = typer.Typer(no_args_is_help=True, help="账户 · Who may sign in: open, list, close accounts, give roles.")
Person = Annotated[str, typer.Argument(help="人员编号 · id of the person", metavar="PERSON_ID")]


@account.command("open")
def open_(
    conference: Slug,
    person: Person,
    name: Annotated[str, typer.Argument(help="登录名 · what he signs in with", metavar="NAME")],
    *,
    role: Annotated[
        Role | None, typer.Option(help="席位以外的职责 · a role beyond the seats", show_default=False)
    ] = None,
    data: Data = None,
) -> None:
    """开通账户 · Open an account; prints the code with which its person chooses a password."""
    with entered(data, conference) as found:
        require_known_person(person, found.kept.own(Roster).people)
        seats = found.seats_of(person)
        code = found.access.accounts.open(found.kept.key, person, name, by=AT_THE_MACHINE, role=role, seats=seats)
    say("account_code", activation=code, days=CODE_GOOD_FOR.days)


@account.command("list")
def list_(conference: Slug, *, data: Data = None) -> None:
    """列出账户 · List the accounts."""
    with entered(data, conference) as found:
        access, key = found.access, found.kept.key
        table(
            ("login", "person", "name", "role", "factor", "sessions", "token", "state"),
            [
                (
                    each.name,
                    each.person,
                    found.kept.names.get(each.person, "–"),
                    each.role or "–",
                    "TOTP" if each.has_totp else "–",
                    str(len(access.sessions.all(key, each.person))),
                    str(len(access.tokens.all(key, each.person))),
                    "–" if not each.is_open else "✓" if each.password else "…",
                )
                for each in access.accounts.all(key)
            ],
        )


@account.command()
def code(conference: Slug, person: Person, *, data: Data = None) -> None:
    """发放新激活码 · Give a new code to somebody who lost his password."""
    with entered(data, conference) as found:
        given = found.access.accounts.give_code(found.kept.key, person, by=AT_THE_MACHINE)
    say("account_code", activation=given, days=CODE_GOOD_FOR.days)


@account.command("role")
def role_(
    conference: Slug,
    person: Person,
    role: Annotated[
        Role | None, typer.Argument(help="不填为解除 · none: ended", metavar="ROLE", show_default=False)
    ] = None,
    *,
    data: Data = None,
) -> None:
    """授予或解除职责 · Give a role beyond the seats, or end it."""
    with entered(data, conference) as found:
        found.access.accounts.grant(found.kept.key, person, role, seats=found.seats_of(person), by=AT_THE_MACHINE)
    say("account_role", role=role or "–")


@account.command("lost-device")
def lost_device(conference: Slug, person: Person, *, data: Data = None) -> None:
    """移除遗失的验证器和通行密钥 · Take away the factors that somebody lost; his sessions end."""
    with entered(data, conference) as found:
        access, key = found.access, found.kept.key
        account_ = access.accounts.get(key, person)
        access.factors.remove(account_, by=AT_THE_MACHINE)
        access.passkeys.remove_all(account_, by=AT_THE_MACHINE)
        access.sessions.end_all(key, person, by=AT_THE_MACHINE)
    say("account_device")


@account.command("end-sessions")
def end_sessions(conference: Slug, person: Person, *, data: Data = None) -> None:
    """结束其全部会话 · End every session of somebody."""
    with entered(data, conference) as found:
        found.access.accounts.get(found.kept.key, person)
        ended = found.access.sessions.end_all(found.kept.key, person, by=AT_THE_MACHINE)
    say("account_sessions", ended=ended)


@account.command()
def link(
    conference: Slug,
    person: Person,
    issuer: Annotated[str, typer.Argument(help="身份提供方 · the provider's issuer", metavar="ISSUER")],
    subject: Annotated[str, typer.Argument(help="提供方的用户标识 · what the provider calls him", metavar="SUBJECT")],
    *,
    data: Data = None,
) -> None:
    """关联外部身份 · Let somebody sign in through a provider, by the identity it knows him by."""
    with entered(data, conference) as found:
        access = found.access
        access.identities.link(access.accounts.get(found.kept.key, person), issuer, subject, by=AT_THE_MACHINE)
    say("account_linked", issuer=issuer)


@account.command()
def close(conference: Slug, person: Person, *, data: Data = None) -> None:
    """注销账户 · Close an account; its sessions and tokens end at once."""
    with entered(data, conference) as found:
        found.access.accounts.close(found.kept.key, person, by=AT_THE_MACHINE)
    say("account_closed")
