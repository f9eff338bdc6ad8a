"""Who may bring a topic."""

import pytest

from domain.charter import Charter
from domain.errors import Malformed, NotEntitled, RuleBroken
from domain.rules import topic_intake
from domain.units import Unit
from domain.vocabulary import Side, UnitKind
from tests.cast import UNITS, act, charter, standing
from tests.domain.stories import charter_with

TOWN_UNION = UNITS["town_union"]


def unit(kind: UnitKind) -> Unit:
    return Unit(key=kind, kind=kind, name_zh="单位", name_en="unit")


class TestProposers:
    @pytest.mark.parametrize("kind", [UnitKind.DEPARTMENT, UnitKind.INSTITUTION])
    def test_s5_1_a_departments_and_institutions_propose_for_the_government(self, kind):
        topic_intake.require_proposers(Side.GOV, unit(kind), None, charter())

    @pytest.mark.parametrize("kind", [UnitKind.TOWN_UNION, UnitKind.GRASSROOTS_UNION])
    def test_s5_1_a_unions_do_not(self, kind):
        with pytest.raises(RuleBroken, match="gov_topic_by_department"):
            topic_intake.require_proposers(Side.GOV, unit(kind), None, charter())

    @pytest.mark.parametrize("kind", [each for each in UnitKind if each is not UnitKind.TOWN_UNION])
    def test_s5_1_b_only_the_town_union_proposes_for_the_union(self, kind):
        topic_intake.require_proposers(Side.UNION, TOWN_UNION, None, charter())
        with pytest.raises(RuleBroken, match="union_topic_by_town_union"):
            topic_intake.require_proposers(Side.UNION, unit(kind), None, charter())

    @pytest.mark.parametrize("first", [True, False])
    def test_of_a_joint_topic_are_one_of_each_side_in_either_order(self, first):
        two = (TOWN_UNION, UNITS["safety"]) if first else (UNITS["safety"], TOWN_UNION)
        topic_intake.require_proposers(Side.JOINT, *two, charter())

    def test_of_a_joint_topic_are_not_two_of_one_side(self):
        with pytest.raises(RuleBroken, match="union_topic_by_town_union"):
            topic_intake.require_proposers(Side.JOINT, UNITS["finance"], UNITS["safety"], charter())

    @pytest.mark.parametrize("side", [Side.UNION, Side.JOINT, Side.PARTY])
    def test_are_of_a_side_the_charter_lets_propose(self, side):
        only_gov: Charter = charter_with(proposers=(Side.GOV,))
        with pytest.raises(RuleBroken, match="side_may_not_propose"):
            topic_intake.require_proposers(side, TOWN_UNION, None, only_gov)

    def test_of_a_party_topic_are_nobody(self):
        with pytest.raises(RuleBroken, match="side_may_not_propose"):
            topic_intake.require_proposers(Side.PARTY, TOWN_UNION, None, charter())


class TestCategory:
    def test_is_one_the_charter_names(self):
        topic_intake.require_category("labour_safety", charter())
        with pytest.raises(Malformed, match="category_unknown") as refused:
            topic_intake.require_category("gardening", charter())
        assert (refused.value.clause, refused.value.facts["field"]) == ("R-known", "category")


class TestSpeakingForAUnit:
    @pytest.mark.parametrize(("name", "key"), [("chen", "finance"), ("jiang", "finance"), ("wang", "town_union")])
    def test_is_for_its_head_and_its_staff(self, name, key):
        assert topic_intake.require_speaks_for((key,), act(name)).by.seats

    @pytest.mark.parametrize("name", ["sun", "zhao", "wei", "shen"])
    def test_is_for_nobody_else(self, name):
        with pytest.raises(NotEntitled, match="not_own_topic"):
            topic_intake.require_speaks_for(("finance", "town_union"), act(name))

    def test_takes_the_side_from_the_seat_and_not_from_the_person(self):
        lent = standing(also={"head@finance": "li"})
        acting = topic_intake.require_speaks_for(("finance",), act("li", at=lent))
        assert (acting.by.seat, acting.by.side) == ("head@finance", Side.GOV)
