"""How batches become rows, inside the writer's transaction: positions, versions, leaves, keys, openings."""

import sqlite3
from collections.abc import Sequence
from typing import Any, NamedTuple

from application.codec import microseconds
from application.log import Answered, Batch, Committed, Conflict, KeyTaken, SealedOpening
from application.mapper import Draft
from application.record import Place, fit_record, leaf
from domain.errors import NotFound

HEAD = "SELECT position, recorded_at, origin FROM heads JOIN conferences ON id = conference WHERE conference = ?"
MOVE_HEAD = "UPDATE heads SET position = ?, recorded_at = ? WHERE conference = ?"
ANSWERED = "SELECT digest, answer, first, last FROM keys WHERE conference = ? AND person = ? AND key = ?"
ANSWER = "INSERT INTO keys (conference, person, key, digest, answer, first, last) VALUES (?, ?, ?, ?, ?, ?, ?)"
TIP = "SELECT version, leaf, kind, open FROM streams WHERE conference = ? AND stream = ?"
MOVE_TIP = """INSERT INTO streams (conference, stream, version, leaf, kind, open) VALUES (?, ?, ?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET version = excluded.version, leaf = excluded.leaf, open = excluded.open"""
STORE = """INSERT INTO events (conference, position, kind, stream, version, type, recorded_at, sw, leaf, state)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"""
EBB = "DELETE FROM tide WHERE conference = ? AND at >= ?"
FLOOD = "INSERT INTO tide (conference, at, position) VALUES (?, ?, ?)"
OPEN = "INSERT INTO openings (conference, position, path, person, sealed, commitment) VALUES (?, ?, ?, ?, ?, ?)"
ERASE = "DELETE FROM openings WHERE conference = ? AND person = ?"


class Head(NamedTuple):
    """Where a conference's log stands."""

    position: int
    recorded_at: int | None
    origin: str


class Tip(NamedTuple):
    """Where a stream stands."""

    version: int = 0
    leaf: bytes | None = None
    kind: str = ""
    open: bool = True


