"""Values of facts as plain JSON values and back, by converters made once from the type hints.

Recordable are str, bool, int up to 2^53-1, date, datetime, UUID, enums of words, tuples and frozen dataclasses of
these, and each of them or nothing. There is no way to record a float.
"""

from collections.abc import Callable
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import UTC, date, datetime, timedelta
from enum import Enum, StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import Any, NamedTuple, NoReturn, TypeVar, Union, get_args, get_origin, get_type_hints
from uuid import UUID

from domain.errors import Malformed

T = TypeVar("T")
Upcaster = Callable[[dict[str, Any]], dict[str, Any]]

UPCASTERS: dict[tuple[str, int], Upcaster] = {}
"""By a fact's stored name and the version of its schema: how a body of that version becomes one of the next."""

LARGEST = 2**53 - 1
_new, _set = object.__new__, object.__setattr__
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


class Unreadable(ValueError):
    """Stored bytes are not what this release can read."""


class Converter(NamedTuple):
    """How a value of one type is stored; ``read`` is None where what is stored is the value itself."""

    write: Callable[[Any], Any]
    read: Callable[[Any], Any] | None


class Shape:
    """The fields of a frozen dataclass, each with its converter, but for those left out."""

    def __init__(self, kind: type[Any], leaving_out: frozenset[str] = frozenset()) -> None:
        hints = get_type_hints(kind)
        kept = {field.name: field for field in fields(kind) if field.name not in leaving_out}
        converters = {name: converter(hints[name]) for name in kept}
        self._kind = kind
        self._fields = kept
        self._names = kept.keys()
        self._writers = [(name, found.write) for name, found in converters.items()]
        self._readers = [(name, found.read) for name, found in converters.items() if found.read]

    def write(self, thing: Any) -> dict[str, Any]:
        """The thing as a plain object; a text or number that cannot be stored is malformed, and named."""
        plain, values = {}, vars(thing)
        for name, write in self._writers:
            try:
                plain[name] = write(values[name])
            except (UnicodeEncodeError, OverflowError) as error:
                raise Malformed("value_not_recordable", clause="R-text", field=name) from error
        return plain

    def read(self, plain: dict[str, Any]) -> Any:
        """The thing as it was. The plain object is used up."""
        return made(self._kind, self.read_fields(plain))

    def read_fields(self, plain: dict[str, Any]) -> dict[str, Any]:
        """The values of the fields, in the plain object's own place."""
        if plain.keys() != self._names:
            plain = self._completed(plain)
        for name, read in self._readers:
            plain[name] = read(plain[name])
        return plain

    def _completed(self, plain: dict[str, Any]) -> dict[str, Any]:
        if unknown := plain.keys() - self._names:
            raise Unreadable(f"{self._kind.__name__} has no {sorted(unknown)}")
        written = dict(plain)
        for name in self._names - plain.keys():
            default = _default(self._kind, self._fields[name])
            written[name] = converter(get_type_hints(self._kind)[name]).write(default)
        return written


def made(kind: type[T], values: dict[str, Any]) -> T:
    """A thing with these values, without its ``__init__``: several times as fast for a frozen dataclass."""
    thing = _new(kind)
    _set(thing, "__dict__", values)
    return thing


@cache
def converter(hint: Any) -> Converter:
    """The converter of a type, or a TypeError: only some types can be recorded."""
    if get_origin(hint) in {Union, UnionType}:
        return _or_nothing(hint)
    if get_origin(hint) is tuple and get_args(hint)[1:] == (Ellipsis,):
        return _several(converter(get_args(hint)[0]))
    if isinstance(hint, type):
        for kind, found in _PLAIN.items():
            if issubclass(hint, kind) and not issubclass(hint, Enum):
                return found
        if issubclass(hint, StrEnum):
            return Converter(_word(hint), {word.value: word for word in hint}.__getitem__)
        if is_dataclass(hint):
            shape = Shape(hint)
            return Converter(_part(hint, shape), shape.read)
    raise TypeError(f"a value of type {hint} cannot be recorded")


def _or_nothing(hint: Any) -> Converter:
    something = [kind for kind in get_args(hint) if kind is not NoneType]
    if len(something) != 1:
        raise TypeError(f"a value of type {hint} cannot be recorded")
    write, read = converter(something[0])
    return Converter(
        lambda value: None if value is None else write(value),
        read and (lambda plain: None if plain is None else read(plain)),
    )


def _several(each: Converter) -> Converter:
    write, read = each

    def write_all(values: Any) -> list[Any]:
        return [write(value) for value in values] if type(values) is tuple else _refuse(values, "a tuple")

    return Converter(write_all, tuple if read is None else lambda plain: tuple([read(value) for value in plain]))


def _word(kind: type[StrEnum]) -> Callable[[Any], str]:
    values = {word: word.value for word in kind}

    def write_word(word: Any) -> str:
        return values[word] if type(word) is kind else _refuse(word, kind.__name__)

    return write_word


def _part(kind: type[Any], shape: Shape) -> Callable[[Any], dict[str, Any]]:
    def write_part(part: Any) -> dict[str, Any]:
        return shape.write(part) if type(part) is kind else _refuse(part, kind.__name__)

    return write_part


def _text(value: Any) -> str:
    text = value if type(value) is str else str(value) if isinstance(value, str) else _refuse(value, "a text")
    if not text.isascii():
        text.encode()
    return text


def _whole(value: Any) -> int:
    if type(value) is not int:
        _refuse(value, "a whole number")
    if not -LARGEST <= value <= LARGEST:
        raise OverflowError
    return value


def _yes_or_no(value: Any) -> bool:
    return value if type(value) is bool else _refuse(value, "yes or no")


def _id(value: Any) -> str:
    return str(value) if isinstance(value, UUID) else _refuse(value, "an id")


def _day(value: Any) -> str:
    if not isinstance(value, date) or isinstance(value, datetime):
        _refuse(value, "a day")
    return value.isoformat()


def _at(value: Any) -> str:
    return instant_text(microseconds(value)) if isinstance(value, datetime) else _refuse(value, "an instant")


def _refuse(value: Any, wanted: str) -> NoReturn:
    raise TypeError(f"a {type(value).__name__} where {wanted} is recorded")


def microseconds(at: datetime) -> int:
    """An instant as it is stored in columns: microseconds since 1970 in UTC."""
    return (at - _EPOCH) // _MICROSECOND


def instant(at: int) -> datetime:
    """The instant of so many microseconds since 1970."""
    return _EPOCH + timedelta(0, at // 1_000_000, at % 1_000_000)


def instant_text(at: int) -> str:
    """The instant as it is stored in records: UTC, always with six digits of a second, and ``Z``."""
    return instant(at).isoformat(timespec="microseconds")[:-6] + "Z"


_PLAIN: dict[type[Any], Converter] = {
    str: Converter(_text, None),
    bool: Converter(_yes_or_no, None),
    int: Converter(_whole, None),
    datetime: Converter(_at, datetime.fromisoformat),
    date: Converter(_day, date.fromisoformat),
    UUID: Converter(_id, UUID),
}


def _default(kind: type[Any], field: Field[Any]) -> Any:
    if field.default is not MISSING:
        return field.default
    if field.default_factory is not MISSING:
        return field.default_factory()
    raise Unreadable(f"{kind.__name__} lacks {field.name}")
