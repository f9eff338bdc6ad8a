"""How a decision comes to stand on the public board, is corrected there, and is taken off."""

from datetime import timedelta

import pytest

from domain.decision import Decision
from domain.decision_words import Question, Stage
from domain.facts import decision as work
from domain.facts import decision_publication as facts
from tests.cast import TODAY, act, named
from tests.domain.decision_stories import (
    a_binding_decision,
    a_completed_decision,
    a_reported_decision,
    an_accepted_decision,
    an_adopted_decision,
    an_old_decision,
    charter_with,
    hear,
    replayed,
)
from tests.domain.stories import state
from tests.story import given

REVIEW = "不涉及国家秘密、工作秘密和个人信息，可以公开"
NOTE = "物资已于七月发放到班组"


def a_decision_to_publish(decision: Decision | None = None) -> Decision:
    decision = decision or a_binding_decision()
    decision.propose_publication(act("wang"), review=REVIEW, note=NOTE)
    return decision


def a_published_decision(decision: Decision | None = None) -> Decision:
    decision = a_decision_to_publish(decision)
    for head in ("sun", "li"):
        decision.agree_to_publication(act(head), number=len(decision.publications))
    return decision


class TestPublishing:
    def test_g10_begins_with_nothing_public(self):
        assert not a_completed_decision().published_on

    def test_g10_is_decided_by_the_heads_one_per_side(self):
        story = given(a_binding_decision())
        story.when(Decision.propose_publication, act("wang"), review=REVIEW, note=NOTE).then(facts.PublicationProposed)
        assert (story.recorded[0].text_version, story.recorded[0].review) == (1, REVIEW)
        story.when(Decision.agree_to_publication, act("sun"), number=1).then(facts.PublicationAgreed)
        assert not story.stream.published_on
        story.when(Decision.agree_to_publication, act("li"), number=1)
        story.then(facts.PublicationAgreed, facts.Published)
        assert story.stream.published_on
        published = story.recorded[1]
        assert (published.text, published.text_version, published.note) == (story.stream.text, 1, NOTE)

    def test_g10_is_not_decided_by_one_head_twice(self):
        decision = a_decision_to_publish()
        decision.agree_to_publication(act("sun"), number=1)
        given(decision).when(Decision.agree_to_publication, act("sun"), number=1).then_refused("agreed_already")

    def test_g10_is_proposed_by_the_office_alone(self):
        given(a_binding_decision()).when(Decision.propose_publication, act("chen"), review=REVIEW).then_refused(
            "office_only"
        )

    def test_g10_is_not_agreed_to_by_others(self):
        given(a_decision_to_publish()).when(Decision.agree_to_publication, act("zhao"), number=1).then_refused(
            "published_by_heads", "G10"
        )

    def test_g10_needs_a_charter_that_names_who_settles(self):
        nobody = act("wang", under=charter_with(settled_by=None))
        given(a_binding_decision()).when(Decision.propose_publication, nobody, review=REVIEW).then_refused(
            "nobody_publishes", "G10"
        )

    def test_is_refused_by_one_head(self):
        story = given(a_decision_to_publish())
        story.when(Decision.refuse_publication, act("li"), number=1, reason="先征求单位意见").then(
            facts.PublicationRefused
        )
        story.when(Decision.agree_to_publication, act("sun"), number=1).then_refused("out_of_order")
        assert not story.stream.published_on

    @pytest.mark.parametrize(
        ("decision", "refused"), [(an_adopted_decision, "not_binding_yet"), (an_old_decision, "out_of_order")]
    )
    def test_g15_follows_the_issue_of_the_minutes(self, decision, refused):
        given(decision()).when(Decision.propose_publication, act("wang"), review=REVIEW).then_refused(refused)

    def test_is_not_put_twice_at_once(self):
        given(a_decision_to_publish()).when(Decision.propose_publication, act("wang"), review=REVIEW).then_refused(
            "out_of_order"
        )

    def test_is_agreed_to_by_its_number_and_not_before_it_was_put(self):
        put = a_decision_to_publish
        given(put()).when(Decision.agree_to_publication, act("sun"), number=2).then_refused("other_version")
        early = act("sun", on=TODAY - timedelta(days=1))
        given(put()).when(Decision.agree_to_publication, early, number=1).then_refused("date_before_previous_step")


