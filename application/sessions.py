"""Handlers of meetings in session: opening, what is heard and settled, closing; several streams in one save."""

from uuid import UUID

from application.commands import meetings as ask_to
from application.commands.command import Command
from application.decisions import conclude_topic
from application.ledger import Ledger
from application.meetings import governed, to_be_heard
from application.straight import Handler, Verb, guards_of, straight_all
from domain.act import Act
from domain.decision import Decision
from domain.meeting import Meeting
from domain.register import Register
from domain.rules import seats, units
from domain.topic import Topic
from domain.vocabulary import Origin, Outcome, Side


def open_(ask: ask_to.OpenMeeting, act: Act, ledger: Ledger) -> UUID:
    """Open the meeting: the ordinal is taken, item 2 computed for the last time, consensus judged."""
    meeting = ledger.load(Meeting, ask.meeting)
    act = governed(meeting, act, ledger)
    register = ledger.own(Register)
    meeting.open(
        act,
        ordinal=register.next_ordinal if ask.numbered else None,
        delegated_by=ask.delegated_by,
        consensus=tuple((key, ledger.load(Topic, key).consensus) for key in meeting.topics),
        decisions=to_be_heard(meeting, act, ledger),
    )
    ledger.save(meeting)
    if ask.numbered:
        register.take_ordinal(act, meeting=meeting.id)
        ledger.save(register)
    return meeting.id


def record_attendance(ask: ask_to.RecordAttendance, act: Act, ledger: Ledger) -> UUID:
    """Record who was there; people and units are entered ones, so that no name stands in the record."""
    meeting = ledger.load(Meeting, ask.meeting)
    act = governed(meeting, act, ledger)
    meeting.record_attendance(act, lines=ask.lines)
    for person in {who for line in ask.lines for who in (line.person, line.replaced_by) if who}:
        seats.require_known_person(person, ledger.roster.people)
    units.require_all_open({line.unit for line in ask.lines if line.unit}, frozenset(ledger.units.units))
    ledger.save(meeting)
    return meeting.id


def hear(ask: ask_to.HearDecision, act: Act, ledger: Ledger) -> UUID:
    """Record the hearing on the meeting and on the decision, with what it settled anew."""
    meeting = ledger.load(Meeting, ask.meeting)
    act = governed(meeting, act, ledger)
    decision = ledger.load(Decision, ask.decision)
    adopted = _new_ids(ask.decisions, ledger)
    meeting.hear_decision(
        act,
        decision=decision.id,
        hearing=ask.hearing,
        explained=bool(decision.explanations),
        measure=ask.measure,
        new_due=ask.due,
        new_lead=ask.lead,
        adopted=adopted,
    )
    decision.hear(
        act,
        meeting=meeting.id,
        kind=meeting.kind,
        outcome=ask.hearing,
        text=ask.text,
        measure=ask.measure,
        due=ask.due,
        lead=ledger.unit(ask.lead) if ask.lead else None,
        known_units=ledger.units.open_keys,
    )
    ledger.save(meeting, decision)
    side, proposers = decision.proposing_side, decision.proposers
    _adopt(ask.decisions, adopted, meeting, act, ledger, (Origin.HEARING, decision.id, side, proposers))
    conclude_topic(decision, act, ledger)
    return meeting.id


def discuss(ask: ask_to.DiscussTopic, act: Act, ledger: Ledger) -> UUID:
    """Record the discussion on the meeting and on the topic, and adopt what was settled, in one save."""
    meeting = ledger.load(Meeting, ask.meeting)
    act = governed(meeting, act, ledger)
    topic = ledger.load(Topic, ask.topic)
    adopted = _new_ids(ask.decisions, ledger)
    meeting.discuss_topic(act, topic=topic.id, outcome=ask.outcome, summary=ask.summary, adopted=adopted)
    topic.discuss(
        act,
        meeting=meeting.id,
        outcome=ask.outcome,
        summary=ask.summary,
        gov_view=ask.gov_view,
        union_view=ask.union_view,
        decisions=adopted,
    )
    ledger.save(meeting, topic)
    _adopt(ask.decisions, adopted, meeting, act, ledger, (Origin.TOPIC, topic.id, topic.side, topic.proposers))
    return meeting.id


def raise_other_matter(ask: ask_to.RaiseOtherMatter, act: Act, ledger: Ledger) -> UUID:
    """Record a matter that was not prepared, and what was settled on it."""
    meeting = ledger.load(Meeting, ask.meeting)
    act = governed(meeting, act, ledger)
    adopted = _new_ids(ask.decisions, ledger)
    meeting.raise_other_matter(act, title=ask.title, reason=ask.reason, summary=ask.summary, adopted=adopted)
    ledger.save(meeting)
    _adopt(ask.decisions, adopted, meeting, act, ledger, (Origin.OTHER_MATTER, None, None, ()))
    return meeting.id


