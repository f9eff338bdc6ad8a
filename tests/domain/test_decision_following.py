"""What the units and the office do about a decision between two meetings."""

from datetime import timedelta
from typing import Any

import pytest

from domain.decision import Decision
from domain.decision_words import Question, Stage
from domain.errors import NotEntitled
from domain.facts import decision_following as facts
from tests.cast import TODAY, UNITS, act, standing
from tests.domain.decision_stories import (
    DUE,
    FINANCE,
    LATER,
    a_binding_decision,
    a_completed_decision,
    a_received_decision,
    a_superseded_decision,
    an_accepted_decision,
    an_assigned_decision,
    an_ended_decision,
    charter_with,
)
from tests.story import given

NEWS: dict[str, Any] = {**FINANCE, "text": "已询价", "attachments": ()}
URGING: dict[str, Any] = {**FINANCE, "unit": "finance", "text": "请抓紧办理"}
ANSWER: dict[str, Any] = {**FINANCE, "number": 1, "text": "本月办结"}
FOUND: dict[str, Any] = {"finding": "现场查看，尚未购置", "attachments": ()}
LONGER: dict[str, Any] = {**FINANCE, "due": LATER, "reason": "招标延期"}
BEFORE_DUE = DUE - timedelta(days=7)


def an_urged_decision(unit: str = "finance") -> Decision:
    decision = a_received_decision()
    decision.urge(act("wang"), lead_today="finance", unit=unit, text="请抓紧办理")
    return decision


def a_decision_with_a_request() -> Decision:
    decision = a_received_decision()
    decision.ask_extension(act("chen", on=BEFORE_DUE), **LONGER)
    return decision


class TestProgress:
    @pytest.mark.parametrize(("name", "unit"), [("chen", "finance"), ("jiang", "finance"), ("wei", "safety")])
    def test_is_noted_by_any_unit_that_carries_the_decision_out(self, name, unit):
        story = given(a_received_decision()).when(Decision.note_progress, act(name), **NEWS).then(facts.ProgressNoted)
        assert story.stream.stage is Stage.IN_HAND
        assert story.recorded[0].unit == unit

    def test_is_not_noted_by_another(self):
        story = given(a_received_decision()).when(Decision.note_progress, act("chu"), **NEWS)
        story.then_refused("unit_not_on_decision")

    @pytest.mark.parametrize("decision", [a_binding_decision, an_assigned_decision])
    def test_waits_for_no_slip_and_no_receipt(self, decision):
        given(decision()).when(Decision.note_progress, act("chen"), **NEWS).then(facts.ProgressNoted)

    def test_leaves_an_accepted_report_where_it_stands(self):
        story = given(an_accepted_decision()).when(Decision.note_progress, act("chen"), **NEWS)
        story.then(facts.ProgressNoted)
        assert story.stream.stage is Stage.ACCEPTED

    @pytest.mark.parametrize("decision", [a_completed_decision, an_ended_decision, a_superseded_decision])
    def test_does_not_follow_the_end(self, decision):
        given(decision()).when(Decision.note_progress, act("chen"), **NEWS).then_refused("out_of_order")


