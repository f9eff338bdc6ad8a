"""What an auditor sees of a stream: its public fields as plain JSON, the same bytes for the same facts everywhere."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any
from uuid import UUID

from application.codec import instant_text, microseconds
from application.record import canonical
from domain.stream import Sealed, Stream

SCHEMA = 2
"""Raised with any field that comes, goes or is told otherwise: states of two schemas are never compared."""
Told = dict[int, tuple[Any, dict[str, Any]]]
"""By its identity, a part and what was told of it."""
_PLAIN = frozenset({type(None), bool, int, str})


def audited(stream: Stream, told: Told | None = None) -> dict[str, Any]:
    """All that a stream knows; what belongs to the library stands in private attributes and stays out.

    With ``told``, parts that stay the same from one version to the next are not told anew.
    """
    told = {} if told is None else told
    return {name: audit_value(value, told) for name, value in sorted(vars(stream).items()) if not name.startswith("_")}


def audit_value(value: Any, told: Told | None = None) -> Any:
    """A value of a stream as JSON that can be written canonically; whatever else it may be is refused."""
    if type(value) in _PLAIN:
        return value
    told = {} if told is None else told
    match value:
        case Enum():
            found: Any = value.value
        case datetime():
            found = instant_text(microseconds(value))
        case date() | UUID():
            found = str(value)
        case _:
            found = _composed(value, told)
    return found


def _composed(value: Any, told: Told) -> Any:
    match value:
        case Sealed():
            found: Any = {"sealed": value.commitment}
        case tuple() | list():
            found = [audit_value(each, told) for each in value]
        case set() | frozenset():
            found = sorted([audit_value(each, told) for each in value], key=canonical)
        case Mapping():
            found = {_key(key): audit_value(value[key], told) for key in sorted(value, key=_key)}
        case _ if is_dataclass(value):
            found = _part(value, told)
        case _:
            raise TypeError(f"a {type(value).__name__} has no place in an audited state")
    return found


def _part(value: Any, told: Told) -> dict[str, Any]:
    """A part, told once: parts are frozen, and what is told stays with the very part it was told of."""
    if id(value) not in told:
        told[id(value)] = value, {field.name: audit_value(getattr(value, field.name), told) for field in fields(value)}
    return told[id(value)][1]


def _key(key: Any) -> str:
    return str(audit_value(key))
