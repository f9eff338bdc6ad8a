"""How a topic is changed, withdrawn and merged."""

from datetime import date, timedelta

import pytest

from domain.facts import topic as facts
from domain.topic import Topic
from domain.topic_preparation import Stage
from domain.vocabulary import Consensus
from tests.cast import TODAY, act, named
from tests.domain.stories import (
    KNOWN,
    a_government_topic,
    a_scheduled_topic,
    a_submitted_topic,
    a_topic_with_consensus,
    an_approved_topic,
    text,
)
from tests.story import given

YESTERDAY = TODAY - timedelta(days=1)


def revised(topic: Topic, name: str = "zhou", on: date = TODAY, **changes) -> None:
    topic.revise(
        act(name, on=on), text=text(**{"title": "高温作息（修改）"} | changes), reason="部门意见", known_units=KNOWN
    )


class TestRevision:
    def test_puts_a_new_version_of_the_text(self):
        story = given(a_submitted_topic()).when(revised).then(facts.Revised)
        assert story.recorded[0].text_version == 2
        assert story.stream.text.title == "高温作息（修改）"

    def test_voids_consensus_and_agreements(self):
        topic = a_topic_with_consensus()
        topic.agree(act("sun"), text_version=1)
        revised(topic)
        assert (topic.consensus, topic.matter.agreements) == (Consensus.OPEN, ())
        given(topic).when(Topic.agree, act("li"), text_version=1).then_refused("other_version", "R-version")

    def test_g1_brings_an_approved_topic_back_to_the_heads(self):
        story = given(an_approved_topic()).when(revised).then(facts.Revised)
        assert story.stream.stage is Stage.SUBMITTED

    def test_leaves_a_returned_topic_returned(self):
        topic = a_submitted_topic()
        topic.return_(act("wang"), reason="缺附件")
        revised(topic)
        assert topic.stage is Stage.RETURNED

    def test_must_change_something(self):
        unchanged = {"text": text(), "reason": "无", "known_units": KNOWN}
        given(a_submitted_topic()).when(Topic.revise, act("zhou"), **unchanged).then_refused("text_unchanged")

    def test_is_refused_while_the_topic_is_on_an_agenda(self):
        given(a_scheduled_topic()).when(revised).then_refused("out_of_order")

    def test_is_possible_once_the_topic_is_off_the_agenda(self):
        topic = a_scheduled_topic()
        topic.unschedule(act("wang"), reason="需要修改")
        given(topic).when(revised).then(facts.Revised)

    def test_is_the_proposers(self):
        given(a_submitted_topic()).when(revised, "wei").then_refused("not_own_topic", "R-seat")

    def test_is_not_dated_before_the_text_it_replaces(self):
        given(a_submitted_topic()).when(revised, on=YESTERDAY).then_refused("date_before_previous_step")

    @pytest.mark.parametrize(
        ("changes", "code"),
        [({"concerned": ("moon",)}, "unit_unknown"), ({"category": "gardening"}, "category_unknown")],
    )
    def test_holds_to_what_a_submission_does(self, changes, code):
        given(a_submitted_topic()).when(revised, **changes).then_refused(code)


class TestWithdrawal:
    def test_ends_the_topic_until_it_is_taken_up_again(self):
        story = given(an_approved_topic()).when(Topic.withdraw, act("zhou"), reason="已解决").then(facts.Withdrawn)
        assert (story.stream.stage, story.stream.is_open) == (Stage.WITHDRAWN, False)
        story.when(Topic.reopen, act("li"), reason="又出现").then(facts.Reopened)
        assert (story.stream.stage, story.stream.is_open) == (Stage.SUBMITTED, True)
        assert story.stream.matter.agreements == ()

    @pytest.mark.parametrize("name", ["wang", "wei", "sun"])
    def test_is_the_proposers_in_a_seat_of_the_proposing_unit(self, name):
        story = given(a_government_topic()).when(Topic.withdraw, act(name), reason="已解决")
        if name == "wei":
            story.then(facts.Withdrawn)
        else:
            story.then_refused("not_own_topic")

    def test_is_refused_on_an_agenda(self):
        given(a_scheduled_topic()).when(Topic.withdraw, act("zhou"), reason="已解决").then_refused("out_of_order")

    def test_is_not_taken_back_by_another(self):
        topic = a_submitted_topic()
        topic.withdraw(act("zhou"), reason="已解决")
        given(topic).when(Topic.reopen, act("wei"), reason="又出现").then_refused("not_own_topic")

    def test_is_not_taken_back_where_there_was_none(self):
        given(a_submitted_topic()).when(Topic.reopen, act("zhou"), reason="又出现").then_refused("out_of_order")


class TestMerging:
    @pytest.mark.parametrize("name", ["wang", "li"])
    def test_is_done_by_the_office_or_the_proposer(self, name):
        story = given(a_submitted_topic())
        story.when(Topic.merge, act(name), into=named("other"), reason="同类").then(facts.Merged)
        assert (story.stream.stage, story.stream.is_open) == (Stage.MERGED, False)

    def test_is_not_done_by_another(self):
        merging = {"into": named("other"), "reason": "同类"}
        given(a_submitted_topic()).when(Topic.merge, act("wei"), **merging).then_refused("not_own_topic")

    def test_is_not_done_into_itself(self):
        merging = {"into": named("topic"), "reason": "同类"}
        given(a_submitted_topic()).when(Topic.merge, act("wang"), **merging).then_refused("merged_into_itself")

    def test_is_refused_on_an_agenda(self):
        merging = {"into": named("other"), "reason": "同类"}
        given(a_scheduled_topic()).when(Topic.merge, act("wang"), **merging).then_refused("out_of_order")
