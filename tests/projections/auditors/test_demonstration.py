"""What the auditors find in the demonstration: its own story, and nothing that would be out of order."""

from collections import Counter

import pytest

from interfaces.bootstrap import open_log
from interfaces.demo import play
from projections.findings import FINDINGS

TOLD = {
    "never_urged_or_checked": 10,
    "reported_late": 14,
    "overdue_when_heard": 6,
    "report_unanswered": 6,
    "participants_unreached": 1,
    "carried_over_again": 1,
    "extension_asked_late": 1,
}
"""What the story has left undone without a reason: offices that do not urge, units that are late, heads that wait."""
EXCUSED = {
    "acted_after_duty",
    "approved_on_open_consensus",
    "matter_without_consensus",
    "matter_without_consultation",
    "matter_without_research",
    "opened_on_open_consensus",
    "shortfall_went_unexplained",
    "topics_went_undiscussed",
    "unreported_at_meeting",
}
"""What it departs from with a reason that was kept, or ratified."""


@pytest.fixture(scope="module")
def history(tmp_path_factory):
    """Everything the demonstration records."""
    folder = tmp_path_factory.mktemp("shown") / "demo"
    play(folder, tell=lambda *_: None)
    log = open_log(folder)
    key, _ = log.conference("chengqiao")
    yield log.read(key, 0, log.head(key))
    log.close()


@pytest.fixture
def rows(history, seen):
    """The findings in it."""
    seen.fold(history)
    return list(seen.rows(FINDINGS).values())


class TestTheDemonstration:
    def test_leaves_undone_what_its_story_tells_and_nothing_else(self, rows):
        assert Counter(row["code"] for row in rows if not row["excused"]) == TOLD

    def test_gives_a_reason_for_the_rest(self, rows):
        assert {row["code"] for row in rows if row["excused"]} == EXCUSED
        assert all(row["reason"] for row in rows if row["excused"])

    def test_lists_every_departure_that_was_kept(self, history, rows):
        reasons = {each.reason for event in history for each in event.fact.trace.departures}
        assert reasons == {row["reason"] for row in rows if row["excused"] and row["code"] != "acted_after_duty"}

    def test_has_records_behind_every_finding(self, rows):
        assert all(row["records"] == sorted(set(row["records"])) and row["records"] for row in rows)
