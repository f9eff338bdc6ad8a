"""How a decision comes into the record: settled by a meeting, or taken over from before; and when it begins to bind."""

from datetime import date
from typing import Self
from uuid import UUID

from domain.act import Act
from domain.decision_state import DecisionState
from domain.decision_words import Document, Question, Stage
from domain.due import default_due
from domain.facts import decision as facts
from domain.rules import assignment, dates, office, taking_over
from domain.stream import Attachment
from domain.units import Unit
from domain.vocabulary import Origin, Side


class DecisionAdoption(DecisionState):
    """The beginning of a decision's life."""

    @classmethod
    def adopt(
        cls,
        act: Act,
        stream: UUID,
        *,
        meeting: UUID,
        number: int,
        origin: Origin,
        origin_id: UUID | None,
        text: str,
        lead: Unit,
        assisting: tuple[str, ...],
        due: date | None,
        proposing_side: Side | None,
        proposers: tuple[str, ...],
        known_units: frozenset[str],
    ) -> Self:
        """Record what the meeting settled; without a date the charter's default period runs, where it has one."""
        assignment.require_units(lead, assisting, known_units)
        return cls.begin(
            act,
            stream,
            facts.Adopted,
            meeting=meeting,
            number=number,
            origin=origin,
            origin_id=origin_id,
            text=text,
            lead=lead.key,
            lead_side=assignment.side_of(lead),
            assisting=assisting,
            due=due or default_due(act.on, act.charter.follow_up),
            proposing_side=proposing_side,
            proposers=proposers,
        )

    @classmethod
    def may_propose_take_over(cls, act: Act) -> Act:
        """The office."""
        return office.require_office(act)

    @classmethod
    def propose_take_over(
        cls,
        act: Act,
        stream: UUID,
        *,
        document: Document,
        attachments: tuple[Attachment, ...],
        text: str,
        lead: Unit,
        assisting: tuple[str, ...],
        due: date | None,
        known_units: frozenset[str],
    ) -> Self:
        """Put a decision from before the record to the heads; where the charter names none, take it over at once."""
        act = cls.may_propose_take_over(act)
        taking_over.require_document(attachments)
        dates.require_not_before(act, document.dated, "document")
        assignment.require_units(lead, assisting, known_units)
        proposed = cls.begin(
            act,
            stream,
            facts.ProposedForTakeOver,
            document=document.title,
            dated=document.dated,
            text=text,
            lead=lead.key,
            lead_side=assignment.side_of(lead),
            assisting=assisting,
            due=due,
            attachments=attachments,
        )
        if act.charter.follow_up.settled_by is None:
            proposed.record(act, facts.TakenOver, text_version=1)
        return proposed

    def may_revise_take_over(self, act: Act) -> Act:
        """The office, until the decision is taken over."""
        self.expect(self.stage is Stage.PROPOSED, "revise_take_over")
        return office.require_office(act)

    def revise_take_over(
        self,
        act: Act,
        *,
        document: Document,
        attachments: tuple[Attachment, ...],
        text: str,
        lead: Unit,
        assisting: tuple[str, ...],
        due: date | None,
        known_units: frozenset[str],
    ) -> None:
        """Put another version to the heads; agreements must be got anew."""
        act = self.may_revise_take_over(act)
        taking_over.require_document(attachments)
        dates.require_not_before(act, document.dated, "document")
        assignment.require_units(lead, assisting, known_units)
        self.record(
            act,
            facts.TakeOverRevised,
            text_version=self.pending[Question.TAKE_OVER].matter.version + 1,
            document=document.title,
            dated=document.dated,
            text=text,
            lead=lead.key,
            lead_side=assignment.side_of(lead),
            assisting=assisting,
            due=due,
            attachments=attachments,
        )

    def may_agree_to_take_over(self, act: Act) -> Act:
        """A head whose agreement is missing, until the decision is taken over."""
        return self.settler(act, Question.TAKE_OVER, "agree_to_take_over", taking_over.BY_HEADS)

    def agree_to_take_over(self, act: Act, *, text_version: int, remark: str = "") -> None:
        """Agree to one version; with the last agreement needed the decision is taken over and binds."""
        act = self.may_agree_to_take_over(act)
        self.expect_number(act, Question.TAKE_OVER, text_version)
        self.record(act, facts.TakeOverAgreed, text_version=text_version, remark=remark)
        if self.is_settled(act, Question.TAKE_OVER):
            self.record(act, facts.TakenOver, text_version=text_version)

    def may_return_take_over(self, act: Act) -> Act:
        """A head, until the decision is taken over."""
        return self.opponent(act, Question.TAKE_OVER, "return_take_over", taking_over.BY_HEADS)

    def return_take_over(self, act: Act, *, text_version: int, reason: str) -> None:
        """Return the version to the office, which revises or withdraws it."""
        act = self.may_return_take_over(act)
        self.expect_number(act, Question.TAKE_OVER, text_version)
        self.record(act, facts.TakeOverReturned, text_version=text_version, reason=reason)

    def may_withdraw_take_over(self, act: Act) -> Act:
        """The office, until the decision is taken over."""
        self.expect(self.stage is Stage.PROPOSED, "withdraw_take_over")
        return office.require_office(act)

    def withdraw_take_over(self, act: Act, *, reason: str) -> None:
        """Withdraw the proposal."""
        act = self.may_withdraw_take_over(act)
        self.record(act, facts.TakeOverWithdrawn, reason=reason)

    def enter_minutes(self, act: Act, *, minutes: UUID) -> None:
        """Follow the issue of the minutes that hold it: from here it binds [G15]."""
        self.expect(self.meeting is not None and self.binding_since is None, "enter_minutes")
        dates.require_not_before(act, self.adopted_on, "adopted")
        self.record(act, facts.Minuted, minutes=minutes)
