"""The register of units."""

from datetime import timedelta
from uuid import UUID

import pytest

from domain.facts import units as facts
from domain.units import Units
from domain.vocabulary import Side, UnitKind
from tests.cast import TODAY, UNITS, act, named
from tests.domain.stories import SINCE, a_register, founding
from tests.story import given

HARBOUR = {"unit": "harbour", "kind": UnitKind.INSTITUTION, "name_zh": "港务所", "name_en": "Harbour Office"}
DAY = timedelta(days=1)
NAMING = {"unit": "finance", "name_zh": "财政办", "name_en": "Finance Bureau"}


class TestUnitsOfASide:
    def test_s3_i_hold_the_duties_of_their_own_side(self):
        register = a_register()
        unions = {"town_union", "sanitation", "logistics"}
        assert register.open_on(Side.UNION) == unions
        assert register.open_on(Side.GOV) == set(UNITS) - unions
        assert register.open_on(Side.PARTY) == register.open_on(None) == set(UNITS)

    def test_hold_none_when_they_are_closed(self):
        story = given(a_register()).when(Units.close_unit, act("wang"), unit="sanitation", owing=())
        assert story.stream.open_on(Side.UNION) == {"town_union", "logistics"}


class TestEntering:
    def test_is_begun_by_whoever_founds_the_conference(self):
        story = given(Units.open(founding(), named("units"))).when(Units.open_unit, founding(), **HARBOUR)
        story.then(facts.UnitOpened)
        assert story.stream.open_keys == {"harbour"}

    def test_s3_f_is_the_offices_afterwards(self):
        given(a_register()).when(Units.open_unit, act("zheng"), **HARBOUR).then(facts.UnitOpened)
        given(a_register()).when(Units.open_unit, act("sun"), **HARBOUR).then_refused("office_only", "S3-f")

    def test_is_not_done_before_the_register_was_opened(self):
        early = founding(SINCE - DAY)
        given(a_register()).when(Units.open_unit, early, **HARBOUR).then_refused("date_before_previous_step", "R-dates")

    def test_is_done_once_under_a_key(self):
        again = HARBOUR | {"unit": "finance"}
        given(a_register()).when(Units.open_unit, act("wang"), **again).then_refused("unit_entered_already")

    def test_takes_a_key_of_small_letters(self):
        unfit = HARBOUR | {"unit": "Harbour"}
        given(a_register()).when(Units.open_unit, act("wang"), **unfit).then_refused("key_unfit")

    def test_keeps_every_unit_of_the_cast(self):
        assert a_register().units == UNITS


class TestRenaming:
    def test_changes_the_name_and_nothing_else(self):
        story = given(a_register()).when(Units.rename_unit, act("wang"), **NAMING).then(facts.UnitRenamed)
        renamed = story.stream.units["finance"]
        assert (renamed.key, renamed.name_zh, renamed.kind) == ("finance", "财政办", UnitKind.DEPARTMENT)
        assert "finance" in story.stream.open_keys

    def test_is_of_a_unit_that_is_open(self):
        closed = a_register()
        closed.close_unit(act("wang"), unit="finance", owing=())
        given(closed).when(Units.rename_unit, act("wang"), **NAMING).then_refused("unit_unknown", "R-known")


class TestMerging:
    def test_passes_what_is_open_to_the_successor_from_that_day(self):
        merging = {"unit": "safety", "into": "finance"}
        story = given(a_register()).when(Units.merge_unit, act("wang"), **merging).then(facts.UnitMerged)
        gone = story.stream.units["safety"]
        assert (gone.closed_on, gone.successors) == (TODAY, ("finance",))
        assert story.stream.today("safety") == "finance"
        assert "safety" not in story.stream.open_keys

    def test_follows_one_successor_after_another(self):
        register = a_register()
        register.merge_unit(act("wang"), unit="safety", into="finance")
        register.merge_unit(act("wang"), unit="finance", into="human_resources")
        assert register.today("safety") == "human_resources"

    @pytest.mark.parametrize(
        ("into", "code"),
        [("moon", "unit_unknown"), ("safety", "unit_unknown"), ("sanitation", "successor_of_other_side")],
    )
    def test_is_into_another_open_unit_of_its_side(self, into, code):
        given(a_register()).when(Units.merge_unit, act("wang"), unit="safety", into=into).then_refused(code)

    def test_is_not_done_by_another(self):
        given(a_register()).when(Units.merge_unit, act("wei"), unit="safety", into="finance").then_refused(
            "office_only"
        )


class TestSplitting:
    def test_passes_what_is_open_to_the_first_unless_it_is_reassigned(self):
        splitting = {"unit": "finance", "into": ("safety", "human_resources")}
        story = given(a_register()).when(Units.split_unit, act("wang"), **splitting).then(facts.UnitSplit)
        assert story.stream.today("finance") == "safety"
        assert story.stream.units["finance"].successors == ("safety", "human_resources")

    @pytest.mark.parametrize(
        ("into", "code"),
        [((), "unit_unknown"), (("safety", "moon"), "unit_unknown"), (("town_union",), "successor_of_other_side")],
    )
    def test_is_into_other_open_units_of_its_side(self, into, code):
        given(a_register()).when(Units.split_unit, act("wang"), unit="finance", into=into).then_refused(code)


class TestClosing:
    def test_ends_a_unit_that_owes_nothing(self):
        story = given(a_register()).when(Units.close_unit, act("wang"), unit="logistics", owing=())
        assert story.then(facts.UnitClosed).stream.today("logistics") == "logistics"

    def test_is_refused_while_it_owes_something(self):
        owing = (UUID(int=7),)
        given(a_register()).when(Units.close_unit, act("wang"), unit="finance", owing=owing).then_refused("unit_owes")

    def test_is_done_once(self):
        register = a_register()
        register.close_unit(act("wang"), unit="logistics", owing=())
        given(register).when(Units.close_unit, act("wang"), unit="logistics", owing=()).then_refused("unit_unknown")

    def test_leaves_the_key_taken(self):
        register = a_register()
        register.close_unit(act("wang"), unit="logistics", owing=())
        again = HARBOUR | {"unit": "logistics"}
        given(register).when(Units.open_unit, act("wang"), **again).then_refused("unit_entered_already")