class TestBesideTheWork:
    @pytest.mark.parametrize("decision", [a_reported_decision, an_accepted_decision, a_completed_decision])
    def test_is_possible_wherever_the_decision_stands(self, decision):
        assert a_published_decision(decision()).published_on

    def test_leaves_where_it_stands_alone(self):
        decision = a_reported_decision()
        stage, pending = decision.stage, set(decision.pending)
        a_published_decision(decision)
        assert (decision.stage, set(decision.pending)) == (stage, pending)

    def test_stays_before_the_heads_when_the_decision_is_closed(self):
        decision = a_decision_to_publish(an_accepted_decision())
        hear(decision)
        assert decision.stage is Stage.COMPLETED
        assert set(decision.pending) == {Question.PUBLICATION}
        for head in ("sun", "li"):
            decision.agree_to_publication(act(head, on=TODAY + timedelta(days=400)), number=1)
        assert decision.published_on


class TestCorrection:
    def test_a_corrected_text_is_put_anew(self):
        story = given(a_decision_to_publish())
        told = {"text": "为全体环卫工人购置防暑用品", "corrigendum": named("corrigendum")}
        story.when(Decision.correct_wording, act("wang"), **told).then(work.WordingCorrected)
        assert not story.stream.pending
        story.when(Decision.propose_publication, act("wang"), review=REVIEW).then(facts.PublicationProposed)
        assert story.recorded[0].text_version == 2

    def test_a_published_one_stays_on_the_board(self):
        decision = a_published_decision()
        decision.correct_wording(act("wang"), text="为全体环卫工人购置防暑用品", corrigendum=named("corrigendum"))
        assert decision.published_on

    def test_a_new_note_is_published_by_the_heads_again(self):
        decision = a_published_decision()
        decision.propose_publication(act("wang"), review=REVIEW, note="第二批已发放")
        assert decision.published_on
        for head in ("sun", "li"):
            decision.agree_to_publication(act(head), number=2)
        assert decision.publications == (NOTE, "第二批已发放")


class TestTakingOff:
    @pytest.mark.parametrize("who", ["wang", "sun", "li"])
    def test_g10_is_done_at_once_by_the_office_or_a_head(self, who):
        story = given(a_published_decision())
        story.when(Decision.take_off_board, act(who), reason="含个人信息").then(facts.TakenOffBoard)
        assert not story.stream.published_on

    def test_g10_is_not_for_others(self):
        given(a_published_decision()).when(Decision.take_off_board, act("chen"), reason="不宜").then_refused(
            "published_by_heads", "G10"
        )

    def test_is_not_dated_before_it_was_published(self):
        early = act("li", on=TODAY - timedelta(days=1))
        given(a_published_decision()).when(Decision.take_off_board, early, reason="不宜").then_refused(
            "date_before_previous_step"
        )

    def test_what_the_heads_were_asked_falls_with_it(self):
        decision = a_published_decision()
        decision.propose_publication(act("wang"), review=REVIEW, note="第二批已发放")
        decision.agree_to_publication(act("sun"), number=2)
        decision.take_off_board(act("sun"), reason="含个人信息")
        given(decision).when(Decision.agree_to_publication, act("li"), number=2).then_refused("out_of_order")

    def test_needs_what_stands_on_the_board(self):
        given(a_binding_decision()).when(Decision.take_off_board, act("wang"), reason="不宜").then_refused(
            "out_of_order"
        )


def test_replays_to_the_same():
    decision = a_published_decision(a_reported_decision())
    decision.take_off_board(act("li"), reason="含个人信息")
    assert state(replayed(decision)) == state(decision)
