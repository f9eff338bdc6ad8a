"""After some failures a name waits, longer each time, whether it exists or not; nobody is locked out for good.

A try counts as a failure from its beginning until it has succeeded, so that many at once are no more than one after
the other.
"""

from datetime import datetime, timedelta

from application.access.store import Store
from application.codec import instant
from domain.errors import Hindrance

FREE = 5
_FIRST, _LONGEST = timedelta(minutes=1), timedelta(minutes=15)
_FORGOTTEN = timedelta(days=1)
_FIND = "SELECT failures, until FROM attempts WHERE who = ?"
_KEEP = "INSERT OR REPLACE INTO attempts (who, failures, last, until) VALUES (?, ?, ?, ?)"


class TriedTooOften(Hindrance):
    """Too many failures; ``facts['seconds']`` says how long to wait."""


class Backoff:
    """Counts failures by a digest of what is tried."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def tries(self, who: str, at: datetime) -> int:
        """Count a try; how many failed, with this one. From the fifth on each makes it wait, twice as long as the last.

        ``TriedTooOften``: it has to wait.
        """
        with self._store.together():
            self._store.do("DELETE FROM attempts WHERE last < ?", at - _FORGOTTEN)
            failed, until = self._store.one(_FIND, who) or (0, 0)
            wait = (instant(until) - at).total_seconds()
            if 0 < wait <= _LONGEST.total_seconds():  # longer: the clock was set back
                raise TriedTooOften("tried_too_often", clause="R-access", seconds=max(1, round(wait)))
            failures = failed + 1
            self._store.do(_KEEP, who, failures, at, at + _wait_after(failures))
        return failures

    def succeeded(self, who: str) -> None:
        """Begin to count anew."""
        self._store.do("DELETE FROM attempts WHERE who = ?", who)


def _wait_after(failures: int) -> timedelta:
    if failures < FREE:
        return timedelta(0)
    return min(_FIRST * (1 << min(failures - FREE, 10)), _LONGEST)
