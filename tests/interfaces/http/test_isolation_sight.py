"""A seat of a side sees all that is the side's; one of a unit sees what is its own unit's, of its own side."""

import pytest

from domain.vocabulary import Side
from interfaces.http.sight import Sight
from tests.cast import charter


@pytest.mark.parametrize(
    ("duties", "own", "others"),
    [
        (["union_chair"], True, True),
        (["union_office_staff"], True, True),
        (["cadre@town_union"], True, True),
        (["chair@sanitation"], True, False),
        (["cadre@sanitation", "head@finance"], True, False),
        (["chair@logistics"], False, False),
        (["head@sanitation"], False, False),
        (["liaison"], False, False),
        (["mayor", "pg_office_director", "head@finance"], False, False),
        (["no_such_duty"], False, False),
        ([], False, False),
    ],
)
class TestSight:
    def test_reads_of_the_union_what_its_seats_are_for(self, duties, own, others):
        sight = Sight.of(charter(), duties)
        assert (sight.reads(Side.UNION, "sanitation"), sight.reads(Side.UNION, "safety")) == (own, others)
        assert (Side.UNION in sight.sides) == others

    def test_reads_what_is_of_both_sides(self, duties, own, others):
        assert Sight.of(charter(), duties).reads(Side.JOINT, "sanitation")

    def test_is_spelt_for_views_as_far_as_it_reads(self, duties, own, others):
        readers = Sight.of(charter(), duties).readers
        assert ("union" in readers, "union:sanitation" in readers) == (others, own and not others)
