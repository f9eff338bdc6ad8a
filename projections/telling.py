"""How views tell what a fact says: values as JSON, acts as who, in which seat, when."""

from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from typing import Any
from uuid import UUID

from domain.stream import Fact, Sealed

_APART = frozenset({"originator_id", "originator_version", "originator_topic", "timestamp", "trace"})


def told(value: Any) -> Any:
    """A value of a fact as JSON; a personal one only as its commitment."""
    match value:
        case Sealed():
            found: Any = {"sealed": value.commitment}
        case Enum():
            found = value.value
        case date():
            found = value.isoformat()
        case UUID():
            found = str(value)
        case tuple() | list():
            found = [told(item) for item in value]
        case _ if is_dataclass(value):
            found = {field.name: told(getattr(value, field.name)) for field in fields(value)}
        case _:
            found = value
    return found


def body_of(fact: Fact) -> dict[str, Any]:
    """The fact's own fields as JSON."""
    return {field.name: told(getattr(fact, field.name)) for field in fields(fact) if field.name not in _APART}


def act_of(fact: Fact) -> dict[str, Any]:
    """Who acted, in which seat and for which side, and on which day."""
    by = fact.trace.by
    return {"person": by.person, "seat": by.seat, "side": told(by.side), "on": fact.trace.on.isoformat()}


def departures_of(fact: Fact) -> list[dict[str, str]]:
    """The soft rules this fact departed from, with the reasons and the day."""
    on = fact.trace.on.isoformat()
    return [{"code": d.code, "clause": d.clause, "reason": d.reason, "on": on} for d in fact.trace.departures]
