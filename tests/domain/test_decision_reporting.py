"""The unit's written report, what the heads say to it, and the explanation of what was not done."""

from datetime import timedelta
from typing import Any

import pytest

from domain.act import Act
from domain.decision import Decision
from domain.decision_words import Question, Stage
from domain.facts import decision_following as facts
from domain.trace import Entry
from domain.vocabulary import Basis, Progress
from tests.cast import TODAY, UNITS, act, person, standing
from tests.domain.decision_stories import (
    ADOPTED,
    FINANCE,
    LATER,
    a_binding_decision,
    a_completed_decision,
    a_handed_back_decision,
    a_received_decision,
    a_reported_decision,
    an_accepted_decision,
    an_adopted_decision,
    an_assigned_decision,
    charter_with,
    explain,
    report,
)
from tests.story import given


def entered(name: str, basis: Basis, evidence: str | None = None) -> Act:
    entry = Entry(person=person("wang"), seat="union_office_staff", basis=basis, evidence=evidence)
    return act(name, entered_by=entry)


def said(**changes: Any) -> dict[str, Any]:
    words = {**FINANCE, "progress": Progress.PARTLY, "planned_for": None, "text": "已购置一半", "attachments": ()}
    return words | changes


class TestReport:
    def test_s5_5_b_is_made_in_writing_by_the_unit(self):
        story = given(a_received_decision()).when(Decision.report, act("chen"), **said()).then(facts.Reported)
        assert story.stream.stage is Stage.REPORTED
        assert story.stream.last_report.progress is Progress.PARTLY

    def test_s5_5_b_is_not_made_by_another(self):
        given(a_received_decision()).when(Decision.report, act("wei"), **said()).then_refused(
            "reported_by_unit", "S5.5-b"
        )

    def test_s5_5_b_is_not_left_blank(self):
        story = given(a_received_decision()).when(Decision.report, act("chen"), **said(text=" \n"))
        story.then_refused("report_not_written", "S5.5-b")

    @pytest.mark.parametrize("basis", [Basis.TELEPHONE, Basis.MESSAGE])
    def test_s5_5_b_is_not_made_by_word_of_mouth(self, basis):
        story = given(a_received_decision()).when(Decision.report, entered("chen", basis), **said())
        story.then_refused("report_not_written", "S5.5-b")

    def test_s5_5_c_goes_to_the_coordination_heads(self):
        story = given(a_received_decision()).when(Decision.report, act("chen"), **said()).then(facts.Reported)
        assert story.recorded[0].to == ("liaison", "union_chair")
        assert "S5.5-c" in story.recorded[0].CLAUSES

    def test_is_signed_by_the_units_head(self):
        story = given(a_received_decision()).when(Decision.report, act("jiang"), **said())
        story.then_refused("report_unsigned", "R-paper")

    def test_is_signed_for_the_head_by_his_recorded_deputy(self):
        lent = standing()
        deputy = act(
            "jiang", at=type(lent)(on=lent.on, holders=lent.holders, deputies={"head@finance": (person("jiang"),)})
        )
        story = given(a_received_decision()).when(Decision.report, deputy, **said()).then(facts.Reported)
        assert story.recorded[0].trace.by.seat == "head@finance"
        assert story.recorded[0].trace.by.acting_for == person("chen")

    def test_g25_is_entered_by_the_handling_officer_with_the_signed_sheet(self):
        sheet = entered("jiang", Basis.PAPER, "ab" * 32)
        given(a_received_decision()).when(Decision.report, sheet, **said()).then(facts.Reported)
        story = given(a_received_decision()).when(Decision.report, entered("jiang", Basis.PAPER), **said())
        story.then_refused("report_unsigned")

    def test_of_the_union_is_signed_by_its_chair(self):
        story = given(an_assigned_decision(lead=UNITS["town_union"]))
        story.when(Decision.report, act("li"), **said(lead_today="town_union")).then(facts.Reported)

    def test_of_the_union_is_not_signed_by_its_staff(self):
        story = given(an_assigned_decision(lead=UNITS["town_union"]))
        story.when(Decision.report, act("wang"), **said(lead_today="town_union")).then_refused("report_unsigned")

    def test_follows_the_successor_of_the_lead_unit(self):
        story = given(a_received_decision()).when(Decision.report, act("wei"), **said(lead_today="safety"))
        story.then(facts.Reported)
        assert story.recorded[0].unit == "safety"

    def test_of_a_plan_names_its_date(self):
        story = given(a_received_decision()).when(Decision.report, act("chen"), **said(progress=Progress.PLANNED))
        story.then_refused("planned_needs_date")
        planned = said(progress=Progress.PLANNED, planned_for=LATER)
        given(story.stream).when(Decision.report, act("chen"), **planned).then(facts.Reported)

    def test_of_anything_else_names_no_date(self):
        story = given(a_received_decision()).when(Decision.report, act("chen"), **said(planned_for=LATER))
        story.then_refused("planned_needs_date")

    def test_waits_for_no_slip(self):
        given(a_binding_decision()).when(Decision.report, act("chen"), **said()).then(facts.Reported)

    @pytest.mark.parametrize("decision", [a_handed_back_decision, a_completed_decision])
    def test_is_not_made_while_handed_back_or_after_the_end(self, decision):
        given(decision()).when(Decision.report, act("chen"), **said()).then_refused("out_of_order")

    def test_takes_the_place_of_one_not_yet_answered(self):
        decision = a_reported_decision()
        report(decision, progress=Progress.FULLY)
        given(decision).when(Decision.accept_report, act("sun"), number=1).then_refused("other_version")
        given(decision).when(Decision.accept_report, act("sun"), number=2).then(facts.AcceptanceAgreed)


