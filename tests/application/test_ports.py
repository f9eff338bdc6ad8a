from datetime import UTC, datetime, timedelta

from freezegun import freeze_time

from application.ports import SystemClock, TimeOrderedIds
from tests.cast import NOW


class SteppingClock:
    def __init__(self):
        self.at = NOW

    def now(self):
        self.at += timedelta(milliseconds=1)
        return self.at


class TestSystemClock:
    def test_tells_the_time_in_utc(self):
        before = datetime.now(UTC)
        assert before <= SystemClock().now() <= datetime.now(UTC)
        assert SystemClock().now().tzinfo is UTC

    def test_tells_a_frozen_time_as_an_ordinary_instant(self):
        ordinary = type(SystemClock().now())
        with freeze_time("2026-06-30 02:00:00.000001"):
            now = SystemClock().now()
        assert now == NOW + timedelta(microseconds=1)
        assert type(now) is ordinary


class TestTimeOrderedIds:
    def test_sort_by_time(self):
        ids = TimeOrderedIds(SteppingClock())
        made = [ids.new() for _ in range(50)]
        assert sorted(made) == made

    def test_differ_within_a_millisecond(self):
        class Still:
            def now(self):
                return NOW

        ids = TimeOrderedIds(Still())
        assert len({ids.new() for _ in range(100)}) == 100

    def test_are_of_version_7_and_hold_the_time_and_all_the_chance(self):
        for chance in (0, 0xFF):
            made = TimeOrderedIds(SteppingClock(), bytes([chance]).__mul__).new()
            assert (made.version, made.variant) == (7, "specified in RFC 4122")
            assert made.int >> 80 == int(NOW.timestamp() * 1000) + 1
            assert made.int >> 64 & 0xFFF == (0xFFF if chance else 0)
            assert made.int & ((1 << 62) - 1) == ((1 << 62) - 1 if chance else 0)
