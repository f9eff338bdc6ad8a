"""The fields of a state one by one, and what differs between two states.

A field is named by its way from the top, such as ``stage``, ``text/title`` or ``opinions/finance``; in a key that has
them, ``~`` and ``/`` are written ``~0`` and ``~1`` as in a JSON Pointer (RFC 6901). A list of parts is told part by
part, a list of plain values as one value. What is not there and what is empty are both nothing.
"""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple


class Change(NamedTuple):
    """One field before and after; None: nothing was there."""

    field: str
    old: Any
    new: Any


def changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[Change, ...]:
    """Every field that differs, in the order of the later state."""
    names = [name for name in dict.fromkeys([*after, *before]) if before.get(name) != after.get(name)]
    return tuple(change for name in names for change in _within(name, before.get(name), after.get(name)))


def told_fields(state: Mapping[str, Any]) -> dict[str, Any]:
    """Every field of a state that holds something, with its value."""
    return {field: value for name in state for field, value in _fields(state[name], name)}


def is_within(field: str, wanted: str) -> bool:
    """Whether a field is the one wanted, or a part of it."""
    return field == wanted or field.startswith(f"{wanted}/")


def _within(name: str, before: Any, after: Any) -> Iterator[Change]:
    if before == after:
        return
    if _is_of_parts(before) and _is_of_parts(after) and type(before) is type(after):
        old, new = _parts(before), _parts(after)
        for key in dict.fromkeys([*new, *old]):
            yield from _within(f"{name}/{key}", old.get(key), new.get(key))
    else:
        yield from _replaced(dict(_fields(before, name)), dict(_fields(after, name)))


def _replaced(old: dict[str, Any], new: dict[str, Any]) -> Iterator[Change]:
    for field in dict.fromkeys([*new, *old]):
        if old.get(field) != new.get(field):
            yield Change(field, old.get(field), new.get(field))


def _fields(value: Any, name: str) -> Iterator[tuple[str, Any]]:
    if _is_of_parts(value):
        for key, part in _parts(value).items():
            yield from _fields(part, f"{name}/{key}")
    elif value not in (None, [], {}):
        yield name, value


def _is_of_parts(value: Any) -> bool:
    if isinstance(value, dict):
        return value.keys() != {"sealed"}
    return isinstance(value, list) and any(isinstance(each, dict | list) for each in value)


def _parts(value: Any) -> dict[str, Any]:
    if isinstance(value, list):
        return {str(number): part for number, part in enumerate(value)}
    return {key.replace("~", "~0").replace("/", "~1"): part for key, part in value.items()}
