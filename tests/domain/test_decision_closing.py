"""How a decision comes to its end without a meeting, is superseded, corrected or taken up again, and is replayed."""

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given as given_any
from hypothesis import settings
from hypothesis import strategies as st

from domain.decision import Decision
from domain.decision_words import Stage
from domain.errors import Refusal
from domain.facts import decision as facts
from domain.vocabulary import Hearing, Progress
from tests.cast import TODAY, UNITS, act, named
from tests.domain.decision_stories import (
    DUE,
    FINANCE,
    KNOWN,
    LATER,
    MINUTES,
    a_binding_decision,
    a_completed_decision,
    a_reported_decision,
    a_superseded_decision,
    an_accepted_decision,
    an_adopted_decision,
    an_ended_decision,
    charter_with,
    explain,
    hear,
    replayed,
    report,
)
from tests.domain.stories import state
from tests.story import given

ALONE = charter_with(heads_may_complete=True)
WORDS: dict[str, Any] = {"text": "为全体环卫工人购置防暑用品", "corrigendum": named("corrigendum")}


def a_decision_to_reopen() -> Decision:
    decision = a_completed_decision()
    decision.propose_reopening(act("wang"), reason="物资质量不合格")
    return decision


class TestCompletionByTheHeads:
    def test_g9_is_left_to_the_meeting(self):
        story = given(an_accepted_decision()).when(Decision.agree_to_completion, act("sun"), number=1)
        story.then_refused("completed_by_meeting", "G9")

    def test_g9_is_theirs_where_the_charter_lets_them(self):
        story = given(an_accepted_decision())
        story.when(Decision.agree_to_completion, act("sun", under=ALONE), number=1).then(facts.CompletionAgreed)
        assert story.stream.is_open
        story.when(Decision.agree_to_completion, act("li", under=ALONE), number=1)
        story.then(facts.CompletionAgreed, facts.Completed)
        assert story.stream.stage is Stage.COMPLETED
        assert story.recorded[1].meeting is None

    def test_g9_is_not_for_what_is_only_partly_done(self):
        partly = given(an_accepted_decision(Progress.PARTLY))
        partly.when(Decision.agree_to_completion, act("sun", under=ALONE), number=1).then_refused(
            "not_fully_carried_out"
        )

    def test_follows_an_accepted_report(self):
        story = given(a_reported_decision()).when(Decision.agree_to_completion, act("sun", under=ALONE), number=1)
        story.then_refused("out_of_order")

    def test_does_not_follow_once_a_newer_report_came(self):
        decision = an_accepted_decision()
        report(decision)
        story = given(decision).when(Decision.agree_to_completion, act("sun", under=ALONE), number=1)
        story.then_refused("out_of_order")

    def test_is_nobody_elses(self):
        story = given(an_accepted_decision()).when(Decision.agree_to_completion, act("wang", under=ALONE), number=1)
        story.then_refused("completed_by_meeting")


class TestSuperseding:
    def test_names_the_later_decision(self):
        later = named("later decision")
        story = given(a_binding_decision()).when(Decision.supersede, act("wang"), successor=later)
        story.then(facts.Superseded)
        assert (story.stream.stage, story.stream.superseded_by) == (Stage.SUPERSEDED, later)

    def test_is_not_by_itself(self):
        story = given(a_binding_decision()).when(Decision.supersede, act("wang"), successor=named("decision"))
        story.then_refused("superseded_by_itself")

    def test_is_of_what_is_open(self):
        story = given(a_completed_decision()).when(Decision.supersede, act("wang"), successor=named("later decision"))
        story.then_refused("out_of_order")


class TestWording:
    @pytest.mark.parametrize("decision", [a_binding_decision, a_completed_decision, an_ended_decision])
    def test_is_corrected_whatever_the_stage_and_the_old_one_stays(self, decision):
        before = decision()
        stage, old = before.stage, before.text
        story = given(before).when(Decision.correct_wording, act("wang"), **WORDS).then(facts.WordingCorrected)
        assert story.stream.stage is stage
        assert (story.stream.text, story.stream.earlier_texts) == (WORDS["text"], (old,))
        assert story.recorded[0].text_version == 2

    def test_is_not_corrected_before_the_minutes_are_issued(self):
        given(an_adopted_decision()).when(Decision.correct_wording, act("wang"), **WORDS).then_refused("out_of_order")

    def test_is_not_corrected_to_what_it_is(self):
        same = WORDS | {"text": a_binding_decision().text}
        given(a_binding_decision()).when(Decision.correct_wording, act("wang"), **same).then_refused("text_unchanged")


