"""Handlers of topics: load, ask, save."""

from uuid import UUID

from application.commands import topics as ask_to
from application.commands.command import Command
from application.ledger import Ledger
from application.straight import Handler, Verb, guards_of, straight_all
from domain.act import Act
from domain.call import TopicCall
from domain.errors import Malformed
from domain.topic import Topic
from domain.topic_text import Link, LinkKind, TopicText


def submit(ask: ask_to.SubmitTopic, act: Act, ledger: Ledger) -> UUID:
    """Begin a topic, and take up the suggestions it rests on in the same save."""
    taken = tuple(Link(kind=LinkKind.TAKES_UP, to=suggestion) for suggestion in ask.suggestions)
    topic = Topic.submit(
        act,
        ledger.new_id(),
        side=ask.side,
        proposer=ledger.unit(ask.proposer),
        joint_with=ledger.unit(ask.joint_with) if ask.joint_with else None,
        year=ask.year,
        text=_text(ask),
        links=ask.links + taken,
        known_units=ledger.units.open_keys,
    )
    ledger.save(topic)
    _take_up(ask, act, topic, ledger)
    return topic.id


def revise(ask: ask_to.ReviseTopic, act: Act, ledger: Ledger) -> UUID:
    """Put a new version of the text."""
    topic = ledger.load(Topic, ask.topic)
    topic.revise(act, text=_text(ask), reason=ask.reason, known_units=ledger.units.open_keys)
    ledger.save(topic)
    return topic.id


def merge(ask: ask_to.MergeTopic, act: Act, ledger: Ledger) -> UUID:
    """Merge a topic into one that is still in hand."""
    topic = ledger.load(Topic, ask.topic)
    topic.may_merge(act)
    into = ledger.load(Topic, ask.into)
    into.expect(into.is_open, "merge_into")
    topic.merge(act, into=into.id, reason=ask.reason)
    ledger.save(topic)
    return topic.id


def _take_up(ask: ask_to.SubmitTopic, act: Act, topic: Topic, ledger: Ledger) -> None:
    if not ask.suggestions:
        return
    if ask.call is None:
        raise Malformed("call_not_named", clause="R-text", field="call")
    call = ledger.load(TopicCall, ask.call)
    for suggestion in ask.suggestions:
        call.take_up(act, collector=ledger.collector, suggestion=suggestion, topic=topic.id)
    ledger.save(call)


def _text(ask: ask_to.SubmitTopic | ask_to.ReviseTopic) -> TopicText:
    return TopicText(
        title=ask.title,
        category=ask.category,
        background=ask.background,
        request=ask.request,
        concerned=ask.concerned,
    )


STRAIGHT: dict[type[Command], Verb] = {
    ask_to.JoinTopic: Topic.join,
    ask_to.ReturnTopic: Topic.return_,
    ask_to.ResubmitTopic: Topic.resubmit,
    ask_to.WithdrawTopic: Topic.withdraw,
    ask_to.ReopenTopic: Topic.reopen,
    ask_to.ReportResearch: Topic.research,
    ask_to.NoteConsultation: Topic.consult,
    ask_to.AskOpinion: Topic.ask_opinion,
    ask_to.GiveOpinion: Topic.give_opinion,
    ask_to.DeclareConsensus: Topic.declare_consensus,
    ask_to.DeclareNoConsensus: Topic.declare_failure,
    ask_to.AgreeToTopic: Topic.agree,
    ask_to.RefuseTopicAgreement: Topic.refuse_agreement,
    ask_to.DeclineTopic: Topic.decline,
    ask_to.ReferTopic: Topic.refer,
    ask_to.AnswerReferral: Topic.answer_referral,
    ask_to.ConfirmTopic: Topic.confirm,
}

HANDLERS: dict[type[Command], Handler] = {
    ask_to.SubmitTopic: submit,
    ask_to.ReviseTopic: revise,
    ask_to.MergeTopic: merge,
    **straight_all(Topic, STRAIGHT),
}

GUARDS = guards_of(Topic, STRAIGHT | {ask_to.ReviseTopic: Topic.revise, ask_to.MergeTopic: Topic.merge})
