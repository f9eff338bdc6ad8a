"""Who carries a decision out: assigned by the office, received or handed back by the unit, changed by the heads."""

from datetime import date

from domain.act import Act
from domain.decision_state import DecisionState
from domain.decision_words import WITH_UNITS, Arrangement, Question, Stage
from domain.errors import Malformed
from domain.facts import decision as facts
from domain.rules import assignment, binding, dates, office, settling
from domain.units import Unit


class DecisionAssignment(DecisionState):
    """The lead unit's part at the outset, and what the heads change about it."""

    def may_assign(self, act: Act) -> Act:
        """The office, when the decision binds and is not assigned as it now stands."""
        self.expect_with_units(act, "assign")
        self.expect(self.assigned_on is None, "assign")
        return office.require_office(act)

    def assign(self, act: Act, *, lead_today: str, slip: str) -> None:
        """Assign the decision to its lead unit with a slip (交办)."""
        act = self.may_assign(act)
        self.record(act, facts.Assigned, unit=lead_today, slip=slip)

    def may_receive(self, act: Act, *, lead_today: str) -> Act:
        """The lead unit, when the decision is assigned and not yet received."""
        self.expect(self.stage in WITH_UNITS and self.assigned_on is not None and self.received_on is None, "receive")
        return assignment.require_lead(act, lead_today)

    def receive(self, act: Act, *, lead_today: str) -> None:
        """Sign for the decision (签收)."""
        act = self.may_receive(act, lead_today=lead_today)
        dates.require_not_before(act, self.assigned_on or act.on, "assigned")
        self.record(act, facts.Received, unit=lead_today)

    def may_hand_back(self, act: Act, *, lead_today: str) -> Act:
        """The lead unit, before it has begun; never twice, and only where somebody can settle it."""
        self.expect(self.stage in {Stage.ASSIGNED, Stage.RECEIVED}, "hand_back")
        assignment.require_not_confirmed(confirmed=self.confirmed)
        settling.panel(act)
        return assignment.require_lead(act, lead_today)

    def hand_back(self, act: Act, *, lead_today: str, reason: str) -> None:
        """Hand the decision back as outside the unit's duties; the heads settle it [G23]."""
        act = self.may_hand_back(act, lead_today=lead_today)
        dates.require_not_before(act, self.received_on or self.assigned_on or act.on, "assigned")
        self.record(act, facts.HandedBack, unit=lead_today, reason=reason)

    def may_propose_change(self, act: Act) -> Act:
        """The office or a head, while the decision binds and is open."""
        self.expect(self.stage in WITH_UNITS | {Stage.HANDED_BACK}, "propose_change")
        binding.require_binding(act, self.binding_since)
        settling.panel(act)
        if set(act.by.seats) & set(act.charter.office_seats):
            return office.require_office(act)
        return settling.require_on_panel(act, settling.CHANGES)

    def propose_change(
        self,
        act: Act,
        *,
        lead: Unit,
        assisting: tuple[str, ...],
        due: date | None,
        reason: str,
        known_units: frozenset[str],
    ) -> None:
        """Put to the heads who is to carry the decision out, and by when; after a handing back also the same unit."""
        act = self.may_propose_change(act)
        assignment.require_units(lead, assisting, known_units)
        wanted = Arrangement(lead=lead.key, lead_side=assignment.side_of(lead), assisting=assisting, due=due)
        if wanted == self.arrangement and self.stage is not Stage.HANDED_BACK:
            raise Malformed("change_unchanged", clause="R-text", field="lead")
        self.record(
            act,
            facts.ChangeProposed,
            number=len(self.changes) + 1,
            lead=wanted.lead,
            lead_side=wanted.lead_side,
            assisting=assisting,
            due=due,
            reason=reason,
        )

    def may_agree_to_change(self, act: Act) -> Act:
        """A head whose agreement is missing, on a change put to them."""
        return self.settler(act, Question.CHANGE, "agree_to_change", settling.CHANGES)

    def agree_to_change(self, act: Act, *, number: int, remark: str = "") -> None:
        """Agree; with the last agreement needed lead unit and due date are as proposed."""
        act = self.may_agree_to_change(act)
        self.expect_number(act, Question.CHANGE, number)
        self.record(act, facts.ChangeAgreed, number=number, remark=remark)
        if self.is_settled(act, Question.CHANGE):
            self._change(act, number, self.changes[-1])

    def may_refuse_change(self, act: Act) -> Act:
        """A head, on a change put to them."""
        return self.opponent(act, Question.CHANGE, "refuse_change", settling.CHANGES)

    def refuse_change(self, act: Act, *, number: int, reason: str) -> None:
        """Refuse; another change may be proposed."""
        act = self.may_refuse_change(act)
        self.expect_number(act, Question.CHANGE, number)
        self.record(act, facts.ChangeRefused, number=number, reason=reason)

    @property
    def arrangement(self) -> Arrangement:
        """Who carries it out now, and by when."""
        return Arrangement(lead=self.lead, lead_side=self.lead_side, assisting=self.assisting, due=self.due)

    def _change(self, act: Act, number: int, wanted: Arrangement) -> None:
        before = self.arrangement
        if self.stage is Stage.HANDED_BACK and wanted.lead == before.lead:
            self.record(act, facts.AssignmentConfirmed, number=number)
        if (wanted.lead, wanted.assisting) != (before.lead, before.assisting):
            self.record(
                act,
                facts.LeadChanged,
                number=number,
                lead=wanted.lead,
                lead_side=wanted.lead_side,
                assisting=wanted.assisting,
            )
        if wanted.due != before.due:
            self.record(act, facts.DueChanged, number=number, due=wanted.due)
