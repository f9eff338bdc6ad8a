"""Which of the four briefings a meeting went without."""

from dataclasses import replace

from domain.meeting_words import Briefing
from projections.findings import FINDINGS
from tests.cast import act
from tests.projections.town import Town, measured


def found_without(findings, briefing, departure):
    """What is found when a meeting was closed without a briefing, for a reason."""
    town = Town()
    town.meeting(2025, without=(briefing,), **{departure: "书面印发"})
    found = findings(town)
    assert len(found) == 1
    [[row]] = found.values()
    assert (row["facts"]["briefing"], row["excused"], row["reason"]) == (briefing, True, "书面印发")
    return row["code"], row["clause"]


class TestBriefing:
    def test_s4_1_a_on_the_years_work_that_was_left_out_is_found(self, findings):
        found = found_without(findings, Briefing.YEAR_WORK, "year_work_not_briefed")
        assert found == ("year_work_left_out", "S4.1-a")

    def test_s4_1_b_on_policies_that_was_left_out_is_found(self, findings):
        found = found_without(findings, Briefing.POLICIES, "policies_not_briefed")
        assert found == ("policies_left_out", "S4.1-b")

    def test_s4_1_c_on_the_unions_service_that_was_left_out_is_found(self, findings):
        found = found_without(findings, Briefing.UNION_SERVICE, "union_service_not_briefed")
        assert found == ("union_service_left_out", "S4.1-c")

    def test_s4_1_d_on_the_unions_opinions_that_was_left_out_is_found(self, findings):
        found = found_without(findings, Briefing.UNION_OPINIONS, "union_opinions_not_briefed")
        assert found == ("union_opinions_left_out", "S4.1-d")

    def test_that_was_struck_after_the_closing_is_found_without_an_excuse(self, findings):
        town = Town()
        meeting = town.meeting(2025)
        struck = next(entry for entry, briefing in meeting.briefings.items() if briefing is Briefing.POLICIES)
        meeting.enter_in_error(act("wang", on=meeting.opened_on), entry=struck, reason="误记")
        town.save(meeting)
        [row] = findings(town)["policies_left_out"]
        assert (row["excused"], row["found_at"], row["year"]) == (False, len(town.recording.events), 2025)

    def test_that_was_entered_until_the_review_is_found_no_longer(self, findings, seen):
        town = Town()
        meeting = town.meeting(2025, without=(Briefing.POLICIES,), policies_not_briefed="待补")
        closed = len(town.recording.events)
        meeting.give_briefing(act("wang", on=meeting.opened_on), briefing=Briefing.POLICIES, text="补录")
        town.save(meeting)
        assert findings(town) == {}
        assert len(seen.rows(FINDINGS, closed)) == 1

    def test_is_not_missed_before_the_meeting_is_closed(self, findings):
        town = Town()
        town.held(town.prepared(2025), without=tuple(Briefing))
        assert findings(town) == {}

    def test_is_not_asked_for_by_measures_whose_agenda_has_none(self, findings):
        town = Town()
        town.meeting(2025, without=(Briefing.POLICIES,), policies_not_briefed="书面印发")
        elsewhere = measured("example-district")
        for event in town.recording.events:
            if event.kind in {"meeting", "invitation"}:
                elsewhere.events.append(replace(event, position=len(elsewhere.events) + 1))
        town.recording = elsewhere
        assert "policies_left_out" not in findings(town)
