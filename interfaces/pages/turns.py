"""Whose turn it is with a thing: what waits for the visitor, and what for others and who they are."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from interfaces.pages.meetings_steps import Waits, waits_of
from interfaces.pages.names import Names
from interfaces.pages.shell import Visit
from interfaces.pages.texts import text


@dataclass(frozen=True, kw_only=True)
class Other:
    """An act that others are to do: its name and title, and who they are."""

    act: str
    title: str
    who: str


@dataclass(frozen=True, kw_only=True)
class Turns:
    """The acts that wait for the visitor, and those that wait for others alone."""

    mine: frozenset[str]
    others: tuple[Other, ...]

    @property
    def theirs(self) -> frozenset[str]:
        """The names of the acts that wait for others alone."""
        return frozenset(each.act for each in self.others)


def turns_of(visit: Visit, names: Names, tasks: Iterable[Mapping[str, Any]]) -> Turns:
    """Whose turn it is, by the tasks of one thing."""
    tasks, seats = list(tasks), set(visit.me["seats"])
    waits = waits_of(tasks, {task["what"] for task in tasks}, names.measures.office_seats)
    others = (each for each in waits if seats.isdisjoint(each.seats))
    return Turns(
        mine=frozenset(each.act for each in waits if not seats.isdisjoint(each.seats)),
        others=tuple(Other(act=each.act, title=each.title, who=_who(names, each)) for each in others),
    )


def _who(names: Names, wait: Waits) -> str:
    """The units whose turn it is, the office, or the seats."""
    if wait.units:
        return text(names.language, "meeting.comma").join(names.unit(unit) for unit in wait.units)
    if wait.office:
        return names.term(names.measures.bodies[names.measures.office].name)
    return text(names.language, f"meeting.{wait.between}").join(names.seat(seat) for seat in wait.seats)
