"""Challenges for authenticators: random, answered once, within five minutes, and good for what they were made for alone."""

from datetime import timedelta
from secrets import token_bytes

from webauthn.helpers import bytes_to_base64url

from application.access.accounts import digest_of
from application.access.store import Store
from application.ports import Clock

GOOD_FOR = timedelta(minutes=5)
_BYTES = 32
_ADD = "INSERT INTO pending (digest, what, body, until) VALUES (?, ?, ?, ?)"
_TAKE = "DELETE FROM pending WHERE digest = ? AND what = ? AND until > ? RETURNING body"


class Challenges:
    """The challenges that are out. ``what`` they are for and ``whom`` they were given to is kept with each."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def give(self, what: str, whom: str) -> bytes:
        """A new challenge. Those that nobody answered in time are forgotten."""
        challenge, now = token_bytes(_BYTES), self._clock.now()
        self._store.do("DELETE FROM pending WHERE until <= ?", now)
        self._store.do(_ADD, digest_of(bytes_to_base64url(challenge)), what, whom.encode(), now + GOOD_FOR)
        return challenge

    def take(self, what: str, challenge: str) -> str | None:
        """To whom a challenge was given, which is used up by this; None: it is not out, or for something else."""
        row = self._store.one(_TAKE, digest_of(challenge), what, self._clock.now())
        return bytes(row[0]).decode() if row else None
