"""What office and units left undone between two meetings."""

import pytest

from domain.vocabulary import Progress
from tests.projections.town import Town, a_town_of_three_years


def heard_after(**undone):
    """A decision that was carried out, or not, and the meeting that heard it."""
    town = Town()
    topic = town.topic("heat", 2025)
    town.minutes(town.meeting(2025, topic), topic)
    town.carry_out(town.decisions[0], **undone)
    town.meeting(2026)
    return town


class TestFollowing:
    def test_s5_5_a_that_was_neither_urging_nor_check_is_found_when_the_meeting_hears_it(self, findings):
        town = heard_after(without=("follow_up",))
        found = findings(town)
        assert set(found) == {"never_urged_or_checked"}
        [row] = found["never_urged_or_checked"]
        assert (row["clause"], row["subject"], row["excused"]) == ("S5.5-a", str(town.decisions[0].id), False)

    def test_s5_5_a_is_owed_anew_after_each_hearing(self, findings):
        town = heard_after(far=Progress.PARTLY)
        assert set(findings(town)) == {"overdue_when_heard"}
        town.carry_out(town.decisions[0], without=("follow_up",))
        town.meeting(2027)
        [row] = findings(town)["never_urged_or_checked"]
        assert row["facts"]["since"] == "2026-05-28"


class TestReport:
    def test_s5_5_b_that_was_never_made_is_found_with_the_reason_kept_at_the_hearing(self, findings):
        found = findings(heard_after(without=("report",)))
        assert set(found) == {"unreported_at_meeting", "shortfall_went_unexplained", "overdue_when_heard"}
        [row] = found["unreported_at_meeting"]
        assert (row["clause"], row["excused"], row["reason"]) == ("S5.5-b", True, "单位未报")

    def test_s5_5_b_that_came_after_the_due_date_is_found(self, findings):
        found = findings(heard_after(days=199))
        assert set(found) == {"reported_late"}
        [row] = found["reported_late"]
        assert (row["clause"], row["facts"]["due"], row["facts"]["on"]) == ("S5.5-b", "2025-12-27", "2025-12-30")

    @pytest.mark.parametrize("days", [60, 198])
    def test_s5_5_b_is_in_time_until_the_working_day_after_a_due_date_on_a_weekend(self, findings, days):
        assert findings(heard_after(days=days)) == {}

    def test_s5_5_b_cannot_be_late_for_a_date_that_had_passed_when_the_meeting_carried_it_over(self, findings):
        town = heard_after(far=Progress.PARTLY)
        town.carry_out(town.decisions[0])
        assert set(findings(town)) == {"overdue_when_heard"}


class TestCarryingOver:
    def test_s4_3_b_is_found_from_the_second_time_on(self, findings):
        [row] = findings(a_town_of_three_years())["carried_over_again"]
        assert (row["clause"], row["facts"]["count"], row["year"]) == ("S4.3-b", 2, 2024)
