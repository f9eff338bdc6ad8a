"""The closed shape of a record: which fields there are, and what may stand in each."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import Any, Callable

FIELDS = frozenset(
    {
        *("actor", "attach", "authority", "body", "cause", "cmd", "commit", "corr", "effective_on", "entered_by"),
        *("log", "prev", "recorded_at", "seq", "stream", "sw", "type", "v", "version"),
    }
)
UUID = r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
HEX = re.compile(r"[0-9a-f]{64}").fullmatch
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}").fullmatch
_COMMITMENT = re.compile(r"[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=").fullmatch
_COMMAND = re.compile(UUID).fullmatch
_STREAM = re.compile(f"([a-z][a-z_]*)/{UUID}").fullmatch
_TYPE = re.compile(r"([a-z][a-z_]*)\.[a-z][a-z_]*/[1-9][0-9]{0,8}").fullmatch


def malformed_field(record: dict[str, Any]) -> str:
    """The first field that is not of its kind; nothing when all are."""
    for name, fits in _FIELD_KINDS.items():
        if not fits(record[name]):
            return name
    stream, kind = _STREAM(record["stream"]), _TYPE(record["type"])
    return "" if stream and kind and stream.group(1) == kind.group(1) else "type"


def is_text(value: Any) -> bool:
    """Whether it is a text."""
    return type(value) is str


def is_text_or_null(value: Any) -> bool:
    """Whether it is a text or nothing."""
    return value is None or type(value) is str


def is_hash(value: Any) -> bool:
    """Whether it is a SHA-256 in hexadecimal."""
    return type(value) is str and HEX(value) is not None


def is_count(value: Any) -> bool:
    """Whether it is a number from 0."""
    return type(value) is int and value >= 0


@lru_cache(maxsize=4096)
def _is_day(text: str) -> bool:
    try:
        return DAY(text) is not None and date.fromisoformat(text) is not None
    except ValueError:
        return False


def _texts(value: Any) -> bool:
    return type(value) is list and all(type(each) is str for each in value)


def _actor(value: Any) -> bool:
    return (
        type(value) is dict
        and value.keys() == {"acting_for", "person", "seats", "side"}
        and _texts(value["seats"])
        and is_text_or_null(value["acting_for"])
        and is_text_or_null(value["person"])
        and is_text_or_null(value["side"])
    )


def _entered_by(value: Any) -> bool:
    return value is None or (
        type(value) is dict
        and value.keys() == {"basis", "evidence", "person", "seat"}
        and all(is_text(value[name]) for name in ("basis", "person", "seat"))
        and is_text_or_null(value["evidence"])
    )


def _authority(value: Any) -> bool:
    return (
        type(value) is dict
        and value.keys() == {"assumptions", "clauses", "departures", "edition"}
        and is_text(value["edition"])
        and _texts(value["assumptions"])
        and _texts(value["clauses"])
        and type(value["departures"]) is list
        and all(map(_departure, value["departures"]))
    )


def _departure(value: Any) -> bool:
    return type(value) is dict and value.keys() == {"clause", "code", "reason"} and all(map(is_text, value.values()))


def _attach(value: Any) -> bool:
    return type(value) is list and all(map(_attachment, value))


def _attachment(value: Any) -> bool:
    return (
        type(value) is dict
        and value.keys() == {"media_type", "sha256", "size"}
        and is_hash(value["sha256"])
        and is_count(value["size"])
        and is_text(value["media_type"])
    )


def _commit(value: Any) -> bool:
    return type(value) is dict and all(is_text(each) and _COMMITMENT(each) is not None for each in value.values())


def _matches(pattern: Callable[[str], re.Match[str] | None]) -> Callable[[Any], bool]:
    return lambda value: type(value) is str and pattern(value) is not None


_FIELD_KINDS: dict[str, Callable[[Any], bool]] = {
    "actor": _actor,
    "attach": _attach,
    "authority": _authority,
    "body": lambda value: type(value) is dict,
    "cause": is_text_or_null,
    "cmd": _matches(_COMMAND),
    "commit": _commit,
    "corr": is_text,
    "effective_on": lambda value: type(value) is str and _is_day(value),
    "entered_by": _entered_by,
    "log": is_text,
    "prev": lambda value: value is None or is_hash(value),
    "recorded_at": is_text,
    "seq": is_count,
    "stream": _matches(_STREAM),
    "sw": is_text,
    "type": _matches(_TYPE),
    "v": lambda value: type(value) is int and value == 1,
    "version": lambda value: type(value) is int and value >= 1,
}
