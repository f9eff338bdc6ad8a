"""AccountList, for administrators: who may sign in, with which role beyond the seats. What they do is recorded, each act."""

from typing import Annotated

from fastapi import APIRouter, Path, Request
from pydantic import Field

from application.access.accounts import CODE_GOOD_FOR, Account
from domain.rules.seats import require_known_person
from domain.vocabulary import Role
from interfaces.http.caller import Caller, caller, services
from interfaces.http.commands import BASE
from interfaces.http.entry_bodies import Closed, LoginName, PersonId, told
from interfaces.services import Services

router = APIRouter(tags=["accounts"])
_Person = Annotated[str, Path(max_length=64, description="the id of somebody on the roll")]


class NewAccount(Closed):
    """For whom, and what he signs in with."""

    person: PersonId
    name: LoginName
    role: Annotated[Role | None, Field(description="beyond the seats; who holds a seat has none")] = None


class GivenRole(Closed):
    """A role beyond the seats, or none any more."""

    role: Role | None


class CodeGiven(Closed):
    """A code that is used once, to choose a password with; it is shown this once, and handed over in person."""

    person: PersonId
    code: str
    good_for_days: int


class AccountTold(Closed):
    """An account as administrators see it."""

    person: PersonId
    name: str
    role: Role | None
    opened_at: str | None
    closed_at: str | None
    activated: bool
    second_factor: bool
    sessions: int
    tokens: int
    feeds: int


class AccountList(Closed):
    """Every account, by name."""

    items: list[AccountTold]


@router.get(BASE + "/accounts", operation_id="list_accounts")
def list_accounts(request: Request, conference: str) -> AccountList:
    """List every account of the conference."""
    who, parts = caller(request, conference), services(request)
    return AccountList(items=[_told(parts, each) for each in parts.access.accounts.all(who.key)])


@router.post(BASE + "/accounts", operation_id="open_account", status_code=201)
def open_account(request: Request, conference: str, body: NewAccount) -> CodeGiven:
    """Let somebody on the roll sign in."""
    who, parts = caller(request, conference), services(request)
    require_known_person(body.person, parts.desk.ledger(conference).roster.people)
    seats = parts.desk.seated(conference, body.person).seats
    code = parts.access.accounts.open(who.key, body.person, body.name, by=who.person, role=body.role, seats=seats)
    return _given(body.person, code)


@router.post(BASE + "/accounts/{person}/code", operation_id="give_code", status_code=201)
def give_code(request: Request, conference: str, person: _Person) -> CodeGiven:
    """Give a new code to somebody who lost his password."""
    who = caller(request, conference)
    return _given(person, services(request).access.accounts.give_code(who.key, person, by=who.person))


@router.post(BASE + "/accounts/{person}/device/removal", operation_id="remove_device_of", status_code=204)
def remove_device_of(request: Request, conference: str, person: _Person) -> None:
    """Take every second factor of somebody away who lost them: device, recovery codes, passkeys; all his sessions end."""
    who, parts = caller(request, conference), services(request)
    account = parts.access.accounts.get(who.key, person)
    parts.access.factors.remove(account, by=who.person)
    parts.access.passkeys.remove_all(account, by=who.person)
    parts.access.sessions.end_all(who.key, person, by=who.person)


@router.post(BASE + "/accounts/{person}/role", operation_id="give_role")
def give_role(request: Request, conference: str, person: _Person, body: GivenRole) -> AccountTold:
    """Give a role beyond the seats, or take it away."""
    who, parts = caller(request, conference), services(request)
    seats = parts.desk.seated(conference, person).seats
    parts.access.accounts.grant(who.key, person, body.role, seats=seats, by=who.person)
    return _account(parts, who, person)


@router.post(BASE + "/accounts/{person}/sessions/end", operation_id="end_sessions_of", status_code=204)
def end_sessions_of(request: Request, conference: str, person: _Person) -> None:
    """End every session of somebody."""
    who, parts = caller(request, conference), services(request)
    parts.access.accounts.get(who.key, person)
    parts.access.sessions.end_all(who.key, person, by=who.person)


@router.post(BASE + "/accounts/{person}/closing", operation_id="close_account", status_code=204)
def close_account(request: Request, conference: str, person: _Person) -> None:
    """Let somebody sign in no more: his sessions and tokens end at once."""
    who = caller(request, conference)
    services(request).access.accounts.close(who.key, person, by=who.person)


def _account(parts: Services, who: Caller, person: str) -> AccountTold:
    return _told(parts, parts.access.accounts.get(who.key, person))


def _told(parts: Services, account: Account) -> AccountTold:
    return AccountTold(
        person=account.person,
        name=account.name,
        role=account.role,
        opened_at=told(account.opened_at),
        closed_at=told(account.closed_at),
        activated=account.password is not None,
        second_factor=account.has_totp,
        sessions=len(parts.access.sessions.all(account.conference, account.person)),
        tokens=len(parts.access.tokens.all(account.conference, account.person, feeds=False)),
        feeds=len(parts.access.tokens.all(account.conference, account.person, feeds=True)),
    )


def _given(person: str, code: str) -> CodeGiven:
    return CodeGiven(person=person, code=code, good_for_days=CODE_GOOD_FOR.days)
