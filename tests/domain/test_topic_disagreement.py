"""What the seats that approve do when they do not simply agree."""

from typing import Any

from domain.facts import topic as facts
from domain.topic import Topic
from domain.topic_preparation import Stage
from domain.vocabulary import Outcome
from tests.cast import act, named, standing
from tests.domain.stories import (
    KNOWN,
    MEETING,
    a_discussed_topic,
    a_scheduled_topic,
    a_topic_with_consensus,
    an_approved_topic,
    charter_with,
    discussed,
    text,
)
from tests.story import given

V1: dict[str, Any] = {"text_version": 1}
BACK: dict[str, Any] = {"text_version": 1, "reason": "预算不清"}
NO: dict[str, Any] = {"reason": "不属联席会议范围"}


class TestSendingBack:
    def test_a_head_sends_the_version_back_to_the_proposer(self):
        topic = a_topic_with_consensus()
        topic.agree(act("sun"), **V1)
        story = given(topic).when(Topic.refuse_agreement, act("li"), **BACK).then(facts.AgreementRefused)
        assert (story.stream.stage, story.stream.matter.agreements) == (Stage.RETURNED, ())

    def test_g2_a_deputy_head_sends_nothing_back_while_the_head_is_there(self):
        story = given(a_topic_with_consensus()).when(Topic.refuse_agreement, act("zhou"), **BACK)
        story.then_refused("not_an_approver")

    def test_g2_a_deputy_head_sends_back_while_the_head_is_away(self):
        deputy = act("zhou", at=standing(absent=("li",)))
        given(a_topic_with_consensus()).when(Topic.refuse_agreement, deputy, **BACK).then(facts.AgreementRefused)

    def test_is_about_the_present_text(self):
        late = BACK | {"text_version": 2}
        given(a_topic_with_consensus()).when(Topic.refuse_agreement, act("li"), **late).then_refused("other_version")

    def test_comes_before_the_approval(self):
        given(an_approved_topic()).when(Topic.refuse_agreement, act("li"), **BACK).then_refused("out_of_order")


class TestDeclining:
    def test_g1_takes_a_head_of_each_side(self):
        story = given(a_topic_with_consensus()).when(Topic.decline, act("sun"), **NO).then(facts.DeclineAgreed)
        assert story.stream.stage is Stage.SUBMITTED
        story.when(Topic.decline, act("li"), **NO).then(facts.DeclineAgreed, facts.Declined)
        assert (story.stream.stage, story.stream.is_open) == (Stage.DECLINED, False)

    def test_g20_by_one_side_alone_leaves_the_topic_open(self):
        topic = a_topic_with_consensus()
        topic.decline(act("sun"), **NO)
        story = given(topic).when(Topic.decline, act("sun"), **NO)
        story.then_refused("agreed_already")
        assert topic.is_open

    def test_g2_is_not_for_a_deputy_head_while_the_head_is_there(self):
        given(a_topic_with_consensus()).when(Topic.decline, act("wu"), **NO).then_refused("not_an_approver")

    def test_takes_the_seats_own_agreement_back(self):
        topic = a_topic_with_consensus()
        topic.agree(act("sun"), **V1)
        topic.decline(act("sun"), **NO)
        given(topic).when(Topic.agree, act("li"), **V1).then(facts.Agreed)

    def test_is_taken_back_by_agreeing_after_all(self):
        topic = a_topic_with_consensus()
        topic.decline(act("sun"), **NO)
        topic.agree(act("sun"), **V1)
        given(topic).when(Topic.decline, act("li"), **NO).then(facts.DeclineAgreed)

    def test_drops_an_approved_topic_from_the_pool(self):
        story = given(an_approved_topic())
        story.when(Topic.decline, act("sun"), **NO).when(Topic.decline, act("li"), **NO)
        story.then(facts.DeclineAgreed, facts.DeclineAgreed, facts.Declined)

    def test_of_an_earlier_text_does_not_count(self):
        topic = a_topic_with_consensus()
        topic.decline(act("sun"), **NO)
        topic.revise(act("zhou"), text=text(title="改"), reason="修改", known_units=KNOWN)
        given(topic).when(Topic.decline, act("li"), **NO).then(facts.DeclineAgreed)

    def test_is_refused_on_an_agenda(self):
        given(a_scheduled_topic()).when(Topic.decline, act("sun"), **NO).then_refused("out_of_order")

    def test_leaves_the_proposer_free_to_take_the_topic_up_again(self):
        topic = a_topic_with_consensus()
        topic.decline(act("sun"), **NO)
        topic.decline(act("li"), **NO)
        story = given(topic).when(Topic.reopen, act("zhou"), reason="情况变化").then(facts.Reopened)
        story.when(Topic.decline, act("li"), **NO).then(facts.DeclineAgreed)


