"""What one record must be, and how it follows those before it: fields, stream, command and clock."""

from __future__ import annotations

import re
from array import array
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from interfaces.audit.verifier.canonical import record_value
from interfaces.audit.verifier.report import Broken, Report, Where
from interfaces.audit.verifier.shapes import FIELDS, malformed_field

NO_TIME = -1
_EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001 - times of records are UTC, and compared with each other only
_INSTANT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{6}Z")


class Records:
    """Reads the records of one log, one after the other."""

    def __init__(self, report: Report, log: str, origin: str, first: int) -> None:
        self.count = 0
        self.left_out = 0
        self.times = array("q")
        self.streams: dict[str, tuple[int, str]] = {}
        self.backwards: list[Where] = []
        self.went_back = 0
        self._report = report
        self._log = log
        self._origin = origin
        self._first = first
        self._commands: set[bytes] = set()
        self._command: str | None = None
        self._recorded_at = ""
        self._last = NO_TIME

    def read(self, seq: int, raw: bytes, leaf: str) -> tuple[dict[str, Any] | None, Where]:
        """The record in these bytes, when it is one, and how to name it."""
        self.count += 1
        where = Where(self._log, seq)
        try:
            record = record_value(raw)
            where = named(record, where)
            _require_fields(record)
        except Broken as error:
            code = "record_fields" if error.why in {"not_an_object", "not_as_described"} else "record_not_canonical"
            self._report.find(code, where, why=error.why)
            self.times.append(NO_TIME)
            return None, where
        field = malformed_field(record)
        time = microseconds(record["recorded_at"])
        if field or time is None:
            self._report.find("record_field_malformed", where, field=field or "recorded_at")
            self.times.append(NO_TIME)
            return None, where
        self.times.append(time)
        self._check_place(record, seq, where)
        self._check_stream(record, leaf, where)
        self._check_command(record, where)
        self._check_clock(time, where)
        return record, where

    def leave_out(self, leaf: str) -> None:
        """Count a record of which only the leaf is here: it takes its place in its log's one stream, and has no time."""
        self.left_out += 1
        self.times.append(NO_TIME)
        self.streams = {stream: (version + 1, leaf) for stream, (version, _) in self.streams.items()}

    def _check_place(self, record: dict[str, Any], seq: int, where: Where) -> None:
        if record["log"] != self._origin:
            self._report.find("record_of_other_log", where, found=record["log"])
        if record["seq"] != seq:
            self._report.find("record_seq", where, found=record["seq"])

    def _check_stream(self, record: dict[str, Any], leaf: str, where: Where) -> None:
        stream, version, prev = record["stream"], record["version"], record["prev"]
        last = self.streams.get(stream)
        self.streams[stream] = (version, leaf)
        if last is None and self._first and version > 1:
            if prev is None:
                self._report.find("record_prev", where)
            return
        before, wanted = (0, None) if last is None else last
        if version != before + 1:
            self._report.find("record_version", where, found=version, wanted=before + 1)
        if prev != wanted:
            self._report.find("record_prev", where)

    def _check_command(self, record: dict[str, Any], where: Where) -> None:
        command, at = record["cmd"], record["recorded_at"]
        if command == self._command:
            if at != self._recorded_at:
                self._report.find("command_times_differ", where, cmd=command)
            return
        self._command, self._recorded_at = command, at
        key = bytes.fromhex(command.replace("-", ""))
        if key in self._commands:
            self._report.find("command_replayed", where, cmd=command)
        self._commands.add(key)

    def _check_clock(self, time: int, where: Where) -> None:
        if time < self._last:
            self.went_back += 1
            if not self.backwards:
                self.backwards.append(where)
        self._last = time


def microseconds(text: str) -> int | None:
    """An instant as records spell it, in microseconds since 1970."""
    if not _INSTANT.fullmatch(text):
        return None
    try:
        passed = datetime.fromisoformat(text[:-1]) - _EPOCH
    except ValueError:
        return None
    return (passed.days * 86_400 + passed.seconds) * 1_000_000 + passed.microseconds


@lru_cache(maxsize=4096)
def day(text: str) -> int:
    """A date's number; the text is known to be one."""
    return date.fromisoformat(text).toordinal()


def named(record: Any, where: Where) -> Where:
    """The place, with what the record says of itself, as far as it says so in words."""
    if type(record) is not dict:
        raise Broken("not_an_object")
    stream, name = record.get("stream"), record.get("type")
    return Where(where.log, where.seq, stream if type(stream) is str else "", name if type(name) is str else "")


def _require_fields(record: Any) -> None:
    if record.keys() != FIELDS:
        raise Broken("not_as_described")
