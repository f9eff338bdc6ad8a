"""Whether every year had its ordinary meeting, or was explained.

Clause: S5.2-e. A charter that says nothing of how often the conference meets is not audited.
"""

from collections.abc import Iterator

from domain.facts import conference
from domain.facts import meeting as facts
from domain.recorded import Recorded
from domain.rules.rule import Held, Rule
from domain.vocabulary import MeetingKind
from projections import Rows
from projections.auditors import Verdict, charter_for
from projections.institution import INSTITUTION, ONLY
from projections.meeting_file import MEETINGS

NOT_HELD = Rule("S5.2-e", "year_without_meeting", "A year passed without an ordinary meeting.", Held.FINDING)


def audit(rows: Rows, event: Recorded) -> Iterator[Verdict]:
    """When a later year's meeting is planned; until one is held for the year after all, or the year is explained."""
    if not isinstance(event.fact, facts.Planned | facts.Opened | facts.Cancelled | conference.YearExplained):
        return
    if charter_for(rows, event.fact.trace.on).meetings.per_year is None:
        return
    explained = (rows.get(INSTITUTION, ONLY) or {})["years_explained"]
    meetings = [rows.get(MEETINGS, row) or {} for row in rows.ids(MEETINGS, meeting_kind=MeetingKind.ORDINARY)]
    held = {meeting["year"] for meeting in meetings if meeting["opened_on"]}
    planned = {meeting["year"] for meeting in meetings}
    for year in range(min(planned, default=0), max(planned, default=0)):
        yield Verdict(
            rule=NOT_HELD,
            undone=year not in held,
            thing="year",
            subject=str(year),
            year=year,
            excuse=explained.get(str(year)),
        )
