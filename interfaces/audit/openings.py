"""Personal values in a package: those this reader may see are opened, the others named, the erased ones neither."""

from base64 import b64encode
from contextlib import ExitStack
from typing import Any

from application.ledger import institution_id
from application.log import Log, Opening
from application.record import canonical
from domain.facts import roster
from domain.roster import Roster
from interfaces.audit.bag import Bag
from interfaces.audit.choosing import Chosen
from interfaces.audit.reader import Reader


class Openings:
    """Takes the records in their order, and writes what is behind their commitments."""

    def __init__(self, bag: Bag, files: ExitStack, log: Log, chosen: Chosen, reader: Reader) -> None:
        self._reader = reader
        self._erased = _erased(log, chosen)
        self._stored = log.opened(chosen.listed.id, chosen.size)
        self._next = next(self._stored, None)
        self._open = files.enter_context(bag.file("data/openings.jsonl"))
        self._withhold = files.enter_context(bag.file("data/withheld.jsonl"))
        self._opened = self._withheld = 0

    @property
    def extent(self) -> str:
        """Whether all values are opened, some, or none."""
        return "some" if self._opened and self._withheld else "none" if self._withheld else "all"

    def take(self, record: dict[str, Any]) -> None:
        """Write what is behind a record's commitments.

        A value that was erased later than the package reaches is named as withheld: nothing in it says otherwise yet.
        """
        found = self._opened_of(record["seq"] + 1)
        for path in sorted(record["commit"]):
            if (record["seq"] + 1, path) in self._erased:
                continue
            opening = found.get(path)
            if opening and self._reader.may_open(opening):
                self._opened += 1
                self._open(canonical(_line(record["seq"], opening)) + b"\n")
            else:
                self._withheld += 1
                self._withhold(canonical({"path": path, "seq": record["seq"]}) + b"\n")

    def _opened_of(self, position: int) -> dict[str, Opening]:
        found: dict[str, Opening] = {}
        while self._next and self._next[0] <= position:
            at, opening = self._next
            if opening and at == position:
                found[opening.path] = opening
            self._next = next(self._stored, None)
        return found


def _erased(log: Log, chosen: Chosen) -> frozenset[tuple[int, str]]:
    """What the records say was erased, by position and path."""
    roll = institution_id(chosen.listed.origin, Roster)
    told = (each.fact for each in log.history(chosen.listed.id, roll) if each.position <= chosen.size)
    facts = (fact for fact in told if isinstance(fact, roster.PersonErased))
    return frozenset((value.position, value.path) for fact in facts for value in fact.erased)


def _line(seq: int, opening: Opening) -> dict[str, Any]:
    return {
        "path": opening.path,
        "person": opening.person,
        "salt": b64encode(opening.salt).decode(),
        "seq": seq,
        "value": opening.value,
    }
