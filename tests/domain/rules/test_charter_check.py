"""Part 三 of the measures, asked of a charter: what holds, what differs, and what the charter leaves open."""

from dataclasses import replace
from typing import Any

import pytest

from domain.charter import Charter
from domain.charter_reading import built_in, read_charter
from domain.rules.charter_check import Answer, CharterFinding, findings
from domain.rules.rule import Held

CHENGQIAO = read_charter(built_in())
DISTRICT = read_charter(built_in("example-district"))
CHECKED = [f"S3-{letter}" for letter in "abcdefgh"]


def with_body(key: str, **changes: Any) -> Charter:
    return replace(CHENGQIAO, bodies={**CHENGQIAO.bodies, key: replace(CHENGQIAO.bodies[key], **changes)})


def without_body(key: str) -> Charter:
    return replace(CHENGQIAO, bodies={name: body for name, body in CHENGQIAO.bodies.items() if name != key})


def found(charter: Charter, clause: str) -> CharterFinding:
    (one,) = (each for each in findings(charter) if each.rule.clause == clause)
    return one


def answers(charter: Charter) -> dict[str, Answer]:
    return {each.rule.clause: each.answer for each in findings(charter)}


class TestLeadingGroup:
    def test_s3_a_holds_with_mayor_party_deputy_and_both_sides(self):
        assert found(CHENGQIAO, "S3-a").answer is Answer.HOLDS
        assert found(CHENGQIAO, "S3-a").seen == ("mayor", "party_deputy", "vice_mayor", "union_chair")

    @pytest.mark.parametrize(
        "changes",
        [
            {"heads": ("party_deputy",)},
            {"heads": ("liaison",)},
            {"heads": ("mayor", "union_chair")},
            {"deputies": ("liaison",)},
            {"deputies": ()},
            {"members": ("vice_mayor",)},
            {"members": ("vice_mayor", "union_chair", "party_deputy")},
        ],
    )
    def test_s3_a_differs_with_other_seats(self, changes):
        assert found(with_body("leading_group", **changes), "S3-a").answer is Answer.DIFFERS

    def test_s3_a_needs_no_principal_to_be_named(self):
        meetings = replace(CHENGQIAO.meetings, principal=None)
        assert found(replace(CHENGQIAO, meetings=meetings), "S3-a").answer is Answer.HOLDS

    def test_s3_b_holds_when_all_stands_under_it(self):
        assert found(CHENGQIAO, "S3-b").answer is Answer.HOLDS

    @pytest.mark.parametrize(
        ("body", "under"), [("coordination_group", None), ("office", None), ("leading_group", "office")]
    )
    def test_s3_b_differs_when_something_stands_elsewhere(self, body, under):
        assert found(with_body(body, under=under), "S3-b").answer is Answer.DIFFERS

    def test_s3_a_and_s3_b_are_unset_without_it(self):
        seen = answers(without_body("leading_group"))
        assert (seen["S3-a"], seen["S3-b"]) == (Answer.UNSET, Answer.UNSET)


class TestCoordinationGroup:
    def test_s3_c_holds_with_two_heads_one_of_each_side(self):
        assert found(CHENGQIAO, "S3-c").answer is Answer.HOLDS
        assert found(with_body("coordination_group", heads=("union_chair", "mayor")), "S3-c").answer is Answer.HOLDS

    @pytest.mark.parametrize(
        "changes",
        [
            {"heads": ("liaison",)},
            {"heads": ("liaison", "mayor")},
            {"heads": ("liaison", "union_chair", "mayor")},
            {"under": None},
        ],
    )
    def test_s3_c_differs_with_one_head_or_one_side(self, changes):
        assert found(with_body("coordination_group", **changes), "S3-c").answer is Answer.DIFFERS

    def test_s3_d_holds_with_two_deputies_one_of_each_side(self):
        assert found(CHENGQIAO, "S3-d").answer is Answer.HOLDS

    @pytest.mark.parametrize("deputies", [("pg_office_director",), ("union_vice_chair", "union_chair")])
    def test_s3_d_differs_with_one_deputy_or_one_side(self, deputies):
        assert found(with_body("coordination_group", deputies=deputies), "S3-d").answer is Answer.DIFFERS

    def test_s3_d_is_unset_without_deputies(self):
        assert found(with_body("coordination_group", deputies=()), "S3-d").answer is Answer.UNSET

    def test_s3_e_holds_with_the_heads_of_departments_in_an_open_list(self):
        assert found(CHENGQIAO, "S3-e").answer is Answer.HOLDS

    @pytest.mark.parametrize("changes", [{"members_open": False}, {"members": ("mayor",)}, {"members": ("chair",)}])
    def test_s3_e_differs_with_a_closed_list_or_without_departments(self, changes):
        assert found(with_body("coordination_group", **changes), "S3-e").answer is Answer.DIFFERS

    def test_s3_c_d_e_are_unset_without_it(self):
        seen = answers(_office_only())
        assert {seen["S3-c"], seen["S3-d"], seen["S3-e"]} == {Answer.UNSET}


