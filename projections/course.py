"""Whether a decision is on course: told from its due date and the day it is, and never stored."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal, Self, TypeAlias

from domain.charter import FollowUp
from domain.decision_words import Stage
from domain.due import DueState, WorkingCalendar, due_state
from domain.vocabulary import CalendarKind, Progress
from projections import Doc
from projections.institution import charter_of

DONE = "done"
NO_DUE_DATE = "no_due_date"
AWAITING_HEARING = "awaiting_hearing"
"""Reported as fully carried out and accepted by the heads: it waits for the next meeting, and is late for nothing."""
Course: TypeAlias = Literal["done", "awaiting_hearing", "no_due_date", "on_course", "due_soon", "overdue"]
"""All that ``course`` can say of a decision."""


@dataclass(frozen=True, kw_only=True)
class Day:
    """The day a row is looked at, with what the measures and the calendar of that day say of dates."""

    on: date
    follow_up: FollowUp = field(default_factory=FollowUp)
    calendar: WorkingCalendar = field(default_factory=WorkingCalendar)

    @classmethod
    def of(cls, institution: Doc | None, on: date) -> Self:
        """The day as the institution's row has it; a conference without measures has neither periods nor holidays."""
        if not institution or not institution["editions"]:
            return cls(on=on)
        return cls(on=on, follow_up=charter_of(institution, on).follow_up, calendar=calendar_of(institution))

    def state(self, due: str | None) -> DueState:
        """How what is due on a date stands that day."""
        return due_state(date.fromisoformat(due) if due else None, self.on, self.follow_up, self.calendar)

    def left(self, due: date) -> int:
        """How many working days are left that day for what is due on a date; negative: how many it is late."""
        return self.calendar.working_days(self.on, self.calendar.last_day(due))


def course(decision: Doc, day: Day) -> Doc:
    """Add to a decision's row whether it is on course, due soon, overdue, undated, awaiting its hearing, or done.

    While its due date counts it says the working days left, too, and the day on which it can still be done in time.
    """
    nothing_left: Doc = {"working_days_left": None, "last_day": None}
    if not decision["open"]:
        return {"course": DONE} | nothing_left
    if decision["stage"] == Stage.ACCEPTED and decision["reports"][-1]["progress"] == Progress.FULLY:
        return {"course": AWAITING_HEARING} | nothing_left
    if decision["due"] is None:
        return {"course": NO_DUE_DATE} | nothing_left
    due = date.fromisoformat(decision["due"])
    last = day.calendar.last_day(due).isoformat()
    return {"course": day.state(decision["due"]), "working_days_left": day.left(due), "last_day": last}


def calendar_of(institution: Doc) -> WorkingCalendar:
    """The calendar of all years that the institution's row has."""
    years: dict[str, Any] = institution["calendars"]
    return WorkingCalendar.of({int(year): _year(kept) for year, kept in years.items()})


def _year(kept: Doc) -> tuple[CalendarKind, tuple[date, ...], tuple[date, ...]]:
    days_off, made_up = (tuple(map(date.fromisoformat, kept[name])) for name in ("days_off", "working_weekends"))
    return CalendarKind(kept["kind"]), days_off, made_up
