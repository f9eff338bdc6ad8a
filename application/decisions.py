"""Handlers of decisions: what their units, the office and the heads do between meetings."""

from typing import Any
from uuid import UUID

from application.commands import decisions as ask_to
from application.commands.command import Command
from application.ledger import Ledger
from application.straight import Handler, Verb, guards_of, straight, straight_all
from domain.act import Act
from domain.decision import Decision
from domain.decision_words import Document
from domain.topic import Topic
from domain.topic_preparation import Stage


def propose_take_over(ask: ask_to.ProposeTakeOver, act: Act, ledger: Ledger) -> UUID:
    """Begin a decision from before the system."""
    decision = Decision.propose_take_over(act, ledger.new_id(), **_taken_over(ask, ledger))
    ledger.save(decision)
    return decision.id


def revise_take_over(ask: ask_to.ReviseTakeOver, act: Act, ledger: Ledger) -> UUID:
    """Put a new version of it."""
    decision = ledger.load(Decision, ask.decision)
    decision.revise_take_over(act, **_taken_over(ask, ledger))
    ledger.save(decision)
    return decision.id


def propose_change(ask: ask_to.ProposeChange, act: Act, ledger: Ledger) -> UUID:
    """Put another lead unit or due date to the heads."""
    decision = ledger.load(Decision, ask.decision)
    decision.propose_change(
        act,
        lead=ledger.unit(ask.lead),
        assisting=ask.assisting,
        due=ask.due,
        reason=ask.reason,
        known_units=ledger.units.open_keys,
    )
    ledger.save(decision)
    return decision.id


def agree_to_completion(ask: ask_to.AgreeToCompletion, act: Act, ledger: Ledger) -> UUID | None:
    """Agree to its completion; with it the topic may be concluded."""
    done = straight(Decision, Decision.agree_to_completion, known=_known)(ask, act, ledger)
    conclude_topic(ledger.load(Decision, ask.decision), act, ledger)
    return done


def conclude_topic(decision: Decision, act: Act, ledger: Ledger) -> None:
    """Conclude the topic a decision came from when it was the last one open."""
    topic = ledger.find(Topic, decision.origin_id) if decision.origin_id else None
    if topic is not None:
        conclude_if_done(topic, act, ledger)


def conclude_if_done(topic: Topic, act: Act, ledger: Ledger) -> None:
    """Conclude a topic in issued minutes when nothing of it is left to be carried out."""
    if topic.stage is Stage.MINUTED and not any(ledger.load(Decision, each).is_open for each in topic.decisions):
        topic.conclude(act)
        ledger.save(topic)


def _taken_over(ask: ask_to.ProposeTakeOver | ask_to.ReviseTakeOver, ledger: Ledger) -> dict[str, Any]:
    return {
        "document": Document(title=ask.document, dated=ask.dated),
        "attachments": ask.attachments,
        "text": ask.text,
        "lead": ledger.unit(ask.lead),
        "assisting": ask.assisting,
        "due": ask.due,
        "known_units": ledger.units.open_keys,
    }


def _known(decision: Decision, ledger: Ledger) -> dict[str, Any]:
    return {"lead_today": ledger.units.today(decision.lead)}


STRAIGHT: dict[type[Command], Verb] = {
    ask_to.AgreeToTakeOver: Decision.agree_to_take_over,
    ask_to.ReturnTakeOver: Decision.return_take_over,
    ask_to.WithdrawTakeOver: Decision.withdraw_take_over,
    ask_to.AssignDecision: Decision.assign,
    ask_to.ReceiveDecision: Decision.receive,
    ask_to.HandBackDecision: Decision.hand_back,
    ask_to.AgreeToDecisionChange: Decision.agree_to_change,
    ask_to.RefuseDecisionChange: Decision.refuse_change,
    ask_to.NoteProgress: Decision.note_progress,
    ask_to.UrgeUnit: Decision.urge,
    ask_to.AnswerUrge: Decision.answer_urge,
    ask_to.CheckDecision: Decision.check,
    ask_to.AskExtension: Decision.ask_extension,
    ask_to.WithdrawExtension: Decision.withdraw_extension,
    ask_to.AgreeToExtension: Decision.agree_to_extension,
    ask_to.RefuseExtension: Decision.refuse_extension,
    ask_to.ReportDecision: Decision.report,
    ask_to.ForwardReport: Decision.forward_report,
    ask_to.AcceptReport: Decision.accept_report,
    ask_to.ReturnReport: Decision.return_report,
    ask_to.AddView: Decision.add_view,
    ask_to.ExplainShortfall: Decision.explain,
    ask_to.ProposeReopening: Decision.propose_reopening,
    ask_to.AgreeToReopening: Decision.agree_to_reopening,
    ask_to.RefuseReopening: Decision.refuse_reopening,
    ask_to.ProposePublication: Decision.propose_publication,
    ask_to.AgreeToPublication: Decision.agree_to_publication,
    ask_to.RefusePublication: Decision.refuse_publication,
    ask_to.TakeOffBoard: Decision.take_off_board,
}
OTHERS: dict[type[Command], Verb] = {
    ask_to.ReviseTakeOver: Decision.revise_take_over,
    ask_to.ProposeChange: Decision.propose_change,
    ask_to.AgreeToCompletion: Decision.agree_to_completion,
}
HANDLERS: dict[type[Command], Handler] = {
    ask_to.ProposeTakeOver: propose_take_over,
    ask_to.ReviseTakeOver: revise_take_over,
    ask_to.ProposeChange: propose_change,
    ask_to.AgreeToCompletion: agree_to_completion,
    **straight_all(Decision, STRAIGHT, known=_known),
}
GUARDS = guards_of(Decision, STRAIGHT | OTHERS, known=_known)
