"""Who changes between meetings what was settled."""

import pytest

from domain.charter import How, Panel
from domain.errors import NotEntitled, RuleBroken
from domain.facts.decision import ChangeAgreed
from domain.matters import Matter
from domain.rules import settling
from tests.cast import act, standing
from tests.domain.decision_stories import charter_with

ANY_HEAD = charter_with(settled_by=Panel(how=How.ANY, seats=("liaison", "union_chair")))
MATTER = Matter(version=1)


class TestSettling:
    def test_g23_is_for_the_seats_the_charter_names(self):
        assert settling.require_settler(act("li"), MATTER, settling.CHANGES).by.seat == "union_chair"
        with pytest.raises(NotEntitled, match="change_by_heads"):
            settling.require_settler(act("zhao"), MATTER, settling.CHANGES)

    def test_is_done_by_any_one_head_where_the_charter_says_so(self):
        by = settling.require_settler(act("sun", under=ANY_HEAD), MATTER, settling.CHANGES)
        assert not settling.is_settled(by, MATTER)
        assert settling.is_settled(by, MATTER.agreed(by.trace(ChangeAgreed)))

    def test_g2_waits_while_a_seat_and_its_stand_in_are_vacant(self):
        vacant = standing(without=("liaison", "pg_office_director"))
        with pytest.raises(NotEntitled):
            settling.require_settler(act("zheng", at=vacant), MATTER, settling.CHANGES)

    def test_g23_is_left_to_the_meeting_where_the_charter_names_nobody(self):
        with pytest.raises(RuleBroken, match="nobody_settles"):
            settling.panel(act("sun", under=charter_with(settled_by=None)))
