"""Facts in the life of a meeting."""

from datetime import date
from uuid import UUID

from domain.agenda import Agenda, Appointment, Paper
from domain.meeting_roll import AttendanceLine, Expected
from domain.meeting_words import Briefing, Change
from domain.stream import Attachment, Fact, First
from domain.vocabulary import Ground, Hearing, MeetingKind, Outcome, Side


class Planned(First):
    """The office planned the ordinary meeting of a year, or an extraordinary one that was asked for."""

    TOPIC = "meeting.planned"
    CLAUSES = ("S5.2-a", "S5.2-e", "S5.2-g")
    GAPS = ("G21",)
    kind: MeetingKind
    year: int
    asked_by: str | None
    ground: Ground | None
    reason: str


class PrincipalAsked(Fact):
    """The government's principal leader was asked to agree to an extraordinary meeting (商请)."""

    TOPIC = "meeting.principal_asked"
    CLAUSES = ("S5.2-g",)
    GAPS = ("G18",)
    request: str


class PrincipalAnswered(Fact):
    """The government's principal leader answered whether the extraordinary meeting may be convened."""

    TOPIC = "meeting.principal_answered"
    CLAUSES = ("S5.2-g",)
    GAPS = ("G18",)
    favourable: bool
    answer: str


class DateProposed(Fact):
    """The office reported a date, an hour and a place to those who fix them."""

    TOPIC = "meeting.date_proposed"
    CLAUSES = ("S5.2-f",)
    date_version: int
    appointment: Appointment


class DateAgreed(Fact):
    """One of the seats that fix the date agreed to the one proposed."""

    TOPIC = "meeting.date_agreed"
    CLAUSES = ("S5.2-f",)
    GAPS = ("G2",)
    date_version: int


class DateReturned(Fact):
    """One of the seats that fix the date sent the proposal back to the office, with its reason."""

    TOPIC = "meeting.date_returned"
    date_version: int
    reason: str


class DateFixed(Fact):
    """The date, the hour and the place of the meeting were fixed."""

    TOPIC = "meeting.date_fixed"
    CLAUSES = ("S5.2-f",)
    GAPS = ("G2",)
    appointment: Appointment


class ChangeProposed(Fact):
    """It was proposed to postpone or to cancel the meeting."""

    TOPIC = "meeting.change_proposed"
    change: Change
    change_version: int
    reason: str


class ChangeAgreed(Fact):
    """One of the seats that fix the date agreed to the postponement or cancellation proposed."""

    TOPIC = "meeting.change_agreed"
    GAPS = ("G2",)
    change_version: int


class ChangeReturned(Fact):
    """One of the seats that fix the date turned the postponement or cancellation down; the meeting stands."""

    TOPIC = "meeting.change_returned"
    change_version: int
    reason: str


class Postponed(Fact):
    """The meeting was put off: its date is fixed anew, its topics and agreements stand, replies lapse."""

    TOPIC = "meeting.postponed"
    reason: str


class Cancelled(Fact):
    """The meeting will not be held: its topics go back to the pool, its decisions are due at the next one."""

    TOPIC = "meeting.cancelled"
    reason: str


class AgendaDrawnUp(Fact):
    """The office drew up the agenda from the charter's template, with item 2 as computed that day."""

    TOPIC = "meeting.agenda_drawn_up"
    CLAUSES = ("S5.2-a", "S5.4-b1", "S5.4-b2", "S5.4-b3", "S5.4-b4", "S5.4-b5", "S5.4-b6")
    GAPS = ("G13", "G19")
    agenda: Agenda


class AdmittedLate(Fact):
    """A topic was admitted to the agenda after the notice had been issued."""

    TOPIC = "meeting.admitted_late"
    topic: UUID
    reason: str


class NoticeIssued(Fact):
    """The office issued the notice of the meeting to everybody expected; a second one cites the first."""

    TOPIC = "meeting.notice_issued"
    CLAUSES = ("S5.2-b", "S5.2-d", "S5.3-a", "S5.3-b")
    GAPS = ("G17", "G22")
    notice_version: int
    number: str | None
    cites: str | None
    expected: tuple[Expected, ...]


