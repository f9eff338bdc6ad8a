"""Who lets a topic go to the meeting, and after which steps."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from domain.act import Act
from domain.charter import How, Panel, Strength
from domain.errors import ReasonNeeded
from domain.facts import topic as facts
from domain.topic import Topic
from domain.topic_preparation import Stage
from domain.vocabulary import Consensus, Side
from tests.cast import TODAY, UNITS, act, charter, person, standing
from tests.domain.stories import (
    MEETING,
    a_joint_topic,
    a_researched_topic,
    a_submitted_topic,
    a_topic_with_consensus,
    agreeing_all_round,
    an_approved_topic,
    charter_with,
    submitted_as,
    text,
)
from tests.story import given

YESTERDAY = TODAY - timedelta(days=1)
HURRY: dict[str, Any] = {"approved_without_consensus": "时间紧，双方意见一并上会"}
V1: dict[str, Any] = {"text_version": 1}


def deputy_for_liaison(**circumstances) -> Act:
    return act("wu", at=standing(**circumstances))


class TestAgreement:
    def test_g1_one_head_is_not_enough(self):
        story = given(a_topic_with_consensus()).when(Topic.agree, act("sun"), **V1).then(facts.Agreed)
        assert story.stream.stage is Stage.SUBMITTED

    @pytest.mark.parametrize("heads", [("sun", "li"), ("li", "sun")])
    def test_g1_the_topic_is_approved_with_a_head_of_each_side_in_either_order(self, heads):
        story = given(a_topic_with_consensus())
        story.when(Topic.agree, act(heads[0]), **V1).when(Topic.agree, act(heads[1]), **V1)
        story.then(facts.Agreed, facts.Agreed, facts.Approved)
        assert story.stream.stage is Stage.APPROVED
        assert story.recorded[-1].trace.assumptions == ("G1", "G2")

    def test_g2_a_head_agrees_once_to_a_version(self):
        topic = a_topic_with_consensus()
        topic.agree(act("sun"), **V1)
        given(topic).when(Topic.agree, act("sun"), **V1).then_refused("agreed_already")

    @pytest.mark.parametrize("name", ["wei", "zhao", "qian", "wang"])
    def test_g1_nobody_beside_the_panel_agrees(self, name):
        given(a_topic_with_consensus()).when(Topic.agree, act(name), **V1).then_refused("not_an_approver", "G1")

    def test_g2_a_deputy_head_does_not_agree_while_the_head_is_there(self):
        given(a_topic_with_consensus()).when(Topic.agree, deputy_for_liaison(), **V1).then_refused("not_an_approver")

    @pytest.mark.parametrize("away", [{"absent": ("sun",)}, {"without": ("liaison",)}])
    def test_g2_a_deputy_head_agrees_on_a_recorded_absence_or_vacancy(self, away):
        topic = a_topic_with_consensus()
        topic.agree(act("li"), **V1)
        story = given(topic).when(Topic.agree, deputy_for_liaison(**away), **V1).then(facts.Agreed, facts.Approved)
        assert story.recorded[0].trace.by.side is Side.GOV

    def test_g2_one_person_on_both_sides_agrees_for_one_and_a_deputy_for_the_other(self):
        both = standing(also={"union_chair": "sun"})
        story = given(a_topic_with_consensus()).when(Topic.agree, act("sun", at=both, seat="liaison"), **V1)
        story.then(facts.Agreed)
        story.when(Topic.agree, act("sun", at=both, seat="union_chair"), **V1).then_refused("two_persons_needed", "G2")
        story = given(story.stream).when(Topic.agree, act("zhou", at=both), **V1).then(facts.Agreed, facts.Approved)

    def test_g2_one_person_on_both_sides_says_for_which(self):
        both = standing(also={"union_chair": "sun"})
        given(a_topic_with_consensus()).when(Topic.agree, act("sun", at=both), **V1).then_refused("seat_not_named")

    def test_g11_an_agreement_stands_after_its_giver_left(self):
        topic = a_topic_with_consensus()
        topic.agree(act("sun"), **V1)
        successor = standing(also={"liaison": "feng"})
        story = given(topic).when(Topic.agree, act("feng", at=successor, seat="liaison"), **V1)
        story.then_refused("agreed_already")
        story = given(story.stream).when(Topic.agree, act("li", at=successor), **V1).then(facts.Agreed, facts.Approved)

    def test_g11_a_named_deputy_agrees_for_the_absent_head(self):
        lent = replace(standing(absent=("sun",)), deputies={"liaison": (person("feng"),)})
        deputy = act("feng", seat="liaison", at=lent)
        story = given(a_topic_with_consensus()).when(Topic.agree, deputy, **V1).then(facts.Agreed)
        assert story.recorded[0].trace.by.acting_for == person("sun")

    def test_is_to_the_present_text(self):
        given(a_topic_with_consensus()).when(Topic.agree, act("sun"), text_version=2).then_refused("other_version")

    def test_is_not_older_than_the_text(self):
        story = given(a_topic_with_consensus()).when(Topic.agree, act("sun", on=YESTERDAY), **V1)
        story.then_refused("date_before_previous_step", "R-dates")

    def test_entered_later_with_an_earlier_date_approves_on_the_day_of_the_last_one(self):
        topic = submitted_as(act("zhou", on=YESTERDAY), text=text())
        topic.research(act("zhou"), findings="走访", attachments=())
        topic.agree(act("sun", **HURRY), **V1)
        story = given(topic).when(Topic.agree, act("li", on=YESTERDAY, **HURRY), **V1)
        assert [fact.trace.on for fact in story.then(facts.Agreed, facts.Approved).recorded] == [YESTERDAY, TODAY]

    def test_comes_after_the_submission(self):
        story = given(an_approved_topic()).when(Topic.agree, act("sun"), **V1)
        story.then_refused("out_of_order", "R-order")

    def test_of_a_joint_topic_waits_for_the_other_side_to_join(self):
        topic = a_joint_topic()
        topic.research(act("zhou"), findings="走访", attachments=())
        given(topic).when(Topic.agree, act("sun", **HURRY), **V1).then_refused("joint_topic_not_joined")


class TestOrderOfSteps:
    def test_s5_1_c_approval_waits_for_research_where_the_charter_orders_it_so(self):
        topic = agreeing_all_round(a_submitted_topic())
        given(topic).when(Topic.agree, act("sun", **HURRY), **V1).then_refused("research_missing", "S5.1-c")

    def test_s5_1_c_research_may_follow_approval_where_the_charter_orders_it_so_but_not_the_agenda(self):
        later = charter_with(steps=("approval", "research", "consultation"))
        story = given(a_submitted_topic())
        for head in ("sun", "li"):
            story.when(Topic.agree, act(head, under=later), **V1)
        story.then(facts.Agreed, facts.Agreed, facts.Approved)
        agenda = {"meeting": MEETING, "late": False}
        story.when(Topic.schedule, act("wang", under=later), **agenda).then_refused("research_missing", "S5.1-c")
        story = given(story.stream).when(Topic.research, act("zhou", under=later), findings="走访", attachments=())
        story.when(Topic.schedule, act("wang", under=later), **agenda).then(facts.Researched, facts.Scheduled)

    def test_s5_1_c_research_is_not_asked_for_where_the_charter_leaves_it_out(self):
        without = charter_with(steps=("consultation", "approval"))
        given(agreeing_all_round(a_submitted_topic())).when(Topic.agree, act("sun", under=without, **HURRY), **V1).then(
            facts.Agreed
        )

    def test_g5_consensus_may_be_open_for_a_reason_that_is_kept(self):
        story = given(a_researched_topic()).when(Topic.agree, act("sun"), **V1)
        assert isinstance(story.then_refused("approved_without_consensus", "G5"), ReasonNeeded)
        story = given(story.stream).when(Topic.agree, act("sun", **HURRY), **V1).then(facts.Agreed)
        (departure,) = story.recorded[0].trace.departures
        assert (departure.code, departure.clause, departure.reason) == (
            "approved_without_consensus",
            "G5",
            HURRY["approved_without_consensus"],
        )

    def test_g5_each_head_gives_his_own_reason(self):
        topic = a_researched_topic()
        topic.agree(act("sun", **HURRY), **V1)
        given(topic).when(Topic.agree, act("li"), **V1).then_refused("approved_without_consensus")

    def test_s5_1_e_a_charter_that_demands_consensus_is_kept_to(self):
        hard = charter_with(consensus=Consensus.FULL, consensus_strength=Strength.HARD)
        given(a_topic_with_consensus()).when(Topic.agree, act("sun", under=hard, **HURRY), **V1).then_refused(
            "consensus_required"
        )

    def test_s5_1_e_consensus_is_not_asked_for_before_approval_where_consultation_follows(self):
        later = charter_with(steps=("research", "approval", "consultation"))
        given(a_researched_topic()).when(Topic.agree, act("sun", under=later), **V1).then(facts.Agreed)


class TestPanels:
    def test_one_seat_approves_where_the_charter_asks_for_any(self):
        any_head = charter_with(approval=Panel(how=How.ANY, seats=("liaison", "union_chair")))
        story = given(a_topic_with_consensus()).when(Topic.agree, act("li", under=any_head), **V1)
        story.then(facts.Agreed, facts.Approved)

    def test_every_seat_approves_where_the_charter_asks_for_all(self):
        everybody = charter_with(approval=Panel(how=How.ALL, seats=("mayor", "liaison", "union_chair")))
        story = given(a_topic_with_consensus())
        for name in ("zhao", "sun", "li"):
            story.when(Topic.agree, act(name, under=everybody), **V1)
        story.then(facts.Agreed, facts.Agreed, facts.Agreed, facts.Approved)

    def test_g1_nobody_is_asked_where_the_charter_names_nobody(self):
        nobody = charter_with(approval=None)
        story = given(a_topic_with_consensus()).when(Topic.agree, act("sun", under=nobody), **V1)
        story.then_refused("approval_not_asked", "G1")
        story = (
            given(story.stream)
            .when(Topic.schedule, act("wang", under=nobody), meeting=MEETING, late=False)
            .then(facts.Scheduled)
        )

    def test_a_topic_nobody_approved_does_not_become_approved_by_leaving_the_agenda(self):
        nobody = charter_with(approval=None)
        topic = a_topic_with_consensus()
        topic.schedule(act("wang", under=nobody), meeting=MEETING, late=False)
        topic.unschedule(act("wang", under=nobody), reason="会期调整")
        assert topic.stage is Stage.SUBMITTED

    def test_a_returned_topic_is_not_put_on_an_agenda_even_without_approval(self):
        nobody = charter_with(approval=None)
        topic = a_topic_with_consensus()
        topic.return_(act("wang"), reason="缺附件")
        given(topic).when(Topic.schedule, act("wang", under=nobody), meeting=MEETING, late=False).then_refused(
            "out_of_order"
        )

    def test_of_another_locality_approves_before_research(self):
        district = charter("example-district")
        day = standing(also={"convenor": "sun", "co_convenor": "li", "secretary": "wu"})
        topic = submitted_as(
            act("wei", at=day, under=district), side=Side.GOV, proposer=UNITS["safety"], text=text(category="safety")
        )
        story = given(topic).when(Topic.agree, act("sun", at=day, under=district, seat="convenor"), **V1)
        story.then(facts.Agreed, facts.Approved)
        agenda = {"meeting": MEETING, "late": False}
        office = act("wu", at=day, under=district, seat="secretary")
        story.when(Topic.schedule, office, **agenda).then_refused("research_missing")
