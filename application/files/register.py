"""What is known of uploaded files, beside the logs: which are held, who brought them, under which name.

A name may tell about a person, so it can be deleted; what a record proves does not depend on it.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from threading import RLock
from typing import Any, NamedTuple

import orjson

from application.codec import instant, microseconds
from application.durable import sync
from application.log import Unavailable

_TABLES = (
    """CREATE TABLE IF NOT EXISTS held (
        conference INTEGER NOT NULL, digest TEXT NOT NULL, size INTEGER NOT NULL, media_type TEXT NOT NULL,
        state TEXT NOT NULL, remarks TEXT NOT NULL, PRIMARY KEY (conference, digest)) WITHOUT ROWID""",
    """CREATE TABLE IF NOT EXISTS uploads (
        conference INTEGER NOT NULL, digest TEXT NOT NULL, person TEXT NOT NULL, at INTEGER NOT NULL,
        media_type TEXT NOT NULL, name TEXT, PRIMARY KEY (conference, digest, person)) WITHOUT ROWID""",
    "CREATE INDEX IF NOT EXISTS uploads_of_person ON uploads (conference, person, at)",
)
_AMONG = "(SELECT value FROM json_each(?))"
_HELD = "SELECT conference, digest, size, media_type, state, remarks FROM held WHERE conference = ? AND digest IN "
_UPLOADS = "SELECT conference, digest, person, at, media_type, name FROM uploads WHERE conference = ?"
_HOLD = """INSERT INTO held (conference, digest, size, media_type, state, remarks) VALUES (?, ?, ?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET state = excluded.state WHERE state = 'unscanned'"""
_BRING = """INSERT INTO uploads (conference, digest, person, at, media_type, name) VALUES (?, ?, ?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET at = excluded.at, media_type = excluded.media_type, name = excluded.name"""
_ORPHANS = """DELETE FROM held WHERE NOT EXISTS
    (SELECT 1 FROM uploads AS u WHERE u.conference = held.conference AND u.digest = held.digest)"""


class State(StrEnum):
    """What a scanner said of a file; without one it is and stays unscanned."""

    UNSCANNED = "unscanned"
    CLEAN = "clean"
    INFECTED = "infected"


class Held(NamedTuple):
    """A file that is there, in one conference."""

    conference: int
    digest: str
    size: int
    media_type: str
    state: State
    remarks: tuple[str, ...]


class Upload(NamedTuple):
    """That somebody brought a file: when, declared as what, and under which name, unless that was erased."""

    conference: int
    digest: str
    person: str
    at: datetime
    media_type: str
    name: str | None


class Register:
    """One SQLite file; whoever writes is alone, in this process and in others."""

    def __init__(self, path: Path) -> None:
        path.touch(mode=0o600)
        self._lock = RLock()
        self._db = sqlite3.connect(path, timeout=10, isolation_level=None, check_same_thread=False)
        for pragma in ("journal_mode = WAL", "synchronous = FULL", "secure_delete = ON"):
            self._db.execute(f"PRAGMA {pragma}")
        with self.alone():
            for statement in _TABLES:
                self._db.execute(statement)

    @contextmanager
    def alone(self) -> Iterator[None]:
        """A transaction: what is written in it is on the disk afterwards, or none of it."""
        with self._lock:
            self._execute("BEGIN IMMEDIATE")
            try:
                yield
                self._execute("COMMIT")
            except BaseException:
                if self._db.in_transaction:
                    self._db.execute("ROLLBACK")
                raise

    def held(self, conference: int, digests: Sequence[str]) -> dict[str, Held]:
        """Those of the files that are there."""
        rows = self._all(_HELD + _AMONG, conference, _listed(digests))
        return {row[1]: _held(row) for row in rows}

    def all_held(self) -> list[tuple[int, str]]:
        """The conference and the digest of every file that is there."""
        return self._all("SELECT conference, digest FROM held ORDER BY conference, digest")

    def hold(self, file: Held) -> None:
        """Note that a file is there. What a scanner said of it before stays."""
        self._execute(_HOLD, *file[:4], file.state.value, " ".join(file.remarks))

    def mark(self, digest: str, state: State) -> None:
        """Note what a scanner says of a file now, wherever it is held."""
        self._execute("UPDATE held SET state = ? WHERE digest = ?", state.value, digest)

    def bring(self, upload: Upload) -> None:
        """Note that somebody brought a file, if he did so before then anew."""
        conference, digest, person, at, media_type, name = upload
        self._execute(_BRING, conference, digest, person, microseconds(at), media_type, name)

    def uploads(self, conference: int, digests: Sequence[str]) -> list[Upload]:
        """Who brought any of these files, the earliest first."""
        statement = f"{_UPLOADS} AND digest IN {_AMONG} ORDER BY at, person"
        return list(map(_upload, self._all(statement, conference, _listed(digests))))

    def uploads_since(self, conference: int, at: datetime, person: str | None = None) -> list[Upload]:
        """What was brought from a time on, by one person or by all, the earliest first."""
        statement = f"{_UPLOADS} AND at >= ? AND person = COALESCE(?, person) ORDER BY at, digest"
        return list(map(_upload, self._all(statement, conference, microseconds(at), person)))

    def uploads_until(self, at: datetime) -> list[Upload]:
        """What was brought before a time, in every conference."""
        statement = _UPLOADS.replace("WHERE conference = ?", "WHERE at < ?")
        return list(map(_upload, self._all(statement, microseconds(at))))

    def uploads_of(self, conference: int, person: str) -> list[Upload]:
        """What a person ever brought that is there still."""
        return list(map(_upload, self._all(f"{_UPLOADS} AND person = ? ORDER BY at", conference, person)))

    def take_away(self, uploads: Sequence[Upload]) -> None:
        """Forget that these were brought, and hold no longer what nobody brought."""
        for each in uploads:
            self._execute("DELETE FROM uploads WHERE conference = ? AND digest = ? AND person = ?", *each[:3])
        self._execute(_ORPHANS)

    def forget_names(self, conference: int, person: str) -> None:
        """Delete the names that a person gave to files."""
        self._execute("UPDATE uploads SET name = NULL WHERE conference = ? AND person = ?", conference, person)

    def empty_wal(self) -> None:
        """Move what SQLite keeps beside the file into it, so that nothing deleted stays behind."""
        self._all("PRAGMA wal_checkpoint(TRUNCATE)")

    def is_held_anywhere(self, digest: str) -> bool:
        """Whether any conference holds a file."""
        return bool(self._all("SELECT 1 FROM held WHERE digest = ? LIMIT 1", digest))

    def backup(self, target: Path) -> None:
        """A copy as of one moment, at a path where nothing is."""
        target.touch(mode=0o600)
        with self._lock, closing(sqlite3.connect(target)) as copy:
            self._db.backup(copy)
        sync(target)

    def close(self) -> None:
        """Close the connection when what is under way is finished."""
        with self._lock:
            self._db.close()

    def _execute(self, statement: str, *values: Any) -> None:
        self._all(statement, *values)

    def _all(self, statement: str, *values: Any) -> list[Any]:
        with self._lock:
            try:
                return self._db.execute(statement, values).fetchall()
            except sqlite3.OperationalError as error:
                raise Unavailable(str(error)) from error


def _held(row: tuple[Any, ...]) -> Held:
    conference, digest, size, media_type, state, remarks = row
    return Held(conference, digest, size, media_type, State(state), tuple(remarks.split()))


def _listed(digests: Sequence[str]) -> str:
    return orjson.dumps(list(digests)).decode()


def _upload(row: tuple[Any, ...]) -> Upload:
    conference, digest, person, at, media_type, name = row
    return Upload(conference, digest, person, instant(at), media_type, name)
