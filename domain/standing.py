"""Who holds which duty on one day: the set of seats a rule may ask about."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, kw_only=True)
class Standing:
    """The duties of one day. Duties are keys such as ``liaison`` or ``head@finance``; people are pseudonymous ids."""

    on: date
    holders: Mapping[str, tuple[str, ...]]
    absent: frozenset[str] = frozenset()
    deputies: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def holders_of(self, duty: str) -> tuple[str, ...]:
        """The people who perform this duty that day; nobody when it is vacant."""
        return self.holders.get(duty, ())

    def is_available(self, duty: str) -> bool:
        """Whether somebody performs the duty and is not recorded as absent."""
        return any(person not in self.absent for person in self.holders_of(duty))

    def duties_of(self, person: str | None) -> tuple[str, ...]:
        """Every duty this person may act in that day: own duties first, then those deputised for."""
        own = tuple(duty for duty, people in self.holders.items() if person in people)
        lent = tuple(duty for duty, people in self.deputies.items() if person in people and duty not in own)
        return own + lent

    def deputises(self, person: str | None, duty: str) -> str | None:
        """The holder for whom this person acts in the duty as a recorded deputy, if that is so."""
        if person in self.holders_of(duty) or person not in self.deputies.get(duty, ()):
            return None
        return next(iter(self.holders_of(duty)), None)
