"""One conference's log as a handler sees it: load and save only stage, and the desk commits once."""

from collections.abc import Iterator, Mapping
from copy import deepcopy
from threading import Lock
from typing import TypeVar
from uuid import UUID, uuid5

from eventsourcing.persistence import EventStore

from application.log import Log
from application.mapper import FactMapper, plain
from application.ports import Ids
from application.recorder import ConferenceRecorder
from domain.conference import Conference
from domain.errors import NotFound
from domain.facts.roster import PersonEntered
from domain.personal import ErasedValue
from domain.register import Register
from domain.roster import Roster
from domain.stream import Fact, Sealed, Stream
from domain.units import Unit, Units
from domain.vocabulary import UnitKind

S = TypeVar("S", bound=Stream)
Institution = Conference | Roster | Units | Register

_INSTITUTION = UUID("0e3d5a9c-6a52-5c3e-9f0b-6d1f3a0c9b11")


def institution_id(origin: str, kind: type[Stream]) -> UUID:
    """The steady id of a conference's own stream of a kind: there is one of each."""
    return uuid5(_INSTITUTION, f"{origin}/{kind.TOPIC}")


class Shelf:
    """The institution's streams, kept between commands and brought up to date by the facts added since."""

    def __init__(self) -> None:
        self._kept: dict[tuple[int, UUID], Stream] = {}
        self._lock = Lock()

    def get(self, kind: type[S], stream: UUID, conference: int, store: EventStore[UUID]) -> S | None:
        """The stream as it stands now; callers never change it."""
        with self._lock:
            kept = self._kept.get((conference, stream))
        new = list(store.get(stream, gt=kept.version if kept else None))
        if new:
            kept = plain(deepcopy(kept), new)
            with self._lock:
                self._kept[conference, stream] = kept
        return kept if isinstance(kept, kind) else None


class Ledger:
    """What one command reads and writes. Everything read is remembered, so that the commit can check it still holds."""

    def __init__(self, log: Log, mapper: FactMapper, shelf: Shelf, *, conference: int, origin: str, ids: Ids) -> None:
        self.conference_key = conference
        self.origin = origin
        self.ids = ids
        self._log = log
        self._store: EventStore[UUID] = EventStore(mapper, ConferenceRecorder(log, conference))
        self._shelf = shelf
        self._loaded: dict[UUID, Stream] = {}
        self._saved: dict[UUID, Stream] = {}
        self.reads: dict[UUID, int] = {}
        self.head: int | None = None
        self.erased: frozenset[str] = frozenset()

    def new_id(self) -> UUID:
        """An id for a new stream."""
        return self.ids.new()

    def find(self, kind: type[S], stream: UUID) -> S | None:
        """The stream of this kind, or None."""
        known = self._loaded.get(stream)
        if known is None:
            known = plain(None, self._store.get(stream))
            self.reads.setdefault(stream, known.version if known else 0)
            if known is not None:
                self._loaded[stream] = known
        return known if isinstance(known, kind) else None

    def load(self, kind: type[S], stream: UUID) -> S:
        """The stream of this kind, or a refusal: an id alone never shows another kind's, or another conference's."""
        found = self.find(kind, stream)
        if found is None:
            raise NotFound(f"{kind.TOPIC}_unknown", clause="R-known", thing=kind.TOPIC, id=str(stream))
        return found

    def save(self, *streams: Stream) -> None:
        """Stage what was recorded on these streams, in this order."""
        for stream in streams:
            self.reads.setdefault(stream.id, stream.version - len(stream.pending_events))
            self._loaded[stream.id] = stream
            self._saved.setdefault(stream.id, stream)

    def each(self, kind: type[S], *, still_open: bool) -> Iterator[S]:
        """Every stream of a kind, or those still open. The command then stands on the whole log as it is now."""
        self._stand_on_head()
        for stream, _ in self._log.streams_of_kind(self.conference_key, kind.TOPIC, open_only=still_open):
            yield self.load(kind, stream)

    def held_about(self, person: str) -> tuple[ErasedValue, ...]:
        """What is held about a person in clear. The command then stands on the whole log as it is now."""
        self._stand_on_head()
        held = self._log.held_about(self.conference_key, person)
        return tuple(ErasedValue(position=position, path=path) for position, path in held)

    def name_of(self, person: str) -> str | None:
        """What somebody on the roll is called; None once that is erased."""
        roll = self.history(institution_id(self.origin, Roster))
        names = [fact.name for fact in roll if isinstance(fact, PersonEntered) and fact.person == person]
        sealed = [name.commitment for name in names if isinstance(name, Sealed)]
        opened = self._log.openings(self.conference_key, sealed)
        return next((opened[seal].value for seal in sealed if seal in opened), None)

    def erase(self, person: str) -> None:
        """Let all that is held about a person go, with the save."""
        self.erased |= {person}

    def _stand_on_head(self) -> None:
        self.head = self._log.head(self.conference_key) if self.head is None else self.head

    def institution(self, kind: type[S]) -> S:
        """The conference's own stream of a kind, to read only."""
        stream = institution_id(self.origin, kind)
        if stream in self._saved:
            return self.load(kind, stream)
        found = self._shelf.get(kind, stream, self.conference_key, self._store)
        if found is None:
            raise NotFound("conference_unknown", clause="R-known", thing=kind.TOPIC, id=str(stream))
        self.reads.setdefault(stream, found.version)
        return found

    def own(self, kind: type[S]) -> S:
        """The conference's own stream of a kind, to record on."""
        return self.load(kind, institution_id(self.origin, kind))

    @property
    def conference(self) -> Conference:
        """The institution: measures, calendar, years."""
        return self.institution(Conference)

    @property
    def roster(self) -> Roster:
        """The roll: people and duties."""
        return self.institution(Roster)

    @property
    def units(self) -> Units:
        """The register of units."""
        return self.institution(Units)

    def unit(self, key: str) -> Unit:
        """An open unit, or a refusal."""
        unit = self.units.units.get(key)
        if unit is None or unit.closed_on is not None:
            raise NotFound("unit_unknown", clause="R-known", thing="unit", id=key)
        return unit

    @property
    def register(self) -> Register:
        """The register of what must be unique, to read only."""
        return self.institution(Register)

    @property
    def collector(self) -> str:
        """The unit that collects the union's topics: the town union [S5.1-b]."""
        units = self.units
        return next((key for key in sorted(units.open_keys) if units.units[key].kind is UnitKind.TOWN_UNION), "")

    def history(self, stream: UUID) -> list[Fact]:
        """Every fact of a stream, those staged included."""
        staged = self._loaded[stream].pending_events if stream in self._loaded else []
        return [fact for fact in (*self._store.get(stream), *staged) if isinstance(fact, Fact)]

    def collect(self) -> list[tuple[str, Fact]]:
        """Everything staged, stream by stream in the order of saving; the streams are spent afterwards."""
        return [
            (stream.TOPIC, fact)
            for stream in self._saved.values()
            for fact in stream.collect_events()
            if isinstance(fact, Fact)
        ]

    def open_marks(self) -> Mapping[UUID, bool]:
        """For each saved stream, whether anything remains to be done on it."""
        return {stream.id: stream.is_open for stream in self._saved.values()}
