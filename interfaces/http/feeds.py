"""One's own calendar feeds: each an address at which a calendar program reads one's dates, without signing in.

An address is a token that carries nothing else; its last part is shown once and kept as a digest alone.
"""

from typing import Annotated

from fastapi import APIRouter, Request
from pydantic import Field

from application.access.rights import FEED, Right
from application.access.tokens import LONGEST_DAYS, Token
from domain.errors import NotEntitled
from domain.rules.wording import require_fit
from interfaces.http.caller import caller, refusal_of, require_confirmed, services
from interfaces.http.commands import BASE
from interfaces.http.entry_bodies import Closed, FeedId, told
from interfaces.http.tokens import whose

ADDRESS = "/api/v1/feeds/{secret}.ics"
router = APIRouter(tags=["feeds"])


class NewFeed(Closed):
    """What a feed is for, and for how long its address is good."""

    label: Annotated[str, Field(max_length=80, description="which device or program asks for it")] = ""
    days: Annotated[int, Field(ge=1, le=LONGEST_DAYS, description="good for so many days")] = LONGEST_DAYS


class FeedTold(Closed):
    """A feed as lists show it."""

    id: FeedId
    person: str
    label: str
    created_at: str | None
    expires_at: str | None
    last_used: str | None


class FeedMade(FeedTold):
    """A feed that was made; its address is shown this once."""

    address: str = Field(description="what a calendar program subscribes to; whoever knows it reads the feed")


class FeedList(Closed):
    """Feeds, the oldest first."""

    items: list[FeedTold]


@router.get(BASE + "/feeds", operation_id="list_feeds")
def list_feeds(request: Request, conference: str) -> FeedList:
    """List one's calendar feeds; for an administrator, everybody's."""
    who, parts = caller(request, conference), services(request)
    return FeedList(items=[_listed(each) for each in parts.access.tokens.all(who.key, whose(who), feeds=True)])


@router.post(BASE + "/feeds", operation_id="make_feed", status_code=201)
def make_feed(request: Request, conference: str, body: NewFeed) -> FeedMade:
    """Make a calendar feed of one's own dates; its address cannot be read back."""
    who, parts = caller(request, conference), services(request)
    if who.visitor.session is None:
        raise NotEntitled("session_needed", clause="R-access")
    require_confirmed(request, who)
    require_fit("label", body.label)
    if Right.READ not in who.rights:
        raise refusal_of(parts, who, Right.READ)
    made, token = parts.access.tokens.issue(
        who.key, who.person, by=who.person, days=body.days, scopes=FEED, label=body.label
    )
    return FeedMade(**_listed(token).model_dump(), address=parts.access.origin + ADDRESS.format(secret=made))


@router.post(BASE + "/feeds/{feed}/revocation", operation_id="revoke_feed", status_code=204)
def revoke_feed(request: Request, conference: str, feed: FeedId) -> None:
    """End a calendar feed: one's own, or for an administrator anybody's."""
    who = caller(request, conference)
    services(request).access.tokens.revoke(who.key, feed, by=who.person, person=whose(who), feeds=True)


def _listed(token: Token) -> FeedTold:
    return FeedTold(
        id=token.id,
        person=token.person,
        label=token.label,
        created_at=told(token.created_at),
        expires_at=told(token.expires_at),
        last_used=told(token.last_used),
    )
