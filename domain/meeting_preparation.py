"""What the office does between planning and opening a meeting: agenda, notice, invitations, papers."""

from typing import TYPE_CHECKING
from uuid import UUID

from domain.act import Act
from domain.agenda import Agenda, Appointment, Paper
from domain.facts import meeting as facts
from domain.meeting_planning import MeetingPlanning
from domain.meeting_roll import Expected
from domain.meeting_words import BEFORE_SESSION, ON_RECORD, Stage
from domain.rules import agenda, attendance, convening, meeting_papers, notice, office
from domain.stream import Attachment


class MeetingPreparation(MeetingPlanning):
    """The office's part of a meeting's life [S5.2-a]; ``Meeting`` has the state."""

    if TYPE_CHECKING:
        agenda: Agenda
        appointment: Appointment | None
        notice_version: int
        notice_number: str | None
        expected: tuple[Expected, ...]
        papers_version: int

    def may_draw_up_agenda(self, act: Act) -> Act:
        """The office, until the meeting is opened."""
        self.expect(self.stage in BEFORE_SESSION, "draw_up_agenda")
        return office.require_office(act, office.PREPARES)

    def draw_up_agenda(
        self, act: Act, *, items: tuple[str, ...], topics: tuple[UUID, ...], decisions: tuple[UUID, ...]
    ) -> None:
        """Draw the agenda up, or anew; ``decisions`` is item 2 as computed that day."""
        act = self.may_draw_up_agenda(act)
        drawn = Agenda(version=self.agenda.version + 1, items=items, topics=topics, decisions=decisions)
        agenda.require_well_formed(drawn, self.kind, act.charter)
        if self.stage is Stage.NOTICED:
            agenda.require_none_added(topics, self.agenda.topics)
        act = act.departing_from(*agenda.breaches_of_template(drawn, self.kind, act.charter))
        self.record(act, facts.AgendaDrawnUp, agenda=drawn)

    def may_admit_late(self, act: Act) -> Act:
        """The office, between the notice and the opening."""
        self.expect(self.stage is Stage.NOTICED, "admit_late")
        return office.require_office(act, office.PREPARES)

    def admit_late(self, act: Act, *, topic: UUID, reason: str) -> None:
        """Put a topic on the agenda after the notice; the papers show it as admitted late."""
        act = self.may_admit_late(act)
        self.in_order(act, "notice")
        agenda.require_may_admit(topic, self.agenda, act.charter)
        self.record(act, facts.AdmittedLate, topic=topic, reason=reason)

    def may_issue_notice(self, act: Act) -> Act:
        """The office, once the date is fixed and the agenda drawn up."""
        self.expect(self.stage is Stage.DATE_FIXED, "issue_notice")
        self.require_favourable(act)
        agenda.require_drawn_up(self.agenda)
        return office.require_office(act, notice.BY_OFFICE)

    def issue_notice(self, act: Act, *, number: str | None, expected: tuple[Expected, ...]) -> None:
        """Issue the notice to everybody on the list; after a postponement it cites the one before."""
        act = self.may_issue_notice(act)
        self.in_order(act, "date")
        convening.require_day_ahead(self.appointment, act)
        notice.require_each_once(expected)
        attendance.require_nobody_left_out(expected, act.charter, act.standing)
        self.record(
            act,
            facts.NoticeIssued,
            notice_version=self.notice_version + 1,
            number=number,
            cites=self.notice_number,
            expected=expected,
        )

    def may_invite_further(self, act: Act) -> Act:
        """The office, between the notice and the opening."""
        self.expect(self.stage is Stage.NOTICED, "invite_further")
        return office.require_office(act, notice.OFFICE_COORDINATES)

    def invite_further(self, act: Act, *, expected: tuple[Expected, ...], reason: str) -> None:
        """Invite more people than the notice went to."""
        act = self.may_invite_further(act)
        self.in_order(act, "notice")
        notice.require_each_once((*self.expected, *expected))
        self.record(act, facts.InvitedFurther, expected=expected, reason=reason)

    def may_note_delivery(self, act: Act) -> Act:
        """The office, once the notice is issued."""
        self.expect(self.stage is Stage.NOTICED or self.stage in ON_RECORD, "note_delivery")
        return office.require_office(act, notice.OFFICE_COORDINATES)

    def note_delivery(self, act: Act, *, invitee: str, manner: str) -> None:
        """Note that the notice reached somebody on the list."""
        act = self.may_note_delivery(act)
        self.in_order(act, "notice")
        notice.require_on_list(invitee, self.expected)
        self.record(act, facts.NoticeDelivered, invitee=invitee, manner=manner)

    def may_issue_papers(self, act: Act) -> Act:
        """The office, once the agenda is drawn up and until the meeting is opened."""
        meeting_papers.require_unlocked(self.stage)
        agenda.require_drawn_up(self.agenda)
        return office.require_office(act, meeting_papers.BY_OFFICE)

    def issue_papers(self, act: Act, *, papers: tuple[Paper, ...], attachments: tuple[Attachment, ...]) -> None:
        """Issue the papers, or a new version of them."""
        act = self.may_issue_papers(act)
        meeting_papers.require_known(papers, attachments, self.agenda.topics)
        self.record(
            act,
            facts.PapersIssued,
            papers_version=self.papers_version + 1,
            papers=papers,
            attachments=attachments,
        )
