from dataclasses import replace
from datetime import date

import pytest

from domain.facts import meeting as facts
from domain.meeting import Meeting
from domain.meeting_words import Stage
from tests.cast import act, standing
from tests.domain.meeting_stories import (
    AGREED_ON,
    APPOINTMENT,
    PLANNED_ON,
    PROPOSED_ON,
    a_planned_meeting,
    an_extraordinary_meeting,
    charter_with,
    dated,
    proposed,
)
from tests.story import given


class TestFixingTheDate:
    def test_s5_2_f_is_reported_by_the_office(self):
        given(a_planned_meeting()).when(Meeting.propose_date, act("sun"), appointment=APPOINTMENT).then_refused(
            "date_reported_by_office", "S5.2-f"
        )

    def test_s5_2_f_is_not_the_offices_to_fix(self):
        given(proposed(a_planned_meeting())).when(
            Meeting.agree_date, act("zhou", on=AGREED_ON), date_version=1
        ).then_refused("date_fixed_by_heads", "S5.2-f")

    def test_g2_needs_a_head_of_each_side(self):
        story = given(proposed(a_planned_meeting()))
        story.when(Meeting.agree_date, act("sun", on=AGREED_ON), date_version=1).then(facts.DateAgreed)
        assert story.stream.stage is Stage.PLANNED
        story.when(Meeting.agree_date, act("li", on=AGREED_ON), date_version=1).then(facts.DateAgreed, facts.DateFixed)
        assert (story.stream.stage, story.stream.appointment) == (Stage.DATE_FIXED, APPOINTMENT)

    def test_g2_either_side_may_be_first(self):
        given(proposed(a_planned_meeting())).when(Meeting.agree_date, act("li", on=AGREED_ON), date_version=1).when(
            Meeting.agree_date, act("sun", on=AGREED_ON), date_version=1
        ).then(facts.DateAgreed, facts.DateAgreed, facts.DateFixed)

    def test_g2_needs_two_persons(self):
        both = standing(also={"union_chair": "sun"})
        story = given(proposed(a_planned_meeting()))
        story.when(Meeting.agree_date, act("sun", on=AGREED_ON, at=both, seat="liaison"), date_version=1).then(
            facts.DateAgreed
        )
        story.when(
            Meeting.agree_date, act("sun", on=AGREED_ON, at=both, seat="union_chair"), date_version=1
        ).then_refused("two_persons_needed", "G2")

    def test_is_agreed_on_the_present_proposal(self):
        meeting = proposed(a_planned_meeting())
        meeting.propose_date(act("zhou", on=PROPOSED_ON), appointment=replace(APPOINTMENT, starts="09:30"))
        given(meeting).when(Meeting.agree_date, act("sun", on=AGREED_ON), date_version=1).then_refused("other_version")

    def test_voids_agreements_with_another_proposal(self):
        meeting = proposed(a_planned_meeting())
        meeting.agree_date(act("sun", on=AGREED_ON), date_version=1)
        meeting.propose_date(act("zhou", on=AGREED_ON), appointment=replace(APPOINTMENT, starts="09:30"))
        given(meeting).when(Meeting.agree_date, act("li", on=AGREED_ON), date_version=2).then(facts.DateAgreed)

    def test_goes_back_to_the_office_with_a_reason(self):
        story = given(proposed(a_planned_meeting())).when(
            Meeting.return_date, act("li", on=AGREED_ON), date_version=1, reason="与职代会冲突"
        )
        story.then(facts.DateReturned)
        story.when(Meeting.agree_date, act("sun", on=AGREED_ON), date_version=1).then_refused("out_of_order")

    def test_is_returned_by_a_head_only(self):
        given(proposed(a_planned_meeting())).when(
            Meeting.return_date, act("feng", on=AGREED_ON), date_version=1, reason="出差"
        ).then_refused("date_fixed_by_heads")

    def test_s5_2_f_is_fixed_at_once_where_the_charter_names_nobody(self):
        free = charter_with(date_fixed_by=None)
        given(a_planned_meeting()).when(
            Meeting.propose_date, act("zhou", on=PROPOSED_ON, under=free), appointment=APPOINTMENT
        ).then(facts.DateProposed, facts.DateFixed)

    def test_is_nobodys_to_agree_to_where_the_charter_names_nobody(self):
        free = charter_with(date_fixed_by=None)
        given(proposed(a_planned_meeting())).when(
            Meeting.agree_date, act("sun", on=AGREED_ON, under=free), date_version=1
        ).then_refused("date_fixed_by_heads")

    @pytest.mark.parametrize("starts", ["2pm", "24:00", "9:30", "14:60", ""])
    def test_takes_an_hour_of_the_clock(self, starts):
        given(a_planned_meeting()).when(
            Meeting.propose_date, act("zhou", on=PROPOSED_ON), appointment=replace(APPOINTMENT, starts=starts)
        ).then_refused("hour_unfit")

    def test_takes_no_day_that_has_passed(self):
        given(a_planned_meeting()).when(
            Meeting.propose_date, act("zhou", on=date(2026, 5, 29)), appointment=APPOINTMENT
        ).then_refused("meeting_day_past", "R-dates")

    def test_is_not_agreed_to_once_the_day_has_passed(self):
        given(proposed(a_planned_meeting())).when(
            Meeting.agree_date, act("sun", on=date(2026, 5, 29)), date_version=1
        ).then_refused("meeting_day_past")

    def test_keeps_business_order(self):
        given(proposed(a_planned_meeting())).when(
            Meeting.agree_date, act("sun", on=PLANNED_ON), date_version=1
        ).then_refused("date_before_previous_step", "R-dates")

    def test_lasts_until_it_is_put_off(self):
        given(dated(a_planned_meeting())).when(
            Meeting.propose_date, act("zhou", on=AGREED_ON), appointment=APPOINTMENT
        ).then_refused("out_of_order")

    def test_s5_2_g_waits_again_where_a_new_charter_names_a_principal(self):
        meeting = an_extraordinary_meeting()
        meeting.propose_date(act("zhou", on=PROPOSED_ON, under=charter_with(principal=None)), appointment=APPOINTMENT)
        given(meeting).when(Meeting.agree_date, act("sun", on=AGREED_ON), date_version=1).then_refused(
            "principal_not_asked"
        )
