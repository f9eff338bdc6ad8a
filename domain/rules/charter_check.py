"""What is checked of a charter itself: whether its bodies are made as part 三 of the measures makes them.

Where another locality's bodies differ from part 三 of the measures, that is *said* and nothing is refused; a body the
charter does not have leaves the question unset. The checks look at sides and places, not at the keys of the duties.

Clause: S3-a, S3-b, S3-c, S3-d, S3-e, S3-f, S3-g, S3-h.
"""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum

from domain.charter import Body, Charter
from domain.rules.rule import Held, Rule
from domain.vocabulary import Side, UnitKind

LEADING_GROUP = Rule(
    "S3-a",
    "leading_group_as_measured",
    "The government's principal leader heads the leading group, a Party seat is deputy head, both sides are members.",
    Held.CHECK,
)
LEADERSHIP = Rule(
    "S3-b", "leading_group_leads", "Every other body stands under the leading group, and it under none.", Held.CHECK
)
TWO_HEADS = Rule(
    "S3-c",
    "coordination_group_has_two_heads",
    "The coordination group stands under the leading group and has two heads, one of each side.",
    Held.CHECK,
)
TWO_DEPUTIES = Rule(
    "S3-d",
    "coordination_group_has_two_deputies",
    "The coordination group has two deputy heads, one of each side.",
    Held.CHECK,
)
OPEN_MEMBERS = Rule(
    "S3-e",
    "departments_are_members",
    "The heads of departments and institutions are members of the coordination group, in an open list.",
    Held.CHECK,
)
OFFICE_IN_UNION = Rule(
    "S3-f",
    "office_sits_in_union",
    "The office stands under the coordination group and sits in the union.",
    Held.CHECK,
)
TWO_DIRECTORS = Rule(
    "S3-g",
    "office_has_two_directors",
    "The office has two directors, one of each side, who are deputy heads of the coordination group.",
    Held.CHECK,
)
OFFICE_STAFF = Rule(
    "S3-h",
    "office_staffed_by_both",
    "The office's members are staff of both sides, from the directors' own units.",
    Held.CHECK,
)

_TOP = "leading_group"
_MIDDLE = "coordination_group"
_ONE_EACH = [Side.GOV, Side.UNION]


class Answer(StrEnum):
    """What a check found: as the measures of 城桥 have it, differing from them, or not settled by the charter."""

    HOLDS = "holds"
    DIFFERS = "differs"
    UNSET = "unset"


@dataclass(frozen=True, kw_only=True)
class CharterFinding:
    """One check and its answer, with the seats or the unit it looked at."""

    rule: Rule
    answer: Answer
    seen: tuple[str, ...] = ()


def findings(charter: Charter) -> tuple[CharterFinding, ...]:
    """One finding for each check of part 三, in its order."""
    return tuple(CharterFinding(rule=rule, answer=answer, seen=seen) for rule, answer, seen in _checked(charter))


def _checked(charter: Charter) -> Iterator[tuple[Rule, Answer, tuple[str, ...]]]:
    top, middle, office = (charter.bodies.get(key) for key in (_TOP, _MIDDLE, charter.office))
    checks: tuple[tuple[Rule, Body | None, str, Callable[[Charter, Body], bool]], ...] = (
        (LEADING_GROUP, top, "seats", _is_leading_group),
        (LEADERSHIP, top, "heads", _leads),
        (TWO_HEADS, middle, "heads", _has_two_heads),
        (TWO_DEPUTIES, middle, "deputies", _has_two_deputies),
        (OPEN_MEMBERS, middle, "members", _has_departments),
        (OFFICE_IN_UNION, office, "located_in", _sits_in_union),
        (TWO_DIRECTORS, office, "heads", _has_two_directors),
        (OFFICE_STAFF, office, "members", _has_staff_of_both),
    )
    for rule, body, part, holds in checks:
        seen = _seen(body, part)
        if body is None or not seen:
            yield rule, Answer.UNSET, seen
        else:
            yield rule, Answer.HOLDS if holds(charter, body) else Answer.DIFFERS, seen


def _seen(body: Body | None, part: str) -> tuple[str, ...]:
    found = getattr(body, part, None) or ()
    return (found,) if isinstance(found, str) else tuple(found)


def _is_leading_group(charter: Charter, body: Body) -> bool:
    principal = charter.meetings.principal
    return (
        _sides(charter, body.heads) == [Side.GOV]
        and (principal is None or body.heads == (principal,))
        and _sides(charter, body.deputies) == [Side.PARTY]
        and set(_sides(charter, body.members)) == set(_ONE_EACH)
    )


def _leads(charter: Charter, body: Body) -> bool:
    others = (key for key in charter.bodies if key != body.key)
    return body.under is None and all(body.key in charter.above(key) for key in others)


def _has_two_heads(charter: Charter, body: Body) -> bool:
    return body.under == _TOP and sorted(_sides(charter, body.heads)) == _ONE_EACH


def _has_two_deputies(charter: Charter, body: Body) -> bool:
    return sorted(_sides(charter, body.deputies)) == _ONE_EACH


def _has_departments(charter: Charter, body: Body) -> bool:
    duties = [charter.duties[seat] for seat in body.members]
    return body.members_open and any(duty.per_unit and duty.side is Side.GOV for duty in duties)


def _sits_in_union(charter: Charter, body: Body) -> bool:
    unit = charter.units.get(body.located_in or "")
    return body.under == _MIDDLE and unit is not None and unit.kind is UnitKind.TOWN_UNION


def _has_two_directors(charter: Charter, body: Body) -> bool:
    middle = charter.bodies.get(_MIDDLE)
    concurrently = middle is not None and set(body.heads) <= set(middle.deputies)
    return concurrently and sorted(_sides(charter, body.heads)) == _ONE_EACH


def _has_staff_of_both(charter: Charter, body: Body) -> bool:
    units = {charter.unit_of(seat) for seat in body.members}
    return set(_sides(charter, body.members)) == set(_ONE_EACH) and units == {charter.unit_of(s) for s in body.heads}


def _sides(charter: Charter, seats: Collection[str]) -> list[Side]:
    return [side for seat in seats if (side := charter.side_of(seat)) is not None]
