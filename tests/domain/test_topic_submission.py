"""How a topic comes in, and what becomes of its form."""

from datetime import timedelta

import pytest

from domain.errors import Malformed, NotEntitled, RuleBroken
from domain.facts import topic as facts
from domain.topic import Topic
from domain.topic_preparation import Stage
from domain.trace import Actor
from domain.vocabulary import Side
from tests.cast import TODAY, UNITS, act, charter, person
from tests.domain.stories import (
    KNOWN,
    a_government_topic,
    a_joint_topic,
    a_submitted_topic,
    a_topic_with_consensus,
    agreeing_all_round,
    an_approved_topic,
    begun,
    charter_with,
    submitted_as,
    text,
)
from tests.story import given

YESTERDAY = TODAY - timedelta(days=1)


class TestSubmission:
    def test_s5_1_a_a_department_brings_a_government_topic(self):
        topic = a_government_topic()
        assert (topic.stage, topic.side, topic.proposers) == (Stage.SUBMITTED, Side.GOV, ("safety",))
        assert begun(topic).trace.by == Actor(person=person("wei"), seats=("head@safety",), side=Side.GOV)

    @pytest.mark.parametrize("proposer", ["town_union", "sanitation"])
    def test_s5_1_a_no_union_brings_a_government_topic(self, proposer):
        with pytest.raises(RuleBroken, match="gov_topic_by_department") as refused:
            a_submitted_topic(side=Side.GOV, proposer=UNITS[proposer])
        assert refused.value.clause == "S5.1-a"

    def test_s5_1_b_the_town_union_brings_a_union_topic(self):
        topic = a_submitted_topic()
        assert (topic.stage, topic.side, topic.proposers) == (Stage.SUBMITTED, Side.UNION, ("town_union",))

    @pytest.mark.parametrize("proposer", ["sanitation", "safety"])
    def test_s5_1_b_neither_a_grassroots_union_nor_a_department_brings_a_union_topic(self, proposer):
        with pytest.raises(RuleBroken, match="union_topic_by_town_union") as refused:
            a_submitted_topic(proposer=UNITS[proposer])
        assert refused.value.clause == "S5.1-b"

    def test_is_the_proposers_own(self):
        with pytest.raises(NotEntitled, match="not_own_topic"):
            submitted_as(act("wei"))

    def test_is_refused_for_a_side_that_the_charter_leaves_out(self):
        with pytest.raises(RuleBroken, match="side_may_not_propose"):
            submitted_as(act("zhou", under=charter_with(proposers=(Side.GOV,))))

    def test_is_refused_for_a_category_the_charter_does_not_name(self):
        with pytest.raises(Malformed, match="category_unknown"):
            a_submitted_topic(text=text(category="gardening"))

    def test_is_refused_when_it_concerns_a_unit_nobody_knows(self):
        with pytest.raises(RuleBroken, match="unit_unknown"):
            a_submitted_topic(text=text(concerned=("moon",)))

    def test_is_refused_to_a_unit_that_is_closed(self):
        with pytest.raises(RuleBroken, match="unit_unknown"):
            a_submitted_topic(known_units=KNOWN - {"town_union"})

    def test_keeps_the_edition_of_its_day(self):
        assert begun(a_submitted_topic()).trace.under == charter().edition


