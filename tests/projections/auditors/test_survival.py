"""Whatever was recorded, the auditors can read it: histories torn at random, past what any guard lets through."""

from contextlib import suppress
from dataclasses import replace
from random import Random

import pytest

from projections import Rows
from projections.auditors.trails import TRAILS
from projections.findings import FINDINGS
from projections.registry import VIEWS
from tests.projections.auditors.conftest import as_entered
from tests.projections.auditors.planting import follow_on, lawful

OURS = (FINDINGS, TRAILS)


def torn(seed):
    """The lawful history with records cut out, repeated, and put where they do not belong."""
    chance = Random(seed)
    events = [event for event in lawful() if chance.random() > 0.1]
    for _ in range(40):
        event = events.pop(chance.randrange(len(events)))
        events.insert(chance.randrange(len(events)), event)
        events.insert(chance.randrange(len(events)), replace(event))
    return as_entered(follow_on(events))


class TestAnyHistory:
    @pytest.mark.parametrize("seed", range(12))
    def test_is_audited_to_its_end(self, views, seed):
        with views.reading(10_000 + seed, None) as reading:
            rows = Rows(reading._db, 10_000 + seed, VIEWS)
            for event in torn(seed):
                rows.position = event.position
                for view in VIEWS:
                    with suppress(*(() if view in OURS else (Exception,))):
                        view.fold(rows, event)
            assert rows.ids(FINDINGS, code="step_out_of_sequence")
