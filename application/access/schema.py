"""The database file of accounts: its tables, and a connection whose every commit is on the disk."""

import sqlite3
from pathlib import Path

SCHEMA = 1
_TABLES = (
    """CREATE TABLE IF NOT EXISTS accounts (
        conference INTEGER NOT NULL, person TEXT NOT NULL, name TEXT NOT NULL, opened_at INTEGER NOT NULL,
        role TEXT, password TEXT, code TEXT, code_until INTEGER, closed_at INTEGER,
        totp BLOB, totp_step INTEGER NOT NULL DEFAULT 0, totp_on INTEGER NOT NULL DEFAULT 0,
        PRIMARY KEY (conference, person), UNIQUE (conference, name)) WITHOUT ROWID""",
    """CREATE TABLE IF NOT EXISTS recovery (
        conference INTEGER NOT NULL, person TEXT NOT NULL, digest TEXT NOT NULL,
        PRIMARY KEY (conference, person, digest)) WITHOUT ROWID""",
    """CREATE TABLE IF NOT EXISTS passkeys (
        id BLOB PRIMARY KEY, conference INTEGER NOT NULL, person TEXT NOT NULL, key BLOB NOT NULL,
        count INTEGER NOT NULL, label TEXT NOT NULL, created_at INTEGER NOT NULL, last_used INTEGER) WITHOUT ROWID""",
    "CREATE INDEX IF NOT EXISTS passkeys_of_person ON passkeys (conference, person)",
    """CREATE TABLE IF NOT EXISTS identities (
        issuer TEXT NOT NULL, subject TEXT NOT NULL, conference INTEGER NOT NULL, person TEXT NOT NULL,
        created_at INTEGER NOT NULL, PRIMARY KEY (issuer, subject, conference)) WITHOUT ROWID""",
    """CREATE TABLE IF NOT EXISTS sessions (
        digest TEXT PRIMARY KEY, conference INTEGER NOT NULL, person TEXT NOT NULL, means TEXT NOT NULL,
        strong INTEGER NOT NULL, agent TEXT NOT NULL, begun_at INTEGER NOT NULL, seen_at INTEGER NOT NULL,
        confirmed_at INTEGER NOT NULL) WITHOUT ROWID""",
    "CREATE INDEX IF NOT EXISTS sessions_of_person ON sessions (conference, person)",
    """CREATE TABLE IF NOT EXISTS tokens (
        digest TEXT PRIMARY KEY, conference INTEGER NOT NULL, person TEXT NOT NULL, label TEXT NOT NULL,
        scopes TEXT NOT NULL, seat TEXT, created_at INTEGER NOT NULL, expires_at INTEGER, last_used INTEGER)
        WITHOUT ROWID""",
    "CREATE INDEX IF NOT EXISTS tokens_of_person ON tokens (conference, person)",
    """CREATE TABLE IF NOT EXISTS attempts (
        who TEXT PRIMARY KEY, failures INTEGER NOT NULL, last INTEGER NOT NULL, until INTEGER NOT NULL) WITHOUT ROWID""",
    """CREATE TABLE IF NOT EXISTS pending (
        digest TEXT PRIMARY KEY, what TEXT NOT NULL, body BLOB NOT NULL, until INTEGER NOT NULL) WITHOUT ROWID""",
)


def connect(path: Path) -> sqlite3.Connection:
    """A connection to the file, which is its owner's alone and is made if it is not there."""
    path.touch(mode=0o600)
    db = sqlite3.connect(path, timeout=5, isolation_level=None, check_same_thread=False)
    try:
        for pragma in ("journal_mode = WAL", "synchronous = FULL", "secure_delete = ON"):
            db.execute(f"PRAGMA {pragma}").fetchall()
        _make_ready(db)
    except BaseException:
        db.close()
        raise
    return db


def _make_ready(db: sqlite3.Connection) -> None:
    (found,) = db.execute("PRAGMA user_version").fetchone()
    if found > SCHEMA:
        raise sqlite3.DatabaseError(f"the file has schema {found}, this release {SCHEMA}")
    if found < SCHEMA:
        db.execute("BEGIN IMMEDIATE")
        for table in _TABLES:
            db.execute(table)
        db.execute(f"PRAGMA user_version = {SCHEMA}")
        db.execute("COMMIT")
