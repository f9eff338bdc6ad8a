"""Coming in and going out: signing in, activating an account, the session and the other sessions of the same person."""

from dataclasses import dataclass
from typing import Annotated, Literal

from fastapi import APIRouter, Request, Response
from pydantic import Field

from application.access.accounts import Account
from application.access.gate import Visitor
from application.access.sessions import ABSOLUTE, Session
from domain.errors import NotEntitled
from interfaces.http.caller import known, require_confirmed_session, services, signed_in
from interfaces.http.entry_bodies import Closed, Code, LoginName, Password, SessionId, Slug, told
from interfaces.http.guard import SESSION_COOKIE
from interfaces.http.laid_down import LaidDown, laid_down
from interfaces.services import Services

router = APIRouter(prefix="/api/v1", tags=["session"])
Deliver = Annotated[
    Literal["cookie", "bearer"],
    Field(
        description="how the session is carried: a cookie for browsers, or a token to be sent as `Authorization: Bearer`"
    ),
]


class SignIn(Closed):
    """Who signs in to which conference."""

    conference: Slug
    name: LoginName
    password: Password
    code: Code | None = Field(None, description="of the second factor: six digits, or a recovery code")
    deliver: Deliver = "cookie"


class Activation(Closed):
    """A code that an administrator gave, and the password chosen with it."""

    conference: Slug
    name: LoginName
    code: Code
    password: Password


class Confirmation(Closed):
    """What proves again who sits there: either will do."""

    password: Password | None = None
    code: Code | None = None


class SessionTold(Closed):
    """A session as its person sees it."""

    id: SessionId
    means: str = Field(description="`password`, `password+totp`, `passkey`, the provider")
    strong: bool = Field(description="whether with two factors")
    agent: str
    begun_at: str | None
    seen_at: str | None
    ends_at: str | None = Field(description="if nothing more is asked in it")
    confirmed_at: str | None = Field(description="when he last proved who he is; signing asks for it within 15 minutes")
    present: bool


class Me(Closed):
    """Who is signed in, where he sits today, and what he may ask for."""

    conference: Slug
    person: str
    name: str | None = Field(description="what he signs in with; none for a token without an account")
    role: str | None
    seats: list[str]
    laid_down: list[LaidDown] = Field(description="duties he performed and performs no more, the last first")
    rights: list[str]
    session: SessionTold | None
    second_factor: bool = Field(description="whether the account has a device of codes")
    recovery_codes_left: int
    token: str | None = Field(None, description="the session's token, once, where `deliver` is `bearer`")


class Entrance(Closed):
    """Where one signs in."""

    conference: Slug | None = Field(description="the installation's only conference; null: it holds several")


class SessionList(Closed):
    """One's sessions that have not ended."""

    items: list[SessionTold]


@dataclass(frozen=True, kw_only=True)
class Owner:
    """Somebody at his own account, in a session."""

    visitor: Visitor
    session: Session
    account: Account
    slug: str


def owner(request: Request) -> Owner:
    """Who sits at the session. ``NotEntitled``: a token came instead, and tokens see to no accounts."""
    visitor, parts = signed_in(request), services(request)
    if visitor.session is None:
        raise NotEntitled("session_needed", clause="R-access")
    account = parts.access.accounts.get(visitor.conference, visitor.person)
    slug = parts.log.listed(visitor.conference).slug
    return Owner(visitor=visitor, session=visitor.session, account=account, slug=slug)


def sure(request: Request) -> Owner:
    """Who sits at the session, if he proved it lately, and by a second factor where he has one."""
    own = owner(request)
    require_confirmed_session(request, own.session)
    services(request).access.passkeys.require_shown(own.account, own.session)
    return own


def agent_of(request: Request) -> str:
    """What the program that asks says it is."""
    return request.headers.get("user-agent", "")


def entered(request: Request, response: Response, made: str, session: Session, *, deliver: str) -> Me:
    """The answer to who has come in: the session as a cookie, or its token in the answer."""
    if deliver == "cookie":
        give_cookie(response, made)
    parts = services(request)
    account = parts.access.accounts.get(session.conference, session.person)
    visitor = Visitor(conference=session.conference, person=session.person, role=account.role, session=session)
    return me(parts, visitor, made if deliver == "bearer" else None)


def end_former(request: Request) -> None:
    """End the session that the browser carried until now, whosever it was."""
    sessions = services(request).access.sessions
    former = sessions.find(request.cookies.get(SESSION_COOKIE, ""))
    if former:
        sessions.end(former.conference, former.person, former.digest, by=former.person)


def give_cookie(response: Response, made: str) -> None:
    """Let the browser carry the session; the server alone knows what it stands for."""
    age = int(ABSOLUTE.total_seconds())
    response.set_cookie(SESSION_COOKIE, made, max_age=age, path="/", secure=True, httponly=True, samesite="lax")


