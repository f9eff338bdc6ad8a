"""Identities: which person of a conference somebody is whom a provider knows by its own name for him."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from application.access.accounts import Account
from application.access.journal import Journal
from application.access.openid.id_tokens import is_subject
from application.access.openid.provider import is_address
from application.access.store import Store
from application.codec import instant
from application.ports import Clock
from domain.errors import Malformed, NotFound, RuleBroken
from domain.facts import installation as facts

MOST = 10
"""So many identities may an account have."""
_SHOWN = 16
_FIND = "SELECT person FROM identities WHERE issuer = ? AND subject = ? AND conference = ?"
_OF_PERSON = """SELECT issuer, subject, created_at FROM identities WHERE conference = ? AND person = ?
    ORDER BY created_at, issuer, subject"""
_ADD = "INSERT INTO identities (issuer, subject, conference, person, created_at) VALUES (?, ?, ?, ?, ?)"
_DROP = "DELETE FROM identities WHERE issuer = ? AND subject = ? AND conference = ? AND person = ?"


@dataclass(frozen=True, kw_only=True)
class Linked:
    """An identity of an account's: ``issuer`` is the provider, ``subject`` what it calls him."""

    issuer: str
    subject: str
    created_at: datetime

    @property
    def id(self) -> str:
        """What it is called where it is listed."""
        return sha256(f"{self.issuer}\0{self.subject}".encode()).hexdigest()[:_SHOWN]


class Identities:
    """The identities of all accounts. ``by`` is the person who does it, or that it is done at the machine."""

    def __init__(self, store: Store, journal: Journal, clock: Clock) -> None:
        self._store = store
        self._journal = journal
        self._clock = clock

    def person(self, issuer: str, subject: str, conference: int) -> str | None:
        """Who of a conference it is, or None."""
        row = self._store.one(_FIND, issuer, subject, conference)
        return row[0] if row else None

    def all(self, account: Account) -> list[Linked]:
        """Somebody's identities, the oldest first."""
        rows = self._store.all(_OF_PERSON, account.conference, account.person)
        return [Linked(issuer=issuer, subject=subject, created_at=instant(at)) for issuer, subject, at in rows]

    def link(self, account: Account, issuer: str, subject: str, *, by: str) -> None:
        """Let an identity be somebody's from here on. ``RuleBroken``: it is somebody else's, or he has enough of them."""
        if not is_address(issuer, plain=True) or not is_subject(subject):
            raise Malformed("identity_unfit", clause="R-access", field="subject")
        with self._store.together():
            known = self.person(issuer, subject, account.conference)
            if known == account.person:
                return
            if known is not None:
                raise RuleBroken("identity_taken", clause="R-unique")
            if len(self.all(account)) >= MOST:
                raise RuleBroken("identities_enough", clause="R-access", most=MOST)
            self._store.do(_ADD, issuer, subject, account.conference, account.person, self._clock.now())
            self._changed(account, "identity", by=by)

    def unlink(self, account: Account, name: str, *, by: str) -> None:
        """Let one of somebody's identities be nobody's."""
        with self._store.together():
            found = [each for each in self.all(account) if each.id == name]
            if not found:
                raise NotFound("identity_not_linked", clause="R-known", thing="identity", id=name)
            self._store.do(_DROP, found[0].issuer, found[0].subject, account.conference, account.person)
            self._changed(account, "identity removed", by=by)

    def _changed(self, account: Account, what: str, *, by: str) -> None:
        self._journal.record(account.conference, facts.CredentialChanged, person=account.person, what=what, done_by=by)
