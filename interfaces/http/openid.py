"""Providers (OpenID Connect): signing in by one, proving oneself again, and the identities linked to one's own account."""

from contextlib import suppress
from http import HTTPStatus
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request, Response
from fastapi.responses import JSONResponse, RedirectResponse
from pydantic import Field, StringConstraints

from application.access.gate import Visitor
from application.access.openid.flows import GOOD_FOR, Purpose
from application.access.openid.identities import Linked
from application.access.openid.openid import Begun, Returned
from application.access.sessions import Session
from interfaces.http.caller import services, signed_in
from interfaces.http.entry import Deliver, Me, agent_of, end_former, give_cookie, me, owner, sure
from interfaces.http.entry_bodies import Closed, Slug, told
from interfaces.http.problems import Trouble
from interfaces.services import Services

session = APIRouter(prefix="/api/v1", tags=["session"])
account = APIRouter(prefix="/api/v1/account/identities", tags=["account"])
COOKIE = "__Host-lianxi-openid"
"""What tells the browser in which a flow began from every other."""
_HOME = "/"
"""Where the browser is sent in the end; nothing that is asked changes it."""
_OWN_ACTS = frozenset({"none", "same-origin"})
"""How a browser says that somebody himself came here: by an address, a bookmark, or a page of this origin."""
_ProviderName = Annotated[str, StringConstraints(min_length=1, max_length=32), Field(description="its short name")]
_Named = Annotated[str, Path(max_length=32, description="the provider's short name")]
_Identity = Annotated[str, Path(max_length=64, description="the identity's id, as the list gives it")]
_TO_PROVIDER: dict[int | str, dict[str, Any]] = {303: {"description": "To the provider; for who does not ask for JSON"}}
_HOMEWARD: dict[int | str, dict[str, Any]] = {303: {"description": "To `/`; for who does not ask for JSON"}}


class ProviderWanted(Closed):
    """Which provider somebody goes to."""

    provider: _ProviderName


class Going(Closed):
    """Where to go on in the browser that got this answer, within ten minutes."""

    location: str = Field(description="the provider's address")


class IdentityTold(Closed):
    """An identity as its owner sees it."""

    id: str
    issuer: str = Field(description="the provider")
    subject: str = Field(description="what the provider calls him")
    created_at: str | None


class IdentityList(Closed):
    """One's identities, the oldest first."""

    items: list[IdentityTold]


class ProviderList(Closed):
    """The short names of the providers."""

    items: list[str]


@session.get("/sign-in/openid", operation_id="list_providers")
def list_providers(request: Request) -> ProviderList:
    """List who else may say who somebody is."""
    return ProviderList(items=services(request).access.openid.names)


@session.get(
    "/sign-in/openid/{provider}",
    operation_id="begin_sign_in_by_provider",
    response_model=Going,
    responses=_TO_PROVIDER,
)
def begin_sign_in(request: Request, provider: _Named, conference: Slug, deliver: Deliver = "cookie") -> Response:
    """Begin to sign in by a provider: the browser goes there, and comes back signed in. No other site may begin it."""
    if request.headers.get("sec-fetch-site", "none") not in _OWN_ACTS:
        raise Trouble("cross_site")
    openid = services(request).access.openid
    begun = openid.begin(provider, conference, Purpose.SIGN_IN, deliver=deliver)
    return _gone(begun, JSONResponse({"location": begun.location}) if _wants_json(request) else _sent(begun.location))


@session.get(
    "/sign-in/openid/{provider}/return", operation_id="finish_by_provider", response_model=Me, responses=_HOMEWARD
)
def finish(
    request: Request,
    provider: _Named,
    state: Annotated[str, Query(max_length=128, description="as it was sent to the provider")] = "",
    code: Annotated[str, Query(max_length=4096, description="what the provider gives an ID token for")] = "",
    error: Annotated[str, Query(max_length=128, description="why the provider gives none")] = "",
    iss: Annotated[str | None, Query(max_length=512, description="the issuer, where the provider says so")] = None,
) -> Response:
    """Come back from a provider, in the browser and the session that went there: signed in, confirmed, or linked."""
    parts = services(request)
    finished = parts.access.openid.finish(
        Returned(
            provider=provider,
            state=state,
            browser=request.cookies.get(COOKIE, ""),
            code=code,
            error=error,
            issuer=iss,
        ),
        _session(request),
        agent=agent_of(request),
    )
    if finished.made:
        end_former(request)
    by_header = finished.deliver == "bearer" or bool(request.headers.get("authorization"))
    bearer = finished.made if by_header else None
    if bearer or _wants_json(request):
        shown = me(parts, _visitor(parts, finished.session), bearer)
        answer: Response = JSONResponse(shown.model_dump(mode="json"))
    else:
        answer = _sent(_HOME)
    if finished.made and not bearer:
        give_cookie(answer, finished.made)
    answer.delete_cookie(COOKIE, path="/", secure=True, httponly=True, samesite="lax")
    return answer


@session.post("/session/confirmation/openid", operation_id="begin_confirmation_by_provider", status_code=201)
def begin_confirmation(request: Request, response: Response, body: ProviderWanted) -> Going:
    """Begin to prove again who sits there, by signing in anew at one's provider."""
    own = owner(request)
    begun = services(request).access.openid.begin(body.provider, own.slug, Purpose.CONFIRM, session=own.session)
    _gone(begun, response)
    return Going(location=begun.location)


@account.post("", operation_id="link_identity", status_code=201)
def link(request: Request, response: Response, body: ProviderWanted) -> Going:
    """Begin to link an identity to one's account: whoever signs in at the provider then is oneself from here on."""
    own, access = sure(request), services(request).access
    begun = access.openid.begin(body.provider, own.slug, Purpose.LINK, session=own.session)
    _gone(begun, response)
    return Going(location=begun.location)


@account.get("", operation_id="list_identities")
def list_identities(request: Request) -> IdentityList:
    """List the identities by which one signs in at providers."""
    own = owner(request)
    return IdentityList(items=[_told(each) for each in services(request).access.identities.all(own.account)])


@account.post("/{identity}/removal", operation_id="unlink_identity", status_code=204)
def unlink(request: Request, identity: _Identity) -> None:
    """Let an identity sign nobody in any more; every other session of one's own ends."""
    own, access = sure(request), services(request).access
    access.identities.unlink(own.account, identity, by=own.account.person)
    access.sessions.end_all(own.account.conference, own.account.person, by=own.account.person, but=own.session.digest)


def _session(request: Request) -> Session | None:
    """The session that the browser came back in, if it has one."""
    with suppress(Trouble):
        return signed_in(request).session
    return None


def _visitor(parts: Services, found: Session) -> Visitor:
    role = parts.access.role_of(found.conference, found.person)
    return Visitor(conference=found.conference, person=found.person, role=role, session=found)


def _wants_json(request: Request) -> bool:
    return "application/json" in request.headers.get("accept", "")


def _sent(location: str) -> Response:
    return RedirectResponse(location, HTTPStatus.SEE_OTHER)


def _gone(begun: Begun, response: Response) -> Response:
    """The answer, with what the browser keeps until it is back."""
    age = int(GOOD_FOR.total_seconds())
    response.set_cookie(COOKIE, begun.browser, max_age=age, path="/", secure=True, httponly=True, samesite="lax")
    return response


def _told(linked: Linked) -> IdentityTold:
    return IdentityTold(id=linked.id, issuer=linked.issuer, subject=linked.subject, created_at=told(linked.created_at))
