"""Every way an act can fail, drawn as a tree.

    Refusal               the act is not possible, and says which rule and why
    ├ RuleBroken          a rule of the measures, a gap's default or good order forbids it
    ├ ReasonNeeded        a soft rule may be departed from, but only with a reason
    ├ OutOfOrder          the step before it is missing, or it is already past
    ├ NotEntitled         this person, in these seats, may not do it that day
    └ Malformed           the words of the request are not fit to be recorded
    Hindrance             nothing is wrong with the act, but it cannot be done now
    ├ NotFound            there is no such thing in this conference
    ├ Overtaken           the thing has changed since it was looked at
    └ KeyReused           the key was used before, for another request

Each carries a stable ``code``, the ``clause`` it rests on (S measures, G assumption, R good order) and the ``facts``
a sentence needs; sentences are made in ``interfaces``.
"""

from collections.abc import Sequence
from typing import Any


class Failure(Exception):
    """Something was asked and not done; nothing was recorded."""

    def __init__(self, code: str, *, clause: str | None = None, **facts: Any) -> None:
        super().__init__(code)
        self.code = code
        self.clause = clause
        self.facts = facts

    def __str__(self) -> str:
        facts = ", ".join(f"{name}={value!r}" for name, value in self.facts.items())
        return f"{self.code} [{self.clause or '-'}] {facts}".rstrip()


class Refusal(Failure):
    """The act is not possible; it is journalled outside the record."""


class RuleBroken(Refusal):
    """A rule forbids the act."""


class ReasonNeeded(Refusal):
    """One or more soft rules would be departed from, and no reason was given for them."""

    def __init__(self, breaches: Sequence[Failure]) -> None:
        first = breaches[0]
        super().__init__(first.code, clause=first.clause, **first.facts)
        self.breaches = tuple(breaches)


class OutOfOrder(Refusal):
    """The act comes too early or too late in the life of the thing."""


class NotEntitled(Refusal):
    """The actor's seats that day do not allow the act."""


class Malformed(Refusal):
    """A value cannot be recorded as it is; ``facts['field']`` names it."""


class Hindrance(Failure):
    """The act itself may be right, but not here and now."""


class NotFound(Hindrance):
    """There is no such thing in this conference."""


class Overtaken(Hindrance):
    """The thing moved on since the asker looked; ``facts['version']`` is where it stands."""


class KeyReused(Hindrance):
    """An idempotency key stands for one request only."""
