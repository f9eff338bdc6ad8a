"""How a batch becomes rows, inside the writer's transaction: positions, versions, leaves, keys, openings."""

import sqlite3
from collections.abc import Sequence
from typing import Any, NamedTuple

from application.codec import microseconds
from application.log import Answered, Batch, Committed, Conflict, KeyTaken
from application.mapper import Draft
from application.record import Place, fit_record, leaf
from domain.errors import NotFound

HEAD = """SELECT position, recorded_at, origin FROM heads JOIN conferences ON id = conference WHERE conference = ?"""
MOVE_HEAD = "UPDATE heads SET position = ?, recorded_at = ? WHERE conference = ?"
ANSWERED = "SELECT digest, answer, first, last FROM keys WHERE conference = ? AND person = ? AND key = ?"
KEEP_KEY = "INSERT INTO keys (conference, person, key, digest, answer, first, last) VALUES (?, ?, ?, ?, ?, ?, ?)"
TIP = "SELECT version, leaf, open FROM streams WHERE conference = ? AND stream = ?"
MOVE_TIP = """INSERT INTO streams (conference, stream, kind, version, leaf, open) VALUES (?, ?, ?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET version = excluded.version, leaf = excluded.leaf, open = excluded.open"""
STORE = """INSERT INTO events (conference, position, kind, stream, version, type, recorded_at, sw, leaf, state)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"""
EBB = "DELETE FROM tide WHERE conference = ? AND at >= ?"
FLOOD = "INSERT INTO tide (conference, at, position) VALUES (?, ?, ?)"
KEEP_OPENING = """INSERT INTO openings (conference, commitment, position, path, person, salt, value)
    VALUES (?, ?, ?, ?, ?, ?, ?)"""


class Head(NamedTuple):
    """Where a conference's log stands."""

    position: int
    recorded_at: int | None
    origin: str


class Tip(NamedTuple):
    """Where a stream stands."""

    version: int = 0
    leaf: bytes | None = None
    open: bool = True


def append(db: sqlite3.Connection, batch: Batch, drafts: Sequence[Draft], sw: str) -> Committed:
    """Store the batch, or raise before anything is written."""
    head = head_of(db, batch.conference)
    _require_new_key(db, batch)
    tips = _require_unmoved(db, batch, drafts, head)
    first, last = head.position + 1, head.position + len(drafts)
    if drafts:
        _store(db, batch, _rows(batch, drafts, tips, head, sw), tips)
        _move_head(db, batch.conference, head, last, microseconds(batch.at))
        db.executemany(KEEP_OPENING, _openings(batch.conference, drafts, first))
    if batch.key:
        key = batch.key
        db.execute(KEEP_KEY, (batch.conference, key.person, key.key, key.digest, key.answer, first, last))
    return Committed(first, last, batch.at)


def head_of(db: sqlite3.Connection, conference: int) -> Head:
    """Where the conference's log stands, or a refusal."""
    found = db.execute(HEAD, (conference,)).fetchone()
    if found is None:
        raise NotFound("conference_unknown", clause="R-known", thing="conference", id=conference)
    return Head(*found)


def _require_new_key(db: sqlite3.Connection, batch: Batch) -> None:
    if batch.key is None:
        return
    found = db.execute(ANSWERED, (batch.conference, batch.key.person, batch.key.key)).fetchone()
    if found is not None:
        raise KeyTaken(Answered(*found))


def _require_unmoved(db: sqlite3.Connection, batch: Batch, drafts: Sequence[Draft], head: Head) -> dict[bytes, Tip]:
    """Where the streams stand that the command read or wrote; a conflict if one is not where the command saw it."""
    if batch.head is not None and batch.head != head.position:
        raise Conflict(f"the log is at {head.position}, not {batch.head}")
    seen = {stream.bytes: version for stream, version in batch.reads.items()}
    for draft in drafts:
        seen.setdefault(_stream(draft), draft.originator_version - 1)
    tips = {}
    for stream, version in seen.items():
        found = db.execute(TIP, (batch.conference, stream)).fetchone()
        tips[stream] = Tip(*found) if found else Tip()
        if tips[stream].version != version:
            raise Conflict(f"stream {stream.hex()} is at version {tips[stream].version}, not {version}")
    return tips


def _rows(batch: Batch, drafts: Sequence[Draft], tips: dict[bytes, Tip], head: Head, sw: str) -> list[tuple[Any, ...]]:
    """The rows to store; the tips move along."""
    rows, at = [], microseconds(batch.at)
    for position, draft in enumerate(drafts, head.position + 1):
        stream, version, kind = _stream(draft), draft.originator_version, draft.kind
        tip = tips[stream]
        if version != tip.version + 1:
            raise Conflict(f"stream {stream.hex()} is at version {tip.version}, not {version - 1}")
        place = Place(head.origin, tip.leaf, at, position, kind, stream, sw, draft.topic, version)
        found = leaf(fit_record(draft.state, place))
        tips[stream] = Tip(version, found, tip.open)
        rows.append((batch.conference, position, kind, stream, version, draft.topic, at, sw, found, draft.state))
    return rows


def _store(db: sqlite3.Connection, batch: Batch, rows: list[tuple[Any, ...]], tips: dict[bytes, Tip]) -> None:
    marks = {stream.bytes: is_open for stream, is_open in batch.open_marks.items()}
    moved = [
        (batch.conference, stream, kind, tips[stream].version, tips[stream].leaf, marks.get(stream, tips[stream].open))
        for stream, kind in {row[3]: row[2] for row in rows}.items()
    ]
    db.executemany(STORE, rows)
    db.executemany(MOVE_TIP, moved)


def _move_head(db: sqlite3.Connection, conference: int, head: Head, last: int, at: int) -> None:
    """Move the head, and the tide with it: an earlier position with a later time stands for no time any more."""
    db.execute(MOVE_HEAD, (last, at, conference))
    if head.recorded_at is not None and at <= head.recorded_at:
        db.execute(EBB, (conference, at))
    db.execute(FLOOD, (conference, at, last))


def _openings(conference: int, drafts: Sequence[Draft], first: int) -> list[tuple[Any, ...]]:
    return [
        (conference, opening.commitment, position, opening.path, opening.person, opening.salt, opening.value)
        for position, draft in enumerate(drafts, first)
        for opening in draft.openings
    ]


def _stream(draft: Draft) -> bytes:
    """The stream's id as it is stored."""
    return draft.originator_id.bytes  # type: ignore[union-attr]
