"""What every fact keeps of the act behind it: who, in which seats, when, under which edition, departing from what."""

from dataclasses import dataclass
from datetime import date

from domain.vocabulary import Basis, Side


@dataclass(frozen=True, kw_only=True)
class Actor:
    """Who acted. ``person`` is a pseudonymous id; a unit's reply by telephone has a unit and no person."""

    person: str | None
    seats: tuple[str, ...] = ()
    side: Side | None = None
    acting_for: str | None = None
    """The absent holder, when a recorded deputy acted in his seat."""

    @property
    def seat(self) -> str:
        """The one seat the act was done in."""
        return self.seats[0] if self.seats else ""


@dataclass(frozen=True, kw_only=True)
class Entry:
    """Who entered an act that another performed, and on what basis; paper keeps the digest of the signed sheet."""

    person: str
    seat: str
    basis: Basis
    evidence: str | None = None


@dataclass(frozen=True, kw_only=True)
class Departure:
    """A soft rule passed with a reason, kept for ever in the fact."""

    code: str
    clause: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class Trace:
    """The part of an act that is lifted out of the fact's body into the record's own columns."""

    by: Actor
    on: date
    entered_by: Entry | None = None
    under: str = ""
    assumptions: tuple[str, ...] = ()
    departures: tuple[Departure, ...] = ()


NOBODY = Trace(by=Actor(person=None), on=date.min)
