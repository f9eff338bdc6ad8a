"""One's own tokens, for machines that act or read in one's stead: narrower than oneself, and for a time."""

from typing import Annotated

from fastapi import APIRouter, Request
from pydantic import Field

from application.access.rights import Right
from application.access.tokens import LONGEST_DAYS, Token
from domain.errors import NotEntitled
from domain.rules.recording import NOT_YOUR_SEAT
from domain.rules.wording import require_fit
from interfaces.http.caller import Caller, caller, require_confirmed, services
from interfaces.http.commands import BASE
from interfaces.http.entry_bodies import Closed, TokenId, told

router = APIRouter(tags=["tokens"])


class NewToken(Closed):
    """What a token is for, what it may, and for how long."""

    label: Annotated[str, Field(max_length=80, description="what it is for")] = ""
    scopes: Annotated[list[Right], Field(min_length=1, max_length=8, description="the rights it carries, of one's own")]
    seat: Annotated[str | None, Field(max_length=81, description="for this seat of one's own alone")] = None
    days: Annotated[int, Field(ge=1, le=LONGEST_DAYS, description="good for so many days")]


class TokenTold(Closed):
    """A token as lists show it."""

    id: TokenId
    person: str
    label: str
    scopes: list[str]
    seat: str | None
    created_at: str | None
    expires_at: str | None
    last_used: str | None


class TokenMade(TokenTold):
    """A token that was made; it is shown this once."""

    token: str


class TokenList(Closed):
    """TokenList, the oldest first."""

    items: list[TokenTold]


@router.get(BASE + "/tokens", operation_id="list_tokens")
def list_tokens(request: Request, conference: str) -> TokenList:
    """List one's tokens; for an administrator, everybody's."""
    who, parts = caller(request, conference), services(request)
    return TokenList(items=[listed(each) for each in parts.access.tokens.all(who.key, whose(who), feeds=False)])


@router.post(BASE + "/tokens", operation_id="issue_token", status_code=201)
def issue_token(request: Request, conference: str, body: NewToken) -> TokenMade:
    """Make a token that stands for oneself; it cannot be read back."""
    who, parts = caller(request, conference), services(request)
    if who.visitor.session is None:
        raise NotEntitled("session_needed", clause="R-access")
    require_confirmed(request, who)
    require_fit("label", body.label)
    beyond = sorted(set(body.scopes) - who.rights)
    if beyond:
        raise NotEntitled("right_missing", clause="R-access", right=beyond[0])
    if body.seat is not None and body.seat not in who.seats:
        raise NOT_YOUR_SEAT.not_entitled(seat=body.seat, held=list(who.seats))
    made, token = parts.access.tokens.issue(
        who.key, who.person, by=who.person, days=body.days, scopes=body.scopes, label=body.label, seat=body.seat
    )
    return TokenMade(**listed(token).model_dump(), token=made)


@router.post(BASE + "/tokens/{token}/revocation", operation_id="revoke_token", status_code=204)
def revoke_token(request: Request, conference: str, token: TokenId) -> None:
    """Let a token stand for nobody: one's own, or for an administrator anybody's."""
    who = caller(request, conference)
    services(request).access.tokens.revoke(who.key, token, by=who.person, person=whose(who), feeds=False)


def listed(token: Token) -> TokenTold:
    """A token as lists show it."""
    return TokenTold(
        id=token.id,
        person=token.person,
        label=token.label,
        scopes=sorted(token.scopes),
        seat=token.seat,
        created_at=told(token.created_at),
        expires_at=told(token.expires_at),
        last_used=told(token.last_used),
    )


def whose(who: Caller) -> str | None:
    """Whose tokens and feeds the caller sees; None: everybody's."""
    return None if Right.ACCOUNTS in who.rights else who.person
