from dataclasses import replace
from datetime import date

import pytest

from domain.errors import NotEntitled, ReasonNeeded, RuleBroken
from domain.facts import meeting as facts
from domain.meeting import Meeting
from domain.meeting_words import Change, Stage
from domain.vocabulary import Ground, MeetingKind
from tests.cast import act, charter, named, standing
from tests.domain.meetings import (
    AGREED_ON,
    APPOINTMENT,
    DAY,
    NOTICED_ON,
    PLANNED_ON,
    PROPOSED_ON,
    a_planned_meeting,
    an_extraordinary_meeting,
    an_extraordinary_meeting_noticed,
    answered,
    changed,
    charter_with,
    dated,
    expected,
    in_session,
    noticed,
    opening,
    propose,
    proposed,
    replayed,
    state,
)
from tests.story import given


class TestPlanning:
    def test_s5_2_a_is_the_offices(self):
        with pytest.raises(NotEntitled, match="office_prepares"):
            Meeting.plan_ordinary(act("sun", on=PLANNED_ON), named("meeting"), year=2026, planned=0)

    def test_begins_an_ordinary_meeting_of_its_year(self):
        meeting = a_planned_meeting()
        assert (meeting.kind, meeting.year, meeting.stage) == (MeetingKind.ORDINARY, 2026, Stage.PLANNED)

    def test_s5_2_e_a_second_ordinary_meeting_needs_a_reason(self):
        with pytest.raises(ReasonNeeded) as refused:
            Meeting.plan_ordinary(act("zhou"), named("meeting"), year=2026, planned=1)
        assert (refused.value.code, refused.value.clause) == ("second_ordinary_meeting", "S5.2-e")

    def test_s5_2_e_a_second_ordinary_meeting_keeps_its_reason(self):
        acting = act("zhou", second_ordinary_meeting="换届")
        meeting = Meeting.plan_ordinary(acting, named("meeting"), year=2026, planned=1)
        assert [each.reason for each in meeting.pending_events[0].trace.departures] == ["换届"]

    def test_s5_2_e_two_a_year_are_no_departure_where_the_charter_has_up_to_two(self):
        acting = act("zhou", under=charter_with(per_year=1, per_year_most=2))
        assert Meeting.plan_ordinary(acting, named("meeting"), year=2026, planned=1).year == 2026

    def test_a_charter_that_fixes_the_number_hard_is_kept_to(self):
        acting = act("secretary", under=charter("example-district"), at=standing(also={"secretary": "secretary"}))
        with pytest.raises(RuleBroken, match="too_many_ordinary_meetings"):
            Meeting.plan_ordinary(acting, named("meeting"), year=2026, planned=2)

    def test_g21_keeps_the_year_as_planned(self):
        fact = a_planned_meeting().pending_events[0]
        assert "G21" in fact.trace.assumptions

    def test_s5_2_e_an_extraordinary_meeting_beside_the_ordinary_one_is_no_departure(self):
        assert an_extraordinary_meeting().pending_events[0].trace.departures == ()

    def test_of_an_extraordinary_meeting_is_open_to_who_asks_for_it(self):
        meeting = Meeting.plan_extraordinary(
            act("li"),
            named("meeting"),
            year=2026,
            asked_by="union_chair",
            ground=Ground.SPECIAL_CIRCUMSTANCES,
            reason="台风灾后",
        )
        assert meeting.pending_events[0].trace.by.seat == "union_chair"

    def test_g18_of_an_extraordinary_meeting_names_who_asks(self):
        with pytest.raises(RuleBroken, match="not_an_asker"):
            an_extraordinary_meeting(asked_by="vice_mayor")

    def test_g18_of_an_extraordinary_meeting_is_not_open_to_others(self):
        with pytest.raises(NotEntitled, match="not_an_asker"):
            Meeting.may_plan_extraordinary(act("feng"))

    def test_g18_leaves_the_asking_to_the_office_where_the_charter_names_nobody(self):
        acting = act("zhou", under=charter_with(asked_by=()))
        assert Meeting.may_plan_extraordinary(acting).by.seat == "union_vice_chair"


