"""A calendar feed as a program reads it: the dates of its person, by the seats that he holds at that moment.

The address is all that lets anybody in, so it tells no more than a calendar needs: no names, no reasons, no opinions. An
address that is unknown, revoked, ended, or of a closed account is answered in one and the same way.
"""

from hashlib import sha256
from typing import Annotated, Literal
from uuid import NAMESPACE_URL, uuid5

from fastapi import APIRouter, Path, Query, Request, Response

from application.access.rights import Right, rights_of
from application.access.tokens import Token
from domain.errors import NotFound
from interfaces import sentences
from interfaces.http.caller import Caller, known, services
from interfaces.http.feeds import ADDRESS
from interfaces.http.ical.duties import duties_of
from interfaces.http.ical.entries import MEDIA_TYPE, Entry, Feed, published
from interfaces.http.ical.meetings import meetings_of
from interfaces.http.ical.setting import Setting
from interfaces.http.moments import today_of
from interfaces.http.rates import Rates, counted_for
from interfaces.http.reads import has_it
from interfaces.services import Services

router = APIRouter(tags=["feeds"])
_SECRET = Annotated[str, Path(description="what was shown when the feed was made")]
_LANGUAGE = Annotated[
    Literal["zh-Hans", "en"] | None, Query(description="the language; what `Accept-Language` asks for if left out")
]


@router.get(ADDRESS, operation_id="get_feed", response_model=None)
def get_feed(request: Request, secret: _SECRET, lang: _LANGUAGE = None) -> Response:
    """Give a calendar feed (iCalendar): the meetings at which its person is expected, and what his seats owe by a day."""
    parts = services(request)
    visitor = parts.access.gate.subscriber(secret)
    if visitor is None or visitor.token is None:
        raise NotFound("feed_unknown", clause="R-known")
    who = known(parts, parts.log.listed(visitor.conference).slug, visitor)
    request.state.visitor, request.state.caller = visitor, who
    rates: Rates | None = request.app.state.rates
    if rates is not None:
        counted_for(request.scope["state"], rates, "feed", visitor.token.digest)
    language = lang or sentences.chosen(request.headers.get("accept-language"))
    content = _content(parts, who, visitor.token, language)
    tag = f'"{sha256(content).hexdigest()[:32]}"'
    headers = {
        "ETag": tag,
        "Cache-Control": "private, no-cache",
        "Content-Language": language,
        "Vary": "Accept-Language",
    }
    if has_it(request, tag):
        return Response(status_code=304, headers=headers)
    return Response(content, headers=headers, media_type=MEDIA_TYPE)


def _content(parts: Services, who: Caller, token: Token, language: str) -> bytes:
    """The calendar; of who may read nothing at present there is nothing in it but when the feed ends."""
    with parts.views.reading(who.key) as reading:
        today = today_of(reading, parts.clock.now())
        setting = Setting.of(reading, parts.log, who.key, on=today, language=language, origin=parts.access.origin)
        entries = [_end(setting, token)]
        if Right.READ in rights_of(who.role, seated=bool(who.seats)):
            entries += [*meetings_of(setting, who.person), *duties_of(setting, who.person)]
    feed = Feed(name=setting.say("calendar", conference=setting.conference), zone=setting.zone, language=language)
    return published(feed, entries)


def _end(setting: Setting, token: Token) -> Entry:
    """The day on which the address ends, so that nobody goes by a calendar that has stopped."""
    ends = token.expires_at or token.created_at
    return Entry(
        uid=str(uuid5(NAMESPACE_URL, f"feed/{token.id}")),
        sequence=0,
        stamp=token.created_at,
        begins=ends.astimezone(setting.zone).date(),
        summary=setting.say("ends"),
        description=setting.lines([setting.say("ends_how"), setting.say("see", address=f"{setting.origin}/feeds")]),
        address=f"{setting.origin}/feeds",
    )
