"""What somebody has begun to fill in and not sent: kept for him alone, for a month, and no part of any record.

It lies in a file of its own that no backup holds, sealed under his key: whoever has the file reads nothing, and when he
is erased nobody does.
"""

import sqlite3
from datetime import datetime, timedelta
from pathlib import Path
from threading import RLock
from typing import Any, NamedTuple

from application.access.factors import Locks
from application.codec import instant, microseconds
from application.log import Unavailable
from application.ports import Clock

FILE = "drafts.db"
LONGEST = timedelta(days=30)
MOST = 50
"""How many drafts somebody has; of more the oldest goes."""
LARGEST = 65_536
"""Bytes of one."""
_TABLE = """CREATE TABLE IF NOT EXISTS drafts (
    conference INTEGER NOT NULL, person TEXT NOT NULL, command TEXT NOT NULL, about TEXT NOT NULL,
    saved_at INTEGER NOT NULL, sealed BLOB NOT NULL, PRIMARY KEY (conference, person, command, about)) WITHOUT ROWID"""
_KEEP = """INSERT INTO drafts (conference, person, command, about, saved_at, sealed) VALUES (?, ?, ?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET saved_at = excluded.saved_at, sealed = excluded.sealed"""
_OVER = "DELETE FROM drafts WHERE saved_at < ?"
_TOO_MANY = """DELETE FROM drafts WHERE conference = ?1 AND person = ?2 AND (command, about) IN (
    SELECT command, about FROM drafts WHERE conference = ?1 AND person = ?2 ORDER BY saved_at DESC LIMIT -1 OFFSET ?3)"""
_FIND = """SELECT saved_at, sealed FROM drafts
    WHERE conference = ? AND person = ? AND command = ? AND about = ? AND saved_at >= ?"""
_DROP = "DELETE FROM drafts WHERE conference = ? AND person = ? AND command = ? AND about = ?"


class Whose(NamedTuple):
    """A form as somebody fills it in: the command, and what it is about, as the form says it."""

    conference: int
    person: str
    command: str
    about: str


class Draft(NamedTuple):
    """What was typed, and when it was kept."""

    saved_at: datetime
    typed: bytes


class Drafts:
    """The drafts of an installation, in one SQLite file."""

    def __init__(self, path: Path, clock: Clock, locks: Locks) -> None:
        self._clock = clock
        self._locks = locks
        self._turn = RLock()
        path.touch(mode=0o600)
        self._db = sqlite3.connect(path, timeout=5, isolation_level=None, check_same_thread=False)
        for pragma in ("journal_mode = WAL", "synchronous = NORMAL", "secure_delete = ON"):
            self._db.execute(f"PRAGMA {pragma}")
        self._db.execute(_TABLE)
        self._drop_old()

    def keep(self, whose: Whose, typed: bytes) -> datetime:
        """Keep it in the place of what was kept before; what is too old goes with it, and the oldest of too many."""
        now = self._clock.now()
        sealed = self._locks.lock(whose.conference, whose.person, typed)
        self._do(_KEEP, *whose, microseconds(now), sealed)
        self._drop_old()
        self._do(_TOO_MANY, whose.conference, whose.person, MOST)
        return now

    def find(self, whose: Whose) -> Draft | None:
        """What was kept of a form, if it is not too old and can still be opened."""
        since = microseconds(self._clock.now() - LONGEST)
        found = next(iter(self._do(_FIND, *whose, since)), None)
        typed = self._locks.unlock(whose.conference, whose.person, found[1]) if found else None
        return Draft(instant(found[0]), typed) if found and typed is not None else None

    def drop(self, whose: Whose) -> None:
        """Keep it no longer: it was sent, or is not wanted."""
        self._do(_DROP, *whose)

    def forget(self, conference: int, person: str) -> None:
        """Keep nothing of somebody's."""
        self._do("DELETE FROM drafts WHERE conference = ? AND person = ?", conference, person)

    def close(self) -> None:
        """Close the file."""
        with self._turn:
            self._db.close()

    def _drop_old(self) -> None:
        self._do(_OVER, microseconds(self._clock.now() - LONGEST))

    def _do(self, statement: str, *values: Any) -> list[Any]:
        with self._turn:
            try:
                return self._db.execute(statement, values).fetchall()
            except sqlite3.OperationalError as error:
                raise Unavailable(str(error)) from error
