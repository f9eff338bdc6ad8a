from dataclasses import replace
from datetime import date

import pytest

from domain.errors import NotEntitled
from domain.facts import invitation as facts
from domain.invitation import Invitation, Stage
from domain.rules import attendance
from domain.trace import Actor, Entry
from domain.vocabulary import Basis
from tests.cast import act, charter, named, person, standing
from tests.domain.meeting_stories import NOTICED_ON, expected, first_fact, replayed, state
from tests.story import given

PEOPLE = frozenset({person("chen"), person("jiang")})
GUEST = attendance.guest(person("model worker"))


def place(seat):
    return next(each for each in expected() if each.seat == seat)


def invited(invitee=None):
    return Invitation.invite(
        act("zhou", on=NOTICED_ON),
        named("invitation"),
        meeting=named("meeting"),
        notice_version=1,
        invitee=invitee or place("head@finance"),
        number="城联〔2026〕1号",
    )


def replied(invitation, acting):
    return given(invitation).when(Invitation.reply, acting, remark="按时参加")


class TestInvitation:
    def test_s5_2_d_is_the_offices(self):
        with pytest.raises(NotEntitled, match="participants_by_office") as refused:
            Invitation.may_invite(act("sun"))
        assert refused.value.clause == "S5.2-d"

    def test_s5_3_a_keeps_what_it_rests_on(self):
        fact = first_fact(invited())
        assert (fact.invitee.group, fact.invitee.clause) == ("department_heads", "S5.3-a")
        assert "G22" in fact.trace.assumptions

    def test_s5_3_b_may_go_to_a_guest(self):
        replied(invited(GUEST), replace(act("zhou"), by=Actor(person=person("model worker")))).then(facts.Replied)


class TestReply:
    def test_is_the_invitees(self):
        story = replied(invited(), act("chen"))
        story.then(facts.Replied)
        assert (story.stream.stage, story.recorded[0].trace.by.seat) == (Stage.COMING, "head@finance")

    def test_is_entered_by_the_office_for_him(self):
        entry = Entry(person=person("wang"), seat="union_office_staff", basis=Basis.TELEPHONE)
        story = replied(invited(), act("chen", entered_by=entry))
        story.then(facts.Replied)
        assert story.recorded[0].trace.entered_by == entry

    def test_comes_from_his_unit_when_nobody_is_named(self):
        by = Actor(person=None, seats=charter().seats_of_unit("finance"))
        story = replied(invited(), replace(act("wang"), by=by))
        story.then(facts.Replied)
        assert story.recorded[0].trace.by.seat == "head@finance"

    def test_comes_from_another_of_his_unit(self):
        replied(invited(), act("jiang")).then(facts.Replied)

    def test_comes_from_his_successor_in_the_seat(self):
        replied(invited(), act("new head", at=standing(also={"head@finance": "new head"}))).then(facts.Replied)

    @pytest.mark.parametrize("name", ["wei", "li", "zhou"])
    def test_is_nobody_elses(self, name):
        replied(invited(), act(name)).then_refused("not_the_invitee", "R-seat")

    def test_is_each_holders_own_where_several_hold_a_duty(self):
        replied(invited(place("vice_mayor")), act("other", at=standing(also={"vice_mayor": "other"}))).then_refused(
            "not_the_invitee"
        )
        replied(invited(place("vice_mayor")), act("feng")).then(facts.Replied)

    def test_follows_the_notice(self):
        replied(invited(), act("chen", on=date(2026, 5, 10))).then_refused("date_before_previous_step")

    def test_may_be_changed(self):
        story = replied(invited(), act("chen")).when(Invitation.ask_leave, act("chen"), reason="住院")
        story.then(facts.Replied, facts.LeaveAsked)
        assert story.stream.stage is Stage.ON_LEAVE
        replied(story.stream, act("chen")).then(facts.Replied)


class TestLeave:
    def test_is_asked_for_a_reason_that_is_the_invitees_own(self):
        story = given(invited()).when(Invitation.ask_leave, act("jiang"), reason="住院")
        story.then(facts.LeaveAsked)
        assert story.recorded[0].person == person("chen")
        assert facts.LeaveAsked.PERSONAL == {"reason": "person"}

    def test_for_a_vacant_seat_is_of_who_asks(self):
        vacant = replace(place("head@finance"), person=None)
        story = given(invited(vacant)).when(Invitation.ask_leave, act("jiang"), reason="住院")
        story.then(facts.LeaveAsked)
        assert story.recorded[0].person == person("jiang")


class TestSubstitute:
    def test_is_named_by_the_invitee(self):
        story = given(invited()).when(
            Invitation.name_substitute, act("chen"), substitute=person("jiang"), people=PEOPLE
        )
        story.then(facts.SubstituteNamed)
        assert (story.stream.stage, story.stream.substitute) == (Stage.REPLACED, person("jiang"))

    def test_is_known(self):
        given(invited()).when(
            Invitation.name_substitute, act("chen"), substitute=person("stranger"), people=PEOPLE
        ).then_refused("person_unknown", "R-known")

    def test_is_somebody_else(self):
        given(invited()).when(
            Invitation.name_substitute, act("chen"), substitute=person("chen"), people=PEOPLE
        ).then_refused("substitute_is_invitee", "R-two-persons")

    def test_is_gone_when_the_invitee_comes_himself(self):
        invitation = invited()
        invitation.name_substitute(act("chen"), substitute=person("jiang"), people=PEOPLE)
        story = replied(invitation, act("chen"))
        assert story.stream.substitute is None


class TestLapse:
    def test_ends_the_invitation(self):
        story = given(invited()).when(Invitation.lapse, act("sun"), reason="会议延期")
        story.then(facts.Lapsed)
        assert not story.stream.is_open
        replied(story.stream, act("chen")).then_refused("out_of_order")
        story.when(Invitation.lapse, act("sun"), reason="会议延期").then_refused("out_of_order")

    def test_leaves_an_answered_invitation_closed(self):
        assert invited().is_open
        assert not replied(invited(), act("chen")).stream.is_open


class TestReplay:
    def test_equals_the_invitation(self):
        invitation = invited()
        invitation.reply(act("chen"), remark="")
        invitation.ask_leave(act("chen"), reason="住院")
        invitation.name_substitute(act("chen"), substitute=person("jiang"), people=PEOPLE)
        invitation.lapse(act("sun"), reason="延期")
        assert state(replayed(invitation)) == state(invitation)
