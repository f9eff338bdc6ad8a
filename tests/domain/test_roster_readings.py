"""How the names on the roll are read."""

import pytest

from domain.facts import roster as facts
from domain.roster import Roster
from tests.cast import act, person
from tests.domain.stories import a_roll
from tests.story import given

ENTERING = {"person": person("le"), "name": "乐玥"}
SETTING = {"person": person("sun"), "reading": "yue4 yue4", "name": "乐玥"}


class TestEntering:
    def test_with_a_reading_is_two_facts(self):
        story = given(a_roll()).when(Roster.enter_person, act("wang"), **ENTERING, reading="yue4 yue4")
        _, reading = story.then(facts.PersonEntered, facts.ReadingSet).recorded
        assert (reading.person, reading.reading) == (person("le"), "yuè yuè")

    def test_without_one_is_the_fact_it_always_was(self):
        given(a_roll()).when(Roster.enter_person, act("wang"), **ENTERING).then(facts.PersonEntered)

    def test_with_one_that_does_not_fit_enters_nobody(self):
        story = given(a_roll()).when(Roster.enter_person, act("wang"), **ENTERING, reading="yue4")
        story.then_refused("reading_of_other_length", "R-text")


class TestSetting:
    def test_keeps_the_one_spelling(self):
        story = given(a_roll()).when(Roster.set_reading, act("wang"), **SETTING)
        assert story.then(facts.ReadingSet).recorded[0].reading == "yuè yuè"

    def test_nothing_leaves_it_to_the_dictionary_again(self):
        story = given(a_roll()).when(Roster.set_reading, act("wang"), **SETTING | {"reading": None})
        assert story.then(facts.ReadingSet).recorded[0].reading is None

    @pytest.mark.parametrize(
        ("change", "code"),
        [
            ({"person": person("nobody")}, "person_unknown"),
            ({"name": None}, "reading_of_erased"),
            ({"reading": "le4 x"}, "reading_unfit"),
            ({"reading": "le4"}, "reading_of_other_length"),
        ],
    )
    def test_is_of_a_known_name_and_fits_it(self, change, code):
        given(a_roll()).when(Roster.set_reading, act("wang"), **SETTING | change).then_refused(code)

    def test_s3_f_is_for_the_office(self):
        given(a_roll()).when(Roster.set_reading, act("sun"), **SETTING).then_refused("office_only", "S3-f")
