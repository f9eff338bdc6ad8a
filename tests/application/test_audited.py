"""The audited state of a stream: whole, plain, canonical, and of one shape until the schema says otherwise."""

import json
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from application import audited as module
from application.audited import audit_value, audited
from application.mapper import plain
from application.record import canonical
from domain.recorded import Recorded
from domain.stream import Sealed
from domain.vocabulary import Side
from tests.demonstration import streams

KINDS = {"call", "conference", "decision", "invitation", "meeting", "minutes", "register", "roster", "topic", "units"}
SHAPES = Path(__file__).parents[1] / "golden" / "audited.json"


def every_state() -> Iterator[tuple[str, Any]]:
    """Every stream of the demonstration at every version; a stream goes on changing, so look before the next."""
    for facts in streams().values():
        stream = None
        for recorded in facts:
            stream = plain(stream, [recorded.fact])
            yield recorded.kind, stream


def shapes() -> dict[str, list[str]]:
    """The fields of every kind of stream, and of every part they are made of."""
    found: dict[str, set[str]] = {}
    for kind, stream in every_state():
        public = {name: value for name, value in vars(stream).items() if not name.startswith("_")}
        found.setdefault(kind, set()).update(public)
        for part, names in parts(list(public.values())):
            found.setdefault(part, set()).update(names)
    return {name: sorted(names) for name, names in sorted(found.items())}


def parts(value: Any) -> Iterator[tuple[str, list[str]]]:
    """Every part within a value, by its class, with the names of its fields."""
    if isinstance(value, dict):
        value = [*value, *value.values()]
    if isinstance(value, tuple | list | set | frozenset):
        for each in value:
            yield from parts(each)
    elif is_dataclass(value):
        names = [field.name for field in fields(value)]
        yield f"{type(value).__module__}.{type(value).__qualname__}", names
        yield from parts([getattr(value, name) for name in names])


class TestAuditedState:
    def test_can_be_written_canonically_and_read_again_for_every_stream_at_every_version(self):
        for _, stream in every_state():
            told = audited(stream)
            assert json.loads(canonical(told)) == told
            assert list(told) == sorted(told)

    def test_has_every_public_field_and_nothing_of_the_library(self):
        for _, stream in every_state():
            assert set(audited(stream)) == {name for name in vars(stream) if not name.startswith("_")}

    def test_has_the_same_fields_from_the_first_fact_on(self):
        names: dict[str, set[str]] = {}
        for kind, stream in every_state():
            assert set(audited(stream)) == names.setdefault(kind, set(audited(stream)))
        assert set(names) == KINDS

    def test_changes_its_shape_only_with_its_schema(self):
        kept = json.loads(SHAPES.read_text("utf-8"))
        assert kept == {"schema": module.SCHEMA, "shapes": shapes()}, "raise SCHEMA, then run this file as a program"

    def test_holds_no_personal_value_in_clear(self):
        facts: list[Recorded] = [each for those in streams().values() for each in those]
        assert any(fact.fact.PERSONAL for fact in facts)
        for recorded in facts:
            for name in recorded.fact.PERSONAL:
                assert isinstance(getattr(recorded.fact, name), Sealed | None)


class TestValue:
    @pytest.mark.parametrize(
        ("value", "told"),
        [
            (Side.UNION, "union"),
            (date(2026, 3, 1), "2026-03-01"),
            (datetime(2026, 3, 1, 9, tzinfo=UTC), "2026-03-01T09:00:00.000000Z"),
            (UUID(int=7), "00000000-0000-0000-0000-000000000007"),
            (Sealed("abc="), {"sealed": "abc="}),
            (frozenset({"b", "a"}), ["a", "b"]),
            (frozenset({(2, None), (2, "x")}), [[2, "x"], [2, None]]),
            ({10: "x", 9: ("y",)}, {"10": "x", "9": ["y"]}),
            ({Side.GOV: True}, {"gov": True}),
        ],
    )
    def test_is_plain(self, value, told):
        assert audit_value(value) == told

    @pytest.mark.parametrize("value", [1.5, b"bytes", object(), (1, 2.0), {"x": {1.0}}])
    def test_is_refused_when_it_could_not_be_the_same_everywhere(self, value):
        with pytest.raises(TypeError):
            audit_value(value)


if __name__ == "__main__":
    SHAPES.write_text(
        json.dumps({"schema": module.SCHEMA, "shapes": shapes()}, ensure_ascii=False, indent=1) + "\n", "utf-8"
    )
