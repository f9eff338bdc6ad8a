"""How often the conference meets."""

from dataclasses import replace
from datetime import date

import pytest

from domain.charter import Charter, Strength
from domain.errors import Malformed, RuleBroken
from domain.rules import convening
from tests.cast import charter


def meeting(**changes) -> Charter:
    """The 城桥 charter, with another word on how often it meets."""
    return replace(charter(), meetings=replace(charter().meetings, **changes))


class TestYearlyMeeting:
    def test_s5_2_e_the_first_of_the_year_breaches_nothing(self):
        assert convening.breach_of_yearly_meeting(2026, 0, charter()) is None

    def test_s5_2_e_a_second_ordinary_one_is_a_departure(self):
        breach = convening.breach_of_yearly_meeting(2026, 1, charter())
        assert breach is not None
        assert (breach.code, breach.clause, breach.facts["year"]) == ("second_ordinary_meeting", "S5.2-e", 2026)

    @pytest.mark.parametrize(("planned", "breached"), [(1, False), (2, True)])
    def test_s5_2_e_a_range_is_breached_beyond_its_upper_end(self, planned, breached):
        once_or_twice = meeting(per_year=1, per_year_most=2)
        assert bool(convening.breach_of_yearly_meeting(2026, planned, once_or_twice)) is breached

    def test_s5_2_e_nothing_is_breached_where_the_charter_says_nothing(self):
        assert convening.breach_of_yearly_meeting(2026, 9, meeting(per_year=None)) is None

    def test_a_charter_that_fixes_the_number_refuses(self):
        with pytest.raises(RuleBroken, match="too_many_ordinary_meetings") as refused:
            convening.breach_of_yearly_meeting(2026, 1, meeting(per_year_strength=Strength.HARD))
        assert refused.value.clause == "R-charter"


class TestEdition:
    def test_is_adopted_once(self):
        convening.require_new_edition("2026-1", ["2025-1"])
        with pytest.raises(RuleBroken, match="edition_adopted_already"):
            convening.require_new_edition("2026-1", ["2025-1", "2026-1"])


class TestCalendar:
    def test_holds_days_of_its_year(self):
        convening.require_days_of_year(2026, [date(2026, 1, 1), date(2026, 12, 31)])
        with pytest.raises(Malformed, match="day_of_other_year") as refused:
            convening.require_days_of_year(2026, [date(2027, 1, 1)])
        assert refused.value.facts["value"] == date(2027, 1, 1)
