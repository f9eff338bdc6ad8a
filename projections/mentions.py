"""Which positions of the log concern which thing: its own facts, and every fact that names it.

The timeline of a topic, a meeting, a decision, a person or a unit is read from the log itself at these positions.
"""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from domain.recorded import Recorded
from projections import Rows, View
from projections.telling import body_of

_UNIT_FIELDS = frozenset({"unit", "proposer", "joint_with", "lead", "into", "recipient"})
_UUID_LENGTH = 36


def _fold(rows: Rows, event: Recorded) -> None:
    for subject in dict.fromkeys(subjects_of(event)):
        rows.put(MENTIONS, f"{event.position}/{subject}", {"subject": subject, "kind": event.kind, "type": event.type})


def subjects_of(event: Recorded) -> Iterator[str]:
    """What a fact is about and what it names, some of it perhaps more than once."""
    yield str(event.stream)
    if event.fact.trace.by.person:
        yield event.fact.trace.by.person
    for name, value in body_of(event.fact).items():
        if name in _UNIT_FIELDS and isinstance(value, str):
            yield f"unit:{value}"
        if name != "text":
            yield from _ids(value)


def _ids(value: Any) -> Iterator[str]:
    if isinstance(value, str) and len(value) == _UUID_LENGTH and _is_id(value):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from _ids(item)
    elif isinstance(value, dict):
        for item in value.values():
            yield from _ids(item)


def _is_id(text: str) -> bool:
    try:
        return str(UUID(text)) == text
    except ValueError:
        return False


MENTIONS = View(name="mentions", columns={"subject": str, "kind": str}, fold=_fold)
