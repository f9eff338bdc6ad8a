"""How a decision comes into the record, and from when it binds."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from domain.decision import Decision
from domain.decision_words import Document, Question, Stage
from domain.errors import Malformed, RuleBroken
from domain.facts import decision as facts
from domain.facts import decision_following
from domain.stream import FactType
from domain.vocabulary import Hearing, Origin, Progress, Side
from tests.cast import TODAY, UNITS, act, named
from tests.domain.decision_stories import (
    ADOPTED,
    DUE,
    FINANCE,
    ISSUED,
    KNOWN,
    LATER,
    MINUTES,
    OLD,
    SCAN,
    a_binding_decision,
    adopted_as,
    an_adopted_decision,
    an_old_decision,
    charter_with,
    hear,
    proposed_as,
)
from tests.domain.stories import begun
from tests.story import given


class TestDecision:
    def test_keeps_every_fact_of_its_life_among_its_own(self):
        modules = (facts, decision_following)
        told = {name for module in modules for name, value in vars(module).items() if isinstance(value, FactType)}
        assert told - {"Fact", "First"} == {name for name in vars(Decision) if name in told} - {"Fact", "First"}


class TestAdoption:
    def test_keeps_what_the_meeting_settled_and_who_is_to_be_told(self):
        decision = an_adopted_decision()
        assert decision.stage is Stage.ADOPTED
        assert (decision.lead, decision.lead_side, decision.assisting) == ("finance", Side.GOV, ("safety",))
        assert (decision.due, decision.original_due, decision.adopted_on) == (DUE, DUE, ADOPTED)
        assert (decision.origin, decision.proposing_side, decision.proposers) == (
            Origin.TOPIC,
            Side.UNION,
            ("town_union",),
        )

    @pytest.mark.parametrize(("unit", "side"), [("town_union", Side.UNION), ("sanitation", Side.UNION)])
    def test_says_when_the_union_leads(self, unit, side):
        assert begun(an_adopted_decision(lead=UNITS[unit])).lead_side is side

    def test_g3_has_no_due_date_when_the_meeting_set_none_and_the_charter_has_no_default(self):
        assert an_adopted_decision(due=None).due is None

    def test_has_the_charters_default_when_the_meeting_set_none(self):
        decision = adopted_as(act("wang", on=ADOPTED, under=charter_with(default_months=6)), due=None)
        assert decision.due == decision.original_due == date(2026, 9, 10)

    def test_keeps_the_meetings_own_date_before_the_charters_default(self):
        assert adopted_as(act("wang", on=ADOPTED, under=charter_with(default_months=6))).due == DUE

    @pytest.mark.parametrize(
        "units", [{"lead": replace(UNITS["finance"], key="nobody")}, {"assisting": ("safety", "nobody")}]
    )
    def test_names_open_units_only(self, units):
        with pytest.raises(RuleBroken, match="unit_unknown"):
            an_adopted_decision(**units)

    @pytest.mark.parametrize("assisting", [("finance",), ("safety", "safety")])
    def test_names_each_unit_once(self, assisting):
        with pytest.raises(Malformed, match="unit_named_twice"):
            an_adopted_decision(assisting=assisting)


class TestMinutes:
    def test_g15_make_the_decision_binding(self):
        story = given(an_adopted_decision())
        story.when(Decision.enter_minutes, act("wang", on=ISSUED), minutes=MINUTES).then(facts.Minuted)
        assert story.stream.stage is Stage.BINDING
        assert story.stream.binding_since == ISSUED
        assert story.recorded[0].trace.assumptions == ("G15",)

    @pytest.mark.parametrize(
        ("verb", "name", "said"),
        [
            (Decision.assign, "wang", {"lead_today": "finance", "slip": "请办理"}),
            (Decision.note_progress, "chen", {"lead_today": "finance", "text": "已询价", "attachments": ()}),
            (Decision.urge, "wang", {"lead_today": "finance", "unit": "finance", "text": "请抓紧"}),
            (Decision.check, "wang", {"finding": "尚未开始", "attachments": ()}),
            (Decision.ask_extension, "chen", {"lead_today": "finance", "due": LATER, "reason": "招标"}),
            (Decision.explain, "chen", {"lead_today": "finance", "explanation": "无", "proposals": "无"}),
            (
                Decision.report,
                "chen",
                {
                    "lead_today": "finance",
                    "progress": Progress.FULLY,
                    "planned_for": None,
                    "text": "已办",
                    "attachments": (),
                },
            ),
        ],
    )
    def test_g15_come_before_any_following_up(self, verb, name, said):
        given(an_adopted_decision()).when(verb, act(name), **said).then_refused("not_binding_yet", "G15")

    def test_g15_come_before_following_up_in_business_order(self):
        early = act("wang", on=ISSUED - timedelta(days=1))
        story = given(a_binding_decision()).when(Decision.assign, early, **FINANCE, slip="请办理")
        story.then_refused("date_before_previous_step")

    def test_are_not_dated_before_the_meeting(self):
        early = act("wang", on=ADOPTED - timedelta(days=1))
        story = given(an_adopted_decision()).when(Decision.enter_minutes, early, minutes=MINUTES)
        story.then_refused("date_before_previous_step")

    def test_are_issued_once(self):
        story = given(a_binding_decision()).when(Decision.enter_minutes, act("wang"), minutes=MINUTES)
        story.then_refused("out_of_order")

    def test_that_come_late_leave_what_the_next_meeting_made_of_it(self):
        decision = an_adopted_decision()
        hear(decision, outcome=Hearing.CARRIED_OVER)
        decision.enter_minutes(act("wang"), minutes=MINUTES)
        assert decision.stage is Stage.CARRIED_OVER
        assert decision.binding_since == TODAY


class TestTakeOver:
    def test_waits_for_the_heads(self):
        decision = an_old_decision()
        assert decision.stage is Stage.PROPOSED
        assert (decision.origin, decision.adopted_on, decision.document) == (Origin.TAKEN_OVER, OLD.dated, OLD)
        assert begun(decision).attachments == (SCAN,)

    @pytest.mark.parametrize("heads", [("sun", "li"), ("li", "sun")])
    def test_binds_when_a_head_of_each_side_agreed_in_either_order(self, heads):
        story = given(an_old_decision())
        for head in heads:
            story.when(Decision.agree_to_take_over, act(head), text_version=1)
        story.then(facts.TakeOverAgreed, facts.TakeOverAgreed, facts.TakenOver)
        assert story.stream.stage is Stage.BINDING
        assert story.stream.binding_since == TODAY

    def test_is_for_the_heads_alone(self):
        story = given(an_old_decision()).when(Decision.agree_to_take_over, act("zhao"), text_version=1)
        story.then_refused("take_over_by_heads", "R-two-persons")

    def test_needs_the_document(self):
        with pytest.raises(Malformed, match="take_over_without_document"):
            proposed_as(act("wang"), attachments=())

    def test_is_not_dated_before_the_document(self):
        with pytest.raises(RuleBroken, match="date_before_previous_step"):
            proposed_as(act("wang"), document=Document(title="明年的纪要", dated=TODAY + timedelta(days=1)))

    def test_is_proposed_by_the_office(self):
        with pytest.raises(Exception, match="office_only"):
            proposed_as(act("chen"))

    @pytest.mark.parametrize(
        ("verb", "name", "said"),
        [
            (Decision.assign, "wang", {"lead_today": "finance", "slip": "请办理"}),
            (Decision.enter_minutes, "wang", {"minutes": MINUTES}),
            (Decision.note_progress, "chen", {"lead_today": "finance", "text": "已询价", "attachments": ()}),
            (Decision.correct_wording, "wang", {"text": "另文", "corrigendum": named("corrigendum")}),
            (Decision.supersede, "wang", {"successor": named("later decision")}),
            (Decision.add_view, "zhou", {"text": "满意"}),
        ],
    )
    def test_refuses_anything_else_until_it_is_taken_over(self, verb, name, said):
        given(an_old_decision()).when(verb, act(name), **said).then_refused("out_of_order")

    def test_s4_3_a_is_not_heard_before_it_is_taken_over(self):
        given(an_old_decision()).when(hear).then_refused("not_settled_yet", "S4.3-a")

    def test_starts_anew_with_another_version(self):
        story = given(an_old_decision()).when(Decision.agree_to_take_over, act("sun"), text_version=1)
        story.when(
            Decision.revise_take_over,
            act("wang"),
            document=OLD,
            attachments=(SCAN,),
            text="建设三处户外职工爱心驿站",
            lead=UNITS["safety"],
            assisting=(),
            due=LATER,
            known_units=KNOWN,
        ).then(facts.TakeOverAgreed, facts.TakeOverRevised)
        assert (story.stream.lead, story.stream.due, story.stream.original_due) == ("safety", LATER, LATER)
        story.when(Decision.agree_to_take_over, act("li"), text_version=1).then_refused("other_version")
        story = given(story.stream).when(Decision.agree_to_take_over, act("li"), text_version=2)
        story.then(facts.TakeOverAgreed)
        assert story.stream.stage is Stage.PROPOSED

    def test_returned_by_one_head_needs_both_agreements_anew(self):
        story = given(an_old_decision()).when(Decision.agree_to_take_over, act("sun"), text_version=1)
        story.when(Decision.return_take_over, act("li"), text_version=1, reason="期限不明")
        story.then(facts.TakeOverAgreed, facts.TakeOverReturned)
        assert story.stream.pending[Question.TAKE_OVER].matter.agreements == ()

    def test_can_be_withdrawn_by_the_office(self):
        story = given(an_old_decision()).when(Decision.withdraw_take_over, act("wang"), reason="已办结")
        story.then(facts.TakeOverWithdrawn)
        assert not story.stream.is_open
        story.when(Decision.agree_to_take_over, act("sun"), text_version=1).then_refused("out_of_order")

    def test_follows_at_once_where_the_charter_names_no_heads(self):
        decision = proposed_as(act("wang", under=charter_with(settled_by=None)))
        assert decision.stage is Stage.BINDING
