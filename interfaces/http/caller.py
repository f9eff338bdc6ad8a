"""Who calls: a bearer token stands for one person in one conference; nobody is let in without one."""

from dataclasses import dataclass
from hashlib import sha256

from fastapi import Request

from domain.errors import NotFound
from interfaces.http.problems import Trouble
from interfaces.services import Services


@dataclass(frozen=True, kw_only=True)
class Caller:
    """A person signed in to a conference. Rights come from the seats held at the moment, never from the token."""

    person: str
    conference: str
    key: int


def services(request: Request) -> Services:
    """What the app was put together from."""
    found: Services = request.app.state.services
    return found


def caller(request: Request, conference: str) -> Caller:
    """The caller, or 401; a conference that is not the caller's own does not exist for him.

    Every route under a conference asks for him before its body is looked at.
    """
    found: Caller | None = getattr(request.state, "caller", None)
    if found is None:
        found = request.state.caller = _signed_in(request, conference)
    return found


def _signed_in(request: Request, conference: str) -> Caller:
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token:
        raise Trouble("not_signed_in")
    held = services(request).log.find_token(sha256(token.strip().encode()).hexdigest())
    if held is None or not held.is_good(services(request).clock.now()):
        raise Trouble("not_signed_in")
    if held.slug != conference:
        raise NotFound("conference_unknown", clause="R-known", thing="conference", id=conference)
    return Caller(person=held.person, conference=conference, key=held.conference)
