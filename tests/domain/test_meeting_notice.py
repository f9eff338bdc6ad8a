from dataclasses import replace
from datetime import date

from domain.agenda import Paper
from domain.charter_words import Attending
from domain.facts import meeting as facts
from domain.meeting import Meeting
from domain.meeting_words import Stage
from domain.rules import attendance
from domain.stream import Attachment
from tests.cast import act, charter, named, person, standing
from tests.domain.meeting_stories import (
    AGREED_ON,
    APPOINTMENT,
    DAY,
    EXTRAORDINARY_ITEMS,
    NOTICED_ON,
    TOPICS,
    a_planned_meeting,
    an_extraordinary_meeting,
    an_extraordinary_meeting_noticed,
    charter_with,
    dated,
    expected,
    in_session,
    noticed,
    with_agenda,
)
from tests.story import given

FILE = Attachment(sha256="a" * 64, size=1000, media_type="application/pdf")


PAPER = Paper(title="高温作业调研报告", topic=TOPICS[0], sha256="a" * 64)


LATE = named("accident")


class TestNotice:
    def issue(self, meeting, acting=None, listed=None, number="城联〔2026〕1号"):
        return given(meeting).when(
            Meeting.issue_notice,
            acting or act("zhou", on=NOTICED_ON),
            number=number,
            expected=listed or expected(),
        )

    def test_s5_2_b_is_issued_by_the_office(self):
        self.issue(with_agenda(dated(a_planned_meeting())), act("sun")).then_refused("notice_by_office", "S5.2-b")

    def test_waits_for_a_date(self):
        self.issue(with_agenda(a_planned_meeting())).then_refused("out_of_order")

    def test_waits_for_an_agenda(self):
        self.issue(dated(a_planned_meeting())).then_refused("agenda_missing", "R-order")

    def test_goes_to_those_expected_and_keeps_its_edition(self):
        story = self.issue(with_agenda(dated(a_planned_meeting())))
        story.then(facts.NoticeIssued)
        meeting = story.stream
        assert (meeting.stage, meeting.expected, meeting.edition_of_notice) == (
            Stage.NOTICED,
            expected(),
            "chengqiao-1",
        )
        assert story.recorded[0].cites is None

    def test_g17_needs_no_number_where_there_is_no_series(self):
        story = self.issue(with_agenda(dated(a_planned_meeting())), number=None)
        story.then(facts.NoticeIssued)
        assert "G17" in story.recorded[0].trace.assumptions

    def test_s5_3_a_leaves_nobody_out_who_attends_by_his_duty(self):
        listed = tuple(each for each in expected() if each.seat != "party_deputy")
        refusal = self.issue(with_agenda(dated(a_planned_meeting())), listed=listed).then_refused(
            "expected_left_out", "S5.3-a"
        )
        assert refusal.facts["seats"] == ["party_deputy"]

    def test_s5_3_b_may_go_to_guests(self):
        listed = (*expected(), attendance.guest(person("model worker")))
        self.issue(with_agenda(dated(a_planned_meeting())), listed=listed).then(facts.NoticeIssued)

    def test_goes_to_nobody_twice(self):
        listed = (*expected(), attendance.guest(person("chen")))
        self.issue(with_agenda(dated(a_planned_meeting())), listed=listed).then_refused("expected_twice", "R-unique")

    def test_is_given_before_the_day(self):
        self.issue(with_agenda(dated(a_planned_meeting())), act("zhou", on=date(2026, 5, 29))).then_refused(
            "meeting_day_past"
        )

    def test_is_given_after_the_date_was_fixed(self):
        self.issue(with_agenda(dated(a_planned_meeting())), act("zhou", on=date(2026, 4, 8))).then_refused(
            "date_before_previous_step"
        )

    def test_s5_2_g_waits_for_the_principal_where_a_new_charter_names_one(self):
        free = charter_with(principal=None)
        meeting = an_extraordinary_meeting()
        meeting.propose_date(
            act("zhou", on=AGREED_ON, under=charter_with(principal=None, date_fixed_by=None)),
            appointment=APPOINTMENT,
        )
        with_agenda(meeting, items=EXTRAORDINARY_ITEMS)
        self.issue(meeting).then_refused("principal_not_asked", "S5.2-g")
        self.issue(meeting, act("zhou", on=NOTICED_ON, under=free)).then(facts.NoticeIssued)

    def test_s5_2_g_of_an_extraordinary_meeting_follows_a_favourable_answer(self):
        assert an_extraordinary_meeting_noticed().stage is Stage.NOTICED

    def test_is_noted_as_delivered_to_those_on_the_list(self):
        story = given(noticed()).when(
            Meeting.note_delivery, act("wang", on=NOTICED_ON), invitee=person("chen"), manner="paper"
        )
        story.then(facts.NoticeDelivered)
        assert story.stream.delivered == {person("chen")}
        story.when(
            Meeting.note_delivery, act("wang", on=NOTICED_ON), invitee=person("han"), manner="paper"
        ).then_refused("not_on_list", "R-known")

    def test_s5_2_d_is_delivered_by_the_office(self):
        given(noticed()).when(Meeting.note_delivery, act("sun"), invitee=person("chen"), manner="paper").then_refused(
            "participants_by_office", "S5.2-d"
        )


