"""Whether both sides briefed the ordinary meeting as part 四 of the measures mainly asks.

Clause: S4.1-a, S4.1-b, S4.1-c, S4.1-d. A charter whose agenda has no briefings asks for none.
"""

from collections.abc import Iterator

from domain.agenda import BRIEFINGS
from domain.charter import Strength
from domain.meeting_words import Briefing
from domain.recorded import Recorded
from domain.rules.rule import Held, Rule
from domain.vocabulary import MeetingKind
from projections import Doc, Rows
from projections.auditors import Verdict, charter_for, reason_under
from projections.auditors.trails import positions_with, trail_of
from projections.meeting_file import MEETINGS

YEAR_WORK = Rule("S4.1-a", "year_work_left_out", "Government did not brief on the year's work or ideas.", Held.FINDING)
POLICIES = Rule(
    "S4.1-b", "policies_left_out", "Government did not brief on policies that touch workers and union.", Held.FINDING
)
UNION_SERVICE = Rule(
    "S4.1-c", "union_service_left_out", "The union did not brief on how it serves the priorities.", Held.FINDING
)
UNION_OPINIONS = Rule(
    "S4.1-d", "union_opinions_left_out", "The union did not brief on its opinions on policies.", Held.FINDING
)

_RULES = {
    Briefing.YEAR_WORK: YEAR_WORK,
    Briefing.POLICIES: POLICIES,
    Briefing.UNION_SERVICE: UNION_SERVICE,
    Briefing.UNION_OPINIONS: UNION_OPINIONS,
}


def audit(rows: Rows, event: Recorded) -> Iterator[Verdict]:
    """From the closing on: an entry struck afterwards is missing again, one added until the review is there."""
    meeting = rows.get(MEETINGS, str(event.stream)) if event.kind == "meeting" else None
    if meeting is None or meeting["closed_on"] is None or not _asked(rows, event, meeting):
        return
    given = {entry["briefing"] for entry in meeting["briefings"]}
    for briefing, rule in _RULES.items():
        yield Verdict(
            rule=rule,
            undone=briefing not in given,
            thing="meeting",
            subject=meeting["id"],
            year=meeting["year"],
            facts={"held_on": meeting["opened_on"], "briefing": briefing.value},
            records=positions_with(event, trail_of(rows, event.stream), "meeting.opened", "meeting.closed"),
            excuse=reason_under(meeting["departures"], rule.clause),
        )


def _asked(rows: Rows, event: Recorded, meeting: Doc) -> bool:
    """Whether the meeting is one that the charter wants briefed."""
    charter = charter_for(rows, event.fact.trace.on, meeting["edition"])
    mainly = [item.key for item in charter.meetings.ordinary_agenda if item.strength is not Strength.MAY]
    return meeting["meeting_kind"] == MeetingKind.ORDINARY and BRIEFINGS in mainly
