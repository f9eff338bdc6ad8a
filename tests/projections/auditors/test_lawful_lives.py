"""No guard lets through what an auditor calls out of order: long lives at random, seen by tables of their own."""

from collections.abc import Callable
from typing import Any

import pytest

from domain.rules.rule import Rule
from projections.auditors import agreements, sequence
from projections.auditors.trails import TRAILS
from projections.findings import FINDINGS
from tests.cast import charter
from tests.projections import (
    test_decision_register,
    test_invitations,
    test_meeting_file,
    test_minutes_file,
    test_topic_register,
)
from tests.projections.auditors.conftest import as_entered
from tests.projections.recording import Seen
from tests.projections.town import measured

LIVES: dict[str, Callable[[], list[Any]]] = {
    "topic": test_topic_register.topics,
    "meeting": test_meeting_file.meetings,
    "invitation": test_invitations.invitations,
    "minutes": test_minutes_file.all_minutes,
    "decision": test_decision_register.lives,
}
MEASURES = {charter(name).edition: name for name in ("chengqiao", "example-district")}
CODES = {rule.code for module in (agreements, sequence) for rule in vars(module).values() if isinstance(rule, Rule)}


@pytest.mark.parametrize("kind", LIVES)
class TestALawfulLife:
    def test_has_every_step_in_its_place_and_every_agreement_behind_it(self, views, kind):
        for stream in LIVES[kind]():
            recording, seen = measured(MEASURES[stream.pending_events[0].trace.under]), Seen(views)
            recording.save(stream)
            seen.fold(list(as_entered(recording.events)))
            assert [row for row in seen.rows(FINDINGS).values() if row["code"] in CODES] == []
            assert seen.row(TRAILS, stream.id)["stage"] == stream.stage