class TestFurtherInvitation:
    def test_s5_2_d_is_the_offices(self):
        given(noticed()).when(Meeting.invite_further, act("sun"), expected=(), reason="扩大范围").then_refused(
            "participants_by_office", "S5.2-d"
        )

    def test_g22_widens_the_list(self):
        more = replace(expected()[-1], seat="chair@logistics", person=person("han"), unit="logistics", group="")
        story = given(noticed()).when(
            Meeting.invite_further, act("wang", on=NOTICED_ON), expected=(more,), reason="扩大范围"
        )
        story.then(facts.InvitedFurther)
        assert story.stream.expected == (*expected(), more)
        assert "G22" in story.recorded[0].trace.assumptions

    def test_invites_nobody_twice(self):
        given(noticed()).when(
            Meeting.invite_further, act("wang", on=NOTICED_ON), expected=expected()[:1], reason="扩大范围"
        ).then_refused("expected_twice")

    def test_follows_the_notice(self):
        given(with_agenda(dated(a_planned_meeting()))).when(
            Meeting.invite_further, act("wang", on=NOTICED_ON), expected=(), reason="扩大范围"
        ).then_refused("out_of_order")


class TestPapers:
    def issue(self, meeting, acting=None, papers=(PAPER,), attachments=(FILE,)):
        return given(meeting).when(
            Meeting.issue_papers, acting or act("zhou", on=NOTICED_ON), papers=papers, attachments=attachments
        )

    def test_s5_2_c_are_issued_by_the_office(self):
        self.issue(noticed(), act("sun")).then_refused("papers_by_office", "S5.2-c")

    def test_come_in_versions(self):
        story = self.issue(noticed())
        story.then(facts.PapersIssued)
        again = self.issue(story.stream)
        again.then(facts.PapersIssued)
        assert again.recorded[0].papers_version == 2

    def test_wait_for_an_agenda(self):
        self.issue(dated(a_planned_meeting())).then_refused("agenda_missing")

    def test_are_locked_once_the_meeting_is_opened(self):
        self.issue(in_session(), act("zhou", on=DAY)).then_refused("papers_locked", "R-version")

    def test_have_their_files_attached(self):
        self.issue(noticed(), attachments=()).then_refused("paper_unknown", "R-known")

    def test_belong_to_a_topic_of_the_meeting(self):
        self.issue(noticed(), papers=(replace(PAPER, topic=LATE),)).then_refused("paper_unknown")
        self.issue(noticed(), papers=(replace(PAPER, topic=None),)).then(facts.PapersIssued)


class TestSeatsOnTheList:
    def test_s5_3_a_stay_on_it_while_nobody_holds_them(self):
        listed = attendance.expected(charter(), standing(without=("party_deputy",)), ())
        assert [each.key for each in listed if each.kind is Attending.ATTEND and each.person is None] == [
            "party_deputy"
        ]
