"""Suggestions whose senders were not told before the year's meeting."""

from tests.projections.town import Town


class TestSuggestions:
    def test_s5_1_b_unanswered_when_the_years_meeting_opens_are_found(self, findings):
        town = Town()
        call = town.call(2025, answered=False)
        town.minutes(town.meeting(2025))
        found = findings(town)
        assert set(found) == {"suggestions_unanswered"}
        [row] = found["suggestions_unanswered"]
        assert (row["clause"], row["thing"], row["subject"]) == ("S5.1-b", "call", str(call.id))
        assert row["facts"]["waiting"] == 1

    def test_s5_1_b_of_another_year_are_not(self, findings):
        town = Town()
        town.call(2026, answered=False)
        town.meeting(2025)
        assert findings(town) == {}
