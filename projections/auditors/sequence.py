"""Whether records follow one another as they should: versions, days, and each step where the life cycle has it.

Clause: R-order, R-dates. What was entered for another day is compared by its business date, the rest by its position.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

from domain.facts import decision, meeting, topic
from domain.recorded import Recorded
from domain.rules.rule import Held, Rule
from projections import Doc, Rows
from projections.auditors import Verdict, found
from projections.auditors.lifecycle import ANY_TIME, STEPS, Step
from projections.auditors.questions import AGREED, ANSWERS
from projections.auditors.trails import positions, recorded_on, trail_of
from projections.meeting_file import MEETINGS

VERSION_GAP = Rule("R-order", "version_gap", "The versions of a stream do not follow on.", Held.FINDING)
RECORDED_BACKWARDS = Rule(
    "R-dates", "recorded_backwards", "A record says it was made before the one it follows.", Held.FINDING
)
DATED_AHEAD = Rule("R-dates", "dated_after_recording", "An act is dated after the day it was recorded.", Held.FINDING)
DATED_BACK = Rule("R-dates", "dated_before_its_step", "An act is dated before the step it follows.", Held.FINDING)
DATED_AFTER_CLOSING = Rule(
    "R-dates", "dated_after_meeting_closed", "What happened at a meeting is dated after its closing.", Held.FINDING
)
OUT_OF_ORDER = Rule(
    "R-order", "step_out_of_sequence", "A step is recorded that its life cycle does not have there.", Held.FINDING
)
OFF_AGENDA = Rule(
    "R-order", "dealt_with_off_agenda", "The meeting dealt with what did not stand on its agenda.", Held.FINDING
)

_AT_MEETING = (
    meeting.AttendanceRecorded,
    meeting.BriefingGiven,
    meeting.TopicsIntroduced,
    meeting.TopicDiscussed,
    meeting.InstructionsGiven,
)
_ONCE = {
    "decision.assigned": "assigned",
    "decision.received": "received",
    "decision.minuted": "bound",
    "conference.board_opened": "board",
}


def audit(rows: Rows, event: Recorded) -> Iterator[Verdict]:
    """Every record against the one before it in its stream."""
    trail = trail_of(rows, event.stream)
    yield from _of_the_record(rows, event, trail)
    step = STEPS.get(event.fact.TOPIC, ANY_TIME)
    if not _is_in_order(step, event, trail):
        stage = trail["stage"] if trail else ""
        yield found(OUT_OF_ORDER, event, trail, *_last(trail), about=event.version, what=event.fact.TOPIC, stage=stage)
    elif trail is not None:
        yield from _of_the_day(step, event, trail)
    yield from _of_the_agenda(rows, event, trail)


def _of_the_record(rows: Rows, event: Recorded, trail: Doc | None) -> Iterator[Verdict]:
    expected = trail["version"] + 1 if trail else 1
    if event.version != expected:
        version = event.version
        yield found(VERSION_GAP, event, trail, *_last(trail), about=version, expected=expected, version=version)
    if trail and event.recorded_at.isoformat() < trail["recorded_at"]:
        yield found(RECORDED_BACKWARDS, event, trail, *_last(trail), about=event.version, before=trail["recorded_at"])
    on = event.fact.trace.on
    if on >= event.recorded_at.date() and on > (recorded := recorded_on(rows, event)):
        told: dict[str, Any] = {"on": on.isoformat(), "recorded_on": recorded.isoformat()}
        yield found(DATED_AHEAD, event, trail, about=event.version, **told)


def _is_in_order(step: Step, event: Recorded, trail: Doc | None) -> bool:
    """Whether the stage, the mark it follows and the question it answers are there."""
    if trail is None:
        return not step.at
    name = event.fact.TOPIC
    question = AGREED.get(name) or ANSWERS.get(name)
    asked = question is None or "settled" not in trail["asked"].get(question, {"settled": 0})
    fits = trail["stage"] in step.at and (not step.follows or step.follows in trail["days"])
    done = _ONCE.get(name, "") in trail["days"] or _is_repeated(event.fact, trail)
    return bool(fits and asked and not done)


def _is_repeated(fact: Any, trail: Doc) -> bool:
    """Whether it can happen once only, or only at the meeting on whose agenda it stands."""
    match fact:
        case topic.Discussed():
            return bool(trail["meeting"] != str(fact.meeting))
        case decision.Heard():
            return str(fact.meeting) in (*trail["heard"], trail["meeting"])
        case _:
            return False


def _of_the_day(step: Step, event: Recorded, trail: Doc) -> Iterator[Verdict]:
    on, days = event.fact.trace.on, trail["days"]
    earlier, closing = days.get(step.follows), days.get("closing")
    told: dict[str, Any] = {"what": event.fact.TOPIC, "on": on.isoformat()}
    if earlier and on < date.fromisoformat(earlier):
        told |= {"earlier": earlier}
        yield found(DATED_BACK, event, trail, *_last(trail), about=event.version, **told)
    if closing and isinstance(event.fact, _AT_MEETING) and on > date.fromisoformat(closing):
        told |= {"closed_on": closing}
        closed = positions(trail, "meeting.closed")
        yield found(DATED_AFTER_CLOSING, event, trail, *closed, about=event.version, **told)


def _of_the_agenda(rows: Rows, event: Recorded, trail: Doc | None) -> Iterator[Verdict]:
    match event.fact:
        case meeting.TopicDiscussed() as fact:
            thing, item = str(fact.topic), "topics"
        case meeting.DecisionHeard() as fact:
            thing, item = str(fact.decision), "decisions"
        case _:
            return
    file = rows.get(MEETINGS, str(event.stream))
    if file and thing not in file["agenda"][item]:
        drawn = positions(trail, "meeting.agenda_drawn_up", "meeting.admitted_late", "meeting.opened")
        yield found(OFF_AGENDA, event, trail, *drawn, about=thing, dealt_with=thing)


def _last(trail: Doc | None) -> tuple[int, ...]:
    """Where the record before stands."""
    return (max(trail["at"].values()),) if trail and trail["at"] else ()
