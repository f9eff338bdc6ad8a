"""The body of each command, made from the command itself: its own fields, closed, and ``act`` for the circumstances.

JSON types are taken at their word: a number is no date, a text no number. What stands inside a body is closed like it.
"""

from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from functools import cache, reduce
from operator import or_
from types import UnionType
from typing import Annotated, Any, ClassVar, Union, get_args, get_origin, get_type_hints

from annotated_types import Ge, Le, MaxLen
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, Strict, create_model
from pydantic_core import PydanticCustomError

from application.codec import LARGEST
from application.commands.command import Command, Remark, Seat
from application.desk import Behalf
from domain.vocabulary import Basis

_DAY = len("2026-03-01")


def _as_written(value: Any) -> Any:
    if not isinstance(value, str) or len(value) != _DAY:
        raise PydanticCustomError("date_type", "Input should be a date, such as 2026-03-01")
    return value


_Day = Annotated[date, BeforeValidator(_as_written)]
_Digest = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$", description="SHA-256 in hexadecimal")]
_Count = Annotated[int, Strict(), Ge(0), Le(LARGEST)]
_PLAIN: Mapping[Any, Any] = {str: Remark, int: _Count, bool: Annotated[bool, Strict()], date: _Day}
_EXACT: Mapping[Any, Any] = {int: Annotated[int, Strict()]}


class BehalfBody(BaseModel):
    """Whose act the office enters, and on what basis."""

    model_config = ConfigDict(extra="forbid")
    basis: Basis
    person: Annotated[str, MaxLen(36)] | None = Field(None, description="who acted")
    unit: Annotated[str, MaxLen(40)] | None = Field(
        None, description="the unit that answered, where no person is named"
    )
    evidence: _Digest | None = Field(None, description="SHA-256 of the scanned sheet; needed for acts on paper")

    def value(self) -> Behalf:
        """The same, as the desk takes it."""
        return Behalf(basis=self.basis, person=self.person, unit=self.unit, evidence=self.evidence)


class ActBody(BaseModel):
    """The circumstances of an act, where they differ from: I, today, in the one seat that entitles me."""

    model_config = ConfigDict(extra="forbid")
    on: _Day | None = Field(None, description="business date of the act; today if left out, never in the future")
    seat: Seat | None = Field(None, description="the seat it is done in, needed when several of mine would entitle me")
    behalf: BehalfBody | None = Field(None, description="when the office enters another's act")
    departing: Mapping[Annotated[str, MaxLen(100)], Remark] = Field(
        default_factory=dict,
        description="reasons for departing from soft rules, by the code of the rule",
        max_length=30,
    )


class Nested(BaseModel):
    """A value inside a body, such as an attachment."""

    model_config = ConfigDict(extra="forbid")
    KIND: ClassVar[type[Any]]

    def value(self) -> Any:
        """The same, as the command takes it."""
        return self.KIND(**{name: _value(getattr(self, name)) for name in type(self).model_fields})


def body_of(command: type[Command], in_path: frozenset[str]) -> type[BaseModel]:
    """The closed body model of a command, without the fields its path carries."""
    own = _fields_of(command, leaving_out=in_path)
    own["act"] = (ActBody, ActBody.model_validate({}))
    return create_model(
        f"{command.__name__}Body", __config__=ConfigDict(extra="forbid"), __doc__=command.__doc__, **own
    )


def command_from(command: type[Command], body: BaseModel, path: Mapping[str, Any]) -> Command:
    """The command that a body and the parameters of its path ask for."""
    given = {name: _value(getattr(body, name)) for name in type(body).model_fields if name != "act"}
    return command(**given, **path)


def _value(given: Any) -> Any:
    if isinstance(given, Nested):
        return given.value()
    return tuple(_value(item) for item in given) if isinstance(given, tuple) else given


def _fields_of(kind: type[Any], *, leaving_out: frozenset[str] = frozenset()) -> dict[str, Any]:
    hints = get_type_hints(kind, include_extras=True)
    return {
        field.name: (_closed(hints[field.name], field.name), ... if field.default is MISSING else field.default)
        for field in fields(kind)
        if field.name not in leaving_out
    }


@cache
def _nested(kind: type[Any]) -> type[Nested]:
    made = create_model(kind.__name__, __base__=Nested, __doc__=kind.__doc__, **_fields_of(kind))
    made.KIND = kind
    return made


def _closed(hint: Any, name: str, plain: Mapping[Any, Any] = _PLAIN) -> Any:
    """A type as a body takes it: dataclasses closed, texts and numbers within limits, nothing taken for another type."""
    origin, inner = get_origin(hint), get_args(hint)
    if isinstance(hint, type) and is_dataclass(hint):
        return _nested(hint)
    if origin is Annotated:
        return Annotated[(_closed(inner[0], name, _EXACT), *inner[1:])]
    if origin in {Union, UnionType}:
        return reduce(or_, (_closed(each, name, plain) for each in inner))
    if origin is tuple:
        return tuple[tuple(_closed(each, name) for each in inner)]  # type: ignore[misc]
    return _Digest if name == "sha256" else plain.get(hint, hint)
