"""What was not carried out is explained, and the meeting settles how to go on."""

import pytest

from domain.rules import carry_over
from domain.rules.rule import Held
from domain.vocabulary import Progress


class TestExplanation:
    @pytest.mark.parametrize(
        ("progress", "explained", "missing"),
        [
            (Progress.FULLY, False, False),
            (Progress.PARTLY, False, True),
            (Progress.PARTLY, True, False),
            (Progress.PLANNED, False, True),
            (Progress.NOT_POSSIBLE, False, True),
            (Progress.NOT_POSSIBLE, True, False),
            (None, False, True),
            (None, True, False),
        ],
    )
    def test_s4_3_b_is_missing_where_something_is_undone_and_nothing_was_said(self, progress, explained, missing):
        breach = carry_over.breach_of_explanation(progress, explained=explained)
        assert (breach is not None) is missing

    def test_s4_3_b_is_held_as_a_departure(self):
        assert carry_over.UNEXPLAINED.held is Held.DEPARTURE


class TestLongStanding:
    @pytest.mark.parametrize(("count", "long"), [(0, False), (1, False), (2, True), (3, True)])
    def test_is_what_was_carried_over_twice(self, count, long):
        assert carry_over.is_long_standing(count) is long
