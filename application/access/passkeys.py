"""Passkeys: keys on people's devices that sign them in to one conference, unlocked by the person, known here by their public half.

A passkey is two factors by itself. Where an account has a second factor already, only who has shown one in his session
adds or removes another, so that a password alone never becomes more. The last one stays while one is required.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from webauthn import base64url_to_bytes

from application.access.accounts import Account, Accounts
from application.access.challenges import Challenges
from application.access.journal import Journal
from application.access.relying import Json, Registered, RelyingParty, challenge_of
from application.access.sessions import Session, Sessions
from application.access.signing_in import NotKnown
from application.access.store import Store, moment
from application.codec import instant
from application.ports import Clock
from domain.errors import Malformed, NotEntitled, NotFound, RuleBroken
from domain.facts import installation as facts

MOST = 10
"""So many passkeys may an account have."""
REGISTER, SIGN_IN, CONFIRM = "add_passkey", "sign_in_by_passkey", "confirm_by_passkey"
_SHOWN = 16
_COLUMNS = "id, conference, person, key, count, label, created_at, last_used"
_FIND = f"SELECT {_COLUMNS} FROM passkeys WHERE id = ?"  # noqa: S608 - a constant
_OF_PERSON = f"SELECT {_COLUMNS} FROM passkeys WHERE conference = ? AND person = ? ORDER BY created_at, id"  # noqa: S608
_ADD = f"INSERT INTO passkeys ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, NULL)"  # noqa: S608 - a constant
_USED = "UPDATE passkeys SET count = ?, last_used = ? WHERE id = ?"


@dataclass(frozen=True, kw_only=True)
class Passkey:
    """A credential of somebody's, in the label he gave it. ``count`` is how often it says it was used; 0: it does not count."""

    credential: bytes
    conference: int
    person: str
    key: bytes
    count: int
    label: str
    created_at: datetime
    last_used: datetime | None

    @property
    def id(self) -> str:
        """What it is called where it is listed."""
        return sha256(self.credential).hexdigest()[:_SHOWN]

    def goes_on_with(self, count: int) -> bool:
        """Whether a count can be of the same device; a copy that was used meanwhile makes it stand still or go back."""
        return count > self.count or count == self.count == 0


