"""How far a text has come on its way to being issued: through the review and each step of signing off."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Self

from domain.matters import Matter
from domain.trace import Trace


@dataclass(frozen=True, kw_only=True)
class Clearing:
    """A text version at one step of the chain: 0 is the review, the others are the charter's signatures [G6]."""

    matter: Matter
    step: int = 0

    @classmethod
    def begin(cls, version: int, trace: Trace) -> Self:
        """A new version, at the first step; who drafted it does not review it [G2]."""
        return cls(matter=Matter(version=version, drafted_by=trace.by.person))

    def agreed(self, trace: Trace) -> Self:
        """With one more seat's word."""
        return replace(self, matter=self.matter.agreed(trace))

    def passed(self, step: int) -> Self:
        """At the step after this one."""
        return replace(self, matter=Matter(version=self.matter.version), step=step + 1)

    @property
    def last_on(self) -> date:
        """The business date of the latest word given at this step."""
        return self.matter.last_on
