"""Whether what had to be done by a day was done by it: the charter's periods, and the dates that the facts themselves set.

Clause: G3, G23. Where neither sets a day nothing is late; a day off runs to the next working day.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

from domain.charter import Charter
from domain.due import WorkingCalendar, period_end, report_due
from domain.facts import decision, meeting, minutes, topic
from domain.facts import decision_following as following
from domain.recorded import Recorded
from domain.rules.rule import Held, Rule
from domain.vocabulary import Hearing, MeetingKind
from projections import Doc, Rows
from projections.auditors import Verdict, charter_for, found
from projections.auditors.lifecycle import OPEN_DECISION
from projections.auditors.trails import positions, trail_before, trail_of
from projections.course import calendar_of
from projections.decision_register import DECISIONS
from projections.institution import INSTITUTION, ONLY

OPINION = Rule("G3", "opinion_given_late", "A unit answered after the day by which it was asked to.", Held.FINDING)
NOTICE = Rule("G3", "notice_issued_late", "The notice went out later than the charter's period asks.", Held.FINDING)
PAPERS = Rule("G3", "papers_issued_late", "The papers went out later than the charter's period asks.", Held.FINDING)
MINUTES = Rule("G3", "minutes_issued_late", "The minutes were issued after the charter's period.", Held.FINDING)
CYCLE = Rule("G3", "report_cycle_missed", "A report came after the day the charter's cycle sets.", Held.FINDING)
REPORT = Rule("G3", "report_before_meeting_late", "A report reached the meeting with too little time.", Held.FINDING)
EXTENSION = Rule("G23", "extension_asked_late", "A later date was asked for after the due date.", Held.FINDING)
OVERDUE = Rule("G3", "overdue_when_heard", "A decision was past its due date and not done when heard.", Held.FINDING)

_OWED = (
    topic.OpinionGiven,
    meeting.NoticeIssued,
    meeting.Opened,
    minutes.Issued,
    following.ExtensionAsked,
    following.Reported,
    decision.Heard,
)


def audit(rows: Rows, event: Recorded) -> Iterator[Verdict]:
    """Each act that is owed by a day."""
    if not isinstance(event.fact, _OWED):
        return
    trail = trail_before(rows, event)
    match event.fact:
        case topic.OpinionGiven() as fact:
            yield from _of_opinion(rows, event, trail, fact)
        case meeting.NoticeIssued() | meeting.Opened():
            yield from _of_meeting(rows, event, trail)
        case minutes.Issued():
            yield from _of_minutes(rows, event, trail)
        case following.ExtensionAsked() as fact:
            due = trail["due"]
            if due and fact.trace.on > date.fromisoformat(due):
                told: dict[str, Any] = {"unit": fact.unit, "due": due, "on": fact.trace.on.isoformat()}
                yield found(EXTENSION, event, trail, *_last_due(trail), about=fact.number, **told)
        case following.Reported() as fact:
            yield from _of_cycle(rows, event, trail, fact)
        case decision.Heard() as fact:
            yield from _of_hearing(rows, event, trail, fact)


def _measures(rows: Rows, event: Recorded) -> tuple[Charter, WorkingCalendar]:
    charter = charter_for(rows, event.fact.trace.on, event.fact.trace.under)
    return charter, calendar_of(rows.get(INSTITUTION, ONLY) or {"calendars": {}})


def _of_opinion(rows: Rows, event: Recorded, trail: Doc, fact: topic.OpinionGiven) -> Iterator[Verdict]:
    """By the day the question names, or else by the end of the charter's period."""
    asked = trail["opinions_asked"].get(fact.unit)
    if asked is None:
        return
    charter, calendar = _measures(rows, event)
    deadlines = charter.deadlines
    due = date.fromisoformat(asked["due"]) if asked["due"] else None
    due = due or period_end(date.fromisoformat(asked["on"]), deadlines.opinion, deadlines, calendar)
    if due and fact.trace.on > calendar.last_day(due):
        told: dict[str, Any] = {"unit": fact.unit, "due": due.isoformat(), "on": fact.trace.on.isoformat()}
        yield found(OPINION, event, trail, asked["position"], about=event.version, **told)


