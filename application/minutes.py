"""Handlers of minutes: drafted from the record, reviewed, issued; what they settle binds in the same save."""

from uuid import UUID, uuid5

from application.commands import minutes as ask_to
from application.commands.command import Command
from application.decisions import conclude_if_done
from application.ledger import Ledger
from application.meetings import governed, take_number
from application.minutes_draft import drafted
from application.straight import Guard, Handler, Verb, guards_of, straight_all
from domain.act import Act
from domain.decision import Decision
from domain.meeting import Meeting
from domain.minutes import Minutes, Stage
from domain.minutes_text import Correction
from domain.rules import minutes as rule
from domain.topic import Topic


def draft(ask: ask_to.DraftMinutes, act: Act, ledger: Ledger) -> UUID:
    """Draft the minutes of a meeting, once: another text is a new version of the same minutes."""
    meeting = ledger.load(Meeting, ask.meeting)
    _may_draft(meeting, act, ledger)
    minutes = Minutes.draft(
        governed(meeting, act, ledger),
        _of(meeting),
        meeting=meeting.id,
        text=drafted(ask.title, ask.items, meeting, ledger),
        adopted=meeting.decisions_adopted,
        closed_on=meeting.closed_on,
        drafted=ledger.find(Minutes, _of(meeting)) is not None,
    )
    ledger.save(minutes)
    return minutes.id


def redraft(ask: ask_to.RedraftMinutes, act: Act, ledger: Ledger) -> UUID:
    """Put a new version of the minutes."""
    minutes = ledger.load(Minutes, ask.minutes)
    meeting = ledger.load(Meeting, minutes.meeting)
    minutes.redraft(
        governed(meeting, act, ledger),
        text=drafted(ask.title, ask.items, meeting, ledger),
        reason=ask.reason,
        adopted=meeting.decisions_adopted,
    )
    ledger.save(minutes)
    return minutes.id


def agree(ask: ask_to.AgreeToMinutes, act: Act, ledger: Ledger) -> UUID:
    """Agree in review; with the last agreement the meeting's record is settled."""
    minutes = ledger.load(Minutes, ask.minutes)
    meeting = ledger.load(Meeting, minutes.meeting)
    act = governed(meeting, act, ledger)
    minutes.require_complete(meeting.decisions_adopted)
    minutes.agree(act, text_version=ask.text_version, remark=ask.remark)
    ledger.save(minutes)
    if minutes.stage is Stage.REVIEWED and not meeting.minutes_reviewed:
        meeting.follow_review(act, minutes=minutes.id)
        ledger.save(meeting)
    return minutes.id


def issue(ask: ask_to.IssueMinutes, act: Act, ledger: Ledger) -> UUID:
    """Issue the minutes; meeting, topics and decisions follow in the same save."""
    minutes = ledger.load(Minutes, ask.minutes)
    meeting = ledger.load(Meeting, minutes.meeting)
    act = governed(meeting, act, ledger)
    number = take_number(ask.series, "minutes", minutes.id, act, ledger)
    minutes.require_complete(meeting.decisions_adopted)
    minutes.issue(act, number=number, recipients=ask.recipients, attachments=ask.attachments)
    meeting.follow_issue(act, minutes=minutes.id)
    ledger.save(minutes, meeting)
    for key in meeting.decisions_adopted:
        decision = ledger.load(Decision, key)
        decision.enter_minutes(act, minutes=minutes.id)
        ledger.save(decision)
    for key in meeting.outcomes:
        topic = ledger.load(Topic, key)
        topic.enter_minutes(act, meeting=meeting.id, minutes=minutes.id)
        ledger.save(topic)
        conclude_if_done(topic, act, ledger)
    return minutes.id


def draft_correction(ask: ask_to.DraftCorrection, act: Act, ledger: Ledger) -> UUID:
    """Draft a corrigendum."""
    minutes = ledger.load(Minutes, ask.minutes)
    act = _act(minutes, act, ledger)
    minutes.may_draft_correction(act)
    correction = Correction(where=ask.where, issued=ask.issued, corrected=ask.corrected, decision=ask.decision)
    if correction.decision:
        rule.require_in_text(correction, ledger.load(Decision, correction.decision).text)
    minutes.draft_correction(act, correction=correction, kind=ask.kind, reason=ask.reason)
    ledger.save(minutes)
    return minutes.id


def issue_correction(ask: ask_to.IssueCorrection, act: Act, ledger: Ledger) -> UUID:
    """Issue the corrigendum; a decision whose wording it mends shows both."""
    minutes = ledger.load(Minutes, ask.minutes)
    act = _act(minutes, act, ledger)
    number = take_number(ask.series, "corrigendum", minutes.id, act, ledger)
    correction = minutes.correction
    minutes.correct(act, number=number, recipients=ask.recipients, attachments=ask.attachments)
    ledger.save(minutes)
    if correction and correction.decision:
        decision = ledger.load(Decision, correction.decision)
        text = decision.text.replace(correction.issued, correction.corrected)
        decision.correct_wording(act, text=text, corrigendum=minutes.id)
        ledger.save(decision)
    return minutes.id


def _of(meeting: Meeting) -> UUID:
    """The id of a meeting's minutes: there is one set of them."""
    return uuid5(meeting.id, "minutes")


def _may_draft(meeting: Meeting, act: Act, ledger: Ledger) -> Act:
    rule.require_closed(meeting.closed_on)
    rule.require_first(drafted=ledger.find(Minutes, _of(meeting)) is not None)
    return Minutes.may_draft(governed(meeting, act, ledger))


def _act(minutes: Minutes, act: Act, ledger: Ledger) -> Act:
    return governed(ledger.load(Meeting, minutes.meeting), act, ledger)


STRAIGHT: dict[type[Command], Verb] = {
    ask_to.ReturnMinutes: Minutes.return_,
    ask_to.SignOffMinutes: Minutes.sign_off,
    ask_to.AgreeToCorrection: Minutes.agree_correction,
    ask_to.ReturnCorrection: Minutes.return_correction,
}
OTHERS: dict[type[Command], Verb] = {
    ask_to.RedraftMinutes: Minutes.redraft,
    ask_to.AgreeToMinutes: Minutes.agree,
    ask_to.IssueMinutes: Minutes.issue,
    ask_to.DraftCorrection: Minutes.draft_correction,
    ask_to.IssueCorrection: Minutes.correct,
}
HANDLERS: dict[type[Command], Handler] = {
    ask_to.DraftMinutes: draft,
    ask_to.RedraftMinutes: redraft,
    ask_to.AgreeToMinutes: agree,
    ask_to.IssueMinutes: issue,
    ask_to.DraftCorrection: draft_correction,
    ask_to.IssueCorrection: issue_correction,
    **straight_all(Minutes, STRAIGHT, under=_act),
}
GUARDS: dict[type[Command], Guard] = {
    ask_to.DraftMinutes: _may_draft,
    **guards_of(Minutes, STRAIGHT | OTHERS, under=_act),
}
