"""Every kind of holder a charter knows: each seat, its deputy, who stands in, who sits on both sides, and nobody."""

from collections.abc import Iterator
from dataclasses import dataclass

from domain.charter import Charter, Duty, Panel
from domain.rules.charter_soundness import panels
from domain.vocabulary import Side, UnitKind

LEAD, ASSISTING, PROPOSING = "lead_unit", "assisting_unit", "proposing_unit"
CONCERNED, OTHER = "concerned_unit", "other_unit"
SENDING, OTHER_UNION = "sending_union", "other_union"

PARTS: dict[str, UnitKind] = {
    **dict.fromkeys((LEAD, ASSISTING, PROPOSING, CONCERNED, OTHER), UnitKind.DEPARTMENT),
    **dict.fromkeys((SENDING, OTHER_UNION), UnitKind.GRASSROOTS_UNION),
}
"""The parts a unit can have in a matter, each played by a unit of that key: a duty held in each unit is held in these."""


@dataclass(frozen=True, kw_only=True)
class Holder:
    """One person, by nothing but the seats held; ``of`` is the one seat the key is about, if it is about one."""

    key: str
    seats: tuple[str, ...]
    of: str = ""
    deputy: bool = False
    """Named for a time to act in the seat; its holder is there too."""
    absent: tuple[str, ...] = ()
    """The seats whose holders are recorded as away."""


def holders(charter: Charter) -> tuple[Holder, ...]:
    """Every kind, in the order in which the charter names the duties; those alone in a seat come first."""
    alone = tuple(Holder(key=seat, seats=(seat,), of=seat) for seat in seats(charter))
    deputies = tuple(Holder(key=f"deputy:{seat}", seats=(seat,), of=seat, deputy=True) for seat in seats(charter))
    return (*alone, *_standing_in(charter), *deputies, *_on_both_sides(charter), Holder(key="nobody", seats=()))


def seats(charter: Charter) -> tuple[str, ...]:
    """Every seat: a duty held in each unit sits in each part a unit can have, and in the units the charter names it of."""
    return tuple(seat for duty in charter.duties.values() for seat in _of_duty(duty, charter))


def named_units(charter: Charter) -> dict[str, UnitKind]:
    """The units that the charter's panels name by a duty held there, and that it does not list itself."""
    found = (seat.partition("@")[::2] for seat in _named_seats(charter) if "@" in seat)
    return {unit: _kind(charter.duties[duty]) for duty, unit in found if unit not in charter.units}


def _of_duty(duty: Duty, charter: Charter) -> tuple[str, ...]:
    if not duty.per_unit:
        return (duty.key,)
    named = (seat for seat in _named_seats(charter) if seat.startswith(f"{duty.key}@"))
    parts = (f"{duty.key}@{part}" for part, kind in PARTS.items() if kind is _kind(duty))
    return tuple(dict.fromkeys((*named, *parts)))


def _kind(duty: Duty) -> UnitKind:
    return UnitKind.GRASSROOTS_UNION if duty.side is Side.UNION else UnitKind.DEPARTMENT


def _named_seats(charter: Charter) -> tuple[str, ...]:
    of_panels = (seat for _, panel in panels(charter) for seat in panel.seats + panel.stand_ins)
    return tuple(dict.fromkeys((*of_panels, *charter.meetings.chaired_by, *charter.meetings.asked_by)))


def _standing_in(charter: Charter) -> Iterator[Holder]:
    """Whoever stands in while the seats of his side are absent, once for each panel that says so differently."""
    found: dict[str, Holder] = {}
    for _, panel in panels(charter):
        for seat in panel.stand_ins:
            away = tuple(each for each in panel.seats if charter.side_of(each) is charter.side_of(seat))
            key = f"stand_in:{seat}"
            if key in found and found[key].absent != away:
                key += f"/{'+'.join(away)}"
            found[key] = Holder(key=key, seats=(seat,), of=seat, absent=away)
    yield from found.values()


def _on_both_sides(charter: Charter) -> Iterator[Holder]:
    """One person in a seat of each side of a panel, the first of them as the charter lists the duties."""
    pairs = dict.fromkeys(pair for _, panel in panels(charter) if (pair := _pair(panel, charter)))
    for pair in pairs:
        yield Holder(key="+".join(pair), seats=pair)


def _pair(panel: Panel, charter: Charter) -> tuple[str, ...]:
    order = seats(charter)
    of_side = {charter.side_of(seat): seat for seat in sorted(panel.seats, key=order.index, reverse=True)}
    pair = [of_side[side] for side in (Side.GOV, Side.UNION) if side in of_side]
    return tuple(sorted(pair, key=order.index)) if len(pair) == 2 else ()  # noqa: PLR2004 - two sides
