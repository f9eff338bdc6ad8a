"""The log's database file in SQLite: its tables, made in one step under a lock, and the connections to it."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from time import sleep

SCHEMA = 2
_BUSY_MS = 5_000
_FULL = 2
_PATIENCE = 20

_FIRST = (
    """CREATE TABLE conferences (
        id INTEGER PRIMARY KEY, slug TEXT NOT NULL UNIQUE, origin TEXT NOT NULL UNIQUE, created_at INTEGER NOT NULL)""",
    """CREATE TABLE heads (
        conference INTEGER PRIMARY KEY, position INTEGER NOT NULL, recorded_at INTEGER)""",
    """CREATE TABLE events (
        conference INTEGER NOT NULL, position INTEGER NOT NULL, kind TEXT NOT NULL, stream BLOB NOT NULL,
        version INTEGER NOT NULL, type TEXT NOT NULL, recorded_at INTEGER NOT NULL, sw TEXT NOT NULL,
        leaf BLOB NOT NULL, state BLOB NOT NULL,
        UNIQUE (conference, position), UNIQUE (conference, stream, version))""",
    """CREATE TABLE streams (
        conference INTEGER NOT NULL, stream BLOB NOT NULL, kind TEXT NOT NULL, version INTEGER NOT NULL,
        leaf BLOB NOT NULL, open INTEGER NOT NULL, PRIMARY KEY (conference, stream)) WITHOUT ROWID""",
    "CREATE INDEX streams_of_kind ON streams (conference, kind, open)",
    """CREATE TABLE tide (
        conference INTEGER NOT NULL, at INTEGER NOT NULL, position INTEGER NOT NULL,
        PRIMARY KEY (conference, at)) WITHOUT ROWID""",
    """CREATE TABLE keys (
        conference INTEGER NOT NULL, person TEXT NOT NULL, key TEXT NOT NULL, digest TEXT NOT NULL,
        answer BLOB NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL,
        PRIMARY KEY (conference, person, key)) WITHOUT ROWID""",
    """CREATE TABLE openings (
        conference INTEGER NOT NULL, commitment TEXT NOT NULL, position INTEGER NOT NULL, path TEXT NOT NULL,
        person TEXT NOT NULL, salt BLOB NOT NULL, value TEXT NOT NULL,
        PRIMARY KEY (conference, commitment)) WITHOUT ROWID""",
    "CREATE INDEX openings_of_person ON openings (conference, person)",
    """CREATE TABLE refusals (
        conference INTEGER NOT NULL, number INTEGER NOT NULL, at INTEGER NOT NULL, person TEXT NOT NULL,
        command TEXT NOT NULL, code TEXT NOT NULL, clause TEXT, key TEXT,
        PRIMARY KEY (conference, number)) WITHOUT ROWID""",
)
_PROVABLE = (
    "ALTER TABLE conferences ADD COLUMN epoch INTEGER NOT NULL DEFAULT 1",
    """CREATE TABLE nodes (
        conference INTEGER NOT NULL, level INTEGER NOT NULL, number INTEGER NOT NULL, hash BLOB NOT NULL,
        PRIMARY KEY (conference, level, number)) WITHOUT ROWID""",
    """CREATE TABLE checkpoints (
        conference INTEGER NOT NULL, epoch INTEGER NOT NULL, size INTEGER NOT NULL, signed_at INTEGER NOT NULL,
        note TEXT NOT NULL, PRIMARY KEY (conference, epoch, size)) WITHOUT ROWID""",
    "ALTER TABLE openings RENAME TO openings_in_clear",
    "DROP INDEX openings_of_person",
    """CREATE TABLE openings (
        conference INTEGER NOT NULL, commitment TEXT NOT NULL, position INTEGER NOT NULL, path TEXT NOT NULL,
        person TEXT NOT NULL, sealed BLOB NOT NULL,
        PRIMARY KEY (conference, commitment)) WITHOUT ROWID""",
    "CREATE INDEX openings_of_person ON openings (conference, person)",
    """INSERT INTO conferences (id, slug, origin, created_at)
        SELECT 0, 'system', substr(origin, 1, length(origin) - length(slug)) || 'system', created_at
        FROM conferences ORDER BY id LIMIT 1""",
    "INSERT INTO heads (conference, position) SELECT id, 0 FROM conferences WHERE id = 0",
)
_STEPS = (_FIRST, _PROVABLE)
"""What makes the tables of each schema out of those of the one before."""


class WrongSchema(Exception):
    """The file was made by another release, whose tables this one does not know."""


def open_writer(path: Path) -> sqlite3.Connection:
    """A connection that writes: what it commits is on the disk. A new file is its owner's alone, and is made ready."""
    path.touch(mode=0o600)
    db = _connect(path)
    try:
        _patiently(lambda: db.execute("PRAGMA journal_mode = WAL"))
        db.execute("PRAGMA synchronous = FULL")
        db.execute("PRAGMA secure_delete = ON")
        _require_durable(db)
        _make_ready(db)
    except BaseException:
        db.close()
        raise
    return db


def open_reader(path: Path) -> sqlite3.Connection:
    """A connection that cannot write."""
    db = _connect(path)
    db.execute("PRAGMA query_only = ON")
    return db


def empty_wal(path: Path) -> None:
    """Move what SQLite keeps beside the file into it, so that nothing deleted stays behind; readers hold it up."""
    with closing(open_writer(path)) as db:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


def _connect(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(
        path, timeout=_BUSY_MS / 1_000, isolation_level=None, check_same_thread=False, cached_statements=256
    )


def _require_durable(db: sqlite3.Connection) -> None:
    (mode,) = db.execute("PRAGMA journal_mode").fetchone()
    (synchronous,) = db.execute("PRAGMA synchronous").fetchone()
    if (mode, synchronous) != ("wal", _FULL):
        raise RuntimeError(f"commits would not be durable: journal_mode {mode}, synchronous {synchronous}")


def _make_ready(db: sqlite3.Connection) -> None:
    db.execute("BEGIN IMMEDIATE")
    try:
        _make_tables(db)
    except BaseException:
        db.execute("ROLLBACK")
        raise
    db.execute("COMMIT")


def _make_tables(db: sqlite3.Connection) -> None:
    db.execute("CREATE TABLE IF NOT EXISTS schema (version INTEGER NOT NULL)")
    (found,) = db.execute("SELECT MAX(version) FROM schema").fetchone()
    if (found or 0) > SCHEMA:
        raise WrongSchema(f"the file has schema {found}, this release {SCHEMA}")
    for version, statements in enumerate(_STEPS[found or 0 :], (found or 0) + 1):
        for statement in statements:
            db.execute(statement)
        db.execute("INSERT INTO schema (version) VALUES (?)", (version,))


def _patiently(attempt: Callable[[], object]) -> None:
    """Of several processes that change the journal mode at once, SQLite lets some fail without waiting."""
    for _ in range(_PATIENCE):
        try:
            attempt()
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
                raise
            sleep(0.05)
        else:
            return
    attempt()
