from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from enum import StrEnum
from uuid import UUID

import pytest
from freezegun import freeze_time
from hypothesis import given

from application.codec import LARGEST, Shape, Unreadable, converter, instant, instant_text, microseconds
from domain.errors import Malformed
from tests.application.made_up import INSTANTS, values
from tests.cast import NOW


class Colour(StrEnum):
    RED = "red"


@dataclass(frozen=True, kw_only=True)
class Point:
    name: str
    at: date


@dataclass(frozen=True, kw_only=True)
class Sample:
    word: Colour | None
    yes: bool
    number: int
    since: datetime
    id: UUID
    points: tuple[Point, ...] = ()
    note: str = "none"


SAMPLE = Sample(
    word=Colour.RED,
    yes=True,
    number=LARGEST,
    since=datetime(2026, 6, 30, 10, 0, 0, 5, tzinfo=timezone(timedelta(hours=8))),
    id=UUID(int=7),
    points=(Point(name="甲", at=date(2026, 1, 2)),),
)
PLAIN = {
    "word": "red",
    "yes": True,
    "number": LARGEST,
    "since": "2026-06-30T02:00:00.000005Z",
    "id": "00000000-0000-0000-0000-000000000007",
    "points": [{"name": "甲", "at": "2026-01-02"}],
    "note": "none",
}


class TestShape:
    def test_writes_plain_values(self):
        assert Shape(Sample).write(SAMPLE) == PLAIN

    @given(values(Sample))
    def test_reads_back_what_it_wrote(self, sample):
        shape = Shape(Sample)
        assert shape.read(shape.write(sample)) == sample

    def test_reads_a_missing_field_as_its_default(self):
        plain = Shape(Sample).write(SAMPLE)
        del plain["note"], plain["points"]
        read = Shape(Sample).read(plain)
        assert (read.note, read.points) == ("none", ())

    def test_refuses_a_missing_field_without_default(self):
        plain = {name: value for name, value in PLAIN.items() if name != "number"}
        with pytest.raises(Unreadable, match="lacks number"):
            Shape(Sample).read(plain)

    def test_refuses_a_field_it_does_not_know(self):
        with pytest.raises(Unreadable, match="has no"):
            Shape(Sample).read(PLAIN | {"colour": "red"})
        with pytest.raises(Unreadable, match="has no"):
            Shape(Sample).read(PLAIN | {"points": [{"name": "甲", "at": "2026-01-02", "z": 1}]})

    @pytest.mark.parametrize(
        ("field", "value"),
        [("number", LARGEST + 1), ("number", -LARGEST - 1), ("note", "\ud800"), ("note", "好\udfff")],
    )
    def test_refuses_what_no_record_can_hold_and_names_it(self, field, value):
        with pytest.raises(Malformed) as refused:
            Shape(Sample).write(Sample(**(vars(SAMPLE) | {field: value})))
        assert (refused.value.code, refused.value.facts["field"]) == ("value_not_recordable", field)

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("number", 1.0),
            ("number", True),
            ("yes", 1),
            ("note", 1),
            ("note", None),
            ("word", "red"),
            ("id", "00000000-0000-0000-0000-000000000007"),
            ("since", date(2026, 1, 1)),
            ("points", [Point(name="甲", at=date(2026, 1, 2))]),
            ("points", (PLAIN,)),
            ("points", (Point(name="甲", at=datetime(2026, 1, 2, tzinfo=UTC)),)),
            ("points", (Point(name="甲", at="2026-01-02"),)),  # type: ignore[arg-type]
        ],
    )
    def test_takes_no_value_for_another_type(self, field, value):
        with pytest.raises(TypeError):
            Shape(Sample).write(Sample(**(vars(SAMPLE) | {field: value})))

    def test_writes_and_reads_the_days_of_a_frozen_clock(self):
        shape = Shape(Point)
        with freeze_time("2026-06-30"):
            today = Point(name="", at=datetime.now(UTC).date())
            assert type(today.at).__name__ == "FakeDate"
            plain = shape.write(today)
            assert shape.read(dict(plain)).at == date(2026, 6, 30)
        assert shape.read(plain) == Point(name="", at=date(2026, 6, 30))


class TestConverter:
    @pytest.mark.parametrize(
        "hint", [float, dict[str, int], list[str], set[str], str | int, tuple[str, int], bytes, object]
    )
    def test_is_not_made_for_what_cannot_be_recorded(self, hint):
        with pytest.raises(TypeError):
            converter(hint)

    def test_reads_no_word_it_does_not_know(self):
        read = converter(Colour).read
        assert read is not None
        with pytest.raises(KeyError):
            read("green")


class TestInstants:
    @given(INSTANTS)
    def test_are_kept_to_the_microsecond(self, at):
        assert instant(microseconds(at)) == at
        assert datetime.fromisoformat(instant_text(microseconds(at))) == at

    def test_are_written_alike_with_and_without_microseconds(self):
        assert instant_text(0) == "1970-01-01T00:00:00.000000Z"
        assert instant_text(1_500_000) == "1970-01-01T00:00:01.500000Z"

    def test_need_a_time_zone(self):
        with pytest.raises(TypeError):
            microseconds(NOW.replace(tzinfo=None))
