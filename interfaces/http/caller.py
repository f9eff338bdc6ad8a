"""Who calls, and with what right: a session's cookie or token, or a machine's token; nobody is let in without one.

What is his to ask for follows from the seats he holds at this moment, or from his role; a token may narrow it.
"""

from dataclasses import dataclass

from fastapi import Request

from application.access.gate import Visitor
from application.access.rights import Right, reads_whole, rights_of
from application.access.sessions import Session
from application.desk import Seated
from domain.errors import NotEntitled, NotFound
from domain.vocabulary import Role
from interfaces.http.guard import SESSION_COOKIE
from interfaces.http.problems import Trouble
from interfaces.http.rights import needed_by
from interfaces.services import Services


@dataclass(frozen=True, kw_only=True)
class Caller:
    """A person signed in to a conference. Rights come from the seats held at the moment, never from the token."""

    person: str
    conference: str
    key: int
    role: Role | None
    rights: frozenset[Right]
    seated: Seated
    visitor: Visitor

    @property
    def seats(self) -> tuple[str, ...]:
        """The seats he may use."""
        return self.seated.seats

    @property
    def credential(self) -> str:
        """What he came with, as it is called in lists and logs."""
        return self.visitor.credential

    @property
    def seat(self) -> str | None:
        """The one seat that what he came with is for."""
        return self.visitor.seat


def services(request: Request) -> Services:
    """What the app was put together from."""
    found: Services = request.app.state.services
    return found


def caller(request: Request, conference: str) -> Caller:
    """The caller, or 401; a conference that is not the caller's own does not exist for him.

    Every route under a conference asks for him before its body is looked at. ``NotEntitled``: the operation needs a
    right that he does not have.
    """
    found: Caller | None = getattr(request.state, "caller", None)
    if found is None:
        visitor = _visitor(request)
        found = request.state.caller = _before(request, conference, visitor) or known(
            services(request), conference, visitor
        )
        require(request, found, needed_by(request))
        _note_read(request, found)
    return found


def _before(request: Request, conference: str, visitor: Visitor) -> Caller | None:
    """The caller as the same page found him, where it asks on in one visit and has changed nothing."""
    before: Caller | None = getattr(request.state, "before", None)
    return before if before and (before.conference, before.visitor) == (conference, visitor) else None


def signed_in(request: Request) -> Visitor:
    """Who proved who he is, whatever he may do; or 401."""
    return _visitor(request)


def again(request: Request, who: Caller) -> Caller:
    """The caller as he stands now, in an answer that goes on for long: signed out, out of his seat, he is refused."""
    found = known(services(request), who.conference, _visitor(request))
    require(request, found, needed_by(request))
    return found


def known(parts: Services, conference: str, visitor: Visitor) -> Caller:
    """A visitor as a caller of this conference, with the rights that he has now."""
    if parts.log.listed(visitor.conference).slug != conference:
        raise NotFound("conference_unknown", clause="R-known", thing="conference", id=conference)
    seated = parts.desk.seated(conference, visitor.person, visitor.seat)
    rights = rights_of(visitor.role, seated=bool(seated.seats)) & visitor.scopes
    if visitor.is_weak(required=parts.access.second_factor):
        rights &= {Right.OWN}
    return Caller(
        person=visitor.person,
        conference=conference,
        key=visitor.conference,
        role=visitor.role,
        rights=rights,
        seated=seated,
        visitor=visitor,
    )


def require(request: Request, who: Caller, right: Right) -> None:
    """Refuse what needs a right that the caller does not have now; to sign and to change accounts he proved himself lately."""
    parts = services(request)
    if right not in who.rights:
        refusal = refusal_of(parts, who, right)
        what = getattr(request.scope.get("route"), "operation_id", None) or "?"
        parts.access.journal.refused(who.key, parts.clock.now(), person=who.person, what=what, code=refusal.code)
        raise refusal
    if right is Right.SIGN or (right is Right.ACCOUNTS and request.method != "GET"):
        require_confirmed(request, who)


def require_confirmed(request: Request, who: Caller) -> None:
    """Refuse to somebody who sits at a session that he did not prove to be his for a while."""
    if who.visitor.session:
        require_confirmed_session(request, who.visitor.session)


def require_confirmed_session(request: Request, session: Session) -> None:
    """The same of a session, whatever its person may do."""
    if not session.is_confirmed(services(request).clock.now()):
        raise Trouble("confirm_yourself")


def _note_read(request: Request, who: Caller) -> None:
    """Record what somebody looks at whose office it is to look: an auditor or an archivist."""
    if reads_whole(who.role) and request.method == "GET":
        parts = services(request)
        parts.access.journal.read(who.key, parts.clock.now(), person=who.person, what=request.url.path)


def refusal_of(parts: Services, who: Caller, right: Right) -> NotEntitled:
    """Why a right is not there: the second factor, the token, the role, or no seat at all."""
    visitor = who.visitor
    if visitor.is_weak(required=parts.access.second_factor):
        return NotEntitled("second_factor_needed", clause="R-access", right=right)
    if visitor.token and right not in visitor.scopes:
        return NotEntitled("token_too_narrow", clause="R-access", right=right, scopes=sorted(visitor.scopes))
    if who.role is not None:
        return NotEntitled("role_without_right", clause="R-role", right=right, role=who.role)
    if not who.seats:
        return NotEntitled("seat_needed", clause="R-seat", right=right)
    return NotEntitled("right_missing", clause="R-access", right=right)


def _visitor(request: Request) -> Visitor:
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    carried = token.strip() if scheme.lower() == "bearer" else request.cookies.get(SESSION_COOKIE, "")
    found = services(request).access.gate.visitor(carried) if carried else None
    if found is None:
        raise Trouble("not_signed_in")
    request.state.visitor = found
    return found
