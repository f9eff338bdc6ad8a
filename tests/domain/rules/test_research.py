"""Research by the proposer."""

import pytest

from domain.errors import RuleBroken
from domain.rules import research
from tests.domain.stories import charter_with

FIRST = ("research", "consultation", "approval")
LATER = ("approval", "research", "consultation")
NEVER = ("consultation", "approval")


class TestResearch:
    @pytest.mark.parametrize(("steps", "before"), [(FIRST, "approval"), (FIRST, "agenda"), (LATER, "agenda")])
    def test_s5_1_c_is_waited_for(self, steps, before):
        with pytest.raises(RuleBroken, match="research_missing") as refused:
            research.require_done(researched=False, before=before, charter=charter_with(steps=steps))
        assert (refused.value.clause, refused.value.facts) == ("S5.1-c", {"before": before})

    @pytest.mark.parametrize(("steps", "before"), [(LATER, "approval"), (NEVER, "approval"), (NEVER, "agenda")])
    def test_s5_1_c_is_not_waited_for_where_the_charter_orders_it_later_or_leaves_it_out(self, steps, before):
        research.require_done(researched=False, before=before, charter=charter_with(steps=steps))

    @pytest.mark.parametrize("steps", [FIRST, LATER, NEVER])
    def test_s5_1_c_once_done_holds_nothing_up(self, steps):
        research.require_done(researched=True, before="approval", charter=charter_with(steps=steps))
