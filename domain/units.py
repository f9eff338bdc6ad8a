"""The units of the town: departments, institutions, town union and grassroots unions, and what became of them."""

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from eventsourcing.domain import event

from domain.act import Act
from domain.facts import units as facts
from domain.rules import dates, office, units
from domain.stream import Stream
from domain.trace import Trace
from domain.vocabulary import Side, UnitKind


@dataclass(frozen=True, kw_only=True)
class Unit:
    """A unit as it stands. ``successors`` are those its open matters passed to."""

    key: str
    kind: UnitKind
    name_zh: str
    name_en: str
    closed_on: date | None = None
    successors: tuple[str, ...] = ()


class Units(Stream, facts=facts):
    """The register of units.

    A unit is opened under a key that never changes. It may be renamed; it may be merged into another, split or closed,
    and then its open matters follow the successor from that day, without an event written into each of them.
    """

    TOPIC = "units"

    @event(facts.Opened)
    def __init__(self, trace: Trace) -> None:
        self.opened_on = trace.on
        self.units: dict[str, Unit] = {}

    @classmethod
    def open(cls, act: Act, stream: UUID) -> "Units":
        """Open the register with the conference."""
        return cls.begin(act, stream, facts.Opened)

    @property
    def open_keys(self) -> frozenset[str]:
        """The keys of the units that are not closed."""
        return frozenset(key for key, unit in self.units.items() if unit.closed_on is None)

    def open_on(self, side: Side | None) -> frozenset[str]:
        """The open units in which a duty of this side can be held: a department has no union chair.

        A duty of neither side can be held in any of them.
        """
        if side not in {Side.GOV, Side.UNION}:
            return self.open_keys
        return frozenset(key for key in self.open_keys if units.side_of(self.units[key].kind) is side)

    @property
    def passed_on(self) -> dict[str, str]:
        """The closed units, each with the unit that has taken over from it; one without a successor with itself."""
        still_open = self.open_keys
        return {key: self.today(key) for key in self.units if key not in still_open}

    def today(self, key: str) -> str:
        """The key of the unit that has taken over from this one, or the unit itself."""
        seen = {key}
        while (unit := self.units.get(key)) and unit.successors and unit.successors[0] not in seen:
            key = unit.successors[0]
            seen.add(key)
        return key

    def may_keep(self, act: Act) -> Act:
        """The office keeps the register; whoever founds the conference begins it, and not before it was opened."""
        dates.require_not_before(act, self.opened_on, "opened")
        return office.require_office(act) if act.standing.holders else act

    def open_unit(self, act: Act, *, unit: str, kind: UnitKind, name_zh: str, name_en: str) -> None:
        """Enter a unit under a key of small letters, digits and underscores."""
        act = self.may_keep(act)
        units.require_new(unit, self.units)
        self.record(act, facts.UnitOpened, unit=unit, kind=kind, name_zh=name_zh, name_en=name_en)

    @event(facts.UnitOpened)
    def _unit_opened(self, unit: str, kind: UnitKind, name_zh: str, name_en: str) -> None:
        self.units[unit] = Unit(key=unit, kind=kind, name_zh=name_zh, name_en=name_en)

    def rename_unit(self, act: Act, *, unit: str, name_zh: str, name_en: str) -> None:
        """Give a unit another name."""
        act = self.may_keep(act)
        units.require_open(unit, self.open_keys)
        self.record(act, facts.UnitRenamed, unit=unit, name_zh=name_zh, name_en=name_en)

    @event(facts.UnitRenamed)
    def _unit_renamed(self, unit: str, name_zh: str, name_en: str) -> None:
        self.units[unit] = replace(self.units[unit], name_zh=name_zh, name_en=name_en)

    def merge_unit(self, act: Act, *, unit: str, into: str) -> None:
        """Merge a unit into another of its side."""
        act = self.may_keep(act)
        units.require_open(unit, self.open_keys)
        units.require_successors(unit, (into,), self.open_keys)
        units.require_same_side(*(self.units[key].kind for key in (unit, into)))
        self.record(act, facts.UnitMerged, unit=unit, into=into)

    @event(facts.UnitMerged)
    def _unit_merged(self, unit: str, into: str, trace: Trace) -> None:
        self.units[unit] = replace(self.units[unit], closed_on=trace.on, successors=(into,))

    def split_unit(self, act: Act, *, unit: str, into: tuple[str, ...]) -> None:
        """Split a unit into others already entered; open matters pass to the first unless reassigned."""
        act = self.may_keep(act)
        units.require_open(unit, self.open_keys)
        units.require_successors(unit, into, self.open_keys)
        units.require_same_side(*(self.units[key].kind for key in (unit, *into)))
        self.record(act, facts.UnitSplit, unit=unit, into=into)

    @event(facts.UnitSplit)
    def _unit_split(self, unit: str, into: tuple[str, ...], trace: Trace) -> None:
        self.units[unit] = replace(self.units[unit], closed_on=trace.on, successors=into)

    def close_unit(self, act: Act, *, unit: str, owing: tuple[UUID, ...]) -> None:
        """Close a unit; refused while it owes anything."""
        act = self.may_keep(act)
        units.require_open(unit, self.open_keys)
        units.require_owes_nothing(unit, owing)
        self.record(act, facts.UnitClosed, unit=unit)

    @event(facts.UnitClosed)
    def _unit_closed(self, unit: str, trace: Trace) -> None:
        self.units[unit] = replace(self.units[unit], closed_on=trace.on)
