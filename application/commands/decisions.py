"""What can be asked of a decision."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar
from uuid import UUID

from annotated_types import MinLen

from application.commands.command import Command, Key, Line, Remark, Text, Version
from application.commands.topics import Attachments, UnitKeys
from domain.stream import Attachment
from domain.vocabulary import Progress

Sheets = Annotated[tuple[Attachment, ...], MinLen(1)]


@dataclass(frozen=True, kw_only=True)
class ProposeTakeOver(Command):
    """Put a decision from before the system to the heads (`decision.proposed_for_take_over`)."""

    document: Line
    dated: date
    attachments: Sheets
    text: Text
    lead: Key
    assisting: UnitKeys = ()
    due: date | None = None


@dataclass(frozen=True, kw_only=True)
class OnDecision(Command):
    """A request about one decision."""

    TARGET: ClassVar[str | None] = "decision"
    decision: UUID


@dataclass(frozen=True, kw_only=True)
class Answering(OnDecision):
    """A head's answer to one numbered question about a decision; nobody fails because another was quicker."""

    VERSIONED: ClassVar[bool] = False
    number: Version


@dataclass(frozen=True, kw_only=True)
class Agreeing(Answering):
    """An agreement, with a remark if wanted."""

    SIGNS: ClassVar[bool] = True

    remark: Remark = ""


@dataclass(frozen=True, kw_only=True)
class Refusing(Answering):
    """A refusal or a return, with its reason."""

    SIGNS: ClassVar[bool] = True

    reason: Text


@dataclass(frozen=True, kw_only=True)
class ReviseTakeOver(OnDecision):
    """Put a new version of what is to be taken over (`decision.take_over_revised`)."""

    document: Line
    dated: date
    attachments: Sheets
    text: Text
    lead: Key
    assisting: UnitKeys = ()
    due: date | None = None


@dataclass(frozen=True, kw_only=True)
class AgreeToTakeOver(OnDecision):
    """Agree to take the decision over; with the last agreement it binds (`decision.taken_over`)."""

    SIGNS: ClassVar[bool] = True

    VERSIONED: ClassVar[bool] = False
    text_version: Version
    remark: Remark = ""


@dataclass(frozen=True, kw_only=True)
class ReturnTakeOver(OnDecision):
    """Send this version back to the office (`decision.take_over_returned`)."""

    SIGNS: ClassVar[bool] = True

    VERSIONED: ClassVar[bool] = False
    text_version: Version
    reason: Text


@dataclass(frozen=True, kw_only=True)
class WithdrawTakeOver(OnDecision):
    """Withdraw the proposal to take the decision over (`decision.take_over_withdrawn`)."""

    reason: Text


@dataclass(frozen=True, kw_only=True)
class AssignDecision(OnDecision):
    """Assign the decision to its lead unit with a slip (`decision.assigned`). Clause: S5.5-a."""

    slip: Text


@dataclass(frozen=True, kw_only=True)
class ReceiveDecision(OnDecision):
    """Receive the decision, for its lead unit (`decision.received`)."""

    TELEPHONE: ClassVar[bool] = True


@dataclass(frozen=True, kw_only=True)
class HandBackDecision(OnDecision):
    """Hand the decision back as outside the unit's duties (`decision.handed_back`). Gap: G23."""

    reason: Text


@dataclass(frozen=True, kw_only=True)
class ProposeChange(OnDecision):
    """Put to the heads who leads, who assists and until when; the present lead again confirms it. Gap: G23."""

    lead: Key
    assisting: UnitKeys = ()
    due: date | None = None
    reason: Text


@dataclass(frozen=True, kw_only=True)
class AgreeToDecisionChange(Agreeing):
    """Agree to the change of lead unit or due date (`decision.change_agreed`). Gap: G23."""


@dataclass(frozen=True, kw_only=True)
class RefuseDecisionChange(Refusing):
    """Refuse the change of lead unit or due date (`decision.change_refused`)."""


@dataclass(frozen=True, kw_only=True)
class NoteProgress(OnDecision):
    """Note progress, for a unit that carries the decision out (`decision.progress_noted`)."""

    TELEPHONE: ClassVar[bool] = True
    text: Text
    attachments: Attachments = ()


