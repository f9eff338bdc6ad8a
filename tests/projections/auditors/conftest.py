"""What the auditors find in a town's recording, and a town in which everything was done as it should be."""

from dataclasses import replace
from datetime import UTC, datetime, time

import pytest

from projections.findings import FINDINGS
from tests.projections.town import Town


def as_entered(events):
    """The events, each entered on the morning of its day, or after what its stream had before."""
    last = {}
    for event in events:
        morning = datetime.combine(event.fact.trace.on, time(2), tzinfo=UTC)
        last[event.stream] = max(morning, last.get(event.stream, morning))
        yield replace(event, recorded_at=last[event.stream])


@pytest.fixture
def found(seen):
    """The findings in a list of events, by their codes."""

    def of(events):
        seen.fold(list(events))
        rows = seen.rows(FINDINGS).values()
        return {code: [row for row in rows if row["code"] == code] for code in {row["code"] for row in rows}}

    return of


@pytest.fixture
def findings(found):
    """The findings in what a town has recorded so far, every act entered on its day."""
    return lambda town: found(as_entered(town.recording.events))


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
