"""The strip of a replay: its marks of time, its flags, and the step of a position."""

from datetime import date, timedelta

import pytest

from interfaces.pages.replaying import due_dates, step_at, steps_of, strip_of


class TestStrip:
    def test_an_old_due_date_stays_as_a_flag_and_one_set_later_does_not_show(self):
        told = steps_of(
            [
                item(1, "decision.adopted/1", 0, due="2026-03-31"),
                item(2, "decision.extension_granted/1", 80, due="2026-06-30"),
                item(3, "decision.carried_over/1", 200, due="2026-12-31"),
            ],
            "d",
        )
        assert [flag.day.month for flag in strip_of(told, told[0], "en", None).flags] == [3]
        flags = strip_of(told, told[2], "en", None).flags
        assert [(flag.day.month, flag.old) for flag in flags] == [(12, False), (3, True), (6, True)]
        assert len({(flag.x, flag.y) for flag in flags}) == 3
        assert due_dates(told, told[1]) == [date(2026, 3, 31), date(2026, 6, 30)]

    @pytest.mark.parametrize("days", [1, 20, 50, 300, 900, 3000])
    def test_has_as_many_marks_of_time_as_can_be_read(self, days):
        told = steps_of([item(1, "decision.adopted/1", 0), item(2, "decision.assigned/1", days)], "d")
        ticks = strip_of(told, told[1], "en", None).ticks
        assert 1 <= len(ticks) <= 10
        assert [x for x, _ in ticks] == sorted(x for x, _ in ticks)

    def test_leaves_room_for_the_word_of_today(self):
        told = steps_of([item(1, "decision.adopted/1", 0), item(2, "decision.assigned/1", 300)], "d")
        strip = strip_of(told, told[1], "en", date(2026, 7, 3))
        assert "Jul" in {label for _, label in strip_of(told, told[1], "en", None).ticks}
        assert "Jul" not in {label for _, label in strip.ticks}

    def test_finds_the_step_of_a_position(self):
        told = steps_of([item(5, "decision.adopted/1", 0), item(9, "decision.assigned/1", 3)], "d")
        found = [step_at(told, position) for position in (4, 5, 8, 99)]
        assert [step and step.position for step in found] == [None, 5, 5, 9]


def item(position, stored, days, **body):
    at = date(2026, 1, 5) + timedelta(days=days)
    data = {"version": position, "act": {"person": None, "seat": None, "on": at.isoformat()}, "body": body}
    return {"position": position, "time": f"{at}T01:00:00Z", "type": stored, "subject": "decision/d", "data": data}
