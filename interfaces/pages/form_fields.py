"""What a form asks for: the fields of a command as people fill them in, each of a sort that has its own look."""

from collections.abc import Iterator, Sequence
from dataclasses import MISSING, dataclass, fields, is_dataclass
from datetime import date
from enum import Enum
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints
from uuid import UUID

from annotated_types import MaxLen

from application.commands.command import Command
from domain.stream import Attachment

_ONE_LINE = 200
_UNITS = frozenset({"unit", "proposer", "joint_with", "lead", "assisting", "concerned", "into", "sender_unit"})
_SEATS = frozenset({"duty", "seats", "asked_by", "delegated_by", "invitee", "seat"})
_PEOPLE = frozenset({"person", "substitute", "guests", "replaced_by"})
_THINGS = {
    "topic": "topics",
    "topics": "topics",
    "decision": "decisions",
    "supersedes": "decisions",
    "meeting": "meetings",
    "call": "calls",
    "suggestions": "suggestions",
}
_CHARTER = frozenset({"category", "items", "series", "item"})


@dataclass(frozen=True, kw_only=True)
class Field:
    """One field: ``sort`` says how it is filled in, ``of`` from where its choices come, ``parts`` what a group is made of."""

    name: str
    sort: str
    required: bool
    many: bool = False
    of: str = ""
    choices: tuple[str, ...] = ()
    longest: int = 0
    parts: tuple["Field", ...] = ()


def fields_of(command: type[Command], given: Sequence[str] = ()) -> tuple[Field, ...]:
    """The fields of a command, but for those that are given by what it acts on."""
    return tuple(_fields(command, frozenset(given)))


def _fields(kind: type[Any], leaving_out: frozenset[str] = frozenset()) -> Iterator[Field]:
    hints = get_type_hints(kind, include_extras=True)
    for each in fields(kind):
        if each.name not in leaving_out:
            required = each.default is MISSING and each.default_factory is MISSING
            yield _field(each.name, hints[each.name], required=required)


def _field(name: str, hint: Any, *, required: bool, longest: int = 0) -> Field:  # noqa: PLR0911 - one for each sort
    """A field by its type, or by its name where the type is a key of something."""
    origin, inner = get_origin(hint), get_args(hint)
    if origin is Annotated:
        limit = next((each.max_length for each in inner[1:] if isinstance(each, MaxLen)), longest)
        return _field(name, inner[0], required=required, longest=limit)
    if origin in {Union, UnionType}:
        (some,) = (each for each in inner if each is not type(None))
        return _field(name, some, required=False, longest=longest)
    if origin is tuple:
        return _several(name, inner[0], required=required)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return Field(name=name, sort="choice", required=required, choices=tuple(each.value for each in hint))
    if name in _UNITS | _SEATS | _PEOPLE | _CHARTER or (hint is UUID and name in _THINGS):
        return Field(name=name, sort="pick", required=required, of=_source(name))
    if hint in {bool, int, date}:
        return Field(name=name, sort={bool: "yes", int: "number", date: "day"}[hint], required=required)
    sort = "line" if 0 < longest <= _ONE_LINE else "text"
    return Field(name=name, sort="line" if hint is UUID else sort, required=required, longest=longest)


def _several(name: str, hint: Any, *, required: bool) -> Field:
    kind = get_args(hint)[0] if get_origin(hint) is Annotated else hint
    if kind is Attachment:
        return Field(name=name, sort="files", required=required, many=True)
    if isinstance(kind, type) and is_dataclass(kind):
        return Field(name=name, sort="group", required=required, many=True, parts=tuple(_fields(kind)))
    if name in _UNITS | _SEATS | _PEOPLE | _CHARTER or name in _THINGS:
        return Field(name=name, sort="pick", required=required, many=True, of=_source(name))
    return Field(name=name, sort="days" if kind is date else "lines", required=required, many=True)


def _source(name: str) -> str:
    for source, names in (("units", _UNITS), ("seats", _SEATS), ("people", _PEOPLE)):
        if name in names:
            return source
    return name if name in _CHARTER else _THINGS[name]
