"""What the next meeting makes of a decision it hears."""

from datetime import date, timedelta

import pytest

from domain.decision import Decision
from domain.decision_words import Stage
from domain.errors import ReasonNeeded
from domain.facts import decision as facts
from domain.vocabulary import Hearing, MeetingKind, Progress, Side
from tests.cast import TODAY, UNITS, act, named
from tests.domain.decision_stories import (
    ADOPTED,
    DUE,
    FINANCE,
    FIRST,
    LATER,
    SECOND,
    a_binding_decision,
    a_completed_decision,
    a_handed_back_decision,
    a_received_decision,
    a_reported_decision,
    a_superseded_decision,
    an_accepted_decision,
    an_adopted_decision,
    an_ended_decision,
    charter_with,
    explain,
    hear,
    report,
)
from tests.story import given

NO_REPORT, NO_EXPLANATION = "heard_without_report", "shortfall_unexplained"


def an_unfinished_decision() -> Decision:
    decision = a_reported_decision(Progress.PARTLY)
    explain(decision)
    return decision


def a_decision_carried_over() -> Decision:
    decision = an_unfinished_decision()
    hear(decision, outcome=Hearing.CARRIED_OVER, due=LATER)
    return decision


def codes(refusal: object) -> list[str]:
    assert isinstance(refusal, ReasonNeeded)
    return [breach.code for breach in refusal.breaches]


class TestHearing:
    def test_g9_completes_what_is_reported_as_done(self):
        story = given(an_accepted_decision()).when(hear).then(facts.Heard, facts.Completed)
        assert story.stream.stage is Stage.COMPLETED
        assert not story.stream.is_open
        assert story.recorded[1].meeting == SECOND

    def test_s4_3_b_carries_over_with_the_measure_the_meeting_settled(self):
        story = given(an_unfinished_decision()).when(hear, outcome=Hearing.CARRIED_OVER, due=LATER)
        story.then(facts.Heard, facts.CarriedOver)
        assert (story.stream.stage, story.stream.carried_over) == (Stage.CARRIED_OVER, 1)
        assert (story.stream.due, story.stream.original_due) == (LATER, DUE)
        assert (story.stream.measures[0].measure, story.stream.measures[0].meeting) == ("由分管领导督促", SECOND)

    @pytest.mark.parametrize("measure", ["", "  "])
    def test_s4_3_b_does_not_carry_over_without_a_measure(self, measure):
        story = given(an_unfinished_decision()).when(hear, outcome=Hearing.CARRIED_OVER, measure=measure)
        story.then_refused("measure_missing", "S4.3-b")

    def test_carries_over_to_another_lead_unit(self):
        story = given(an_unfinished_decision()).when(hear, outcome=Hearing.CARRIED_OVER, lead=UNITS["safety"])
        story.then(facts.Heard, facts.CarriedOver)
        assert (story.stream.lead, story.stream.assisting, story.stream.due) == ("safety", (), DUE)
        union = given(an_unfinished_decision()).when(hear, outcome=Hearing.CARRIED_OVER, lead=UNITS["town_union"])
        assert union.stream.lead_side is Side.UNION

    def test_carries_over_what_was_handed_back(self):
        decision = a_handed_back_decision()
        excused = act("wang", heard_without_report="职责未明", shortfall_unexplained="职责未明")
        given(decision).when(hear, excused, Hearing.CARRIED_OVER).then(facts.Heard, facts.CarriedOver)

    def test_keeps_count_and_every_explanation_and_measure(self):
        decision = a_decision_carried_over()
        later = act("wang", on=TODAY, shortfall_unexplained="单位主要负责人请假", heard_without_report="同上")
        hear(decision, later, Hearing.CARRIED_OVER, meeting=named("third meeting"), measure="列入年度计划")
        assert decision.carried_over == 2
        assert [each.measure for each in decision.measures] == ["由分管领导督促", "列入年度计划"]
        assert len(decision.explanations) == 1

    def test_g24_ends_for_a_reason(self):
        story = given(an_unfinished_decision()).when(hear, outcome=Hearing.ENDED).then(facts.Heard, facts.Ended)
        assert story.stream.stage is Stage.ENDED
        assert story.recorded[1].reason == "会议听取了汇报"

    def test_g24_does_not_end_without_a_reason(self):
        story = given(an_unfinished_decision()).when(hear, outcome=Hearing.ENDED, text=" ")
        story.then_refused("ending_without_reason", "G24")

    def test_may_only_note(self):
        story = given(an_unfinished_decision()).when(hear, outcome=Hearing.NOTED).then(facts.Heard)
        assert story.stream.stage is Stage.HEARD
        assert story.stream.is_open

    def test_voids_what_was_still_before_the_heads(self):
        decision = a_decision_carried_over()
        given(decision).when(Decision.accept_report, act("sun"), number=1).then_refused("out_of_order")

    def test_s5_5_d_is_not_at_the_meeting_that_settled_it(self):
        given(an_accepted_decision()).when(hear, meeting=FIRST).then_refused("heard_at_next_meeting", "S5.5-d")

    def test_is_once_at_a_meeting(self):
        given(a_decision_carried_over()).when(hear).then_refused("heard_already")

    def test_is_not_dated_before_the_decision(self):
        early = act("wang", on=ADOPTED - timedelta(days=1))
        given(an_accepted_decision()).when(hear, early).then_refused("date_before_previous_step")

    def test_of_a_decision_whose_minutes_are_not_issued_asks_for_no_report(self):
        story = given(an_adopted_decision()).when(hear, outcome=Hearing.NOTED).then(facts.Heard)
        assert story.stream.stage is Stage.ADOPTED


