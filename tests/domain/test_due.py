"""Working days, and how a thing stands against its due date."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.charter import Deadlines, FollowUp
from domain.due import DueState, WorkingCalendar, default_due, due_state, months_after, period_end, report_due
from domain.vocabulary import CalendarKind

# The calendar of 2026 as published: New Year and its make-up Sunday, National Day and its make-up days.
YEAR_2026 = (
    CalendarKind.PUBLISHED,
    (date(2026, 1, 1), date(2026, 1, 2), date(2026, 1, 3), *(date(2026, 10, day) for day in range(1, 8))),
    (date(2026, 1, 4), date(2026, 9, 20), date(2026, 10, 10)),
)
CALENDAR = WorkingCalendar.of({2026: YEAR_2026, 2027: (CalendarKind.PROVISIONAL, (), ())})
FIVE_DAYS = FollowUp(due_soon_days=5)
DAYS = st.dates(date(2025, 12, 1), date(2027, 2, 1))


class TestWorkingDay:
    @pytest.mark.parametrize(
        ("day", "works"),
        [
            (date(2026, 9, 30), True),
            (date(2026, 10, 1), False),
            (date(2026, 10, 10), True),
            (date(2026, 10, 11), False),
            (date(2026, 1, 4), True),
            (date(2027, 1, 1), True),
        ],
    )
    def test_follows_the_calendar_of_the_year(self, day, works):
        assert CALENDAR.is_working(day) is works

    @pytest.mark.parametrize(("year", "sure"), [(2026, True), (2027, False), (2030, False)])
    def test_is_sure_once_the_calendar_is_published(self, year, sure):
        assert CALENDAR.is_sure(date(year, 5, 5)) is sure


class TestWorkingDays:
    @given(DAYS, DAYS)
    @settings(deadline=None)
    def test_are_as_many_as_one_counts_day_by_day(self, first, second):
        after, until = sorted((first, second))
        days = ((after + timedelta(days=passed)) for passed in range(1, (until - after).days + 1))
        counted = sum(CALENDAR.is_working(day) for day in days)
        assert CALENDAR.working_days(after, until) == counted
        assert CALENDAR.working_days(until, after) == -counted

    @given(DAYS, st.integers(1, 60))
    @settings(deadline=None)
    def test_end_on_the_working_day_so_many_later(self, start, days):
        end = CALENDAR.after(start, days)
        assert CALENDAR.is_working(end)
        assert CALENDAR.working_days(start, end) == days

    def test_over_national_day_take_the_make_up_saturday(self):
        assert CALENDAR.after(date(2026, 9, 30), 3) == date(2026, 10, 10)


class TestDueState:
    @pytest.mark.parametrize(
        ("today", "state"),
        [
            (date(2026, 6, 12), DueState.ON_COURSE),
            (date(2026, 6, 15), DueState.DUE_SOON),
            (date(2026, 6, 22), DueState.DUE_SOON),
            (date(2026, 6, 23), DueState.OVERDUE),
        ],
    )
    def test_is_counted_in_working_days(self, today, state):
        assert due_state(date(2026, 6, 22), today, FIVE_DAYS, CALENDAR) is state

    @pytest.mark.parametrize(
        ("today", "state"), [(date(2026, 10, 8), DueState.DUE_SOON), (date(2026, 10, 9), DueState.OVERDUE)]
    )
    def test_of_a_due_date_on_a_day_off_runs_to_the_next_working_day(self, today, state):
        assert due_state(date(2026, 10, 1), today, FIVE_DAYS, CALENDAR) is state

    def test_g3_is_unset_without_a_due_date(self):
        assert due_state(None, date(2026, 6, 22), FIVE_DAYS, CALENDAR) is DueState.UNSET

    def test_g3_is_never_due_soon_where_the_charter_sets_no_days(self):
        assert due_state(date(2026, 6, 22), date(2026, 6, 22), FollowUp(), CALENDAR) is DueState.ON_COURSE
        assert due_state(date(2026, 6, 22), date(2026, 6, 23), FollowUp(), CALENDAR) is DueState.OVERDUE


class TestPeriod:
    def test_runs_in_working_days_or_in_days_as_the_charter_says(self):
        start = date(2026, 9, 30)
        assert period_end(start, 3, Deadlines(working_days=True), CALENDAR) == date(2026, 10, 10)
        assert period_end(start, 3, Deadlines(working_days=False), CALENDAR) == date(2026, 10, 3)

    def test_g3_never_ends_where_the_charter_sets_none(self):
        assert period_end(date(2026, 9, 30), None, Deadlines(), CALENDAR) is None

    @pytest.mark.parametrize(
        ("day", "months", "end"),
        [
            (date(2026, 8, 31), 6, date(2027, 2, 28)),
            (date(2026, 11, 30), 1, date(2026, 12, 30)),
            (date(2026, 12, 1), 1, date(2027, 1, 1)),
            (date(2026, 12, 31), 12, date(2027, 12, 31)),
            (date(2027, 12, 31), 2, date(2028, 2, 29)),
        ],
    )
    def test_of_months_ends_on_the_same_day_or_the_last_of_the_month(self, day, months, end):
        assert months_after(day, months) == end

    def test_g3_of_a_decision_or_a_report_is_the_charters_or_none(self):
        day, silent, speaking = date(2026, 3, 10), FollowUp(), FollowUp(default_months=6, report_every_months=3)
        assert (default_due(day, silent), report_due(day, silent)) == (None, None)
        assert (default_due(day, speaking), report_due(day, speaking)) == (date(2026, 9, 10), date(2026, 6, 10))
