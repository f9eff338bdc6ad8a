"""Minutes that were not issued when the next meeting opened."""

from tests.projections.town import Town


class TestMinutes:
    def test_s5_4_c_of_an_earlier_meeting_that_are_not_issued_are_found_when_the_next_one_opens(self, findings):
        town = Town()
        earlier = town.meeting(2025)
        assert findings(town) == {}
        town.meeting(2026)
        found = findings(town)
        assert set(found) == {"previous_minutes_unissued"}
        [row] = found["previous_minutes_unissued"]
        assert (row["clause"], row["subject"], row["found_on"]) == ("S5.4-c", str(earlier.id), "2026-05-28")

    def test_that_are_issued_are_not(self, findings):
        town = Town()
        town.minutes(town.meeting(2025))
        town.meeting(2026)
        assert findings(town) == {}