class TestAskingThePrincipal:
    def test_s5_2_g_an_extraordinary_meeting_waits_for_the_principal(self):
        given(an_extraordinary_meeting()).when(
            Meeting.propose_date, act("zhou", on=PROPOSED_ON), appointment=APPOINTMENT
        ).then_refused("principal_not_asked", "S5.2-g")

    def test_g18_an_unfavourable_answer_fixes_no_date(self):
        given(answered(an_extraordinary_meeting(), favourable=False)).when(
            Meeting.propose_date, act("zhou", on=PROPOSED_ON), appointment=APPOINTMENT
        ).then_refused("principal_not_favourable", "G18")

    def test_g18_an_answer_still_awaited_fixes_no_date(self):
        meeting = an_extraordinary_meeting()
        meeting.ask_principal(act("li", on=PLANNED_ON), request="请同意")
        given(meeting).when(Meeting.propose_date, act("zhou", on=PROPOSED_ON), appointment=APPOINTMENT).then_refused(
            "principal_not_favourable"
        )

    def test_s5_2_g_a_favourable_answer_opens_the_way_to_a_date(self):
        given(answered(an_extraordinary_meeting())).when(
            Meeting.propose_date, act("zhou", on=PROPOSED_ON), appointment=APPOINTMENT
        ).then(facts.DateProposed)

    def test_s5_2_g_an_ordinary_meeting_asks_nobody(self):
        given(a_planned_meeting()).when(Meeting.ask_principal, act("li"), request="请同意").then_refused(
            "principal_not_to_be_asked"
        )

    def test_asks_nobody_where_the_charter_names_no_principal(self):
        free = charter_with(principal=None)
        given(an_extraordinary_meeting()).when(
            Meeting.propose_date, act("zhou", on=PROPOSED_ON, under=free), appointment=APPOINTMENT
        ).then(facts.DateProposed)

    @pytest.mark.parametrize("name", ["zhou", "feng", "qian"])
    def test_g18_is_done_by_a_head(self, name):
        given(an_extraordinary_meeting()).when(Meeting.ask_principal, act(name), request="请同意").then_refused(
            "not_an_asker", "G18"
        )

    def test_s5_2_g_is_answered_by_the_principal(self):
        meeting = an_extraordinary_meeting()
        meeting.ask_principal(act("sun"), request="请同意")
        given(meeting).when(Meeting.answer_as_principal, act("sun"), favourable=True, answer="同意").then_refused(
            "not_the_principal", "S5.2-g"
        )

    def test_is_answered_once(self):
        given(answered(an_extraordinary_meeting())).when(
            Meeting.answer_as_principal, act("zhao"), favourable=False, answer="改期"
        ).then_refused("out_of_order")

    def test_may_be_repeated_after_an_unfavourable_answer(self):
        given(answered(an_extraordinary_meeting(), favourable=False)).when(
            Meeting.ask_principal, act("li"), request="情况有变"
        ).when(Meeting.answer_as_principal, act("zhao"), favourable=True, answer="同意").then(
            facts.PrincipalAsked, facts.PrincipalAnswered
        )

    @pytest.mark.parametrize("favourable", [True, False])
    def test_is_not_repeated_needlessly(self, favourable):
        meeting = an_extraordinary_meeting()
        meeting.ask_principal(act("li"), request="请同意")
        if favourable:
            meeting.answer_as_principal(act("zhao"), favourable=True, answer="同意")
        given(meeting).when(Meeting.ask_principal, act("li"), request="再请").then_refused("out_of_order")

    def test_is_answered_after_it_was_done(self):
        meeting = an_extraordinary_meeting()
        meeting.ask_principal(act("li", on=PROPOSED_ON), request="请同意")
        given(meeting).when(
            Meeting.answer_as_principal, act("zhao", on=PLANNED_ON), favourable=True, answer="同意"
        ).then_refused("date_before_previous_step")


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