def me(parts: Services, visitor: Visitor, token: str | None = None) -> Me:
    """What is told to who is signed in about himself."""
    slug = parts.log.listed(visitor.conference).slug
    who = known(parts, slug, visitor)
    account = parts.access.accounts.find(visitor.conference, visitor.person)
    return Me(
        conference=slug,
        person=visitor.person,
        name=account.name if account else None,
        role=visitor.role,
        seats=list(who.seats),
        laid_down=laid_down(parts, who),
        rights=sorted(who.rights),
        session=seen(visitor.session, present=True) if visitor.session else None,
        second_factor=account.has_totp if account else False,
        recovery_codes_left=parts.access.factors.recovery_left(account) if account else 0,
        token=token,
    )


def seen(session: Session, *, present: bool) -> SessionTold:
    """A session as its person sees it."""
    return SessionTold(
        id=session.id,
        means=session.means,
        strong=session.strong,
        agent=session.agent,
        begun_at=told(session.begun_at),
        seen_at=told(session.seen_at),
        ends_at=told(session.ends_at),
        confirmed_at=told(session.confirmed_at),
        present=present,
    )


@router.get("/entrance", operation_id="get_entrance")
def get_entrance(request: Request) -> Entrance:
    """Show where one signs in: in the only conference there is; of several none is told, for whoever comes in names his."""
    slugs = [listed.slug for listed in services(request).log.conferences()]
    return Entrance(conference=slugs[0] if len(slugs) == 1 else None)


@router.post("/sign-in", operation_id="sign_in", status_code=201)
def sign_in(request: Request, response: Response, body: SignIn) -> Me:
    """Sign in with a password, and with a code where the account has a second factor; the session before it ends."""
    made, session = services(request).access.signing_in.with_password(
        body.conference, body.name, body.password, body.code, agent=agent_of(request)
    )
    end_former(request)
    return entered(request, response, made, session, deliver=body.deliver)


@router.post("/activation", operation_id="activate", status_code=204)
def activate(request: Request, body: Activation) -> None:
    """Choose a password with a code that an administrator gave; then sign in."""
    services(request).access.signing_in.activate(body.conference, body.name, body.code, body.password)


@router.get("/session", operation_id="get_session")
def get_session(request: Request) -> Me:
    """Show who is signed in, where he sits today, and what he may ask for."""
    return me(services(request), signed_in(request))


@router.post("/session/confirmation", operation_id="confirm_session")
def confirm_session(request: Request, response: Response, body: Confirmation) -> Me:
    """Prove again who sits there, before signing; from here on the session has another token."""
    own, parts = owner(request), services(request)
    parts.access.signing_in.confirm(own.account, own.session, password=body.password or "", code=body.code or "")
    return renewed(request, response)


def renewed(request: Request, response: Response) -> Me:
    """The answer to who has proved himself again: the session under a new token, carried as the old one was."""
    own = owner(request)
    made, session = services(request).access.sessions.renew(own.session)
    deliver = "bearer" if request.headers.get("authorization") else "cookie"
    return entered(request, response, made, session, deliver=deliver)


@router.post("/session/end", operation_id="end_session", status_code=204)
def end_session(request: Request, response: Response) -> None:
    """Sign out: the session ends here, not only in the browser."""
    own = owner(request)
    services(request).access.sessions.end(
        own.visitor.conference, own.visitor.person, own.session.digest, by=own.account.person
    )
    response.delete_cookie(SESSION_COOKIE, path="/", secure=True, httponly=True, samesite="lax")
    response.headers["Clear-Site-Data"] = '"cache", "cookies", "storage"'


@router.get("/sessions", operation_id="list_sessions")
def list_sessions(request: Request) -> SessionList:
    """List one's sessions, this one and those elsewhere."""
    own = owner(request)
    found = services(request).access.sessions.all(own.visitor.conference, own.visitor.person)
    return SessionList(items=[seen(each, present=each.digest == own.session.digest) for each in found])


@router.post("/sessions/end", operation_id="end_other_sessions", status_code=204)
def end_other_sessions(request: Request) -> None:
    """End every session of one's own but this one."""
    own = owner(request)
    require_confirmed_session(request, own.session)
    services(request).access.sessions.end_all(
        own.visitor.conference, own.visitor.person, by=own.visitor.person, but=own.session.digest
    )


@router.post("/sessions/{session}/end", operation_id="end_one_session", status_code=204)
def end_one_session(request: Request, session: SessionId) -> None:
    """End one of one's own sessions."""
    own = owner(request)
    require_confirmed_session(request, own.session)
    services(request).access.sessions.end(own.visitor.conference, own.visitor.person, session, by=own.visitor.person)
