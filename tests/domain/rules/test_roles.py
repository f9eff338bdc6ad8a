"""Who is somebody beyond the seats."""

import pytest

from domain.errors import NotEntitled, RuleBroken
from domain.rules import roles
from domain.vocabulary import Role


class TestRole:
    @pytest.mark.parametrize("role", Role)
    def test_r_role_does_no_business(self, role):
        with pytest.raises(NotEntitled, match="role_does_no_business") as refused:
            roles.require_no_role(role)
        assert (refused.value.clause, refused.value.facts["role"]) == ("R-role", role)

    def test_r_role_is_what_most_people_have_none_of(self):
        roles.require_no_role(None)

    @pytest.mark.parametrize("role", Role)
    def test_r_role_is_given_to_nobody_beside_a_seat(self, role):
        with pytest.raises(RuleBroken, match="role_beside_seat") as refused:
            roles.require_no_seat(role, ("union_chair", "head@finance"))
        assert (refused.value.clause, refused.value.facts) == (
            "R-role",
            {"role": role, "seats": ["union_chair", "head@finance"]},
        )

    def test_r_role_is_given_by_somebody_else(self):
        with pytest.raises(NotEntitled, match="role_for_oneself") as refused:
            roles.require_another("mao", "mao")
        assert refused.value.clause == "R-role"
        roles.require_another("mao", "fei")

    @pytest.mark.parametrize("role", Role)
    def test_r_role_is_given_to_who_has_no_seat(self, role):
        roles.require_no_seat(role, ())
