"""The minutes of a meeting, from the draft to the issue, and the corrigenda of later years."""

from datetime import date
from enum import StrEnum
from typing import Self
from uuid import UUID

from eventsourcing.domain import event

from domain.act import Act
from domain.errors import Malformed
from domain.facts import minutes as facts
from domain.minutes_chain import Clearing
from domain.minutes_text import Correction, CorrectionKind, MinutesText
from domain.rules import dates, deciding, minutes, office
from domain.stream import Attachment, Stream
from domain.trace import Trace


class Stage(StrEnum):
    """Where the minutes stand."""

    DRAFTED = "drafted"
    RETURNED = "returned"
    REVIEWED = "reviewed"
    SIGNED_OFF = "signed_off"
    ISSUED = "issued"


class Minutes(Stream, facts=facts):
    """The minutes of one meeting.

    The office drafts them from what the meeting recorded. The heads review one version, one of each side and not who
    drafted it; they may send it back, and a new version starts anew. Where the charter adds signatures, they follow in
    its order. Then the office issues the minutes, and what they settle binds. Issued minutes never change: a slip is
    mended by a corrigendum, which goes the same way, cites the original and stands beside it.
    """

    TOPIC = "minutes"

    @event(facts.Drafted)
    def __init__(self, meeting: UUID, text: MinutesText, trace: Trace) -> None:
        self.stage = Stage.DRAFTED
        self.meeting = meeting
        self.text = text
        self.clearing = Clearing.begin(1, trace)
        self.since = trace.on
        self.number: str | None = None
        self.correction: Correction | None = None
        self.correction_clearing = Clearing.begin(0, trace)
        self.corrections: tuple[Correction, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether anything remains to be done on them."""
        return self.stage is not Stage.ISSUED or self.correction is not None

    @property
    def decisions(self) -> tuple[UUID, ...]:
        """The decisions that bind from the issue."""
        return tuple(each.decision for each in self.text.decisions)

    def require_complete(self, adopted: tuple[UUID, ...]) -> None:
        """Refuse to go on with a text that lacks what the meeting adopted since it was drafted."""
        minutes.require_decisions(self.text.decisions, adopted)

    @classmethod
    def may_draft(cls, act: Act) -> Act:
        """The office. Clause: S5.4-d."""
        return office.require_office(act, minutes.BY_OFFICE)

    @classmethod
    def draft(
        cls,
        act: Act,
        stream: UUID,
        *,
        meeting: UUID,
        text: MinutesText,
        adopted: tuple[UUID, ...],
        closed_on: date | None,
        drafted: bool = False,
    ) -> Self:
        """Draft the minutes of a closed meeting that has none yet, with every decision it adopted."""
        act = cls.may_draft(act)
        minutes.require_first(drafted=drafted)
        minutes.require_closed(closed_on)
        dates.require_not_before(act, closed_on or act.on, "closing")
        minutes.require_decisions(text.decisions, adopted)
        return cls.begin(act, stream, facts.Drafted, meeting=meeting, text=text)

    def may_redraft(self, act: Act) -> Act:
        """The office, until the minutes are issued."""
        minutes.require_not_issued(issued=self.stage is Stage.ISSUED)
        return office.require_office(act, minutes.BY_OFFICE)

    def redraft(self, act: Act, *, text: MinutesText, reason: str, adopted: tuple[UUID, ...]) -> None:
        """Put a new version; review and signatures begin anew."""
        act = self.may_redraft(act)
        self._in_order(act, "draft")
        minutes.require_decisions(text.decisions, adopted)
        if text == self.text:
            raise Malformed("text_unchanged", clause="R-text", field="text")
        self.record(act, facts.Redrafted, text_version=self.clearing.matter.version + 1, text=text, reason=reason)

    def may_agree(self, act: Act) -> Act:
        """A seat that reviews and whose agreement is missing."""
        self.expect(self.stage is Stage.DRAFTED and not minutes.step_of(self.clearing, act.charter), "agree")
        return minutes.require_may_decide(self.clearing, act)

    def agree(self, act: Act, *, text_version: int, remark: str = "") -> None:
        """Agree to one version; with the last agreement needed the minutes are reviewed."""
        act = self.may_agree(act)
        self._on_version(act, self.clearing, text_version)
        self.record(act, facts.Agreed, text_version=text_version, remark=remark)
        if minutes.is_passed(self.clearing, act):
            self.record(act, facts.Reviewed, text_version=text_version)

    def may_return(self, act: Act) -> Act:
        """A seat that reviews or signs off at the present step."""
        self.expect(self.stage not in {Stage.RETURNED, Stage.ISSUED}, "return")
        return minutes.require_on_panel(self.clearing, act)

    def return_(self, act: Act, *, text_version: int, reason: str) -> None:
        """Send this version back to the office."""
        act = self.may_return(act)
        self._on_version(act, self.clearing, text_version)
        self.record(act, facts.Returned, text_version=text_version, reason=reason)

    def may_sign_off(self, act: Act) -> Act:
        """A seat of the charter's next signature, after the review."""
        self.expect(self.stage not in {Stage.RETURNED, Stage.ISSUED}, "sign_off")
        minutes.require_reviewed(self.clearing, act.charter)
        return minutes.require_may_decide(self.clearing, act)

    def sign_off(self, act: Act, *, text_version: int) -> None:
        """Sign one version off. Gap: G6."""
        act = self.may_sign_off(act)
        self._on_version(act, self.clearing, text_version)
        step = minutes.step_of(self.clearing, act.charter)
        self.record(act, facts.SignOffGiven, text_version=text_version, step=step)
        if minutes.is_passed(self.clearing, act):
            self.record(act, facts.SignedOff, text_version=text_version, step=step)

    def may_issue(self, act: Act) -> Act:
        """The office, after the review and every signature the charter asks for."""
        minutes.require_not_issued(issued=self.stage is Stage.ISSUED)
        self.expect(self.stage is not Stage.RETURNED, "issue")
        minutes.require_through(self.clearing, act.charter)
        return office.require_office(act)

    def issue(
        self, act: Act, *, number: str | None, recipients: tuple[str, ...], attachments: tuple[Attachment, ...]
    ) -> None:
        """Issue the minutes under a number of the register, if there is a series; decisions bind from here."""
        act = self.may_issue(act)
        self._in_order(act, "review")
        minutes.require_recipients(recipients)
        self.record(act, facts.Issued, number=number, recipients=recipients, attachments=attachments)

    @event(facts.Redrafted)
    def _redrafted(self, text_version: int, text: MinutesText, trace: Trace) -> None:
        self.stage = Stage.DRAFTED
        self.text = text
        self.clearing = Clearing.begin(text_version, trace)
        self.since = trace.on

    @event(facts.Agreed)
    def _agreed(self, trace: Trace) -> None:
        self.clearing = self.clearing.agreed(trace)

    @event(facts.Returned)
    def _returned(self, trace: Trace) -> None:
        self.stage = Stage.RETURNED
        self.since = trace.on

    @event(facts.Reviewed)
    def _reviewed(self) -> None:
        self.stage = Stage.REVIEWED
        self.since = self.clearing.last_on
        self.clearing = self.clearing.passed(0)

    @event(facts.SignOffGiven)
    def _sign_off_given(self, trace: Trace) -> None:
        self.clearing = self.clearing.agreed(trace)

    @event(facts.SignedOff)
    def _signed_off(self, step: int) -> None:
        self.stage = Stage.SIGNED_OFF
        self.since = self.clearing.last_on
        self.clearing = self.clearing.passed(step)

    @event(facts.Issued)
    def _issued(self, number: str | None, trace: Trace) -> None:
        self.stage = Stage.ISSUED
        self.number = number
        self.since = trace.on

    # -- corrigenda ---------------------------------------------------------------------------------------------------

    def may_draft_correction(self, act: Act) -> Act:
        """The office, once the minutes are issued."""
        self.expect(self.stage is Stage.ISSUED, "draft_correction")
        return office.require_office(act, minutes.BY_OFFICE)

    def draft_correction(self, act: Act, *, correction: Correction, kind: CorrectionKind, reason: str) -> None:
        """Draft a corrigendum; a new draft takes the place of one not yet issued."""
        act = self.may_draft_correction(act)
        self._in_order(act, "issue")
        minutes.require_slip(correction, kind, self.decisions)
        version = self.correction_clearing.matter.version + 1
        self.record(act, facts.CorrectionDrafted, correction_version=version, correction=correction, reason=reason)

    def may_agree_correction(self, act: Act) -> Act:
        """A seat of the chain whose word on the corrigendum is missing."""
        self.expect(self.correction is not None, "agree_correction")
        return minutes.require_may_decide(self.correction_clearing, act)

    def agree_correction(self, act: Act, *, correction_version: int) -> None:
        """Agree to the corrigendum, in the review or as a signature, step by step."""
        act = self.may_agree_correction(act)
        self._on_version(act, self.correction_clearing, correction_version)
        step = minutes.step_of(self.correction_clearing, act.charter)
        self.record(act, facts.CorrectionAgreed, correction_version=correction_version, step=step)
        if minutes.is_passed(self.correction_clearing, act):
            self.record(act, facts.CorrectionPassed, correction_version=correction_version, step=step)

    def may_return_correction(self, act: Act) -> Act:
        """A seat of the chain at the present step."""
        self.expect(self.correction is not None, "return_correction")
        return minutes.require_on_panel(self.correction_clearing, act)

    def return_correction(self, act: Act, *, correction_version: int, reason: str) -> None:
        """Turn the corrigendum down; the minutes stand as issued."""
        act = self.may_return_correction(act)
        self._on_version(act, self.correction_clearing, correction_version)
        self.record(act, facts.CorrectionReturned, correction_version=correction_version, reason=reason)

    def may_correct(self, act: Act) -> Act:
        """The office, once the corrigendum went the way the minutes went."""
        self.expect(self.correction is not None, "correct")
        minutes.require_through(self.correction_clearing, act.charter)
        return office.require_office(act)

    def correct(
        self, act: Act, *, number: str | None, recipients: tuple[str, ...], attachments: tuple[Attachment, ...]
    ) -> None:
        """Issue the corrigendum, citing the minutes it mends."""
        act = self.may_correct(act)
        self._in_order(act, "review")
        minutes.require_recipients(recipients)
        if self.correction:
            self.record(
                act,
                facts.Corrected,
                correction=self.correction,
                number=number,
                cites=self.number,
                recipients=recipients,
                attachments=attachments,
            )

    @event(facts.CorrectionDrafted)
    def _correction_drafted(self, correction_version: int, correction: Correction, trace: Trace) -> None:
        self.correction = correction
        self.correction_clearing = Clearing.begin(correction_version, trace)
        self.since = trace.on

    @event(facts.CorrectionAgreed)
    def _correction_agreed(self, trace: Trace) -> None:
        self.correction_clearing = self.correction_clearing.agreed(trace)

    @event(facts.CorrectionPassed)
    def _correction_passed(self, step: int) -> None:
        self.since = self.correction_clearing.last_on
        self.correction_clearing = self.correction_clearing.passed(step)

    @event(facts.CorrectionReturned)
    def _correction_returned(self, trace: Trace) -> None:
        self.correction = None
        self.since = trace.on

    @event(facts.Corrected)
    def _corrected(self, correction: Correction, trace: Trace) -> None:
        self.corrections = (*self.corrections, correction)
        self.correction = None
        self.since = trace.on

    def _on_version(self, act: Act, clearing: Clearing, version: int) -> None:
        deciding.require_present_version(clearing.matter, version)
        self._in_order(act, "text")

    def _in_order(self, act: Act, step: str) -> None:
        dates.require_not_before(act, self.since, step)
