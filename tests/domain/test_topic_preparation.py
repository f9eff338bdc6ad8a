"""Research, consultation, opinions and consensus before the meeting."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from domain.facts import topic as facts
from domain.topic import Topic
from domain.trace import Actor
from domain.vocabulary import Consensus, Opinion, Side
from tests.cast import TODAY, act, named, person, standing
from tests.domain.stories import (
    KNOWN,
    a_discussed_topic,
    a_government_topic,
    a_researched_topic,
    a_scheduled_topic,
    a_submitted_topic,
    a_topic_with_consensus,
    agreeing_all_round,
    answered,
    submitted_as,
    text,
)
from tests.story import given

YESTERDAY = TODAY - timedelta(days=1)
OPINION: dict[str, Any] = {"text_version": 1, "opinion": Opinion.AGREE, "text": "同意"}
BASIC: dict[str, Any] = {"text_version": 1, "full": False, "dissent": ""}


def revised(topic: Topic, name: str = "zhou", on: date = TODAY, **changes) -> None:
    topic.revise(
        act(name, on=on), text=text(**{"title": "高温作息（修改）"} | changes), reason="部门意见", known_units=KNOWN
    )


class TestResearch:
    def test_s5_1_c_is_reported_by_the_proposer(self):
        story = given(a_submitted_topic())
        story.when(Topic.research, act("li"), findings="走访十二个作业点", attachments=()).then(facts.Researched)
        assert story.stream.researched

    def test_s5_1_c_is_nobody_elses(self):
        findings = {"findings": "走访", "attachments": ()}
        refusal = given(a_submitted_topic()).when(Topic.research, act("chen"), **findings)
        refusal.then_refused("proposer_only", "S5.1-c")

    def test_may_be_older_than_the_submission(self):
        findings = {"findings": "三月已走访", "attachments": ()}
        given(a_submitted_topic()).when(Topic.research, act("zhou", on=YESTERDAY), **findings).then(facts.Researched)

    def test_goes_on_while_the_topic_is_on_an_agenda(self):
        findings = {"findings": "补充", "attachments": ()}
        given(a_scheduled_topic()).when(Topic.research, act("zhou"), **findings).then(facts.Researched)

    def test_is_over_when_the_meeting_has_settled_the_topic(self):
        findings = {"findings": "补充", "attachments": ()}
        given(a_discussed_topic()).when(Topic.research, act("zhou"), **findings).then_refused("out_of_order")


class TestConsultation:
    def test_s5_1_d_a_talk_with_a_unit_concerned_is_noted(self):
        talk = {"unit": "finance", "manner": "电话", "said": "原则同意"}
        given(a_submitted_topic()).when(Topic.consult, act("zhou"), **talk).then(facts.Consulted)

    def test_s5_1_d_no_other_unit_is_consulted(self):
        talk = {"unit": "safety", "manner": "电话", "said": "原则同意"}
        given(a_submitted_topic()).when(Topic.consult, act("zhou"), **talk).then_refused("unit_not_concerned", "S5.1-d")

    def test_s5_1_d_the_proposer_asks_a_unit_concerned_for_its_opinion(self):
        asking = given(a_submitted_topic()).when(Topic.ask_opinion, act("zhou"), unit="finance", due=None)
        assert asking.then(facts.OpinionAsked).recorded[0].text_version == 1

    def test_s5_1_d_no_other_unit_is_asked(self):
        story = given(a_submitted_topic()).when(Topic.ask_opinion, act("zhou"), unit="safety", due=None)
        story.then_refused("unit_not_concerned", "S5.1-d")

    def test_s5_1_c_nobody_else_asks(self):
        story = given(a_submitted_topic()).when(
            Topic.ask_opinion, act("wang", seat="gov_office_staff"), unit="finance", due=None
        )
        story.then_refused("proposer_only")


class TestOpinion:
    @pytest.mark.parametrize("name", ["chen", "jiang"])
    def test_s5_1_d_is_given_by_a_unit_concerned(self, name):
        story = given(a_submitted_topic()).when(Topic.give_opinion, act(name), **OPINION).then(facts.OpinionGiven)
        assert story.recorded[0].unit == "finance"

    def test_s5_1_d_is_given_by_no_other_unit(self):
        story = given(a_submitted_topic()).when(Topic.give_opinion, act("wei"), **OPINION)
        story.then_refused("unit_not_concerned", "S5.1-d")

    def test_is_given_for_a_unit_in_its_seat_without_a_person_by_telephone(self):
        by_telephone = replace(act("chen"), by=Actor(person=None, seats=("head@finance",)))
        story = given(a_submitted_topic()).when(Topic.give_opinion, by_telephone, **OPINION).then(facts.OpinionGiven)
        assert story.recorded[0].trace.by == Actor(person=None, seats=("head@finance",), side=Side.GOV)

    def test_g11_is_given_by_a_named_deputy_who_acts_for_the_holder(self):
        lent = replace(standing(), deputies={"head@finance": (person("jiang"),)})
        deputy = act("jiang", seat="head@finance", at=lent)
        story = given(a_submitted_topic()).when(Topic.give_opinion, deputy, **OPINION).then(facts.OpinionGiven)
        assert story.recorded[0].trace.by.acting_for == person("chen")

    def test_is_given_on_the_present_text(self):
        topic = a_submitted_topic()
        revised(topic)
        given(topic).when(Topic.give_opinion, act("chen"), **OPINION).then_refused("other_version", "R-version")

    def test_is_not_older_than_the_text(self):
        story = given(a_submitted_topic()).when(Topic.give_opinion, act("chen", on=YESTERDAY), **OPINION)
        story.then_refused("date_before_previous_step", "R-dates")

    def test_may_be_older_than_the_approval(self):
        topic = submitted_as(act("zhou", on=YESTERDAY))
        topic.research(act("zhou"), findings="走访", attachments=())
        for head in ("sun", "li"):
            topic.agree(act(head, approved_without_consensus="时间紧"), text_version=1)
        given(topic).when(Topic.give_opinion, act("chen", on=YESTERDAY), **OPINION).then(facts.OpinionGiven)

    def test_is_over_when_the_meeting_has_settled_the_topic(self):
        given(a_discussed_topic()).when(Topic.give_opinion, act("chen"), **OPINION).then_refused("out_of_order")

    def test_of_a_person_with_seats_of_both_sides_needs_the_seat(self):
        both = standing(also={"head@finance": "shen"})
        topic = a_submitted_topic(text=text(concerned=("finance", "sanitation")))
        story = given(topic).when(Topic.give_opinion, act("shen", at=both), **OPINION)
        story.then_refused("seat_not_named", "R-seat")
        topic.give_opinion(act("shen", at=both, seat="chair@sanitation"), **OPINION)
        assert topic.opinions["sanitation"] == (1, Opinion.AGREE, "同意")


class TestConsensus:
    def test_s5_1_e_is_declared_by_the_proposer(self):
        topic = agreeing_all_round(a_researched_topic())
        story = given(topic).when(Topic.declare_consensus, act("zhou"), **BASIC).then(facts.ConsensusReached)
        assert story.stream.consensus is Consensus.BASIC

    def test_s5_1_e_is_declared_by_nobody_else(self):
        topic = agreeing_all_round(a_researched_topic())
        given(topic).when(Topic.declare_consensus, act("chen"), **BASIC).then_refused("proposer_only")

    def test_g14_waits_for_every_unit_concerned_for_silence_is_not_consent(self):
        topic = answered(a_researched_topic(), ("chen", Opinion.AGREE))
        refusal = given(topic).when(Topic.declare_consensus, act("zhou"), **BASIC).then_refused("opinions_outstanding")
        assert refusal.facts["units"] == ["human_resources"]

    def test_g14_is_refused_while_a_unit_objects_to_the_substance(self):
        topic = answered(a_researched_topic(), ("chen", Opinion.AGREE), ("chu", Opinion.OBJECT))
        refusal = given(topic).when(Topic.declare_consensus, act("zhou"), **BASIC).then_refused("objection_stands")
        assert refusal.facts["units"] == ["human_resources"]

    def test_g14_needs_an_answer_of_the_government_side_on_a_union_topic(self):
        topic = a_submitted_topic(text=text(concerned=("sanitation",)))
        topic.give_opinion(act("shen"), text_version=1, opinion=Opinion.AGREE, text="同意")
        refusal = given(topic).when(Topic.declare_consensus, act("zhou"), **BASIC)
        assert refusal.then_refused("other_side_not_heard", "G14").facts["side"] is Side.GOV

    def test_g14_needs_an_answer_of_the_union_on_a_government_topic(self):
        topic = answered(a_government_topic(concerned=("finance",)), ("chen", Opinion.AGREE))
        given(topic).when(Topic.declare_consensus, act("wei"), **BASIC).then_refused("other_side_not_heard", "G14")

    def test_g14_is_reached_on_a_government_topic_with_the_unions_answer(self):
        topic = answered(a_government_topic(), ("chen", Opinion.AGREE), ("li", Opinion.AGREE_WITH_CHANGES))
        given(topic).when(Topic.declare_consensus, act("wei"), **BASIC).then(facts.ConsensusReached)

    def test_g14_is_full_when_all_agree_without_changes(self):
        full = BASIC | {"full": True}
        topic = answered(a_researched_topic(), ("chen", Opinion.AGREE), ("chu", Opinion.AGREE_WITH_CHANGES))
        given(topic).when(Topic.declare_consensus, act("zhou"), **full).then_refused("not_all_agree")
        answered(topic, ("chu", Opinion.AGREE)).declare_consensus(act("zhou"), **full)
        assert topic.consensus is Consensus.FULL

    def test_is_on_the_present_text(self):
        topic = agreeing_all_round(a_researched_topic())
        revised(topic)
        given(topic).when(Topic.declare_consensus, act("zhou"), **BASIC).then_refused("other_version")

    def test_does_not_count_what_was_said_of_an_earlier_text(self):
        topic = agreeing_all_round(a_researched_topic())
        revised(topic)
        consensus = BASIC | {"text_version": 2}
        given(topic).when(Topic.declare_consensus, act("zhou"), **consensus).then_refused("opinions_outstanding")

    def test_g5_may_fail_and_then_both_views_stay(self):
        topic = answered(a_researched_topic(), ("chen", Opinion.OBJECT))
        failing = {"text_version": 1, "views": "财政所认为无预算；工会认为应列支"}
        story = given(topic).when(Topic.declare_failure, act("zhou"), **failing).then(facts.ConsensusFailed)
        assert (story.stream.consensus, story.recorded[0].trace.assumptions) == (Consensus.FAILED, ("G5", "G14"))

    def test_s5_1_e_may_still_be_reached_while_the_topic_is_on_an_agenda(self):
        topic = agreeing_all_round(a_researched_topic())
        for head in ("sun", "li"):
            topic.agree(act(head, approved_without_consensus="时间紧"), text_version=1)
        topic.schedule(act("wang"), meeting=named("meeting"), late=False)
        given(topic).when(Topic.declare_consensus, act("zhou"), **BASIC).then(facts.ConsensusReached)

    def test_g14_lapses_when_a_unit_objects_after_all(self):
        objecting = {"text_version": 1, "opinion": Opinion.OBJECT, "text": "预算未批"}
        story = given(a_topic_with_consensus()).when(Topic.give_opinion, act("chen"), **objecting)
        story.then(facts.OpinionGiven, facts.ConsensusLapsed)
        assert story.stream.consensus is Consensus.OPEN

    def test_stands_when_a_unit_only_changes_its_words(self):
        changing = {"text_version": 1, "opinion": Opinion.AGREE_WITH_CHANGES, "text": "建议分步"}
        story = given(a_topic_with_consensus()).when(Topic.give_opinion, act("chen"), **changing)
        story.then(facts.OpinionGiven)
        assert story.stream.consensus is Consensus.BASIC
