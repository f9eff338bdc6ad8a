"""Between facts and the rows of the log: what a row's state holds, and which class a stored name stands for."""

import os
import pkgutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, fields
from datetime import date
from functools import cache, lru_cache
from importlib import import_module
from inspect import signature
from typing import Any, NamedTuple
from uuid import UUID

import orjson
from eventsourcing.domain import DomainEventProtocol, OriginatorVersionError, decorated_funcs
from eventsourcing.persistence import JSONTranscoder, Mapper, StoredEvent

import domain
from application.codec import UPCASTERS, Shape, Unreadable, Upcaster, instant, made
from application.kept import Kept, kept_facts, schema_of
from application.log import Lineage, Opening, Stored
from application.record import SALT_LENGTH, canonical, commitment
from domain.recorded import Recorded
from domain.stream import Attachment, Fact, Sealed, Stream
from domain.trace import Actor, Departure, Entry, Trace
from domain.vocabulary import Side

_TRACE = Shape(Trace)
_ENTRY = Shape(Entry)
_DEPARTURE = Shape(Departure)
_LINEAGE = Shape(Lineage)
_ATTACHMENT = Shape(Attachment)
_day = date.fromisoformat
_UNKNOWN_ORIGIN = Lineage(cmd="", corr="")


class Placed(NamedTuple):
    """A row as a feed reads it."""

    position: int
    recorded_at: int
    kind: str
    stream: UUID
    version: int
    type: str
    state: bytes


@dataclass(frozen=True)
class Draft(StoredEvent):
    """A fact ready to be stored: its kind of stream, its state, and the openings that go beside it."""

    kind: str
    openings: tuple[Opening, ...]


class Reading(NamedTuple):
    """How rows of one stored name and schema version are read."""

    kept: Kept
    upcasters: tuple[Upcaster, ...]


class FactMapper(Mapper[UUID]):
    """Maps facts to rows and back. Personal values leave only a commitment, and come back sealed."""

    def __init__(
        self, streams: Iterable[type[Stream]] | None = None, random: Callable[[int], bytes] = os.urandom
    ) -> None:
        super().__init__(JSONTranscoder())
        kept = [how for stream in (all_streams() if streams is None else streams) for how in kept_facts(stream)]
        self._random = random
        self._by_class = {how.fact: how for how in kept}
        self._by_topic = {how.type.rpartition("/")[0]: how for how in kept}
        self._readings = {how.type: Reading(how, ()) for how in kept}

    @property
    def types(self) -> dict[str, type[Fact]]:
        """Every stored name at its present schema version, and its class."""
        return {how.type: how.fact for how in self._by_class.values()}

    def to_stored_event(self, domain_event: DomainEventProtocol[UUID], lineage: Lineage = _UNKNOWN_ORIGIN) -> Draft:
        """The fact as it goes into a row."""
        fact: Any = domain_event
        how = self._how(fact)
        act = _TRACE.write(fact.trace)
        body = how.shape.write(fact)
        openings = tuple(self._openings(how, fact, body)) if how.personal else ()
        state = {
            "actor": act["by"],
            "attach": [_ATTACHMENT.write(file) for file in fact.attachments] if how.attaches else [],
            "authority": {
                "assumptions": act["assumptions"],
                "clauses": how.fact.CLAUSES,
                "departures": act["departures"],
                "edition": act["under"],
            },
            "body": body,
            "commit": {opening.path: opening.commitment for opening in openings},
            "effective_on": act["on"],
            "entered_by": act["entered_by"],
            **_LINEAGE.write(lineage),
        }
        return made(
            Draft,
            {
                "originator_id": fact.originator_id,
                "originator_version": fact.originator_version,
                "topic": how.type,
                "state": canonical(state),
                "kind": how.kind,
                "openings": openings,
            },
        )

    def to_domain_event(self, stored_event: StoredEvent | Stored) -> Any:
        """The fact of a row."""
        stored: Any = stored_event
        fact, _ = self._fact(stored.topic, stored.originator_id, stored.originator_version, stored)
        return fact

    def recorded(self, conference: int, row: Placed) -> Recorded:
        """The fact of a row with its place in the conference's log."""
        position, _, kind, stream, version, name, _ = row
        fact, state = self._fact(name, stream, version, row)
        return made(
            Recorded,
            {
                "conference": conference,
                "position": position,
                "recorded_at": fact.timestamp,
                "kind": kind,
                "stream": stream,
                "version": version,
                "type": name,
                "fact": fact,
                "cmd": state["cmd"],
                "cause": state["cause"],
                "corr": state["corr"],
            },
        )

    def _fact(self, name: str, stream: UUID, version: int, row: Any) -> tuple[Fact, dict[str, Any]]:
        reading = self._readings.get(name) or self._reading(name)
        try:
            state = orjson.loads(row.state)
            values = _values(reading, state)
        except (KeyError, TypeError, ValueError) as error:
            raise Unreadable(f"{name} of {stream}, version {version}") from error
        values["originator_id"] = stream
        values["originator_version"] = version
        values["timestamp"] = instant(row.recorded_at)
        return made(reading.kept.fact, values), state

    def _reading(self, name: str) -> Reading:
        topic, _, schema = name.rpartition("/")
        how = self._by_topic.get(topic)
        if how is None or not schema.isdigit():
            raise Unreadable(f"this release knows no fact {name}")
        steps = range(int(schema), schema_of(how.fact))
        if not steps or not all((topic, step) in UPCASTERS for step in steps):
            raise Unreadable(f"this release cannot read {name}")
        reading = Reading(how, tuple(UPCASTERS[topic, step] for step in steps))
        self._readings[name] = reading
        return reading

    def _how(self, fact: Any) -> Kept:
        try:
            return self._by_class[type(fact)]
        except KeyError:
            raise TypeError(f"{type(fact)} is no fact of a stream known here") from None

    def _openings(self, how: Kept, fact: Any, body: dict[str, Any]) -> Iterator[Opening]:
        for path in how.personal:
            value = getattr(fact, path)
            if value is None:
                body[path] = None
                continue
            if not isinstance(value, str):
                raise TypeError(f"{how.type}: {path} is sealed, and cannot be recorded anew")
            person = getattr(fact, how.fact.PERSONAL[path])
            salt = self._random(SALT_LENGTH)
            yield Opening(path, str(person or ""), salt, value, commitment(salt, path, value))


