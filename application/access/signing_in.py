"""Signing in: who somebody is, by what he knows and what he has. Whatever is wrong, the answer and its time are the same."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from application.access import passwords
from application.access.accounts import Account, Accounts, digest_of
from application.access.backoff import FREE, Backoff
from application.access.factors import Factors
from application.access.journal import Journal
from application.access.login_names import folded
from application.access.sessions import Session, Sessions
from application.ports import Clock
from domain.errors import Refusal


class NotKnown(Refusal):
    """What was given lets nobody in, or is not enough yet."""


class SigningIn:
    """Lets people in. ``conference_of`` gives the number of a conference's short name, or None.

    Whoever is outside is held up by the name he tries; who is in, by his own tries alone, so that nobody outside keeps
    him from confirming himself. A code has its own count, which a right password does not begin anew.
    """

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
        ``TriedTooOften``: the name has to wait. ``Overtaken``: the account was changed meanwhile.
        """
        conference, account = self._found(slug, name)
        with self._trying(_name_of(slug, name), conference, account):
            if not passwords.is_right(password, account.password if account else None) or account is None:
                raise NotKnown("sign_in_failed", clause="R-access")
        factor = self._factor(account, code)
        means = f"password+{factor}" if factor else "password"
        owner = account.conference, account.person
        with self._accounts.held(account):
            self._accounts.keep_stronger(account, password)
            return self._sessions.begin(*owner, means=means, strong=bool(factor), agent=agent)

    def activate(self, slug: str, name: str, code: str, password: str) -> Account:
        """Choose the first password, or another after the old one was lost, with a code that is used up by it."""
        conference, account = self._found(slug, name)
        with self._trying(_name_of(slug, name), conference, account):
            if account is None or not account.takes(code, self._clock.now()):
                raise NotKnown("sign_in_failed", clause="R-access")
        self._accounts.choose_password(account, password, (slug,))
        self._sessions.end_all(account.conference, account.person, by=account.person)
        return account

    def confirm(self, account: Account, session: Session, *, password: str = "", code: str = "") -> None:
        """Keep that he who is signed in proved himself again, by what he gives, all of which must be right."""
        if code:
            self._shown(account, code)
        if password or not code:
            self._require_password(account, password)
        self._sessions.confirm(session, strong=True if code else None)

    def change_password(self, slug: str, account: Account, session: Session, *, current: str, new: str) -> None:
        """Another password, by who knows the present one; every other session of his ends."""
        self._require_password(account, current)
        self._accounts.choose_password(account, new, (slug,))
        self._sessions.end_all(account.conference, account.person, by=account.person, but=session.digest)

    def _found(self, slug: str, name: str) -> tuple[int | None, Account | None]:
        """The conference, and the account that may sign in to it by this name."""
        conference = self._conference_of(slug)
        account = None if conference is None else self._accounts.named(conference, name)
        return conference, account if account and account.is_open else None

    def _factor(self, account: Account, code: str | None) -> str | None:
        """The second factor that was given; None: the account has none."""
        if not account.has_totp:
            return None
        if not code:
            raise NotKnown("code_needed", clause="R-access")
        return self._shown(account, code)

    def _shown(self, account: Account, code: str) -> str:
        with self._trying(_own(account, "code"), account.conference, account):
            factor = self._factors.takes(account, code)
            if factor is None:
                raise NotKnown("sign_in_failed", clause="R-access")
        return factor

    def _require_password(self, account: Account, password: str) -> None:
        with self._trying(_own(account, "password"), account.conference, account):
            if not passwords.is_right(password, account.password):
                raise NotKnown("sign_in_failed", clause="R-access")

    @contextmanager
    def _trying(self, what: str, conference: int | None, account: Account | None) -> Iterator[None]:
        """A try that counts as a failure until it is over; every fifth failure is recorded."""
        failures = self._backoff.tries(what, self._clock.now())
        try:
            yield
        except NotKnown:
            if failures % FREE == 0 and conference is not None:
                person = account.person if account else ""
                self._journal.failed(conference, self._clock.now(), person=person, failures=failures)
            raise
        self._backoff.succeeded(what)


def _name_of(slug: str, name: str) -> str:
    return digest_of(f"name\0{slug}\0{folded(name)}")


def _own(account: Account, what: str) -> str:
    return digest_of(f"own\0{account.conference}\0{account.person}\0{what}")