class TestForwarding:
    def test_is_the_offices(self):
        story = given(a_reported_decision()).when(Decision.forward_report, act("wang"), number=1, remark="材料齐全")
        story.then(facts.ReportForwarded)
        assert story.stream.forwarded == 1

    def test_needs_a_report(self):
        story = given(a_received_decision()).when(Decision.forward_report, act("wang"), number=1, remark="")
        story.then_refused("out_of_order")

    def test_is_nobody_elses(self):
        story = given(a_reported_decision()).when(Decision.forward_report, act("chen"), number=1, remark="")
        story.then_refused("office_only")


class TestAcceptance:
    def test_g9_is_given_by_a_head_of_each_side(self):
        story = given(a_reported_decision()).when(Decision.accept_report, act("sun"), number=1)
        story.then(facts.AcceptanceAgreed)
        assert story.stream.stage is Stage.REPORTED
        story.when(Decision.accept_report, act("li"), number=1).then(facts.AcceptanceAgreed, facts.ReportAccepted)
        assert story.stream.standing_at == "accepted"
        assert story.recorded[-1].trace.assumptions == ("G2", "G9")

    @pytest.mark.parametrize("name", ["wang", "zhao", "chen", "qian"])
    def test_s5_5_c_is_given_by_nobody_but_the_heads(self, name):
        story = given(a_reported_decision()).when(Decision.accept_report, act(name), number=1)
        story.then_refused("report_goes_to_heads", "S5.5-c")

    def test_g9_is_not_asked_for_where_the_charter_names_nobody(self):
        nobody = act("sun", under=charter_with(settled_by=None))
        story = given(a_reported_decision()).when(Decision.accept_report, nobody, number=1)
        story.then_refused("acceptance_not_asked", "G9")

    def test_is_not_dated_before_the_report(self):
        early = act("sun", on=TODAY - timedelta(days=1))
        story = given(a_reported_decision()).when(Decision.accept_report, early, number=1)
        story.then_refused("date_before_previous_step")

    def test_needs_a_report(self):
        given(a_received_decision()).when(Decision.accept_report, act("sun"), number=1).then_refused("out_of_order")


class TestReturn:
    def test_g9_by_one_head_sends_the_report_back_to_be_done_again(self):
        story = given(a_reported_decision()).when(Decision.accept_report, act("sun"), number=1)
        story.when(Decision.return_report, act("li"), number=1, reason="缺少清单")
        story.then(facts.AcceptanceAgreed, facts.ReportReturned)
        assert story.stream.stage is Stage.IN_HAND
        assert story.stream.last_report.returned
        story.when(Decision.accept_report, act("li"), number=1).then_refused("out_of_order")

    def test_does_not_follow_the_acceptance(self):
        story = given(an_accepted_decision()).when(Decision.return_report, act("li"), number=1, reason="缺少清单")
        story.then_refused("out_of_order")

    def test_s5_5_c_is_the_heads_alone(self):
        story = given(a_reported_decision()).when(Decision.return_report, act("wang"), number=1, reason="缺少清单")
        story.then_refused("report_goes_to_heads", "S5.5-c")


class TestView:
    @pytest.mark.parametrize("decision", [an_adopted_decision, a_reported_decision, a_completed_decision])
    def test_is_added_by_the_proposing_unit_at_any_time(self, decision):
        story = given(decision()).when(Decision.add_view, act("zhou"), text="职工反映良好").then(facts.ViewAdded)
        assert story.recorded[0].unit == "town_union"
        assert story.stream.views == 1

    def test_is_not_added_by_another(self):
        given(a_reported_decision()).when(Decision.add_view, act("chen"), text="满意").then_refused(
            "proposing_unit_only"
        )

    def test_is_not_dated_before_the_decision(self):
        early = act("zhou", on=ADOPTED - timedelta(days=1))
        given(a_reported_decision()).when(Decision.add_view, early, text="满意").then_refused(
            "date_before_previous_step"
        )


class TestExplanation:
    def test_s4_3_b_is_given_by_the_lead_unit_with_proposals(self):
        story = given(a_received_decision()).when(explain).then(facts.ShortfallExplained)
        assert story.stream.explanations[0].proposals == "列入明年预算"

    @pytest.mark.parametrize("name", ["wei", "wang", "sun"])
    def test_s4_3_b_is_given_by_nobody_else(self, name):
        given(a_received_decision()).when(explain, act(name)).then_refused("explained_by_unit", "S4.3-b")

    def test_g15_is_not_owed_before_the_decision_binds(self):
        given(an_adopted_decision()).when(explain).then_refused("not_binding_yet", "G15")

    def test_moves_no_question_before_the_heads(self):
        story = given(a_reported_decision()).when(explain).then(facts.ShortfallExplained)
        assert Question.REPORT in story.stream.pending
        assert story.stream.stage is Stage.REPORTED
