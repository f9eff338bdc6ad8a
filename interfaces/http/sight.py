"""What somebody sees: a side's matters whole, or those of his own unit alone."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from domain.charter import Charter
from domain.vocabulary import Side, UnitKind
from projections.withheld import reader


@dataclass(frozen=True, kw_only=True)
class Sight:
    """The ``sides`` of which everything is seen, and the units, each with its side, of which their own matters are."""

    sides: frozenset[Side] = frozenset()
    units: frozenset[tuple[Side, str]] = frozenset()

    @classmethod
    def of(cls, charter: Charter, duties: Iterable[str]) -> Self:
        """What these duties see: one held in each unit sees for that unit; what belongs to a side, or collects for it, all."""
        sides, units = set(), set()
        for duty in duties:
            side, unit = charter.side_of(duty), _own_unit(charter, duty)
            if side and unit:
                units.add((side, unit))
            elif side:
                sides.add(side)
        return cls(sides=frozenset(sides), units=frozenset(units))

    def reads(self, side: Side, unit: str | None = None) -> bool:
        """Whether what belongs to a side, and came from a unit of it, is seen."""
        return side is Side.JOINT or side in self.sides or (side, unit) in self.units

    @property
    def readers(self) -> list[str]:
        """The same as views spell it."""
        apart = sorted(reader(side, unit) for side, unit in self.units if side not in self.sides)
        return [*sorted(reader(side) for side in self.sides), *apart]


def _own_unit(charter: Charter, duty: str) -> str | None:
    """The one unit that a duty is of; None where it stands for its side, as all of the town union does."""
    _, _, unit = duty.partition("@")
    named = charter.units.get(unit)
    return None if named and named.kind is UnitKind.TOWN_UNION else unit or None
