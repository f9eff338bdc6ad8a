"""To whom a unit reports, and who signs for it."""

import pytest

from domain.errors import RuleBroken
from domain.rules import reporting
from tests.cast import act
from tests.domain.decision_stories import charter_with


class TestAddressees:
    def test_s5_5_c_are_the_coordination_heads(self):
        assert reporting.addressees(act("chen")) == ("liaison", "union_chair")

    def test_are_nobody_where_the_charter_names_none(self):
        assert reporting.addressees(act("chen", under=charter_with(settled_by=None))) == ()


class TestSignature:
    @pytest.mark.parametrize(
        ("name", "unit", "seat"),
        [
            ("chen", "finance", "head@finance"),
            ("shen", "sanitation", "chair@sanitation"),
            ("wu", "pg_office", "pg_office_director"),
            ("zhou", "town_union", "union_vice_chair"),
        ],
    )
    def test_is_that_of_a_duty_one_person_holds(self, name, unit, seat):
        assert reporting.require_reporter(act(name), unit).by.seat == seat

    @pytest.mark.parametrize(("name", "unit"), [("jiang", "finance"), ("zheng", "pg_office"), ("wang", "town_union")])
    def test_is_not_that_of_a_duty_several_share(self, name, unit):
        with pytest.raises(RuleBroken, match="report_unsigned"):
            reporting.require_reporter(act(name), unit)
