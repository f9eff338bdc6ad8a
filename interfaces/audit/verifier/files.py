"""Attachments: each file that a record names is listed, and those held are what their digest says."""

from __future__ import annotations

from typing import Any

from interfaces.audit.verifier.bag import Bag
from interfaces.audit.verifier.listing import Kinds, Line, Listing
from interfaces.audit.verifier.report import Report, Where
from interfaces.audit.verifier.shapes import is_count, is_hash, is_text

ATTACHMENTS = "data/attachments.jsonl"
FOLDER = "data/attachments/"
_ATTACHMENT: Kinds = {
    "held": lambda value: type(value) is bool,
    "media_type": is_text,
    "seq": is_count,
    "sha256": is_hash,
    "size": is_count,
}


class Attachments:
    """Takes the records in order, and the list beside them."""

    def __init__(self, bag: Bag, report: Report) -> None:
        self._bag = bag
        self._report = report
        self._list = Listing(bag, report, ATTACHMENTS, _ATTACHMENT, "sha256")
        self._checked: set[str] = set()
        self._held = self._absent = 0

    def take(self, record: dict[str, Any], where: Where) -> None:
        """Compare what the record names with what is listed for it."""
        seq = -1 if where.seq is None else where.seq
        named = {each["sha256"]: each for each in record["attach"]}
        for line in self._list.take(seq, self._unfounded):
            each = named.pop(line["sha256"], None)
            if each is None or (each["size"], each["media_type"]) != (line["size"], line["media_type"]):
                self._report.find("attachment_unfounded", where, sha256=line["sha256"])
            elif line["held"]:
                self._check_held(line, where)
            else:
                self._absent += 1
                self._report.tell("attachment_not_held", where, sha256=line["sha256"], size=line["size"])
        for sha256 in named:
            self._report.find("attachment_unlisted", where, sha256=sha256)

    def finish(self) -> None:
        """After the last record."""
        self._list.rest(self._unfounded)
        count = self._held + self._absent
        self._report.tell("attachments", count=count, held=self._held, absent=self._absent)

    def _check_held(self, line: Line, where: Where) -> None:
        self._held += 1
        if line["sha256"] in self._checked:
            return
        self._checked.add(line["sha256"])
        file = self._bag.use(FOLDER + line["sha256"])
        if file is None:
            self._report.find("attachment_missing", where, sha256=line["sha256"])
        elif (file.digest, file.size) != (line["sha256"], line["size"]):
            self._report.find("attachment_altered", where, sha256=line["sha256"])

    def _unfounded(self, line: Line) -> None:
        self._report.find(
            "attachment_unfounded", Where("conference", line["seq"], file=ATTACHMENTS), sha256=line["sha256"]
        )
