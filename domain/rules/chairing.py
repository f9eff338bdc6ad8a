"""In principle a town government leader chairs the meeting.

Clause: S5.4-a (联席会议原则上由镇政府领导主持). Another who attends may chair for a reason; who handed it over is
recorded. A charter that names nobody leaves the chair open.
"""

from collections.abc import Iterable

from domain.act import Act
from domain.charter import Charter, Strength
from domain.charter_words import Attending
from domain.errors import RuleBroken
from domain.meeting_roll import Expected
from domain.rules.rule import Held, Rule

GOVERNMENT_LEADER = Rule(
    "S5.4-a", "chaired_by_other", "In principle a town government leader chairs the meeting.", Held.DEPARTURE
)
NAMED_CHAIR = Rule("R-charter", "chair_not_named", "A charter that fixes who chairs is kept to.")
ATTENDS = Rule("R-seat", "chair_does_not_attend", "The meeting is chaired by somebody who attends it by his duty.")
DELEGATES = Rule("R-seat", "not_theirs_to_delegate", "Only who would chair can hand the chair to another.")
CHAIR_ONLY = Rule("R-seat", "chair_only", "The chair admits other matters and closes the meeting.")


def require_may_chair(act: Act, expected: Iterable[Expected]) -> Act:
    """The act narrowed to a seat that chairs, or else to a seat that attends the meeting."""
    if set(act.by.seats) & set(act.charter.meetings.chaired_by):
        return act.in_one_of(act.charter.meetings.chaired_by, ATTENDS)
    return act.in_one_of({line.seat for line in expected if line.kind is Attending.ATTEND}, ATTENDS)


def breach_of_chair(seat: str, charter: Charter) -> RuleBroken | None:
    """The breach when another than the charter names takes the chair; a charter that fixes it hard refuses."""
    named = charter.meetings.chaired_by
    if not named or seat in named:
        return None
    if charter.meetings.chaired_by_strength is Strength.HARD:
        raise NAMED_CHAIR.broken(seat=seat, named=list(named))
    return GOVERNMENT_LEADER.broken(seat=seat, named=list(named))


def require_may_delegate(delegated_by: str | None, seat: str, charter: Charter) -> None:
    """The chair is handed over by a seat that would chair, to another seat."""
    named = charter.meetings.chaired_by
    if delegated_by is not None and (delegated_by == seat or (named and delegated_by not in named)):
        raise DELEGATES.broken(delegated_by=delegated_by, named=list(named))


def require_chair(act: Act, seat: str) -> Act:
    """The act narrowed to the chair's seat, or to another that would chair when he has left."""
    if seat in act.by.seats:
        return act.seated(seat)
    return act.in_one_of(act.charter.meetings.chaired_by, CHAIR_ONLY, chair=seat)
