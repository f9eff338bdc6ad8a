"""A whole installation without its server: the real log, the real desk, a clock set by hand, and the cast in its duties."""

from collections.abc import Callable, Mapping
from copy import copy
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from importlib.resources import files
from pathlib import Path
from random import Random
from typing import Any, Self, cast
from uuid import UUID

from application.commands import institution as ask_to
from application.commands.command import Command
from application.desk import Asked, Desk, Done, Handler
from application.handlers import HANDLERS
from application.ledger import Ledger
from application.mapper import FactMapper
from application.ports import TimeOrderedIds
from application.sqlite import SQLiteLog
from domain.act import Act
from domain.recorded import Recorded
from domain.stream import Stream
from interfaces.founding import Founding, found
from interfaces.services import Services
from tests.cast import DUTIES, UNITS

SLUG = "chengqiao"
INSTALLATION = "lianxi.example"
FOUNDED = date(2026, 1, 5)
FOUNDER = "wu"
STRANGER = UUID("00000000-0000-7000-8000-00000000dead")
"""The id of nothing."""
NAMED_BY_CHARTER = ("pg_office", "town_union")


@cache
def charter_text(name: str = "chengqiao") -> str:
    """The file of a charter that comes with the product."""
    return files("domain.charters").joinpath(f"{name}.toml").read_text("utf-8")


@cache
def _mapper(seed: int | None) -> FactMapper:
    """Kept, because it takes long to make; its salts come from a seed."""
    return FactMapper(random=Random(seed).randbytes)


def edition(name: str, *changes: tuple[str, str]) -> str:
    """The 城桥 charter as another edition, with some words changed."""
    text = charter_text()
    for old, new in (("chengqiao-1", name), *changes):
        assert old in text
        text = text.replace(old, new)
    return text


PANEL = '{ how = "one_per_side", seats = "coordination_group.heads", stand_ins = "coordination_group.deputies" }'
EDITIONS = {
    "stricter": edition(
        "stricter",
        ("heads_may_complete = false", "heads_may_complete = true\ndefault_months = 6\nreport_every_months = 3"),
        ("[minutes]\n", '[minutes]\nsign_off = [{ how = "any", seats = ["mayor"] }]\n'),
        ("# quorum: none [G4]", "quorum = 2"),
        ('how = "one_per_side"', 'how = "all"'),
    ),
    "looser": edition(
        "looser",
        *((f"{key} = {PANEL}", "") for key in ("approval", "date_fixed_by", "reviewed_by", "settled_by")),
        ('steps = ["research", "consultation", "approval"]', 'steps = ["research", "consultation"]'),
        ('principal = "mayor"', ""),
    ),
}
"""Local measures that ask for more than those of 城桥, and such that ask for less."""


def morning(day: date) -> datetime:
    """Ten o'clock by the town's own clock."""
    return datetime.combine(day, time(2, 0), UTC)


class HandSet:
    """A clock that stands until somebody moves it."""

    def __init__(self, day: date = FOUNDED) -> None:
        self.at = morning(day)

    def now(self) -> datetime:
        return self.at

    @property
    def today(self) -> date:
        """The town's day, eight hours ahead."""
        return (self.at + timedelta(hours=8)).date()

    def set(self, day: date) -> None:
        """Move to a day."""
        self.at = morning(day)


