"""A conference that is only imagined: every seat held, every act really done by its handler, and nothing recorded."""

from collections.abc import Iterator, Mapping
from copy import copy
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time
from functools import lru_cache
from typing import Any, NamedTuple, TypeVar
from uuid import UUID, uuid5

from application import institution
from application.authority.holders import PARTS, Holder, named_units, seats
from application.commands.command import Command
from application.handlers import HANDLERS
from application.ledger import Ledger, institution_id
from domain.act import Act
from domain.charter import Charter
from domain.charter_reading import read_charter
from domain.errors import NotFound, ReasonNeeded, Refusal
from domain.personal import ErasedValue
from domain.roster import Roster
from domain.standing import Standing
from domain.stream import Fact, Stream
from domain.trace import Actor
from domain.units import Units

S = TypeVar("S", bound=Stream)
FIRST_DAY = date(2026, 1, 5)
INSTALLATION, SLUG = "lianxi.example", "imagined"
_ORIGIN = f"{INSTALLATION}/{SLUG}"
_PEOPLE = UUID("2d1c5a50-0f0e-5d0c-9c76-6a3c8d1f7b20")


class Life(NamedTuple):
    """A stream as it stands, with every fact of it."""

    stream: Stream
    facts: tuple[Fact, ...]


class Counted:
    """Ids in the order in which they were asked for."""

    def __init__(self) -> None:
        self._last = 0

    def new(self) -> UUID:
        """The next number."""
        self._last += 1
        return UUID(int=self._last)


class ImaginedLedger(Ledger):
    """A ledger over lives that stand in no log; it loads copies, so that whoever only asks changes nothing."""

    def __init__(self, lives: Mapping[UUID, Life], ids: Counted) -> None:
        self.origin = _ORIGIN
        self.ids = ids
        self.reads = {}
        self.erased = frozenset()
        self._lives = lives
        self._loaded: dict[UUID, Stream] = {}
        self._saved: dict[UUID, Stream] = {}

    def find(self, kind: type[S], stream: UUID) -> S | None:
        """The stream of this kind, or None."""
        if stream not in self._loaded and stream in self._lives:
            self._loaded[stream] = _copied(self._lives[stream].stream)
        found = self._loaded.get(stream)
        return found if isinstance(found, kind) else None

    def each(self, kind: type[S], *, still_open: bool) -> Iterator[S]:
        """Every stream of a kind, or those still open."""
        for stream, life in self._lives.items():
            if isinstance(life.stream, kind) and (life.stream.is_open or not still_open):
                yield self.load(kind, stream)

    def institution(self, kind: type[S]) -> S:
        """The conference's own stream of a kind, to read only."""
        found = self._loaded.get(institution_id(self.origin, kind)) or self._lives[institution_id(_ORIGIN, kind)].stream
        if not isinstance(found, kind):
            raise NotFound("conference_unknown", clause="R-known", thing=kind.TOPIC, id=_ORIGIN)
        return found

    def held_about(self, person: str) -> tuple[ErasedValue, ...]:
        """Something is held about everybody."""
        del person
        return (ErasedValue(position=1, path="name"),)

    def name_of(self, person: str) -> str | None:
        """Nobody was erased: everybody is called something."""
        del person
        return "somebody"

    def history(self, stream: UUID) -> list[Fact]:
        """Every fact of a stream; a command that asks for them has recorded none on it."""
        return list(self._lives[stream].facts)

    def lived(self) -> dict[UUID, Life]:
        """All lives, with what was staged on them."""
        staged = {
            key: Life(stream, (*self._before(key), *(f for f in stream.collect_events() if isinstance(f, Fact))))
            for key, stream in self._saved.items()
        }
        return {**self._lives, **staged}

    def _before(self, stream: UUID) -> tuple[Fact, ...]:
        return self._lives[stream].facts if stream in self._lives else ()