class TestJointTopic:
    def test_becomes_the_other_sides_own_when_it_joins(self):
        story = given(a_joint_topic()).when(Topic.join, act("wei")).then(facts.Joined)
        assert story.stream.proposers == ("town_union", "safety")

    def test_is_joined_once(self):
        topic = a_joint_topic()
        topic.join(act("wei"))
        given(topic).when(Topic.join, act("wei")).then_refused("not_a_joint_topic")

    def test_is_joined_by_the_unit_it_names(self):
        given(a_joint_topic()).when(Topic.join, act("chen")).then_refused("not_own_topic")

    def test_of_one_side_is_joined_by_nobody(self):
        given(a_submitted_topic()).when(Topic.join, act("wei")).then_refused("not_a_joint_topic")

    def test_that_was_withdrawn_is_not_joined(self):
        topic = a_joint_topic()
        topic.withdraw(act("zhou"), reason="另行研究")
        given(topic).when(Topic.join, act("wei")).then_refused("out_of_order")

    def test_is_not_changed_by_a_side_that_has_not_joined(self):
        given(a_joint_topic()).when(Topic.withdraw, act("wei"), reason="不同意").then_refused("not_own_topic")

    def test_is_changed_by_either_side_afterwards(self):
        topic = a_joint_topic()
        topic.join(act("wei"))
        given(topic).when(Topic.research, act("wei"), findings="现场检查", attachments=()).then(facts.Researched)

    def test_has_no_consensus_before_the_other_side_has_joined(self):
        topic = agreeing_all_round(a_joint_topic())
        consensus = {"text_version": 1, "full": False, "dissent": ""}
        given(topic).when(Topic.declare_consensus, act("zhou"), **consensus).then_refused("joint_topic_not_joined")

    @pytest.mark.parametrize(
        ("side", "joint_with"), [(Side.JOINT, None), (Side.UNION, UNITS["safety"]), (Side.GOV, UNITS["town_union"])]
    )
    def test_has_two_proposers_and_no_other_has(self, side, joint_with):
        with pytest.raises(Malformed, match="joint_needs_two"):
            a_submitted_topic(side=side, joint_with=joint_with)

    def test_s5_1_a_has_a_department_on_the_governments_part(self):
        with pytest.raises(RuleBroken, match="gov_topic_by_department"):
            a_joint_topic(joint_with=UNITS["sanitation"])

    def test_s5_1_b_has_the_town_union_on_the_unions_part(self):
        with pytest.raises(RuleBroken, match="union_topic_by_town_union"):
            submitted_as(act("wei"), side=Side.JOINT, proposer=UNITS["safety"], joint_with=UNITS["sanitation"])


class TestForm:
    def test_s3_f_the_office_sends_a_topic_back_and_the_proposer_submits_it_again(self):
        story = given(a_submitted_topic()).when(Topic.return_, act("wang"), reason="缺附件").then(facts.Returned)
        assert story.stream.standing_at == "returned"
        story.when(Topic.resubmit, act("zhou")).then(facts.Resubmitted)
        assert story.stream.standing_at == "submitted"

    def test_s3_f_only_the_office_sends_it_back(self):
        given(a_submitted_topic()).when(Topic.return_, act("li"), reason="缺附件").then_refused("office_only", "S3-f")

    def test_is_sent_back_while_it_is_submitted(self):
        given(an_approved_topic()).when(Topic.return_, act("wang"), reason="缺附件").then_refused("out_of_order")

    def test_keeps_an_agreement_to_the_text_when_it_is_sent_back(self):
        topic = a_topic_with_consensus()
        topic.agree(act("sun"), text_version=1)
        topic.return_(act("wang"), reason="缺附件")
        topic.resubmit(act("zhou"))
        given(topic).when(Topic.agree, act("li"), text_version=1).then(facts.Agreed, facts.Approved)

    def test_is_not_submitted_again_before_it_was_sent_back(self):
        given(a_submitted_topic()).when(Topic.resubmit, act("zhou")).then_refused("out_of_order")

    def test_is_submitted_again_by_its_proposer(self):
        topic = a_submitted_topic()
        topic.return_(act("wang"), reason="缺附件")
        given(topic).when(Topic.resubmit, act("wei")).then_refused("not_own_topic")

    def test_is_not_submitted_again_on_a_day_before_it_was_sent_back(self):
        topic = a_submitted_topic()
        topic.return_(act("wang"), reason="缺附件")
        given(topic).when(Topic.resubmit, act("zhou", on=YESTERDAY)).then_refused(
            "date_before_previous_step", "R-dates"
        )
