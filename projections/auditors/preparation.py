"""Whether the office prepared the meeting: papers, participants of both sides, and who was there against who should be.

Clause: S5.2-a, S5.2-d, S5.3-a.
"""

from collections.abc import Iterator
from typing import Any

from domain.facts import meeting as facts
from domain.invitation import Stage
from domain.recorded import Recorded
from domain.rules.rule import Held, Rule
from domain.vocabulary import Presence
from projections import Doc, Rows
from projections.auditors import Verdict
from projections.auditors.trails import positions_with, trail_of
from projections.invitations import INVITATIONS
from projections.meeting_file import MEETINGS

WITHOUT_PAPERS = Rule("S5.2-a", "opened_without_papers", "The meeting was opened without any papers.", Held.FINDING)
UNREACHED = Rule(
    "S5.2-d",
    "participants_unreached",
    "Nobody noted that the notice reached them, and they never answered.",
    Held.FINDING,
)
UNACCOUNTED = Rule(
    "S5.3-a", "attendance_unaccounted", "The record does not say whether those expected were there.", Held.FINDING
)

_ANSWERED = (Stage.COMING, Stage.ON_LEAVE, Stage.REPLACED)
_RECORDS = ("meeting.notice_issued", "meeting.opened", "meeting.attendance_recorded")
_CAME = frozenset({Presence.PRESENT, Presence.REPLACED})


def audit(rows: Rows, event: Recorded) -> Iterator[Verdict]:
    """The papers at the opening; the people until the record is settled."""
    meeting = rows.get(MEETINGS, str(event.stream)) if event.kind == "meeting" else None
    if meeting is None or meeting["opened_on"] is None:
        return
    records = positions_with(event, trail_of(rows, event.stream), *_RECORDS)
    if isinstance(event.fact, facts.Opened):
        yield _verdict(WITHOUT_PAPERS, meeting, records, undone=not meeting["papers"])
    unreached = _unreached(rows, meeting)
    yield _verdict(UNREACHED, meeting, records, undone=bool(unreached), people=unreached)
    if meeting["closed_on"] is not None:
        unaccounted = _unaccounted(meeting)
        yield _verdict(UNACCOUNTED, meeting, records, undone=bool(unaccounted), people=unaccounted)


def _unreached(rows: Rows, meeting: Doc) -> list[str]:
    """Whom the notice named, and of whom nothing shows that it reached them."""
    answered = {
        (rows.get(INVITATIONS, row) or {})["person"]
        for stage in _ANSWERED
        for row in rows.ids(INVITATIONS, meeting=meeting["id"], stage=stage)
    }
    came = {line["person"] for line in meeting["attendance"] if line["presence"] in _CAME}
    named = [line for line in meeting["expected"] if line["person"] and line["delivered"] is None]
    return [line["person"] for line in named if line["person"] not in answered | came]


def _unaccounted(meeting: Doc) -> list[str]:
    recorded = {line["person"] for line in meeting["attendance"]}
    return [line["person"] for line in meeting["expected"] if line["person"] and line["person"] not in recorded]


def _verdict(rule: Rule, meeting: Doc, records: tuple[int, ...], *, undone: bool, **told: Any) -> Verdict:
    return Verdict(
        rule=rule,
        undone=undone,
        thing="meeting",
        subject=meeting["id"],
        year=meeting["year"],
        facts={"held_on": meeting["opened_on"], **told},
        records=records,
    )
