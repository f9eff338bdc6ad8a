"""Seats hang on duties."""

from datetime import date

import pytest

from domain.errors import NotEntitled, RuleBroken
from domain.rules import seats
from tests.cast import act, charter, person

UNITS = frozenset({"finance"})


class TestDuty:
    @pytest.mark.parametrize("duty", ["liaison", "head@finance"])
    def test_is_one_the_charter_names(self, duty):
        seats.require_known_duty(duty, charter(), UNITS)

    @pytest.mark.parametrize("duty", ["gardener", "head", "head@moon", "liaison@finance", "head@", "@finance", ""])
    def test_is_no_other(self, duty):
        with pytest.raises(RuleBroken, match="duty_unknown"):
            seats.require_known_duty(duty, charter(), UNITS)


class TestSuccession:
    def test_s3_i_the_predecessor_lays_down_a_duty_only_one_can_hold(self):
        assert seats.succeeded("liaison", charter(), ("a",)) == ("a",)
        assert seats.succeeded("head@finance", charter(), ("a",)) == ("a",)

    def test_s3_i_nobody_lays_down_a_duty_that_many_hold(self):
        assert seats.succeeded("vice_mayor", charter(), ("a", "b")) == ()
        assert seats.succeeded("staff@finance", charter(), ("a",)) == ()

    def test_s3_i_nobody_takes_up_a_duty_twice(self):
        seats.require_not_held("liaison", "b", ("a",))
        with pytest.raises(RuleBroken, match="duty_held_already") as refused:
            seats.require_not_held("liaison", "a", ("a",))
        assert refused.value.clause == "S3-i"

    def test_only_who_holds_a_duty_lays_it_down(self):
        seats.require_held("liaison", "a", ("a",))
        with pytest.raises(RuleBroken, match="duty_not_held"):
            seats.require_held("liaison", "b", ("a",))

    def test_s3_i_a_holder_acts_in_his_duty(self):
        assert seats.require_holder("liaison", act("sun")).by.person == person("sun")
        with pytest.raises(NotEntitled, match="duty_not_held"):
            seats.require_holder("liaison", act("li"))


class TestRoll:
    def test_knows_a_person_once(self):
        seats.require_new_person("a", {"b"})
        with pytest.raises(RuleBroken, match="person_entered_already"):
            seats.require_new_person("a", {"a"})

    def test_says_nothing_of_a_stranger(self):
        seats.require_known_person("a", {"a"})
        with pytest.raises(RuleBroken, match="person_unknown"):
            seats.require_known_person("a", {"b"})

    @pytest.mark.parametrize(("duties", "kept"), [((), False), (("mayor",), False), (("gov_office_staff",), True)])
    def test_s3_f_is_kept_by_the_office_once_somebody_sits_in_it(self, duties, kept):
        assert seats.is_kept_by_office(duties, charter()) is kept


class TestPeriod:
    def test_ends_after_it_begins(self):
        seats.require_period(date(2026, 1, 1), date(2026, 1, 2))
        for until in (date(2026, 1, 1), date(2025, 12, 31)):
            with pytest.raises(RuleBroken, match="period_empty"):
                seats.require_period(date(2026, 1, 1), until)

    def test_of_a_duty_may_be_undone_on_its_first_day_but_not_before(self):
        seats.require_not_before_taking(date(2026, 1, 1), [date(2026, 1, 1)])
        with pytest.raises(RuleBroken, match="period_empty"):
            seats.require_not_before_taking(date(2025, 12, 31), [date(2026, 1, 1)])
