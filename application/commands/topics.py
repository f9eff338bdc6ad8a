"""What can be asked of a topic."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar
from uuid import UUID

from annotated_types import MaxLen

from application.commands.command import Command, Key, Line, Remark, Text, Version, Year
from domain.stream import Attachment
from domain.topic_text import Link
from domain.vocabulary import Opinion, Side

UnitKeys = Annotated[tuple[Key, ...], MaxLen(50)]
Attachments = Annotated[tuple[Attachment, ...], MaxLen(50)]


@dataclass(frozen=True, kw_only=True)
class SubmitTopic(Command):
    """Submit a topic (`topic.submitted`): a department for the government side, the town union for the union's, or both.

    Clauses: S5.1-a, S5.1-b. A suggestion named in ``suggestions`` is taken up in the same save.
    """

    side: Side
    proposer: Key
    joint_with: Key | None = None
    year: Year
    title: Line
    category: Key
    background: Text
    request: Text
    concerned: UnitKeys = ()
    links: Annotated[tuple[Link, ...], MaxLen(20)] = ()
    call: UUID | None = None
    suggestions: Annotated[tuple[UUID, ...], MaxLen(100)] = ()


@dataclass(frozen=True, kw_only=True)
class OnTopic(Command):
    """A request about one topic."""

    TARGET: ClassVar[str | None] = "topic"
    topic: UUID


@dataclass(frozen=True, kw_only=True)
class JoinTopic(OnTopic):
    """Make a joint topic one's own, for the proposer of the other side (`topic.joined`)."""


@dataclass(frozen=True, kw_only=True)
class ReturnTopic(OnTopic):
    """Send a topic back for its form only (`topic.returned`)."""

    reason: Text


@dataclass(frozen=True, kw_only=True)
class ReviseTopic(OnTopic):
    """Put a new version of the text (`topic.revised`); opinions, consensus and agreements must be got anew."""

    title: Line
    category: Key
    background: Text
    request: Text
    concerned: UnitKeys = ()
    reason: Text


@dataclass(frozen=True, kw_only=True)
class ResubmitTopic(OnTopic):
    """Submit a returned topic again (`topic.resubmitted`)."""


@dataclass(frozen=True, kw_only=True)
class WithdrawTopic(OnTopic):
    """Withdraw a topic that is not on an agenda (`topic.withdrawn`)."""

    reason: Text


@dataclass(frozen=True, kw_only=True)
class ReopenTopic(OnTopic):
    """Take up a withdrawn or declined topic again (`topic.reopened`)."""

    reason: Text


@dataclass(frozen=True, kw_only=True)
class MergeTopic(OnTopic):
    """Let a topic go on as part of another (`topic.merged`)."""

    into: UUID
    reason: Text


@dataclass(frozen=True, kw_only=True)
class ReportResearch(OnTopic):
    """Report what the proposer's research found (`topic.researched`). Clause: S5.1-c."""

    findings: Text
    attachments: Attachments = ()


@dataclass(frozen=True, kw_only=True)
class NoteConsultation(OnTopic):
    """Note a talk or a telephone call with a unit concerned (`topic.consulted`). Clause: S5.1-d."""

    TELEPHONE: ClassVar[bool] = True
    unit: Key
    manner: Line
    said: Text


@dataclass(frozen=True, kw_only=True)
class AskOpinion(OnTopic):
    """Ask a unit concerned for its opinion on the present text (`topic.opinion_asked`). Clause: S5.1-d."""

    unit: Key
    due: date | None = None


@dataclass(frozen=True, kw_only=True)
class GiveOpinion(OnTopic):
    """Give a unit's opinion on one version of the text (`topic.opinion_given`). Clause: S5.1-d."""

    VERSIONED: ClassVar[bool] = False
    TELEPHONE: ClassVar[bool] = True
    text_version: Version
    opinion: Opinion
    text: Text


@dataclass(frozen=True, kw_only=True)
class DeclareConsensus(OnTopic):
    """Declare that the parties agree on the present text (`topic.consensus_reached`). Clause: S5.1-e."""

    text_version: Version
    full: bool = False
    dissent: Remark = ""


@dataclass(frozen=True, kw_only=True)
class DeclareNoConsensus(OnTopic):
    """Declare that no consensus could be reached, with both views (`topic.consensus_failed`). Clause: S5.1-e."""

    text_version: Version
    views: Text


@dataclass(frozen=True, kw_only=True)
class AgreeToTopic(OnTopic):
    """Agree to one version of the text (`topic.agreed`); with the last agreement needed it is approved (`topic.approved`)."""

    SIGNS: ClassVar[bool] = True

    VERSIONED: ClassVar[bool] = False
    text_version: Version
    remark: Remark = ""


@dataclass(frozen=True, kw_only=True)
class RefuseTopicAgreement(OnTopic):
    """Send one version of the text back to the proposer with a reason (`topic.agreement_refused`)."""

    SIGNS: ClassVar[bool] = True

    VERSIONED: ClassVar[bool] = False
    text_version: Version
    reason: Text


@dataclass(frozen=True, kw_only=True)
class DeclineTopic(OnTopic):
    """Decide that the topic does not go to the meeting (`topic.declined`)."""

    SIGNS: ClassVar[bool] = True

    reason: Text


@dataclass(frozen=True, kw_only=True)
class ReferTopic(OnTopic):
    """Put the topic before the leading group's head when the heads disagree (`topic.referred`). Gap: G20."""

    SIGNS: ClassVar[bool] = True

    reason: Text


@dataclass(frozen=True, kw_only=True)
class AnswerReferral(OnTopic):
    """Give one's word on a topic that was referred (`topic.referral_answered`). Gap: G20."""

    SIGNS: ClassVar[bool] = True

    answer: Text


@dataclass(frozen=True, kw_only=True)
class ConfirmTopic(OnTopic):
    """Keep an approved topic in the pool for another year (`topic.confirmed`)."""

    year: Year