class TestPuttingOff:
    def test_follows_from_the_agreement_of_both_heads(self):
        story = given(propose(noticed(), Change.POSTPONE))
        story.when(Meeting.agree_change, act("sun", on=NOTICED_ON), change_version=1).then(facts.ChangeAgreed)
        story.when(Meeting.agree_change, act("li", on=NOTICED_ON), change_version=1).then(
            facts.ChangeAgreed, facts.Postponed
        )
        assert story.recorded[1].reason == "台风"

    def test_leaves_agenda_and_topics_and_drops_date_and_list(self):
        before = noticed()
        agenda = before.agenda
        meeting = changed(before, Change.POSTPONE)
        assert (meeting.stage, meeting.agenda) == (Stage.POSTPONED, agenda)
        assert (meeting.appointment, meeting.expected, meeting.edition_of_notice) == (None, (), None)

    def test_has_the_date_fixed_anew_and_a_second_notice_cite_the_first(self):
        meeting = changed(noticed(), Change.POSTPONE)
        meeting.propose_date(act("zhou", on=NOTICED_ON), appointment=APPOINTMENT)
        version = meeting.date_matter.version
        meeting.agree_date(act("sun", on=NOTICED_ON), date_version=version)
        meeting.agree_date(act("li", on=NOTICED_ON), date_version=version)
        story = given(meeting).when(
            Meeting.issue_notice, act("zhou", on=NOTICED_ON), number="城联〔2026〕2号", expected=expected()
        )
        story.then(facts.NoticeIssued)
        assert (story.recorded[0].cites, story.recorded[0].notice_version) == ("城联〔2026〕1号", 2)

    def test_is_proposed_by_the_office_or_a_head(self):
        given(noticed()).when(Meeting.propose_postponement, act("sun", on=NOTICED_ON), reason="台风").then(
            facts.ChangeProposed
        )
        given(noticed()).when(Meeting.propose_postponement, act("feng", on=NOTICED_ON), reason="台风").then_refused(
            "change_by_who_fixed", "R-seat"
        )

    def test_needs_a_date_to_put_off(self):
        given(a_planned_meeting()).when(Meeting.propose_postponement, act("zhou"), reason="台风").then_refused(
            "out_of_order"
        )

    def test_can_be_turned_down(self):
        story = given(propose(noticed(), Change.POSTPONE)).when(
            Meeting.return_change, act("li", on=NOTICED_ON), change_version=1, reason="照常召开"
        )
        story.then(facts.ChangeReturned)
        assert (story.stream.stage, story.stream.change) == (Stage.NOTICED, None)

    def test_is_not_agreed_to_by_the_office(self):
        given(propose(noticed(), Change.POSTPONE)).when(
            Meeting.agree_change, act("zhou", on=NOTICED_ON), change_version=1
        ).then_refused("change_by_who_fixed")

    def test_is_agreed_on_the_present_proposal(self):
        meeting = propose(propose(noticed(), Change.POSTPONE), Change.CANCEL)
        given(meeting).when(Meeting.agree_change, act("sun", on=NOTICED_ON), change_version=1).then_refused(
            "other_version"
        )

    def test_is_the_offices_where_nobody_fixes_the_date(self):
        acting = act("zhou", on=NOTICED_ON, under=charter_with(date_fixed_by=None))
        given(noticed()).when(Meeting.propose_postponement, acting, reason="台风").then(
            facts.ChangeProposed, facts.Postponed
        )

    def test_comes_too_late_once_the_meeting_is_open(self):
        given(in_session()).when(Meeting.propose_postponement, act("zhou"), reason="台风").then_refused("out_of_order")

    def test_is_void_once_the_meeting_is_open(self):
        given(in_session(propose(noticed(), Change.POSTPONE))).when(
            Meeting.agree_change, act("sun", on=DAY), change_version=1
        ).then_refused("out_of_order")


class TestCallingOff:
    @pytest.mark.parametrize("meeting", [a_planned_meeting, noticed], ids=["planned", "noticed"])
    def test_ends_a_meeting_before_it_is_opened(self, meeting):
        found = changed(meeting(), Change.CANCEL)
        assert (found.stage, found.is_open) == (Stage.CANCELLED, False)

    def test_leaves_nothing_more_to_do(self):
        given(changed(noticed(), Change.CANCEL)).when(Meeting.open, act("sun", on=DAY), **opening()).then_refused(
            "out_of_order"
        )

    def test_voids_a_date_under_way(self):
        given(changed(proposed(a_planned_meeting()), Change.CANCEL)).when(
            Meeting.agree_date, act("sun", on=NOTICED_ON), date_version=1
        ).then_refused("out_of_order")

    def test_comes_too_late_once_the_meeting_is_open(self):
        given(in_session()).when(Meeting.propose_cancellation, act("zhou"), reason="台风").then_refused("out_of_order")


class TestReplay:
    def test_of_a_meeting_put_off_equals_the_meeting(self):
        meeting = changed(an_extraordinary_meeting_noticed(), Change.POSTPONE)
        assert state(replayed(meeting)) == state(meeting)
