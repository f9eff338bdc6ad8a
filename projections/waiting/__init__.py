"""What waits for whom, thing by thing: pure functions from a row and the charter to the tasks it makes."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from domain.charter import Charter, How, Panel
from domain.vocabulary import Side


@dataclass(frozen=True, kw_only=True)
class Task:
    """One thing to be done, by one seat. ``what`` is the name of the command that does it."""

    what: str
    seat: str
    due: str | None = None
    unit: str | None = None
    about: str | None = None
    """Which of several: the decision to be heard, the suggestion, the number of an urging."""
    person: str | None = None
    """Whose alone it is, where several people share the seat."""
    heads: tuple[str, ...] = ()
    """For a stand-in: the seats of his side that come first; the task is his only while none of them can."""
    asked: str | None = None
    """The day it was last put to them, where it can be put anew while it waits."""


def by_panel(
    what: str,
    panel: Panel | None,
    agreements: Iterable[Mapping[str, Any]],
    charter: Charter,
    *,
    asked: str | None = None,
) -> Iterator[Task]:
    """The agreements still missing from a panel, for each seat that could give one."""
    if panel is None:
        return
    given = list(agreements)
    seats_done = {agreement["seat"] for agreement in given}
    sides_done = {agreement["side"] for agreement in given}
    if panel.how is How.ANY and given:
        return
    for seat in panel.seats:
        done = seat in seats_done or (panel.how is How.ONE_PER_SIDE and charter.side_of(seat) in sides_done)
        if not done and not (panel.how is How.ONE_PER_SIDE and charter.side_of(seat) is Side.PARTY):
            yield Task(what=what, seat=seat, asked=asked)
    for seat in panel.stand_ins:
        side = charter.side_of(seat)
        if side not in sides_done and seat not in seats_done:
            heads = tuple(s for s in panel.seats if charter.side_of(s) is side)
            yield Task(what=what, seat=seat, heads=heads, asked=asked)


def by_unit(
    what: str,
    unit: str,
    charter: Charter,
    *,
    due: str | None = None,
    about: str | None = None,
    asked: str | None = None,
) -> Iterator[Task]:
    """A task of a unit, for each seat that speaks for it."""
    for seat in charter.seats_of_unit(unit):
        yield Task(what=what, seat=seat, unit=unit, due=due, about=about, asked=asked)


def by_office(
    what: str, charter: Charter, *, due: str | None = None, about: str | None = None, asked: str | None = None
) -> Iterator[Task]:
    """A task of the coordination office, for each of its seats."""
    for seat in charter.office_seats:
        yield Task(what=what, seat=seat, due=due, about=about, asked=asked)
