"""Tokens: each stands for one person in one conference, for some rights, perhaps one seat, and for a time.

Those of machines carry rights of their person. That of a feed is part of an address that a calendar program asks for; it
carries nothing but to read that one feed.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from secrets import token_urlsafe
from typing import Any

from application.access.accounts import digest_of
from application.access.journal import Journal
from application.access.rights import FEED, GRANTABLE, Right
from application.access.store import Store, moment
from application.codec import instant, instant_text, microseconds
from application.ports import Clock
from domain.errors import Malformed, NotFound
from domain.facts import installation as facts

PREFIX = "lx_"
FEED_PREFIX = "lxf_"
LONGEST_DAYS = 366
SHOWN = 12
"""So much of a digest names a token to people."""
_ALIKE = timedelta(minutes=1)
_COLUMNS = "digest, conference, person, label, scopes, seat, created_at, expires_at, last_used"
_FIND = f"SELECT {_COLUMNS} FROM tokens WHERE digest = ?"  # noqa: S608 - a constant
_ALL = f"SELECT {_COLUMNS} FROM tokens WHERE conference = ? ORDER BY created_at, digest"  # noqa: S608 - a constant
_ADD = f"INSERT INTO tokens ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"  # noqa: S608 - a constant


@dataclass(frozen=True, kw_only=True)
class Token:
    """What stands for a person; the token itself is not kept, only its SHA-256 in hexadecimal."""

    digest: str
    conference: int
    person: str
    label: str
    created_at: datetime
    scopes: frozenset[Right] = GRANTABLE
    seat: str | None = None
    expires_at: datetime | None = None
    last_used: datetime | None = None

    @property
    def id(self) -> str:
        """What it is called where it is listed."""
        return self.digest[:SHOWN]

    @property
    def is_feed(self) -> bool:
        """Whether it is the address of a feed."""
        return self.scopes == FEED

    def is_good(self, at: datetime) -> bool:
        """Whether it has not expired."""
        return self.expires_at is None or at < self.expires_at


class Tokens:
    """The tokens of all conferences."""

    def __init__(self, store: Store, journal: Journal, clock: Clock) -> None:
        self._store = store
        self._journal = journal
        self._clock = clock

    def issue(
        self,
        conference: int,
        person: str,
        *,
        by: str,
        days: int,
        scopes: Iterable[Right] = GRANTABLE,
        label: str = "",
        seat: str | None = None,
    ) -> tuple[str, Token]:
        """Make a token that stands for a person for so many days; it cannot be read back. ``FEED``: the address of a feed."""
        carried = frozenset(scopes)
        if not carried or not (carried <= GRANTABLE or carried == FEED):
            raise Malformed("scopes_unfit", clause="R-access", field="scopes", allowed=sorted(GRANTABLE))
        if not 1 <= days <= LONGEST_DAYS:
            raise Malformed("token_days_unfit", clause="R-access", field="days", most=LONGEST_DAYS)
        made, now = (FEED_PREFIX if carried == FEED else PREFIX) + token_urlsafe(32), self._clock.now()
        token = Token(
            digest=digest_of(made),
            conference=conference,
            person=person,
            label=label,
            created_at=now,
            scopes=carried,
            seat=seat,
            expires_at=now + timedelta(days=days),
        )
        with self._store.together():
            self.add(token)
            self._journal.record(
                conference,
                facts.TokenIssued,
                person=person,
                token=token.id,
                scopes=" ".join(sorted(carried)),
                seat=seat or "",
                until=instant_text(microseconds(now + timedelta(days=days))),
                done_by=by,
            )
        return made, token

    def add(self, token: Token) -> None:
        """Let a token stand for a person."""
        scopes = " ".join(sorted(token.scopes))
        times = (token.created_at, token.expires_at, token.last_used)
        self._store.do(_ADD, token.digest, token.conference, token.person, token.label, scopes, token.seat, *times)

    def find(self, made: str) -> Token | None:
        """What a token stands for, good or expired."""
        row = self._store.one(_FIND, digest_of(made))
        return row and _token(row)

    def all(self, conference: int, person: str | None = None, *, feeds: bool | None = None) -> list[Token]:
        """A conference's tokens, or those of one person, the oldest first; ``feeds``: those of feeds alone, or all others."""
        found = [_token(row) for row in self._store.all(_ALL, conference)]
        return [each for each in found if person in {None, each.person} and feeds in {None, each.is_feed}]

    def revoke(
        self, conference: int, beginning: str, *, by: str, person: str | None = None, feeds: bool | None = None
    ) -> Token:
        """Let the token whose digest begins so stand for nobody. ``NotFound``: it is not one, or not that person's."""
        with self._store.together():
            held = self.all(conference, person, feeds=feeds)
            found = [token for token in held if beginning and token.digest.startswith(beginning)]
            if len(found) != 1 and feeds:
                raise NotFound("feed_unknown", clause="R-known")
            if len(found) != 1:
                raise NotFound("token_unknown", clause="R-known", thing="token", id=beginning, found=len(found))
            self._store.do("DELETE FROM tokens WHERE digest = ?", found[0].digest)
            self._journal.record(conference, facts.TokenRevoked, person=found[0].person, token=found[0].id, done_by=by)
        return found[0]

    def used(self, token: Token, at: datetime) -> None:
        """Keep when it was last used, to the minute."""
        if token.last_used is None or at - token.last_used >= _ALIKE:
            self._store.do("UPDATE tokens SET last_used = ? WHERE digest = ?", at, token.digest)


def _token(row: Any) -> Token:
    digest, conference, person, label, scopes, seat, created, expires, used = row
    return Token(
        digest=digest,
        conference=conference,
        person=person,
        label=label,
        scopes=frozenset(map(Right, scopes.split())),
        seat=seat,
        created_at=instant(created),
        expires_at=moment(expires),
        last_used=moment(used),
    )
