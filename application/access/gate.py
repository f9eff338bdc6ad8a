"""The gate: what stands for somebody, a session's token or a machine's, and who that is. Rights are not looked up here."""

from dataclasses import dataclass

from application.access import sessions
from application.access.accounts import Accounts
from application.access.rights import Right
from application.access.sessions import Session, Sessions
from application.access.tokens import FEED_PREFIX, Token, Tokens
from application.ports import Clock
from domain.vocabulary import Role


@dataclass(frozen=True, kw_only=True)
class Visitor:
    """Somebody who proved who he is: a person of one conference. One of ``session`` and ``token`` is there."""

    conference: int
    person: str
    role: Role | None
    session: Session | None = None
    token: Token | None = None
    has_device: bool = False
    """Whether his account asks for a code beside what he knows."""

    def is_weak(self, *, required: bool) -> bool:
        """Whether he came in by one factor where two are asked for: of everybody, or because he set up a second one."""
        return self.session is not None and not self.session.strong and (required or self.has_device)

    @property
    def credential(self) -> str:
        """What he came with, as it is called in lists and logs."""
        held = self.session or self.token
        return held.id if held else ""

    @property
    def scopes(self) -> frozenset[Right]:
        """The rights that what he came with can carry."""
        return frozenset(Right) if self.token is None else self.token.scopes

    @property
    def seat(self) -> str | None:
        """The one seat a token is for; None: every seat of his."""
        return self.token.seat if self.token else None


class Gate:
    """Knows people by what they carry. What has expired, was ended, or belongs to a closed account lets nobody in."""

    def __init__(self, accounts: Accounts, all_sessions: Sessions, all_tokens: Tokens, clock: Clock) -> None:
        self._accounts = accounts
        self._sessions = all_sessions
        self._tokens = all_tokens
        self._clock = clock

    def visitor(self, carried: str) -> Visitor | None:
        """Who carries this; the address of a feed signs nobody in."""
        if carried.startswith(sessions.PREFIX):
            return self._of_session(carried)
        found = self._of_token(carried)
        return None if found and found.token and found.token.is_feed else found

    def subscriber(self, secret: str) -> Visitor | None:
        """Whose feed is at an address that ends in this; nothing else is an address."""
        found = self._of_token(secret) if secret.startswith(FEED_PREFIX) else None
        return found if found and found.token and found.token.is_feed else None

    def _of_session(self, carried: str) -> Visitor | None:
        session = self._sessions.find(carried)
        if session is None:
            return None
        account = self._accounts.find(session.conference, session.person)
        if account is None or not account.is_open:
            return None
        return Visitor(
            conference=session.conference,
            person=session.person,
            role=account.role,
            session=session,
            has_device=account.has_totp,
        )

    def _of_token(self, carried: str) -> Visitor | None:
        token, now = self._tokens.find(carried), self._clock.now()
        if token is None or not token.is_good(now):
            return None
        account = self._accounts.find(token.conference, token.person)
        if account is not None and not account.is_open:
            return None
        self._tokens.used(token, now)
        role = account.role if account else None
        return Visitor(conference=token.conference, person=token.person, role=role, token=token)