class InvitedFurther(Fact):
    """The office invited more people after the notice."""

    TOPIC = "meeting.invited_further"
    CLAUSES = ("S5.2-d", "S5.3-b")
    GAPS = ("G22",)
    expected: tuple[Expected, ...]
    reason: str


class NoticeDelivered(Fact):
    """The notice reached one of those expected; ``invitee`` is a person, or a seat nobody holds."""

    TOPIC = "meeting.notice_delivered"
    CLAUSES = ("S5.2-b",)
    invitee: str
    manner: str


class PapersIssued(Fact):
    """The office issued a version of the papers for the meeting."""

    TOPIC = "meeting.papers_issued"
    CLAUSES = ("S5.2-c",)
    GAPS = ("G5", "G17")
    papers_version: int
    papers: tuple[Paper, ...]
    attachments: tuple[Attachment, ...]


class Opened(Fact):
    """The chair opened the meeting; its ordinal was taken, and item 2 stands as computed that day."""

    TOPIC = "meeting.opened"
    CLAUSES = ("S5.1-e", "S5.4-a")
    GAPS = ("G4", "G5", "G21")
    ordinal: int | None
    delegated_by: str | None
    decisions: tuple[UUID, ...]


class AttendanceRecorded(Fact):
    """The office recorded who was there, against the list of those expected."""

    TOPIC = "meeting.attendance_recorded"
    CLAUSES = ("S5.3-a", "S5.3-b")
    GAPS = ("G4",)
    lines: tuple[AttendanceLine, ...]


class BriefingGiven(Fact):
    """A side briefed the meeting on its work, its policies, or its opinions on them."""

    TOPIC = "meeting.briefing_given"
    CLAUSES = ("S4.1-a", "S4.1-b", "S4.1-c", "S4.1-d", "S5.4-b1")
    side: Side
    briefing: Briefing
    text: str


class DecisionHeard(Fact):
    """The meeting heard what became of an earlier decision and settled how to go on with it."""

    TOPIC = "meeting.decision_heard"
    CLAUSES = ("S4.3-a", "S4.3-b", "S5.4-b2", "S5.5-d")
    decision: UUID
    hearing: Hearing
    explained: bool
    measure: str
    new_due: date | None
    new_lead: str | None
    adopted: tuple[UUID, ...]


class TopicsIntroduced(Fact):
    """The meeting was told its topics and their main content."""

    TOPIC = "meeting.topics_introduced"
    CLAUSES = ("S5.4-b3",)
    summary: str


class TopicDiscussed(Fact):
    """The meeting discussed one of its topics and settled it by consultation."""

    TOPIC = "meeting.topic_discussed"
    CLAUSES = ("S5.4-b4",)
    topic: UUID
    outcome: Outcome
    summary: str
    adopted: tuple[UUID, ...]


class OtherMatterRaised(Fact):
    """The chair admitted a matter that was not prepared as a topic."""

    TOPIC = "meeting.other_matter_raised"
    CLAUSES = ("S5.4-b6",)
    title: str
    reason: str
    summary: str
    adopted: tuple[UUID, ...]


class InstructionsGiven(Fact):
    """A leader of one side gave instructions for carrying out what was settled (部署)."""

    TOPIC = "meeting.instructions_given"
    CLAUSES = ("S5.4-b5",)
    side: Side
    person: str
    text: str


class Closed(Fact):
    """The chair closed the meeting; what was not reached is deferred, what was not heard is put over."""

    TOPIC = "meeting.closed"
    not_reached: tuple[UUID, ...]
    put_over: tuple[UUID, ...]


class EnteredInError(Fact):
    """The office struck an entry that its recorder had got wrong."""

    TOPIC = "meeting.entered_in_error"
    entry: int
    reason: str


class MinutesReviewed(Fact):
    """The minutes were reviewed: what the recorder entered is settled."""

    TOPIC = "meeting.minutes_reviewed"
    CLAUSES = ("S5.4-e",)
    minutes: UUID


class MinutesIssued(Fact):
    """The minutes of the meeting were issued."""

    TOPIC = "meeting.minutes_issued"
    CLAUSES = ("S5.4-c",)
    minutes: UUID


class Archived(Fact):
    """The office put the meeting's papers into the archive."""

    TOPIC = "meeting.archived"
    GAPS = ("G7",)
    host: Side | None
    retention: str