class Town:
    """One log file, the desk before it, and who is who in each of its conferences."""

    def __init__(self, folder: Path, *, seed: int | None = 7, clock: HandSet | None = None, slug: str = SLUG) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.clock = clock or HandSet()
        self.log = SQLiteLog(folder / "log.db", _mapper(seed), sw="0.0.0-test")
        self.ids = TimeOrderedIds(self.clock, Random(seed).randbytes)
        self.ledgers: list[Ledger] = []
        self.during: Callable[[], None] = lambda: None
        """Called once while the next command is decided, after it has read and before it is committed."""
        self.desk = Desk(self.log, self.log.mapper, self.clock, self.ids, self._watched(HANDLERS))
        self.slug = slug
        self.people: dict[str, str] = {}

    def close(self) -> None:
        self.log.close()

    def beside(self, slug: str) -> Self:
        """The same installation, as another conference of it sees it."""
        other = copy(self)
        other.slug, other.people = slug, {}
        return other

    # -- asking --------------------------------------------------------------------------------------------------------

    def asked(self, name: str, command: Command, **around: Any) -> Asked:
        """A command as one of the cast asks it."""
        return Asked(conference=self.slug, person=self.people.get(name, name), command=command, **around)

    def do(self, name: str, command: Command, **around: Any) -> Done:
        """Let one of the cast do something."""
        return self.desk.do(self.asked(name, command, **around))

    def make(self, name: str, command: Command, **around: Any) -> UUID:
        """Let one of the cast begin something, which is what is returned."""
        stream = self.do(name, command, **around).stream
        assert stream is not None
        return stream

    def each(self, names: tuple[str, ...], command: Command, **around: Any) -> None:
        """Let several of the cast do the same, one after the other."""
        for name in names:
            self.do(name, command, **around)

    # -- looking -------------------------------------------------------------------------------------------------------

    @property
    def key(self) -> int:
        """The number of the conference."""
        return self.log.conference(self.slug)[0]

    @property
    def head(self) -> int:
        """The last position."""
        return self.log.head(self.key)

    @property
    def ledger(self) -> Ledger:
        """A fresh ledger."""
        return self.desk.ledger(self.slug)

    def fresh(self, stream: UUID) -> Any:
        """A stream as its facts alone make it, or None."""
        return self.ledger.find(Stream, stream)

    def of_kind(self, kind: str, *, open_only: bool = False) -> list[UUID]:
        """The ids of the streams of a kind, in the order in which they were begun."""
        return [stream for stream, _ in self.log.streams_of_kind(self.key, kind, open_only=open_only)]

    def holding(self, duty: str) -> str:
        """Who performs a duty today."""
        (person,) = self.ledger.roster.standing(self.clock.today).holders_of(duty)
        return person

    def recorded(self, after: int = 0) -> list[Recorded]:
        """Everything recorded after a position."""
        return self.log.read(self.key, after, 10**6)

    def types(self, after: int = 0) -> list[str]:
        """The stored names of everything recorded after a position."""
        return [fact.type.partition("/")[0] for fact in self.recorded(after)]

    # -- setting up ----------------------------------------------------------------------------------------------------

    def found(self, *, charter: str = "") -> None:
        """Found the conference, open its units and put the cast into its duties."""
        text = charter or charter_text()
        founding = Founding(slug=self.slug, charter=text, person="吴主任", duty="pg_office_director", on=FOUNDED)
        self.people[FOUNDER] = found(self._services(), INSTALLATION, founding)
        for unit in (unit for key, unit in UNITS.items() if key not in NAMED_BY_CHARTER):
            opening = ask_to.OpenUnit(unit=unit.key, kind=unit.kind, name_zh=unit.name_zh, name_en=unit.name_en)
            self.do(FOUNDER, opening)
        for duty, name in DUTIES.items():
            if name != FOUNDER:
                self.appoint(name, duty)

    def appoint(self, name: str, duty: str, *, since: date = FOUNDED) -> None:
        """Put somebody into a duty, and on the roll if need be; the same person under the same name."""
        if name not in self.people:
            self.people[name] = str(self.make(FOUNDER, ask_to.EnterPerson(name=f"{name}同志")))
        self.do(FOUNDER, ask_to.TakeDuty(duty=duty, person=UUID(self.people[name]), since=since))

    def know(self) -> None:
        """Learn from the roll of a log that stands already who is who, and what time it is."""
        holders = self.ledger.roster.standing(self.clock.today).holders
        self.people = {DUTIES[duty]: people[0] for duty, people in holders.items() if duty in DUTIES}
        self.clock.at = self.log.time_of(self.key, self.head)

    def _services(self) -> Services:
        nothing = cast("Any", None)
        return Services(
            folder=nothing,
            access=nothing,
            sweeper=nothing,
            files=nothing,
            drafts=nothing,
            log=self.log,
            desk=self.desk,
            clock=self.clock,
            views=nothing,
            runner=nothing,
            publisher=nothing,
            rooting=nothing,
            watch=nothing,
            wait=0.0,
        )

    def _watched(self, handlers: Mapping[type[Command], Handler]) -> dict[type[Command], Handler]:
        return {command: self._watch(handler) for command, handler in handlers.items()}

    def _watch(self, handler: Handler) -> Handler:
        def handle(ask: Any, act: Act, ledger: Ledger) -> UUID | None:
            self.ledgers.append(ledger)
            done = handler(ask, act, ledger)
            during, self.during = self.during, lambda: None
            during()
            return done

        return handle
