"""An act as it reaches the domain: who asks to do it, when, under which charter, and who holds which duty that day."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any, Self

from domain.charter import Charter
from domain.errors import ReasonNeeded, RuleBroken
from domain.rules.rule import Rule
from domain.rules.seat_naming import SEAT_NOT_NAMED
from domain.standing import Standing
from domain.trace import Actor, Departure, Entry, Trace


@dataclass(frozen=True, kw_only=True)
class Act:
    """The circumstances of one act; methods of streams take it first.

    ``by.seats`` are the seats the actor may use; a rule narrows them to the one that entitles. ``on`` is the business
    date, ``at`` the instant of recording, ``today`` that instant's date in the conference's time zone. ``departing``
    holds the reasons given for departing from soft rules, by code.
    """

    by: Actor
    on: date
    at: datetime
    today: date
    charter: Charter
    standing: Standing
    entered_by: Entry | None = None
    departing: Mapping[str, str] = field(default_factory=dict)
    departures: tuple[Departure, ...] = ()

    def in_one_of(self, seats: Collection[str], rule: Rule, **facts: Any) -> Self:
        """Narrow the act to the one seat of ``seats`` it is done in, or refuse as not entitled."""
        held = [seat for seat in self.by.seats if seat in seats]
        if not held:
            raise rule.not_entitled(seats=sorted(seats), **facts)
        sides = {self.charter.side_of(seat) for seat in held}
        if len(sides) > 1:
            raise SEAT_NOT_NAMED.broken(seats=held)
        return self.seated(held[0])

    def seated(self, seat: str) -> Self:
        """The same act, done in this seat."""
        holder = self.standing.deputises(self.by.person, seat)
        by = replace(self.by, seats=(seat,), side=self.charter.side_of(seat), acting_for=holder)
        return replace(self, by=by)

    def departing_from(self, *breaches: RuleBroken | None) -> Self:
        """Keep a departure for each soft rule breached; refuse when a reason is missing for any of them."""
        found = [breach for breach in breaches if breach is not None]
        unexcused = [breach for breach in found if not self.departing.get(breach.code, "").strip()]
        if unexcused:
            raise ReasonNeeded(unexcused)
        kept = tuple(
            Departure(code=breach.code, clause=breach.clause or "", reason=self.departing[breach.code].strip())
            for breach in found
        )
        return replace(self, departures=self.departures + kept)

    def trace(self, fact: Any) -> Trace:
        """What the fact keeps of this act."""
        return Trace(
            by=self.by,
            on=self.on,
            entered_by=self.entered_by,
            under=self.charter.edition,
            assumptions=tuple(gap for gap in fact.GAPS if gap in self.charter.assumptions),
            departures=self.departures,
        )