class Passkeys:
    """The passkeys of all accounts. ``required``: whoever signs in needs a second factor to do anything."""

    def __init__(
        self,
        store: Store,
        journal: Journal,
        clock: Clock,
        *,
        accounts: Accounts,
        sessions: Sessions,
        party: RelyingParty,
        conference_of: Callable[[str], int | None],
        required: bool,
    ) -> None:
        self._store = store
        self._journal = journal
        self._clock = clock
        self._accounts = accounts
        self._sessions = sessions
        self._party = party
        self._conference_of = conference_of
        self._required = required
        self._challenges = Challenges(store, clock)

    def all(self, account: Account) -> list[Passkey]:
        """Somebody's passkeys, the oldest first."""
        return [_passkey(row) for row in self._store.all(_OF_PERSON, account.conference, account.person)]

    def begin_registration(self, account: Account, session: Session) -> Json:
        """What his browser needs to make a passkey, within this session."""
        held = self._may_add(account, session)
        return self._party.creation(
            self._challenges.give(REGISTER, session.digest),
            handle=self._handle(account.conference, account.person),
            name=account.name,
            known=[each.credential for each in held],
        )

    def finish_registration(self, account: Account, session: Session, response: Json, label: str) -> Passkey:
        """Keep the passkey that was made. He has proved by it who he is, so that the session counts as proved by it.

        ``Overtaken``: the account was changed meanwhile.
        """
        challenge = self._answered(REGISTER, response, session.digest)
        made = self._party.registered(response, challenge)
        if made is None:
            raise Malformed("passkey_unfit", clause="R-access", field="credential")
        with self._accounts.held(account):
            self._may_add(account, session)
            kept = self._keep(account, made, label)
            self._changed(account, "passkey", by=account.person)
            self._sessions.confirm(session, strong=True)
        return kept

    def begin_sign_in(self, slug: str) -> Json:
        """What a browser needs to find a passkey for a conference; the same whether or not there is such a one."""
        return self._party.request(self._challenges.give(SIGN_IN, slug))

    def finish_sign_in(self, slug: str, response: Json, *, agent: str) -> tuple[str, Session]:
        """A session for who answered with a passkey of this conference. ``NotKnown``: nobody is let in by the answer.

        ``Overtaken``: the account was changed meanwhile.
        """
        challenge = self._answered(SIGN_IN, response, slug)
        passkey = self._named_in(response)
        account = self._accounts.find(passkey.conference, passkey.person)
        if account is None or not account.is_open or self._conference_of(slug) != passkey.conference:
            raise self._recorded(passkey, SIGN_IN, NotKnown("passkey_refused", clause="R-access"))
        with self._accounts.held(account):
            self._use(passkey, response, challenge, SIGN_IN)
            return self._sessions.begin(account.conference, account.person, means="passkey", strong=True, agent=agent)

    def begin_confirmation(self, account: Account, session: Session) -> Json:
        """What his browser needs so that he proves by one of his passkeys that it is he who sits at the session."""
        held = [each.credential for each in self.all(account)]
        return self._party.request(self._challenges.give(CONFIRM, session.digest), held)

    def confirm(self, account: Account, session: Session, response: Json) -> None:
        """Keep that he proved himself again. ``NotKnown``: not by this answer."""
        challenge = self._answered(CONFIRM, response, session.digest)
        passkey = self._named_in(response)
        if (passkey.conference, passkey.person) != (account.conference, account.person):
            raise self._recorded(passkey, CONFIRM, NotKnown("passkey_refused", clause="R-access"))
        self._use(passkey, response, challenge, CONFIRM)
        self._sessions.confirm(session, strong=True)

    def rename(self, account: Account, name: str, label: str) -> Passkey:
        """Give one of his passkeys another label."""
        kept = self._one(self.all(account), name)
        self._store.do("UPDATE passkeys SET label = ? WHERE id = ?", label, kept.credential)
        return self._one(self.all(account), name)

    def remove(self, account: Account, session: Session, name: str) -> None:
        """Let one of his passkeys prove nothing any more; his other sessions end, whoever sits at them."""
        with self._accounts.held(account):
            self.require_shown(account, session)
            held = self.all(account)
            found = self._one(held, name)
            if self._required and len(held) == 1 and not account.has_totp:
                raise RuleBroken("last_factor", clause="R-access")
            self._store.do("DELETE FROM passkeys WHERE id = ?", found.credential)
            self._changed(account, "passkey removed", by=account.person)
            self._sessions.end_all(account.conference, account.person, by=account.person, but=session.digest)

    def remove_all(self, account: Account, *, by: str) -> None:
        """Take all passkeys of somebody who lost them; he begins anew with what he has left."""
        gone = "DELETE FROM passkeys WHERE conference = ? AND person = ?"
        with self._store.together():
            if self._store.do(gone, account.conference, account.person):
                self._changed(account, "passkey removed", by=by)

    def require_shown(self, account: Account, session: Session) -> None:
        """Refuse to change the factors of an account that has one to a session in which none was shown."""
        if (account.has_totp or self.all(account)) and not session.strong:
            raise NotEntitled("factor_needed", clause="R-access")

    def _may_add(self, account: Account, session: Session) -> list[Passkey]:
        """His passkeys, if there may be another."""
        self.require_shown(account, session)
        held = self.all(account)
        if len(held) >= MOST:
            raise RuleBroken("passkeys_enough", clause="R-access", most=MOST)
        return held

    def _keep(self, account: Account, made: Registered, label: str) -> Passkey:
        with self._store.together():
            if self._store.one(_FIND, made.id):
                raise RuleBroken("passkey_exists", clause="R-unique")
            owner, now = (account.conference, account.person), self._clock.now()
            self._store.do(_ADD, made.id, *owner, made.key, made.count, label, now)
            return _passkey(self._store.one(_FIND, made.id))

    def _answered(self, what: str, response: Json, whom: str) -> str:
        """The challenge of an answer, if it was given for this, to the same, and not answered before."""
        challenge = challenge_of(response)
        given_to = self._challenges.take(what, challenge) if challenge else None
        if challenge is None or given_to != whom:
            raise NotKnown("challenge_over", clause="R-access")
        return challenge

    def _named_in(self, response: Json) -> Passkey:
        """The passkey that an answer says it is of."""
        row = self._store.one(_FIND, _plain(response["rawId"]))
        if row is None:
            raise NotKnown("passkey_refused", clause="R-access")
        return _passkey(row)

    def _use(self, passkey: Passkey, response: Json, challenge: str, what: str) -> None:
        """Take the answer of a passkey, if it is its owner's, is signed with it, and its count goes on."""
        owner = response["response"].get("userHandle")
        owned = _plain(owner) == self._handle(passkey.conference, passkey.person) if owner else what == CONFIRM
        count = self._party.count_of(response, challenge, passkey.key)
        if not owned or count is None:
            raise self._recorded(passkey, what, NotKnown("passkey_refused", clause="R-access"))
        self._count(passkey, count, what)

    def _count(self, passkey: Passkey, count: int, what: str) -> None:
        with self._store.together():
            row = self._store.one(_FIND, passkey.credential)
            if row is None:
                raise NotKnown("passkey_refused", clause="R-access")
            goes_on = _passkey(row).goes_on_with(count)
            if goes_on:
                self._store.do(_USED, count, self._clock.now(), passkey.credential)
        if not goes_on:
            raise self._recorded(passkey, what, NotKnown("passkey_cloned", clause="R-access"))

    def _recorded(self, passkey: Passkey, what: str, refusal: NotKnown) -> NotKnown:
        """The refusal, after it was recorded: a passkey of somebody's was at hand."""
        now = self._clock.now()
        self._journal.refused(passkey.conference, now, person=passkey.person, what=what, code=refusal.code)
        return refusal

    def _handle(self, conference: int, person: str) -> bytes:
        """What authenticators call an account: always the same for it, and nothing to be read from it."""
        return sha256(f"passkey\0{self._party.id}\0{conference}\0{person}".encode()).digest()

    def _changed(self, account: Account, what: str, *, by: str) -> None:
        self._journal.record(account.conference, facts.CredentialChanged, person=account.person, what=what, done_by=by)

    def _one(self, held: list[Passkey], name: str) -> Passkey:
        found = [each for each in held if each.id == name]
        if not found:
            raise NotFound("passkey_unknown", clause="R-known", thing="passkey", id=name)
        return found[0]


def _passkey(row: Any) -> Passkey:
    credential, conference, person, key, count, label, created, used = row
    return Passkey(
        credential=credential,
        conference=conference,
        person=person,
        key=key,
        count=count,
        label=label,
        created_at=instant(created),
        last_used=moment(used),
    )


def _plain(text: str) -> bytes:
    """Bytes that were sent as text; nothing is known by the empty ones that stand for a text of no bytes."""
    try:
        return base64url_to_bytes(text)
    except ValueError:
        return b""
