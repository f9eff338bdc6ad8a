"""Who came in, who was kept out, and what administrators did: the installation's own log, as far as it is about this conference."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response

from application.codec import instant_text, microseconds
from application.log import SYSTEM, Refused
from domain.facts import installation as facts
from domain.recorded import Recorded
from interfaces import sentences
from interfaces.http.caller import Caller, caller, services
from interfaces.http.commands import BASE
from interfaces.http.moments import moment
from interfaces.http.reads import replied
from interfaces.http.tables import MOST, Format, InWords, Table, form_of, is_whole, sent, within
from interfaces.http.tables_made import Looked, Shape, table_of
from interfaces.services import Services
from projections.telling import body_of

router = APIRouter(tags=["access"])
_After = Annotated[int, Query(ge=0, le=2**53 - 1, description="the last number already seen")]
_Before = Annotated[
    int | None, Query(ge=1, le=2**53 - 1, description="what came before this number, the newest first; not with after")
]
_Of = Annotated[str | None, Query(max_length=64, description="of this person only")]
_Fact = Annotated[str | None, Query(max_length=64, description="of this sort only, by the name of the fact")]
_Limit = Annotated[int, Query(ge=1, le=1000, description="how many at most")]
_PAGE = 500
_COMINGS = (
    facts.AccountOpened,
    facts.AccountClosed,
    facts.RoleGranted,
    facts.RoleEnded,
    facts.CredentialChanged,
    facts.TokenIssued,
    facts.TokenRevoked,
    facts.SignedIn,
    facts.SignInFailed,
    facts.SessionEnded,
    facts.AccessRefused,
    facts.AuditRead,
    facts.Exported,
    facts.PersonErased,
    facts.BackedUp,
    facts.Restored,
)
FACTS = tuple(each.TOPIC for each in _COMINGS)
"""The sorts of entries there are, by the names of their facts."""

_CALLED = {"who": "person", "reader": "person", "done_by": "by"}
"""Who it was has one name here, whatever the fact calls him."""


@router.get(BASE + "/access", operation_id="list_access", response_model=None)
def list_access(
    request: Request,
    conference: str,
    after: _After = 0,
    before: _Before = None,
    person: _Of = None,
    fact: _Fact = None,
    limit: _Limit = 100,
    format: Format = None,  # noqa: A002 - the name of the parameter
    words: InWords = None,
) -> Response:
    """List who signed in, was refused or read records whole, and what was done to accounts, roles and tokens."""
    who, parts, form = caller(request, conference), services(request), form_of(request, format, words)
    language = words or sentences.chosen(request.headers.get("accept-language"))
    pages = _forwards(parts, after) if before is None else _backwards(parts, before)
    told = (_told(each, language) for each in _comings(parts, who, pages))
    most = MOST + 1 if form and is_whole(request) else limit
    items = list(islice((each for each in told if _is_wanted(each, person, fact)), most))
    if form:
        wanted = Shape(words=words, asked=_narrowed(after=after, before=before, person=person, fact=fact))
        return sent(_table("coming", "access", items, parts, who, wanted, SYSTEM), form)
    return replied({"items": items, "next": items[-1]["number"] if items else None}, parts.log.head(SYSTEM))


@router.get(BASE + "/refusals", operation_id="list_refusals", response_model=None)
def list_refusals(
    request: Request,
    conference: str,
    after: _After = 0,
    before: _Before = None,
    limit: _Limit = 100,
    format: Format = None,  # noqa: A002 - the name of the parameter
    words: InWords = None,
) -> Response:
    """List the commands that a rule refused, with who asked and by which clause."""
    who, parts, form = caller(request, conference), services(request), form_of(request, format, words)
    language = words or sentences.chosen(request.headers.get("accept-language"))
    most = MOST + 1 if form and is_whole(request) else limit
    items = [
        {
            "number": each.number,
            "at": instant_text(microseconds(each.at)),
            "person": each.person,
            "command": each.command,
            "code": each.code,
            "clause": each.clause,
            "title": sentences.sentence(language, each.code, "title", {}),
        }
        for each in _refusals(parts, who, after, before, most)
    ]
    if form:
        wanted = Shape(words=words, asked=_narrowed(after=after, before=before))
        return sent(_table("refusal", "refusals", items, parts, who, wanted), form)
    return replied({"items": items, "next": items[-1]["number"] if items else None}, parts.log.head(who.key))


def _narrowed(**asked: Any) -> dict[str, Any]:
    """What was asked for, without what leaves nothing out."""
    return {name: value for name, value in asked.items() if value}


def _table(
    kind: str,
    name: str,
    items: list[dict[str, Any]],
    parts: Services,
    who: Caller,
    wanted: Shape,
    log: int | None = None,
) -> Table:
    within(len(items))
    then = moment(parts, who, None)
    with parts.views.reading(who.key) as reading:
        looked = Looked(parts=parts, who=who, then=then, reading=reading, log=log)
        return table_of(kind, name, items, looked, wanted)


def _refusals(parts: Services, who: Caller, after: int, before: int | None, limit: int) -> list[Refused]:
    if before is None:
        return parts.log.refusals(who.key, after, limit)
    return parts.log.refusals_before(who.key, before, limit)


def _comings(parts: Services, who: Caller, pages: Iterable[Iterable[Recorded]]) -> Iterator[Recorded]:
    """Of the installation's log, what is about the caller's conference, or about all, and for its administrators."""
    origin = parts.log.listed(who.key).origin
    for page in pages:
        yield from (
            each for each in page if isinstance(each.fact, _COMINGS) and vars(each.fact).get("origin", origin) == origin
        )


def _forwards(parts: Services, after: int) -> Iterator[Iterable[Recorded]]:
    while page := parts.log.read(SYSTEM, after, _PAGE):
        yield page
        after = page[-1].position


def _backwards(parts: Services, before: int) -> Iterator[Iterable[Recorded]]:
    upper = min(before - 1, parts.log.head(SYSTEM))
    while upper > 0:
        first = max(0, upper - _PAGE)
        yield reversed(parts.log.read(SYSTEM, first, upper - first))
        upper = first


def _is_wanted(told: Mapping[str, Any], person: str | None, fact: str | None) -> bool:
    return person in {None, told.get("person")} and fact in {None, told["fact"]}


def _told(recorded: Recorded, language: str) -> dict[str, Any]:
    fact = recorded.fact
    said = {_CALLED.get(name, name): value for name, value in body_of(fact).items() if name != "origin"}
    return {
        "number": recorded.position,
        "at": instant_text(microseconds(recorded.recorded_at)),
        "fact": fact.TOPIC,
        "title": sentences.fact_title(language, fact.TOPIC),
        **said,
    }
