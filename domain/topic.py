"""A topic, from its submission to what the meeting made of it."""

from uuid import UUID

from eventsourcing.domain import event

from domain.act import Act
from domain.facts import topic as facts
from domain.matters import Matter
from domain.rules import consultation, office, research, topic_approval
from domain.topic_preparation import IN_HAND, Stage, TopicPreparation
from domain.topic_text import TopicText
from domain.trace import Trace
from domain.vocabulary import Consensus, Opinion, Outcome, Side


class Topic(TopicPreparation, facts=facts):
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
        self, side: Side, proposer: str, joint_with: str | None, year: int, text: TopicText, trace: Trace
    ) -> None:
        self.stage = Stage.SUBMITTED
        self.side = side
        self.proposers = (proposer, joint_with) if joint_with else (proposer,)
        self.joined = joint_with is None
        self.joint_with = joint_with
        self.year = year
        self.text = text
        self.matter = Matter(version=1)
        self.since = trace.on
        self.researched = False
        self.opinions: dict[str, tuple[int, Opinion, str]] = {}
        self.consensus = Consensus.OPEN
        self.referred_to: str | None = None
        self.meeting: UUID | None = None
        self.deferrals = 0
        self.outcome: Outcome | None = None
        self.decisions: tuple[UUID, ...] = ()

    @event(facts.Joined)
    def _joined(self) -> None:
        self.joined = True

    @event(facts.Returned)
    def _returned(self) -> None:
        self.stage = Stage.RETURNED

    @event(facts.Revised)
    def _revised(self, text_version: int, text: TopicText, trace: Trace) -> None:
        self.text = text
        self.matter = Matter(version=text_version)
        self.since = trace.on
        self.consensus = Consensus.OPEN
        if self.stage is Stage.APPROVED:
            self.stage = Stage.SUBMITTED

    @event(facts.Resubmitted)
    def _resubmitted(self) -> None:
        self.stage = Stage.SUBMITTED

    @event(facts.Withdrawn)
    def _withdrawn(self) -> None:
        self.stage = Stage.WITHDRAWN

    @event(facts.Reopened)
    def _reopened(self) -> None:
        self.stage = Stage.SUBMITTED
        self.matter = Matter(version=self.matter.version)

    @event(facts.Merged)
    def _merged(self) -> None:
        self.stage = Stage.MERGED

    @event(facts.Researched)
    def _researched(self) -> None:
        self.researched = True

    @event(facts.OpinionGiven)
    def _opinion_given(self, unit: str, text_version: int, opinion: Opinion, text: str) -> None:
        self.opinions[unit] = (text_version, opinion, text)

    @event(facts.ConsensusReached)
    def _consensus_reached(self, *, full: bool) -> None:
        self.consensus = Consensus.FULL if full else Consensus.BASIC

    @event(facts.ConsensusFailed)
    def _consensus_failed(self) -> None:
        self.consensus = Consensus.FAILED

    # -- approval -----------------------------------------------------------------------------------------------------

    def may_agree(self, act: Act) -> Act:
        """A seat whose agreement is missing, on a submitted topic; research first where the charter orders it so."""
        self.expect(self.stage is Stage.SUBMITTED, "agree")
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
            self.record(act, facts.Approved, text_version=text_version)

    def may_refuse_agreement(self, act: Act) -> Act:
        """A seat that approves, on a submitted topic."""
        self.expect(self.stage is Stage.SUBMITTED, "refuse_agreement")
        return topic_approval.require_on_panel(act)

    def refuse_agreement(self, act: Act, *, text_version: int, reason: str) -> None:
        """Send this version back to the proposer with a reason."""
        act = self.may_refuse_agreement(act)
        self.on_present_version(act, text_version)
        self.record(act, facts.AgreementRefused, text_version=text_version, reason=reason)

    def may_decline(self, act: Act) -> Act:
        """A seat that approves, on a topic not yet on an agenda."""
        self.expect(self.stage in IN_HAND, "decline")
        return topic_approval.require_on_panel(act)

    def decline(self, act: Act, *, reason: str) -> None:
        """Decide that the topic does not go to the meeting."""
        act = self.may_decline(act)
        self.record(act, facts.Declined, reason=reason)

    def may_refer(self, act: Act) -> Act:
        """A seat that approves, on a submitted topic not yet referred."""
        self.expect(self.stage is Stage.SUBMITTED and self.referred_to is None, "refer")
        return topic_approval.require_on_panel(act)

    def refer(self, act: Act, *, reason: str) -> None:
        """Put the topic before the leading group's head when the heads disagree."""
        act = self.may_refer(act)
        self.record(act, facts.Referred, to=topic_approval.referred_to(act), reason=reason)

    def may_answer_referral(self, act: Act) -> Act:
        """The duty to which the topic was referred."""
        self.expect(self.referred_to is not None, "answer_referral")
        return act.in_one_of([self.referred_to or ""], topic_approval.REFERRED_TO)

    def answer_referral(self, act: Act, *, answer: str) -> None:
        """Give one's word on a referred topic."""
        act = self.may_answer_referral(act)
        self.record(act, facts.ReferralAnswered, answer=answer)

    @event(facts.Agreed)
    def _agreed(self, trace: Trace) -> None:
        self.matter = self.matter.agreed(trace)

    @event(facts.AgreementRefused)
    def _agreement_refused(self) -> None:
        self.stage = Stage.RETURNED
        self.matter = Matter(version=self.matter.version)

    @event(facts.Approved)
    def _approved(self, trace: Trace) -> None:
        self.stage = Stage.APPROVED
        self.since = max(self.since, trace.on)

    @event(facts.Declined)
    def _declined(self) -> None:
        self.stage = Stage.DECLINED

    @event(facts.Referred)
    def _referred(self, to: str) -> None:
        self.referred_to = to

    @event(facts.ReferralAnswered)
    def _referral_answered(self) -> None:
        self.referred_to = None

    # -- the meeting ----------------------------------------------------------------------------------------------------

    def may_confirm(self, act: Act) -> Act:
        """A seat that approves, on an approved topic left in the pool."""
        self.expect(self.stage is Stage.APPROVED, "confirm")
        return topic_approval.require_on_panel(act)

    def confirm(self, act: Act, *, year: int) -> None:
        """Keep an approved topic for another year's agenda."""
        act = self.may_confirm(act)
        self.record(act, facts.Confirmed, year=year)

    def schedule(self, act: Act, *, meeting: UUID, late: bool) -> None:
        """Put the topic on the agenda of one meeting."""
        act = office.require_office(act)
        self.expect(
            self.stage is Stage.APPROVED or (not act.charter.topics.approval and self.stage in IN_HAND), "schedule"
        )
        self.record(act, facts.Scheduled, meeting=meeting, late=late)

    def unschedule(self, act: Act, *, reason: str) -> None:
        """Take the topic off the agenda; it goes back to the pool, and its agreements stand."""
        self.expect(self.meeting is not None and self.stage is Stage.SCHEDULED, "unschedule")
        self.record(act, facts.Unscheduled, meeting=self.meeting or self.id, reason=reason)

    def discuss(  # noqa: PLR0913 - the fact is what the clerk writes down
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
        self.expect(self.stage is Stage.SCHEDULED and self.meeting == meeting, "discuss")
        self.record(
            act,
            facts.Discussed,
            meeting=meeting,
            outcome=outcome,
            summary=summary,
            gov_view=gov_view,
            union_view=union_view,
            decisions=decisions,
            agree_anew=outcome is Outcome.DEFERRED and topic_approval.must_agree_anew(self.deferrals + 1),
        )

    def enter_minutes(self, act: Act, *, meeting: UUID, minutes: UUID) -> None:
        """Follow the issue of the minutes that hold its outcome."""
        self.record(act, facts.Minuted, meeting=meeting, minutes=minutes)

    def conclude(self, act: Act) -> None:
        """Follow the end of the last of its decisions."""
        self.record(act, facts.Concluded)

    @event(facts.Confirmed)
    def _confirmed(self, year: int) -> None:
        self.year = year

    @event(facts.Scheduled)
    def _scheduled(self, meeting: UUID) -> None:
        self.stage = Stage.SCHEDULED
        self.meeting = meeting

    @event(facts.Unscheduled)
    def _unscheduled(self) -> None:
        self.stage = Stage.APPROVED
        self.meeting = None

    @event(facts.Discussed)
    def _discussed(self, outcome: Outcome, decisions: tuple[UUID, ...], *, agree_anew: bool) -> None:
        self.outcome = outcome
        self.decisions = decisions
        deferred = outcome is Outcome.DEFERRED
        self.deferrals += deferred
        self.stage = Stage.DISCUSSED
        if deferred:
            self.meeting = None
            self.stage = Stage.SUBMITTED if agree_anew else Stage.APPROVED
            self.matter = Matter(version=self.matter.version) if agree_anew else self.matter

    @event(facts.Minuted)
    def _minuted(self) -> None:
        self.stage = Stage.MINUTED if self.stage is Stage.DISCUSSED else self.stage

    @event(facts.Concluded)
    def _concluded(self) -> None:
        self.stage = Stage.CONCLUDED