class TestReopening:
    @pytest.mark.parametrize("decision", [a_completed_decision, an_ended_decision])
    def test_g9_is_for_a_head_of_each_side(self, decision):
        story = given(decision()).when(Decision.propose_reopening, act("sun"), reason="质量不合格")
        story.when(Decision.agree_to_reopening, act("sun"), number=1)
        story.then(facts.ReopeningProposed, facts.ReopeningAgreed)
        assert not story.stream.is_open
        story.when(Decision.agree_to_reopening, act("li"), number=1).then(facts.ReopeningAgreed, facts.Reopened)
        assert (story.stream.stage, story.recorded[1].reason) == (Stage.BINDING, "质量不合格")
        assert story.stream.closed_on is None

    def test_g9_is_for_nobody_else(self):
        given(a_decision_to_reopen()).when(Decision.agree_to_reopening, act("zhao"), number=1).then_refused(
            "reopened_by_heads", "G9"
        )
        given(a_completed_decision()).when(Decision.propose_reopening, act("chen"), reason="不实").then_refused(
            "reopened_by_heads"
        )

    def test_puts_the_decision_on_the_next_agenda(self):
        decision = a_decision_to_reopen()
        for head in ("sun", "li"):
            decision.agree_to_reopening(act(head), number=1)
        assert decision.is_to_be_heard(last_ordinary_on=TODAY)
        given(decision).when(hear, meeting=named("third meeting")).then_refused("heard_without_report")

    def test_is_refused_by_one_head(self):
        story = given(a_decision_to_reopen())
        story.when(Decision.refuse_reopening, act("li"), number=1, reason="另立新项").then(facts.ReopeningRefused)
        assert story.stream.stage is Stage.COMPLETED
        story.when(Decision.agree_to_reopening, act("sun"), number=1).then_refused("out_of_order")

    @pytest.mark.parametrize("decision", [a_binding_decision, a_superseded_decision])
    def test_is_of_what_was_completed_or_ended(self, decision):
        story = given(decision()).when(Decision.propose_reopening, act("wang"), reason="质量不合格")
        story.then_refused("out_of_order")

    def test_is_not_dated_before_the_end(self):
        early = act("wang", on=TODAY - timedelta(days=1))
        story = given(a_completed_decision()).when(Decision.propose_reopening, early, reason="质量不合格")
        story.then_refused("date_before_previous_step")


EXCUSED: dict[str, Any] = {"heard_without_report": "改组", "shortfall_unexplained": "改组"}
LESS: dict[str, Any] = {"assisting": (), "due": LATER, "reason": "分工调整", "known_units": KNOWN}
LIFE: tuple[Callable[[Decision], None], ...] = (
    lambda decision: decision.enter_minutes(act("wang"), minutes=MINUTES),
    lambda decision: decision.assign(act("wang"), **FINANCE, slip="请办理"),
    lambda decision: decision.receive(act("chen"), **FINANCE),
    lambda decision: decision.hand_back(act("chen"), **FINANCE, reason="非本单位职责"),
    lambda decision: decision.propose_change(act("wang"), lead=UNITS["finance"], **LESS),
    lambda decision: decision.propose_change(act("wang"), lead=UNITS["safety"], **LESS),
    lambda decision: decision.agree_to_change(act("sun"), number=len(decision.changes)),
    lambda decision: decision.agree_to_change(act("li"), number=len(decision.changes)),
    lambda decision: decision.note_progress(act("chen"), **FINANCE, text="已询价", attachments=()),
    lambda decision: decision.urge(act("wang"), **FINANCE, unit="finance", text="请抓紧"),
    lambda decision: decision.answer_urge(act("chen"), **FINANCE, number=len(decision.urges), text="本月"),
    lambda decision: decision.ask_extension(act("chen"), **FINANCE, due=LATER, reason="招标"),
    lambda decision: decision.agree_to_extension(act("sun"), number=len(decision.extensions)),
    lambda decision: decision.agree_to_extension(act("li"), number=len(decision.extensions)),
    report,
    lambda decision: report(decision, progress=Progress.PARTLY),
    lambda decision: decision.accept_report(act("sun"), number=len(decision.reports)),
    lambda decision: decision.accept_report(act("li"), number=len(decision.reports)),
    lambda decision: decision.return_report(act("li"), number=len(decision.reports), reason="缺清单"),
    explain,
    lambda decision: hear(decision, act("wang", **EXCUSED), meeting=named(f"meeting {decision.version}")),
    lambda decision: hear(
        decision, act("wang", **EXCUSED), Hearing.CARRIED_OVER, meeting=named(f"meeting {decision.version}")
    ),
    lambda decision: decision.propose_reopening(act("sun"), reason="质量不合格"),
    lambda decision: decision.agree_to_reopening(act("sun"), number=len(decision.reopenings)),
    lambda decision: decision.agree_to_reopening(act("li"), number=len(decision.reopenings)),
    lambda decision: decision.correct_wording(act("wang"), text=f"{decision.text}。", corrigendum=named("corrigendum")),
)


class TestLife:
    @given_any(st.lists(st.sampled_from(range(len(LIFE))), max_size=40))
    @settings(max_examples=60, deadline=None)
    def test_whatever_is_tried_the_facts_alone_make_the_same_decision(self, steps):
        decision = an_adopted_decision()
        for step in steps:
            with suppress(Refusal):
                LIFE[step](decision)
        assert state(replayed(decision)) == state(decision)
        assert decision.original_due == DUE
        assert decision.is_open is (decision.closed_on is None)
        assert decision.carried_over == len(decision.measures)
