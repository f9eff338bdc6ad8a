"""A leader of the government and a leader of the union say how what was settled is to be carried out.

Clause: S5.4-b5 (政府和工会领导就落实联席会议事项进行部署).
"""

from domain.act import Act
from domain.charter import Charter
from domain.errors import Malformed
from domain.rules.rule import Rule
from domain.vocabulary import Side

LEADER_OF_SIDE = Rule("S5.4-b5", "not_a_leader_of_that_side", "Instructions are given by a leader of the side.")


def leaders(side: Side, charter: Charter) -> tuple[str, ...]:
    """The duties of a side that lead: the principal's, those that chair, and those in a body other than the office.

    A duty held in each unit leads that unit only. Where the charter names none of them for a side, every duty of that
    side leads.
    """
    of_side = [duty for duty in charter.duties.values() if duty.side is side]
    seated = {seat for key, body in charter.bodies.items() if key != charter.office for seat in body.seats}
    leading = seated.union(charter.meetings.chaired_by, [charter.meetings.principal])
    found = tuple(duty.key for duty in of_side if duty.key in leading and not duty.per_unit)
    return found or tuple(duty.key for duty in of_side)


def require_leader(side: Side, person: str, act: Act) -> None:
    """The person holds, on that day, a duty that leads the side; sides are the two that confer."""
    if side not in {Side.GOV, Side.UNION}:
        raise Malformed("side_unfit", clause="R-text", field="side", value=side)
    leading = leaders(side, act.charter)
    if not {duty.partition("@")[0] for duty in act.standing.duties_of(person)} & set(leading):
        raise LEADER_OF_SIDE.broken(side=side, person=person, seats=list(leading))
