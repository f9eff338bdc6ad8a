"""What the auditors find in a town's recording, and a town in which everything was done as it should be."""

import pytest

from projections.findings import FINDINGS
from tests.projections.town import Town


@pytest.fixture
def findings(seen):
    """The findings in what a town has recorded so far, by their codes."""

    def of(town):
        seen.fold(town.recording.events)
        rows = seen.rows(FINDINGS).values()
        return {code: [row for row in rows if row["code"] == code] for code in {row["code"] for row in rows}}

    return of


@pytest.fixture
def lawful():
    """Two years, in the second of which everything settled in the first is heard and completed."""
    town = Town()
    for year in (2025, 2026):
        town.call(year)
        topics = (town.topic("heat", year), town.topic("training", year))
        meeting = town.meeting(year, *topics)
        town.minutes(meeting, *topics)
        for decision in town.decisions:
            if decision.is_open and year == 2025:
                town.carry_out(decision)
    return town
