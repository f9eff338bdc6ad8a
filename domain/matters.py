"""Something put to several seats: each agrees or returns it on its own day, on one version of its text."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Self

from domain.trace import Trace
from domain.vocabulary import Side


@dataclass(frozen=True, kw_only=True)
class Agreement:
    """One seat's agreement. It stands after its giver has left."""

    person: str | None
    seat: str
    side: Side | None
    on: date


@dataclass(frozen=True, kw_only=True)
class Matter:
    """What is put to the seats. ``version`` is the text version they agree to; another version starts anew."""

    version: int
    agreements: tuple[Agreement, ...] = ()
    drafted_by: str | None = None
    """Who drafted the text, where the drafter may not decide on it."""

    def agreed(self, trace: Trace) -> Self:
        """The matter with one more agreement, taken from the fact's trace."""
        by = trace.by
        given = Agreement(person=by.person, seat=by.seat, side=by.side, on=trace.on)
        return replace(self, agreements=(*self.agreements, given))

    def taken_back(self, trace: Trace) -> Self:
        """The matter without what this seat, or this person, agreed before."""
        by = trace.by
        kept = [
            each for each in self.agreements if each.seat != by.seat and (not by.person or each.person != by.person)
        ]
        return replace(self, agreements=tuple(kept))

    @property
    def last_on(self) -> date:
        """The business date of the latest agreement."""
        return max((agreement.on for agreement in self.agreements), default=date.min)
