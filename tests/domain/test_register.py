"""What must be unique: document numbers, ordinals, the ordinary meetings of a year."""

from typing import Any

import pytest

from domain.facts import register as facts
from domain.register import Register
from tests.cast import act, named
from tests.domain.decision_stories import replayed
from tests.domain.stories import founding, state
from tests.story import given

NOTICE: dict[str, Any] = {"series": "office", "year": 2026, "document": "notice", "stream": named("meeting")}
MEETING, OTHER = named("meeting"), named("other meeting")


def a_register(start: int = 3) -> Register:
    register = Register.open(founding(), named("register"))
    register.set_series(founding(), series="office", issuer_code="城联办", year=2026, start=start)
    return register


def a_register_with_numbers() -> Register:
    register = a_register()
    for _ in range(2):
        register.take_number(act("wang"), **NOTICE)
    return register


class TestNumbers:
    def test_g17_go_on_from_where_the_paper_registers_stood(self):
        story = given(a_register()).when(Register.take_number, act("wang"), **NOTICE)
        story.when(Register.take_number, act("wang"), **NOTICE).then(facts.NumberTaken, facts.NumberTaken)
        assert [fact.serial for fact in story.recorded] == [3, 4]
        assert story.recorded[0].number == "城联办〔2026〕3号"

    def test_begin_anew_each_year(self):
        register = a_register_with_numbers()
        assert register.next_serial("office", 2027) == 1
        assert register.format_number("office", 2027, 1) == "城联办〔2027〕1号"

    def test_g17_are_taken_from_a_series_that_was_set(self):
        story = given(a_register()).when(Register.take_number, act("wang"), **NOTICE | {"series": "minutes"})
        story.then_refused("series_unknown", "G17")

    def test_r_unique_are_never_given_again_when_spent(self):
        story = given(a_register_with_numbers())
        story.when(Register.spend_number, act("wang"), series="office", year=2026, serial=4, reason="会议取消")
        story.then(facts.NumberSpent)
        assert story.stream.next_serial("office", 2026) == 5
        assert [number.spent for number in story.stream.numbers] == [False, True]

    @pytest.mark.parametrize("place", [{"serial": 5}, {"year": 2025}, {"series": "minutes"}])
    def test_are_spent_only_when_taken(self, place):
        spent: dict[str, Any] = {"series": "office", "year": 2026, "serial": 4, "reason": "会议取消"}
        given(a_register_with_numbers()).when(Register.spend_number, act("wang"), **spent | place).then_refused(
            "number_not_taken"
        )

    def test_are_spent_once(self):
        register = a_register_with_numbers()
        spent: dict[str, Any] = {"series": "office", "year": 2026, "serial": 4, "reason": "会议取消"}
        register.spend_number(act("wang"), **spent)
        given(register).when(Register.spend_number, act("wang"), **spent).then_refused("number_spent_already")

    def test_keep_the_issuer_code_under_which_they_were_printed(self):
        register = a_register_with_numbers()
        register.set_series(act("wang"), series="office", issuer_code="城政工联", year=2026, start=5)
        assert register.format_number("office", 2026, 4) == "城联办〔2026〕4号"
        assert register.format_number("office", 2026, 5) == "城政工联〔2026〕5号"

    def test_count_each_series_for_itself(self):
        register = a_register_with_numbers()
        register.set_series(act("wang"), series="minutes", issuer_code="城联纪", year=2026, start=1)
        assert register.next_serial("minutes", 2026) == 1


