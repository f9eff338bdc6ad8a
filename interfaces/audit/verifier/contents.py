"""What records only name: personal values behind commitments, opened, withheld or erased, and attachments."""

from __future__ import annotations

from base64 import b64encode
from hmac import new
from typing import Any, Tuple

from interfaces.audit.verifier.bag import Bag
from interfaces.audit.verifier.canonical import canonical_bytes
from interfaces.audit.verifier.listing import Kinds, Line, Listing, sorted_lines
from interfaces.audit.verifier.notes import plain64
from interfaces.audit.verifier.report import Broken, Report, Where
from interfaces.audit.verifier.shapes import is_count, is_text

OPENINGS, WITHHELD = "data/openings.jsonl", "data/withheld.jsonl"
ERASURE = "roster.person_erased/"
SALT = 32
_OPENING: Kinds = {
    "path": is_text,
    "person": is_text,
    "salt": is_text,
    "seq": is_count,
    "value": lambda _: True,
}
_WITHHELD: Kinds = {"path": is_text, "seq": is_count}

Place = Tuple[int, str]


class Commitments:
    """Every commitment of every record is opened and matches, or was erased, or is listed as withheld."""

    def __init__(self, bag: Bag, report: Report, first: int) -> None:
        self._bag = bag
        self._report = report
        self._first = first
        self._openings = Listing(bag, report, OPENINGS, _OPENING, "path")
        self._withheld = Listing(bag, report, WITHHELD, _WITHHELD, "path")
        self._unexplained: dict[Place, Where] = {}
        self._erased: dict[Place, Where] = {}
        self._count = self._opened = self._hidden = 0

    def take(self, record: dict[str, Any], where: Where) -> None:
        """Take one record in its order."""
        seq = int(record["seq"]) if where.seq is None else where.seq
        commitments = record["commit"]
        missing = set(commitments)
        for line in self._openings.take(seq, self._unfounded_opening):
            missing.discard(line["path"])
            self._check_opening(line, commitments, where)
        for line in self._withheld.take(seq, self._unfounded_withheld):
            if line["path"] in missing:
                missing.discard(line["path"])
                self._hidden += 1
            else:
                self._unfounded_withheld(line)
        for path in missing:
            self._unexplained[seq, path] = where
        self._count += len(commitments)
        if record["type"].startswith(ERASURE):
            self._take_erasure(record["body"], where)

    def finish(self, said: str) -> None:
        """After the last record: what is left must have been erased."""
        self._openings.rest(self._unfounded_opening)
        self._withheld.rest(self._unfounded_withheld)
        self._check_said(said)
        explained = self._erased.keys() & self._unexplained.keys()
        for place, where in sorted(self._unexplained.items()):
            if place not in explained:
                self._report.find("commitment_unexplained", where, path=place[1])
        again = self._opened_again()
        before = 0
        for place, where in self._erased.items():
            if place in explained or place in again:
                continue
            if place[0] < self._first:
                before += 1
            else:
                self._report.find("erasure_unfounded", where, path=place[1], erased=place[0])
        if before:
            self._report.tell("erased_before", count=before)
        self._report.tell(
            "commitments", count=self._count, opened=self._opened, withheld=self._hidden, erased=len(explained)
        )

    def _check_opening(self, line: Line, commitments: dict[str, str], where: Where) -> None:
        if line["path"] not in commitments:
            self._unfounded_opening(line)
        elif _commitment(line) != commitments[line["path"]]:
            self._report.find("opening_wrong", where, path=line["path"])
        else:
            self._opened += 1

    def _take_erasure(self, body: dict[str, Any], where: Where) -> None:
        erased = body.get("erased")
        if type(erased) is not list or not all(map(_is_erased, erased)):
            self._report.find("record_field_malformed", where, field="body.erased")
            return
        for each in erased:
            if where.seq is not None and each["position"] > where.seq:
                self._report.find("erasure_unfounded", where, path=each["path"], erased=each["position"] - 1)
            else:
                self._erased[each["position"] - 1, each["path"]] = where

    def _opened_again(self) -> set[Place]:
        """Erased commitments that are opened or withheld all the same."""
        again: set[Place] = set()
        if not self._erased:
            return again
        quiet = Report()
        for name, kinds, code in (
            (OPENINGS, _OPENING, "opening_of_erased"),
            (WITHHELD, _WITHHELD, "withheld_though_erased"),
        ):
            for line in sorted_lines(self._bag, quiet, name, kinds, ("seq", "path")):
                place = (line["seq"], line["path"])
                if place in self._erased:
                    again.add(place)
                    self._report.find(code, Where("conference", place[0], file=name), path=place[1])
        return again

    def _check_said(self, said: str) -> None:
        opened, hidden = self._openings.count, self._withheld.count
        if (said == "none" and opened) or (said == "all" and hidden):
            self._report.find("openings_not_as_said", Where(file=OPENINGS), said=said)

    def _unfounded_opening(self, line: Line) -> None:
        self._report.find("opening_unfounded", Where("conference", line["seq"], file=OPENINGS), path=line["path"])

    def _unfounded_withheld(self, line: Line) -> None:
        self._report.find("withheld_unfounded", Where("conference", line["seq"], file=WITHHELD), path=line["path"])


def _commitment(line: Line) -> str:
    """The commitment that an opening belongs to; nothing when its salt is none."""
    try:
        salt = plain64(line["salt"])
    except Broken:
        return ""
    if len(salt) != SALT:
        return ""
    message = b"lianxi/commit/v1\0" + canonical_bytes([line["path"], line["value"]])
    return b64encode(new(salt, message, "sha256").digest()).decode()


def _is_erased(value: Any) -> bool:
    return (
        type(value) is dict
        and value.keys() == {"path", "position"}
        and is_text(value["path"])
        and is_count(value["position"])
        and value["position"] > 0
    )
