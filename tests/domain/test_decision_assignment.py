"""Who carries a decision out."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from domain.decision import Decision
from domain.decision_words import Question, Stage
from domain.facts import decision as facts
from domain.vocabulary import Hearing, Side
from tests.cast import UNITS, act, standing
from tests.domain.decision_stories import (
    ASSIGNED,
    DUE,
    FINANCE,
    KNOWN,
    LATER,
    a_binding_decision,
    a_completed_decision,
    a_handed_back_decision,
    a_received_decision,
    a_reported_decision,
    an_adopted_decision,
    an_assigned_decision,
    charter_with,
    hear,
)
from tests.story import Story, given

SLIP: dict[str, Any] = {**FINANCE, "slip": "请办理"}
NOT_OURS: dict[str, Any] = {**FINANCE, "reason": "不属于本单位职责"}


def wish(**changes: Any) -> dict[str, Any]:
    """The arrangement as it is, changed where the story needs it."""
    as_it_is: dict[str, Any] = {
        "lead": UNITS["finance"],
        "assisting": ("safety",),
        "due": DUE,
        "reason": "分工调整",
        "known_units": KNOWN,
    }
    return as_it_is | changes


def proposed(decision: Decision, **changes: Any) -> Decision:
    decision.propose_change(act("wang"), **wish(**changes))
    return decision


def by_both_heads(story: Story, number: int = 1) -> Story:
    for head in ("sun", "li"):
        story.when(Decision.agree_to_change, act(head), number=number)
    return story


class TestAssignment:
    def test_s5_5_a_is_made_by_the_office(self):
        story = given(a_binding_decision()).when(Decision.assign, act("wang"), **SLIP).then(facts.Assigned)
        assert story.stream.stage is Stage.ASSIGNED
        assert story.recorded[0].CLAUSES == ("S5.5-a",)

    def test_is_not_made_by_anybody_else(self):
        given(a_binding_decision()).when(Decision.assign, act("chen"), **SLIP).then_refused("office_only")

    def test_is_made_once(self):
        given(an_assigned_decision()).when(Decision.assign, act("wang"), **SLIP).then_refused("out_of_order")

    def test_is_made_again_after_a_carrying_over(self):
        decision = an_assigned_decision()
        decision.explain(act("chen"), **FINANCE, explanation="预算未批", proposals="明年")
        hear(decision, act("wang", heard_without_report="单位改组"), Hearing.CARRIED_OVER)
        given(decision).when(Decision.assign, act("wang"), **SLIP).then(facts.Assigned)
        assert decision.stage is Stage.ASSIGNED


class TestReceipt:
    def test_is_signed_by_the_lead_unit(self):
        story = given(an_assigned_decision()).when(Decision.receive, act("jiang"), **FINANCE).then(facts.Received)
        assert story.stream.stage is Stage.RECEIVED

    @pytest.mark.parametrize("name", ["wei", "wang", "sun"])
    def test_is_not_signed_by_another(self, name):
        given(an_assigned_decision()).when(Decision.receive, act(name), **FINANCE).then_refused("lead_unit_only")

    def test_follows_the_successor_of_the_lead_unit(self):
        merged = given(an_assigned_decision()).when(Decision.receive, act("wei"), lead_today="safety")
        merged.then(facts.Received)
        assert merged.recorded[0].unit == "safety"
        given(an_assigned_decision()).when(Decision.receive, act("chen"), lead_today="safety").then_refused(
            "lead_unit_only"
        )

    def test_comes_after_the_assignment(self):
        given(a_binding_decision()).when(Decision.receive, act("chen"), **FINANCE).then_refused("out_of_order")
        early = act("chen", on=ASSIGNED - timedelta(days=1))
        given(an_assigned_decision()).when(Decision.receive, early, **FINANCE).then_refused("date_before_previous_step")

    def test_is_signed_once(self):
        given(a_received_decision()).when(Decision.receive, act("chen"), **FINANCE).then_refused("out_of_order")


class TestHandingBack:
    @pytest.mark.parametrize("decision", [an_assigned_decision, a_received_decision])
    def test_is_open_to_the_lead_unit_before_it_begins(self, decision):
        story = given(decision()).when(Decision.hand_back, act("chen"), **NOT_OURS).then(facts.HandedBack)
        assert story.stream.stage is Stage.HANDED_BACK

    @pytest.mark.parametrize("decision", [a_binding_decision, a_reported_decision])
    def test_comes_neither_too_early_nor_too_late(self, decision):
        given(decision()).when(Decision.hand_back, act("chen"), **NOT_OURS).then_refused("out_of_order")

    def test_g23_takes_nothing_off_the_unit_until_the_heads_have_settled_it(self):
        decision = a_handed_back_decision()
        assert decision.lead == "finance"
        given(decision).when(Decision.receive, act("chen"), **FINANCE).then_refused("out_of_order")

    def test_g23_is_not_possible_where_nobody_could_settle_it(self):
        nobody = act("chen", under=charter_with(settled_by=None))
        given(an_assigned_decision()).when(Decision.hand_back, nobody, **NOT_OURS).then_refused("nobody_settles", "G23")

    def test_g23_is_not_possible_again_after_the_heads_confirmed(self):
        story = by_both_heads(given(proposed(a_handed_back_decision())))
        story.then(facts.ChangeAgreed, facts.ChangeAgreed, facts.AssignmentConfirmed)
        assert story.stream.stage is Stage.ASSIGNED
        story.when(Decision.hand_back, act("chen"), **NOT_OURS).then_refused("assignment_confirmed_already", "G23")


class TestChange:
    def test_g23_needs_a_head_of_each_side(self):
        story = given(proposed(a_received_decision(), lead=UNITS["safety"], assisting=()))
        story.when(Decision.agree_to_change, act("li"), number=1).then(facts.ChangeAgreed)
        assert story.stream.lead == "finance"
        story.when(Decision.agree_to_change, act("sun"), number=1).then(facts.ChangeAgreed, facts.LeadChanged)
        assert (story.stream.lead, story.stream.assisting) == ("safety", ())
        assert story.recorded[-1].trace.assumptions == ("G2", "G23")

    def test_of_lead_unit_lets_the_office_assign_anew(self):
        story = by_both_heads(given(proposed(a_handed_back_decision(), lead=UNITS["town_union"])))
        story.then(facts.ChangeAgreed, facts.ChangeAgreed, facts.LeadChanged)
        assert (story.stream.stage, story.stream.lead_side) == (Stage.BINDING, Side.UNION)
        story.when(Decision.assign, act("wang"), lead_today="town_union", slip="请办理").then(facts.Assigned)

    def test_of_assisting_units_leaves_the_decision_where_it_stands(self):
        story = by_both_heads(given(proposed(a_received_decision(), assisting=("human_resources",))))
        story.then(facts.ChangeAgreed, facts.ChangeAgreed, facts.LeadChanged)
        assert (story.stream.stage, story.stream.assisting) == (Stage.RECEIVED, ("human_resources",))

    def test_g23_of_due_date_keeps_the_original_one(self):
        story = by_both_heads(given(proposed(a_received_decision(), due=LATER)))
        story.then(facts.ChangeAgreed, facts.ChangeAgreed, facts.DueChanged)
        assert (story.stream.due, story.stream.original_due) == (LATER, DUE)

    def test_that_first_sets_a_due_date_makes_it_the_original_one(self):
        decision = proposed(a_binding_decision(due=None), due=LATER)
        by_both_heads(given(decision)).then(facts.ChangeAgreed, facts.ChangeAgreed, facts.DueChanged)
        assert decision.original_due == LATER

    def test_of_both_is_two_facts(self):
        story = by_both_heads(given(proposed(a_received_decision(), lead=UNITS["safety"], assisting=(), due=None)))
        story.then(facts.ChangeAgreed, facts.ChangeAgreed, facts.LeadChanged, facts.DueChanged)

    @pytest.mark.parametrize("name", ["wang", "sun", "li"])
    def test_is_proposed_by_the_office_or_a_head(self, name):
        story = given(a_handed_back_decision()).when(Decision.propose_change, act(name), **wish())
        story.then(facts.ChangeProposed)

    @pytest.mark.parametrize(("name", "code"), [("chen", "change_by_heads"), ("zhao", "change_by_heads")])
    def test_is_not_proposed_by_anybody_else(self, name, code):
        story = given(a_handed_back_decision()).when(Decision.propose_change, act(name), **wish())
        story.then_refused(code, "G23")

    def test_must_change_something_unless_the_unit_handed_back(self):
        story = given(a_received_decision()).when(Decision.propose_change, act("wang"), **wish())
        story.then_refused("change_unchanged")

    def test_comes_after_the_minutes(self):
        story = given(an_adopted_decision()).when(Decision.propose_change, act("wang"), **wish(due=LATER))
        story.then_refused("not_binding_yet", "G15")

    def test_does_not_come_after_the_end(self):
        story = given(a_completed_decision()).when(Decision.propose_change, act("wang"), **wish(due=LATER))
        story.then_refused("out_of_order")

    def test_put_anew_voids_the_agreements_to_the_first(self):
        story = given(proposed(a_received_decision(), due=LATER)).when(Decision.agree_to_change, act("sun"), number=1)
        story.when(Decision.propose_change, act("wang"), **wish(due=None)).then(
            facts.ChangeAgreed, facts.ChangeProposed
        )
        story.when(Decision.agree_to_change, act("li"), number=1).then_refused("other_version")
        assert story.stream.pending[Question.CHANGE].matter.agreements == ()

    def test_is_refused_by_one_head(self):
        story = given(proposed(a_handed_back_decision(), lead=UNITS["safety"], assisting=()))
        story.when(Decision.refuse_change, act("li"), number=1, reason="仍由财政所办理").then(facts.ChangeRefused)
        assert (story.stream.lead, story.stream.stage) == ("finance", Stage.HANDED_BACK)
        story.when(Decision.agree_to_change, act("sun"), number=1).then_refused("out_of_order")

    def test_g2_is_not_refused_by_a_deputy_while_the_head_is_there(self):
        story = given(proposed(a_received_decision(), due=LATER))
        story.when(Decision.refuse_change, act("zhou"), number=1, reason="不同意").then_refused("change_by_heads")

    def test_g2_is_refused_by_a_deputy_on_a_recorded_absence(self):
        story = given(proposed(a_received_decision(), due=LATER))
        away = act("zhou", at=standing(absent=("li",)))
        story.when(Decision.refuse_change, away, number=1, reason="不同意").then(facts.ChangeRefused)

    def test_names_open_units(self):
        closed = replace(UNITS["safety"], key="nobody")
        story = given(a_received_decision()).when(Decision.propose_change, act("wang"), **wish(lead=closed))
        story.then_refused("unit_unknown")
