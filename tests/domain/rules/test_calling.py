"""Who sends and who collects suggestions for topics."""

import pytest

from domain.errors import NotEntitled
from domain.rules import calling
from tests.cast import UNITS, act


class TestSender:
    @pytest.mark.parametrize(
        ("name", "seat"), [("li", "union_chair"), ("wang", "union_office_staff"), ("han", "chair@logistics")]
    )
    def test_s5_1_b_is_the_town_union_or_a_grassroots_union(self, name, seat):
        assert calling.require_sender(act(name), "town_union").by.seat == seat

    @pytest.mark.parametrize("name", ["chen", "qian", "sun"])
    def test_s5_1_b_is_nobody_of_another_side(self, name):
        with pytest.raises(NotEntitled, match="not_a_union_sender"):
            calling.require_sender(act(name), "town_union")

    def test_sends_for_his_own_union_only(self):
        sender = calling.require_sender(act("han"), "town_union")
        calling.require_from(sender, UNITS["logistics"], "town_union")
        with pytest.raises(NotEntitled, match="suggestion_of_other_union"):
            calling.require_from(sender, UNITS["sanitation"], "town_union")
