"""The town union collects topics for its side; grassroots unions send suggestions, and each sender is told the outcome.

Clause: S5.1-b (工会方提出的议题，由镇总工会负责征集). After the deadline nothing is refused, it is recorded as
late [G3]; when the call is closed, a suggestion waits for the next call, unless the office takes this one up again.
"""

from datetime import date

from domain.act import Act
from domain.rules.rule import Rule
from domain.units import Unit
from domain.vocabulary import Side, UnitKind

COLLECTS = Rule("S5.1-b", "town_union_collects", "The town union collects the union side's topics and settles on each.")
SENDERS = Rule(
    "S5.1-b", "not_a_union_sender", "A suggestion is entered by the town union, or sent by a grassroots union."
)
OWN_UNION = Rule("R-seat", "suggestion_of_other_union", "A grassroots union sends its own suggestions only.")
GRASSROOTS = Rule("R-known", "not_a_grassroots_union", "A suggestion comes from a grassroots union that is open.")
CLOSED = Rule("R-order", "call_closed", "A closed call takes no more suggestions until it is taken up again.")
TWICE = Rule("R-unique", "suggestion_received_already", "A suggestion is received once.")
UNKNOWN = Rule("R-known", "suggestion_unknown", "Only a suggestion that was received can be settled on.")
SETTLED = Rule("R-order", "suggestion_taken_up_already", "A suggestion that was taken up is settled.")


def require_collector(act: Act, collector: str) -> Act:
    """The act narrowed to a seat of the unit that collects for the union side."""
    return act.in_one_of(act.charter.seats_of_unit(collector), COLLECTS, unit=collector)


def require_sender(act: Act, collector: str) -> Act:
    """The act narrowed to a seat of the collecting unit, or of another unit of the union side."""
    collecting = act.charter.seats_of_unit(collector)
    if set(collecting) & set(act.by.seats):
        return act.in_one_of(collecting, SENDERS)
    own = [seat for seat in act.by.seats if act.charter.side_of(seat) is Side.UNION and act.charter.unit_of(seat)]
    return act.in_one_of(own, SENDERS, unit=collector)


def require_from(act: Act, unit: Unit, collector: str) -> None:
    """The suggestion is a grassroots union's; who is not of the collecting unit sends his own union's."""
    if unit.kind is not UnitKind.GRASSROOTS_UNION or unit.closed_on is not None:
        raise GRASSROOTS.broken(unit=unit.key)
    if act.charter.unit_of(act.by.seat) not in {collector, unit.key}:
        raise OWN_UNION.not_entitled(unit=unit.key)


def require_open(*, is_open: bool, closed_on: date | None) -> None:
    """Refuse a suggestion to a closed call, and say what next."""
    if not is_open:
        raise CLOSED.out_of_order(closed_on=closed_on, next=("extend_call", "next_call"))


def require_new(*, known: bool) -> None:
    """Refuse to receive a suggestion twice."""
    if known:
        raise TWICE.broken()


def require_known(*, known: bool) -> None:
    """Refuse to settle on a suggestion that was never received."""
    if not known:
        raise UNKNOWN.broken()


def require_not_taken_up(*, taken_up: bool) -> None:
    """Refuse to settle again on what was taken up."""
    if taken_up:
        raise SETTLED.broken()


def is_late(on: date, deadline: date | None) -> bool:
    """Whether a suggestion comes after the deadline; never where none was set."""
    return deadline is not None and on > deadline
