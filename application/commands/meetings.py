"""What can be asked of a meeting."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar
from uuid import UUID

from annotated_types import MaxLen, MinLen

from application.commands.command import Command, Key, Line, Remark, Seat, Text, Version, Year
from application.commands.topics import Attachments, UnitKeys
from domain.agenda import Paper
from domain.meeting_roll import AttendanceLine
from domain.meeting_words import Briefing
from domain.vocabulary import Ground, Hearing, Outcome, Side

People = Annotated[tuple[UUID, ...], MaxLen(200)]


@dataclass(frozen=True, kw_only=True)
class NewDecision:
    """A decision the meeting settles: its words, who leads and assists, and until when if that was settled."""

    text: Text
    lead: Key
    assisting: UnitKeys = ()
    due: date | None = None
    supersedes: UUID | None = None


NewDecisions = Annotated[tuple[NewDecision, ...], MaxLen(20)]


@dataclass(frozen=True, kw_only=True)
class PlanOrdinaryMeeting(Command):
    """Plan the ordinary meeting of a year (`meeting.planned`). Clause: S5.2-e."""

    year: Year


@dataclass(frozen=True, kw_only=True)
class PlanExtraordinaryMeeting(Command):
    """Plan an extraordinary meeting that a head asks for (`meeting.planned`). Clause: S5.2-g."""

    year: Year
    asked_by: Seat
    ground: Ground
    reason: Text


@dataclass(frozen=True, kw_only=True)
class OnMeeting(Command):
    """A request about one meeting."""

    TARGET: ClassVar[str | None] = "meeting"
    meeting: UUID


@dataclass(frozen=True, kw_only=True)
class AskPrincipal(OnMeeting):
    """Ask the government's principal leader to agree to an extraordinary meeting (`meeting.principal_asked`). Clause: S5.2-g."""

    request: Text


@dataclass(frozen=True, kw_only=True)
class AnswerAsPrincipal(OnMeeting):
    """Answer as the government's principal leader (`meeting.principal_answered`). Clause: S5.2-g."""

    SIGNS: ClassVar[bool] = True

    favourable: bool
    answer: Text


@dataclass(frozen=True, kw_only=True)
class ProposeDate(OnMeeting):
    """Report a date and place to the heads (`meeting.date_proposed`). Clause: S5.2-f."""

    day: date
    starts: Annotated[str, MinLen(5), MaxLen(5)]
    place: Line


@dataclass(frozen=True, kw_only=True)
class AgreeToDate(OnMeeting):
    """Agree to the date proposed; with the last agreement it is fixed (`meeting.date_fixed`). Clause: S5.2-f."""

    SIGNS: ClassVar[bool] = True

    VERSIONED: ClassVar[bool] = False
    date_version: Version


@dataclass(frozen=True, kw_only=True)
class ReturnDate(OnMeeting):
    """Send the date proposed back to the office (`meeting.date_returned`)."""

    SIGNS: ClassVar[bool] = True

    VERSIONED: ClassVar[bool] = False
    date_version: Version
    reason: Text


@dataclass(frozen=True, kw_only=True)
class ProposePostponement(OnMeeting):
    """Propose to the heads to change the date, to a later day or an earlier one (`meeting.change_proposed`)."""

    reason: Text


@dataclass(frozen=True, kw_only=True)
class ProposeCancellation(OnMeeting):
    """Propose to the heads to call the meeting off (`meeting.change_proposed`)."""

    reason: Text


@dataclass(frozen=True, kw_only=True)
class AgreeToChange(OnMeeting):
    """Agree to the change of date or the cancellation; the last agreement makes it (`meeting.postponed`, `meeting.cancelled`)."""

    SIGNS: ClassVar[bool] = True

    VERSIONED: ClassVar[bool] = False
    change_version: Version


@dataclass(frozen=True, kw_only=True)
class ReturnChange(OnMeeting):
    """Turn the proposal down (`meeting.change_returned`)."""

    SIGNS: ClassVar[bool] = True

    VERSIONED: ClassVar[bool] = False
    change_version: Version
    reason: Text


@dataclass(frozen=True, kw_only=True)
class DrawUpAgenda(OnMeeting):
    """Draw up the agenda (`meeting.agenda_drawn_up`); the decisions to be heard are computed. Clauses: S5.4-b1…b6.

    Without ``items`` it has every item of the charter's template, in its order.
    """

    items: Annotated[tuple[Key, ...], MaxLen(50)] = ()
    topics: Annotated[tuple[UUID, ...], MaxLen(100)] = ()


