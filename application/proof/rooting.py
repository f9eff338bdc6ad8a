"""State roots: one hash that binds what all of a conference's streams had come to, so that views can be held to it."""

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from threading import Lock
from typing import NamedTuple
from uuid import UUID

from application.audited import SCHEMA, audited
from application.log import Log
from application.mapper import FactMapper, plain
from application.proof import merkle
from application.proof.publisher import Publisher
from application.proof.system import that
from application.record import canonical, leaf
from domain.facts import installation as facts


class Rooted(NamedTuple):
    """A stream as a state root binds it: the leaf of its line."""

    version: int
    leaf: bytes


class Rooting:
    """Makes state roots; the leaf of a stream that did not change since the last one is not made again."""

    def __init__(self, log: Log, mapper: FactMapper) -> None:
        self._log = log
        self._mapper = mapper
        self._lock = Lock()
        self._made: dict[tuple[int, UUID], Rooted] = {}

    def lines(self, conference: int, position: int) -> Iterator[bytes]:
        """Every stream's audited fields as of a position, as canonical lines in the order of the streams' names."""
        for name, stream, version in self._begun(conference, position):
            yield self._line(conference, name, stream, version)

    def root(self, conference: int, position: int) -> bytes:
        """The root over these lines (RFC 6962)."""
        return merkle.root_of(self._leaf(conference, *begun) for begun in self._begun(conference, position))

    def _begun(self, conference: int, position: int) -> list[tuple[str, UUID, int]]:
        begun = self._log.versions_at(conference, position)
        return sorted((f"{kind}/{stream}", stream, version) for kind, stream, version in begun)

    def _leaf(self, conference: int, name: str, stream: UUID, version: int) -> bytes:
        with self._lock:
            made = self._made.get((conference, stream))
        if made is None or made.version != version:
            made = Rooted(version, leaf(self._line(conference, name, stream, version)))
            with self._lock:
                self._made[conference, stream] = made
        return made.leaf

    def _line(self, conference: int, name: str, stream: UUID, version: int) -> bytes:
        rows = self._log.select(conference, stream, lte=version)
        found = plain(None, map(self._mapper.to_domain_event, rows))
        return canonical({"fields": audited(found), "stream": name, "version": version})


def root_state(publisher: Publisher, rooting: Rooting, conference: int, position: int) -> bytes:
    """Record the state root as of a position in the installation's log, once."""
    root, origin = rooting.root(conference, position), publisher.log.listed(conference).origin
    if publisher.system.state().rooted.get(origin, 0) < position:
        told = that(facts.StateRooted, origin=origin, size=position, schema=SCHEMA, root=root.hex())
        publisher.system.record(told)
    return root


def root_past_days(publisher: Publisher, rooting: Rooting, now: datetime) -> None:
    """Record the state root of every conference that recorded something before today and was not rooted since."""
    midnight = datetime.combine(now.astimezone(UTC).date(), time(), UTC)
    for listed in publisher.log.conferences():
        position = publisher.log.position_at(listed.id, midnight - timedelta(microseconds=1))
        if position > publisher.system.state().rooted.get(listed.origin, 0):
            root_state(publisher, rooting, listed.id, position)
