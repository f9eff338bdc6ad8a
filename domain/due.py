"""When things are due: working days over a year's calendar, and whether a thing is on course, due soon or overdue."""

from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Self

from domain.charter import Deadlines, FollowUp
from domain.vocabulary import CalendarKind

YearCalendar = tuple[CalendarKind, tuple[date, ...], tuple[date, ...]]
"""How ``Conference.calendars`` keeps a year: how sure it is, days off, working weekends."""

_DAY = timedelta(days=1)
_FRIDAY, _WEEK, _WORKDAYS, _YEAR = 4, 7, 5, 12


class DueState(StrEnum):
    """How a thing stands against its due date."""

    UNSET = "unset"
    """No date was set, so nothing is early or late [G3]."""
    ON_COURSE = "on_course"
    DUE_SOON = "due_soon"
    OVERDUE = "overdue"


@dataclass(frozen=True, kw_only=True)
class WorkingCalendar:
    """Holidays and make-up working days; a year without them has its weekends only."""

    days_off: frozenset[date] = frozenset()
    working_weekends: frozenset[date] = frozenset()
    published: frozenset[int] = frozenset()
    """The years for which the State Council's notice is out; in any other a count is provisional."""

    @classmethod
    def of(cls, years: Mapping[int, YearCalendar]) -> Self:
        """The calendar of all years that the conference keeps."""
        return cls(
            days_off=frozenset(day for _, off, _ in years.values() for day in off),
            working_weekends=frozenset(day for _, _, made_up in years.values() for day in made_up),
            published=frozenset(year for year, (kind, _, _) in years.items() if kind is CalendarKind.PUBLISHED),
        )

    def is_working(self, day: date) -> bool:
        """Whether the offices work that day."""
        return day in self.working_weekends or (day.weekday() <= _FRIDAY and day not in self.days_off)

    def is_sure(self, day: date) -> bool:
        """Whether the calendar of the day's year is more than provisional."""
        return day.year in self.published

    def working_days(self, after: date, until: date) -> int:
        """How many working days there are after one day, up to and including another; negative when it lies before."""
        if until < after:
            return -self.working_days(until, after)
        gained = _within(self.working_weekends, after, until, weekend=True)
        lost = _within(self.days_off - self.working_weekends, after, until, weekend=False)
        return _weekdays_to(until) - _weekdays_to(after) + gained - lost

    def after(self, day: date, working_days: int) -> date:
        """The day so many working days later."""
        while working_days > 0:
            day += _DAY
            working_days -= self.is_working(day)
        return day

    def last_day(self, due: date) -> date:
        """The day on which a thing can still be done in time: a due date on a day off runs to the next working day."""
        return due if self.is_working(due) else self.after(due, 1)


def due_state(due: date | None, today: date, follow_up: FollowUp, calendar: WorkingCalendar) -> DueState:
    """How a thing due on a day stands today; ``due_soon_days`` (working days) None: nothing is ever due soon."""
    if due is None:
        return DueState.UNSET
    last = calendar.last_day(due)
    if today > last:
        return DueState.OVERDUE
    soon = follow_up.due_soon_days
    if soon is not None and calendar.working_days(today, last) <= soon:
        return DueState.DUE_SOON
    return DueState.ON_COURSE


def period_end(start: date, period: int | None, deadlines: Deadlines, calendar: WorkingCalendar) -> date | None:
    """When a period of the charter that begins after a day ends; None when the charter sets none [G3]."""
    if period is None:
        return None
    return calendar.after(start, period) if deadlines.working_days else start + _DAY * period


def default_due(on: date, follow_up: FollowUp) -> date | None:
    """The due date of a decision for which the meeting set none; None when the charter has no default either [G3]."""
    return None if follow_up.default_months is None else months_after(on, follow_up.default_months)


def report_due(since: date, follow_up: FollowUp) -> date | None:
    """When the next report of the cycle is due; None when the charter sets no cycle [G3]."""
    return None if follow_up.report_every_months is None else months_after(since, follow_up.report_every_months)


def months_after(day: date, months: int) -> date:
    """The same day so many months later, or the last day of that month when it has no such day."""
    year, month = divmod(day.year * _YEAR + day.month - 1 + months, _YEAR)
    _, last = monthrange(year, month + 1)
    return date(year, month + 1, min(day.day, last))


def _weekdays_to(day: date) -> int:
    weeks, weekday = divmod(day.toordinal() - 1, _WEEK)
    return weeks * _WORKDAYS + min(weekday + 1, _WORKDAYS)


def _within(days: Iterable[date], after: date, until: date, *, weekend: bool) -> int:
    return sum(after < day <= until and (day.weekday() > _FRIDAY) is weekend for day in days)
