"""Whether a decision is on course: told from its due date, the measures and the calendar of the day it is looked at."""

from datetime import date

import pytest

from projections.course import Day, course
from projections.institution import INSTITUTION, ONLY
from tests.projections.town import measured

# The 19th of June 2026 is a holiday, a Friday; the Sunday after it is worked.
DUE = "2026-06-19"


@pytest.fixture
def institution(seen):
    """Measures that tell what is due soon five working days ahead."""
    seen.fold(measured("example-district").events)
    return seen.row(INSTITUTION, ONLY)


def told_on(institution, day, **decision):
    row = {"open": True, "stage": "in_hand", "reports": [], "due": DUE} | decision
    return course(row, Day.of(institution, date.fromisoformat(day)))


def on(institution, day, **decision):
    return told_on(institution, day, **decision)["course"]


class TestCourse:
    @pytest.mark.parametrize(
        ("day", "told"),
        [
            ("2026-06-11", "on_course"),
            ("2026-06-15", "due_soon"),
            ("2026-06-21", "due_soon"),
            ("2026-06-22", "overdue"),
        ],
    )
    def test_counts_working_days_until_the_day_on_which_it_can_still_be_done(self, institution, day, told):
        assert on(institution, day) == told

    def test_is_done_once_the_decision_is_closed(self, institution):
        assert on(institution, "2027-01-01", open=False) == "done"

    @pytest.mark.parametrize(("progress", "told"), [("fully", "awaiting_hearing"), ("partly", "overdue")])
    def test_is_late_for_nothing_once_the_heads_accepted_that_all_is_done(self, institution, progress, told):
        assert on(institution, "2027-01-01", stage="accepted", reports=[{"progress": progress}]) == told

    def test_g3_is_told_of_no_decision_without_a_due_date(self, institution):
        assert on(institution, "2027-01-01", due=None) == "no_due_date"

    def test_g3_is_never_due_soon_where_the_measures_do_not_say_when(self, seen):
        seen.fold(measured().events)
        assert on(seen.row(INSTITUTION, ONLY), "2026-06-18") == "on_course"

    def test_is_told_without_measures_too(self):
        assert on(None, "2026-06-22") == "overdue"

    @pytest.mark.parametrize(
        ("day", "left"),
        [("2026-06-18", 1), ("2026-06-20", 1), ("2026-06-21", 0), ("2026-06-22", -1), ("2026-06-29", -6)],
    )
    def test_says_how_many_working_days_are_left_or_how_many_it_is_late(self, institution, day, left):
        told = told_on(institution, day)
        assert (told["working_days_left"], told["last_day"]) == (left, "2026-06-21")

    def test_counts_no_days_where_no_date_counts(self, institution):
        for decision in ({"due": None}, {"open": False}, {"stage": "accepted", "reports": [{"progress": "fully"}]}):
            told = told_on(institution, "2027-01-01", **decision)
            assert (told["working_days_left"], told["last_day"]) == (None, None)
