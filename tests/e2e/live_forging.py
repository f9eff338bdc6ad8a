"""Rows as somebody would forge them who knows how the product writes: with leaves, heads, streams and the tide."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from application.log import Opening
from application.record import Place, commitment, leaf, record
from application.vault import Vault
from tests.e2e.live_town import CONFERENCE, Lived

_ROW = "position, kind, stream, version, type, recorded_at, sw, leaf, state"
_ALL = f"SELECT {_ROW} FROM events WHERE conference = ? ORDER BY position"
_PUT = f"INSERT INTO events (conference, {_ROW}) VALUES ({', '.join('?' * 10)})"


@contextmanager
def database(folder: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(folder / "log.db", isolation_level=None)) as db:
        db.execute("BEGIN")
        yield db
        db.execute("COMMIT")


def swap(folder: Path, _: Lived, *, conference: int) -> None:
    """Two neighbours in each other's place."""
    with database(folder) as db:
        for old, new in ((7, -1), (8, 7), (-1, 8)):
            db.execute("UPDATE events SET position = ? WHERE conference = ? AND position = ?", (new, conference, old))


def insert_in_the_middle(folder: Path, _: Lived, *, conference: int) -> None:
    """A row more, with the leaf it would have; what follows moves on."""
    with database(folder) as db:
        rows = db.execute(_ALL, (conference,)).fetchall()
        new = (rows[7][0], "topic", bytes(16), 1, *rows[7][4:])
        moved = [(each[0] + 1, *each[1:]) for each in rows[7:]]
        _write(db, conference, [*rows[:7], _hashed(db, conference, new, None), *moved])


def cut_tail(folder: Path, _: Lived, *, conference: int) -> None:
    """The log as it was half way, and everything beside it."""
    with database(folder) as db:
        rows = db.execute(_ALL, (conference,)).fetchall()
        _write(db, conference, rows[: len(rows) // 2])


def rewrite_tail(folder: Path, _: Lived, *, conference: int) -> None:
    """Another history from half way on, with all that follows from it."""
    with database(folder) as db:
        rows = db.execute(_ALL, (conference,)).fetchall()
        half = len(rows) // 2
        state = rows[half][8].replace(b'"cause":null', b'"cause":"x"')
        assert state != rows[half][8]
        rows[half] = (*rows[half][:8], state)
        tips: dict[bytes, bytes] = {}
        for number, row in enumerate(rows):
            rows[number] = _hashed(db, conference, row, tips.get(row[2])) if number >= half else row
            tips[row[2]] = rows[number][7]
        _write(db, conference, rows)


def append(folder: Path, _: Lived, *, alone: bool) -> None:
    """A row more at the end: alone, or with everything that the product writes beside it."""
    with database(folder) as db:
        rows = db.execute(_ALL, (CONFERENCE,)).fetchall()
        last = next(each for each in reversed(rows) if each[1] == "roster")
        taken = (
            len(rows) + 1,
            "roster",
            last[2],
            last[3] + 1,
            "roster.absence_recorded/1",
            last[5] + 1,
            last[6],
            b"",
            last[8],
        )
        if alone:
            db.execute(_PUT, (CONFERENCE, *_hashed(db, CONFERENCE, taken, last[7])))
        else:
            again = next(each for each in reversed(rows) if b'"commit":{}' in each[8] and each[1] == "units")
            new = (len(rows) + 1, *again[1:3], again[3] + 1, again[4], last[5] + 1, *again[6:])
            _write(db, CONFERENCE, [*rows, _hashed(db, CONFERENCE, new, again[7])])


def seal_another(folder: Path, lived: Lived) -> None:
    """Another name for somebody, sealed with his own key, that opens a commitment of its own."""
    vault, salt = Vault(folder / "log.db.keys"), bytes(32)
    forged = commitment(salt, "name", "李四")
    with database(folder) as db:
        person = str(lived.people[3])
        sealed = vault.seal(CONFERENCE, Opening("name", person, salt, "李四", forged))
        db.execute("UPDATE openings SET sealed = ?, commitment = ? WHERE person = ?", (sealed.sealed, forged, person))
        assert db.execute("SELECT changes()").fetchone() == (1,)


def _hashed(db: sqlite3.Connection, conference: int, row: tuple[Any, ...], prev: bytes | None) -> tuple[Any, ...]:
    """A row with the leaf that it should have."""
    (origin,) = db.execute("SELECT origin FROM conferences WHERE id = ?", (conference,)).fetchone()
    position, kind, stream, version, name, at, sw, _, state = row
    found = leaf(record(state, Place(origin, prev, at, position, kind, stream, sw, name, version)))
    return (*row[:7], found, state)


def _write(db: sqlite3.Connection, conference: int, rows: list[tuple[Any, ...]]) -> None:
    """The rows, and every table that follows from them; what was signed of more, or of others, is left out."""
    for table in ("events", "tide"):
        db.execute(f"DELETE FROM {table} WHERE conference = ?", (conference,))
    db.executemany(_PUT, [(conference, *row) for row in rows])
    db.execute(
        "UPDATE heads SET position = ?, recorded_at = ? WHERE conference = ?", (len(rows), rows[-1][5], conference)
    )
    opened = dict(db.execute("SELECT stream, open FROM streams WHERE conference = ?", (conference,)).fetchall())
    db.execute("DELETE FROM streams WHERE conference = ?", (conference,))
    tips = {row[2]: (conference, row[2], row[1], row[3], row[7], opened.get(row[2], 1)) for row in rows}
    db.executemany("INSERT INTO streams VALUES (?, ?, ?, ?, ?, ?)", tips.values())
    ends: list[tuple[int, int, int]] = []
    for row in rows:
        while ends and ends[-1][1] >= row[5]:
            ends.pop()
        ends.append((conference, row[5], row[0]))
    db.executemany("INSERT INTO tide (conference, at, position) VALUES (?, ?, ?)", ends)
    db.execute("DELETE FROM openings WHERE conference = ? AND position > ?", (conference, len(rows)))
    db.execute("DELETE FROM checkpoints WHERE conference = ? AND size > ?", (conference, len(rows)))
    db.execute("DELETE FROM keys WHERE conference = ? AND last > ?", (conference, len(rows)))
