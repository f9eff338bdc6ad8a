from dataclasses import replace

import pytest

from domain.rules.instructions import leaders
from domain.vocabulary import Side
from tests.cast import charter

CHENGQIAO = {
    Side.GOV: {"mayor", "liaison", "vice_mayor", "pg_office_director"},
    Side.UNION: {"union_chair", "union_vice_chair"},
}
DISTRICT = {Side.GOV: {"convenor", "labour_chief"}, Side.UNION: {"co_convenor", "union_deputy"}}


class TestLeadersOfASide:
    @pytest.mark.parametrize("side", [Side.GOV, Side.UNION])
    def test_s5_4_b5_sit_in_a_body_above_the_office_or_chair_meetings(self, side):
        assert set(leaders(side, charter())) == CHENGQIAO[side]

    @pytest.mark.parametrize("side", [Side.GOV, Side.UNION])
    def test_are_named_by_each_locality(self, side):
        assert set(leaders(side, charter("example-district"))) == DISTRICT[side]

    def test_are_the_principal_leader_too(self):
        named = replace(charter("example-district").meetings, principal="district_head")
        assert "district_head" in leaders(Side.GOV, replace(charter("example-district"), meetings=named))

    def test_are_all_of_a_side_where_the_charter_has_the_office_only(self):
        alone = replace(charter(), bodies={"office": charter().bodies["office"]})
        assert set(leaders(Side.UNION, alone)) == {
            duty.key for duty in charter().duties.values() if duty.side is Side.UNION
        }
