"""A topic, from its submission to what the meeting made of it."""

from uuid import UUID

from eventsourcing.domain import event

from domain.act import Act
from domain.facts import topic as facts
from domain.matters import Matter
from domain.rules import office, research, topic_approval
from domain.topic_approval import TopicApproval
from domain.topic_preparation import ENDED, POOL, UNAPPROVED_POOL, Stage
from domain.topic_text import TopicText
from domain.trace import Trace
from domain.vocabulary import Consensus, Opinion, Outcome, Side


class Topic(TopicApproval, facts=facts):
    """One matter for the conference.

    A department or the town union submits it. Its proposer researches it, talks it over with the units concerned, asks
    their opinions and declares consensus; the seats that approve agree to one version of its text. It is put on an
    agenda, discussed and settled by consultation; the minutes are issued, and when its decisions are done it is
    concluded. Form faults send it back; a new version of the text voids opinions, consensus and agreements; it can be
    withdrawn, merged, declined and taken up again. Nothing of it is ever deleted.
    """

    TOPIC = "topic"

    @event(facts.Submitted)
    def __init__(
        self, *, side: Side, proposer: str, joint_with: str | None, year: int, text: TopicText, trace: Trace
    ) -> None:
        self.stage = Stage.SUBMITTED
        self.side = side
        self.proposers: tuple[str, ...] = (proposer,)
        self.joined = joint_with is None
        self.joint_with = joint_with
        self.year = year
        self.text = text
        self.matter = Matter(version=1)
        self.declining = Matter(version=1)
        self.since = trace.on
        self.submitted_on = trace.on
        self.text_on = trace.on
        self.researched = False
        self.opinions: dict[str, tuple[int, Opinion, str]] = {}
        self.heard: frozenset[Side] = frozenset()
        self.consensus = Consensus.OPEN
        self.referred_to: str | None = None
        self.meeting: UUID | None = None
        self.pooled_as = Stage.SUBMITTED
        self.deferrals = 0
        self.outcome: Outcome | None = None
        self.dissent = ""
        self.decisions: tuple[UUID, ...] = ()
        self.discussed_at: UUID | None = None
        self.left_as = Stage.SUBMITTED
        self.set_aside = Matter(version=1)

    @property
    def is_settled_without_decision(self) -> bool:
        """Whether the meeting settled the topic and nothing is left to be carried out."""
        return self.stage is Stage.MINUTED and not self.decisions

    @property
    def is_open(self) -> bool:
        """Whether the conference still has to do with it."""
        return self.stage not in ENDED

    @event(facts.Joined)
    def _joined(self, unit: str) -> None:
        self.joined = True
        self.proposers = (*self.proposers, unit)

    @event(facts.Returned)
    def _returned(self, trace: Trace) -> None:
        self.stage = Stage.RETURNED
        self.since = trace.on

    @event(facts.Revised)
    def _revised(self, text_version: int, text: TopicText, trace: Trace) -> None:
        self.text = text
        self.matter = Matter(version=text_version)
        self.declining = Matter(version=text_version)
        self.since = trace.on
        self.text_on = trace.on
        self.heard = frozenset()
        self.consensus = Consensus.OPEN
        self.referred_to = None
        self.discussed_at = None
        if self.stage is Stage.APPROVED:
            self.stage = Stage.SUBMITTED

    @event(facts.Resubmitted)
    def _resubmitted(self, trace: Trace) -> None:
        self.stage = Stage.SUBMITTED
        self.since = trace.on

    @event(facts.Withdrawn)
    def _withdrawn(self, trace: Trace) -> None:
        self.stage = Stage.WITHDRAWN
        self.since = trace.on

    @event(facts.Reopened)
    def _reopened(self, trace: Trace) -> None:
        self.stage = Stage.SUBMITTED
        self.since = trace.on
        self.matter = Matter(version=self.matter.version)
        self.declining = Matter(version=self.matter.version)
        self.referred_to = None
        self.discussed_at = None

    @event(facts.Merged)
    def _merged(self) -> None:
        self.stage = Stage.MERGED

    @event(facts.Researched)
    def _researched(self) -> None:
        self.researched = True

    @event(facts.Consulted)
    def _consulted(self) -> None:
        """Nothing changes; what was said stays with the topic."""

    @event(facts.OpinionAsked)
    def _opinion_asked(self) -> None:
        """Nothing changes; the unit has yet to answer."""

    @event(facts.OpinionGiven)
    def _opinion_given(self, unit: str, text_version: int, opinion: Opinion, text: str, trace: Trace) -> None:
        self.opinions[unit] = (text_version, opinion, text)
        self.heard |= {trace.by.side} if trace.by.side else set()

    @event(facts.ConsensusReached)
    def _consensus_reached(self, dissent: str, *, full: bool) -> None:
        self.consensus = Consensus.FULL if full else Consensus.BASIC
        self.dissent = dissent

    @event(facts.ConsensusFailed)
    def _consensus_failed(self, views: str) -> None:
        self.consensus = Consensus.FAILED
        self.dissent = views

    @event(facts.ConsensusLapsed)
    def _consensus_lapsed(self) -> None:
        self.consensus = Consensus.OPEN

    @event(facts.Agreed)
    def _agreed(self, trace: Trace) -> None:
        self.matter = self.matter.agreed(trace)
        self.declining = self.declining.taken_back(trace)

    @event(facts.AgreementRefused)
    def _agreement_refused(self, trace: Trace) -> None:
        self.stage = Stage.RETURNED
        self.since = trace.on
        self.matter = Matter(version=self.matter.version)

    @event(facts.Approved)
    def _approved(self, trace: Trace) -> None:
        self.stage = Stage.APPROVED
        self.since = trace.on
        self.declining = Matter(version=self.matter.version)
        self.referred_to = None

    @event(facts.DeclineAgreed)
    def _decline_agreed(self, trace: Trace) -> None:
        self.declining = self.declining.agreed(trace)
        self.matter = self.matter.taken_back(trace)

    @event(facts.Declined)
    def _declined(self, trace: Trace) -> None:
        self.stage = Stage.DECLINED
        self.since = trace.on

    @event(facts.Referred)
    def _referred(self, to: str) -> None:
        self.referred_to = to

    @event(facts.ReferralAnswered)
    def _referral_answered(self) -> None:
        self.referred_to = None

    @event(facts.Confirmed)
    def _confirmed(self, year: int) -> None:
        self.year = year

    def schedule(self, act: Act, *, meeting: UUID, late: bool) -> None:
        """Put the topic on the agenda of one meeting."""
        act = office.require_office(act)
        self.at_stage(act, POOL if act.charter.topics.approval else UNAPPROVED_POOL, "schedule")
        topic_approval.require_joined(joined=self.joined)
        research.require_done(researched=self.researched, before="agenda", charter=act.charter)
        self.record(act, facts.Scheduled, meeting=meeting, late=late)

    def unschedule(self, act: Act, *, reason: str) -> None:
        """Take the topic off the agenda; it goes back to the pool, and its agreements stand."""
        self.at_stage(act, {Stage.SCHEDULED}, "unschedule")
        self.record(act, facts.Unscheduled, meeting=self.meeting or self.id, reason=reason)

    def discuss(
        self,
        act: Act,
        *,
        meeting: UUID,
        outcome: Outcome,
        summary: str,
        gov_view: str,
        union_view: str,
        decisions: tuple[UUID, ...],
    ) -> None:
        """Record what the meeting settled on the topic."""
        self.at_stage(act, {Stage.SCHEDULED}, "discuss")
        self.expect(self.meeting == meeting, "discuss")
        self.record(
            act,
            facts.Discussed,
            meeting=meeting,
            outcome=outcome,
            summary=summary,
            gov_view=gov_view,
            union_view=union_view,
            decisions=decisions,
            agree_anew=outcome is Outcome.DEFERRED and topic_approval.must_agree_anew(self.deferrals + 1, act),
        )

    def strike_discussion(self, act: Act, *, meeting: UUID, reason: str) -> None:
        """Follow the striking of a slip in the meeting's record."""
        is_last = self.discussed_at == meeting and self.stage is self.left_as
        self.expect(is_last and not self.decisions, "strike_discussion")
        self.record(act, facts.DiscussionStruck, meeting=meeting, reason=reason)

    def enter_minutes(self, act: Act, *, meeting: UUID, minutes: UUID) -> None:
        """Follow the issue of the minutes that hold its outcome; a later meeting's outcome waits for its own."""
        self.expect(self.outcome is not None or self.deferrals > 0, "enter_minutes")
        if self.stage is Stage.DISCUSSED and self.discussed_at != meeting:
            return
        self.record(act, facts.Minuted, meeting=meeting, minutes=minutes)

    def conclude(self, act: Act) -> None:
        """Follow the end of the last of its decisions."""
        self.expect(self.stage in {Stage.DISCUSSED, Stage.MINUTED}, "conclude")
        self.record(act, facts.Concluded)

    @event(facts.Scheduled)
    def _scheduled(self, meeting: UUID, trace: Trace) -> None:
        self.pooled_as = self.stage
        self.stage = Stage.SCHEDULED
        self.since = trace.on
        self.meeting = meeting
        self.discussed_at = None

    @event(facts.Unscheduled)
    def _unscheduled(self, trace: Trace) -> None:
        self.stage = self.pooled_as
        self.since = trace.on
        self.meeting = None

    @event(facts.Discussed)
    def _discussed(
        self, *, meeting: UUID, outcome: Outcome, decisions: tuple[UUID, ...], agree_anew: bool, trace: Trace
    ) -> None:
        self.outcome = outcome
        self.decisions = decisions
        self.since = trace.on
        self.discussed_at = meeting
        self.set_aside = self.matter
        deferred = outcome is Outcome.DEFERRED
        self.deferrals += deferred
        self.stage = Stage.DISCUSSED
        if deferred:
            self.meeting = None
            self.stage = Stage.SUBMITTED if agree_anew else self.pooled_as
            self.matter = Matter(version=self.matter.version) if agree_anew else self.matter
        self.left_as = self.stage

    @event(facts.DiscussionStruck)
    def _discussion_struck(self, meeting: UUID) -> None:
        self.deferrals -= self.outcome is Outcome.DEFERRED
        self.outcome = None
        self.stage = Stage.SCHEDULED
        self.meeting = meeting
        self.discussed_at = None
        self.matter = self.set_aside

    @event(facts.Minuted)
    def _minuted(self) -> None:
        self.stage = Stage.MINUTED if self.stage is Stage.DISCUSSED else self.stage

    @event(facts.Concluded)
    def _concluded(self) -> None:
        self.stage = Stage.CONCLUDED
