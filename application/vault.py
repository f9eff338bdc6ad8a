"""The keys of persons: what is opened about somebody can be read with his key alone, and without it by nobody.

The keys lie in a file beside the log's, so that a copy of the log opens nothing, and an old copy nothing of a person
whose key is gone.
"""

import os
import sqlite3
from base64 import b64decode, b64encode
from contextlib import closing
from pathlib import Path
from threading import Lock

import orjson
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from application.log import Opening, SealedOpening
from application.record import canonical

_TABLE = """CREATE TABLE IF NOT EXISTS keys (
    conference INTEGER NOT NULL, person TEXT NOT NULL, key BLOB NOT NULL, PRIMARY KEY (conference, person)) WITHOUT ROWID"""
_FIND = "SELECT key FROM keys WHERE conference = ? AND person = ?"
_NONCE, _KEY_BITS = 12, 256


class Vault:
    """Seals openings with the keys of the persons they are about, and opens them while the keys are there."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = Lock()
        self._known: dict[tuple[int, str], AESGCM] = {}

    def seal(self, conference: int, opening: Opening) -> SealedOpening:
        """The opening as it is stored; the person's key is on the disk before it is used."""
        cipher = self._cipher(conference, opening.person) or self._new(conference, opening.person)
        plain = canonical([b64encode(opening.salt).decode(), opening.value])
        nonce = os.urandom(_NONCE)
        sealed = nonce + cipher.encrypt(nonce, plain, opening.commitment.encode())
        return SealedOpening(opening.path, opening.person, sealed, opening.commitment)

    def open(self, conference: int, stored: SealedOpening) -> Opening | None:
        """The opening, or None: its key is gone, or it is not what was sealed."""
        cipher = self._cipher(conference, stored.person)
        if cipher is None:
            return None
        try:
            plain = cipher.decrypt(stored.sealed[:_NONCE], stored.sealed[_NONCE:], stored.commitment.encode())
        except (InvalidTag, ValueError):
            return None
        salt, value = orjson.loads(plain)
        return Opening(stored.path, stored.person, b64decode(salt), value, stored.commitment)

    def lock(self, conference: int, person: str, secret: bytes) -> bytes:
        """A secret of a person's as it is stored."""
        cipher = self._cipher(conference, person) or self._new(conference, person)
        nonce = os.urandom(_NONCE)
        return nonce + cipher.encrypt(nonce, secret, person.encode())

    def unlock(self, conference: int, person: str, locked: bytes) -> bytes | None:
        """The secret, or None: its key is gone, or it is not what was locked."""
        cipher = self._cipher(conference, person)
        try:
            return cipher.decrypt(locked[:_NONCE], locked[_NONCE:], person.encode()) if cipher else None
        except (InvalidTag, ValueError):
            return None

    def forget(self, conference: int, person: str) -> None:
        """Destroy a person's key, on the disk too."""
        with self._lock:
            self._known.pop((conference, person), None)
            if self._path.exists():
                with closing(self._db()) as db:
                    db.execute("DELETE FROM keys WHERE conference = ? AND person = ?", (conference, person))

    def backup(self, target: Path) -> None:
        """A copy of the keys there are now."""
        if self._path.exists():
            with closing(self._db()) as db:
                target.unlink(missing_ok=True)
                target.touch(mode=0o600)
                db.execute("VACUUM INTO ?", (str(target),))

    def _cipher(self, conference: int, person: str) -> AESGCM | None:
        with self._lock:
            known = self._known.get((conference, person))
            if known is None and self._path.exists():
                with closing(self._db()) as db:
                    found = db.execute(_FIND, (conference, person)).fetchone()
                if found:
                    known = self._known[conference, person] = AESGCM(found[0])
            return known

    def _new(self, conference: int, person: str) -> AESGCM:
        """Make a key, or take the one that another process has made meanwhile."""
        with self._lock, closing(self._db()) as db:
            made = AESGCM.generate_key(_KEY_BITS)
            db.execute(
                "INSERT OR IGNORE INTO keys (conference, person, key) VALUES (?, ?, ?)", (conference, person, made)
            )
            (key,) = db.execute(_FIND, (conference, person)).fetchone()
            self._known[conference, person] = AESGCM(key)
            return self._known[conference, person]

    def _db(self) -> sqlite3.Connection:
        """A connection whose every statement is on the disk when it returns, and which overwrites what it deletes."""
        if not self._path.exists():
            self._path.touch(mode=0o600)
        db = sqlite3.connect(self._path, timeout=5, isolation_level=None)
        for pragma in ("synchronous = FULL", "secure_delete = ON"):
            db.execute(f"PRAGMA {pragma}")
        db.execute(_TABLE)
        return db
