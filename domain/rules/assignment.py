"""Each decision has one lead unit, which carries it out with the units that assist and answers for it.

Gap: G23. A unit cannot refuse what was settled; it may hand back, once, what lies outside its duties, and when the
heads have confirmed the assignment it stays.
"""

from collections.abc import Collection

from domain.act import Act
from domain.errors import Malformed
from domain.rules import units
from domain.rules.rule import Rule
from domain.units import Unit
from domain.vocabulary import Side

LEAD_ONLY = Rule("R-seat", "lead_unit_only", "A decision is received, handed back and answered for by its lead unit.")
CARRYING_OUT = Rule("R-seat", "unit_not_on_decision", "Progress is noted by a unit that carries the decision out.")
CONFIRMED = Rule("G23", "assignment_confirmed_already", "What the heads confirmed is not handed back again.")


def require_units(lead: Unit, assisting: tuple[str, ...], known: Collection[str]) -> None:
    """Lead and assisting units are open, each named once."""
    units.require_all_open((lead.key, *assisting), known)
    if len({lead.key, *assisting}) != 1 + len(assisting):
        raise Malformed("unit_named_twice", clause="R-text", field="assisting", lead=lead.key)


def side_of(lead: Unit) -> Side:
    """Whether the government or the union leads."""
    return units.side_of(lead.kind)


def require_lead(act: Act, lead_today: str, rule: Rule = LEAD_ONLY) -> Act:
    """The act narrowed to a seat of the unit that leads today: the one named, or who took over from it."""
    return act.in_one_of(act.charter.seats_of_unit(lead_today), rule, unit=lead_today)


def require_one_of(act: Act, carrying_out: tuple[str, ...], rule: Rule = CARRYING_OUT) -> Act:
    """The act narrowed to a seat of one of the units that carry the decision out."""
    seats = [seat for unit in carrying_out for seat in act.charter.seats_of_unit(unit)]
    return act.in_one_of(seats, rule, units=list(carrying_out))


def require_not_confirmed(*, confirmed: bool) -> None:
    """Refuse to hand back what the heads have confirmed."""
    if confirmed:
        raise CONFIRMED.broken()
