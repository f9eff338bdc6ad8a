"""Who came in, who was kept out, and what administrators did: the installation's own log, as far as it is about this conference."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response

from application.codec import instant_text, microseconds
from application.log import SYSTEM
from domain.facts import installation as facts
from domain.recorded import Recorded
from interfaces import sentences
from interfaces.http.caller import Caller, caller, services
from interfaces.http.commands import BASE
from interfaces.http.reads import replied
from interfaces.services import Services
from projections.telling import body_of

router = APIRouter(tags=["access"])
_After = Annotated[int, Query(ge=0, le=2**53 - 1, description="the last number already seen")]
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
)

_CALLED = {"who": "person", "reader": "person"}
"""Who it was has one name here, whatever the fact calls him."""


@router.get(BASE + "/access", operation_id="list_access", response_model=None)
def list_access(request: Request, conference: str, after: _After = 0, limit: _Limit = 100) -> Response:
    """List who signed in, was refused or read records whole, and what was done to accounts, roles and tokens."""
    who, parts = caller(request, conference), services(request)
    language = sentences.chosen(request.headers.get("accept-language"))
    found = _comings(parts, who, after, limit)
    items = [_told(each, language) for each in found]
    return replied({"items": items, "next": items[-1]["number"] if items else None}, parts.log.head(SYSTEM))


@router.get(BASE + "/refusals", operation_id="list_refusals", response_model=None)
def list_refusals(request: Request, conference: str, after: _After = 0, limit: _Limit = 100) -> Response:
    """List the commands that a rule refused, with who asked and by which clause."""
    who, parts = caller(request, conference), services(request)
    language = sentences.chosen(request.headers.get("accept-language"))
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
        for each in parts.log.refusals(who.key, after, limit)
    ]
    return replied({"items": items, "next": items[-1]["number"] if items else None}, parts.log.head(who.key))


def _comings(parts: Services, who: Caller, after: int, limit: int) -> list[Recorded]:
    origin, found = parts.log.listed(who.key).origin, list[Recorded]()
    while len(found) < limit:
        page = parts.log.read(SYSTEM, after, _PAGE)
        found += [each for each in page if isinstance(each.fact, _COMINGS) and vars(each.fact)["origin"] == origin]
        if len(page) < _PAGE:
            break
        after = page[-1].position
    return found[:limit]


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
