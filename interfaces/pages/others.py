"""What of a thing waits for others than the visitor, and who they are."""

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


def others_of(visit: Visit, names: Names, tasks: Iterable[Mapping[str, Any]]) -> list[Other]:
    """The acts among the tasks of one thing that wait for no seat of the visitor."""
    tasks = list(tasks)
    waits = waits_of(tasks, {task["what"] for task in tasks}, names.measures.office_seats)
    mine = set(visit.me["seats"])
    return [
        Other(act=each.act, title=each.title, who=_who(names, each)) for each in waits if mine.isdisjoint(each.seats)
    ]


def _who(names: Names, wait: Waits) -> str:
    """The units whose turn it is, the office, or the seats of which each could do it."""
    if wait.units:
        return text(names.language, "meeting.comma").join(names.unit(unit) for unit in wait.units)
    if wait.office:
        return names.term(names.measures.bodies[names.measures.office].name)
    return text(names.language, "meeting.or").join(names.seat(seat) for seat in wait.seats)
