"""Facts with any values their types allow, for properties that hold of all of them."""

from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints
from uuid import UUID

from hypothesis import strategies as st

from application.codec import LARGEST
from application.log import Lineage
from application.mapper import FactMapper
from domain.stream import Fact, Sealed
from domain.trace import Trace

_PLACE = {"originator_id", "originator_version", "timestamp", "trace", "originator_topic"}

_FROM, _UNTIL = datetime(1970, 1, 1), datetime(2200, 1, 1)  # noqa: DTZ001 - the zone is given beside

INSTANTS = st.datetimes(_FROM, _UNTIL, timezones=st.just(UTC))
LINEAGES = st.builds(Lineage, cmd=st.text(), cause=st.none() | st.text(), corr=st.text())


@cache
def values(hint: Any) -> st.SearchStrategy[Any]:
    """Any value of a recordable type."""
    if get_origin(hint) in {Union, UnionType}:
        kinds = [kind for kind in get_args(hint) if kind is not Sealed]
        return st.one_of(*(values(kind) for kind in kinds))
    if get_origin(hint) is tuple:
        return st.lists(values(get_args(hint)[0]), max_size=2).map(tuple)
    if isinstance(hint, type) and is_dataclass(hint):
        return st.builds(hint, **{field.name: values(get_type_hints(hint)[field.name]) for field in fields(hint)})
    if issubclass(hint, Enum):
        return st.sampled_from(list(hint))
    return _PLAIN[hint]


_PLAIN: dict[Any, st.SearchStrategy[Any]] = {
    NoneType: st.none(),
    str: st.text(max_size=20),
    bool: st.booleans(),
    int: st.integers(-LARGEST, LARGEST),
    datetime: INSTANTS,
    date: st.dates(),
    UUID: st.uuids(),
}


@cache
def facts(kind: type[Fact], stream_topic: str) -> st.SearchStrategy[Any]:
    """Any fact of a class."""
    hints = get_type_hints(kind)
    own = {field.name: values(hints[field.name]) for field in fields(kind) if field.name not in _PLACE}
    beginning = {"originator_topic": st.just(stream_topic)} if "originator_topic" in hints else {}
    return st.builds(
        kind,
        originator_id=st.uuids(),
        originator_version=st.integers(1, LARGEST),
        timestamp=INSTANTS,
        trace=values(Trace),
        **beginning,
        **own,
    )


def any_fact(mapper: FactMapper) -> st.SearchStrategy[Any]:
    """Any fact of the domain."""
    return st.sampled_from(sorted(mapper.types.items())).flatmap(lambda named: facts(named[1], kind_of(named[0])))


def kind_of(name: str) -> str:
    """The kind of stream a stored name belongs to."""
    return name.partition(".")[0]
