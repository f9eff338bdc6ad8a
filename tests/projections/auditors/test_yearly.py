"""Years that went by without an ordinary meeting."""

from datetime import date

from tests.cast import act
from tests.projections.town import Town


def explained(town, year):
    """The office explains a year without a meeting."""
    town.conference.explain_year(act("wang", on=date(year + 1, 1, 5)), year=year, explanation="机构改革")
    town.save(town.conference)


def skipping_a_year():
    """Meetings in 2024 and 2026, and none between."""
    town = Town()
    town.minutes(town.meeting(2024))
    town.planned(2026)
    return town


class TestYear:
    def test_s5_2_e_without_a_meeting_is_found_when_a_later_one_is_planned(self, findings):
        found = findings(skipping_a_year())
        assert set(found) == {"year_without_meeting"}
        [row] = found["year_without_meeting"]
        assert (row["clause"], row["subject"], row["excused"]) == ("S5.2-e", "2025", False)

    def test_s5_2_e_that_is_explained_is_excused(self, findings):
        town = skipping_a_year()
        explained(town, 2025)
        [row] = findings(town)["year_without_meeting"]
        assert (row["excused"], row["reason"]) == (True, "机构改革")

    def test_s5_2_e_whose_meeting_is_held_after_all_is_found_no_longer(self, findings):
        town = skipping_a_year()
        town.minutes(town.meeting(2025))
        assert findings(town) == {}
