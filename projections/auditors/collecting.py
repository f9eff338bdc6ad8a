"""Whether the union's senders were told what became of their suggestions when the year's meeting opened.

Clause: S5.1-b.
"""

from collections.abc import Iterator

from domain.facts import meeting as facts
from domain.recorded import Recorded
from domain.rules.rule import Held, Rule
from domain.vocabulary import MeetingKind
from projections import Rows
from projections.auditors import Verdict
from projections.auditors.trails import positions, trail_of
from projections.meeting_file import MEETINGS
from projections.topic_calls import CALLS

UNANSWERED = Rule(
    "S5.1-b", "suggestions_unanswered", "Suggestions were not settled on when the year's meeting opened.", Held.FINDING
)


def audit(rows: Rows, event: Recorded) -> Iterator[Verdict]:
    """At the opening of an ordinary meeting, of every call of its year."""
    meeting = rows.get(MEETINGS, str(event.stream)) if isinstance(event.fact, facts.Opened) else None
    if meeting is None or meeting["meeting_kind"] != MeetingKind.ORDINARY:
        return
    for row in rows.ids(CALLS, year=meeting["year"]):
        call = rows.get(CALLS, row) or {}
        yield Verdict(
            rule=UNANSWERED,
            undone=bool(call["waiting"]),
            thing="call",
            subject=row,
            year=call["year"],
            facts={"waiting": len(call["waiting"]), "meeting": meeting["id"]},
            records=(*positions(trail_of(rows, row), "call.opened", "call.suggestion_received"), event.position),
        )