class TestReportToTheMeeting:
    def test_s5_5_d_is_missed_only_for_a_reason(self):
        story = given(a_received_decision()).when(hear)
        assert codes(story.then_refused(NO_REPORT, "S5.5-d")) == [NO_REPORT]
        story = given(a_received_decision()).when(hear, act("wang", heard_without_report="单位改组"))
        story.then(facts.Heard, facts.Completed)
        assert [kept.code for kept in story.recorded[0].trace.departures] == [NO_REPORT]
        assert story.recorded[1].trace.departures == ()

    def test_s4_3_b_what_is_not_done_is_explained_or_excused(self):
        story = given(a_reported_decision(Progress.PARTLY)).when(hear, outcome=Hearing.CARRIED_OVER)
        assert codes(story.then_refused(NO_EXPLANATION, "S4.3-b")) == [NO_EXPLANATION]
        excused = act("wang", shortfall_unexplained="会上口头说明")
        story = given(story.stream).when(hear, excused, Hearing.CARRIED_OVER).then(facts.Heard, facts.CarriedOver)
        assert [kept.clause for kept in story.recorded[0].trace.departures] == ["S4.3-b"]

    def test_s4_3_b_silence_is_missing_both(self):
        story = given(a_received_decision()).when(hear, outcome=Hearing.CARRIED_OVER)
        assert codes(story.then_refused(NO_REPORT)) == [NO_REPORT, NO_EXPLANATION]

    def test_s4_3_b_what_is_reported_as_done_needs_no_explanation(self):
        given(a_reported_decision(Progress.FULLY)).when(hear, outcome=Hearing.NOTED).then(facts.Heard)

    def test_s4_3_b_what_the_heads_returned_is_not_reported_as_done(self):
        decision = a_reported_decision(Progress.FULLY)
        decision.return_report(act("li"), number=1, reason="不实")
        given(decision).when(hear, outcome=Hearing.NOTED).then_refused(NO_EXPLANATION)

    def test_s5_5_d_is_owed_to_each_meeting_anew(self):
        decision = a_decision_carried_over()
        third = {"meeting": named("third meeting")}
        given(decision).when(hear, outcome=Hearing.NOTED, **third).then_refused(NO_REPORT)

    def test_s5_5_d_is_not_made_good_after_the_meeting(self):
        decision = a_reported_decision(Progress.FULLY, on=TODAY)
        given(decision).when(hear, act("wang", on=TODAY - timedelta(days=1))).then_refused(NO_REPORT)

    def test_g13_is_not_asked_for_where_an_extraordinary_meeting_is_told_by_list(self):
        listed = {"kind": MeetingKind.EXTRAORDINARY, "outcome": Hearing.NOTED}
        story = given(a_received_decision()).when(hear, **listed).then(facts.Heard)
        assert story.stream.stage is Stage.RECEIVED

    def test_g13_is_asked_for_where_an_extraordinary_meeting_settles(self):
        story = given(a_received_decision()).when(hear, kind=MeetingKind.EXTRAORDINARY)
        story.then_refused(NO_REPORT)

    def test_g13_still_serves_the_next_ordinary_meeting_after_a_list(self):
        decision = a_reported_decision(Progress.FULLY)
        hear(decision, outcome=Hearing.NOTED, kind=MeetingKind.EXTRAORDINARY)
        given(decision).when(hear, meeting=named("third meeting")).then(facts.Heard, facts.Completed)

    def test_is_not_asked_for_where_the_charter_leaves_it_out(self):
        silent = act("wang", under=charter_with(next_meeting_hears=False))
        given(a_received_decision()).when(hear, silent).then(facts.Heard, facts.Completed)


class TestItemTwo:
    @pytest.mark.parametrize(
        ("decision", "last_ordinary_on", "heard"),
        [
            (a_binding_decision, ADOPTED, True),
            (a_binding_decision, TODAY, True),
            (a_completed_decision, ADOPTED, True),
            (a_completed_decision, ADOPTED + timedelta(days=1), False),
            (a_completed_decision, None, True),
        ],
    )
    def test_s4_3_a_has_all_since_the_last_ordinary_meeting_and_every_older_one_open(
        self, decision, last_ordinary_on, heard
    ):
        assert decision().is_to_be_heard(last_ordinary_on=last_ordinary_on) is heard

    @pytest.mark.parametrize("decision", [an_ended_decision, a_superseded_decision])
    def test_s4_3_a_notes_what_is_closed(self, decision):
        closed = decision()
        story = given(closed).when(hear, outcome=Hearing.NOTED, meeting=named("third meeting")).then(facts.Heard)
        assert not story.stream.is_open

    @pytest.mark.parametrize("outcome", [Hearing.COMPLETED, Hearing.CARRIED_OVER, Hearing.ENDED])
    def test_does_not_settle_anew_what_is_closed(self, outcome):
        story = given(a_completed_decision()).when(hear, outcome=outcome, meeting=named("third meeting"))
        story.then_refused("closed_is_only_noted")

    def test_hears_again_what_was_reported_after_the_last_hearing(self):
        decision = a_reported_decision(Progress.FULLY, on=date(2026, 5, 1))
        hear(decision, act("wang", on=date(2026, 5, 6)), Hearing.NOTED)
        report(decision, act("chen", on=date(2026, 6, 1)))
        given(decision).when(hear, meeting=named("third meeting")).then(facts.Heard, facts.Completed)

    def test_hears_a_decision_again_that_nobody_assigned(self):
        decision = a_binding_decision()
        hear(decision, act("wang", heard_without_report="漏交办", shortfall_unexplained="漏交办"), Hearing.NOTED)
        given(decision).when(Decision.assign, act("wang"), **FINANCE, slip="请办理").then(facts.Assigned)
        assert decision.stage is Stage.ASSIGNED
