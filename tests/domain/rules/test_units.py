"""Units come and go, but what is owed stays owed."""

from uuid import UUID

import pytest

from domain.errors import Malformed, RuleBroken
from domain.rules import units
from domain.vocabulary import UnitKind

KNOWN = frozenset({"finance", "safety"})


class TestKey:
    @pytest.mark.parametrize("key", ["moon", "a1_b", "x" * 40])
    def test_is_of_small_letters_digits_and_underscores(self, key):
        units.require_new(key, KNOWN)

    @pytest.mark.parametrize("key", ["", "Moon", "1moon", "moon base", "x" * 41, "月", "moon\n", "head@moon"])
    def test_is_nothing_else(self, key):
        with pytest.raises(Malformed, match="key_unfit"):
            units.require_new(key, KNOWN)

    def test_is_given_once(self):
        with pytest.raises(RuleBroken, match="unit_entered_already"):
            units.require_new("finance", KNOWN)


class TestSuccessors:
    def test_are_open_and_others_than_the_unit_itself(self):
        units.require_successors("moon", ("finance", "safety"), KNOWN)
        for into in ((), ("moon",), ("finance", "moon"), ("sun",)):
            with pytest.raises(RuleBroken, match="unit_unknown"):
                units.require_successors("moon", into, KNOWN | {"moon"})

    @pytest.mark.parametrize(
        ("kinds", "same"),
        [
            ((UnitKind.DEPARTMENT, UnitKind.INSTITUTION), True),
            ((UnitKind.GRASSROOTS_UNION, UnitKind.TOWN_UNION), True),
            ((UnitKind.DEPARTMENT, UnitKind.TOWN_UNION), False),
            ((UnitKind.DEPARTMENT, UnitKind.DEPARTMENT, UnitKind.GRASSROOTS_UNION), False),
        ],
    )
    def test_are_of_the_same_side(self, kinds, same):
        if same:
            units.require_same_side(*kinds)
        else:
            with pytest.raises(RuleBroken, match="successor_of_other_side"):
                units.require_same_side(*kinds)


class TestClosing:
    def test_waits_until_nothing_is_owed(self):
        units.require_owes_nothing("finance", ())
        with pytest.raises(RuleBroken, match="unit_owes") as refused:
            units.require_owes_nothing("finance", (UUID(int=1),))
        assert refused.value.facts["decisions"] == [str(UUID(int=1))]
