"""Which positions of the log concern which thing: its own facts, and every fact that names it.

The timeline of a topic, a meeting, a decision, a person or a unit is read from the log itself at these positions. What
only a withheld field names is found under the names of those who may read that field, and under no others.
"""

from collections.abc import Iterable, Iterator
from typing import Any
from uuid import UUID

from domain.recorded import Recorded
from domain.vocabulary import Side
from projections import Rows, View
from projections.telling import body_of
from projections.withheld import reader, sender_of, withheld_of

_UNIT_FIELDS = frozenset({"unit", "proposer", "joint_with", "lead", "into", "recipient"})
_UUID_LENGTH = 36


def _fold(rows: Rows, event: Recorded) -> None:
    for subject in dict.fromkeys(_found_under(event)):
        rows.put(MENTIONS, f"{event.position}/{subject}", {"subject": subject, "kind": event.kind, "type": event.type})


def sought(subject: str, readers: Iterable[str]) -> list[str]:
    """What a thing is sought under by somebody who reads with these eyes, as ``withheld.reader`` spells them."""
    return [subject, *(f"{eyes}/{subject}" for eyes in readers)]


def _found_under(event: Recorded) -> Iterator[str]:
    hidden = withheld_of(event.fact)
    everybodys = list(subjects_of(event, without=hidden))
    yield from everybodys
    if hidden:
        sender = sender_of(event.fact)
        readers = [reader(Side.UNION), *([reader(Side.UNION, sender)] if sender else [])]
        for subject in subjects_of(event):
            if subject not in everybodys:
                yield from sought(subject, readers)[1:]


def subjects_of(event: Recorded, *, without: frozenset[str] = frozenset()) -> Iterator[str]:
    """What a fact is about and what it names but for some fields, some of it perhaps more than once."""
    yield str(event.stream)
    if event.fact.trace.by.person:
        yield event.fact.trace.by.person
    for name, value in body_of(event.fact).items():
        if name in without:
            continue
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
