"""The coordination office runs the conference."""

import pytest

from domain.errors import NotEntitled
from domain.rules import office
from tests.cast import act, standing


class TestOffice:
    @pytest.mark.parametrize(("name", "seat"), [("wu", "pg_office_director"), ("zhou", "union_vice_chair")])
    def test_s3_g_either_director_acts_for_it(self, name, seat):
        assert office.require_office(act(name)).by.seat == seat

    @pytest.mark.parametrize(("name", "seat"), [("zheng", "gov_office_staff"), ("wang", "union_office_staff")])
    def test_s3_h_staff_of_both_offices_act_for_it(self, name, seat):
        assert office.require_office(act(name)).by.seat == seat

    @pytest.mark.parametrize("name", ["zhao", "sun", "li", "chen", "shen"])
    def test_s3_f_nobody_else_acts_for_it(self, name):
        with pytest.raises(NotEntitled, match="office_only") as refused:
            office.require_office(act(name))
        assert refused.value.clause == "S3-f"

    def test_g8_a_person_with_two_of_its_seats_need_not_say_in_which(self):
        two = standing(also={"pg_office_director": "zhou"})
        assert office.require_office(act("zhou", at=two)).by.seat in {"pg_office_director", "union_vice_chair"}

    def test_s5_2_a_the_refusal_may_say_that_the_office_prepares_meetings(self):
        with pytest.raises(NotEntitled, match="office_prepares") as refused:
            office.require_office(act("sun"), office.PREPARES)
        assert refused.value.clause == "S5.2-a"
