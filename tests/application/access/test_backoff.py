"""After some failures one waits: longer each time, never for good, and many tries at once are no more than one by one."""

from datetime import timedelta

import pytest

from application.access.backoff import Backoff, TriedTooOften
from tests.application.access.entrance import at_once
from tests.cast import NOW

MINUTE = timedelta(minutes=1)


@pytest.fixture
def backoff(entrance):
    return Backoff(entrance.access.store)


def wait(backoff, who, at):
    """How many seconds it is told to wait; 0: it may try, and has tried by this."""
    try:
        backoff.tries(who, at)
    except TriedTooOften as refused:
        return refused.facts["seconds"]
    return 0


class TestBackoff:
    def test_lets_five_through_and_then_waits_twice_as_long_each_time_up_to_a_quarter_of_an_hour(self, backoff):
        at, waits = NOW, []
        for _ in range(10):
            if seconds := wait(backoff, "li", at):
                waits.append(seconds)
                at += timedelta(seconds=seconds)
                assert wait(backoff, "li", at) == 0
        assert [backoff.tries("wu", NOW) for _ in range(5)] == [1, 2, 3, 4, 5]
        assert waits == [60, 120, 240, 480, 900]

    def test_never_waits_longer_than_that(self, backoff):
        at = NOW
        for _ in range(40):
            at += timedelta(seconds=wait(backoff, "li", at))
        assert wait(backoff, "li", at) in {0, 900}
        assert wait(backoff, "li", at) == 900

    def test_is_over_at_the_very_second_and_not_before(self, backoff):
        for _ in range(5):
            backoff.tries("li", NOW)
        assert wait(backoff, "li", NOW + MINUTE - timedelta(milliseconds=1)) == 1
        assert wait(backoff, "li", NOW + MINUTE) == 0

    def test_does_not_grow_by_trying_while_it_lasts(self, backoff):
        for _ in range(5):
            backoff.tries("li", NOW)
        assert {wait(backoff, "li", NOW) for _ in range(50)} == {60}

    def test_says_what_it_is(self, backoff):
        for _ in range(5):
            backoff.tries("li", NOW)
        with pytest.raises(TriedTooOften) as refused:
            backoff.tries("li", NOW)
        assert (refused.value.code, refused.value.clause) == ("tried_too_often", "R-access")

    def test_begins_anew_after_a_success(self, backoff):
        for _ in range(4):
            backoff.tries("li", NOW)
        backoff.succeeded("li")
        assert [backoff.tries("li", NOW) for _ in range(5)] == [1, 2, 3, 4, 5]

    def test_forgets_after_a_day(self, backoff):
        for _ in range(4):
            backoff.tries("li", NOW)
        assert backoff.tries("li", NOW + timedelta(days=1)) == 5
        assert backoff.tries("li", NOW + timedelta(days=2, microseconds=1)) == 1

    def test_keeps_nothing_of_what_is_forgotten(self, backoff, entrance):
        for number in range(20):
            backoff.tries(f"name {number}", NOW)
        backoff.tries("li", NOW + timedelta(days=2))
        assert entrance.access.store.one("SELECT count(*) FROM attempts") == (1,)

    def test_holds_up_one_alone(self, backoff):
        for _ in range(6):
            wait(backoff, "li", NOW)
        assert backoff.tries("wu", NOW) == 1

    def test_outlives_the_process_and_is_one_for_several(self, backoff, beside):
        for _ in range(5):
            backoff.tries("li", NOW)
        assert wait(Backoff(beside.access.store), "li", NOW) == 60

    def test_lets_no_more_through_when_they_come_at_once(self, entrance, beside):
        doors = [Backoff(entrance.access.store), Backoff(beside.access.store)]
        found = at_once(*[lambda door=doors[number % 2]: door.tries("li", NOW) for number in range(24)])
        assert sorted(each for each in found if isinstance(each, int)) == [1, 2, 3, 4, 5]
        assert sum(isinstance(each, TriedTooOften) for each in found) == 19

    def test_locks_nobody_out_when_the_clock_was_wrong_and_is_set_back(self, backoff):
        for _ in range(5):
            backoff.tries("li", NOW + timedelta(days=3650))
        assert wait(backoff, "li", NOW) == 0
