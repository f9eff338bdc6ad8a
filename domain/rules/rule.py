"""What a rule is: one clause, one code, the way it is held, and a sentence; each is listed where it is made."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from domain.errors import NotEntitled, OutOfOrder, RuleBroken


class Held(StrEnum):
    """How a rule is held."""

    REFUSAL = "refusal"
    DEPARTURE = "departure"
    CHECK = "charter_check"
    FINDING = "finding"


@dataclass(frozen=True)
class Rule:
    """The address of a rule: ``clause`` is its source (S measures, G assumption, R good order), ``code`` its name for ever."""

    clause: str
    code: str
    meaning: str
    held: Held = Held.REFUSAL

    def broken(self, **facts: Any) -> RuleBroken:
        """The refusal to raise; for a soft rule, the breach to hand to ``Act.departing_from``."""
        return RuleBroken(self.code, clause=self.clause, **facts)

    def not_entitled(self, **facts: Any) -> NotEntitled:
        """The refusal when it is a matter of who acts."""
        return NotEntitled(self.code, clause=self.clause, **facts)

    def out_of_order(self, **facts: Any) -> OutOfOrder:
        """The refusal when it is a matter of when."""
        return OutOfOrder(self.code, clause=self.clause, **facts)
