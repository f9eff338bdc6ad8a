"""What a form asks for: the fields of a command as people fill them in, each of a sort that has its own look."""

from collections.abc import Iterator, Sequence
from dataclasses import MISSING, dataclass, fields, is_dataclass, replace
from datetime import date
from enum import Enum
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints
from uuid import UUID

from annotated_types import MaxLen

from application.commands.command import Command
from domain.stream import Attachment

_ONE_LINE = 200
_UNITS = frozenset({"unit", "proposer", "joint_with", "lead", "assisting", "concerned", "into"})
_SEATS = frozenset({"duty", "seats", "asked_by", "delegated_by", "seat"})
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
_MAY_BE_EMPTY = frozenset({"seat", "dissent"})
"""Texts inside a group that are sent empty when there is nothing to say."""


@dataclass(frozen=True, kw_only=True)
class Field:
    """One field: ``sort`` says how it is filled in, ``of`` from where its choices come, ``parts`` what a group is made of.

    ``required`` must be filled in; ``sent`` is in the body even when it is empty, as None where it is ``nullable``.
    """

    name: str
    sort: str
    required: bool
    sent: bool = False
    nullable: bool = False
    many: bool = False
    whole: bool = False
    """Whether what is picked is a number."""
    ordered: bool = False
    """Whether what is picked has an order, in which it is recorded."""
    of: str = ""
    choices: tuple[str, ...] = ()
    longest: int = 0
    on: bool = False
    """Whether a box is ticked to begin with."""
    decisive: str = ""
    """The part without which a group says nothing."""
    parts: tuple["Field", ...] = ()
    within: str = ""
    """The group it is a part of."""


_TYPED: dict[str, Any] = {"sort": "line", "of": ""}
_SPECIAL: dict[tuple[str, str], dict[str, Any]] = {
    ("open_unit", "unit"): _TYPED,
    ("set_series", "series"): _TYPED,
    ("merge_topic", "into"): {"of": "topics"},
    ("merge_unit", "into"): {"of": "successors"},
    ("split_unit", "into"): {"of": "successors"},
    ("take_duty", "duty"): {"of": "seats_not_held"},
    ("lay_down_duty", "duty"): {"of": "seats_held"},
    ("name_deputy", "duty"): {"of": "seats_deputised"},
    ("receive_suggestion", "unit"): {"of": "senders"},
    ("submit_topic", "proposer"): {"of": "proposers"},
    ("submit_topic", "joint_with"): {"of": "joining"},
    ("note_consultation", "unit"): {"of": "concerned"},
    ("ask_opinion", "unit"): {"of": "concerned"},
    ("plan_extraordinary_meeting", "asked_by"): {"of": "askers"},
    ("open_meeting", "delegated_by"): {"of": "chairs"},
    ("give_instructions", "person"): {"of": "leaders"},
    ("urge_unit", "unit"): {"of": "carrying_out"},
    ("submit_topic", "side"): {"choices": ("gov", "union", "joint")},
    ("submit_topic", "to"): {"sort": "pick", "of": "linkable"},
    ("draw_up_agenda", "items"): {"ordered": True},
    ("draw_up_agenda", "topics"): {"of": "candidates", "ordered": True},
    ("admit_late_topic", "topic"): {"of": "candidates"},
    ("issue_papers", "attachments"): {"required": False},
    ("issue_papers", "topic"): {"of": "meeting_topics"},
    ("propose_date", "starts"): {"sort": "time"},
    ("note_delivery", "invitee"): {"sort": "pick", "of": "expected"},
    ("record_attendance", "lines"): {"decisive": "presence"},
    ("hear_decision", "decision"): {"of": "agenda_decisions"},
    ("discuss_topic", "topic"): {"of": "meeting_topics"},
    ("enter_in_error", "entry"): {"sort": "pick", "of": "entries", "whole": True},
    ("draft_minutes", "topic"): {"of": "meeting_topics"},
    ("redraft_minutes", "topic"): {"of": "meeting_topics"},
    ("draft_correction", "decision"): {"of": "own_decisions"},
    ("answer_urge", "number"): {"sort": "pick", "of": "urges", "whole": True},
}
"""Where a name does not say how its field is filled in."""


def fields_of(command: type[Command], given: Sequence[str] = ()) -> tuple[Field, ...]:
    """The fields of a command, but for those that are given by what it acts on."""
    return tuple(_fields(command, command.called(), frozenset(given)))


def _fields(kind: type[Any], command: str, leaving_out: frozenset[str] = frozenset()) -> Iterator[Field]:
    hints = get_type_hints(kind, include_extras=True)
    for each in fields(kind):
        if each.name not in leaving_out:
            sent = each.default is MISSING and each.default_factory is MISSING
            made = replace(_field(each.name, hints[each.name], command, required=sent), sent=sent)
            if each.default is True:
                made = replace(made, on=True)
            yield replace(made, **_SPECIAL.get((command, each.name), {}))


def _field(name: str, hint: Any, command: str, *, required: bool, longest: int = 0) -> Field:  # noqa: PLR0911 - one for each sort
    """A field by its type, or by its name where the type is a key of something."""
    origin, inner = get_origin(hint), get_args(hint)
    if origin is Annotated:
        limit = next((each.max_length for each in inner[1:] if isinstance(each, MaxLen)), longest)
        return _field(name, inner[0], command, required=required, longest=limit)
    if origin in {Union, UnionType}:
        (some,) = (each for each in inner if each is not type(None))
        return replace(_field(name, some, command, required=False, longest=longest), nullable=True)
    if origin is tuple:
        return _several(name, inner[0], command, required=required)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return Field(name=name, sort="choice", required=required, choices=tuple(each.value for each in hint))
    required = required and not (hint is str and not longest and name in _MAY_BE_EMPTY)
    if name in _UNITS | _SEATS | _PEOPLE | _CHARTER or (hint is UUID and name in _THINGS):
        return Field(name=name, sort="pick", required=required, of=_source(name))
    if hint in {int, date}:
        return Field(name=name, sort={int: "number", date: "day"}[hint], required=required)
    if hint is bool:
        return Field(name=name, sort="answer" if required else "yes", required=required)
    return Field(name=name, sort=_text_sort(name, hint, longest), required=required, longest=longest)


def _text_sort(name: str, hint: Any, longest: int) -> str:
    if name == "sha256":
        return "file"
    return "line" if hint is UUID or name in {"title", "heading"} or 0 < longest <= _ONE_LINE else "text"


def _several(name: str, hint: Any, command: str, *, required: bool) -> Field:
    kind = get_args(hint)[0] if get_origin(hint) is Annotated else hint
    if kind is Attachment:
        return Field(name=name, sort="files", required=required, many=True)
    if isinstance(kind, type) and is_dataclass(kind):
        parts = tuple(replace(part, within=name) for part in _fields(kind, command))
        return Field(name=name, sort="group", required=required, many=True, parts=parts)
    if name in _UNITS | _SEATS | _PEOPLE | _CHARTER or name in _THINGS:
        return Field(name=name, sort="pick", required=required, many=True, of=_source(name))
    return Field(name=name, sort="days" if kind is date else "lines", required=required, many=True)


def _source(name: str) -> str:
    for source, names in (("units", _UNITS), ("seats", _SEATS), ("people", _PEOPLE)):
        if name in names:
            return source
    return name if name in _CHARTER else _THINGS[name]
