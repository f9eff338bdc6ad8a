"""What was departed from in principle, with the reason that was kept, or without."""

from dataclasses import replace
from inspect import getsource

import pytest

from domain.agenda import INSTRUCTIONS
from domain.facts import meeting
from domain.rules import every_rule
from domain.rules.rule import Held
from domain.vocabulary import Progress
from projections.auditors import departures, loose_ends
from tests.projections.auditors.planting import acted, altered, excused, follow_on, lawful, put, with_trace, without
from tests.projections.town import Town

MATTER = meeting.OtherMatterRaised(title="暑期托管", reason="来不及", summary="同意研究", adopted=())

LEFT_OUT = {
    "meeting.topics_introduced": ("topics_went_unintroduced", "S5.4-b3", "topics_not_introduced"),
    "meeting.topic_discussed": ("topics_went_undiscussed", "S5.4-b4", "topics_not_reached"),
    "meeting.instructions_given": ("no_instructions_by_side", "S5.4-b5", "side_gave_no_instructions"),
    "meeting.briefing_given": ("side_did_not_brief", "S5.4-b1", "side_gave_no_briefing"),
}


class TestConsensus:
    def test_g5_open_at_the_approval_is_found_with_each_agreement_given(self, planted):
        rows = planted(without("topic.consensus_reached"))
        assert set(rows) == {"approved_on_open_consensus", "opened_on_open_consensus"}
        agreed = rows["approved_on_open_consensus"]
        assert {(row["clause"], row["excused"], row["facts"]["consensus"]) for row in agreed} == {("G5", False, "open")}
        assert len(agreed) == 8

    def test_s5_1_e_open_at_the_opening_is_found_with_its_topics(self, planted):
        row = planted(without("topic.consensus_reached"))["opened_on_open_consensus"][0]
        assert (row["clause"], row["thing"], len(row["facts"]["topics"])) == ("S5.1-e", "meeting", 2)
        assert len(row["records"]) == 3

    def test_g5_that_was_departed_from_with_a_reason_is_excused(self, planted):
        reason = excused("approved_without_consensus", "G5")
        rows = planted(altered("topic.agreed", reason, of=without("topic.consensus_reached")))
        agreed = rows["approved_on_open_consensus"]
        assert max((row["excused"], row["reason"]) for row in agreed) == (True, "另有原因")
        assert sum(row["excused"] for row in agreed) == 1

    def test_s5_1_e_excused_for_another_rule_is_not_excused(self, planted):
        other = excused("chaired_by_other", "S5.4-a")
        rows = planted(altered("meeting.opened", other, of=without("topic.consensus_reached")))
        assert not any(row["excused"] for row in rows["opened_on_open_consensus"])


class TestTheChair:
    def test_s5_4_a_taken_by_another_than_a_government_leader_is_found(self, planted):
        rows = planted(altered("meeting.opened", acted("li", "union_chair")))
        assert set(rows) == {"not_chaired_by_leader"}
        [row] = rows["not_chaired_by_leader"]
        assert (row["clause"], row["excused"], row["facts"]["seat"]) == ("S5.4-a", False, "union_chair")

    def test_s5_4_a_taken_by_another_for_a_reason_is_excused(self, planted):
        taken = altered("meeting.opened", acted("li", "union_chair"))
        rows = planted(altered("meeting.opened", excused("chaired_by_other", "S5.4-a"), of=taken))
        assert [row["reason"] for row in rows["not_chaired_by_leader"]] == ["另有原因"]


class TestTheYear:
    def test_s5_2_e_with_a_second_ordinary_meeting_is_found(self, planted):
        rows = planted(altered("meeting.planned", lambda fact: replace(fact, year=2025), nth=1))
        [row] = rows["second_meeting_in_year"]
        assert (row["clause"], row["excused"], row["facts"]["meetings"]) == ("S5.2-e", False, 2)
        assert len(row["records"]) == 2

    def test_s5_2_e_with_one_meeting_after_another_was_called_off_is_lawful(self, planted):
        assert "second_meeting_in_year" not in planted(called_off())