@dataclass(frozen=True, kw_only=True)
class AdmitLateTopic(OnMeeting):
    """Put a topic on the agenda after the notice (`meeting.admitted_late`)."""

    topic: UUID
    reason: Text


@dataclass(frozen=True, kw_only=True)
class IssueNotice(OnMeeting):
    """Issue the notice to everybody the measures expect, and to guests (`meeting.notice_issued`). Clauses: S5.2-b, S5.3."""

    SIGNS: ClassVar[bool] = True

    series: Key | None = None
    guests: People = ()


@dataclass(frozen=True, kw_only=True)
class InviteFurther(OnMeeting):
    """Invite more people than the notice went to (`meeting.invited_further`). Clause: S5.3-b; gap: G22."""

    guests: People = ()
    seats: Annotated[tuple[Seat, ...], MaxLen(100)] = ()
    reason: Text


@dataclass(frozen=True, kw_only=True)
class NoteDelivery(OnMeeting):
    """Note that the notice reached somebody on the list (`meeting.notice_delivered`)."""

    invitee: Seat
    manner: Line


@dataclass(frozen=True, kw_only=True)
class IssuePapers(OnMeeting):
    """Issue the papers, or a new version of them (`meeting.papers_issued`). Clause: S5.2-c."""

    papers: Annotated[tuple[Paper, ...], MinLen(1), MaxLen(100)]
    attachments: Attachments


@dataclass(frozen=True, kw_only=True)
class OpenMeeting(OnMeeting):
    """Open the meeting, as who chairs it (`meeting.opened`). Clause: S5.4-a."""

    delegated_by: Seat | None = None
    numbered: bool = True


@dataclass(frozen=True, kw_only=True)
class RecordAttendance(OnMeeting):
    """Record who was there (`meeting.attendance_recorded`). Clause: S5.3-a."""

    lines: Annotated[tuple[AttendanceLine, ...], MinLen(1), MaxLen(200)]


@dataclass(frozen=True, kw_only=True)
class GiveBriefing(OnMeeting):
    """Enter a side's briefing (`meeting.briefing_given`). Clauses: S4.1-a…d."""

    briefing: Briefing
    text: Text


@dataclass(frozen=True, kw_only=True)
class HearDecision(OnMeeting):
    """Record what the meeting settled on a previous decision (`meeting.decision_heard`, `decision.heard`). Clause: S4.3-a."""

    decision: UUID
    hearing: Hearing
    text: Text
    measure: Remark = ""
    due: date | None = None
    lead: Key | None = None
    decisions: NewDecisions = ()


@dataclass(frozen=True, kw_only=True)
class IntroduceTopics(OnMeeting):
    """Record that this meeting's topics were introduced (`meeting.topics_introduced`). Clause: S5.4-b3."""

    summary: Text


@dataclass(frozen=True, kw_only=True)
class DiscussTopic(OnMeeting):
    """Record what the meeting settled on a topic, with its decisions (`topic.discussed`, `decision.adopted`). Clause: S5.4-b4."""

    topic: UUID
    outcome: Outcome
    summary: Text
    gov_view: Remark = ""
    union_view: Remark = ""
    decisions: NewDecisions = ()


@dataclass(frozen=True, kw_only=True)
class RaiseOtherMatter(OnMeeting):
    """Admit, as the chair, a matter that was not prepared (`meeting.other_matter_raised`). Clause: S5.4-b6."""

    title: Line
    reason: Text
    summary: Text
    decisions: NewDecisions = ()


@dataclass(frozen=True, kw_only=True)
class GiveInstructions(OnMeeting):
    """Enter how a leader of one side wants what was settled carried out (`meeting.instructions_given`). Clause: S5.4-b5."""

    side: Side
    person: UUID
    text: Text


@dataclass(frozen=True, kw_only=True)
class CloseMeeting(OnMeeting):
    """Close the meeting, as its chair (`meeting.closed`); what was not reached is deferred or put over."""


@dataclass(frozen=True, kw_only=True)
class EnterInError(OnMeeting):
    """Strike a slip of the recorder, by the version of its entry (`meeting.entered_in_error`)."""

    entry: Version
    reason: Text


@dataclass(frozen=True, kw_only=True)
class ArchiveMeeting(OnMeeting):
    """Put the meeting's papers into the archive (`meeting.archived`). Gap: G7."""

    retention: Line