class TestUrging:
    def test_s5_5_a_comes_from_the_office_to_one_unit(self):
        story = given(a_received_decision()).when(Decision.urge, act("wang"), **URGING).then(facts.Urged)
        assert (story.recorded[0].unit, story.recorded[0].number) == ("finance", 1)
        assert story.recorded[0].CLAUSES == ("S5.5-a",)

    def test_does_not_come_from_anybody_else(self):
        given(a_received_decision()).when(Decision.urge, act("sun"), **URGING).then_refused("office_only")

    def test_goes_to_a_unit_of_the_decision(self):
        story = given(a_received_decision()).when(Decision.urge, act("wang"), **URGING | {"unit": "human_resources"})
        story.then_refused("unit_not_carrying_out")

    def test_goes_to_who_took_over_from_the_lead_unit(self):
        merged = {"lead_today": "human_resources", "unit": "human_resources"}
        given(a_received_decision()).when(Decision.urge, act("wang"), **URGING | merged).then(facts.Urged)

    def test_is_answered_by_the_unit_it_went_to(self):
        story = given(an_urged_decision()).when(Decision.answer_urge, act("jiang"), **ANSWER).then(facts.UrgeAnswered)
        assert story.stream.urges[0].answered

    def test_is_not_answered_by_another_unit_of_the_decision(self):
        story = given(an_urged_decision("safety")).when(Decision.answer_urge, act("chen"), **ANSWER)
        story.then_refused("urge_of_other_unit")

    def test_is_not_offered_to_a_unit_that_was_not_urged(self):
        decision = an_urged_decision("safety")
        with pytest.raises(NotEntitled, match="urge_of_other_unit"):
            decision.may_answer_urge(act("chen"), lead_today="finance")
        decision.may_answer_urge(act("wei"), lead_today="finance")

    def test_of_a_unit_that_is_no_more_is_answered_by_its_successor(self):
        story = given(an_urged_decision()).when(
            Decision.answer_urge, act("chu"), **ANSWER | {"lead_today": "human_resources"}
        )
        story.then(facts.UrgeAnswered)

    def test_is_answered_once(self):
        decision = an_urged_decision()
        decision.urge(act("wang"), **URGING)
        decision.answer_urge(act("chen"), **ANSWER)
        given(decision).when(Decision.answer_urge, act("chen"), **ANSWER).then_refused("urge_answered_already")
        given(decision).when(Decision.answer_urge, act("chen"), **ANSWER | {"number": 3}).then_refused("urge_unknown")
        given(decision).when(Decision.answer_urge, act("chen"), **ANSWER | {"number": 2}).then(facts.UrgeAnswered)
        given(decision).when(Decision.answer_urge, act("chen"), **ANSWER).then_refused("out_of_order")

    def test_is_not_answered_before_it_was_made(self):
        early = act("chen", on=TODAY - timedelta(days=1))
        story = given(an_urged_decision()).when(Decision.answer_urge, early, **ANSWER)
        story.then_refused("date_before_previous_step")


class TestCheck:
    @pytest.mark.parametrize("name", ["wu", "zhou", "zheng", "wang"])
    def test_s5_5_a_is_made_by_the_office(self, name):
        story = given(a_received_decision()).when(Decision.check, act(name), **FOUND).then(facts.Checked)
        assert story.stream.checked_on == TODAY

    def test_is_not_made_by_the_unit(self):
        given(a_received_decision()).when(Decision.check, act("chen"), **FOUND).then_refused("office_only")

    def test_g16_of_what_the_union_leads_is_made_by_the_director_from_the_government_office(self):
        decision = an_assigned_decision(lead=UNITS["town_union"])
        given(decision).when(Decision.check, act("wu"), **FOUND).then(facts.Checked)

    @pytest.mark.parametrize("name", ["zhou", "wang", "zheng"])
    def test_g16_of_what_the_union_leads_is_made_by_nobody_else(self, name):
        decision = an_assigned_decision(lead=UNITS["town_union"])
        story = given(decision).when(Decision.check, act(name), **FOUND)
        story.then_refused("union_led_checked_elsewhere", "G16")

    def test_of_what_the_union_leads_is_the_offices_where_the_charter_says_nothing(self):
        decision = an_assigned_decision(lead=UNITS["town_union"])
        silent = charter_with(union_led_checked_by=None)
        given(decision).when(Decision.check, act("zhou", under=silent), **FOUND).then(facts.Checked)


