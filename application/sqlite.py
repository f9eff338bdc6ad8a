"""The logs of all conferences in one SQLite file: write-ahead log, every commit synced, one writer at a time."""

import logging
import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any
from uuid import UUID

import orjson

from application.codec import instant, microseconds
from application.durable import sync
from application.log import SYSTEM, Answered, Batch, Committed, Stored
from application.mapper import FactMapper, Placed
from application.record import Place, leaf, record, release
from application.sqlite_audit import AuditRows
from application.sqlite_beside import Beside
from application.sqlite_connections import Readers, Writer
from application.sqlite_schema import open_writer
from application.sqlite_sheet import ANSWERED, Sheet
from application.sqlite_tree import TreeRows
from application.vault import Vault
from domain.errors import Malformed, NotFound, RuleBroken
from domain.recorded import Recorded

_AT_ONCE = 1_000
_NO_END = 2**62
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_INSTALLATION = re.compile(r"[a-z0-9]+([.-][a-z0-9]+)*")
_RELEASE = re.compile(r"[0-9A-Za-z.+-]+")
_AMONG = "(SELECT value FROM json_each(?))"
_PLACED = "SELECT position, recorded_at, kind, stream, version, type, state FROM events WHERE conference = ?"
_SPLICED = """SELECT e.position, e.leaf, e.state, p.leaf, e.recorded_at, e.kind, e.stream, e.sw, e.type, e.version
    FROM events AS e LEFT JOIN events AS p
    ON p.conference = e.conference AND p.stream = e.stream AND p.version = e.version - 1
    WHERE e.conference = ? AND e.position > ? AND e.position <= ? ORDER BY e.position LIMIT ?"""
log = logging.getLogger(__name__)


