"""What of the units, seats and people there are can be picked in one form: only what its rule would take."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

from domain.charter import Charter
from domain.rules.instructions import leaders
from domain.rules.topic_intake import PROPOSING
from domain.rules.units import side_of
from domain.vocabulary import Side, UnitKind

Doc = Mapping[str, Any]
Keys = Collection[str]
_PROPOSING = frozenset().union(*PROPOSING.values())
_GRASSROOTS = frozenset({UnitKind.GRASSROOTS_UNION})


@dataclass(frozen=True, kw_only=True)
class There:
    """What there is for a form about ``thing``, and for which units its visitor speaks: None for who enters for others."""

    thing: Doc
    units: Collection[Doc]
    people: Collection[Doc]
    measures: Charter
    own: Keys | None

    def of_kind(self, kinds: Collection[UnitKind]) -> set[str]:
        """The units of some kinds."""
        return {unit["unit"] for unit in self.units if unit["kind"] in kinds}


def _proposers(there: There, _: Keys) -> set[str]:
    found = there.of_kind(_PROPOSING)
    return found if there.own is None else found.intersection(there.own)


def _senders(there: There, _: Keys) -> set[str]:
    """The grassroots unions; who is not of the unit that collects sends for his own."""
    found = there.of_kind(_GRASSROOTS)
    return found if there.own is None or there.thing["collector"] in there.own else found.intersection(there.own)


def _successors(there: There, _: Keys) -> set[str]:
    """The other units of the side of a unit."""
    side = side_of(UnitKind(there.thing["kind"]))
    return there.of_kind([kind for kind in UnitKind if side_of(kind) is side]) - {there.thing["unit"]}


def _deputised(there: There, seats: Keys) -> set[str]:
    """Not his own, and of his own side where he is of one."""
    own = _held_by(there.thing)
    sides = {there.measures.side_of(each) for each in own}
    return {seat for seat in seats if seat not in own and (not sides or there.measures.side_of(seat) in sides)}


def _leading(there: There, _: Keys) -> set[str]:
    """The people who lead either side."""
    duties = {duty for side in (Side.GOV, Side.UNION) for duty in leaders(side, there.measures)}
    return {each["person"] for each in there.people if _held_by(each) & duties}


def _held_by(person: Doc) -> set[str]:
    return {each["duty"] for each in person["duties"] if not each["until"]}


OFFERS: Mapping[str, tuple[str, Callable[[There, Keys], Keys]]] = {
    "proposers": ("units", _proposers),
    "joining": ("units", lambda there, _: there.of_kind(_PROPOSING)),
    "senders": ("units", _senders),
    "successors": ("units", _successors),
    "concerned": ("units", lambda there, _: there.thing["concerned"]),
    "carrying_out": ("units", lambda there, _: (there.thing["lead"], *there.thing["assisting"])),
    "seats_not_held": ("seats", lambda there, seats: set(seats) - _held_by(there.thing)),
    "seats_held": ("seats_ever", lambda there, _: _held_by(there.thing)),
    "seats_deputised": ("seats", _deputised),
    "askers": ("seats", lambda there, _: there.measures.meetings.asked_by or there.measures.office_seats),
    "chairs": ("seats", lambda there, seats: there.measures.meetings.chaired_by or seats),
    "leaders": ("people", _leading),
    "signatories": ("people", lambda there, _: {each["person"] for each in there.people if each["duties"]}),
}
"""For a source of choices: the one it is a part of, and which of those can be picked."""
