"""A decision, from the meeting that settled it to the meeting that hears it done."""

from dataclasses import replace
from datetime import date
from uuid import UUID

from eventsourcing.domain import event

from domain.decision_adoption import DecisionAdoption
from domain.decision_assignment import DecisionAssignment
from domain.decision_closing import DecisionClosing
from domain.decision_following import DecisionFollowing
from domain.decision_publication import DecisionPublication
from domain.decision_reporting import DecisionReporting
from domain.decision_words import Arrangement, Document, Explanation, Extension, Measure, Question, Report, Stage, Urge
from domain.facts import decision as facts
from domain.facts import decision_following as following
from domain.trace import Trace
from domain.vocabulary import Hearing, MeetingKind, Origin, Progress, Side


class Decision(
    DecisionAdoption,
    DecisionAssignment,
    DecisionFollowing,
    DecisionReporting,
    DecisionClosing,
    DecisionPublication,
    facts=facts,
):
    """One thing the conference settled (议定事项).

    A meeting adopts it, or the heads take it over from before the record; it binds when the minutes are issued. The
    office assigns it to its lead unit, which receives it or hands it back; the heads then settle who leads. The unit may
    ask for a later date, and reports in writing; the office urges and checks, the heads return or accept. What was not
    done is explained, and the next meeting hears it: completed, carried over with a measure, ended for a reason, or
    noted. It may be superseded, corrected by a corrigendum, taken up again, made public; what it once was stays.
    """

    TOPIC = "decision"

    @event(facts.Adopted)
    def __init__(
        self,
        *,
        text: str,
        lead: str,
        lead_side: Side,
        assisting: tuple[str, ...],
        due: date | None,
        trace: Trace,
        origin: Origin = Origin.TAKEN_OVER,
        origin_id: UUID | None = None,
        meeting: UUID | None = None,
        number: int | None = None,
        proposing_side: Side | None = None,
        proposers: tuple[str, ...] = (),
        document: str = "",
        dated: date | None = None,
    ) -> None:
        self.stage = Stage.ADOPTED if dated is None else Stage.PROPOSED
        self.origin, self.origin_id = origin, origin_id
        self.meeting, self.number = meeting, number
        self.adopted_on = dated or trace.on
        self.document = Document(title=document, dated=dated) if dated else None
        self.text = text
        self.proposing_side, self.proposers = proposing_side, proposers
        self._nothing_yet()
        self._arrange(lead, lead_side, assisting, due)
        if dated is not None:
            self._put(Question.TAKE_OVER, 1, trace)

    @event(facts.TakeOverRevised)
    def _take_over_revised(
        self,
        *,
        text_version: int,
        document: str,
        dated: date,
        text: str,
        lead: str,
        lead_side: Side,
        assisting: tuple[str, ...],
        due: date | None,
        trace: Trace,
    ) -> None:
        self.document = Document(title=document, dated=dated)
        self.adopted_on, self.text, self.original_due = dated, text, None
        self._arrange(lead, lead_side, assisting, due)
        self._put(Question.TAKE_OVER, text_version, trace)

    @event(facts.TakeOverAgreed)
    def _take_over_agreed(self, trace: Trace) -> None:
        self._agree(Question.TAKE_OVER, trace)

    @event(facts.TakeOverReturned)
    def _take_over_returned(self, text_version: int, trace: Trace) -> None:
        self._put(Question.TAKE_OVER, text_version, trace)

    @event(facts.TakeOverWithdrawn)
    def _take_over_withdrawn(self, trace: Trace) -> None:
        self._close(Stage.WITHDRAWN, trace)

    @event(facts.TakenOver)
    def _taken_over(self, trace: Trace) -> None:
        self._bind(trace)

    @event(facts.Minuted)
    def _minuted(self, trace: Trace) -> None:
        self.binding_since = trace.on
        self.stage = Stage.BINDING if self.stage is Stage.ADOPTED else self.stage

    @event(facts.Assigned)
    def _assigned(self, trace: Trace) -> None:
        self.assigned_on = trace.on
        self._move(Stage.ASSIGNED)

    @event(facts.Received)
    def _received(self, trace: Trace) -> None:
        self.received_on = trace.on
        self._move(Stage.RECEIVED)

    @event(facts.HandedBack)
    def _handed_back(self) -> None:
        self.stage = Stage.HANDED_BACK

    @event(facts.ChangeProposed)
    def _change_proposed(
        self, *, number: int, lead: str, lead_side: Side, assisting: tuple[str, ...], due: date | None, trace: Trace
    ) -> None:
        self.changes = (*self.changes, Arrangement(lead=lead, lead_side=lead_side, assisting=assisting, due=due))
        self._put(Question.CHANGE, number, trace)

    @event(facts.ChangeAgreed)
    def _change_agreed(self, trace: Trace) -> None:
        self._agree(Question.CHANGE, trace)

    @event(facts.ChangeRefused)
    def _change_refused(self) -> None:
        self._answered(Question.CHANGE)

    @event(facts.LeadChanged)
    def _lead_changed(self, lead: str, lead_side: Side, assisting: tuple[str, ...]) -> None:
        if lead != self.lead:
            self._begin_anew(Stage.BINDING)
        self._arrange(lead, lead_side, assisting, self.due)
        self._answered(Question.CHANGE)

    @event(facts.DueChanged)
    def _due_changed(self, due: date | None) -> None:
        self._arrange(self.lead, self.lead_side, self.assisting, due)
        self._answered(Question.CHANGE)

    @event(facts.AssignmentConfirmed)
    def _assignment_confirmed(self) -> None:
        self._confirm()

    @event(following.ProgressNoted)
    def _progress_noted(self) -> None:
        self._move(Stage.IN_HAND)

    @event(following.Urged)
    def _urged(self, unit: str, trace: Trace) -> None:
        self.urges = (*self.urges, Urge(unit=unit, on=trace.on))

    @event(following.UrgeAnswered)
    def _urge_answered(self, number: int) -> None:
        answered = replace(self.urges[number - 1], answered=True)
        self.urges = (*self.urges[: number - 1], answered, *self.urges[number:])

    @event(following.Checked)
    def _checked(self, trace: Trace) -> None:
        self.checked_on = trace.on

    @event(following.ExtensionAsked)
    def _extension_asked(self, number: int, due: date, reason: str, *, late: bool, trace: Trace) -> None:
        self.extensions = (*self.extensions, Extension(due=due, reason=reason, late=late))
        self._put(Question.EXTENSION, number, trace)

    @event(following.ExtensionWithdrawn)
    def _extension_withdrawn(self) -> None:
        self._answered(Question.EXTENSION)

    @event(following.ExtensionAgreed)
    def _extension_agreed(self, trace: Trace) -> None:
        self._agree(Question.EXTENSION, trace)

    @event(following.ExtensionGranted)
    def _extension_granted(self, due: date) -> None:
        self.due = due
        self._answered(Question.EXTENSION)

    @event(following.ExtensionRefused)
    def _extension_refused(self) -> None:
        self._answered(Question.EXTENSION)

    @event(following.Reported)
    def _reported(self, number: int, unit: str, progress: Progress, planned_for: date | None, trace: Trace) -> None:
        report = Report(on=trace.on, unit=unit, progress=progress, planned_for=planned_for)
        self.reports = (*self.reports, report)
        self.stage = Stage.REPORTED
        self._answered(Question.COMPLETION)
        self._put(Question.REPORT, number, trace)

    @event(following.ReportForwarded)
    def _report_forwarded(self, number: int) -> None:
        self.forwarded = number

    @event(following.ViewAdded)
    def _view_added(self) -> None:
        self.views += 1

    @event(following.AcceptanceAgreed)
    def _acceptance_agreed(self, trace: Trace) -> None:
        self._agree(Question.REPORT, trace)

    @event(following.ReportAccepted)
    def _report_accepted(self, number: int, trace: Trace) -> None:
        self.stage = Stage.ACCEPTED
        self._answered(Question.REPORT)
        self._put(Question.COMPLETION, number, trace)

    @event(following.ReportReturned)
    def _report_returned(self) -> None:
        self.stage = Stage.IN_HAND
        self.reports = (*self.reports[:-1], replace(self.reports[-1], returned=True))
        self._answered(Question.REPORT)

    @event(following.ShortfallExplained)
    def _shortfall_explained(self, unit: str, explanation: str, proposals: str, trace: Trace) -> None:
        given = Explanation(on=trace.on, unit=unit, explanation=explanation, proposals=proposals)
        self.explanations = (*self.explanations, given)

    @event(facts.Heard)
    def _heard(self, meeting: UUID, kind: MeetingKind, outcome: Hearing, trace: Trace) -> None:
        self.heard_at = (*self.heard_at, meeting)
        if kind is MeetingKind.ORDINARY or outcome is not Hearing.NOTED:
            self._account(trace)

    @event(facts.CarriedOver)
    def _carried_over(
        self,
        *,
        meeting: UUID,
        count: int,
        measure: str,
        due: date | None,
        lead: str,
        lead_side: Side,
        assisting: tuple[str, ...],
        trace: Trace,
    ) -> None:
        self._begin_anew(Stage.CARRIED_OVER)
        self.carried_over = count
        self.measures = (*self.measures, Measure(meeting=meeting, on=trace.on, measure=measure, due=due))
        self._arrange(lead, lead_side, assisting, due)

    @event(facts.CompletionAgreed)
    def _completion_agreed(self, trace: Trace) -> None:
        self._agree(Question.COMPLETION, trace)

    @event(facts.Completed)
    def _completed(self, trace: Trace) -> None:
        self._close(Stage.COMPLETED, trace)

    @event(facts.Ended)
    def _ended(self, trace: Trace) -> None:
        self._close(Stage.ENDED, trace)

    @event(facts.Superseded)
    def _superseded(self, successor: UUID, trace: Trace) -> None:
        self.superseded_by = successor
        self._close(Stage.SUPERSEDED, trace)

    @event(facts.WordingCorrected)
    def _wording_corrected(self, text_version: int, text: str) -> None:
        self.earlier_texts = (*self.earlier_texts, self.text)
        self.text = text
        self.text_version = text_version
        self._answered(Question.PUBLICATION)

    @event(facts.ReopeningProposed)
    def _reopening_proposed(self, number: int, reason: str, trace: Trace) -> None:
        self.reopenings = (*self.reopenings, reason)
        self._put(Question.REOPENING, number, trace)

    @event(facts.ReopeningAgreed)
    def _reopening_agreed(self, trace: Trace) -> None:
        self._agree(Question.REOPENING, trace)

    @event(facts.ReopeningRefused)
    def _reopening_refused(self) -> None:
        self._answered(Question.REOPENING)

    @event(facts.Reopened)
    def _reopened(self, trace: Trace) -> None:
        self._begin_anew(Stage.BINDING if self.binding_since else Stage.ADOPTED)
        self.closed_on = None
        self.accounted_until = trace.on
