"""How a charter file refers to its own duties and bodies: a duty by its key, a rank of a body as ``office.heads``."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from domain.charter import Body, Duty, How, Panel
from domain.charter_table import Table

RANKS = ("heads", "deputies", "members")


@dataclass(frozen=True)
class Seating:
    """The duties and bodies a charter names, for the references to them."""

    duties: Mapping[str, Duty]
    bodies: Mapping[str, Body] = field(default_factory=dict)

    def seats(self, table: Table, key: str) -> tuple[str, ...]:
        """Duties, listed or as a rank of a body: ``"coordination_group.heads"``."""
        given = table.text_or_texts(key)
        if isinstance(given, str):
            return self._rank(table, key, given)
        for place, seat in enumerate(given, start=1):
            if not self._knows(seat):
                table.note(f"{key}[{place}]", "unknown_duty", given=seat)
        return given

    def duty(self, table: Table, key: str) -> str | None:
        """One duty, or None when the key is left out."""
        return table.known_if_given(key, self.duties, "unknown_duty")

    def panel(self, table: Table | None) -> Panel | None:
        """Who decides, or None when the key is left out."""
        return None if table is None else self.panel_of(table)

    def panel_of(self, table: Table) -> Panel:
        """Who decides."""
        table.require("seats")
        return Panel(
            how=table.word("how", How), seats=self.seats(table, "seats"), stand_ins=self.seats(table, "stand_ins")
        )

    def _rank(self, table: Table, key: str, given: str) -> tuple[str, ...]:
        body, _, rank = given.partition(".")
        if body not in self.bodies or rank not in (*RANKS, "seats"):
            table.note(key, "unknown_rank", given=given)
            return ()
        seats: tuple[str, ...] = getattr(self.bodies[body], rank)
        return seats

    def _knows(self, seat: str) -> bool:
        duty, at, unit = seat.partition("@")
        known = self.duties.get(duty)
        return known is not None and (not at or (known.per_unit and bool(unit)))