def plain(stream: Any, facts: Iterable[Any]) -> Any:
    """The stream as it is after the facts; None when there is neither. The library's own loop takes far longer."""
    for fact in facts:
        apply, wanted = _applier(fact.__class__)
        if stream is None or apply is None:
            stream = fact.mutate(stream)
            continue
        values = vars(fact)
        if values["originator_id"] != stream.id or values["originator_version"] != stream.version + 1:
            raise OriginatorVersionError(values["originator_version"], stream.version + 1)
        apply(stream, **{name: values[name] for name in wanted})
        stream.version = values["originator_version"]
        stream.modified_on = values["timestamp"]
    return stream


@cache
def _applier(fact: Any) -> tuple[Callable[..., None] | None, tuple[str, ...]]:
    """The ``@event`` method of a fact, and the fields it takes; none where the fact has its own way."""
    apply = decorated_funcs.get(fact)
    known = {field.name for field in fields(fact)}
    return apply, tuple(name for name in signature(apply).parameters if name in known) if apply else ()


def all_streams() -> list[type[Stream]]:
    """Every kind of stream that the domain has."""
    for module in pkgutil.iter_modules(domain.__path__, "domain."):
        import_module(module.name)
    found = {stream for stream in _below(Stream) if "TOPIC" in vars(stream)}
    return sorted((stream for stream in found if stream.__module__.startswith("domain.")), key=lambda kind: kind.TOPIC)


def _below(stream: type[Stream]) -> Iterator[type[Stream]]:
    for kind in stream.__subclasses__():
        yield kind
        yield from _below(kind)


def _values(reading: Reading, state: dict[str, Any]) -> dict[str, Any]:
    how, body = reading.kept, state["body"]
    for upcast in reading.upcasters:
        body = upcast(body)
    for path in how.personal:
        body.pop(path, None)
    values = how.shape.read_fields(body)
    for path in how.personal:
        sealed = state["commit"].get(path)
        values[path] = sealed and Sealed(sealed)
    if how.attaches:
        values["attachments"] = tuple([_ATTACHMENT.read(file) for file in state["attach"]])
    if how.begins:
        values["originator_topic"] = how.kind
    values["trace"] = _trace(state)
    return values


@lru_cache(maxsize=10_000)
def _actor(person: str | None, seats: tuple[str, ...], side: str | None, acting_for: str | None) -> Actor:
    """Who acted; the few who act much are the same object in all they did."""
    return Actor(person=person, seats=seats, side=None if side is None else Side(side), acting_for=acting_for)


def _trace(state: dict[str, Any]) -> Trace:
    actor, authority = state["actor"], state["authority"]
    entry = state["entered_by"]
    return made(
        Trace,
        {
            "by": _actor(actor["person"], tuple(actor["seats"]), actor["side"], actor["acting_for"]),
            "on": _day(state["effective_on"]),
            "entered_by": entry and _ENTRY.read(entry),
            "under": authority["edition"],
            "assumptions": tuple(authority["assumptions"]),
            "departures": tuple([_DEPARTURE.read(departure) for departure in authority["departures"]]),
        },
    )