class TestExtension:
    def test_asked_for_before_the_due_date_is_in_time(self):
        story = given(a_received_decision()).when(Decision.ask_extension, act("chen", on=DUE), **LONGER)
        story.then(facts.ExtensionAsked)
        assert story.recorded[0].late is False

    def test_g3_asked_for_after_the_due_date_is_recorded_as_late(self):
        story = given(a_received_decision()).when(
            Decision.ask_extension, act("chen", on=DUE + timedelta(days=1)), **LONGER
        )
        story.then(facts.ExtensionAsked)
        assert story.recorded[0].late is True

    def test_g23_is_granted_by_a_head_of_each_side_and_keeps_the_original_date(self):
        story = given(a_decision_with_a_request())
        story.when(Decision.agree_to_extension, act("sun"), number=1).then(facts.ExtensionAgreed)
        assert story.stream.due == DUE
        story.when(Decision.agree_to_extension, act("li"), number=1)
        story.then(facts.ExtensionAgreed, facts.ExtensionGranted)
        assert (story.stream.due, story.stream.original_due) == (LATER, DUE)

    def test_g23_is_granted_by_nobody_else(self):
        story = given(a_decision_with_a_request()).when(Decision.agree_to_extension, act("wang"), number=1)
        story.then_refused("extension_by_heads", "G23")

    def test_g2_is_granted_by_a_deputy_on_a_vacancy(self):
        story = given(a_decision_with_a_request())
        vacant = act("wu", at=standing(without=("liaison",)))
        story.when(Decision.agree_to_extension, vacant, number=1).then(facts.ExtensionAgreed)

    def test_is_not_granted_before_it_was_asked_for(self):
        early = act("sun", on=BEFORE_DUE - timedelta(days=1))
        story = given(a_decision_with_a_request()).when(Decision.agree_to_extension, early, number=1)
        story.then_refused("date_before_previous_step")

    def test_g23_is_refused_by_one_head_and_the_date_stands(self):
        story = given(a_decision_with_a_request())
        story.when(Decision.refuse_extension, act("li"), number=1, reason="高温季节前须办结").then(
            facts.ExtensionRefused
        )
        assert story.stream.due == DUE
        story.when(Decision.agree_to_extension, act("sun"), number=1).then_refused("out_of_order")

    def test_refused_can_be_asked_for_again(self):
        decision = a_decision_with_a_request()
        decision.refuse_extension(act("li"), number=1, reason="高温季节前须办结")
        story = given(decision).when(Decision.ask_extension, act("chen"), **LONGER).then(facts.ExtensionAsked)
        assert (story.recorded[0].number, len(story.stream.extensions)) == (2, 2)

    def test_is_withdrawn_by_the_unit(self):
        story = given(a_decision_with_a_request())
        story.when(Decision.withdraw_extension, act("chen"), **FINANCE, reason="已办结").then(facts.ExtensionWithdrawn)
        assert Question.EXTENSION not in story.stream.pending

    def test_is_not_withdrawn_by_another(self):
        story = given(a_decision_with_a_request()).when(Decision.withdraw_extension, act("wei"), **FINANCE, reason="无")
        story.then_refused("lead_unit_only")

    def test_is_asked_for_one_at_a_time(self):
        given(a_decision_with_a_request()).when(Decision.ask_extension, act("chen"), **LONGER).then_refused(
            "out_of_order"
        )

    @pytest.mark.parametrize("name", ["wei", "wang"])
    def test_is_asked_for_by_the_lead_unit(self, name):
        given(a_received_decision()).when(Decision.ask_extension, act(name), **LONGER).then_refused("lead_unit_only")

    def test_is_later_than_the_due_date(self):
        story = given(a_received_decision()).when(Decision.ask_extension, act("chen"), **LONGER | {"due": DUE})
        story.then_refused("extension_not_later", "R-dates")

    def test_needs_a_due_date_that_was_set(self):
        story = given(an_assigned_decision(due=None)).when(Decision.ask_extension, act("chen"), **LONGER)
        story.then_refused("nothing_to_extend")

    def test_g23_is_not_asked_for_where_nobody_could_grant_it(self):
        nobody = act("chen", under=charter_with(settled_by=None))
        given(a_received_decision()).when(Decision.ask_extension, nobody, **LONGER).then_refused("nobody_settles")