def _of_meeting(rows: Rows, event: Recorded, trail: Doc) -> Iterator[Verdict]:
    """Notice and papers are out so many days before the meeting."""
    day = trail["date"] if isinstance(event.fact, meeting.NoticeIssued) else event.fact.trace.on.isoformat()
    charter, calendar = _measures(rows, event)
    deadlines = charter.deadlines
    if day is None:
        return
    if isinstance(event.fact, meeting.NoticeIssued):
        rule, period, out = NOTICE, deadlines.notice, event.fact.trace.on
    else:
        issued = trail["days"].get("papers")
        rule, period, out = PAPERS, deadlines.papers, issued and date.fromisoformat(issued)
    earliest = out and period_end(out, period, deadlines, calendar)
    if earliest and date.fromisoformat(day) < earliest:
        fixed = positions(trail, "meeting.date_fixed", "meeting.papers_issued")
        yield found(rule, event, trail, *fixed, about=event.version, held_on=day, on=out.isoformat(), period=period)


def _of_minutes(rows: Rows, event: Recorded, trail: Doc) -> Iterator[Verdict]:
    held = trail_of(rows, trail["meeting"])
    closing = held["days"].get("closing") if held else None
    if closing is None:
        return
    charter, calendar = _measures(rows, event)
    due = period_end(date.fromisoformat(closing), charter.deadlines.minutes, charter.deadlines, calendar)
    if due and event.fact.trace.on > calendar.last_day(due):
        told: dict[str, Any] = {"closed_on": closing, "due": due.isoformat(), "on": event.fact.trace.on.isoformat()}
        yield found(MINUTES, event, trail, *positions(held, "meeting.closed"), **told)


def _of_cycle(rows: Rows, event: Recorded, trail: Doc, fact: following.Reported) -> Iterator[Verdict]:
    """Each report within the cycle counted from the one before it, or from the day the decision binds."""
    since = trail["days"].get("reported") or trail["days"].get("bound")
    charter, calendar = _measures(rows, event)
    due = since and report_due(date.fromisoformat(since), charter.follow_up)
    if due and fact.trace.on > calendar.last_day(due):
        told: dict[str, Any] = {"unit": fact.unit, "due": due.isoformat(), "on": fact.trace.on.isoformat()}
        before = positions(trail, "decision.reported", "decision.minuted", "decision.taken_over")
        yield found(CYCLE, event, trail, *before, about=fact.number, **told)


def _of_hearing(rows: Rows, event: Recorded, trail: Doc, fact: decision.Heard) -> Iterator[Verdict]:
    """What the meeting had before it: the report in time, and the decision done by its day."""
    if fact.kind is not MeetingKind.ORDINARY or trail["stage"] not in OPEN_DECISION:
        return
    charter, calendar = _measures(rows, event)
    reported, deadlines = trail["days"].get("reported"), charter.deadlines
    told: dict[str, Any] = {"lead": trail["lead"], "meeting": str(fact.meeting)}
    earliest = reported and period_end(date.fromisoformat(reported), deadlines.report, deadlines, calendar)
    if earliest and fact.trace.on < earliest:
        report = positions(trail, "decision.reported")
        yield found(REPORT, event, trail, *report, about=fact.meeting, on=reported, period=deadlines.report, **told)
    due = trail["due"]
    done = fact.outcome in {Hearing.COMPLETED, Hearing.ENDED} or _is_done(rows, event)
    if due and not done and fact.trace.on > calendar.last_day(date.fromisoformat(due)):
        yield found(OVERDUE, event, trail, *_last_due(trail), about=fact.meeting, due=due, **told)


def _is_done(rows: Rows, event: Recorded) -> bool:
    """Whether the last report says that it is fully carried out."""
    reports = (rows.get(DECISIONS, str(event.stream)) or {"reports": []})["reports"]
    return bool(reports) and reports[-1]["progress"] == "fully" and reports[-1]["outcome"] != "returned"


def _last_due(trail: Doc) -> tuple[int, ...]:
    """The records that set the date."""
    setting = ("decision.adopted", "decision.due_changed", "decision.extension_granted", "decision.carried_over")
    return positions(trail, *setting, "decision.proposed_for_take_over", "decision.take_over_revised")
