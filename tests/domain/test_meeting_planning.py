import pytest

from domain.errors import NotEntitled, ReasonNeeded, RuleBroken
from domain.facts import meeting as facts
from domain.meeting import Meeting
from domain.meeting_words import Stage
from domain.vocabulary import Ground, MeetingKind
from tests.cast import act, charter, named, standing
from tests.domain.meeting_stories import (
    APPOINTMENT,
    PLANNED_ON,
    PROPOSED_ON,
    a_planned_meeting,
    an_extraordinary_meeting,
    answered,
    charter_with,
    first_fact,
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
        assert [each.reason for each in first_fact(meeting).trace.departures] == ["换届"]

    def test_s5_2_e_two_a_year_are_no_departure_where_the_charter_has_up_to_two(self):
        acting = act("zhou", under=charter_with(per_year=1, per_year_most=2))
        assert Meeting.plan_ordinary(acting, named("meeting"), year=2026, planned=1).year == 2026

    def test_a_charter_that_fixes_the_number_hard_is_kept_to(self):
        acting = act("secretary", under=charter("example-district"), at=standing(also={"secretary": "secretary"}))
        with pytest.raises(RuleBroken, match="too_many_ordinary_meetings"):
            Meeting.plan_ordinary(acting, named("meeting"), year=2026, planned=2)

    def test_g21_keeps_the_year_as_planned(self):
        fact = first_fact(a_planned_meeting())
        assert "G21" in fact.trace.assumptions

    def test_s5_2_e_an_extraordinary_meeting_beside_the_ordinary_one_is_no_departure(self):
        assert first_fact(an_extraordinary_meeting()).trace.departures == ()

    def test_of_an_extraordinary_meeting_is_open_to_who_asks_for_it(self):
        meeting = Meeting.plan_extraordinary(
            act("li"),
            named("meeting"),
            year=2026,
            asked_by="union_chair",
            ground=Ground.SPECIAL_CIRCUMSTANCES,
            reason="台风灾后",
        )
        assert first_fact(meeting).trace.by.seat == "union_chair"

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
