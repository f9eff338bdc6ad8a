"""Acts entered after their business date: counted, with their delay and the basis they were entered on."""

from __future__ import annotations

from collections import Counter
from heapq import heappush, heappushpop
from typing import Any

from interfaces.audit.verifier.records import day
from interfaces.audit.verifier.report import Report, Where

MOST_LISTED = 20
OWN_ENTRY = "own"


class BackDating:
    """Takes the records in order; what it tells is information, for a business date may lie in the past."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._count = 0
        self._bases: Counter[str] = Counter()
        self._longest: list[tuple[int, int, Where, str, str]] = []

    def take(self, record: dict[str, Any], where: Where) -> None:
        """Take one record."""
        days = day(record["recorded_at"][:10]) - day(record["effective_on"])
        if days < 1:
            return
        basis = record["entered_by"]["basis"] if record["entered_by"] else OWN_ENTRY
        self._count += 1
        self._bases[basis] += 1
        entry = (days, -(where.seq or 0), where, record["effective_on"], basis)
        if len(self._longest) < MOST_LISTED:
            heappush(self._longest, entry)
        else:
            heappushpop(self._longest, entry)

    def finish(self) -> None:
        """Tell of them, those of the longest delay one by one."""
        if not self._count:
            return
        longest = sorted(self._longest, reverse=True)
        bases = ", ".join(f"{basis} {count}" for basis, count in sorted(self._bases.items()))
        self._report.tell("back_dated", count=self._count, days=longest[0][0], bases=bases)
        for days, _, where, effective, basis in longest:
            self._report.tell("back_dated_record", where, effective=effective, days=days, basis=basis)
