"""Tokens that an earlier release kept in the log's own file come over once, and stand there no more."""

import sqlite3
from contextlib import closing
from pathlib import Path

from application.access.rights import GRANTABLE
from application.access.store import Store

_THERE = "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'tokens'"
_KEPT = "SELECT digest, conference, person, label, created_at, expires_at, last_used FROM tokens"
_ADD = """INSERT OR IGNORE INTO tokens (digest, conference, person, label, scopes, created_at, expires_at, last_used)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?)"""


def take_over(log: Path, store: Store) -> None:
    """Move the tokens, with the rights they had; when it is cut short it is done again."""
    with closing(sqlite3.connect(log, timeout=5, isolation_level=None)) as db:
        if not db.execute(_THERE).fetchone():
            return
        db.execute("BEGIN IMMEDIATE")
        if db.execute(_THERE).fetchone():  # no other process was quicker
            _move(db, store)
        db.execute("COMMIT")


def _move(db: sqlite3.Connection, store: Store) -> None:
    with store.together():
        for digest, conference, person, label, *times in db.execute(_KEPT).fetchall():
            store.do(_ADD, digest, conference, person, label, " ".join(sorted(GRANTABLE)), *times)
    db.execute("DROP TABLE tokens")
