"""Accounts: who somebody is. One a person and conference; opened with a code that is used once, closed for good or anew."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from secrets import token_urlsafe
from typing import Any

from application.access import passwords
from application.access.breached import Breached
from application.access.journal import Journal
from application.access.login_names import folded, is_fit, require_fit
from application.access.store import Store, moment
from application.codec import instant
from application.ports import Clock
from domain.errors import Malformed, NotFound, Overtaken, RuleBroken
from domain.facts import installation as facts
from domain.rules import roles
from domain.vocabulary import Role

CODE_GOOD_FOR = timedelta(days=7)
_CODE_BYTES = 16
_COLUMNS = "conference, person, name, opened_at, role, password, code, code_until, closed_at, totp_on"
_OF_PERSON = f"SELECT {_COLUMNS} FROM accounts WHERE conference = ? AND person = ?"  # noqa: S608 - a constant
_NAMED = f"SELECT {_COLUMNS} FROM accounts WHERE conference = ? AND name = ?"  # noqa: S608 - a constant
_ALL = f"SELECT {_COLUMNS} FROM accounts WHERE conference = ? ORDER BY name"  # noqa: S608 - a constant
_OPEN = """INSERT INTO accounts (conference, person, name, opened_at, role, code, code_until) VALUES (?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (conference, person) DO UPDATE SET name = excluded.name, role = excluded.role, password = NULL,
    code = excluded.code, code_until = excluded.code_until, closed_at = NULL, totp = NULL, totp_on = 0"""
_CODE = "UPDATE accounts SET code = ?, code_until = ? WHERE conference = ? AND person = ? AND closed_at IS NULL"
_PASSWORD = "UPDATE accounts SET password = ?, code = NULL, code_until = NULL WHERE conference = ? AND person = ?"  # noqa: S105
_REHASHED = "UPDATE accounts SET password = ? WHERE conference = ? AND person = ?"
_CLOSE = """UPDATE accounts SET closed_at = ?, password = NULL, code = NULL, role = NULL, totp = NULL, totp_on = 0
    WHERE conference = ? AND person = ?"""
_ROLE = "UPDATE accounts SET role = ? WHERE conference = ? AND person = ?"


@dataclass(frozen=True, kw_only=True)
class Account:
    """Somebody who may sign in. ``name`` is what he signs in with; his name as people know it stands on the roll."""

    conference: int
    person: str
    name: str
    opened_at: datetime
    role: Role | None
    password: str | None
    code: str | None
    code_until: datetime | None
    closed_at: datetime | None
    has_totp: bool

    @property
    def is_open(self) -> bool:
        """Whether it lets anybody in."""
        return self.closed_at is None

    def takes(self, code: str, at: datetime) -> bool:
        """Whether a code activates it now."""
        return self.is_open and self.code == digest_of(code) and self.code_until is not None and at < self.code_until


class Accounts:
    """The accounts of all conferences. ``by`` is the person who does it, or that it is done at the machine."""

    def __init__(self, store: Store, journal: Journal, clock: Clock, breached: Breached) -> None:
        self._store = store
        self._journal = journal
        self._clock = clock
        self._breached = breached

    def find(self, conference: int, person: str) -> Account | None:
        """A person's account, open or closed."""
        return _account(self._store.one(_OF_PERSON, conference, person))

    def named(self, conference: int, name: str) -> Account | None:
        """The account of a login name."""
        return _account(self._store.one(_NAMED, conference, plain)) if is_fit(plain := folded(name)) else None

    def get(self, conference: int, person: str) -> Account:
        """A person's open account. ``NotFound``: he has none."""
        found = self.find(conference, person)
        if found is None or not found.is_open:
            raise NotFound("account_unknown", clause="R-known", thing="account", id=person)
        return found

    def all(self, conference: int) -> list[Account]:
        """Every account of a conference, by name."""
        return [found for row in self._store.all(_ALL, conference) if (found := _account(row))]

    def open(
        self,
        conference: int,
        person: str,
        name: str,
        *,
        by: str,
        role: Role | None = None,
        seats: tuple[str, ...] = (),
    ) -> str:
        """Open an account and return the code that activates it, which cannot be read back; ``seats`` are his now."""
        if role is not None:
            roles.require_no_seat(role, seats)
        plain = require_fit(name)
        with self._store.together():
            kept, named = self.find(conference, person), self.named(conference, plain)
            if kept is not None and kept.is_open:
                raise RuleBroken("account_exists", clause="R-unique", person=person)
            if named is not None and named.person != person:
                raise RuleBroken("login_name_taken", clause="R-unique", name=plain)
            code, now = token_urlsafe(_CODE_BYTES), self._clock.now()
            if kept is not None:
                self._drop(conference, person)  # what came in while it was being closed
            self._store.do(_OPEN, conference, person, plain, now, role, digest_of(code), now + CODE_GOOD_FOR)
            self._journal.record(conference, facts.AccountOpened, person=person, done_by=by)
            if role is not None:
                self._journal.record(conference, facts.RoleGranted, person=person, role=role, done_by=by)
        return code

    def give_code(self, conference: int, person: str, *, by: str) -> str:
        """A new code for somebody who lost what he signs in with; the old password goes on until it is used."""
        with self._store.together():
            self.get(conference, person)
            code, now = token_urlsafe(_CODE_BYTES), self._clock.now()
            self._store.do(_CODE, digest_of(code), now + CODE_GOOD_FOR, conference, person)
            self._journal.record(conference, facts.CredentialChanged, person=person, what="code", done_by=by)
        return code

    @contextmanager
    def held(self, account: Account) -> Iterator[None]:
        """A save in which nobody changes an account. ``Overtaken``: somebody has, since it was looked up."""
        with self._store.together():
            if self.find(account.conference, account.person) != account:
                raise Overtaken("busy", clause="R-version")
            yield

    def choose_password(self, account: Account, password: str, words: Iterable[str] = ()) -> None:
        """Keep a new password; the code that allowed it is used up. ``Overtaken``: somebody was quicker with it."""
        passwords.require_good(password, (account.name, *words))
        if self._breached.holds(password):
            raise Malformed("password_breached", clause="R-access", field="password")
        kept, owner = passwords.hashed(password), account.person
        with self.held(account):
            self._store.do(_PASSWORD, kept, account.conference, owner)
            self._journal.record(
                account.conference, facts.CredentialChanged, person=owner, what="password", done_by=owner
            )

    def keep_stronger(self, account: Account, password: str) -> None:
        """Keep the same password as strongly as today's parameters have it."""
        if account.password and passwords.is_outdated(account.password):
            self._store.do(_REHASHED, passwords.hashed(password), account.conference, account.person)

    def close(self, conference: int, person: str, *, by: str) -> None:
        """Let nobody in by it any more: its sessions and tokens end, its password and factors are gone."""
        with self._store.together():
            account = self.get(conference, person)
            self._store.do(_CLOSE, self._clock.now(), conference, person)
            self._drop(conference, person)
            if account.role is not None:
                self._journal.record(conference, facts.RoleEnded, person=person, role=account.role, done_by=by)
            self._journal.record(conference, facts.AccountClosed, person=person, done_by=by)

    def forget(self, conference: int, person: str) -> None:
        """Delete all that is kept of somebody who was erased; the fact of it is his erasure."""
        with self._store.together():
            self._store.do("DELETE FROM accounts WHERE conference = ? AND person = ?", conference, person)
            self._drop(conference, person)

    def grant(self, conference: int, person: str, role: Role | None, *, seats: tuple[str, ...], by: str) -> None:
        """Give a role, or take it away. Who sits in the conference has none, and nobody gives himself one."""
        if role is not None:
            roles.require_no_seat(role, seats)
        with self._store.together():
            account = self.get(conference, person)
            if role == account.role:
                return
            if role is not None:
                roles.require_another(person, by)
            self._store.do(_ROLE, role, conference, person)
            if account.role is not None:
                self._journal.record(conference, facts.RoleEnded, person=person, role=account.role, done_by=by)
            if role is not None:
                self._journal.record(conference, facts.RoleGranted, person=person, role=role, done_by=by)

    def _drop(self, conference: int, person: str) -> None:
        for table in ("sessions", "tokens", "passkeys", "recovery", "identities"):
            self._store.do(f"DELETE FROM {table} WHERE conference = ? AND person = ?", conference, person)  # noqa: S608


def digest_of(secret: str) -> str:
    """What is kept of a secret that was made at random."""
    return sha256(secret.strip().encode("utf-8", "surrogatepass")).hexdigest()


def _account(row: Any) -> Account | None:
    if row is None:
        return None
    conference, person, name, opened, role, password, code, until, closed, totp = row
    return Account(
        conference=conference,
        person=person,
        name=name,
        opened_at=instant(opened),
        role=Role(role) if role else None,
        password=password,
        code=code,
        code_until=moment(until),
        closed_at=moment(closed),
        has_totp=bool(totp),
    )
