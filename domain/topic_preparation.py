"""What happens to a topic before the meeting: submission, form, text, research, consultation, consensus."""

from collections.abc import Collection
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Self
from uuid import UUID

from domain.act import Act
from domain.errors import Malformed
from domain.facts import topic as facts
from domain.matters import Matter
from domain.rules import consultation, dates, deciding, office, topic_approval, topic_intake, units
from domain.stream import Attachment, Stream
from domain.topic_text import Link, TopicText
from domain.units import Unit
from domain.vocabulary import Consensus, Opinion, Side


class Stage(StrEnum):
    """Where a topic stands."""

    SUBMITTED = "submitted"
    RETURNED = "returned"
    APPROVED = "approved"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    MERGED = "merged"
    SCHEDULED = "scheduled"
    DISCUSSED = "discussed"
    MINUTED = "minuted"
    CONCLUDED = "concluded"


ENDED = frozenset({Stage.DECLINED, Stage.WITHDRAWN, Stage.MERGED, Stage.CONCLUDED})
IN_HAND = frozenset({Stage.SUBMITTED, Stage.RETURNED, Stage.APPROVED})
BEFORE_MEETING = IN_HAND | {Stage.SCHEDULED}
POOL = frozenset({Stage.APPROVED})
UNAPPROVED_POOL = POOL | {Stage.SUBMITTED}
"""The pool of a charter that asks for no approval."""