class Sheet:
    """What one transaction is to write. Batches are put on it one after the other, and each sees those before it.

    A batch is put on whole or not at all, and nothing of it is in the database before all are written together.
    """

    def __init__(self, db: sqlite3.Connection, sw: str) -> None:
        self.db = db
        self._sw = sw
        self._heads: dict[int, Head] = {}
        self._tips: dict[tuple[int, bytes], Tip] = {}
        self._moved: set[tuple[int, bytes]] = set()
        self._answers: dict[tuple[int, str, str], Answered] = {}
        self._events: list[tuple[Any, ...]] = []
        self._openings: list[tuple[Any, ...]] = []
        self._erased: list[tuple[int, str]] = []
        self._tide: dict[int, list[tuple[int, int]]] = {}
        self._ebb: dict[int, int] = {}

    def put(self, batch: Batch, drafts: Sequence[Draft], sealed: Sequence[Sequence[SealedOpening]]) -> Committed:
        """Put a batch on the sheet, each fact with its sealed openings, or raise."""
        head = self._head(batch.conference)
        self._require_new_key(batch)
        tips = self._require_unmoved(batch, drafts, head)
        events = _rows(batch, drafts, tips, head, self._sw)
        first, last = head.position + 1, head.position + len(drafts)
        if events:
            self._move(batch, tips, head, last)
            self._events += events
            self._openings += _openings(batch.conference, sealed, first)
            self._erased += [(batch.conference, person) for person in batch.erased]
        if batch.key:
            key = batch.key
            self._answers[batch.conference, key.person, key.key] = Answered(key.digest, key.answer, first, last)
        return Committed(first, last, batch.at)

    def write(self) -> None:
        """Write everything to the database."""
        write = self.db.executemany
        write(STORE, self._events)
        write(MOVE_TIP, [(*key, *self._tips[key]) for key in sorted(self._moved)])
        write(MOVE_HEAD, [(head.position, head.recorded_at, which) for which, head in self._heads.items()])
        write(EBB, self._ebb.items())
        write(FLOOD, [(which, at, position) for which, tide in self._tide.items() for at, position in tide])
        write(ANSWER, [(*key, *answered) for key, answered in self._answers.items()])
        write(ERASE, self._erased)
        write(OPEN, self._openings)

    def _head(self, conference: int) -> Head:
        if conference not in self._heads:
            found = self.db.execute(HEAD, (conference,)).fetchone()
            if found is None:
                raise NotFound("conference_unknown", clause="R-known", thing="conference", id=conference)
            self._heads[conference] = Head(*found)
        return self._heads[conference]

    def _require_new_key(self, batch: Batch) -> None:
        if batch.key is None:
            return
        key = (batch.conference, batch.key.person, batch.key.key)
        answered = self._answers.get(key) or self.db.execute(ANSWERED, key).fetchone()
        if answered:
            raise KeyTaken(Answered(*answered))

    def _require_unmoved(self, batch: Batch, drafts: Sequence[Draft], head: Head) -> dict[bytes, Tip]:
        """Where the streams stand that the command read or wrote; a conflict if one is not where the command saw it."""
        if batch.head is not None and batch.head != head.position:
            raise Conflict(f"the log is at {head.position}, not {batch.head}")
        seen = {stream.bytes: version for stream, version in batch.reads.items()}
        for draft in drafts:
            seen.setdefault(_stream(draft), draft.originator_version - 1)
        tips = {stream: self._tip(batch.conference, stream) for stream in seen}
        for stream, tip in tips.items():
            _require_version(stream, tip, seen[stream])
        return tips

    def _tip(self, conference: int, stream: bytes) -> Tip:
        key = (conference, stream)
        if key not in self._tips:
            found = self.db.execute(TIP, key).fetchone()
            self._tips[key] = Tip(*found) if found else Tip()
        return self._tips[key]

    def _move(self, batch: Batch, tips: dict[bytes, Tip], head: Head, last: int) -> None:
        """Move the head, the tips and the tide: an earlier position with a later time stands for no time any more."""
        conference, at = batch.conference, microseconds(batch.at)
        self._heads[conference] = Head(last, at, head.origin)
        marks = {stream.bytes: is_open for stream, is_open in batch.open_marks.items()}
        for stream, tip in tips.items():
            if tip is not self._tips[conference, stream]:
                self._tips[conference, stream] = tip._replace(open=marks.get(stream, tip.open))
                self._moved.add((conference, stream))
        tide = self._tide.setdefault(conference, [])
        while tide and tide[-1][0] >= at:
            tide.pop()
        if not tide and head.recorded_at is not None and at <= head.recorded_at:
            self._ebb[conference] = at
        tide.append((at, last))


def _rows(batch: Batch, drafts: Sequence[Draft], tips: dict[bytes, Tip], head: Head, sw: str) -> list[tuple[Any, ...]]:
    """The rows to store; the tips move along."""
    rows, conference, at = [], batch.conference, microseconds(batch.at)
    for position, draft in enumerate(drafts, head.position + 1):
        stream, version, kind = _stream(draft), draft.originator_version, draft.kind
        tip = tips[stream]
        _require_version(stream, tip, version - 1)
        place = Place(head.origin, tip.leaf, at, position, kind, stream, sw, draft.topic, version)
        found = leaf(fit_record(draft.state, place))
        tips[stream] = Tip(version, found, kind, tip.open)
        rows.append((conference, position, kind, stream, version, draft.topic, at, sw, found, draft.state))
    return rows


def _require_version(stream: bytes, tip: Tip, version: int) -> None:
    if tip.version != version:
        raise Conflict(f"stream {stream.hex()} is at version {tip.version}, not {version}")


def _openings(conference: int, sealed: Sequence[Sequence[SealedOpening]], first: int) -> list[tuple[Any, ...]]:
    return [(conference, position, *opening) for position, own in enumerate(sealed, first) for opening in own]


def _stream(draft: Draft) -> bytes:
    """The stream's id as it is stored."""
    return draft.originator_id.bytes  # type: ignore[union-attr]
