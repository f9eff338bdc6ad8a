"""One steady sample of every fact, the record it is kept as, and the names all of it is stored under."""

import json
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from enum import Enum
from hashlib import sha256
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints
from uuid import UUID, uuid5

from application.codec import microseconds
from application.log import Lineage
from application.mapper import FactMapper, all_streams
from application.record import PLACE_FIELDS, STATE_FIELDS, Place, record
from domain.stream import Fact, Sealed
from domain.trace import Trace

SPACE = UUID("5f0c9a54-53d0-4b0e-8a8f-6d2b6a0f7c11")
AT = datetime(2026, 6, 30, 2, 0, 0, 123456, tzinfo=UTC)
LINEAGE = Lineage(cmd=str(uuid5(SPACE, "cmd")), cause=str(uuid5(SPACE, "cause")), corr=str(uuid5(SPACE, "corr")))
MAPPER = FactMapper(random=lambda length: sha256(b"salt").digest()[:length])
_LIFTED = {"originator_id", "originator_version", "originator_topic", "timestamp", "trace", "attachments"}


def fact_of(name: str) -> Any:
    """The sample of a fact by its stored name; nothing in it depends on any other fact."""
    kind = MAPPER.types[name]
    hints = get_type_hints(kind)
    known: dict[str, Any] = {
        "originator_id": uuid5(SPACE, name),
        "originator_version": 2,
        "originator_topic": name.partition(".")[0],
        "timestamp": AT,
    }
    return kind(
        **{field.name: known.get(field.name) or _sample(hints[field.name], field.name) for field in fields(kind)}
    )


def record_of(name: str) -> bytes:
    """The record the sample is kept as."""
    fact = fact_of(name)
    draft = MAPPER.to_stored_event(fact, LINEAGE)
    prev = sha256(name.encode()).digest()
    origin = "lianxi.example/chengqiao"
    stream = fact.originator_id.bytes
    return record(draft.state, Place(origin, prev, microseconds(AT), 7, draft.kind, stream, "0.1.0", name, 2))


def names() -> dict[str, Any]:
    """Everything that is stored by name."""
    words: dict[str, list[str]] = {}
    parts: dict[str, dict[str, str]] = {}
    bodies = {name: _spelt_fields(kind, words, parts) for name, kind in MAPPER.types.items()}
    act = _spelt(Trace, words, parts)
    return {
        "record": [*STATE_FIELDS, *PLACE_FIELDS],
        "streams": [stream.TOPIC for stream in all_streams()],
        "bodies": dict(sorted(bodies.items())),
        "act": act,
        "parts": dict(sorted(parts.items())),
        "words": dict(sorted(words.items())),
    }


def as_text(value: Any) -> str:
    """The names as the golden file holds them."""
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def _sample(hint: Any, name: str) -> Any:
    if get_origin(hint) in {Union, UnionType}:
        kinds = [kind for kind in get_args(hint) if kind not in {NoneType, Sealed}]
        return _sample(kinds[0], name)
    if get_origin(hint) is tuple:
        return (_sample(get_args(hint)[0], name),)
    if isinstance(hint, type) and is_dataclass(hint):
        hints = get_type_hints(hint)
        return hint(**{field.name: _sample(hints[field.name], field.name) for field in fields(hint)})
    if issubclass(hint, Enum):
        return next(iter(hint))
    return _PLAIN[hint](name)


_PLAIN: dict[Any, Any] = {
    str: lambda name: f"{name} 甲\n",
    bool: lambda name: len(name) % 2 == 0,
    int: lambda name: 2000 + len(name),
    date: lambda name: date(2026, 7, 1 + len(name) % 30),
    datetime: lambda name: AT,
    UUID: lambda name: uuid5(SPACE, name),
}


def _spelt_fields(kind: type[Fact], words: Any, parts: Any) -> dict[str, str]:
    hints = get_type_hints(kind)
    own = [field.name for field in fields(kind) if field.name not in _LIFTED]
    spelt = {name: _spelt(hints[name], words, parts) for name in sorted(own)}
    return spelt | {name: f"personal, about {whom}" for name, whom in sorted(kind.PERSONAL.items())}


def _spelt(hint: Any, words: Any, parts: Any) -> str:
    if get_origin(hint) in {Union, UnionType}:
        return " | ".join(_spelt(kind, words, parts) for kind in get_args(hint))
    if get_origin(hint) is tuple:
        return f"[{_spelt(get_args(hint)[0], words, parts)}]"
    if hint is NoneType:
        return "null"
    if isinstance(hint, type) and is_dataclass(hint) and hint.__name__ not in parts:
        parts[hint.__name__] = {}
        parts[hint.__name__] |= {
            field.name: _spelt(get_type_hints(hint)[field.name], words, parts)
            for field in sorted(fields(hint), key=lambda field: field.name)
        }
    if issubclass(hint, Enum):
        words[hint.__name__] = [word.value for word in hint]
    return str(hint.__name__)


def lines(text: str) -> Iterator[tuple[str, bytes]]:
    """The records of a golden file by their stored names."""
    for line in text.splitlines():
        yield json.loads(line)["type"], line.encode()
