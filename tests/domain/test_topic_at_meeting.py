"""A topic on the agenda, at the meeting and after it."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from domain.facts import topic as facts
from domain.topic import Topic
from domain.topic_preparation import Stage
from domain.vocabulary import Outcome
from tests.cast import TODAY, act, named
from tests.domain.stories import (
    MEETING,
    a_discussed_topic,
    a_joint_topic,
    a_researched_topic,
    a_scheduled_topic,
    a_topic_with_consensus,
    an_approved_topic,
    charter_with,
    discussed,
)
from tests.story import Story, given

YESTERDAY = TODAY - timedelta(days=1)
AGENDA: dict[str, Any] = {"meeting": MEETING, "late": False}
MINUTES: dict[str, Any] = {"meeting": MEETING, "minutes": named("minutes")}
SETTLED: dict[str, Any] = {
    "meeting": MEETING,
    "outcome": Outcome.AGREED,
    "summary": "经协商",
    "gov_view": "",
    "union_view": "",
    "decisions": (),
}


class TestScheduling:
    @pytest.mark.parametrize("name", ["wang", "zheng", "wu", "zhou"])
    def test_s3_f_puts_an_approved_topic_on_the_agenda_by_any_seat_of_the_office(self, name):
        story = given(an_approved_topic()).when(Topic.schedule, act(name), **AGENDA).then(facts.Scheduled)
        assert (story.stream.stage, story.stream.meeting) == (Stage.SCHEDULED, MEETING)

    def test_s3_f_is_the_offices(self):
        given(an_approved_topic()).when(Topic.schedule, act("sun"), **AGENDA).then_refused("office_only", "S3-f")

    def test_g1_waits_for_the_approval(self):
        given(a_topic_with_consensus()).when(Topic.schedule, act("wang"), **AGENDA).then_refused("out_of_order")

    def test_is_done_for_one_meeting_at_a_time(self):
        other = {"meeting": named("other"), "late": False}
        given(a_scheduled_topic()).when(Topic.schedule, act("wang"), **other).then_refused("out_of_order")

    def test_is_not_dated_before_the_approval(self):
        story = given(an_approved_topic()).when(Topic.schedule, act("wang", on=YESTERDAY), **AGENDA)
        story.then_refused("date_before_previous_step", "R-dates")

    def test_of_a_joint_topic_waits_for_the_other_side_where_nobody_approves(self):
        clerk = act("wang", under=charter_with(approval=None, steps=()))
        given(a_joint_topic()).when(Topic.schedule, clerk, **AGENDA).then_refused("joint_topic_not_joined")

    def test_of_an_unapproved_topic_waits_for_nothing_where_the_charter_asks_for_nothing(self):
        clerk = act("wang", under=charter_with(approval=None))
        given(a_researched_topic()).when(Topic.schedule, clerk, **AGENDA).then(facts.Scheduled)

    def test_says_that_a_topic_was_admitted_late(self):
        story = given(an_approved_topic()).when(Topic.schedule, act("wang"), meeting=MEETING, late=True)
        assert story.then(facts.Scheduled).recorded[0].late


class TestUnscheduling:
    def test_brings_the_topic_back_to_the_pool_with_its_agreements(self):
        story = (
            given(a_scheduled_topic()).when(Topic.unschedule, act("wang"), reason="会议取消").then(facts.Unscheduled)
        )
        assert (story.stream.stage, story.stream.meeting) == (Stage.APPROVED, None)
        assert story.recorded[0].meeting == MEETING
        assert len(story.stream.matter.agreements) == 2

    def test_is_refused_when_the_topic_is_on_no_agenda(self):
        given(an_approved_topic()).when(Topic.unschedule, act("wang"), reason="会议取消").then_refused("out_of_order")

    def test_is_refused_when_the_topic_was_discussed(self):
        given(a_discussed_topic()).when(Topic.unschedule, act("wang"), reason="会议取消").then_refused("out_of_order")


class TestDiscussion:
    @pytest.mark.parametrize("outcome", [each for each in Outcome if each is not Outcome.DEFERRED])
    def test_s5_4_b4_settles_the_topic_and_keeps_the_views_of_both_sides(self, outcome):
        story = given(a_scheduled_topic())
        discussed(story.stream, outcome)
        story.then(facts.Discussed)
        assert (story.stream.stage, story.stream.outcome) == (Stage.DISCUSSED, outcome)
        assert (story.recorded[0].gov_view, story.recorded[0].union_view) == ("支持", "希望尽快")

    def test_leads_to_decisions(self):
        assert a_discussed_topic().decisions == (named("decision"),)

    def test_happens_at_the_meeting_the_topic_is_scheduled_for(self):
        elsewhere = SETTLED | {"meeting": named("other")}
        given(a_scheduled_topic()).when(Topic.discuss, act("wang"), **elsewhere).then_refused("out_of_order")

    def test_needs_a_scheduled_topic(self):
        given(an_approved_topic()).when(Topic.discuss, act("wang"), **SETTLED).then_refused("out_of_order")

    def test_is_not_dated_before_the_agenda(self):
        story = given(a_scheduled_topic()).when(Topic.discuss, act("wang", on=YESTERDAY), **SETTLED)
        story.then_refused("date_before_previous_step")


def struck(topic: Topic, meeting: UUID = MEETING) -> Story:
    return given(topic).when(Topic.strike_discussion, act("wang"), meeting=meeting, reason="录入有误")


class TestStriking:
    @pytest.mark.parametrize("outcome", [Outcome.NOT_AGREED, Outcome.DEFERRED, Outcome.NOTED])
    def test_puts_the_topic_back_on_the_agenda_as_it_was(self, outcome):
        story = struck(a_discussed_topic(outcome)).then(facts.DiscussionStruck)
        assert (story.stream.stage, story.stream.meeting) == (Stage.SCHEDULED, MEETING)
        assert (story.stream.outcome, story.stream.deferrals) == (None, 0)
        assert len(story.stream.matter.agreements) == 2

    def test_gives_the_agreements_back_that_a_second_deferral_had_voided(self):
        topic = a_discussed_topic(Outcome.DEFERRED)
        topic.schedule(act("wang"), **AGENDA)
        discussed(topic, Outcome.DEFERRED)
        struck(topic).then(facts.DiscussionStruck)
        assert (topic.deferrals, len(topic.matter.agreements)) == (1, 2)

    def test_leaves_a_discussion_that_led_to_a_decision(self):
        struck(a_discussed_topic()).then_refused("out_of_order")

    def test_is_about_the_meeting_that_discussed_it(self):
        struck(a_discussed_topic(Outcome.NOTED), named("other")).then_refused("out_of_order")

    def test_is_refused_before_the_discussion(self):
        struck(a_scheduled_topic()).then_refused("out_of_order")

    def test_is_refused_once_the_topic_is_on_another_agenda(self):
        topic = a_discussed_topic(Outcome.DEFERRED)
        topic.schedule(act("wang"), meeting=named("next"), late=False)
        struck(topic).then_refused("out_of_order")

    def test_is_refused_once_the_topic_has_gone_its_way(self):
        withdrawn = a_discussed_topic(Outcome.DEFERRED)
        withdrawn.withdraw(act("zhou"), reason="已解决")
        struck(withdrawn).then_refused("out_of_order")
        withdrawn.reopen(act("zhou"), reason="又出现")
        struck(withdrawn).then_refused("out_of_order")

    def test_is_refused_once_the_minutes_are_issued(self):
        topic = a_discussed_topic(Outcome.NOTED)
        topic.enter_minutes(act("wang"), **MINUTES)
        struck(topic).then_refused("out_of_order")


class TestMinutes:
    def test_follow_the_discussion(self):
        story = given(a_discussed_topic()).when(Topic.enter_minutes, act("wang"), **MINUTES).then(facts.Minuted)
        assert story.stream.stage is Stage.MINUTED

    def test_of_a_deferral_leave_the_topic_in_the_pool(self):
        story = given(a_discussed_topic(Outcome.DEFERRED)).when(Topic.enter_minutes, act("wang"), **MINUTES)
        story.then(facts.Minuted)
        assert story.stream.stage is Stage.APPROVED

    def test_hold_no_topic_that_was_never_discussed(self):
        given(a_scheduled_topic()).when(Topic.enter_minutes, act("wang"), **MINUTES).then_refused("out_of_order")


class TestConclusion:
    @pytest.mark.parametrize("begun", [an_approved_topic, a_scheduled_topic])
    def test_waits_for_the_discussion(self, begun):
        given(begun()).when(Topic.conclude, act("wang")).then_refused("out_of_order")

    def test_ends_the_topic(self):
        topic = a_discussed_topic()
        topic.enter_minutes(act("wang"), **MINUTES)
        story = given(topic).when(Topic.conclude, act("wang")).then(facts.Concluded)
        assert (story.stream.stage, story.stream.is_open) == (Stage.CONCLUDED, False)
