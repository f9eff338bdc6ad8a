"""When an act may be said to have happened."""

from datetime import timedelta

import pytest

from domain.errors import RuleBroken
from domain.rules import dates
from tests.cast import TODAY, act

DAY = timedelta(days=1)


class TestFuture:
    def test_is_refused(self):
        with pytest.raises(RuleBroken, match="date_in_future") as refused:
            dates.require_not_in_future(act("wang", on=TODAY + DAY))
        assert refused.value.clause == "R-dates"

    @pytest.mark.parametrize("on", [TODAY, TODAY - DAY])
    def test_begins_after_today(self, on):
        dates.require_not_in_future(act("wang", on=on))


class TestOrder:
    def test_a_step_is_not_before_the_one_it_follows(self):
        with pytest.raises(RuleBroken, match="date_before_previous_step") as refused:
            dates.require_not_before(act("wang", on=TODAY - DAY), TODAY, "submitted")
        assert refused.value.facts == {"on": TODAY - DAY, "earlier": TODAY, "step": "submitted"}

    @pytest.mark.parametrize("on", [TODAY, TODAY + DAY])
    def test_a_step_may_follow_on_the_same_day_or_later(self, on):
        dates.require_not_before(act("wang", on=on), TODAY, "submitted")