class TopicPreparation(Stream):
    """The proposer's part of a topic's life; ``Topic`` adds the rest, and the state."""

    if TYPE_CHECKING:
        stage: Stage
        side: Side
        proposers: tuple[str, ...]
        joint_with: str | None
        joined: bool
        text: TopicText
        matter: Matter
        since: date
        submitted_on: date
        text_on: date
        opinions: dict[str, tuple[int, Opinion, str]]
        heard: frozenset[Side]
        consensus: Consensus

    @classmethod
    def may_submit(cls, act: Act, *, units: Collection[Unit]) -> Act:
        """Who speaks for a unit that may bring a topic, of the ``units`` there are."""
        return topic_intake.require_may_propose(units, act)

    @classmethod
    def submit(
        cls,
        act: Act,
        stream: UUID,
        *,
        side: Side,
        proposer: Unit,
        joint_with: Unit | None,
        year: int,
        text: TopicText,
        links: tuple[Link, ...],
        known_units: frozenset[str],
    ) -> Self:
        """Submit a topic for a year's conference."""
        topic_intake.require_proposers(side, proposer, joint_with, act.charter)
        act = topic_intake.require_speaks_for((proposer.key,), act)
        topic_intake.require_category(text.category, act.charter)
        named = (proposer, joint_with) if joint_with else (proposer,)
        units.require_all_open((*(unit.key for unit in named), *text.concerned), known_units)
        return cls.begin(
            act,
            stream,
            facts.Submitted,
            side=side,
            proposer=proposer.key,
            joint_with=joint_with.key if joint_with else None,
            year=year,
            text=text,
            links=links,
        )

    def may_join(self, act: Act) -> Act:
        """The other side's proposer of a joint topic, once."""
        if self.joined or self.joint_with is None:
            raise topic_intake.NOT_JOINT.broken()
        self.at_stage(act, IN_HAND, "join")
        return topic_intake.require_speaks_for((self.joint_with,), act)

    def join(self, act: Act) -> None:
        """Make a joint topic one's own."""
        act = self.may_join(act)
        self.record(act, facts.Joined, unit=self.joint_with or "")

    def may_return(self, act: Act) -> Act:
        """The office, while the topic is submitted."""
        self.at_stage(act, {Stage.SUBMITTED}, "return")
        return office.require_office(act)

    def return_(self, act: Act, *, reason: str) -> None:
        """Send the topic back for its form only."""
        act = self.may_return(act)
        self.record(act, facts.Returned, reason=reason)

    def may_revise(self, act: Act) -> Act:
        """The proposer, until the topic is on an agenda."""
        self.at_stage(act, IN_HAND, "revise")
        return topic_intake.require_speaks_for(self.proposers, act)

    def revise(self, act: Act, *, text: TopicText, reason: str, known_units: frozenset[str]) -> None:
        """Put a new version of the text; opinions, consensus and agreements must be got anew."""
        act = self.may_revise(act)
        topic_intake.require_category(text.category, act.charter)
        units.require_all_open(text.concerned, known_units)
        if text == self.text:
            raise Malformed("text_unchanged", clause="R-text", field="text")
        self.record(act, facts.Revised, text_version=self.matter.version + 1, text=text, reason=reason)

    def may_resubmit(self, act: Act) -> Act:
        """The proposer, after a return."""
        self.at_stage(act, {Stage.RETURNED}, "resubmit")
        return topic_intake.require_speaks_for(self.proposers, act)

    def resubmit(self, act: Act) -> None:
        """Submit a returned topic again."""
        act = self.may_resubmit(act)
        self.record(act, facts.Resubmitted)

    def may_withdraw(self, act: Act) -> Act:
        """The proposer, until the topic is on an agenda."""
        self.at_stage(act, IN_HAND, "withdraw")
        return topic_intake.require_speaks_for(self.proposers, act)

    def withdraw(self, act: Act, *, reason: str) -> None:
        """Withdraw the topic."""
        act = self.may_withdraw(act)
        self.record(act, facts.Withdrawn, reason=reason)

    def may_reopen(self, act: Act) -> Act:
        """The proposer, after a withdrawal or a refusal to let it go to the meeting."""
        self.at_stage(act, {Stage.WITHDRAWN, Stage.DECLINED}, "reopen")
        return topic_intake.require_speaks_for(self.proposers, act)

    def reopen(self, act: Act, *, reason: str) -> None:
        """Take up the topic again."""
        act = self.may_reopen(act)
        self.record(act, facts.Reopened, reason=reason)

    def may_merge(self, act: Act) -> Act:
        """The office or the proposer, until the topic is on an agenda."""
        self.at_stage(act, IN_HAND, "merge")
        if set(act.by.seats) & set(act.charter.office_seats):
            return office.require_office(act)
        return topic_intake.require_speaks_for(self.proposers, act)

    def merge(self, act: Act, *, into: UUID, reason: str) -> None:
        """Let the topic go on as part of another."""
        act = self.may_merge(act)
        if into == self.id:
            raise Malformed("merged_into_itself", clause="R-text", field="into")
        self.record(act, facts.Merged, into=into, reason=reason)

    def may_prepare(self, act: Act) -> Act:
        """The proposer, until the meeting has discussed the topic: research, talks, opinions, consensus."""
        self.expect(self.stage in BEFORE_MEETING, "prepare")
        return topic_intake.require_speaks_for(self.proposers, act, topic_intake.PROPOSER_ONLY)

    may_research = may_consult = may_ask_opinion = may_declare_failure = may_prepare

    def may_declare_consensus(self, act: Act) -> Act:
        """The proposer, when every unit concerned and the other side have answered and nobody objects."""
        act = self.may_prepare(act)
        topic_approval.require_joined(joined=self.joined)
        consultation.require_consensus(self.matter.version, self.text.concerned, self.opinions, full=False)
        consultation.require_other_side(self.side, self.heard)
        return act

    def research(self, act: Act, *, findings: str, attachments: tuple[Attachment, ...]) -> None:
        """Report what the research found."""
        act = self.may_prepare(act)
        self.record(act, facts.Researched, findings=findings, attachments=attachments)

    def consult(self, act: Act, *, unit: str, manner: str, said: str) -> None:
        """Note a talk or a telephone call with a unit concerned."""
        act = self.may_prepare(act)
        consultation.require_concerned(unit, self.text.concerned)
        self.record(act, facts.Consulted, unit=unit, manner=manner, said=said)

    def ask_opinion(self, act: Act, *, unit: str, due: date | None) -> None:
        """Ask a unit concerned for its opinion on the present text."""
        act = self.may_prepare(act)
        dates.require_not_before(act, self.submitted_on, Stage.SUBMITTED)
        consultation.require_concerned(unit, self.text.concerned)
        self.record(act, facts.OpinionAsked, unit=unit, text_version=self.matter.version, due=due)

    def may_give_opinion(self, act: Act) -> Act:
        """A unit concerned, until the meeting has discussed the topic."""
        self.expect(self.stage in BEFORE_MEETING, "give_opinion")
        seats = [seat for unit in self.text.concerned for seat in act.charter.seats_of_unit(unit)]
        return act.in_one_of(seats, consultation.CONCERNED_ONLY)

    def give_opinion(self, act: Act, *, text_version: int, opinion: Opinion, text: str) -> None:
        """Give the unit's opinion on one version of the text."""
        act = self.may_give_opinion(act)
        self.on_present_version(act, text_version)
        unit = act.charter.unit_of(act.by.seat) or ""
        consultation.require_concerned(unit, self.text.concerned)
        self.record(act, facts.OpinionGiven, unit=unit, text_version=text_version, opinion=opinion, text=text)
        if consultation.has_lapsed(self.consensus, opinion):
            self.record(act, facts.ConsensusLapsed, text_version=text_version)

    def declare_consensus(self, act: Act, *, text_version: int, full: bool, dissent: str) -> None:
        """Declare that the parties agree on the present text."""
        act = self.may_prepare(act)
        self.on_present_version(act, text_version)
        topic_approval.require_joined(joined=self.joined)
        consultation.require_consensus(text_version, self.text.concerned, self.opinions, full=full)
        consultation.require_other_side(self.side, self.heard)
        self.record(act, facts.ConsensusReached, text_version=text_version, full=full, dissent=dissent)

    def declare_failure(self, act: Act, *, text_version: int, views: str) -> None:
        """Declare that no consensus could be reached, with the views of both sides."""
        act = self.may_prepare(act)
        self.on_present_version(act, text_version)
        self.record(act, facts.ConsensusFailed, text_version=text_version, views=views)

    def on_present_version(self, act: Act, text_version: int) -> None:
        """Refuse an act on another version of the text, or dated before it."""
        deciding.require_present_version(self.matter, text_version)
        dates.require_not_before(act, self.text_on, "text")

    def at_stage(self, act: Act, stages: Collection[Stage], step: str) -> None:
        """Refuse ``step`` at any other stage, or dated before the day that stage was reached."""
        self.expect(self.stage in stages, step)
        dates.require_not_before(act, self.since, self.stage)
