"""A leader of the government and a leader of the union say how what was settled is to be carried out.

Clause: S5.4-b5 (政府和工会领导就落实联席会议事项进行部署).
"""

from domain.act import Act
from domain.errors import Malformed
from domain.rules.rule import Rule
from domain.vocabulary import Side

LEADER_OF_SIDE = Rule("S5.4-b5", "not_a_leader_of_that_side", "Instructions are given by a leader of the side.")


def require_leader(side: Side, person: str, act: Act) -> None:
    """The person holds, on that day, a duty of the side; sides are the two that confer."""
    if side not in {Side.GOV, Side.UNION}:
        raise Malformed("side_unfit", clause="R-text", field="side", value=side)
    duties = act.standing.duties_of(person)
    if side not in {act.charter.side_of(duty) for duty in duties}:
        raise LEADER_OF_SIDE.broken(side=side, person=person)
