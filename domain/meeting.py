"""A meeting of the conference, from its planning to the archive."""

from datetime import date
from uuid import UUID

from eventsourcing.domain import event

from domain.act import Act
from domain.agenda import Agenda, Appointment
from domain.facts import meeting as facts
from domain.matters import Matter
from domain.meeting_proceedings import MeetingProceedings
from domain.meeting_roll import AttendanceLine, Expected
from domain.meeting_words import Briefing, Change, Stage
from domain.rules import minutes, office
from domain.trace import Trace
from domain.vocabulary import Hearing, MeetingKind, Outcome, Side


class Meeting(MeetingProceedings, facts=facts):
    """One meeting of the conference.

    The office plans it: the ordinary one of a year, or an extraordinary one that a head asks for and to which the
    government's principal leader must answer favourably. The office reports a date and the heads fix it; it draws up
    the agenda, gives notice to everybody expected and issues the papers. The chair opens the meeting, on its day or
    later. The sides brief it, it hears what became of earlier decisions, discusses its topics, deals with other matters
    the chair admits, and a leader of each side says how to carry out what was settled. The chair closes it, whatever is
    left. Its minutes are reviewed and issued, and its papers archived. Before it is opened it can be put off, and its
    date fixed anew, or called off. Slips in the record are struck, not deleted, until the minutes are reviewed.
    """

    TOPIC = "meeting"

    @event(facts.Planned)
    def __init__(self, kind: MeetingKind, year: int, asked_by: str | None, trace: Trace) -> None:
        self.stage = Stage.PLANNED
        self.kind = kind
        self.year = year
        self.asked_by = asked_by
        self.since = trace.on
        self.asked = False
        self.favourable: bool | None = None
        self.proposal: Appointment | None = None
        self.date_matter = Matter(version=0)
        self.appointment: Appointment | None = None
        self.change: Change | None = None
        self.change_reason = ""
        self.change_matter = Matter(version=0)
        self.agenda = Agenda(version=0)
        self.late: tuple[UUID, ...] = ()
        self.notice_version = 0
        self.notice_number: str | None = None
        self.edition_of_notice: str | None = None
        self.expected: tuple[Expected, ...] = ()
        self.delivered: frozenset[str] = frozenset()
        self.papers_version = 0
        self.ordinal: int | None = None
        self.chair: str | None = None
        self.chair_seat = ""
        self.opened_on = date.max
        self.attendance_entries: dict[int, tuple[AttendanceLine, ...]] = {}
        self.briefings: dict[int, Briefing] = {}
        self.introductions: dict[int, str] = {}
        self.instructions: dict[int, Side] = {}
        self.discussed: dict[int, tuple[UUID, Outcome]] = {}
        self.heard: dict[int, tuple[UUID, Hearing]] = {}
        self.adopted: dict[int, tuple[UUID, ...]] = {}
        self.closed_on: date | None = None
        self.not_reached: tuple[UUID, ...] = ()
        self.put_over: tuple[UUID, ...] = ()
        self.minutes_reviewed = False
        self.minutes: UUID | None = None

    @property
    def is_open(self) -> bool:
        """Whether anything remains to be done on it."""
        return self.stage not in {Stage.ARCHIVED, Stage.CANCELLED}

    @property
    def topics(self) -> tuple[UUID, ...]:
        """The topics on its agenda."""
        return self.agenda.topics

    @property
    def decisions_adopted(self) -> tuple[UUID, ...]:
        """Every decision this meeting adopted, in the order of the record."""
        return tuple(decision for _, found in sorted(self.adopted.items()) for decision in found)

    @event(facts.PrincipalAsked)
    def _principal_asked(self, trace: Trace) -> None:
        self.asked = True
        self.favourable = None
        self.since = trace.on

    @event(facts.PrincipalAnswered)
    def _principal_answered(self, trace: Trace, *, favourable: bool) -> None:
        self.favourable = favourable
        self.since = trace.on

    @event(facts.DateProposed)
    def _date_proposed(self, date_version: int, appointment: Appointment, trace: Trace) -> None:
        self.proposal = appointment
        self.date_matter = Matter(version=date_version)
        self.since = trace.on

    @event(facts.DateAgreed)
    def _date_agreed(self, trace: Trace) -> None:
        self.date_matter = self.date_matter.agreed(trace)

    @event(facts.DateReturned)
    def _date_returned(self) -> None:
        self.proposal = None

    @event(facts.DateFixed)
    def _date_fixed(self, appointment: Appointment, trace: Trace) -> None:
        self.stage = Stage.DATE_FIXED
        self.appointment = appointment
        self.proposal = None
        self.since = max(trace.on, self.date_matter.last_on)

    @event(facts.ChangeProposed)
    def _change_proposed(self, change: Change, change_version: int, reason: str, trace: Trace) -> None:
        self.change = change
        self.change_reason = reason
        self.change_matter = Matter(version=change_version)
        self.since = trace.on

    @event(facts.ChangeAgreed)
    def _change_agreed(self, trace: Trace) -> None:
        self.change_matter = self.change_matter.agreed(trace)

    @event(facts.ChangeReturned)
    def _change_returned(self) -> None:
        self.change = None

    @event(facts.Postponed)
    def _postponed(self, trace: Trace) -> None:
        self.stage = Stage.POSTPONED
        self.change = None
        self.appointment = None
        self.edition_of_notice = None
        self.expected = ()
        self.delivered = frozenset()
        self.late = ()
        self.since = max(trace.on, self.change_matter.last_on)

    @event(facts.Cancelled)
    def _cancelled(self) -> None:
        self.stage = Stage.CANCELLED
        self.change = None
        self.proposal = None

    @event(facts.AgendaDrawnUp)
    def _agenda_drawn_up(self, agenda: Agenda) -> None:
        self.agenda = agenda

    @event(facts.AdmittedLate)
    def _admitted_late(self, topic: UUID) -> None:
        self.agenda = self.agenda.with_topic(topic)
        self.late = (*self.late, topic)

    @event(facts.NoticeIssued)
    def _notice_issued(
        self, notice_version: int, number: str | None, expected: tuple[Expected, ...], trace: Trace
    ) -> None:
        self.stage = Stage.NOTICED
        self.notice_version = notice_version
        self.notice_number = number
        self.edition_of_notice = trace.under
        self.expected = expected
        self.since = trace.on

    @event(facts.InvitedFurther)
    def _invited_further(self, expected: tuple[Expected, ...]) -> None:
        self.expected = (*self.expected, *expected)

    @event(facts.NoticeDelivered)
    def _notice_delivered(self, invitee: str) -> None:
        self.delivered |= {invitee}

    @event(facts.PapersIssued)
    def _papers_issued(self, papers_version: int) -> None:
        self.papers_version = papers_version

    @event(facts.Opened)
    def _opened(self, ordinal: int | None, decisions: tuple[UUID, ...], trace: Trace) -> None:
        self.stage = Stage.IN_SESSION
        self.ordinal = ordinal
        self.chair = trace.by.person
        self.chair_seat = trace.by.seat
        self.opened_on = trace.on
        self.agenda = self.agenda.hearing(decisions)
        self.change = None

    @event(facts.AttendanceRecorded)
    def _attendance_recorded(self, originator_version: int, lines: tuple[AttendanceLine, ...]) -> None:
        self.attendance_entries[originator_version] = lines

    @event(facts.BriefingGiven)
    def _briefing_given(self, originator_version: int, briefing: Briefing) -> None:
        self.briefings[originator_version] = briefing

    @event(facts.DecisionHeard)
    def _decision_heard(
        self, originator_version: int, decision: UUID, hearing: Hearing, adopted: tuple[UUID, ...]
    ) -> None:
        self.heard[originator_version] = (decision, hearing)
        self.adopted[originator_version] = adopted

    @event(facts.TopicsIntroduced)
    def _topics_introduced(self, originator_version: int, summary: str) -> None:
        self.introductions[originator_version] = summary

    @event(facts.TopicDiscussed)
    def _topic_discussed(
        self, originator_version: int, topic: UUID, outcome: Outcome, adopted: tuple[UUID, ...]
    ) -> None:
        self.discussed[originator_version] = (topic, outcome)
        self.adopted[originator_version] = adopted

    @event(facts.OtherMatterRaised)
    def _other_matter_raised(self, originator_version: int, adopted: tuple[UUID, ...]) -> None:
        self.adopted[originator_version] = adopted

    @event(facts.InstructionsGiven)
    def _instructions_given(self, originator_version: int, side: Side) -> None:
        self.instructions[originator_version] = side

    @event(facts.Closed)
    def _closed(self, not_reached: tuple[UUID, ...], put_over: tuple[UUID, ...], trace: Trace) -> None:
        self.stage = Stage.CLOSED
        self.not_reached = not_reached
        self.put_over = put_over
        self.closed_on = trace.on

    @event(facts.EnteredInError)
    def _entered_in_error(self, entry: int) -> None:
        self.attendance_entries.pop(entry, None)
        self.briefings.pop(entry, None)
        self.introductions.pop(entry, None)
        self.discussed.pop(entry, None)
        self.instructions.pop(entry, None)

    # -- after the meeting --------------------------------------------------------------------------------------------

    def follow_review(self, act: Act, *, minutes: UUID) -> None:
        """Follow the review of the minutes: the record is settled, and every topic of the agenda has its outcome."""
        self.expect(self.stage is Stage.CLOSED, "follow_review")
        self.expect(set(self.topics) <= {*self.outcomes, *self.not_reached}, "follow_review")
        self.record(act, facts.MinutesReviewed, minutes=minutes)

    def follow_issue(self, act: Act, *, minutes: UUID) -> None:
        """Follow the issue of the minutes."""
        self.expect(self.stage is Stage.CLOSED, "follow_issue")
        self.record(act, facts.MinutesIssued, minutes=minutes)

    def may_archive(self, act: Act) -> Act:
        """The office, once the minutes are issued."""
        minutes.require_before_archive(self.stage)
        self.expect(self.stage is Stage.MINUTES_ISSUED, "archive")
        return office.require_office(act)

    def archive(self, act: Act, *, retention: str) -> None:
        """Put the papers into the archive, at the host side the charter names. Gap: G7."""
        act = self.may_archive(act)
        self.record(act, facts.Archived, host=act.charter.archive_host, retention=retention)

    @event(facts.MinutesReviewed)
    def _minutes_reviewed(self) -> None:
        self.minutes_reviewed = True

    @event(facts.MinutesIssued)
    def _minutes_issued(self, minutes: UUID) -> None:
        self.stage = Stage.MINUTES_ISSUED
        self.minutes = minutes
        self.minutes_reviewed = True

    @event(facts.Archived)
    def _archived(self) -> None:
        self.stage = Stage.ARCHIVED
