"""Whether what a stream says of another stands there too: what a meeting did, and what minutes were issued.

Clause: R-order, G15. The cause is recorded first, in the same save; a consequence without it hangs in the air.
"""

from collections.abc import Iterator
from typing import Any

from domain.facts import decision, meeting, topic
from domain.recorded import Recorded
from domain.rules.rule import Held, Rule
from projections import Doc, Rows
from projections.auditors import Verdict, found
from projections.auditors.trails import positions, trail_of
from projections.meeting_file import MEETINGS

NOT_AT_MEETING = Rule(
    "R-order", "not_in_record_of_meeting", "The record of the meeting does not have what follows from it.", Held.FINDING
)
NOT_ISSUED = Rule("G15", "follows_unissued_minutes", "Something follows from minutes never issued.", Held.FINDING)


def audit(rows: Rows, event: Recorded) -> Iterator[Verdict]:
    """Every fact that follows from a meeting or from its minutes."""
    match event.fact:
        case decision.Minuted() | topic.Minuted() | meeting.MinutesIssued():
            yield from _of_minutes(rows, event, str(event.fact.minutes))
        case decision.Heard() | decision.Adopted() | topic.Discussed() | topic.Scheduled():
            yield from _of_meeting(rows, event, str(event.fact.meeting))
        case _:
            return


def _of_minutes(rows: Rows, event: Recorded, key: str) -> Iterator[Verdict]:
    minutes = trail_of(rows, key)
    if minutes is None or minutes["stage"] != "issued":
        told: dict[str, Any] = {"what": event.fact.TOPIC, "minutes": key}
        drafted = positions(minutes, "minutes.drafted", "minutes.redrafted", "minutes.reviewed")
        yield found(NOT_ISSUED, event, trail_of(rows, event.stream), *drafted, about=key, **told)


def _of_meeting(rows: Rows, event: Recorded, key: str) -> Iterator[Verdict]:
    file = rows.get(MEETINGS, key)
    if file is None or str(event.stream) not in _dealt_with(event, file):
        told: dict[str, Any] = {"what": event.fact.TOPIC, "meeting": key}
        held = positions(trail_of(rows, key), "meeting.planned", "meeting.opened")
        yield found(NOT_AT_MEETING, event, trail_of(rows, event.stream), *held, about=event.version, **told)


def _dealt_with(event: Recorded, file: Doc) -> list[str]:
    """What the record of the meeting has of this kind."""
    match event.fact:
        case decision.Heard():
            return [entry["decision"] for entry in file["heard"]]
        case topic.Discussed():
            return [*(entry["topic"] for entry in file["discussed"]), *file["not_reached"]]
        case topic.Scheduled():
            return list(file["agenda"]["topics"])
        case _:
            return list(file["adopted"])
