"""Faults planted in facts, past every guard: left out, altered, or put in; positions and versions follow on again."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any, TypeAlias

from domain.recorded import Recorded
from domain.stream import Fact
from domain.trace import Actor, Departure, Entry, Trace
from domain.vocabulary import Basis, Side
from tests.cast import person
from tests.projections.founding import BEGUN
from tests.projections.town import Town

Events: TypeAlias = list[Recorded]
Plant: TypeAlias = Callable[[Any], Any]
SIDES = {"liaison": Side.GOV, "pg_office_director": Side.GOV, "union_chair": Side.UNION, "union_vice_chair": Side.UNION}


def two_years() -> Town:
    """Two years in which everything was done as it should be; in the second all of the first is heard and completed."""
    town = Town()
    for year in (2025, 2026):
        town.call(year)
        topics = (town.topic("heat", year), town.topic("training", year))
        meeting = town.meeting(year, *topics)
        town.minutes(meeting, *topics)
        for decision in town.decisions:
            if decision.is_open and year == 2025:
                town.carry_out(decision)
    return town


@cache
def lawful() -> tuple[Recorded, ...]:
    """What those two years recorded."""
    return tuple(two_years().recording.events)


def follow_on(events: Iterable[Recorded]) -> Events:
    """The events with positions, and versions of their streams, that follow on."""
    versions: Counter[Any] = Counter()
    found = []
    for position, event in enumerate(events, start=1):
        versions[event.stream] += 1
        version = versions[event.stream]
        fact = replace(event.fact, originator_version=version)
        found.append(replace(event, position=position, version=version, fact=fact))
    return found


def without(*names: str, of: Iterable[Recorded] | None = None) -> Events:
    """The history without any fact of these names."""
    return follow_on(event for event in of or lawful() if event.fact.TOPIC not in names)


def without_one(name: str, *, nth: int = 0) -> Events:
    """The history without one fact of a name."""
    place = [place for place, event in enumerate(lawful()) if name == event.fact.TOPIC][nth]
    return follow_on([*lawful()[:place], *lawful()[place + 1 :]])


def altered(name: str, alter: Plant, *, nth: int = 0, of: Iterable[Recorded] | None = None) -> Events:
    """The history with one fact of a name altered."""
    events = list(of or lawful())
    place = [place for place, event in enumerate(events) if name == event.fact.TOPIC][nth]
    events[place] = replace(events[place], fact=alter(events[place].fact))
    return follow_on(events)


def repeated(name: str, alter: Plant = lambda fact: fact, *, nth: int = 0) -> Events:
    """The history with a fact recorded once more, right after itself, as another."""
    events = list(lawful())
    place = [place for place, event in enumerate(events) if name == event.fact.TOPIC][nth]
    events.insert(place + 1, replace(events[place], fact=alter(events[place].fact)))
    return follow_on(events)


def put(fact: Fact, *, after: str, nth: int = 0, of: Iterable[Recorded] | None = None) -> Events:
    """The history with one more fact, in the stream and by the act of the one it stands after, unless it has its own."""
    events = list(of or lawful())
    place = [place for place, event in enumerate(events) if after == event.fact.TOPIC][nth]
    beside = events[place]
    made = fact if fact.trace.by.person else replace(fact, trace=beside.fact.trace)
    made = replace(made, originator_id=beside.stream)
    events.insert(place + 1, replace(beside, fact=made, type=f"{fact.TOPIC}/1"))
    return follow_on(events)


def under(*changes: tuple[str, str]) -> Events:
    """The history under measures that say something else, word for word."""

    def alter(fact: Any) -> Any:
        text = fact.text
        for words, others in changes:
            text = text.replace(words, others, 1)
        return replace(fact, text=text)

    return altered("conference.charter_adopted", alter)


def with_roll(*facts: Fact, of: Iterable[Recorded] | None = None) -> Events:
    """The history in which this was entered on the roll, after all else that was entered there."""
    events = list(of or lawful())
    place = max(place for place, event in enumerate(events) if event.kind == "roster")
    made = [replace(fact, trace=by("wang", "union_office_staff", BEGUN)) for fact in facts]
    entries = [replace(events[place], fact=fact, type=f"{fact.TOPIC}/1") for fact in made]
    return follow_on([*events[: place + 1], *entries, *events[place + 1 :]])


def with_trace(**changes: Any) -> Plant:
    """Alter what the fact keeps of its act."""
    return lambda fact: replace(fact, trace=replace(fact.trace, **changes))


def with_body(**changes: Any) -> Plant:
    """Alter what the fact says."""
    return lambda fact: replace(fact, **changes)


def acted(name: str, seat: str, *, on: date | None = None) -> Plant:
    """Have another do it, in this seat."""
    by = Actor(person=person(name), seats=(seat,), side=SIDES.get(seat))
    return lambda fact: replace(fact, trace=replace(fact.trace, by=by, on=on or fact.trace.on))


def entered(
    basis: Basis, *, evidence: str | None = None, name: str = "wang", seat: str = "union_office_staff"
) -> Plant:
    """Have it entered by another."""
    return with_trace(entered_by=Entry(person=person(name), seat=seat, basis=basis, evidence=evidence))


def excused(code: str, clause: str) -> Plant:
    """Have a reason kept for a departure."""
    return with_trace(departures=(Departure(code=code, clause=clause, reason="另有原因"),))


def by(name: str, seat: str, on: date) -> Trace:
    """The act of somebody, for a fact put in."""
    actor = Actor(person=person(name), seats=(seat,), side=SIDES.get(seat))
    return Trace(by=actor, on=on, under=lawful()[-1].fact.trace.under)
