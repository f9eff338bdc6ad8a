"""What the auditors find in a town's recording."""

from dataclasses import replace
from datetime import UTC, datetime, time

import pytest

from projections.findings import FINDINGS


def as_entered(events):
    """The events, each entered on the morning of its day, or after what its stream had before."""
    last: dict[object, datetime] = {}
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
def planted(found):
    """The findings in a history with a fault planted, every act entered on its day."""
    return lambda events: found(as_entered(events))
