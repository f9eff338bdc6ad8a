"""What was begun and left lying when the matter went on: questions unanswered, decisions unassigned, calls never closed.

Clause: S5.1-b, S5.1-d, S5.5-a, S4.3-a, S5.5-d, G9, G23.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from domain.facts import decision, meeting, topic
from domain.recorded import Recorded
from domain.rules.rule import Held, Rule
from domain.vocabulary import MeetingKind
from projections import Doc, Rows
from projections.auditors import Verdict, charter_for, found, reason_for
from projections.auditors.lifecycle import OPEN_DECISION
from projections.auditors.trails import TRAILS, house_of, positions, trail_before, trail_of
from projections.meeting_file import MEETINGS

NO_OPINION = Rule("S5.1-d", "opinion_never_given", "A unit that was asked never gave its opinion.", Held.FINDING)
UNASSIGNED = Rule("S5.5-a", "decision_never_assigned", "A decision was heard that was never assigned.", Held.FINDING)
HAND_BACK = Rule("G23", "hand_back_unsettled", "A decision was heard that had been handed back.", Held.FINDING)
EXTENSION = Rule(
    "G23", "extension_unanswered", "A later date was asked for and neither granted nor refused.", Held.FINDING
)
REPORT = Rule("G9", "report_unanswered", "A report was heard that was neither accepted nor returned.", Held.FINDING)
NEVER_CLOSED = Rule("S5.1-b", "call_never_closed", "The call was open when the year's meeting opened.", Held.FINDING)
UNHEARD = Rule("S5.5-d", "decision_not_heard", "A decision was not heard by the next ordinary meeting.", Held.FINDING)


def audit(rows: Rows, event: Recorded) -> Iterator[Verdict]:
    """When a topic goes on the agenda until the unit answers, a decision is heard, the year's meeting opens or closes."""
    match event.fact:
        case topic.OpinionGiven() as fact:
            answered = found(NO_OPINION, event, trail_of(rows, event.stream), about=fact.unit, unit=fact.unit)
            yield replace(answered, undone=False)
        case topic.Scheduled():
            yield from _of_topic(event, trail_before(rows, event))
        case decision.Heard() as fact if fact.kind is MeetingKind.ORDINARY:
            yield from _of_decision(rows, event, trail_before(rows, event), fact)
        case meeting.Opened():
            yield from _of_calls(rows, event)
        case meeting.Closed():
            yield from _of_hearings(rows, event)
        case _:
            return


def _of_topic(event: Recorded, trail: Doc) -> Iterator[Verdict]:
    """Who was asked about the present text and is silent."""
    for unit, asked in trail["opinions_asked"].items():
        if unit not in trail["opinions"]:
            yield found(NO_OPINION, event, trail, asked["position"], about=unit, unit=unit, asked_on=asked["on"])


def _of_decision(rows: Rows, event: Recorded, trail: Doc, fact: decision.Heard) -> Iterator[Verdict]:
    """What hangs on a decision that binds and is open when an ordinary meeting hears it."""
    days, asked = trail["days"], trail["asked"]
    if "bound" not in days or trail["stage"] not in OPEN_DECISION:
        return
    told: dict[str, Any] = {"lead": trail["lead"], "meeting": str(fact.meeting)}
    if not positions(trail, "decision.assigned"):
        bound = positions(trail, "decision.minuted", "decision.taken_over")
        yield found(UNASSIGNED, event, trail, *bound, about=fact.meeting, bound_on=days["bound"], **told)
    if trail["stage"] == "handed_back":
        yield found(HAND_BACK, event, trail, *positions(trail, "decision.handed_back"), about=fact.meeting, **told)
    if _is_open(asked, "extension"):
        put = asked["extension"]["position"]
        yield found(EXTENSION, event, trail, put, about=fact.meeting, **told)
    settled_by = charter_for(rows, fact.trace.on, fact.trace.under).follow_up.settled_by
    if _is_open(asked, "report") and settled_by is not None:
        yield found(REPORT, event, trail, asked["report"]["position"], about=fact.meeting, **told)


def _is_open(asked: Doc, question: str) -> bool:
    return question in asked and "settled" not in asked[question]


def _of_calls(rows: Rows, event: Recorded) -> Iterator[Verdict]:
    trail = trail_before(rows, event)
    if trail["meeting_kind"] != MeetingKind.ORDINARY:
        return
    waiting = {row: trail_of(rows, row) or {} for row in rows.ids(TRAILS, waits="call")}
    for row in [row for row, call in waiting.items() if call["year"] == trail["year"]]:
        begun = positions(waiting[row], "call.opened", "call.extended")
        yield Verdict(
            rule=NEVER_CLOSED,
            undone=True,
            thing="call",
            subject=row,
            year=trail["year"],
            facts={"meeting": str(event.stream), "held_on": event.fact.trace.on.isoformat()},
            records=(*begun, event.position),
        )


def _of_hearings(rows: Rows, event: Recorded) -> Iterator[Verdict]:
    """Every decision since the last ordinary meeting, and every older one still open, that this one did not hear."""
    trail, held = trail_before(rows, event), rows.get(MEETINGS, str(event.stream)) or {"opened_on": None}
    hears = charter_for(rows, event.fact.trace.on, event.fact.trace.under).follow_up.next_meeting_hears
    if trail["meeting_kind"] != MeetingKind.ORDINARY or not hears:
        return
    excuse = reason_for(event.fact, "decisions_put_over")
    for row in rows.ids(TRAILS, waits="decision"):
        kept = trail_of(rows, row) or {}
        settled = positions(kept, "decision.adopted", "decision.taken_over")
        was_there = max(settled, default=0) < min(positions(trail, "meeting.opened"), default=0)
        if was_there and _is_owed(kept, str(event.stream), held["opened_on"], house_of(rows)["last_ordinary"]):
            told: dict[str, Any] = {"lead": kept["lead"], "meeting": str(event.stream), "held_on": held["opened_on"]}
            yield Verdict(
                rule=UNHEARD,
                undone=True,
                thing="decision",
                subject=row,
                year=kept["year"],
                about=str(event.stream),
                facts=told,
                records=(*settled, event.position),
                excuse=excuse,
            )


def _is_owed(kept: Doc, meeting: str, opened_on: str | None, last_ordinary: str | None) -> bool:
    """Whether this meeting had to hear it, and did not."""
    adopted = kept["days"]["adopted"]
    is_earlier = kept["meeting"] != meeting and adopted <= (opened_on or "")
    is_due = kept["stage"] in OPEN_DECISION or adopted >= (last_ordinary or "")
    return is_earlier and is_due and meeting not in kept["heard"]
