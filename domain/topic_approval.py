"""Who lets a topic go to the meeting: what is agreed, sent back, declined or referred, and what waits in the pool."""

from dataclasses import replace
from typing import TYPE_CHECKING

from domain.act import Act
from domain.facts import topic as facts
from domain.matters import Matter
from domain.rules import consultation, research, topic_approval
from domain.topic_preparation import IN_HAND, Stage, TopicPreparation

UNDECIDED = frozenset({Stage.SUBMITTED, Stage.RETURNED})


class TopicApproval(TopicPreparation):
    """The part of a topic's life that belongs to the seats that approve. Clause: G1."""

    if TYPE_CHECKING:
        declining: Matter
        researched: bool
        referred_to: str | None

    def may_agree(self, act: Act) -> Act:
        """A seat whose agreement is missing, on a submitted topic; research first where the charter orders it so."""
        self.at_stage(act, {Stage.SUBMITTED}, "agree")
        act = topic_approval.require_approver(self.matter, act)
        topic_approval.require_joined(joined=self.joined)
        research.require_done(researched=self.researched, before="approval", charter=act.charter)
        return act

    def agree(self, act: Act, *, text_version: int, remark: str = "") -> None:
        """Agree to one version of the text; with the last agreement needed the topic is approved."""
        act = self.may_agree(act)
        self.on_present_version(act, text_version)
        act = act.departing_from(consultation.breach_at_approval(self.consensus, act.charter))
        self.record(act, facts.Agreed, text_version=text_version, remark=remark)
        if topic_approval.is_complete(self.matter, act):
            self.record(replace(act, on=self.matter.last_on), facts.Approved, text_version=text_version)

    def may_refuse_agreement(self, act: Act) -> Act:
        """A seat that approves, on a submitted topic."""
        self.at_stage(act, {Stage.SUBMITTED}, "refuse_agreement")
        return topic_approval.require_on_panel(act)

    def refuse_agreement(self, act: Act, *, text_version: int, reason: str) -> None:
        """Send this version back to the proposer with a reason."""
        act = self.may_refuse_agreement(act)
        self.on_present_version(act, text_version)
        self.record(act, facts.AgreementRefused, text_version=text_version, reason=reason)

    def may_decline(self, act: Act) -> Act:
        """A seat that approves and has not agreed to decline, on a topic not on an agenda."""
        self.at_stage(act, IN_HAND, "decline")
        return topic_approval.require_approver(self.declining, act)

    def decline(self, act: Act, *, reason: str) -> None:
        """Agree that the topic does not go to the meeting; it is declined with the last agreement needed."""
        act = self.may_decline(act)
        self.record(act, facts.DeclineAgreed, text_version=self.matter.version, reason=reason)
        if topic_approval.is_complete(self.declining, act):
            self.record(replace(act, on=self.declining.last_on), facts.Declined, reason=reason)

    def may_refer(self, act: Act) -> Act:
        """A seat that approves, on a topic not yet approved or referred."""
        self.at_stage(act, UNDECIDED, "refer")
        self.expect(self.referred_to is None, "refer")
        return topic_approval.require_on_panel(act)

    def refer(self, act: Act, *, reason: str) -> None:
        """Put the topic before the leading group's head when the heads disagree."""
        act = self.may_refer(act)
        self.record(act, facts.Referred, to=topic_approval.referred_to(act), reason=reason)

    def may_answer_referral(self, act: Act) -> Act:
        """The duty to which the topic was referred."""
        self.expect(self.stage in UNDECIDED and self.referred_to is not None, "answer_referral")
        return act.in_one_of([self.referred_to or ""], topic_approval.REFERRED_TO)

    def answer_referral(self, act: Act, *, answer: str) -> None:
        """Give one's word on a referred topic."""
        act = self.may_answer_referral(act)
        self.record(act, facts.ReferralAnswered, answer=answer)

    def may_confirm(self, act: Act) -> Act:
        """A seat that approves, on an approved topic left in the pool."""
        self.at_stage(act, {Stage.APPROVED}, "confirm")
        return topic_approval.require_on_panel(act)

    def confirm(self, act: Act, *, year: int) -> None:
        """Keep an approved topic for another year's agenda."""
        act = self.may_confirm(act)
        self.record(act, facts.Confirmed, year=year)
