"""The office keeps the record of the meeting, and mends its own slips until the minutes are reviewed.

Who is at the meeting for a side may enter its briefing and instructions. What other streams rest on, such as a decision
adopted, is not struck: it is mended where it stands.
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from uuid import UUID

from domain.act import Act
from domain.agenda import Appointment
from domain.errors import RuleBroken
from domain.meeting_roll import Expected
from domain.rules import consultation, office
from domain.rules.rule import Rule
from domain.vocabulary import Consensus, Outcome, Side

OWN_SIDE = Rule(
    "R-seat", "not_of_that_side", "A side speaks for itself, by who is at the meeting; else the office records."
)
NOT_BEFORE_DAY = Rule("R-dates", "meeting_day_not_come", "A meeting is not opened before the day fixed for it.")
NOT_ON_AGENDA = Rule("R-known", "not_on_agenda", "What is dealt with stands on the agenda, or is another matter.")
DEALT_WITH = Rule("R-order", "dealt_with_already", "A topic is settled, and a decision heard, once in a meeting.")
NOT_SETTLED = Rule("R-order", "decision_without_settlement", "A decision follows only from what was agreed.")
SETTLED_RECORD = Rule(
    "R-order", "record_settled", "Once the minutes are reviewed the record of the meeting is settled."
)
NO_SUCH_ENTRY = Rule("R-known", "entry_unknown", "Only an entry of the record that still stands is struck.")
ADOPTED = Rule("R-order", "entry_adopted_decision", "An entry that adopted a decision is mended in the decision.")
AFTER_CLOSING = Rule("R-dates", "entered_after_closing", "What happened at a meeting is dated until its closing.")


def require_recorder(act: Act, sides: Collection[Side], expected: Iterable[Expected]) -> Act:
    """The act narrowed to the office, or to a seat of the side that speaks, of somebody who is at the meeting."""
    if set(act.by.seats) & set(act.charter.office_seats):
        return office.require_office(act)
    there = {line.seat for line in expected}
    own = [seat for seat in act.by.seats if seat in there and act.charter.side_of(seat) in sides]
    return act.in_one_of(own, OWN_SIDE)


def require_before_closing(on: date, closed_on: date | None) -> None:
    """What happened at a meeting is dated until its closing, whenever it is entered."""
    if closed_on is not None and on > closed_on:
        raise AFTER_CLOSING.broken(on=on, closed_on=closed_on)


def require_day_come(appointment: Appointment | None, on: date) -> None:
    """Refuse to open a meeting before its day."""
    if appointment is None or on < appointment.day:
        raise NOT_BEFORE_DAY.broken(on=on, day=appointment.day if appointment else None)


def breach_of_consensus(
    act: Act, topics: Collection[UUID], states: Collection[tuple[UUID, Consensus]]
) -> RuleBroken | None:
    """One breach for all topics on which basic consensus was not reached before the meeting. Clause: S5.1-e."""
    known = dict(states)
    found = {topic: consultation.breach_at_meeting(known.get(topic, Consensus.OPEN), act.charter) for topic in topics}
    lacking = [str(topic) for topic, breach in found.items() if breach is not None]
    return consultation.BEFORE_MEETING.broken(topics=lacking) if lacking else None


def require_on_agenda(thing: UUID, agenda: Collection[UUID], dealt_with: Collection[UUID]) -> None:
    """Refuse what is not on the agenda, or was dealt with already."""
    if thing not in agenda:
        raise NOT_ON_AGENDA.broken(thing=str(thing))
    if thing in dealt_with:
        raise DEALT_WITH.broken(thing=str(thing))


def require_follows(outcome: Outcome, adopted: Collection[UUID]) -> None:
    """A decision follows from a topic only when the meeting agreed."""
    if adopted and not outcome.settles:
        raise NOT_SETTLED.broken(outcome=outcome)


def require_unsettled(*, reviewed: bool) -> None:
    """Refuse to add to, or strike from, a record whose minutes are reviewed."""
    if reviewed:
        raise SETTLED_RECORD.out_of_order()


def require_may_strike(entry: int, entries: Collection[int], adopted: Mapping[int, Collection[UUID]]) -> None:
    """Refuse to strike what is no entry, or one from which a decision came."""
    if entry not in entries:
        raise NO_SUCH_ENTRY.broken(entry=entry)
    if adopted.get(entry):
        raise ADOPTED.broken(entry=entry)