class TestReferral:
    def test_g20_a_disagreement_goes_to_the_leading_groups_head_who_gives_his_word(self):
        topic = a_topic_with_consensus()
        story = given(topic).when(Topic.refer, act("li"), reason="双方意见不一").then(facts.Referred)
        assert (story.recorded[0].to, story.recorded[0].trace.assumptions) == ("mayor", ("G20",))
        story.when(Topic.answer_referral, act("zhao"), answer="建议上会").then(facts.ReferralAnswered)
        assert topic.stage is Stage.SUBMITTED

    def test_g20_is_possible_after_one_head_sent_the_topic_back(self):
        topic = a_topic_with_consensus()
        topic.refuse_agreement(act("sun"), text_version=1, reason="不同意上会")
        given(topic).when(Topic.refer, act("li"), reason="双方意见不一").then(facts.Referred)

    def test_g20_passes_nothing_by_itself(self):
        topic = a_topic_with_consensus()
        topic.refer(act("li"), reason="双方意见不一")
        topic.answer_referral(act("zhao"), answer="建议上会")
        topic.agree(act("li"), **V1)
        assert topic.stage is Stage.SUBMITTED

    def test_is_made_by_a_seat_that_approves(self):
        given(a_topic_with_consensus()).when(Topic.refer, act("wei"), reason="急").then_refused("not_an_approver")

    def test_is_made_once_at_a_time(self):
        topic = a_topic_with_consensus()
        topic.refer(act("li"), reason="双方意见不一")
        given(topic).when(Topic.refer, act("sun"), reason="双方意见不一").then_refused("out_of_order")

    def test_is_answered_by_the_duty_it_was_made_to(self):
        topic = a_topic_with_consensus()
        topic.refer(act("li"), reason="双方意见不一")
        given(topic).when(Topic.answer_referral, act("sun"), answer="上会").then_refused("not_referred_to_you", "G20")

    def test_is_answered_only_when_it_was_made(self):
        given(a_topic_with_consensus()).when(Topic.answer_referral, act("zhao"), answer="上会").then_refused(
            "out_of_order"
        )

    def test_falls_with_the_topic(self):
        topic = a_topic_with_consensus()
        topic.refer(act("li"), reason="双方意见不一")
        topic.withdraw(act("zhou"), reason="已解决")
        given(topic).when(Topic.answer_referral, act("zhao"), answer="上会").then_refused("out_of_order")

    def test_falls_with_a_new_text(self):
        topic = a_topic_with_consensus()
        topic.refer(act("li"), reason="双方意见不一")
        topic.revise(act("zhou"), text=text(title="改"), reason="修改", known_units=KNOWN)
        assert topic.referred_to is None

    def test_needs_a_charter_that_says_to_whom(self):
        alone = charter_with(referred_to=None)
        given(a_topic_with_consensus()).when(Topic.refer, act("li", under=alone), reason="急").then_refused(
            "nobody_to_refer_to", "G20"
        )


class TestPool:
    def test_g1_a_head_confirms_a_topic_left_over_for_another_year(self):
        story = given(an_approved_topic()).when(Topic.confirm, act("sun"), year=2027).then(facts.Confirmed)
        assert (story.stream.year, story.stream.stage) == (2027, Stage.APPROVED)

    def test_only_an_approved_topic_is_confirmed(self):
        given(a_topic_with_consensus()).when(Topic.confirm, act("sun"), year=2027).then_refused("out_of_order")

    def test_g2_no_deputy_head_confirms_while_the_head_is_there(self):
        given(an_approved_topic()).when(Topic.confirm, act("wu"), year=2027).then_refused("not_an_approver")


class TestDeferral:
    def test_once_leaves_the_agreements_standing(self):
        story = given(a_scheduled_topic())
        discussed(story.stream, Outcome.DEFERRED)
        story.then(facts.Discussed)
        assert (story.stream.stage, story.stream.meeting) == (Stage.APPROVED, None)
        story.when(Topic.schedule, act("wang"), meeting=named("next"), late=False).then(facts.Scheduled)

    def test_twice_lets_the_heads_agree_anew(self):
        topic = a_scheduled_topic()
        discussed(topic, Outcome.DEFERRED)
        topic.schedule(act("wang"), meeting=MEETING, late=False)
        discussed(topic, Outcome.DEFERRED)
        assert (topic.stage, topic.matter.agreements) == (Stage.SUBMITTED, ())
        again = {"meeting": named("next"), "late": False}
        story = given(topic).when(Topic.schedule, act("wang"), **again).then_refused("out_of_order")
        assert story.facts["stage"] == "submitted"
        given(topic).when(Topic.agree, act("sun"), **V1).when(Topic.agree, act("li"), **V1).then(
            facts.Agreed, facts.Agreed, facts.Approved
        )

    def test_twice_asks_nobody_anew_where_the_charter_asks_nobody(self):
        nobody = act("wang", under=charter_with(approval=None))
        topic = a_scheduled_topic()
        discussed(topic, Outcome.DEFERRED)
        topic.schedule(nobody, meeting=MEETING, late=False)
        story = given(topic)
        discussed(topic, Outcome.DEFERRED, acting=nobody)
        assert story.then(facts.Discussed).recorded[0].agree_anew is False


class TestAfterTheMeeting:
    def test_nothing_is_approved_any_more(self):
        given(a_discussed_topic()).when(Topic.agree, act("sun"), **V1).then_refused("out_of_order")
