from dataclasses import replace

import pytest

from domain.charter import AttendanceClass
from domain.charter_words import Attending
from domain.rules import attendance
from domain.vocabulary import UnitKind
from tests.cast import UNITS, charter, person, standing
from tests.domain.meeting_stories import charter_with


def seats(found, group=None):
    return [each.seat for each in found if group in {None, each.group}]


def a_class(key, kind, duties, concerned=()):
    name = charter().institution
    return AttendanceClass(key=key, name=name, kind=kind, duties=duties, concerned=concerned)


class TestExpected:
    def found(self, *units, under=None, at=None):
        return attendance.expected(under or charter(), at or standing(), [UNITS[unit] for unit in units])

    @pytest.mark.parametrize(
        ("group", "wanted"),
        [
            ("government_leaders", ["mayor", "liaison", "vice_mayor"]),
            ("party_deputy", ["party_deputy"]),
            ("union_chair", ["union_chair"]),
            (
                "office_members",
                ["pg_office_director", "union_vice_chair", "gov_office_staff", "union_office_staff"],
            ),
            ("department_heads", ["head@finance"]),
            ("grassroots_unions", ["chair@sanitation"]),
        ],
    )
    def test_s5_3_a_are_the_six_classes(self, group, wanted):
        assert seats(self.found("finance", "sanitation"), group) == wanted

    def test_s5_3_a_are_the_heads_of_the_departments_concerned_only(self):
        assert seats(self.found(), "department_heads") == []

    def test_g22_are_the_grassroots_unions_concerned_only(self):
        assert "chair@logistics" not in seats(self.found("sanitation"))

    def test_s5_3_b_are_no_guests_of_themselves(self):
        assert not [each for each in self.found("finance") if each.kind is Attending.INVITE]
        assert attendance.guest(person("model worker")).clause == "S5.3-b"

    def test_s5_3_a_count_once_in_the_higher_class(self):
        at = standing(also={"head@finance": "zhou"})
        lower_first = charter_with(
            attendance=(
                a_class("heads", Attending.OBSERVE, ("head",), (UnitKind.DEPARTMENT,)),
                a_class("office", Attending.ATTEND, ("union_vice_chair",)),
            )
        )
        found = self.found("finance", under=lower_first, at=at)
        assert [(each.seat, each.person, each.kind) for each in found] == [
            ("union_vice_chair", person("zhou"), Attending.ATTEND)
        ]

    def test_are_one_line_for_each_holder_of_a_duty(self):
        at = standing()
        two = replace(at, holders={**at.holders, "vice_mayor": (person("feng"), person("he"))})
        assert seats(self.found(at=two)).count("vice_mayor") == 2

    def test_are_a_vacant_seat_too_unless_several_can_hold_it(self):
        found = self.found("finance", at=standing(without=("head@finance", "vice_mayor")))
        assert [each.key for each in found if each.person is None] == ["head@finance"]

    def test_carry_the_unit_they_speak_for(self):
        units = {each.seat: each.unit for each in self.found("finance")}
        assert (units["head@finance"], units["union_chair"], units["mayor"]) == ("finance", "town_union", None)

    def test_are_of_one_named_unit_where_the_charter_names_it(self):
        named = charter_with(attendance=(a_class("safety", Attending.ATTEND, ("head@safety",)),))
        assert seats(self.found(under=named)) == ["head@safety"]

    def test_are_of_every_kind_of_unit_where_the_charter_names_none(self):
        anyone = charter_with(attendance=(a_class("heads", Attending.ATTEND, ("head",)),))
        assert seats(self.found("finance", "pg_office", under=anyone)) == ["head@finance", "head@pg_office"]

    def test_are_nobody_where_the_charter_says_nothing(self):
        assert self.found("finance", under=charter_with(attendance=())) == ()