@dataclass
class Town:
    """The conference on one day: its lives, and who holds which seat. Every seat is held by somebody of its own."""

    charter: Charter
    seats: tuple[str, ...]
    ids: Counted = field(default_factory=Counted)
    day: date = FIRST_DAY
    lives: dict[UUID, Life] = field(default_factory=dict)

    @classmethod
    def under(cls, text: str) -> "Town":
        """Found it under a charter file's text, with a unit for each part a unit can have."""
        charter = read_charter(text)
        town = cls(charter=charter, seats=seats(charter))
        named = charter.institution
        act, ledger = town._founding(), town.ledger()
        institution.found(act, ledger, name_zh=named.zh, name_en=named.en, charter=text)
        units, roster = ledger.own(Units), ledger.own(Roster)
        kinds = {key: unit.kind for key, unit in charter.units.items()} | named_units(charter) | PARTS
        for key, kind in kinds.items():
            units.open_unit(act, unit=key, kind=kind, name_zh=key, name_en=key)
        for seat in town.seats:
            roster.enter_person(act, person=person_in(seat), name=seat)
            roster.take_duty(act, duty=seat, person=person_in(seat), since=town.day, units=units.open_keys)
        roster.enter_person(act, person=person_in(""), name="nobody")
        ledger.save(units, roster)
        town.lives = ledger.lived()
        return town

    def fork(self) -> "Town":
        """The same conference, to go another way; a life that is kept never changes."""
        return replace(self, lives=dict(self.lives))

    def ledger(self) -> ImaginedLedger:
        """A ledger over the lives as they stand."""
        return ImaginedLedger(self.lives, self.ids)

    def stream(self, thing: UUID) -> Any:
        """A stream as it stands, to be read only."""
        return self.lives[thing].stream

    def each(self, kind: type[S]) -> list[S]:
        """Every stream of a kind, in the order in which they were begun."""
        return [life.stream for life in self.lives.values() if isinstance(life.stream, kind)]

    def act(self, holder: Holder, departing: Mapping[str, str] | None = None) -> Act:
        """An act of this holder today."""
        person = _person(holder)
        return replace(
            self._founding(),
            by=Actor(person=person, seats=holder.seats),
            standing=self._standing(holder, person),
            departing=departing or {},
        )

    def do(self, command: Command, holder: Holder) -> UUID | None:
        """Let a holder do something, with a reason for whatever it departs from, and keep it."""
        stream, self.lives = self.tried(command, holder)
        return stream

    def tried(self, command: Command, holder: Holder) -> tuple[UUID | None, dict[UUID, Life]]:
        """What would come of it, or the refusal."""
        reasons: dict[str, str] = {}
        while True:
            ledger = self.ledger()
            try:
                stream = HANDLERS[type(command)](command, self.act(holder, reasons), ledger)
            except ReasonNeeded as needed:
                reasons |= {breach.code: "–" for breach in needed.breaches}
            else:
                return stream, ledger.lived()

    def refusal_of(self, command: Command, holder: Holder) -> Refusal | None:
        """The refusal that the command would meet, or None."""
        try:
            self.tried(command, holder)
        except Refusal as refusal:
            return refusal
        return None

    def _founding(self) -> Act:
        at = datetime.combine(self.day, time(12), UTC)
        founder = Actor(person=None, seats=self.charter.office_seats[:1])
        nobody = Standing(on=self.day, holders={})
        return Act(by=founder, on=self.day, at=at, today=self.day, charter=self.charter, standing=nobody)

    def _standing(self, holder: Holder, person: str) -> Standing:
        held = {seat: (person_in(seat),) for seat in self.seats}
        if not holder.deputy:
            held |= dict.fromkeys(holder.seats, (person,))
        deputies = dict.fromkeys(holder.seats, (person,)) if holder.deputy else {}
        absent = frozenset(person_in(seat) for seat in holder.absent)
        return Standing(on=self.day, holders=held, absent=absent, deputies=deputies)


def _copied(stream: S) -> S:
    """A stream of its own: all that it keeps is frozen but for the tables and lists that hold it."""
    twin = copy(stream)
    vars(twin).update({name: copy(kept) for name, kept in vars(stream).items() if isinstance(kept, dict | list)})
    return twin


@lru_cache(maxsize=1024)
def person_in(seat: str) -> str:
    """Who holds a seat; nobody's holder is on the roll without any."""
    return str(uuid5(_PEOPLE, seat))


def _person(holder: Holder) -> str:
    """A deputy is somebody else; who sits on both sides is the holder of the first seat."""
    return person_in(f"deputy:{holder.seats[0]}" if holder.deputy else next(iter(holder.seats), ""))