class TestOffice:
    def test_s3_f_holds_in_the_town_union(self):
        assert found(CHENGQIAO, "S3-f").answer is Answer.HOLDS
        assert found(CHENGQIAO, "S3-f").seen == ("town_union",)

    @pytest.mark.parametrize("changes", [{"located_in": "pg_office"}, {"under": "leading_group"}])
    def test_s3_f_differs_in_another_place(self, changes):
        assert found(with_body("office", **changes), "S3-f").answer is Answer.DIFFERS

    def test_s3_f_is_unset_without_a_place(self):
        assert found(with_body("office", located_in=None), "S3-f").answer is Answer.UNSET

    def test_s3_g_holds_with_the_two_deputy_heads_as_directors(self):
        assert found(CHENGQIAO, "S3-g").answer is Answer.HOLDS

    def test_s3_g_holds_where_not_every_deputy_head_is_a_director(self):
        deputies = ("pg_office_director", "union_vice_chair", "vice_mayor")
        assert found(with_body("coordination_group", deputies=deputies), "S3-g").answer is Answer.HOLDS

    @pytest.mark.parametrize("heads", [("pg_office_director",), ("liaison", "union_chair")])
    def test_s3_g_differs_with_one_director_or_others(self, heads):
        assert found(with_body("office", heads=heads), "S3-g").answer is Answer.DIFFERS

    def test_s3_g_differs_where_both_directors_are_of_one_side(self):
        deputies = ("pg_office_director", "liaison")
        one_sided = with_body("coordination_group", deputies=deputies)
        office = replace(CHENGQIAO.bodies["office"], heads=deputies)
        assert found(replace(one_sided, bodies={**one_sided.bodies, "office": office}), "S3-g").answer is Answer.DIFFERS

    def test_s3_h_holds_with_staff_of_both_offices(self):
        assert found(CHENGQIAO, "S3-h").answer is Answer.HOLDS

    @pytest.mark.parametrize(
        "members", [("gov_office_staff",), ("gov_office_staff", "cadre"), ("mayor", "union_office_staff")]
    )
    def test_s3_h_differs_with_staff_of_one_side_or_from_elsewhere(self, members):
        assert found(with_body("office", members=members), "S3-h").answer is Answer.DIFFERS

    def test_s3_h_is_unset_without_members(self):
        assert found(with_body("office", members=()), "S3-h").answer is Answer.UNSET


class TestFindings:
    def test_are_one_for_each_clause_in_its_order(self):
        assert [each.rule.clause for each in findings(CHENGQIAO)] == CHECKED
        assert {each.rule.held for each in findings(CHENGQIAO)} == {Held.CHECK}

    def test_all_hold_for_chengqiao(self):
        assert set(answers(CHENGQIAO).values()) == {Answer.HOLDS}

    def test_say_what_differs_elsewhere_and_refuse_nothing(self):
        seen = answers(DISTRICT)
        assert {clause for clause, answer in seen.items() if answer is Answer.UNSET} == set(CHECKED[:5])
        assert {clause for clause, answer in seen.items() if answer is Answer.DIFFERS} == set(CHECKED[5:])


def _office_only() -> Charter:
    office = replace(CHENGQIAO.bodies["office"], under=None)
    return replace(CHENGQIAO, bodies={"office": office})
