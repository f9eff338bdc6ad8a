"""How many decisions are overdue is what one would count row by row, on every day and at every stage."""

from datetime import date, timedelta

import pytest

from domain.vocabulary import Hearing, Progress
from projections.course import Day, course
from projections.decision_register import DECISIONS
from projections.institution import INSTITUTION, ONLY
from projections.overdue import overdue
from tests.cast import act
from tests.domain import decision_stories as stories
from tests.projections.town import a_town_of_three_years, measured

# The 1st of June 2026 is a Monday; the 19th a holiday, the Sunday after it is worked.
DAYS = [date(2026, 5, 29) + timedelta(days=days) for days in range(28)] + [date(2027, 12, 31)]


def carried_over(decision):
    """The decision after the next meeting carried it over, with the date it had."""
    excused = act("wang", heard_without_report="单位改组", shortfall_unexplained="单位改组")
    stories.hear(decision, excused, Hearing.CARRIED_OVER, due=stories.DUE)
    return decision


def told(seen, day):
    """The number, and what it comes to row by row."""
    day = Day.of(seen.row(INSTITUTION, ONLY), day)
    binding = [row for row in seen.rows(DECISIONS).values() if row["binding_since"]]
    with seen.store.reading(seen.conference) as reading:
        return overdue(reading, day), sum(course(row, day)["course"] == "overdue" for row in binding)


class TestNumber:
    @pytest.mark.parametrize(
        "decision",
        [
            stories.an_old_decision,
            stories.an_adopted_decision,
            stories.a_binding_decision,
            stories.an_assigned_decision,
            stories.a_handed_back_decision,
            stories.a_received_decision,
            stories.a_reported_decision,
            stories.an_accepted_decision,
            lambda: stories.an_accepted_decision(Progress.PARTLY),
            stories.a_completed_decision,
            stories.an_ended_decision,
            lambda: carried_over(stories.an_adopted_decision()),
            lambda: carried_over(stories.a_received_decision()),
        ],
    )
    def test_is_that_of_the_rows(self, seen, decision):
        recording = measured()
        recording.save(decision())
        seen.fold(recording.events)
        for day in DAYS:
            counted, found = told(seen, day)
            assert counted == found, day

    def test_is_that_of_the_rows_of_three_years(self, seen):
        seen.fold(a_town_of_three_years().recording.events)
        numbers = {told(seen, day) for day in DAYS}
        assert all(counted == found for counted, found in numbers)

    def test_begins_on_the_first_day_on_which_it_cannot_be_done_in_time(self, seen):
        recording = measured()
        recording.save(stories.a_received_decision())
        seen.fold(recording.events)
        assert [told(seen, day)[0] for day in (stories.DUE, stories.DUE + timedelta(days=1))] == [0, 1]
