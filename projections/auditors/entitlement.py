"""Whether who acted was the one whose act it is: the office for what the office does, a unit for its own word.

Clause: S3-f, S5.2-a…d, S5.2-f, S5.4-d, S5.5-a, R-seat. What a panel decides is looked at with its agreements.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from domain.facts import decision, topic
from domain.facts import decision_following as following
from domain.recorded import Recorded
from domain.rules.rule import Held, Rule
from projections import Rows
from projections.auditors import Verdict, charter_for, found
from projections.auditors.standing import unit_today
from projections.auditors.trails import house_of, trail_of

NOT_THE_OFFICE = Rule("S3-f", "not_done_by_office", "What the office does was done by somebody else.", Held.FINDING)
OTHER_UNIT = Rule("R-seat", "spoke_for_other_unit", "Somebody spoke for a unit that is not his.", Held.FINDING)

_OFFICE = {
    "S3-f": (
        *("call.opened", "call.extended", "call.closed", "topic.returned", "topic.scheduled"),
        *("meeting.attendance_recorded", "meeting.topics_introduced", "meeting.topic_discussed"),
        *("meeting.decision_heard", "meeting.entered_in_error", "meeting.archived"),
        *("decision.proposed_for_take_over", "decision.take_over_revised", "decision.publication_proposed"),
        *("conference.board_opened", "conference.board_closed"),
    ),
    "S5.2-a": ("meeting.agenda_drawn_up", "meeting.admitted_late"),
    "S5.2-b": ("meeting.notice_issued",),
    "S5.2-c": ("meeting.papers_issued",),
    "S5.2-d": ("meeting.invited_further", "meeting.notice_delivered", "invitation.invited"),
    "S5.2-f": ("meeting.date_proposed",),
    "S5.4-d": (
        *("minutes.drafted", "minutes.redrafted", "minutes.issued"),
        *("minutes.correction_drafted", "minutes.corrected"),
    ),
    "S5.5-a": ("decision.assigned", "decision.urged"),
}
_CLAUSE = {name: clause for clause, names in _OFFICE.items() for name in names}
_OWN_WORD = (
    topic.OpinionGiven,
    decision.Received,
    decision.HandedBack,
    following.ProgressNoted,
    following.UrgeAnswered,
    following.ExtensionAsked,
    following.Reported,
    following.ShortfallExplained,
)


def audit(rows: Rows, event: Recorded) -> Iterator[Verdict]:
    """Every act that is the office's, and every word that is a unit's."""
    by, clause = event.fact.trace.by, _CLAUSE.get(event.fact.TOPIC)
    told: dict[str, Any] = {"what": event.fact.TOPIC, "person": by.person, "seat": by.seat}
    if clause and by.seat not in house_of(rows)["office"].get(event.fact.trace.under, (by.seat,)):
        rule = replace(NOT_THE_OFFICE, clause=clause)
        yield found(rule, event, trail_of(rows, event.stream), about=event.version, **told)
    if isinstance(event.fact, _OWN_WORD) and _unit_of(rows, event) != unit_today(rows, event.fact.unit):
        yield found(OTHER_UNIT, event, trail_of(rows, event.stream), about=event.version, unit=event.fact.unit, **told)


def _unit_of(rows: Rows, event: Recorded) -> str | None:
    """The unit the seat speaks for today; the measures say it of a seat that is held once."""
    seat = event.fact.trace.by.seat
    unit = seat.partition("@")[2] or charter_for(rows, event.fact.trace.on, event.fact.trace.under).unit_of(seat)
    return unit_today(rows, unit) if unit else None
