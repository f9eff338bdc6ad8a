"""What is recorded of comings and goings in the installation's own log: by pseudonymous ids, and no more than it bears."""

from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Lock
from typing import Any

from application.proof.system import SystemLog, that
from domain.facts import installation as facts
from domain.stream import Fact

AT_THE_MACHINE = "operator"
"""Who did it, when it was done with the command line tool by whoever has the folder."""
_AGAIN_AFTER = timedelta(hours=1)
_MOST_KEPT = 10_000
_LONGEST = 200
"""So many characters of what somebody read are recorded."""


class Journal:
    """Records facts about one conference's accounts. ``origin`` is what the conference's log is called."""

    def __init__(self, system: SystemLog, origin_of: Callable[[int], str]) -> None:
        self._system = system
        self._origin_of = origin_of
        self._lock = Lock()
        self._told: dict[tuple[object, ...], datetime] = {}

    def record(self, conference: int, fact: Callable[..., Fact], **told: Any) -> None:
        """Record a fact; it is on the disk when this returns."""
        self._system.record(that(fact, origin=self._origin_of(conference), **told))

    def failed(self, conference: int, at: datetime, *, person: str, failures: int) -> None:
        """Record that a name has to wait. Names that are nobody's are told of together, once an hour: there is no end of them."""
        if person or self._is_new(at, conference):
            self.record(conference, facts.SignInFailed, person=person, failures=failures)

    def refused(self, conference: int, at: datetime, *, person: str, what: str, code: str) -> None:
        """Record that somebody reached for what is not his; the same again only after an hour, so that nobody floods it."""
        if self._is_new(at, conference, person, what, code):
            self.record(conference, facts.AccessRefused, person=person, what=what, code=code)

    def read(self, conference: int, at: datetime, *, person: str, what: str) -> None:
        """Record that somebody read what only his role lets him read; the same again only after an hour."""
        what = what[:_LONGEST]
        if self._is_new(at, conference, person, what):
            self.record(conference, facts.AuditRead, who=person, what=what)

    def _is_new(self, at: datetime, *told: object) -> bool:
        with self._lock:
            if told in self._told and abs(at - self._told[told]) < _AGAIN_AFTER:
                return False
            if len(self._told) >= _MOST_KEPT:
                self._told.clear()
            self._told[told] = at
            return True
