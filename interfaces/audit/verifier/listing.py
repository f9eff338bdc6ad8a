"""Sorted lists of small objects, one a line, read beside the records they belong to."""

from __future__ import annotations

from typing import Any, Callable, Dict, Iterator

from interfaces.audit.verifier.bag import Bag
from interfaces.audit.verifier.canonical import canonical_value
from interfaces.audit.verifier.report import Broken, Report, Where

Kinds = Dict[str, Callable[[Any], bool]]
Line = Dict[str, Any]


class Listing:
    """A list sorted by ``seq`` and one more key; ``take`` hands out what belongs to a record."""

    def __init__(self, bag: Bag, report: Report, name: str, kinds: Kinds, then: str) -> None:
        self.name = name
        self.count = 0
        self._report = report
        self._lines = sorted_lines(bag, report, name, kinds, ("seq", then))
        self._head: Line | None = None
        self._advance()

    def take(self, seq: int, unfounded: Callable[[Line], None]) -> list[Line]:
        """The lines of a record; those of a record before it that never came are unfounded."""
        found: list[Line] = []
        while self._head is not None and self._head["seq"] <= seq:
            if self._head["seq"] == seq:
                found.append(self._head)
            else:
                unfounded(self._head)
            self._advance()
        return found

    def rest(self, unfounded: Callable[[Line], None]) -> None:
        """What is left belongs to no record."""
        while self._head is not None:
            unfounded(self._head)
            self._advance()

    def _advance(self) -> None:
        self._head = next(self._lines, None)
        self.count += self._head is not None


def sorted_lines(bag: Bag, report: Report, name: str, kinds: Kinds, keys: tuple[str, ...]) -> Iterator[Line]:
    """The lines of a file that are what they should be; the others, and those out of order, are findings."""
    last: tuple[Any, ...] | None = None
    for number, (_, raw) in enumerate(bag.lines(name), start=1):
        where = Where(file=name)
        try:
            line = canonical_value(raw)
            require_kinds(line, kinds)
        except Broken as error:
            report.find("line_malformed", where, line=number, why=error.why)
            continue
        key = tuple(line[name] for name in keys)
        if last is not None and key <= last:
            report.find("line_unsorted", where, line=number)
            continue
        last = key
        yield line


def require_kinds(value: Any, kinds: Kinds) -> None:
    """Refuse what is not an object of just these fields, each of its kind."""
    if type(value) is not dict or value.keys() != kinds.keys():
        raise Broken("not_as_described")
    if not all(fits(value[name]) for name, fits in kinds.items()):
        raise Broken("not_as_described")