def called_off():
    """The history whose first meeting was called off as soon as it was planned, and whose second took its year."""
    again = altered("meeting.planned", lambda fact: replace(fact, year=2025), nth=1)
    first = next(event.stream for event in again if event.kind == "meeting")
    gone = [event for event in again if event.stream != first or event.fact.TOPIC == "meeting.planned"]
    return put(meeting.Cancelled(reason="台风"), after="meeting.planned", of=follow_on(gone))


class TestTheAgenda:
    def test_s5_4_b5_without_an_item_it_mainly_has_is_found_under_the_items_own_clause(self, planted):
        rows = planted(altered("meeting.agenda_drawn_up", without_instructions))
        assert set(rows) == {"item_left_off_agenda"}
        [row] = rows["item_left_off_agenda"]
        assert (row["clause"], row["excused"], row["facts"]["item"]) == ("S5.4-b5", False, INSTRUCTIONS)

    def test_s5_4_b5_drawn_up_anew_with_the_item_is_found_no_longer(self, planted):
        whole = next(event.fact for event in lawful() if event.fact.TOPIC == "meeting.agenda_drawn_up")
        events = altered("meeting.agenda_drawn_up", without_instructions)
        assert planted(put(whole, after="meeting.agenda_drawn_up", of=events)) == {}


def without_instructions(fact):
    """The agenda without the item of instructions."""
    items = tuple(item for item in fact.agenda.items if item != INSTRUCTIONS)
    return replace(fact, agenda=replace(fact.agenda, items=items))


class TestTheMeeting:
    @pytest.mark.parametrize("name", LEFT_OUT)
    def test_s5_4_b_closed_without_what_its_agenda_has_is_found(self, planted, name):
        code, clause, _ = LEFT_OUT[name]
        row = planted(without(name))[code][0]
        assert (row["clause"], row["thing"], row["excused"]) == (clause, "meeting", False)
        assert row["records"][-1] == row["found_at"]

    @pytest.mark.parametrize("name", LEFT_OUT)
    def test_s5_4_b_closed_without_it_for_a_reason_is_excused(self, planted, name):
        code, clause, departure = LEFT_OUT[name]
        rows = planted(altered("meeting.closed", excused(departure, clause), of=without(name)))
        assert sorted(row["excused"] for row in rows[code]) == [False, True]


class TestAnotherMatter:
    def test_s5_1_that_came_unprepared_is_found_by_each_step_it_lacks(self, planted):
        rows = planted(put(MATTER, after="meeting.topics_introduced"))
        lacking = ("matter_without_research", "matter_without_consultation", "matter_without_consensus")
        assert set(rows) == set(lacking)
        assert [rows[code][0]["clause"] for code in lacking] == ["S5.1-c", "S5.1-d", "S5.1-e"]
        assert not any(rows[code][0]["excused"] for code in lacking)


class TestAShortfall:
    def test_s4_3_b_that_was_heard_without_explanation_is_found(self, findings):
        rows = findings(heard_with(departures=()))
        [row] = rows["shortfall_went_unexplained"]
        assert (row["clause"], row["excused"], row["facts"]["lead"]) == ("S4.3-b", False, "finance")

    def test_s4_3_b_is_excused_by_the_reason_kept_at_the_hearing(self, findings):
        [row] = findings(heard_with())["shortfall_went_unexplained"]
        assert (row["excused"], row["reason"]) == (True, "单位未报")


def heard_with(**trace):
    """A town whose decision was heard before its unit had reported, or explained, anything."""
    town = Town()
    topic = town.topic("heat", 2025)
    town.minutes(town.meeting(2025, topic), topic)
    town.carry_out(town.decisions[0], far=Progress.PARTLY, without=("report",))
    town.meeting(2026)
    town.recording.events = altered("decision.heard", with_trace(**trace), of=town.recording.events)
    return town


ELSEWHERE = {
    "year_work_not_briefed",
    "policies_not_briefed",
    "union_service_not_briefed",
    "union_opinions_not_briefed",
    "heard_without_report",
}
"""Departures that briefings and following look at, by their clause."""


class TestEveryDeparture:
    def test_that_can_be_kept_is_looked_at_by_an_auditor(self):
        looked_at = "".join(map(getsource, (departures, loose_ends)))
        kept = {code for code, rule in every_rule().items() if rule.held is Held.DEPARTURE}
        assert {code for code in kept - ELSEWHERE if f'"{code}"' not in looked_at} == set()
