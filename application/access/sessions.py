"""Sessions: kept here, known to the browser by a random token alone, ended by idleness, by age, or by either side."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from secrets import token_urlsafe
from typing import Any

from application.access.accounts import digest_of
from application.access.journal import Journal
from application.access.store import Store
from application.codec import instant
from application.ports import Clock
from domain.errors import NotFound
from domain.facts import installation as facts

PREFIX = "lxs_"
IDLE, ABSOLUTE = timedelta(minutes=30), timedelta(hours=12)
CONFIRMED_FOR = timedelta(minutes=15)
"""So long after proving oneself one may sign without doing so again."""
_SHOWN, _LONGEST_AGENT = 12, 200
_ALIKE = timedelta(minutes=1)
_COLUMNS = "digest, conference, person, means, strong, agent, begun_at, seen_at, confirmed_at"
_FIND = f"SELECT {_COLUMNS} FROM sessions WHERE digest = ?"  # noqa: S608 - a constant
_OF_PERSON = f"SELECT {_COLUMNS} FROM sessions WHERE conference = ? AND person = ? ORDER BY begun_at"  # noqa: S608
_ADD = f"INSERT INTO sessions ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"  # noqa: S608 - a constant
_OVER = "DELETE FROM sessions WHERE seen_at < ? OR begun_at < ?"


@dataclass(frozen=True, kw_only=True)
class Session:
    """Somebody signed in. ``strong``: with two factors, or with one that is two. ``agent`` is what his browser says it is."""

    digest: str
    conference: int
    person: str
    means: str
    strong: bool
    agent: str
    begun_at: datetime
    seen_at: datetime
    confirmed_at: datetime

    @property
    def id(self) -> str:
        """What it is called where it is listed."""
        return self.digest[:_SHOWN]

    @property
    def ends_at(self) -> datetime:
        """When it ends if nothing more is asked in it."""
        return min(self.seen_at + IDLE, self.begun_at + ABSOLUTE)

    def is_confirmed(self, at: datetime) -> bool:
        """Whether he proved himself lately enough to sign."""
        return at - self.confirmed_at < CONFIRMED_FOR


class Sessions:
    """The sessions of all conferences."""

    def __init__(self, store: Store, journal: Journal, clock: Clock) -> None:
        self._store = store
        self._journal = journal
        self._clock = clock

    def begin(self, conference: int, person: str, *, means: str, strong: bool, agent: str) -> tuple[str, Session]:
        """A new session, and the token that is it; whatever the browser held before is not used again."""
        made, now = PREFIX + token_urlsafe(32), self._clock.now()
        session = Session(
            digest=digest_of(made),
            conference=conference,
            person=person,
            means=means,
            strong=strong,
            agent=agent[:_LONGEST_AGENT],
            begun_at=now,
            seen_at=now,
            confirmed_at=now,
        )
        with self._store.together():
            self._store.do(_OVER, now - IDLE, now - ABSOLUTE)
            self._store.do(_ADD, *vars(session).values())
            self._journal.record(conference, facts.SignedIn, person=person, means=means)
        return made, session

    def find(self, made: str) -> Session | None:
        """The session of a token, if it has not ended; it is seen by this."""
        row, now = self._store.one(_FIND, digest_of(made)), self._clock.now()
        session = _session(row) if row else None
        if session is None or now >= session.ends_at:
            return None
        if now - session.seen_at >= _ALIKE:
            self._store.do("UPDATE sessions SET seen_at = ? WHERE digest = ?", now, session.digest)
        return session

    def all(self, conference: int, person: str) -> list[Session]:
        """A person's sessions that have not ended, the oldest first."""
        now = self._clock.now()
        found = (_session(row) for row in self._store.all(_OF_PERSON, conference, person))
        return [session for session in found if now < session.ends_at]

    def confirm(self, session: Session, *, strong: bool | None = None) -> None:
        """Keep that he proved himself again just now, and if he did so with a second factor, that too."""
        self._store.do(
            "UPDATE sessions SET confirmed_at = ?, strong = ? WHERE digest = ?",
            self._clock.now(),
            session.strong if strong is None else strong,
            session.digest,
        )

    def renew(self, session: Session) -> tuple[str, Session]:
        """The same session under a new token; the old one is good for nothing any more."""
        made = PREFIX + token_urlsafe(32)
        self._store.do("UPDATE sessions SET digest = ? WHERE digest = ?", digest_of(made), session.digest)
        return made, replace(session, digest=digest_of(made))

    def end(self, conference: int, person: str, beginning: str, *, by: str) -> None:
        """End one of a person's sessions. ``NotFound``: it is none of his, or has ended."""
        with self._store.together():
            found = [each for each in self.all(conference, person) if beginning and each.digest.startswith(beginning)]
            if len(found) != 1:
                raise NotFound("session_unknown", clause="R-known", thing="session", id=beginning)
            self._store.do("DELETE FROM sessions WHERE digest = ?", found[0].digest)
            self._journal.record(conference, facts.SessionEnded, person=person, done_by=by)

    def end_all(self, conference: int, person: str, *, by: str, but: str = "") -> int:
        """End all of a person's sessions, or all but one; how many."""
        with self._store.together():
            ended = self._store.do(
                "DELETE FROM sessions WHERE conference = ? AND person = ? AND digest != ?", conference, person, but
            )
            if ended:
                self._journal.record(conference, facts.SessionEnded, person=person, done_by=by)
        return ended


def _session(row: Any) -> Session:
    digest, conference, person, means, strong, agent, begun, seen, confirmed = row
    return Session(
        digest=digest,
        conference=conference,
        person=person,
        means=means,
        strong=bool(strong),
        agent=agent,
        begun_at=instant(begun),
        seen_at=instant(seen),
        confirmed_at=instant(confirmed),
    )
