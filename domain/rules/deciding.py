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

_UNTOUCHED = Matter(version=0)


@dataclass(frozen=True, kw_only=True)
class Missing:
    """An agreement still to come: the side (None where sides do not count) and the seats that can give it."""

    side: Side | None
    seats: tuple[str, ...]
    """Empty: the seat and its stand-ins are vacant or absent; the act waits for a successor, a deputy or a return."""
    awaited: tuple[str, ...] = ()
    """The panel's own seats it waits for, filled or not: what names the vacancy when ``seats`` is empty."""


def missing(panel: Panel, matter: Matter, charter: Charter, standing: Standing) -> tuple[Missing, ...]:
    """The agreements still needed before the act follows; empty when it follows."""
    question = _Question(panel=panel, matter=matter, charter=charter, standing=standing)
    if panel.how is How.ANY:
        return question.of_any()
    return question.of_all() if panel.how is How.ALL else question.of_each_side()


def require_may_decide(panel: Panel, matter: Matter, act: Act, rule: Rule) -> Act:
    """The act narrowed to the seat that may agree next, or a refusal: not entitled, drafter, both sides, or twice."""
    if act.by.person and act.by.person == matter.drafted_by:
        raise DRAFTER.broken()
    lacking = missing(panel, matter, act.charter, act.standing)
    _refuse_repetition(panel, matter, act, lacking)
    return act.in_one_of([seat for lack in lacking for seat in lack.seats], rule)


def require_on_panel(panel: Panel, act: Act, rule: Rule) -> Act:
    """The act narrowed to a seat that could decide that day: a head's, or a stand-in's where no head can."""
    lacking = missing(panel, _UNTOUCHED, act.charter, act.standing)
    return act.in_one_of([seat for lack in lacking for seat in lack.seats], rule)


def require_present_version(matter: Matter, version: int) -> None:
    """Refuse an agreement to a text that is no longer the present one."""
    if version != matter.version:
        raise OTHER_VERSION.broken(given=version, present=matter.version)


def _refuse_repetition(panel: Panel, matter: Matter, act: Act, lacking: tuple[Missing, ...]) -> None:
    """Refuse a seat or side that has agreed, and a person who has agreed for the other side."""
    mine = {seat for seat in act.by.seats if seat in panel.seats + panel.stand_ins}
    if not mine or not matter.agreements:
        return
    wanted = {lack.side for lack in lacking}
    sides = {act.charter.side_of(seat) for seat in mine} & wanted
    if mine <= {agreement.seat for agreement in matter.agreements} or not (sides or None in wanted):
        raise AGREED_ALREADY.broken(version=matter.version)
    own = {agreement.side for agreement in matter.agreements if agreement.person == act.by.person}
    if act.by.person and own and sides and not sides & own:
        raise TWO_PERSONS.broken(waiting_for=[seat for lack in lacking for seat in lack.seats or lack.awaited])


@dataclass(frozen=True, kw_only=True)
class _Question:
    """Who is still missing on a matter before a panel."""

    panel: Panel
    matter: Matter
    charter: Charter
    standing: Standing

    def of_any(self) -> tuple[Missing, ...]:
        """One seat is enough."""
        if any(agreement.seat in self.panel.seats + self.panel.stand_ins for agreement in self.matter.agreements):
            return ()
        return (self._of(self.panel.seats, self.panel.stand_ins, None),)

    def of_each_side(self) -> tuple[Missing, ...]:
        """One seat of each side that the panel names; parties have no side of their own."""
        agreed = {agreement.side for agreement in self.matter.agreements}
        named = {self.charter.side_of(seat) for seat in self.panel.seats}
        return tuple(
            self._of(self._of_side(self.panel.seats, side), self._of_side(self.panel.stand_ins, side), side)
            for side in (Side.GOV, Side.UNION)
            if side in named and side not in agreed
        )

    def of_all(self) -> tuple[Missing, ...]:
        """Every seat, each by its holder or by one stand-in of its side."""
        left = self._left()
        sides = {seat: self.charter.side_of(seat) for seat in left}
        return tuple(self._of((seat,), self._of_side(self.panel.stand_ins, sides[seat]), sides[seat]) for seat in left)

    def _left(self) -> tuple[str, ...]:
        """The seats not given yet; a stand-in's agreement counts for a seat of its side, a vacant one first."""
        given = [agreement.seat for agreement in self.matter.agreements]
        left = [seat for seat in self.panel.seats if seat not in given]
        for agreement in self.matter.agreements:
            own = [seat for seat in left if self.charter.side_of(seat) is agreement.side]
            if own and agreement.seat in self.panel.stand_ins and agreement.seat not in self.panel.seats:
                left.remove(min(own, key=lambda seat: self._somebody_can(seat, self.charter.side_of(seat))))
        return tuple(left)

    def _of(self, seats: tuple[str, ...], stand_ins: tuple[str, ...], side: Side | None) -> Missing:
        """The seats that can agree today: the panel's own, or their stand-ins' when none of these can."""
        able = tuple(seat for seat in seats if self._somebody_can(seat, side))
        stand_ins = tuple(seat for seat in stand_ins if seat not in self._given() and self._somebody_can(seat, side))
        return Missing(side=side, seats=able or stand_ins, awaited=seats)

    def _somebody_can(self, seat: str, side: Side | None) -> bool:
        """Whether somebody can act in the seat who did not draft the text or agree for another side."""
        used = {agreement.person for agreement in self.matter.agreements if agreement.side is not side}
        used.add(self.matter.drafted_by)
        present = [person for person in self.standing.holders_of(seat) if person not in self.standing.absent]
        return any(person not in used for person in (*present, *self.standing.deputies.get(seat, ())))

    def _of_side(self, seats: tuple[str, ...], side: Side | None) -> tuple[str, ...]:
        return tuple(seat for seat in seats if self.charter.side_of(seat) is side)

    def _given(self) -> set[str]:
        return {agreement.seat for agreement in self.matter.agreements}
