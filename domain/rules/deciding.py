"""Several seats decide together: who may give the next agreement, who is still missing, and when the act follows.

*One per side* needs a head of the government side and one of the union side, two different people; a deputy head of the
same side stands in on a recorded absence or vacancy. A party seat never supplies a side's agreement.
"""

from dataclasses import dataclass

from domain.act import Act
from domain.charter import Charter, How, Panel
from domain.matters import Matter
from domain.rules.rule import Rule
from domain.standing import Standing
from domain.vocabulary import Side

TWO_PERSONS = Rule("G2", "two_persons_needed", "Two sides need two persons: nobody agrees for both.")
DRAFTER = Rule("G2", "drafter_reviews", "Who drafted a text does not review it.")
AGREED_ALREADY = Rule("R-order", "agreed_already", "A seat agrees once to one version of a text.")
OTHER_VERSION = Rule("R-version", "other_version", "An agreement is given to the present version of the text.")


@dataclass(frozen=True, kw_only=True)
class Missing:
    """An agreement still to come: the side (None where sides do not count) and the seats that can give it."""

    side: Side | None
    seats: tuple[str, ...]
    """Empty: the seat and its stand-ins are vacant or absent; the act waits for a successor, a deputy or a return."""


def missing(panel: Panel, matter: Matter, charter: Charter, standing: Standing) -> tuple[Missing, ...]:
    """The agreements still needed before the act follows; empty when it follows."""
    given = {agreement.seat for agreement in matter.agreements}
    if panel.how is How.ANY:
        return (
            ()
            if given & set(_all_seats(panel))
            else (Missing(side=None, seats=_open_seats(panel, None, matter, charter, standing)),)
        )
    if panel.how is How.ALL:
        return tuple(Missing(side=charter.side_of(seat), seats=(seat,)) for seat in panel.seats if seat not in given)
    agreed = {agreement.side for agreement in matter.agreements}
    return tuple(
        Missing(side=side, seats=_open_seats(panel, side, matter, charter, standing))
        for side in _sides(panel, charter)
        if side not in agreed
    )


def require_may_decide(panel: Panel, matter: Matter, act: Act, rule: Rule) -> Act:
    """The act narrowed to the seat that may agree next, or a refusal: not entitled, drafter, both sides, or twice."""
    if act.by.person and act.by.person == matter.drafted_by:
        raise DRAFTER.broken()
    open_seats = [seat for lack in missing(panel, matter, act.charter, act.standing) for seat in lack.seats]
    if set(act.by.seats) & set(_all_seats(panel)):
        _refuse_repetition(matter, act, open_seats)
    return act.in_one_of(open_seats, rule)


def require_present_version(matter: Matter, version: int) -> None:
    """Refuse an agreement to a text that is no longer the present one."""
    if version != matter.version:
        raise OTHER_VERSION.broken(given=version, present=matter.version)


def _refuse_repetition(matter: Matter, act: Act, open_seats: list[str]) -> None:
    person = act.by.person
    if any(agreement.person == person for agreement in matter.agreements if person):
        if set(act.by.seats) <= {agreement.seat for agreement in matter.agreements}:
            raise AGREED_ALREADY.broken(version=matter.version)
        raise TWO_PERSONS.broken(waiting_for=open_seats)
    if any(agreement.seat in act.by.seats for agreement in matter.agreements) and not set(act.by.seats) & set(
        open_seats
    ):
        raise AGREED_ALREADY.broken(version=matter.version)


def _open_seats(
    panel: Panel, side: Side | None, matter: Matter, charter: Charter, standing: Standing
) -> tuple[str, ...]:
    """The seats that can give a side's agreement today: the heads', or their stand-ins' when no head can."""
    used = {agreement.person for agreement in matter.agreements} | {matter.drafted_by}

    def able(seats: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(
            seat
            for seat in seats
            if (side is None or charter.side_of(seat) is side) and _somebody_can(seat, used, standing)
        )

    return able(panel.seats) or able(panel.stand_ins)


def _somebody_can(seat: str, used: set[str | None], standing: Standing) -> bool:
    holders = [person for person in standing.holders_of(seat) if person not in standing.absent]
    deputies = standing.deputies.get(seat, ())
    return any(person not in used for person in (*holders, *deputies))


def _sides(panel: Panel, charter: Charter) -> tuple[Side, ...]:
    sides = {charter.side_of(seat) for seat in panel.seats}
    return tuple(side for side in (Side.GOV, Side.UNION) if side in sides)


def _all_seats(panel: Panel) -> tuple[str, ...]:
    return panel.seats + panel.stand_ins
