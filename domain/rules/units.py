"""Units come and go, but what is owed stays owed: a unit closes only when it owes nothing or a successor takes over."""

import re
from collections.abc import Collection, Mapping
from uuid import UUID

from domain.errors import Malformed
from domain.rules.rule import Rule
from domain.vocabulary import Side, UnitKind

UNIT_TWICE = Rule("R-unique", "unit_entered_already", "A unit is entered once, under a key that never changes.")
UNKNOWN_UNIT = Rule(
    "R-known", "unit_unknown", "A unit is entered in the register, and open, before anything is asked of it."
)
OWING = Rule("R-order", "unit_owes", "A unit that owes something is not closed without a successor.")
OTHER_SIDE = Rule("R-order", "successor_of_other_side", "What a unit owes passes to a unit of its own side.")

_UNIONS = frozenset({UnitKind.TOWN_UNION, UnitKind.GRASSROOTS_UNION})
_KEY = re.compile(r"[a-z][a-z0-9_]{0,39}")


def side_of(kind: UnitKind) -> Side:
    """Whose side units of a kind are on."""
    return Side.UNION if kind in _UNIONS else Side.GOV


def require_new(unit: str, known: Collection[str]) -> None:
    """Refuse a key that is taken or unfit."""
    if not _KEY.fullmatch(unit):
        raise Malformed("key_unfit", clause="R-text", field="unit", value=unit)
    if unit in known:
        raise UNIT_TWICE.broken(unit=unit)


def require_open(unit: str, known: Collection[str]) -> None:
    """Refuse a unit that is unknown or closed."""
    if unit not in known:
        raise UNKNOWN_UNIT.broken(unit=unit)


def require_all_open(units: Collection[str], known: Collection[str]) -> None:
    """Refuse a list with an unknown or closed unit."""
    for unit in units:
        require_open(unit, known)


def require_successors(unit: str, into: tuple[str, ...], known: Collection[str]) -> None:
    """Successors must be open and others than the unit itself."""
    if not into or unit in into:
        raise UNKNOWN_UNIT.broken(unit=unit)
    require_all_open(into, known)


def require_same_side(*kinds: UnitKind) -> None:
    """A department is not merged into a union, nor a union into a department."""
    if len({side_of(kind) for kind in kinds}) > 1:
        raise OTHER_SIDE.broken(kinds=list(kinds))


def with_inherited(seats: tuple[str, ...], passed_on: Mapping[str, str]) -> tuple[str, ...]:
    """The seats as mergers and splits leave them: nobody speaks for a closed unit but its successor's holder of the duty.

    ``passed_on`` maps closed units to those that have taken over; open matters follow without an event of their own.
    """
    own = tuple(seat for seat in seats if seat.partition("@")[2] not in passed_on)
    held = {tuple(seat.split("@")) for seat in own if "@" in seat}
    inherited = [f"{key}@{old}" for old, new in passed_on.items() for key, unit in sorted(held) if unit == new]
    return own + tuple(inherited)


def require_owes_nothing(unit: str, owing: tuple[UUID, ...]) -> None:
    """Refuse to close a unit while decisions are open with it."""
    if owing:
        raise OWING.broken(unit=unit, decisions=[str(decision) for decision in owing])
