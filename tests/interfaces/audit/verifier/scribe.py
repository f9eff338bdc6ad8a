"""Writes the records of a log by hand: an encoder and a chain of its own."""

import json
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from uuid import UUID, uuid5

from tests.interfaces.audit.verifier.signing_keys import leaf

ROOM = UUID("5f0c7e5e-0a5c-4c5c-9c5a-000000000000")
BEGIN = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)


def canonical(value):
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def name(*parts):
    return str(uuid5(ROOM, "/".join(map(str, parts))))


def instant(at):
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def digest(raw):
    return sha256(raw).hexdigest()


class Scribe:
    """One log being written."""

    def __init__(self, origin):
        self.origin = origin
        self.records = []
        self._streams = {}
        self.at = BEGIN
        self.twists = {}

    @property
    def size(self):
        return len(self.records)

    @property
    def leaves(self):
        return [leaf(record) for record in self.records]

    def write(self, kind, thing, type_, body=None, *, cmd=None, passed=60, **changes):
        """One record; ``changes`` and, by number, ``twists`` are fields as a story or an attacker wants them."""
        if cmd is None:
            self.at += timedelta(seconds=passed)
        stream = f"{kind}/{name(kind, thing)}"
        version, prev = self._streams.get(stream, (0, None))
        record = {
            "actor": {"acting_for": None, "person": "p-1", "seats": ["chair"], "side": "gov"},
            "attach": [],
            "authority": {"assumptions": [], "clauses": ["S5.1-b"], "departures": [], "edition": "2025-1"},
            "body": body or {},
            "cause": None,
            "cmd": name("cmd", cmd or f"{self.origin} {self.size}"),
            "commit": {},
            "corr": "c",
            "effective_on": self.at.date().isoformat(),
            "entered_by": None,
            "log": self.origin,
            "prev": prev,
            "recorded_at": instant(self.at),
            "seq": self.size,
            "stream": stream,
            "sw": "0.1.0",
            "type": f"{type_}/1",
            "v": 1,
            "version": version + 1,
            **changes,
            **self.twists.get(self.size, {}),
        }
        self.records.append(canonical(record))
        self._streams[stream] = (version + 1, leaf(self.records[-1]).hex())

    @property
    def versions(self):
        return {stream: version for stream, (version, _) in self._streams.items()}
