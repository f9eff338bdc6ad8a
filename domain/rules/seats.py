"""Seats hang on duties: whoever goes on performing the duty fills the seat by itself.

Clause: S3-i (相关人员如有岗位变动，由继续履行其职责的同志自然替补).
"""

from collections.abc import Collection
from datetime import date

from domain.act import Act
from domain.charter import Charter
from domain.rules.rule import Rule

SUCCESSION = Rule(
    "S3-i", "duty_held_already", "Whoever goes on performing the duty fills the seat; nobody takes it up twice."
)
NOT_HELD = Rule("R-seat", "duty_not_held", "Only who performs a duty can lay it down or ratify in it.")
UNKNOWN_DUTY = Rule(
    "R-known", "duty_unknown", "A duty is one the charter names, and a unit's duty belongs to an open unit of its side."
)
UNKNOWN_PERSON = Rule("R-known", "person_unknown", "A person is entered on the roll before anything is said of him.")
PERSON_TWICE = Rule("R-unique", "person_entered_already", "A person is entered once.")
PERIOD = Rule("R-dates", "period_empty", "A period ends after it begins.")
DEPUTY_OF_SIDE = Rule("G11", "deputy_of_other_side", "A deputy is of the side of the seat, or of none.")


def require_known_duty(duty: str, charter: Charter, units: Collection[str]) -> None:
    """The charter must name the duty; one held in each unit must name one of ``units``, and no other may."""
    key, _, unit = duty.partition("@")
    known = charter.duties.get(key)
    if known is None or known.per_unit != bool(unit) or (unit and unit not in units):
        raise UNKNOWN_DUTY.broken(duty=duty)


def require_new_person(person: str, people: Collection[str]) -> None:
    """Refuse to enter a person twice."""
    if person in people:
        raise PERSON_TWICE.broken(person=person)


def require_known_person(person: str, people: Collection[str]) -> None:
    """Refuse somebody who is not on the roll."""
    if person not in people:
        raise UNKNOWN_PERSON.broken(person=person)


def require_not_held(duty: str, person: str, holders: Collection[str]) -> None:
    """Refuse to take up a duty one performs already."""
    if person in holders:
        raise SUCCESSION.broken(duty=duty)


def require_held(duty: str, person: str, holders: Collection[str]) -> None:
    """Refuse to lay down a duty one does not perform."""
    if person not in holders:
        raise NOT_HELD.broken(duty=duty)


def require_not_before_taking(until: date, taken: Collection[date]) -> None:
    """Refuse to end a duty before the day it was taken up; the same day undoes a slip."""
    for since in taken:
        if until < since:
            raise PERIOD.broken(since=since, until=until)


def is_kept_by_office(duties: Collection[str], charter: Charter) -> bool:
    """Whether the office keeps the roll: once anybody has taken up a duty in it. Before that, the founders do."""
    return not set(duties).isdisjoint(charter.office_seats)


def require_holder(duty: str, act: Act) -> Act:
    """The act narrowed to a duty the actor performs that day."""
    return act.in_one_of([duty], NOT_HELD, duty=duty)


def require_period(since: date, until: date) -> None:
    """Refuse an empty period."""
    if until <= since:
        raise PERIOD.broken(since=since, until=until)


def require_deputy_of_side(duty: str, own: Collection[str], charter: Charter) -> None:
    """Refuse a deputy whose own duties are all of other sides: through him one side would agree for two. Gap: G11."""
    sides = {charter.side_of(each) for each in own}
    if sides and charter.side_of(duty) not in sides:
        raise DEPUTY_OF_SIDE.broken(duty=duty, side=charter.side_of(duty), held=sorted(own))


def succeeded(duty: str, charter: Charter, holders: tuple[str, ...]) -> tuple[str, ...]:
    """Who lays the duty down when somebody takes it up: all its holders, unless several may hold it."""
    return () if charter.duties[duty.partition("@")[0]].many else holders
