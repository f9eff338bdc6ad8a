"""Who lets a topic go to the meeting."""

import pytest

from domain.errors import RuleBroken
from domain.matters import Matter
from domain.rules import topic_approval
from tests.cast import act
from tests.domain.stories import charter_with

NOBODY = charter_with(approval=None)
UNTOUCHED = Matter(version=1)


class TestPanel:
    def test_g1_is_the_coordination_groups_heads(self):
        assert topic_approval.panel(act("sun")).seats == ("liaison", "union_chair")

    @pytest.mark.parametrize("may", [topic_approval.require_on_panel, topic_approval.panel])
    def test_g1_is_nobody_where_the_charter_asks_for_no_approval(self, may):
        with pytest.raises(RuleBroken, match="approval_not_asked"):
            may(act("sun", under=NOBODY))

    def test_g1_is_complete_only_with_both(self):
        assert not topic_approval.is_complete(UNTOUCHED, act("sun"))


class TestReferral:
    def test_g20_goes_to_the_duty_the_charter_names(self):
        assert topic_approval.referred_to(act("sun")) == "mayor"

    def test_g20_goes_nowhere_where_the_charter_names_none(self):
        with pytest.raises(RuleBroken, match="nobody_to_refer_to"):
            topic_approval.referred_to(act("sun", under=charter_with(referred_to=None)))


class TestDeferral:
    @pytest.mark.parametrize(("deferrals", "anew"), [(1, False), (2, True), (3, True)])
    def test_from_the_second_time_the_heads_agree_anew(self, deferrals, anew):
        assert topic_approval.must_agree_anew(deferrals, act("wang")) is anew

    def test_asks_nobody_where_the_charter_asks_for_no_approval(self):
        assert not topic_approval.must_agree_anew(2, act("wang", under=NOBODY))
