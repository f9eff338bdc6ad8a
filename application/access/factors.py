"""The second factor: codes by time (TOTP, RFC 6238), each good once, and recovery codes for who lost the device."""

from datetime import datetime
from secrets import choice
from typing import Protocol

import pyotp

from application.access.accounts import Account, digest_of
from application.access.journal import Journal
from application.access.store import Store
from application.ports import Clock
from domain.errors import NotEntitled, OutOfOrder, Refusal
from domain.facts import installation as facts

_STEP_SECONDS = 30
_LATE = 1
"""So many steps a clock may be off."""
_RECOVERY_CODES = 10
_LETTERS, _LENGTH = "abcdefghjkmnpqrstuvwxyz23456789", 23
_FIND = "SELECT totp FROM accounts WHERE conference = ? AND person = ? AND totp IS NOT NULL"
_BEGIN = "UPDATE accounts SET totp = ?, totp_step = 0 WHERE conference = ? AND person = ? AND totp_on = 0"
_TAKE = """UPDATE accounts SET totp_step = ?, totp_on = 1
    WHERE conference = ? AND person = ? AND totp = ? AND totp_step < ?"""
_DROP = "UPDATE accounts SET totp = NULL, totp_step = 0, totp_on = 0 WHERE conference = ? AND person = ?"


class Locks(Protocol):
    """Keeps a secret under a person's key."""

    def lock(self, conference: int, person: str, secret: bytes) -> bytes:
        """The secret as it is stored."""
        ...

    def unlock(self, conference: int, person: str, locked: bytes) -> bytes | None:
        """The secret, or None: its key is gone."""
        ...


class WrongCode(Refusal):
    """The code is not the one of this moment, or was used before."""


class Factors:
    """The second factors of accounts."""

    def __init__(self, store: Store, journal: Journal, clock: Clock, locks: Locks) -> None:
        self._store = store
        self._journal = journal
        self._clock = clock
        self._locks = locks

    def begin(self, account: Account, issuer: str) -> tuple[str, str]:
        """A new secret for his device, and the address that shows it as a QR code; it counts once a code of it was given."""
        if account.has_totp:
            raise OutOfOrder("factor_exists", clause="R-access")
        secret = pyotp.random_base32()
        locked = self._locks.lock(account.conference, account.person, secret.encode())
        self._store.do(_BEGIN, locked, account.conference, account.person)
        return secret, pyotp.TOTP(secret).provisioning_uri(name=account.name, issuer_name=issuer)

    def confirm(self, account: Account, code: str) -> list[str]:
        """Let the device count from here on; the recovery codes that go with it, which are shown once."""
        if account.has_totp:
            raise OutOfOrder("factor_exists", clause="R-access")
        with self._store.together():
            if not self._takes_code(account, code):
                raise WrongCode("code_wrong", clause="R-access")
            self._changed(account, "totp")
            return self._new_recovery(account)

    def remove(self, account: Account, *, by: str) -> None:
        """Take the device and the recovery codes away."""
        with self._store.together():
            self._store.do(_DROP, account.conference, account.person)
            self._store.do(
                "DELETE FROM recovery WHERE conference = ? AND person = ?", account.conference, account.person
            )
            self._changed(account, "totp removed", by=by)

    def renew_recovery(self, account: Account) -> list[str]:
        """New recovery codes; the old ones are good no more. ``NotEntitled``: there is no device that could be lost."""
        if not account.has_totp:
            raise NotEntitled("second_factor_needed", clause="R-access")
        return self._new_recovery(account)

    def _new_recovery(self, account: Account) -> list[str]:
        made = ["".join(choice(_LETTERS) for _ in range(_LENGTH)) for _ in range(_RECOVERY_CODES)]
        with self._store.together():
            self._store.do(
                "DELETE FROM recovery WHERE conference = ? AND person = ?", account.conference, account.person
            )
            for code in made:
                self._store.do(
                    "INSERT INTO recovery VALUES (?, ?, ?)", account.conference, account.person, digest_of(code)
                )
            self._changed(account, "recovery codes")
        return made

    def takes(self, account: Account, code: str) -> str | None:
        """Which of his factors a code is of, ``totp`` or ``recovery``; it is used up by this. None: of none."""
        if not account.has_totp:
            return None
        if self._takes_code(account, code):
            return "totp"
        used = self._store.do(
            "DELETE FROM recovery WHERE conference = ? AND person = ? AND digest = ?",
            account.conference,
            account.person,
            digest_of(code.lower().replace("-", "")),
        )
        return "recovery" if used else None

    def recovery_left(self, account: Account) -> int:
        """How many recovery codes are left."""
        counted = "SELECT count(*) FROM recovery WHERE conference = ? AND person = ?"
        return int(self._store.one(counted, account.conference, account.person)[0])

    def _takes_code(self, account: Account, code: str) -> bool:
        owner = account.conference, account.person
        (locked,) = self._store.one(_FIND, *owner) or (None,)
        secret = self._locks.unlock(*owner, locked) if locked else None
        step = _step_of(secret.decode(), code.strip(), self._clock.now()) if secret else None
        return step is not None and self._store.do(_TAKE, step, *owner, locked, step) > 0

    def _changed(self, account: Account, what: str, *, by: str | None = None) -> None:
        self._journal.record(
            account.conference, facts.CredentialChanged, person=account.person, what=what, done_by=by or account.person
        )


def _step_of(secret: str, code: str, at: datetime) -> int | None:
    """The step of time that a code is of, if it is near enough."""
    if not code.isdecimal():
        return None
    now = int(at.timestamp()) // _STEP_SECONDS
    totp = pyotp.TOTP(secret)
    near = range(now - _LATE, now + _LATE + 1)
    return next((step for step in near if pyotp.utils.strings_equal(totp.generate_otp(step), code)), None)
