"""Handlers of calls for topics and of suggestions."""

from typing import Any
from uuid import UUID

from application.commands import calls as ask_to
from application.commands.command import Command
from application.ledger import Ledger
from application.straight import Handler, Verb, guards_of, straight_all
from domain.act import Act
from domain.call import TopicCall
from domain.meeting import Meeting
from domain.topic import Topic


def open_(ask: ask_to.OpenCall, act: Act, ledger: Ledger) -> UUID:
    """Begin a call."""
    if ask.meeting:
        ledger.load(Meeting, ask.meeting)
    call = TopicCall.open(
        act, ledger.new_id(), year=ask.year, meeting=ask.meeting, deadline=ask.deadline, text=ask.text
    )
    ledger.save(call)
    return call.id


def suggest(ask: ask_to.ReceiveSuggestion, act: Act, ledger: Ledger) -> UUID:
    """Enter a suggestion under a new id."""
    call = ledger.load(TopicCall, ask.call)
    call.suggest(
        act,
        collector=ledger.collector,
        suggestion=ledger.new_id(),
        unit=ledger.unit(ask.unit),
        text=ask.text,
        person=str(ask.person) if ask.person else None,
        sender=ask.sender,
        attachments=ask.attachments,
    )
    ledger.save(call)
    return call.id


def take_up(ask: ask_to.TakeUpSuggestion, act: Act, ledger: Ledger) -> UUID:
    """Take a suggestion up into a topic that is there."""
    call = ledger.load(TopicCall, ask.call)
    topic = ledger.load(Topic, ask.topic)
    call.take_up(act, collector=ledger.collector, suggestion=ask.suggestion, topic=topic.id)
    ledger.save(call)
    return call.id


def _known(call: TopicCall, ledger: Ledger) -> dict[str, Any]:
    del call
    return {"collector": ledger.collector}


STRAIGHT: dict[type[Command], Verb] = {
    ask_to.CloseCall: TopicCall.close,
    ask_to.ExtendCall: TopicCall.extend,
    ask_to.DoNotTakeSuggestion: TopicCall.not_take,
}
OTHERS: dict[type[Command], Verb] = {
    ask_to.ReceiveSuggestion: TopicCall.suggest,
    ask_to.TakeUpSuggestion: TopicCall.take_up,
}
HANDLERS: dict[type[Command], Handler] = {
    ask_to.OpenCall: open_,
    ask_to.ReceiveSuggestion: suggest,
    ask_to.TakeUpSuggestion: take_up,
    **straight_all(TopicCall, STRAIGHT, known=_known),
}
GUARDS = guards_of(TopicCall, STRAIGHT | OTHERS, known=_known)
