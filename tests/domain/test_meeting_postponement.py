from dataclasses import replace
from datetime import timedelta

import pytest

from domain.facts import meeting as facts
from domain.meeting import Meeting
from domain.meeting_words import Change, Stage
from tests.cast import act
from tests.domain.meeting_stories import (
    APPOINTMENT,
    DAY,
    NOTICED_ON,
    a_planned_meeting,
    an_extraordinary_meeting_noticed,
    changed,
    charter_with,
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

    def test_can_have_the_date_fixed_for_an_earlier_day(self):
        meeting = changed(noticed(), Change.POSTPONE)
        earlier = replace(APPOINTMENT, day=APPOINTMENT.day - timedelta(days=2))
        meeting.propose_date(act("zhou", on=NOTICED_ON), appointment=earlier)
        for head in ("sun", "li"):
            meeting.agree_date(act(head, on=NOTICED_ON), date_version=meeting.date_matter.version)
        assert (meeting.stage, meeting.appointment) == (Stage.DATE_FIXED, earlier)

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

    def test_under_way_waits_for_the_office_where_a_new_charter_names_nobody(self):
        free = charter_with(date_fixed_by=None)
        story = given(propose(noticed(), Change.POSTPONE))
        story.when(Meeting.propose_postponement, act("zhou", on=NOTICED_ON, under=free), reason="台风").then(
            facts.ChangeProposed, facts.Postponed
        )
        given(propose(noticed(), Change.POSTPONE)).when(
            Meeting.agree_change, act("sun", on=NOTICED_ON, under=free), change_version=1
        ).then_refused("change_by_who_fixed")

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
