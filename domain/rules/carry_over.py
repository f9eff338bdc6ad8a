"""What was not carried out is explained by who owes it, and the meeting settles how to go on, or ends it.

Clause: S4.3-b (对未落实的事项作出说明，提出意见建议，研究解决推进措施). Gaps: G9 (the meeting completes, unless the
charter lets the heads complete alone), G24 (only a meeting ends a decision without completion, with reason).
"""

from domain.act import Act
from domain.errors import RuleBroken
from domain.rules.rule import Held, Rule
from domain.vocabulary import Progress

EXPLAINED_BY_UNIT = Rule("S4.3-b", "explained_by_unit", "The unit that owes it explains what was not carried out.")
UNEXPLAINED = Rule(
    "S4.3-b", "shortfall_unexplained", "What was not carried out is explained before the meeting.", Held.DEPARTURE
)
MEASURE = Rule("S4.3-b", "measure_missing", "What is carried over goes on by a measure the meeting settles.")
COMPLETED_BY_MEETING = Rule("G9", "completed_by_meeting", "A meeting completes, unless the charter lets the heads.")
NOT_CARRIED_OUT = Rule("G9", "not_fully_carried_out", "The heads alone complete only what is fully carried out.")
ENDED_WITH_REASON = Rule("G24", "ending_without_reason", "A meeting ends a decision without completion for a reason.")

_LONG_FROM = 2


def breach_of_explanation(progress: Progress | None, *, explained: bool) -> RuleBroken | None:
    """The breach when what is not reported as fully done was not explained since it was last heard."""
    return None if explained or progress is Progress.FULLY else UNEXPLAINED.broken(progress=progress)


def require_measure(measure: str) -> None:
    """Refuse to carry over without saying how to go on."""
    if not measure.strip():
        raise MEASURE.broken()


def require_reason(text: str) -> None:
    """Refuse to end a decision without a reason."""
    if not text.strip():
        raise ENDED_WITH_REASON.broken()


def require_heads_may_complete(act: Act, progress: Progress | None) -> None:
    """Refuse the heads' completion where the charter leaves it to the meeting, or while something is to be done."""
    if not act.charter.follow_up.heads_may_complete:
        raise COMPLETED_BY_MEETING.broken()
    if progress is not Progress.FULLY:
        raise NOT_CARRIED_OUT.broken(progress=progress)


def is_long_standing(count: int) -> bool:
    """Whether a decision carried over this often comes first in item 2: from the second time on."""
    return count >= _LONG_FROM
