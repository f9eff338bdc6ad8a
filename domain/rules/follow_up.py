"""The office coordinates, urges and checks how decisions are carried out; those the union leads are checked elsewhere.

Clause: S5.5-a (由协调小组办公室负责协调推进，进行督促检查). Gap: G16 (decisions led by the union).
"""

from domain.act import Act
from domain.rules import office
from domain.rules.rule import Rule
from domain.vocabulary import Side

UNION_LED = Rule("G16", "union_led_checked_elsewhere", "What the union leads is checked by the duty the charter names.")
URGED_UNIT = Rule("R-known", "unit_not_carrying_out", "Urging goes to a unit that carries the decision out.")
URGE_UNKNOWN = Rule("R-known", "urge_unknown", "An answer is given to an urging that was made.")
URGE_ANSWERED = Rule("R-order", "urge_answered_already", "An urging is answered once.")
OTHER_UNITS_URGE = Rule("R-seat", "urge_of_other_unit", "An urging is answered by the unit it went to.")


def require_checker(act: Act, lead_side: Side) -> Act:
    """The act narrowed to an office seat; for a decision the union leads, to the duty the charter names.

    ``union_led_checked_by`` None: the charter says nothing of it, and the office checks as elsewhere.
    """
    checker = act.charter.follow_up.union_led_checked_by
    if lead_side is Side.UNION and checker is not None:
        return act.in_one_of([checker], UNION_LED)
    return office.require_office(act)


def require_carrying_out(unit: str, carrying_out: tuple[str, ...]) -> None:
    """Refuse to urge a unit that has nothing to do with the decision."""
    if unit not in carrying_out:
        raise URGED_UNIT.broken(unit=unit, units=list(carrying_out))


def require_urge(number: int, made: int) -> None:
    """Refuse an answer to an urging that was never made."""
    if not 1 <= number <= made:
        raise URGE_UNKNOWN.broken(number=number)


def require_unanswered(number: int, *, answered: bool) -> None:
    """Refuse a second answer to the same urging."""
    if answered:
        raise URGE_ANSWERED.broken(number=number)
