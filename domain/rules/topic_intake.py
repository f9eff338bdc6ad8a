"""Who may bring a topic: a functional department for the government side, the town union for the union side.

Clause: S5.1-a (政府方提出的议题，由镇政府相关职能部门提出), S5.1-b (工会方提出的议题，由镇总工会负责征集).
"""

from collections.abc import Collection

from domain.act import Act
from domain.charter import Charter
from domain.errors import Malformed
from domain.rules.rule import Rule
from domain.units import Unit
from domain.vocabulary import Side, UnitKind

GOV_BY_DEPARTMENT = Rule(
    "S5.1-a", "gov_topic_by_department", "Government topics are proposed by the functional departments."
)
UNION_BY_TOWN_UNION = Rule(
    "S5.1-b", "union_topic_by_town_union", "Union topics are collected and brought by the town union."
)
PROPOSER_ONLY = Rule(
    "S5.1-c", "proposer_only", "The proposer works on its topic: it researches, consults, asks opinions, declares."
)
OWN_TOPIC = Rule(
    "R-seat", "not_own_topic", "A topic is its proposer's own: only the proposer submits, changes or withdraws it."
)
SIDE_CLOSED = Rule("R-charter", "side_may_not_propose", "The charter says which sides may bring topics.")
NOT_JOINT = Rule("R-known", "not_a_joint_topic", "Only the proposer named by a joint topic joins it, and once.")

PROPOSING = {Side.GOV: {UnitKind.DEPARTMENT, UnitKind.INSTITUTION}, Side.UNION: {UnitKind.TOWN_UNION}}
"""The kinds of unit that bring the topics of a side."""
_RULES = {Side.GOV: GOV_BY_DEPARTMENT, Side.UNION: UNION_BY_TOWN_UNION}


def require_proposers(side: Side, proposer: Unit, joint_with: Unit | None, charter: Charter) -> None:
    """The proposing unit must be of the kind that speaks for the side; a joint topic has one of each."""
    if side not in charter.topics.proposers:
        raise SIDE_CLOSED.broken(side=side)
    if (side is Side.JOINT) != (joint_with is not None):
        raise Malformed("joint_needs_two", clause="R-text", field="joint_with")
    if side is Side.JOINT:
        _require_one_each(proposer, joint_with)
    elif proposer.kind not in PROPOSING.get(side, set()):
        raise _RULES[side].broken(unit=proposer.key)


def require_category(category: str, charter: Charter) -> None:
    """The category must be one the charter names."""
    if category not in charter.topics.categories:
        raise Malformed("category_unknown", clause="R-known", field="category", known=list(charter.topics.categories))


def require_may_propose(there: Collection[Unit], act: Act) -> Act:
    """The act, if its actor speaks for a unit that could bring a topic; for which one, the topic says."""
    sides = act.charter.topics.proposers
    fit = {kind for side, kinds in PROPOSING.items() if side in sides or Side.JOINT in sides for kind in kinds}
    seats = {seat for unit in there if unit.kind in fit for seat in act.charter.seats_of_unit(unit.key)}
    if seats.isdisjoint(act.by.seats):
        raise OWN_TOPIC.not_entitled(seats=sorted({seat.partition("@")[0] for seat in seats}))
    return act


def require_speaks_for(units: tuple[str, ...], act: Act, rule: Rule = OWN_TOPIC) -> Act:
    """The act narrowed to a seat that speaks for one of the proposing units."""
    seats = [seat for unit in units for seat in act.charter.seats_of_unit(unit)]
    return act.in_one_of(seats, rule)


def _require_one_each(proposer: Unit, other: Unit | None) -> None:
    kinds = [proposer.kind, other.kind if other else None]
    for side, fit in PROPOSING.items():
        if not any(kind in fit for kind in kinds):
            raise _RULES[side].broken(unit=proposer.key)
