"""Facts in the life of a topic."""

from datetime import date
from uuid import UUID

from domain.stream import Attachment, Fact, First
from domain.topic_text import Link, TopicText
from domain.vocabulary import Opinion, Outcome, Side


class Submitted(First):
    """A functional department, or the town union, submitted a topic; a joint one names who proposes it beside."""

    TOPIC = "topic.submitted"
    CLAUSES = ("S5.1-a", "S5.1-b")
    side: Side
    proposer: str
    joint_with: str | None
    year: int
    text: TopicText
    links: tuple[Link, ...]


class Joined(Fact):
    """The proposer of the other side made a joint topic its own."""

    TOPIC = "topic.joined"
    CLAUSES = ("S5.1-a", "S5.1-b")
    unit: str


class Returned(Fact):
    """The office returned the topic for its form."""

    TOPIC = "topic.returned"
    reason: str


class Revised(Fact):
    """The proposer put a new version of the text; agreements to the earlier one are void."""

    TOPIC = "topic.revised"
    text_version: int
    text: TopicText
    reason: str


class Resubmitted(Fact):
    """The proposer submitted the returned topic again."""

    TOPIC = "topic.resubmitted"


class Withdrawn(Fact):
    """The proposer withdrew the topic."""

    TOPIC = "topic.withdrawn"
    reason: str


class Reopened(Fact):
    """A withdrawn or declined topic was taken up again by its proposer."""

    TOPIC = "topic.reopened"
    reason: str


class Merged(Fact):
    """The topic went on as part of another."""

    TOPIC = "topic.merged"
    into: UUID
    reason: str


class Researched(Fact):
    """The proposer reported what its research found."""

    TOPIC = "topic.researched"
    CLAUSES = ("S5.1-c",)
    findings: str
    attachments: tuple[Attachment, ...]


class Consulted(Fact):
    """The proposer talked the topic over with a unit it concerns."""

    TOPIC = "topic.consulted"
    CLAUSES = ("S5.1-d",)
    unit: str
    manner: str
    said: str


class OpinionAsked(Fact):
    """The proposer asked a unit concerned for its opinion on the present text."""

    TOPIC = "topic.opinion_asked"
    CLAUSES = ("S5.1-d",)
    unit: str
    text_version: int
    due: date | None


class OpinionGiven(Fact):
    """A unit concerned gave its opinion on one version of the text."""

    TOPIC = "topic.opinion_given"
    CLAUSES = ("S5.1-d",)
    unit: str
    text_version: int
    opinion: Opinion
    text: str


class ConsensusReached(Fact):
    """The proposer declared that the parties agree, basically or fully, on the present text."""

    TOPIC = "topic.consensus_reached"
    CLAUSES = ("S5.1-e",)
    GAPS = ("G14",)
    text_version: int
    full: bool
    dissent: str


class ConsensusFailed(Fact):
    """The proposer declared that no consensus could be reached; both views stay with the topic."""

    TOPIC = "topic.consensus_failed"
    CLAUSES = ("S5.1-e",)
    GAPS = ("G5", "G14")
    text_version: int
    views: str


class ConsensusLapsed(Fact):
    """A unit concerned answered otherwise after consensus had been declared: it is open again."""

    TOPIC = "topic.consensus_lapsed"
    GAPS = ("G14",)
    text_version: int


class Agreed(Fact):
    """One of the seats that approve agreed to let this version of the topic go to the meeting."""

    TOPIC = "topic.agreed"
    GAPS = ("G1", "G2")
    text_version: int
    remark: str


class AgreementRefused(Fact):
    """One of the seats that approve returned this version to the proposer, with its reason."""

    TOPIC = "topic.agreement_refused"
    GAPS = ("G1", "G2")
    text_version: int
    reason: str


class Approved(Fact):
    """The last agreement needed was given: the topic may go to the meeting."""

    TOPIC = "topic.approved"
    GAPS = ("G1", "G2")
    text_version: int


class DeclineAgreed(Fact):
    """One of the seats that approve agreed that the topic does not go to the meeting."""

    TOPIC = "topic.decline_agreed"
    GAPS = ("G1", "G2")
    text_version: int
    reason: str


class Declined(Fact):
    """The seats that approve decided that the topic does not go to the meeting."""

    TOPIC = "topic.declined"
    GAPS = ("G1", "G2")
    reason: str


class Referred(Fact):
    """The heads disagreed and put the topic before the leading group's head."""

    TOPIC = "topic.referred"
    GAPS = ("G20",)
    to: str
    reason: str


class ReferralAnswered(Fact):
    """Whom the topic was referred to gave his word on it; the heads agree or decline in its light."""

    TOPIC = "topic.referral_answered"
    GAPS = ("G20",)
    answer: str


class Confirmed(Fact):
    """An approved topic left over from an earlier year was confirmed for the agenda once more."""

    TOPIC = "topic.confirmed"
    GAPS = ("G1",)
    year: int


class Scheduled(Fact):
    """The topic was put on a meeting's agenda; a late admission says so."""

    TOPIC = "topic.scheduled"
    meeting: UUID
    late: bool


class Unscheduled(Fact):
    """The topic was taken off the agenda and went back to the pool."""

    TOPIC = "topic.unscheduled"
    meeting: UUID
    reason: str


class Discussed(Fact):
    """The meeting discussed the topic and settled it, by consultation and without a vote."""

    TOPIC = "topic.discussed"
    CLAUSES = ("S5.4-b4",)
    meeting: UUID
    outcome: Outcome
    summary: str
    gov_view: str
    union_view: str
    decisions: tuple[UUID, ...]
    agree_anew: bool


class DiscussionStruck(Fact):
    """The recorder's entry of the discussion was struck as a slip; the topic is on the agenda again."""

    TOPIC = "topic.discussion_struck"
    meeting: UUID
    reason: str


class Minuted(Fact):
    """The minutes that hold what became of the topic were issued."""

    TOPIC = "topic.minuted"
    CLAUSES = ("S5.4-c",)
    meeting: UUID
    minutes: UUID


class Concluded(Fact):
    """Nothing remains to be done on the topic."""

    TOPIC = "topic.concluded"