class TestSeries:
    def test_is_set_by_the_office(self):
        other = {"series": "minutes", "issuer_code": "城联纪", "year": 2026, "start": 1}
        given(a_register()).when(Register.set_series, act("wang"), **other).then(facts.SeriesSet)
        given(a_register()).when(Register.set_series, act("chen"), **other).then_refused("office_only")

    def test_r_unique_does_not_go_back(self):
        story = given(a_register_with_numbers())
        story.when(Register.set_series, act("wang"), series="office", issuer_code="城联办", year=2026, start=4)
        story.then_refused("serial_spent", "R-unique")

    def test_r_unique_shares_its_issuer_code_with_no_other(self):
        story = given(a_register())
        story.when(Register.set_series, act("wang"), series="minutes", issuer_code="城联办", year=2026, start=1)
        story.then_refused("issuer_code_taken", "R-unique")

    def test_begins_with_a_number(self):
        story = given(a_register())
        story.when(Register.set_series, act("wang"), series="minutes", issuer_code="城联纪", year=2026, start=0)
        story.then_refused("start_unfit")


class TestOrdinals:
    def test_g21_are_taken_one_after_the_other(self):
        story = given(a_register()).when(Register.take_ordinal, act("wang"), meeting=MEETING)
        story.when(Register.take_ordinal, act("wang"), meeting=OTHER).then(facts.OrdinalTaken, facts.OrdinalTaken)
        assert story.stream.ordinals == {MEETING: 1, OTHER: 2}

    def test_go_on_after_the_meetings_held_before_the_record(self):
        register = a_register()
        register.set_ordinals(act("wang"), following=16)
        register.take_ordinal(act("wang"), meeting=MEETING)
        assert register.ordinals[MEETING] == 16
        given(register).when(Register.set_ordinals, act("wang"), following=16).then_refused("ordinal_spent", "R-unique")

    def test_r_unique_are_one_to_a_meeting(self):
        register = a_register()
        register.take_ordinal(act("wang"), meeting=MEETING)
        given(register).when(Register.take_ordinal, act("wang"), meeting=MEETING).then_refused(
            "ordinal_taken_already", "R-unique"
        )

    def test_are_entered_by_the_office_and_begin_with_one(self):
        given(a_register()).when(Register.set_ordinals, act("chen"), following=16).then_refused("office_only")
        given(a_register()).when(Register.set_ordinals, act("wang"), following=0).then_refused("start_unfit")


class TestOrdinaryMeetings:
    def test_s5_2_e_are_counted_for_the_year_they_are_planned_for(self):
        story = given(a_register()).when(Register.plan_ordinary, act("wang"), year=2026, meeting=MEETING)
        story.then(facts.OrdinaryPlanned)
        assert [story.stream.ordinary_in(year) for year in (2025, 2026, 2027)] == [0, 1, 0]

    def test_s5_2_e_are_counted_no_longer_when_cancelled(self):
        register = a_register()
        for meeting in (MEETING, OTHER):
            register.plan_ordinary(act("wang"), year=2026, meeting=meeting)
        story = given(register).when(Register.release_ordinary, act("wang"), year=2026, meeting=MEETING)
        story.then(facts.OrdinaryReleased)
        assert register.ordinary_in(2026) == 1

    def test_r_unique_are_counted_once(self):
        register = a_register()
        register.plan_ordinary(act("wang"), year=2026, meeting=MEETING)
        given(register).when(Register.plan_ordinary, act("wang"), year=2027, meeting=MEETING).then_refused(
            "ordinary_planned_already", "R-unique"
        )

    def test_are_released_only_from_their_year(self):
        register = a_register()
        register.plan_ordinary(act("wang"), year=2026, meeting=MEETING)
        given(register).when(Register.release_ordinary, act("wang"), year=2027, meeting=MEETING).then_refused(
            "ordinary_not_planned"
        )


class TestRegister:
    def test_is_the_same_from_the_facts_alone(self):
        register = a_register_with_numbers()
        register.spend_number(act("wang"), series="office", year=2026, serial=3, reason="会议取消")
        register.plan_ordinary(act("wang"), year=2026, meeting=MEETING)
        register.release_ordinary(act("wang"), year=2026, meeting=MEETING)
        register.take_ordinal(act("wang"), meeting=OTHER)
        assert state(replayed(register)) == state(register)
