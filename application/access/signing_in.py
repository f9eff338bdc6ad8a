"""Signing in: who somebody is, by what he knows and what he has. Whatever is wrong, the answer and its time are the same."""

from collections.abc import Callable
from hashlib import sha256

from application.access import passwords
from application.access.accounts import Account, Accounts, folded
from application.access.backoff import FREE, Backoff
from application.access.factors import Factors
from application.access.journal import Journal
from application.access.sessions import Session, Sessions
from application.ports import Clock
from domain.errors import Refusal
from domain.facts import installation as facts


class NotKnown(Refusal):
    """What was given lets nobody in, or is not enough yet."""


class SigningIn:
    """Lets people in. ``conference_of`` gives the number of a conference's short name, or None."""

    def __init__(  # noqa: PLR0917 - the parts of the whole
        self,
        accounts: Accounts,
        factors: Factors,
        sessions: Sessions,
        backoff: Backoff,
        journal: Journal,
        clock: Clock,
        conference_of: Callable[[str], int | None],
    ) -> None:
        self._accounts = accounts
        self._factors = factors
        self._sessions = sessions
        self._backoff = backoff
        self._journal = journal
        self._clock = clock
        self._conference_of = conference_of

    def with_password(
        self, slug: str, name: str, password: str, code: str | None, *, agent: str
    ) -> tuple[str, Session]:
        """A session for a password, and for a code where the account has a second factor.

        ``NotKnown``: it is wrong (``sign_in_failed``), or a code is needed as well (``code_needed``).
        ``TriedTooOften``: the name has to wait.
        """
        who, account = self._who(slug, name)
        if not passwords.is_right(password, account.password if account else None) or account is None:
            raise self._failed(who, slug, account)
        strong = self._strength(who, slug, account, code)
        self._backoff.succeeded(who)
        self._accounts.keep_stronger(account, password)
        means = f"password+{strong}" if strong else "password"
        return self._sessions.begin(account.conference, account.person, means=means, strong=bool(strong), agent=agent)

    def activate(self, slug: str, name: str, code: str, password: str) -> Account:
        """Choose the first password, or another after the old one was lost, with a code that is used up by it."""
        who, account = self._who(slug, name)
        if account is None or not account.takes(code, self._clock.now()):
            raise self._failed(who, slug, account)
        self._accounts.choose_password(account, password, (slug,))
        self._sessions.end_all(account.conference, account.person, by=account.person)
        self._backoff.succeeded(who)
        return account

    def confirm(self, slug: str, account: Account, session: Session, *, password: str = "", code: str = "") -> None:
        """Keep that he who is signed in proved himself again, by either of what he has."""
        who = _digest(slug, account.name)
        self._backoff.require_open(who, self._clock.now())
        by_password = bool(password) and passwords.is_right(password, account.password)
        factor = None if by_password or not code else self._factors.takes(account, code)
        if not by_password and factor is None:
            raise self._failed(who, slug, account)
        self._backoff.succeeded(who)
        self._sessions.confirm(session, strong=True if factor else None)

    def change_password(self, slug: str, account: Account, session: Session, *, current: str, new: str) -> None:
        """Another password, by who knows the present one; every other session of his ends."""
        who = _digest(slug, account.name)
        self._backoff.require_open(who, self._clock.now())
        if not passwords.is_right(current, account.password):
            raise self._failed(who, slug, account)
        self._accounts.choose_password(account, new, (slug,))
        self._sessions.end_all(account.conference, account.person, by=account.person, but=session.digest)

    def _who(self, slug: str, name: str) -> tuple[str, Account | None]:
        who = _digest(slug, name)
        self._backoff.require_open(who, self._clock.now())
        conference = self._conference_of(slug)
        account = None if conference is None else self._accounts.named(conference, name)
        return who, account if account and account.is_open else None

    def _strength(self, who: str, slug: str, account: Account, code: str | None) -> str | None:
        """The second factor that was given; None: the account has none."""
        if not account.has_totp:
            return None
        if not code:
            raise NotKnown("code_needed", clause="R-access")
        factor = self._factors.takes(account, code)
        if factor is None:
            raise self._failed(who, slug, account)
        return factor

    def _failed(self, who: str, slug: str, account: Account | None) -> NotKnown:
        failures = self._backoff.failed(who, self._clock.now())
        conference = self._conference_of(slug)
        if failures % FREE == 0 and conference is not None:
            person = account.person if account else ""
            self._journal.record(conference, facts.SignInFailed, person=person, failures=failures)
        return NotKnown("sign_in_failed", clause="R-access")


def _digest(slug: str, name: str) -> str:
    return sha256(f"{slug}\0{folded(name)}".encode()).hexdigest()
