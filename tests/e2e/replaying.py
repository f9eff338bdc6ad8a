"""All that a log's facts make of its streams, in words that are the same wherever and whenever they are written."""

import sys
from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass
from enum import Enum
from hashlib import sha256
from itertools import groupby
from pathlib import Path
from typing import Any
from uuid import UUID

from application.audited import audited
from application.mapper import FactMapper, Placed, plain
from application.record import canonical
from application.replay import Point, of_the_day, stream_at
from application.replay_setting import Difference, Explanation, differences, explanations
from application.sqlite_schema import open_reader
from domain.recorded import Recorded
from tests.domain.stories import state

_ROWS = "SELECT position, recorded_at, kind, stream, version, type, state FROM events ORDER BY stream, version"


def rows_of(folder: Path) -> list[Placed]:
    """Every row of a log as it is stored, stream by stream."""
    db = open_reader(folder / "log.db")
    found = [
        Placed(at, on, kind, UUID(bytes=key), v, name, body) for at, on, kind, key, v, name, body in db.execute(_ROWS)
    ]
    db.close()
    return found


def replayed(rows: Iterable[Placed], mapper: FactMapper) -> dict[UUID, Any]:
    """Every stream, from its stored rows alone."""
    by_stream = groupby(rows, key=lambda row: row.stream)
    return {stream: plain(None, (mapper.recorded(1, row).fact for row in own)) for stream, own in by_stream}


def told(value: Any) -> Any:
    """A value in plain words; what has no order is put in one."""
    if isinstance(value, Enum):
        return value.value
    if is_dataclass(value):
        return [type(value).__name__, *((field.name, told(getattr(value, field.name))) for field in fields(value))]
    if isinstance(value, dict):
        return [(told(key), told(each)) for key, each in value.items()]
    if isinstance(value, frozenset | set):
        return sorted(map(told, value), key=repr)
    if isinstance(value, tuple | list):
        return [told(each) for each in value]
    return str(value)


def digest(streams: dict[UUID, Any]) -> str:
    """One hash over everything all streams know."""
    words = [(str(stream), type(found).__name__, told(state(found))) for stream, found in sorted(streams.items())]
    return sha256(repr(words).encode()).hexdigest()


def answers(rows: Iterable[Placed], mapper: FactMapper) -> str:
    """One hash over every state of every stream, by version, position and day, every diff and every explanation."""
    found = sha256()
    for _, own in groupby(rows, key=lambda row: row.stream):
        for answer in _answers([mapper.recorded(1, row) for row in own]):
            found.update(canonical(answer))
    return found.hexdigest()


def _answers(facts: list[Recorded]) -> Iterator[Any]:
    for recorded in facts:
        version, on = recorded.version, recorded.fact.trace.on
        before, after = Point(version=version - 1), Point(version=version)
        yield [told_of(each) for each in differences(facts, before=before, after=after)]
        for point in (after, Point(position=recorded.position, on=on)):
            yield [audited(stream) for stream in (stream_at(facts, point),) if stream]
            yield of_the_day(facts, point)
    yield [told_of(each) for each in differences(facts, before=Point(), after=Point(version=0))]
    yield [told_of(each) for each in explanations(facts, Point())]


def told_of(found: Difference | Explanation) -> Any:
    """A difference or an explanation as it can be written down."""
    *rest, settings = found
    return [*rest, [(each.recorded.position, each.recorded.type, each.old, each.new) for each in settings]]


if __name__ == "__main__":
    rows = rows_of(Path(sys.argv[1]))
    sys.stdout.write(f"{digest(replayed(rows, FactMapper()))} {answers(rows, FactMapper())}")
