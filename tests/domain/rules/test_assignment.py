"""One lead unit answers for each decision."""

from dataclasses import replace

import pytest

from domain.errors import Malformed, NotEntitled, RuleBroken
from domain.rules import assignment
from domain.vocabulary import Side, UnitKind
from tests.cast import UNITS, act

KNOWN = frozenset(UNITS)


class TestUnits:
    def test_are_open_and_named_once(self):
        assignment.require_units(UNITS["finance"], ("safety", "town_union"), KNOWN)
        with pytest.raises(RuleBroken, match="unit_unknown"):
            assignment.require_units(UNITS["finance"], ("safety",), KNOWN - {"safety"})
        with pytest.raises(Malformed, match="unit_named_twice"):
            assignment.require_units(UNITS["finance"], ("safety", "finance"), KNOWN)

    @pytest.mark.parametrize(
        ("kind", "side"),
        [
            (UnitKind.DEPARTMENT, Side.GOV),
            (UnitKind.INSTITUTION, Side.GOV),
            (UnitKind.TOWN_UNION, Side.UNION),
            (UnitKind.GRASSROOTS_UNION, Side.UNION),
        ],
    )
    def test_lead_for_the_side_of_their_kind(self, kind, side):
        assert assignment.side_of(replace(UNITS["finance"], kind=kind)) is side


class TestLeadUnit:
    @pytest.mark.parametrize(
        ("name", "unit", "seat"),
        [
            ("jiang", "finance", "staff@finance"),
            ("wu", "pg_office", "pg_office_director"),
            ("wang", "town_union", "union_office_staff"),
            ("shen", "sanitation", "chair@sanitation"),
        ],
    )
    def test_acts_by_any_seat_that_speaks_for_it(self, name, unit, seat):
        assert assignment.require_lead(act(name), unit).by.seat == seat

    def test_is_not_spoken_for_by_another(self):
        with pytest.raises(NotEntitled, match="lead_unit_only"):
            assignment.require_lead(act("wei"), "finance")
