"""How another's act came into the record: how long after, on what basis, with which sheet, and entered by whom.

Clause: R-paper, R-dates, G25. Acting and recording are two things; the delay between them shows.
"""

from collections.abc import Iterator
from typing import Any

from domain.recorded import Recorded
from domain.rules.rule import Held, Rule
from domain.trace import Entry
from domain.vocabulary import Basis
from projections import Rows
from projections.auditors import Verdict, found
from projections.auditors.questions import SETTLED
from projections.auditors.trails import house_of, recorded_on, trail_of

ENTERED_LATE_AFTER = 7
"""Days. A meeting may well be entered the next day, and paper comes round within a week; what takes longer is told."""

WITHOUT_SCAN = Rule(
    "R-paper", "paper_without_scan", "An act on paper was entered without the digest of its sheet.", Held.FINDING
)
BY_WORD_ONLY = Rule(
    "G25", "entered_by_word_only", "An act was entered by word of mouth that is neither reply nor talk.", Held.FINDING
)
ENTERED_LATE = Rule("R-dates", "entered_late", "An act was entered long after its business date.", Held.FINDING)
NOT_BY_OFFICE = Rule(
    "R-paper", "entered_outside_office", "Another's act was entered by somebody outside the office.", Held.FINDING
)

_BY_WORD = frozenset({Basis.TELEPHONE, Basis.MESSAGE})
_REPLIES = frozenset(
    {
        "call.suggestion_received",
        "decision.progress_noted",
        "decision.received",
        "decision.urge_answered",
        "invitation.leave_asked",
        "invitation.replied",
        "invitation.substitute_named",
        "topic.consulted",
        "topic.opinion_given",
    }
)

_CONSEQUENCES = SETTLED.keys() | {
    *("decision.adopted", "decision.carried_over", "decision.ended", "decision.heard", "decision.minuted"),
    *("decision.superseded", "decision.wording_corrected", "invitation.invited", "invitation.lapsed"),
    *("meeting.minutes_issued", "meeting.minutes_reviewed", "register.number_taken", "register.ordinal_taken"),
    *("register.ordinary_planned", "topic.concluded", "topic.consensus_lapsed", "topic.discussed", "topic.minuted"),
    *("topic.scheduled", "topic.unscheduled"),
}
"""What another record of the same save has as an act; it is told once."""


def audit(rows: Rows, event: Recorded) -> Iterator[Verdict]:
    """Every act entered for another, and every one entered late."""
    if event.fact.TOPIC in _CONSEQUENCES:
        return
    if (event.recorded_at.date() - event.fact.trace.on).days >= ENTERED_LATE_AFTER:
        yield from _of_delay(rows, event)
    if event.fact.trace.entered_by is not None:
        yield from _of_entry(rows, event, event.fact.trace.entered_by)


def _of_delay(rows: Rows, event: Recorded) -> Iterator[Verdict]:
    on = event.fact.trace.on
    delay = (recorded_on(rows, event) - on).days
    if delay > ENTERED_LATE_AFTER:
        told: dict[str, Any] = {"what": event.fact.TOPIC, "on": on.isoformat(), "days": delay}
        yield found(ENTERED_LATE, event, trail_of(rows, event.stream), about=event.version, **told)


def _of_entry(rows: Rows, event: Recorded, entry: Entry) -> Iterator[Verdict]:
    trail, basis = trail_of(rows, event.stream), entry.basis
    who: dict[str, Any] = {"what": event.fact.TOPIC, "person": entry.person}
    if basis in _BY_WORD and event.fact.TOPIC not in _REPLIES:
        yield found(BY_WORD_ONLY, event, trail, about=event.version, basis=basis.value, **who)
    if basis not in _BY_WORD and not entry.evidence:
        yield found(WITHOUT_SCAN, event, trail, about=event.version, basis=basis.value, **who)
    if entry.seat not in house_of(rows)["office"].get(event.fact.trace.under, ()):
        yield found(NOT_BY_OFFICE, event, trail, about=event.version, seat=entry.seat, **who)
