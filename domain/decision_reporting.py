"""Reporting on a decision in writing, to the heads and so to the next meeting, and explaining what was not done."""

from datetime import date

from domain.act import Act
from domain.decision_state import DecisionState
from domain.decision_words import PROPOSALS, Question
from domain.facts import decision_following as facts
from domain.rules import assignment, carry_over, dates, office, reporting, settling
from domain.stream import Attachment
from domain.vocabulary import Progress


class DecisionReporting(DecisionState):
    """The lead unit's written word, and what the heads and the proposing side say to it [S5.5-b, S5.5-c, S4.3-b]."""

    def may_report(self, act: Act, *, lead_today: str) -> Act:
        """Who signs for the lead unit, or another of its seats with the signed sheet."""
        self.expect_with_units(act, "report")
        return reporting.require_reporter(act, lead_today)

    def report(
        self,
        act: Act,
        *,
        lead_today: str,
        progress: Progress,
        planned_for: date | None,
        text: str,
        attachments: tuple[Attachment, ...],
    ) -> None:
        """Report to the heads; another report takes the place of one they have not answered."""
        act = self.may_report(act, lead_today=lead_today)
        reporting.require_written(text)
        reporting.require_plan(progress, planned_for)
        self.record(
            act,
            facts.Reported,
            number=len(self.reports) + 1,
            unit=lead_today,
            to=reporting.addressees(act),
            progress=progress,
            planned_for=planned_for,
            text=text,
            attachments=attachments,
        )

    def may_forward_report(self, act: Act) -> Act:
        """The office, while a report waits for the heads."""
        self.expect_pending(Question.REPORT, "forward_report")
        return office.require_office(act)

    def forward_report(self, act: Act, *, number: int, remark: str) -> None:
        """Pass the report on to the heads with a remark; they may answer it without waiting for this."""
        act = self.may_forward_report(act)
        self.expect_number(act, Question.REPORT, number)
        self.record(act, facts.ReportForwarded, number=number, remark=remark)

    def may_accept_report(self, act: Act) -> Act:
        """A head whose agreement is missing, on a report not yet answered [G9]."""
        matter = self.expect_pending(Question.REPORT, "accept_report")
        return settling.require_settler(act, matter, reporting.TO_HEADS, reporting.NOT_ASKED)

    def accept_report(self, act: Act, *, number: int, remark: str = "") -> None:
        """Agree to accept the report; with the last agreement needed it is accepted."""
        act = self.may_accept_report(act)
        self.expect_number(act, Question.REPORT, number)
        self.record(act, facts.AcceptanceAgreed, number=number, remark=remark)
        if self.is_settled(act, Question.REPORT):
            self.record(act, facts.ReportAccepted, number=number)

    def may_return_report(self, act: Act) -> Act:
        """A head, on a report not yet accepted [G9]."""
        self.expect_pending(Question.REPORT, "return_report")
        return settling.require_on_panel(act, reporting.TO_HEADS, reporting.NOT_ASKED)

    def return_report(self, act: Act, *, number: int, reason: str) -> None:
        """Return the report to be done again."""
        act = self.may_return_report(act)
        self.expect_number(act, Question.REPORT, number)
        self.record(act, facts.ReportReturned, number=number, reason=reason)

    def may_add_view(self, act: Act) -> Act:
        """The unit that proposed the matter, at any time."""
        self.expect(self.stage not in PROPOSALS, "add_view")
        return assignment.require_one_of(act, self.proposers, reporting.PROPOSING_SIDE)

    def add_view(self, act: Act, *, text: str) -> None:
        """Add the proposing side's view of how the decision is carried out."""
        act = self.may_add_view(act)
        dates.require_not_before(act, self.adopted_on, "adopted")
        self.record(act, facts.ViewAdded, unit=act.charter.unit_of(act.by.seat) or "", text=text)

    def may_explain(self, act: Act, *, lead_today: str) -> Act:
        """The lead unit, while the decision is with the units [S4.3-b]."""
        self.expect_with_units(act, "explain")
        return assignment.require_lead(act, lead_today, carry_over.EXPLAINED_BY_UNIT)

    def explain(self, act: Act, *, lead_today: str, explanation: str, proposals: str) -> None:
        """Explain what was not carried out, and propose how to go on; the measure is the meeting's."""
        act = self.may_explain(act, lead_today=lead_today)
        self.record(act, facts.ShortfallExplained, unit=lead_today, explanation=explanation, proposals=proposals)
