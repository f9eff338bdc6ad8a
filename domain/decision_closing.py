"""What a meeting makes of a decision it hears, and how a decision comes to its end or is taken up again."""

from datetime import date
from uuid import UUID

from domain.act import Act
from domain.decision_state import DecisionState
from domain.decision_words import PROPOSALS, Question, Stage
from domain.errors import Malformed, RuleBroken
from domain.facts import decision as facts
from domain.rules import assignment, carry_over, dates, hearing, office, settling
from domain.units import Unit
from domain.vocabulary import Hearing, MeetingKind


class DecisionClosing(DecisionState):
    """The meeting's part, and the last acts of a decision's life [S4.3-a, S4.3-b, S5.5-d]."""

    def hear(
        self,
        act: Act,
        *,
        meeting: UUID,
        kind: MeetingKind,
        outcome: Hearing,
        text: str,
        measure: str = "",
        due: date | None = None,
        lead: Unit | None = None,
        known_units: frozenset[str] = frozenset(),
    ) -> None:
        """Record what the meeting settled: completed, carried over with a measure, ended for a reason, or noted.

        ``text`` is what was said, and the reason when it ends. A date or lead unit left out stays as it is.
        """
        self._expect_hearing(act, meeting, outcome)
        if outcome is Hearing.CARRIED_OVER:
            carry_over.require_measure(measure)
        if outcome is Hearing.ENDED:
            carry_over.require_reason(text)
        assisting = tuple(unit for unit in self.assisting if lead is None or unit != lead.key)
        if lead is not None:
            assignment.require_units(lead, (), known_units)
        excused = act.departing_from(*self._breaches(act, kind, outcome))
        self.record(excused, facts.Heard, meeting=meeting, kind=kind, outcome=outcome, text=text)
        if outcome is Hearing.COMPLETED:
            self.record(act, facts.Completed, meeting=meeting)
        if outcome is Hearing.ENDED:
            self.record(act, facts.Ended, meeting=meeting, reason=text)
        if outcome is Hearing.CARRIED_OVER:
            self.record(
                act,
                facts.CarriedOver,
                meeting=meeting,
                count=self.carried_over + 1,
                measure=measure,
                due=due or self.due,
                lead=lead.key if lead else self.lead,
                lead_side=assignment.side_of(lead) if lead else self.lead_side,
                assisting=assisting,
            )

    def may_agree_to_completion(self, act: Act) -> Act:
        """A head whose agreement is missing, on an accepted report, where the charter lets the heads complete alone."""
        self.expect_with_units(act, "agree_to_completion")
        report = self.last_report
        carry_over.require_heads_may_complete(act, report.progress if report else None)
        return self.settler(act, Question.COMPLETION, "agree_to_completion", carry_over.COMPLETED_BY_MEETING)

    def agree_to_completion(self, act: Act, *, number: int, remark: str = "") -> None:
        """Agree, on the accepted report of this number; with the last agreement needed the decision is completed."""
        act = self.may_agree_to_completion(act)
        self.expect_number(act, Question.COMPLETION, number)
        self.record(act, facts.CompletionAgreed, number=number, remark=remark)
        if self.is_settled(act, Question.COMPLETION):
            self.record(act, facts.Completed, meeting=None)

    def supersede(self, act: Act, *, successor: UUID) -> None:
        """Follow the adoption of a decision that takes this one's place."""
        self.expect(self.is_open and self.stage is not Stage.PROPOSED, "supersede")
        if successor == self.id:
            raise Malformed("superseded_by_itself", clause="R-text", field="successor")
        self.record(act, facts.Superseded, successor=successor)

    def correct_wording(self, act: Act, *, text: str, corrigendum: UUID) -> None:
        """Follow a corrigendum to the minutes: old and new wording stay, and where the decision stands is unchanged."""
        self.expect(self.stage not in PROPOSALS and self.binding_since is not None, "correct_wording")
        if text == self.text:
            raise Malformed("text_unchanged", clause="R-text", field="text")
        self.record(act, facts.WordingCorrected, text_version=self.text_version + 1, text=text, corrigendum=corrigendum)

    def may_propose_reopening(self, act: Act) -> Act:
        """The office or a head, on a decision completed or ended."""
        self.expect(self.stage in {Stage.COMPLETED, Stage.ENDED}, "propose_reopening")
        settling.panel(act)
        if set(act.by.seats) & set(act.charter.office_seats):
            return office.require_office(act)
        return settling.require_on_panel(act, settling.REOPENS)

    def propose_reopening(self, act: Act, *, reason: str) -> None:
        """Put to the heads why the decision must be taken up again."""
        act = self.may_propose_reopening(act)
        dates.require_not_before(act, self.closed_on or act.on, "closed")
        self.record(act, facts.ReopeningProposed, number=len(self.reopenings) + 1, reason=reason)

    def may_agree_to_reopening(self, act: Act) -> Act:
        """A head whose agreement is missing, on a proposal to take the decision up again."""
        return self.settler(act, Question.REOPENING, "agree_to_reopening", settling.REOPENS)

    def agree_to_reopening(self, act: Act, *, number: int, remark: str = "") -> None:
        """Agree; with the last agreement needed the decision is open again, and the next meeting hears it."""
        act = self.may_agree_to_reopening(act)
        self.expect_number(act, Question.REOPENING, number)
        self.record(act, facts.ReopeningAgreed, number=number, remark=remark)
        if self.is_settled(act, Question.REOPENING):
            self.record(act, facts.Reopened, number=number, reason=self.reopenings[-1])

    def may_refuse_reopening(self, act: Act) -> Act:
        """A head, on a proposal to take the decision up again."""
        return self.opponent(act, Question.REOPENING, "refuse_reopening", settling.REOPENS)

    def refuse_reopening(self, act: Act, *, number: int, reason: str) -> None:
        """Refuse; the decision stays closed."""
        act = self.may_refuse_reopening(act)
        self.expect_number(act, Question.REOPENING, number)
        self.record(act, facts.ReopeningRefused, number=number, reason=reason)

    def _expect_hearing(self, act: Act, meeting: UUID, outcome: Hearing) -> None:
        hearing.require_settled(settled=self.stage not in PROPOSALS)
        hearing.require_next_meeting(same=meeting == self.meeting)
        hearing.require_first_time(heard=meeting in self.heard_at)
        hearing.require_noted(outcome, is_open=self.is_open)
        dates.require_not_before(act, self.adopted_on, "adopted")

    def _breaches(self, act: Act, kind: MeetingKind, outcome: Hearing) -> tuple[RuleBroken | None, ...]:
        owing = self.is_open and self.binding_since is not None
        if not owing or not hearing.is_asked(kind, outcome, act.charter):
            return ()
        reports = [report for report in self.reports if self._is_new(report.on, act)]
        unreported = hearing.breach_of_report(reported=bool(reports))
        if outcome is Hearing.COMPLETED:
            return (unreported,)
        standing = [report.progress for report in reports if not report.returned]
        explained = any(self._is_new(explanation.on, act) for explanation in self.explanations)
        progress = standing[-1] if standing else None
        return unreported, carry_over.breach_of_explanation(progress, explained=explained)

    def _is_new(self, on: date, act: Act) -> bool:
        return self.accounted_until < on <= act.on
