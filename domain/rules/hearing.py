"""The next meeting hears every decision of the one before, carried out or not, and the units report to it.

Clause: S4.3-a (报告上次会议议定事项落实情况), S5.5-d (并向下一次联席会议报告). Gap: G13: a written list will do
at an extraordinary meeting, and the next ordinary one still hears each.
"""

from datetime import date

from domain.charter import Charter
from domain.errors import RuleBroken
from domain.rules.rule import Held, Rule
from domain.vocabulary import Hearing, MeetingKind

NEXT_MEETING = Rule("S5.5-d", "heard_at_next_meeting", "What a meeting settled is reported to the next one.")
UNREPORTED = Rule(
    "S5.5-d", "heard_without_report", "The unit reports to the next meeting before it is heard.", Held.DEPARTURE
)
SETTLED_ONLY = Rule("S4.3-a", "not_settled_yet", "A meeting hears what an earlier one settled, done or not.")
CLOSED_IS_NOTED = Rule("R-order", "closed_is_only_noted", "What is done or ended is heard too, and only noted.")
HEARD_ALREADY = Rule("R-order", "heard_already", "A meeting settles once how a decision goes on.")


def must_be_heard(adopted_on: date, last_ordinary_on: date | None, *, is_open: bool) -> bool:
    """Whether a meeting hears the decision: all since the last ordinary meeting, and every older one still open."""
    return is_open or last_ordinary_on is None or adopted_on >= last_ordinary_on


def require_settled(*, settled: bool) -> None:
    """Refuse to hear what is only proposed for take-over."""
    if not settled:
        raise SETTLED_ONLY.broken()


def require_next_meeting(*, same: bool) -> None:
    """Refuse to hear a decision at the meeting that settled it."""
    if same:
        raise NEXT_MEETING.broken()


def require_first_time(*, heard: bool) -> None:
    """Refuse to hear a decision twice at one meeting."""
    if heard:
        raise HEARD_ALREADY.broken()


def require_noted(outcome: Hearing, *, is_open: bool) -> None:
    """What is closed can only be noted; it is taken up again by a reopening."""
    if not is_open and outcome is not Hearing.NOTED:
        raise CLOSED_IS_NOTED.broken(outcome=outcome)


def is_asked(kind: MeetingKind, outcome: Hearing, charter: Charter) -> bool:
    """Whether the hearing asks for report and explanation: not where the charter leaves it out, nor for a mere list."""
    listed = kind is MeetingKind.EXTRAORDINARY and outcome is Hearing.NOTED
    return charter.follow_up.next_meeting_hears and not listed


def breach_of_report(*, reported: bool) -> RuleBroken | None:
    """The breach when nothing was reported since the decision was last heard."""
    return None if reported else UNREPORTED.broken()
