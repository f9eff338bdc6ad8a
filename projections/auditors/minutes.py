"""Whether the minutes of a meeting were issued when the next one opened.

Clause: S5.4-c.
"""

from collections.abc import Iterator

from domain.facts import meeting as facts
from domain.meeting_words import Stage
from domain.recorded import Recorded
from domain.rules.rule import Held, Rule
from projections import Rows
from projections.auditors import Verdict
from projections.auditors.trails import positions, trail_of
from projections.meeting_file import MEETINGS

UNISSUED = Rule(
    "S5.4-c",
    "previous_minutes_unissued",
    "A meeting was opened while an earlier one had no issued minutes.",
    Held.FINDING,
)


def audit(rows: Rows, event: Recorded) -> Iterator[Verdict]:
    """At each opening, of every meeting closed before it."""
    if not isinstance(event.fact, facts.Opened):
        return
    for row in rows.ids(MEETINGS, stage=Stage.CLOSED):
        earlier = rows.get(MEETINGS, row) or {}
        yield Verdict(
            rule=UNISSUED,
            undone=True,
            thing="meeting",
            subject=row,
            year=earlier["year"],
            about=str(event.stream),
            facts={"closed_on": earlier["closed_on"], "opened": str(event.stream)},
            records=(*positions(trail_of(rows, row), "meeting.closed"), event.position),
        )
