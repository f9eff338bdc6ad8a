"""Who checks how a decision is carried out."""

import pytest

from domain.errors import NotEntitled
from domain.rules import follow_up
from domain.vocabulary import Side
from tests.cast import act


class TestChecker:
    @pytest.mark.parametrize("name", ["wu", "zhou", "wang"])
    def test_s5_5_a_is_the_office(self, name):
        assert follow_up.require_checker(act(name), Side.GOV).by.seat in act(name).charter.office_seats

    def test_g16_is_the_governments_director_for_what_the_union_leads(self):
        assert follow_up.require_checker(act("wu"), Side.UNION).by.seat == "pg_office_director"
        with pytest.raises(NotEntitled, match="union_led_checked_elsewhere"):
            follow_up.require_checker(act("zhou"), Side.UNION)
