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

SCHEMA = 1
"""Raised with any field that comes, goes or is told otherwise: states of two schemas are never compared."""
_PLAIN = frozenset({type(None), bool, int, str})


def audited(stream: Stream) -> dict[str, Any]:
    """All that a stream knows; what belongs to the library stands in private attributes and stays out."""
    return {name: audit_value(value) for name, value in sorted(vars(stream).items()) if not name.startswith("_")}


def audit_value(value: Any) -> Any:
    """A value of a stream as JSON that can be written canonically; whatever else it may be is refused."""
    if type(value) in _PLAIN:
        return value
    match value:
        case Enum():
            found: Any = value.value
        case datetime():
            found = instant_text(microseconds(value))
        case date() | UUID():
            found = str(value)
        case _:
            found = _composed(value)
    return found


def _composed(value: Any) -> Any:
    match value:
        case Sealed():
            found: Any = {"sealed": value.commitment}
        case tuple() | list():
            found = [audit_value(each) for each in value]
        case set() | frozenset():
            found = sorted(map(audit_value, value), key=canonical)
        case Mapping():
            found = {str(audit_value(key)): audit_value(value[key]) for key in sorted(value, key=_key)}
        case _ if is_dataclass(value):
            found = {field.name: audit_value(getattr(value, field.name)) for field in fields(value)}
        case _:
            raise TypeError(f"a {type(value).__name__} has no place in an audited state")
    return found


def _key(key: Any) -> str:
    return str(audit_value(key))
