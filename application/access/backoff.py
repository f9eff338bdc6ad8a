"""After some failures a name waits, longer each time, whether it exists or not; nobody is locked out for good."""

from datetime import datetime, timedelta

from application.access.store import Store
from application.codec import instant
from domain.errors import Hindrance

FREE = 5
_FIRST, _LONGEST = timedelta(minutes=1), timedelta(minutes=15)
_FORGOTTEN = timedelta(days=1)
_FIND = "SELECT failures, last, until FROM attempts WHERE who = ?"
_KEEP = "INSERT OR REPLACE INTO attempts (who, failures, last, until) VALUES (?, ?, ?, ?)"


class TriedTooOften(Hindrance):
    """Too many failures; ``facts['seconds']`` says how long to wait."""


class Backoff:
    """Counts failures by a digest of who tries."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def require_open(self, who: str, at: datetime) -> None:
        """Refuse while it has to wait."""
        found = self._store.one("SELECT until FROM attempts WHERE who = ? AND until > ?", who, at)
        if found:
            seconds = max(1, round((instant(found[0]) - at).total_seconds()))
            raise TriedTooOften("tried_too_often", clause="R-access", seconds=seconds)

    def failed(self, who: str, at: datetime) -> int:
        """Count a failure; how many there were. From the fifth on each makes it wait, twice as long as the last."""
        with self._store.together():
            self._store.do("DELETE FROM attempts WHERE last < ?", at - _FORGOTTEN)
            found = self._store.one(_FIND, who)
            failures = (found[0] if found else 0) + 1
            doubled = _FIRST * 2 ** min(max(failures - FREE, 0), 10)
            until = at + min(doubled, _LONGEST) if failures >= FREE else at
            self._store.do(_KEEP, who, failures, at, until)
        return failures

    def succeeded(self, who: str) -> None:
        """Begin to count anew."""
        self._store.do("DELETE FROM attempts WHERE who = ?", who)