@dataclass(frozen=True, kw_only=True)
class UrgeUnit(OnDecision):
    """Urge a unit to carry out what it owes (`decision.urged`). Clause: S5.5-a."""

    unit: Key
    text: Text


@dataclass(frozen=True, kw_only=True)
class AnswerUrge(OnDecision):
    """Answer an urging, by its number (`decision.urge_answered`)."""

    TELEPHONE: ClassVar[bool] = True
    number: Version
    text: Text


@dataclass(frozen=True, kw_only=True)
class CheckDecision(OnDecision):
    """Record what a check found (`decision.checked`). Clause: S5.5-a; gap: G16."""

    finding: Text
    attachments: Attachments = ()


@dataclass(frozen=True, kw_only=True)
class AskExtension(OnDecision):
    """Ask the heads for a later due date (`decision.extension_asked`)."""

    due: date
    reason: Text


@dataclass(frozen=True, kw_only=True)
class WithdrawExtension(OnDecision):
    """Withdraw the request for a later due date (`decision.extension_withdrawn`)."""

    reason: Text


@dataclass(frozen=True, kw_only=True)
class AgreeToExtension(Agreeing):
    """Agree to a later due date; with the last agreement it is granted (`decision.extension_granted`)."""


@dataclass(frozen=True, kw_only=True)
class RefuseExtension(Refusing):
    """Refuse a later due date (`decision.extension_refused`)."""


@dataclass(frozen=True, kw_only=True)
class ReportDecision(OnDecision):
    """Report in writing how far the decision is carried out, signed by the unit's head (`decision.reported`). Clause: S5.5-b."""

    progress: Progress
    planned_for: date | None = None
    text: Text
    attachments: Attachments = ()


@dataclass(frozen=True, kw_only=True)
class ForwardReport(OnDecision):
    """Look at a report first and forward it to the heads (`decision.report_forwarded`)."""

    number: Version
    remark: Remark = ""


@dataclass(frozen=True, kw_only=True)
class AcceptReport(Agreeing):
    """Accept a report as a head; with the last agreement it is accepted (`decision.report_accepted`). Gap: G9."""


@dataclass(frozen=True, kw_only=True)
class ReturnReport(Refusing):
    """Return a report to be done again (`decision.report_returned`). Gap: G9."""


@dataclass(frozen=True, kw_only=True)
class AddView(OnDecision):
    """Add the proposing side's view of what was done (`decision.view_added`)."""

    text: Text


@dataclass(frozen=True, kw_only=True)
class ExplainShortfall(OnDecision):
    """Explain why it is not carried out, and propose how to go on (`decision.shortfall_explained`). Clause: S4.3-b."""

    explanation: Text
    proposals: Text


@dataclass(frozen=True, kw_only=True)
class AgreeToCompletion(Agreeing):
    """Agree, as a head, that the decision is completed, where the charter lets the heads do so (`decision.completed`). Gap: G9."""


@dataclass(frozen=True, kw_only=True)
class ProposeReopening(OnDecision):
    """Put to the heads to reopen a decision (`decision.reopening_proposed`)."""

    reason: Text


@dataclass(frozen=True, kw_only=True)
class AgreeToReopening(Agreeing):
    """Agree to reopen; with the last agreement it is open again (`decision.reopened`)."""


@dataclass(frozen=True, kw_only=True)
class RefuseReopening(Refusing):
    """Refuse to reopen (`decision.reopening_refused`)."""


@dataclass(frozen=True, kw_only=True)
class ProposePublication(OnDecision):
    """Put to the heads that the decision stand on the public board (`decision.publication_proposed`). Gap: G10.

    `review` is what the review before publication found; `note` is for the public to read with it, if wanted.
    """

    review: Text
    note: Remark = ""


@dataclass(frozen=True, kw_only=True)
class AgreeToPublication(Answering):
    """Agree, as a head, to its publication; with the last agreement it is published (`decision.published`). Gap: G10."""

    SIGNS: ClassVar[bool] = True


@dataclass(frozen=True, kw_only=True)
class RefusePublication(Refusing):
    """Refuse its publication (`decision.publication_refused`). Gap: G10."""


@dataclass(frozen=True, kw_only=True)
class TakeOffBoard(OnDecision):
    """Take the decision off the public board at once (`decision.taken_off_board`). Gap: G10."""

    reason: Text