def give_instructions(ask: ask_to.GiveInstructions, act: Act, ledger: Ledger) -> UUID:
    """Enter a leader's instructions."""
    meeting = ledger.load(Meeting, ask.meeting)
    act = governed(meeting, act, ledger)
    meeting.give_instructions(act, side=ask.side, person=str(ask.person), text=ask.text)
    ledger.save(meeting)
    return meeting.id


def close(ask: ask_to.CloseMeeting, act: Act, ledger: Ledger) -> UUID:
    """Close the meeting; topics not reached are deferred in the same save."""
    meeting = ledger.load(Meeting, ask.meeting)
    act = governed(meeting, act, ledger)
    meeting.close(act)
    ledger.save(meeting)
    for key in meeting.not_reached:
        topic = ledger.load(Topic, key)
        topic.discuss(
            act,
            meeting=meeting.id,
            outcome=Outcome.DEFERRED,
            summary="",
            gov_view="",
            union_view="",
            decisions=(),
        )
        ledger.save(topic)
    return meeting.id


def enter_in_error(ask: ask_to.EnterInError, act: Act, ledger: Ledger) -> UUID:
    """Strike an entry; a topic whose discussion was struck is on the agenda again."""
    meeting = ledger.load(Meeting, ask.meeting)
    act = governed(meeting, act, ledger)
    struck = meeting.discussed.get(ask.entry)
    meeting.enter_in_error(act, entry=ask.entry, reason=ask.reason)
    ledger.save(meeting)
    if struck:
        topic = ledger.load(Topic, struck[0])
        topic.strike_discussion(act, meeting=meeting.id, reason=ask.reason)
        ledger.save(topic)
    return meeting.id


def _new_ids(settled: tuple[ask_to.NewDecision, ...], ledger: Ledger) -> tuple[UUID, ...]:
    return tuple(ledger.new_id() for _ in settled)


def _adopt(  # noqa: PLR0917 - what was settled, where, and what it came from
    settled: tuple[ask_to.NewDecision, ...],
    ids: tuple[UUID, ...],
    meeting: Meeting,
    act: Act,
    ledger: Ledger,
    origin: tuple[Origin, UUID | None, Side | None, tuple[str, ...]],
) -> None:
    kind, origin_id, side, proposers = origin
    first = len(meeting.decisions_adopted) - len(ids) + 1
    for number, (key, new) in enumerate(zip(ids, settled, strict=True), first):
        decision = Decision.adopt(
            act,
            key,
            meeting=meeting.id,
            number=number,
            origin=kind,
            origin_id=origin_id,
            text=new.text,
            lead=ledger.unit(new.lead),
            assisting=new.assisting,
            due=new.due,
            proposing_side=side,
            proposers=proposers,
            known_units=ledger.units.open_keys,
        )
        ledger.save(decision)
        if new.supersedes:
            earlier = ledger.load(Decision, new.supersedes)
            earlier.supersede(act, successor=key)
            ledger.save(earlier)
            conclude_topic(earlier, act, ledger)


STRAIGHT: dict[type[Command], Verb] = {
    ask_to.GiveBriefing: Meeting.give_briefing,
    ask_to.IntroduceTopics: Meeting.introduce_topics,
}
OTHERS: dict[type[Command], Verb] = {
    ask_to.OpenMeeting: Meeting.open,
    ask_to.RecordAttendance: Meeting.record_attendance,
    ask_to.HearDecision: Meeting.hear_decision,
    ask_to.DiscussTopic: Meeting.discuss_topic,
    ask_to.RaiseOtherMatter: Meeting.raise_other_matter,
    ask_to.GiveInstructions: Meeting.give_instructions,
    ask_to.CloseMeeting: Meeting.close,
    ask_to.EnterInError: Meeting.enter_in_error,
}
HANDLERS: dict[type[Command], Handler] = {
    ask_to.OpenMeeting: open_,
    ask_to.RecordAttendance: record_attendance,
    ask_to.HearDecision: hear,
    ask_to.DiscussTopic: discuss,
    ask_to.RaiseOtherMatter: raise_other_matter,
    ask_to.GiveInstructions: give_instructions,
    ask_to.CloseMeeting: close,
    ask_to.EnterInError: enter_in_error,
    **straight_all(Meeting, STRAIGHT, under=governed),
}
GUARDS = guards_of(Meeting, STRAIGHT | OTHERS, under=governed)