class SQLiteLog(Beside, TreeRows, AuditRows):
    """Every call names the conference; an id alone shows nothing of another's."""

    def __init__(self, path: Path, mapper: FactMapper | None = None, *, sw: str | None = None) -> None:
        self.on_commit: list[Callable[[int, int], None]] = []
        self.on_erase: list[Callable[[int, str], None]] = []
        self.mapper = mapper or FactMapper()
        self._path = Path(path)
        self._writer = Writer(self._path, _plain(sw or release()))
        self._readers = Readers(self._path)
        self.vault = Vault(self._path.with_name(f"{self._path.name}.keys"))
        self._seal_what_lies_open()

    # -- conferences ---------------------------------------------------------------------------------------------------

    def create_conference(self, slug: str, installation: str, at: datetime) -> int:
        """Begin the log of a conference; its origin is what its records are known by outside."""
        for field, value, form in (("slug", slug, _SLUG), ("installation", installation, _INSTALLATION)):
            if not form.fullmatch(value) or len(value) > 100:  # noqa: PLR2004 - a name, not a text
                raise Malformed("name_not_plain", clause="R-text", field=field)

        def create(sheet: Sheet) -> int:
            db = sheet.db
            if db.execute("SELECT 1 FROM conferences WHERE slug = ?", (slug,)).fetchone():
                raise RuleBroken("conference_exists", clause="R-unique", slug=slug)
            if not db.execute("SELECT 1 FROM conferences WHERE id = ?", (SYSTEM,)).fetchone():
                _begin(db, SYSTEM, "system", installation, at)
            return _begin(db, None, slug, installation, at)

        return self._writer.write(create)

    def conference(self, slug: str) -> tuple[int, str]:
        """A conference's number and its log's origin, or a refusal."""
        found = self._readers.one("SELECT id, origin FROM conferences WHERE slug = ?", (slug,))
        if found is None:
            raise NotFound("conference_unknown", clause="R-known", thing="conference", id=slug)
        return int(found[0]), str(found[1])

    # -- writing -------------------------------------------------------------------------------------------------------

    def append(self, batch: Batch) -> Committed:
        """Store everything the batch holds, or nothing; afterwards it is on the disk."""
        drafts = [self.mapper.to_stored_event(fact, batch.lineage) for _, fact in batch.facts]
        for draft, (kind, fact) in zip(drafts, batch.facts, strict=True):
            if draft.kind != kind or fact.timestamp != batch.at:
                raise ValueError(f"{draft.topic} of a {kind} at {fact.timestamp}, in a batch of {batch.at}")
        sealed = [[self.vault.seal(batch.conference, each) for each in draft.openings] for draft in drafts]
        committed = self._writer.write(lambda sheet: sheet.put(batch, drafts, sealed))
        if batch.erased:
            self.forget_keys(batch.conference, batch.erased)
            for forget in self.on_erase:
                for person in batch.erased:
                    forget(batch.conference, person)
        if drafts:
            self._wake(batch.conference, committed.last)
        return committed

    def _wake(self, conference: int, position: int) -> None:
        for wake in self.on_commit:
            try:
                wake(conference, position)
            except Exception:
                log.exception("a follower could not be woken")

    def find_key(self, conference: int, person: str, key: str) -> Answered | None:
        """What became of the request under this key, if there was one."""
        found = self._readers.one(ANSWERED, (conference, person, key))
        return found and Answered(*found)

    # -- reading -------------------------------------------------------------------------------------------------------

    def head(self, conference: int) -> int:
        """The last position."""
        found = self._readers.one("SELECT position FROM heads WHERE conference = ?", (conference,))
        if found is None:
            raise NotFound("conference_unknown", clause="R-known", thing="conference", id=conference)
        return int(found[0])

    def position_at(self, conference: int, at: datetime) -> int:
        """The last position recorded at or before a time; 0 when there is none."""
        tide = "SELECT position FROM tide WHERE conference = ? AND at <= ? ORDER BY at DESC LIMIT 1"
        return int((self._readers.one(tide, (conference, microseconds(at))) or (0,))[0])

    def time_of(self, conference: int, position: int) -> datetime:
        """When a position was recorded."""
        statement = "SELECT recorded_at FROM events WHERE conference = ? AND position = ?"
        found = self._readers.one(statement, (conference, position))
        if found is None:
            raise NotFound("position_unknown", clause="R-known", thing="position", id=position)
        return instant(found[0])

    def select(
        self,
        conference: int,
        stream: UUID,
        gt: int = 0,
        lte: int | None = None,
        *,
        desc: bool = False,
        limit: int | None = None,
    ) -> list[Stored]:
        """A stream's rows after one version and up to another."""
        rows = self._readers.all(
            f"""SELECT version, type, state, recorded_at FROM events
            WHERE conference = ? AND stream = ? AND version > ? AND version <= ?
            ORDER BY version {"DESC" if desc else "ASC"} LIMIT ?""",  # noqa: S608 - one of two words
            (conference, stream.bytes, gt, _NO_END if lte is None else lte, _NO_END if limit is None else limit),
        )
        return [Stored(stream, *row) for row in rows]

    def version_of(self, conference: int, stream: UUID) -> int:
        """The stream's version; 0 when there is no such stream."""
        statement = "SELECT version FROM streams WHERE conference = ? AND stream = ?"
        return int((self._readers.one(statement, (conference, stream.bytes)) or (0,))[0])

    def versions_at(self, conference: int, position: int) -> list[tuple[str, UUID, int]]:
        """Every stream that had begun as of a position: its kind, its id, the version it had."""
        statement = """SELECT kind, stream, MAX(version) FROM events WHERE conference = ? AND position <= ?
            GROUP BY kind, stream"""
        return [
            (kind, _uuid(stream), version)
            for kind, stream, version in self._readers.all(statement, (conference, position))
        ]

    def streams_of_kind(self, conference: int, kind: str, *, open_only: bool = False) -> list[tuple[UUID, int]]:
        """Every stream of a kind with its version, or those on which something remains to be done."""
        statement = """SELECT stream, version FROM streams
            WHERE conference = ? AND kind = ? AND open >= ? ORDER BY stream"""
        rows = self._readers.all(statement, (conference, kind, open_only))
        return [(_uuid(stream), version) for stream, version in rows]

    def read(self, conference: int, after: int, limit: int) -> list[Recorded]:
        """The facts that follow a position, in order."""
        rows = self._readers.all(f"{_PLACED} AND position > ? ORDER BY position LIMIT ?", (conference, after, limit))
        return self._recorded(conference, rows)

    def at(self, conference: int, positions: Iterable[int]) -> list[Recorded]:
        """The facts at these positions, in order."""
        these = orjson.dumps([*positions]).decode()
        rows = self._readers.all(f"{_PLACED} AND position IN {_AMONG} ORDER BY position", (conference, these))
        return self._recorded(conference, rows)

    def history(self, conference: int, stream: UUID) -> list[Recorded]:
        """A stream's facts with their places in the log."""
        rows = self._readers.all(f"{_PLACED} AND stream = ? ORDER BY version", (conference, stream.bytes))
        return self._recorded(conference, rows)

    def _recorded(self, conference: int, rows: list[Any]) -> list[Recorded]:
        recorded = self.mapper.recorded
        return [
            recorded(conference, Placed(position, at, kind, _uuid(stream), version, name, state))
            for position, at, kind, stream, version, name, state in rows
        ]

    # -- records -------------------------------------------------------------------------------------------------------

    def records(self, conference: int, after: int = 0, limit: int | None = None) -> Iterator[bytes]:
        """The exact bytes of the records that follow a position, as they were hashed when they were written."""
        return (whole for _, _, whole in self._spliced(conference, after, limit))

    def altered(self, conference: int, after: int = 0, limit: int | None = None) -> Iterator[int]:
        """The positions, of those that follow one, whose rows no longer give the record that was hashed."""
        return (position for position, kept, whole in self._spliced(conference, after, limit) if leaf(whole) != kept)

    def leaves(self, conference: int, after: int, limit: int) -> list[bytes]:
        """The leaf hashes that follow a position."""
        statement = "SELECT leaf FROM events WHERE conference = ? AND position > ? ORDER BY position LIMIT ?"
        return [row[0] for row in self._readers.all(statement, (conference, after, limit))]

    def _spliced(self, conference: int, after: int, limit: int | None) -> Iterator[tuple[int, bytes, bytes]]:
        origin = self._origin(conference)
        end = _NO_END if limit is None else after + limit
        while rows := self._readers.all(_SPLICED, (conference, after, end, _AT_ONCE)):
            for position, kept, state, prev, at, kind, stream, sw, name, version in rows:
                yield position, kept, record(state, Place(origin, prev, at, position, kind, stream, sw, name, version))
            after = rows[-1][0]

    def _origin(self, conference: int) -> str:
        found = self._readers.one("SELECT origin FROM conferences WHERE id = ?", (conference,))
        if found is None:
            raise NotFound("conference_unknown", clause="R-known", thing="conference", id=conference)
        return str(found[0])

    # -- the file ------------------------------------------------------------------------------------------------------

    def backup(self, target: Path) -> None:
        """A copy of everything as of one moment, at a path where nothing is; it is there whole or not at all."""
        if target.exists():
            raise FileExistsError(target)
        partial = target.with_name(f"{target.name}.partial")
        partial.unlink(missing_ok=True)
        partial.touch(mode=0o600)
        with closing(open_writer(self._path)) as db:
            db.execute("VACUUM INTO ?", (str(partial),))
        sync(partial)
        self.vault.backup(target.with_name(f"{target.name}.keys"))
        partial.rename(target)
        sync(target.parent)

    def close(self) -> None:
        """Close the connections, those in use when they are given back."""
        self._readers.close()
        self._writer.close()


def _begin(db: sqlite3.Connection, number: int | None, slug: str, installation: str, at: datetime) -> int:
    insert = "INSERT INTO conferences (id, slug, origin, created_at) VALUES (?, ?, ?, ?)"
    made = db.execute(insert, (number, slug, f"{installation}/{slug}", microseconds(at))).lastrowid or 0
    db.execute("INSERT INTO heads (conference, position) VALUES (?, 0)", (made,))
    return made


def _plain(sw: str) -> str:
    """The release as it may stand in a record."""
    if not _RELEASE.fullmatch(sw):
        raise ValueError(f"a release is not called {sw!r}")
    return sw


@lru_cache(maxsize=10_000)
def _uuid(stored: bytes) -> UUID:
    return UUID(bytes=stored)
