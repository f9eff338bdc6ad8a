from dataclasses import replace
from datetime import date

import pytest

from domain.charter import Strength
from domain.facts import meeting as facts
from domain.meeting import Meeting
from domain.meeting_words import Change, Stage
from domain.trace import Actor
from domain.vocabulary import Consensus
from tests.cast import act, charter, named, person, standing
from tests.domain.meeting_stories import (
    APPOINTMENT,
    DAY,
    DECISIONS,
    EXTRAORDINARY_ITEMS,
    ITEMS,
    NOTICED_ON,
    TOPICS,
    a_planned_meeting,
    an_extraordinary_meeting,
    an_extraordinary_meeting_noticed,
    changed,
    charter_with,
    dated,
    expected,
    noticed,
    opening,
    with_agenda,
)
from tests.story import given

LATER = date(2026, 5, 29)


def opened(meeting, acting=None, **changes):
    return given(meeting).when(Meeting.open, acting or act("sun", on=DAY), **opening(**changes))


class TestChair:
    @pytest.mark.parametrize("name", ["zhao", "sun", "feng"])
    def test_s5_4_a_is_a_town_government_leader(self, name):
        story = opened(noticed(), act(name, on=DAY))
        story.then(facts.Opened)
        assert story.recorded[0].trace.departures == ()
        assert story.stream.chair == person(name)

    def test_s5_4_a_is_another_for_a_reason(self):
        opened(noticed(), act("li", on=DAY)).then_refused("chaired_by_other", "S5.4-a")
        story = opened(noticed(), act("li", on=DAY, chaired_by_other="镇领导均外出"))
        story.then(facts.Opened)
        assert [each.clause for each in story.recorded[0].trace.departures] == ["S5.4-a"]
        assert story.stream.chair_seat == "union_chair"

    def test_s5_4_a_is_never_another_where_the_charter_fixes_it(self):
        hard = charter_with(chaired_by_strength=Strength.HARD)
        opened(noticed(), act("li", on=DAY, under=hard, chaired_by_other="外出")).then_refused(
            "chair_not_named", "R-charter"
        )

    def test_s5_4_a_is_anybody_who_attends_where_the_charter_names_nobody(self):
        opened(noticed(), act("li", on=DAY, under=charter_with(chaired_by=()))).then(facts.Opened)

    def test_attends_the_meeting_by_his_duty(self):
        opened(noticed(), act("han", on=DAY, chaired_by_other="外出")).then_refused("chair_does_not_attend", "R-seat")

    def test_is_a_recorded_deputy_without_a_departure(self):
        lent = replace(standing(absent=("sun",)), deputies={"liaison": (person("qian"),)})
        acting = replace(
            act("sun", on=DAY, at=lent), by=Actor(person=person("qian"), seats=lent.duties_of(person("qian")))
        )
        story = opened(noticed(), acting)
        story.then(facts.Opened)
        assert story.recorded[0].trace.by.acting_for == person("sun")

    def test_keeps_who_handed_the_chair_over(self):
        story = opened(noticed(), act("li", on=DAY, chaired_by_other="外出"), delegated_by="mayor")
        story.then(facts.Opened)
        assert story.recorded[0].delegated_by == "mayor"

    @pytest.mark.parametrize("giver", ["party_deputy", "liaison"])
    def test_is_handed_over_by_another_who_would_chair(self, giver):
        opened(noticed(), delegated_by=giver).then_refused("not_theirs_to_delegate", "R-seat")


class TestOpening:
    def test_g21_takes_the_ordinal(self):
        story = opened(noticed())
        story.then(facts.Opened)
        assert (story.stream.stage, story.stream.ordinal) == (Stage.IN_SESSION, 6)
        assert "G21" in story.recorded[0].trace.assumptions

    def test_waits_for_the_notice(self):
        opened(with_agenda(dated(a_planned_meeting()))).then_refused("out_of_order")

    def test_waits_for_a_second_notice_after_a_postponement(self):
        opened(changed(noticed(), Change.POSTPONE)).then_refused("out_of_order")

    def test_waits_for_its_day(self):
        opened(noticed(), act("sun", on=date(2026, 5, 27))).then_refused("meeting_day_not_come", "R-dates")

    def test_may_come_later_than_its_day(self):
        opened(noticed(), act("sun", on=LATER)).then(facts.Opened)

    def test_s5_2_g_waits_for_the_principal_where_a_new_charter_names_one(self):
        free = charter_with(principal=None, date_fixed_by=None)
        meeting = an_extraordinary_meeting()
        meeting.propose_date(act("zhou", on=NOTICED_ON, under=free), appointment=APPOINTMENT)
        with_agenda(meeting, items=EXTRAORDINARY_ITEMS)
        meeting.issue_notice(act("zhou", on=NOTICED_ON, under=free), number=None, expected=expected())
        given(meeting).when(Meeting.open, act("sun", on=DAY), **opening()).then_refused("principal_not_asked", "S5.2-g")
        opened(meeting, act("sun", on=DAY, under=free)).then(facts.Opened)

    def test_s5_2_g_follows_a_favourable_answer(self):
        opened(an_extraordinary_meeting_noticed()).then(facts.Opened)

    def test_s5_1_e_on_topics_without_basic_consensus_needs_a_reason(self):
        states = ((TOPICS[0], Consensus.FAILED), (TOPICS[1], Consensus.BASIC))
        refusal = opened(noticed(), consensus=states).then_refused("consensus_open", "S5.1-e")
        assert refusal.facts["topics"] == [str(TOPICS[0])]

    def test_s5_1_e_on_all_such_topics_together_is_one_departure(self):
        story = opened(noticed(), act("sun", on=DAY, consensus_open="会上协商"), consensus=())
        story.then(facts.Opened)
        assert [each.code for each in story.recorded[0].trace.departures] == ["consensus_open"]
        assert "G5" in story.recorded[0].trace.assumptions

    def test_s5_1_e_is_refused_where_the_charter_demands_consensus(self):
        hard = replace(charter(), topics=replace(charter().topics, consensus_strength=Strength.HARD))
        acting = act("sun", on=DAY, under=hard, consensus_open="会上协商")
        opened(noticed(), acting, consensus=()).then_refused("consensus_required")

    def test_s5_1_e_asks_nothing_where_the_charter_asks_for_no_consensus(self):
        none = replace(charter(), topics=replace(charter().topics, consensus=None))
        opened(noticed(), act("sun", on=DAY, under=none), consensus=()).then(facts.Opened)

    def test_asks_one_reason_for_each_departure(self):
        refusal = opened(noticed(), act("li", on=DAY), consensus=()).then_refused("chaired_by_other")
        assert [each.code for each in refusal.breaches] == ["chaired_by_other", "consensus_open"]

    def test_computes_item_two_anew(self):
        more = (*DECISIONS, named("shuttle bus"))
        story = opened(noticed(), decisions=more)
        story.then(facts.Opened)
        assert story.stream.agenda.decisions == more

    def test_s5_4_b2_waits_for_an_agenda_with_the_decisions_that_fell_due(self):
        items = tuple(key for key in ITEMS if key != "previous_decisions")
        opened(noticed(items=items, decisions=())).then_refused("previous_decisions_left_out", "S5.4-b2")
        opened(noticed(items=items, decisions=()), decisions=()).then(facts.Opened)
