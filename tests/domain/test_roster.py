"""Who performs which duty, from when to when."""

from datetime import date, timedelta

import pytest

from domain.facts import roster as facts
from domain.personal import ErasedValue
from domain.roster import Roster
from domain.standing import Standing
from tests.cast import DUTIES, TODAY, act, named, person, standing
from tests.domain.stories import KNOWN, SINCE, a_roll, founding
from tests.story import Story, given

JUNE = date(2026, 6, 1)
JULY = date(2026, 7, 1)
DAY = timedelta(days=1)
AWAY = {"person": person("sun"), "since": JUNE, "until": JULY, "reason": "学习"}
NAMING = {"duty": "liaison", "person": person("feng"), "since": JUNE, "until": JULY, "units": KNOWN}
ERASING = {"person": person("idle"), "basis": "本人申请", "held": (ErasedValue(position=3, path="name"),)}
LATE = {"duty": "liaison", "stream": named("topic"), "version": 4, "reason": "追认"}


def taken(story: Story, duty: str, name: str, since: date, by: str = "wang") -> Story:
    return story.when(Roster.take_duty, act(by), duty=duty, person=person(name), since=since, units=KNOWN)


def laid_down(story: Story, duty: str, name: str, until: date, by: str = "wang") -> Story:
    return story.when(Roster.lay_down_duty, act(by), duty=duty, person=person(name), until=until)


def someone_without_duty() -> Story:
    story = given(a_roll()).when(Roster.enter_person, act("wang"), person=person("idle"), name="闲")
    return story.then(facts.PersonEntered)


def holders(roster: Roster, duty: str, day: date) -> tuple[str, ...]:
    return roster.standing(day).holders_of(duty)


class TestFounding:
    def test_lets_whoever_founds_the_conference_enter_the_first_people(self):
        story = given(Roster.open(founding(), named("roster")))
        story.when(Roster.enter_person, founding(), person=person("zhao"), name="赵")
        story.when(Roster.take_duty, founding(), duty="mayor", person=person("zhao"), since=SINCE, units=KNOWN)
        story.when(Roster.enter_person, founding(), person=person("wang"), name="王")
        story.then(facts.PersonEntered, facts.DutyTaken, facts.PersonEntered)

    def test_s3_f_is_over_when_somebody_sits_in_the_office(self):
        entering = {"person": person("feng"), "name": "冯"}
        given(a_roll("wang")).when(Roster.enter_person, founding(), **entering).then_refused("office_only", "S3-f")

    def test_s3_f_leaves_the_roll_to_the_office(self):
        entering = {"person": person("feng"), "name": "冯"}
        given(a_roll("wang")).when(Roster.enter_person, act("sun"), **entering).then_refused("office_only", "S3-f")
        given(a_roll("wang")).when(Roster.enter_person, act("zheng"), **entering).then(facts.PersonEntered)

    def test_is_not_reopened_by_an_early_date(self):
        early = founding(SINCE - DAY)
        entering = {"person": person("feng"), "name": "冯"}
        given(a_roll("wang")).when(Roster.enter_person, early, **entering).then_refused("office_only")


class TestPeople:
    def test_are_entered_once(self):
        entering = {"person": person("wang"), "name": "王"}
        given(a_roll("wang")).when(Roster.enter_person, act("wang"), **entering).then_refused("person_entered_already")

    def test_perform_the_duties_of_the_cast(self):
        roll = a_roll()
        assert {duty: holders(roll, duty, TODAY) for duty in DUTIES} == standing().holders


class TestSuccession:
    def test_s3_i_whoever_goes_on_with_the_duty_fills_the_seat_by_itself(self):
        story = taken(given(a_roll()), "liaison", "feng", JUNE).then(facts.DutyLaidDown, facts.DutyTaken)
        assert holders(story.stream, "liaison", JUNE - DAY) == (person("sun"),)
        assert holders(story.stream, "liaison", JUNE) == (person("feng"),)

    def test_s3_i_moves_the_duty_and_not_the_post(self):
        roll = taken(given(a_roll()), "liaison", "feng", JUNE).stream
        assert roll.standing(JUNE).duties_of(person("feng")) == ("vice_mayor", "liaison")
        assert roll.standing(JUNE).duties_of(person("sun")) == ()

    def test_s3_i_leaves_the_others_who_share_a_duty(self):
        story = taken(given(a_roll()), "vice_mayor", "sun", JUNE).then(facts.DutyTaken)
        assert holders(story.stream, "vice_mayor", JUNE) == (person("feng"), person("sun"))

    def test_s3_i_is_refused_to_who_performs_the_duty_already(self):
        taken(given(a_roll()), "liaison", "sun", JUNE).then_refused("duty_held_already", "S3-i")

    def test_s3_i_may_be_registered_late(self):
        roll = taken(given(a_roll()), "liaison", "feng", JUNE).stream
        assert roll.standing(TODAY).holders_of("liaison") == (person("feng"),)
        assert JUNE < TODAY

    def test_s3_i_comes_before_a_day_the_predecessor_had_announced(self):
        story = laid_down(given(a_roll()), "liaison", "sun", JULY)
        taken(story, "liaison", "feng", JUNE).then(facts.DutyLaidDown, facts.DutyLaidDown, facts.DutyTaken)
        assert holders(story.stream, "liaison", JUNE) == (person("feng"),)

    def test_s3_i_follows_on_the_day_the_predecessor_had_announced(self):
        story = laid_down(given(a_roll()), "liaison", "sun", JULY)
        taken(story, "liaison", "feng", JULY).then(facts.DutyLaidDown, facts.DutyTaken)
        assert holders(story.stream, "liaison", JULY - DAY) == (person("sun"),)
        assert holders(story.stream, "liaison", JULY) == (person("feng"),)

    def test_does_not_begin_before_the_predecessors_time(self):
        taken(given(a_roll()), "liaison", "feng", SINCE - DAY).then_refused("period_empty", "R-dates")

    def test_does_not_pass_over_somebody_who_follows_later(self):
        story = laid_down(given(a_roll()), "liaison", "sun", JUNE)
        roll = taken(story, "liaison", "feng", JULY).stream
        taken(given(roll), "liaison", "zhao", JUNE - DAY).then_refused("period_empty", "R-dates")
        assert holders(roll, "liaison", JUNE - DAY) == (person("sun"),)

    def test_on_the_predecessors_first_day_undoes_his_entry(self):
        story = taken(given(a_roll()), "liaison", "feng", SINCE).then(facts.DutyLaidDown, facts.DutyTaken)
        assert holders(story.stream, "liaison", SINCE) == (person("feng"),)

    @pytest.mark.parametrize(
        ("duty", "name", "code"), [("gardener", "feng", "duty_unknown"), ("liaison", "nobody", "person_unknown")]
    )
    def test_is_about_a_known_duty_and_a_known_person(self, duty, name, code):
        taken(given(a_roll()), duty, name, JUNE).then_refused(code)

    def test_in_a_unit_needs_the_unit_to_be_open(self):
        taken(given(a_roll()), "head@moon", "feng", JUNE).then_refused("duty_unknown")

    def test_is_entered_by_the_office(self):
        taken(given(a_roll()), "liaison", "feng", JUNE, by="feng").then_refused("office_only")


class TestLayingDown:
    def test_leaves_the_seat_vacant(self):
        story = laid_down(given(a_roll()), "liaison", "sun", JUNE).then(facts.DutyLaidDown)
        assert holders(story.stream, "liaison", JUNE) == ()
        assert not story.stream.standing(JUNE).is_available("liaison")

    def test_is_for_the_holder(self):
        laid_down(given(a_roll()), "liaison", "feng", JUNE).then_refused("duty_not_held")

    def test_is_done_once(self):
        roll = laid_down(given(a_roll()), "liaison", "sun", JUNE).stream
        laid_down(given(roll), "liaison", "sun", JULY).then_refused("duty_not_held")

    def test_does_not_end_before_it_began(self):
        laid_down(given(a_roll()), "liaison", "sun", SINCE - DAY).then_refused("period_empty", "R-dates")

    def test_leaves_the_duty_to_be_taken_up_again(self):
        roll = laid_down(given(a_roll()), "liaison", "sun", JUNE).stream
        taken(given(roll), "liaison", "sun", JULY).then(facts.DutyTaken)
        assert [holders(roll, "liaison", day) for day in (JUNE - DAY, JUNE, JULY)] == [
            (person("sun"),),
            (),
            (person("sun"),),
        ]


class TestAbsence:
    def test_g11_is_recorded_for_a_time(self):
        roll = given(a_roll()).when(Roster.record_absence, act("wang"), **AWAY).then(facts.AbsenceRecorded).stream
        available = [roll.standing(day).is_available("liaison") for day in (JUNE - DAY, JUNE, JULY - DAY, JULY)]
        assert available == [True, False, False, True]

    def test_has_a_beginning_and_an_end(self):
        empty = AWAY | {"until": JUNE}
        given(a_roll()).when(Roster.record_absence, act("wang"), **empty).then_refused("period_empty")

    def test_is_of_somebody_on_the_roll(self):
        stranger = AWAY | {"person": person("nobody")}
        given(a_roll()).when(Roster.record_absence, act("wang"), **stranger).then_refused("person_unknown")

    def test_is_entered_by_the_office(self):
        given(a_roll()).when(Roster.record_absence, act("sun"), **AWAY).then_refused("office_only")


class TestDeputy:
    def test_g11_acts_in_the_duty_for_a_time_and_for_the_holder(self):
        roll = given(a_roll()).when(Roster.name_deputy, act("wang"), **NAMING).then(facts.DeputyNamed).stream
        in_june = roll.standing(JUNE)
        assert in_june.duties_of(person("feng")) == ("vice_mayor", "liaison")
        assert in_june.deputises(person("feng"), "liaison") == person("sun")
        assert in_june.deputises(person("sun"), "liaison") is None
        assert roll.standing(JULY).duties_of(person("feng")) == ("vice_mayor",)

    @pytest.mark.parametrize(
        ("change", "code"),
        [
            ({"duty": "gardener"}, "duty_unknown"),
            ({"person": person("nobody")}, "person_unknown"),
            ({"until": JUNE}, "period_empty"),
        ],
    )
    def test_is_a_known_person_in_a_known_duty_for_some_days(self, change, code):
        given(a_roll()).when(Roster.name_deputy, act("wang"), **NAMING | change).then_refused(code)

    @pytest.mark.parametrize(("name", "duty"), [("feng", "union_chair"), ("qian", "liaison"), ("shen", "head@finance")])
    def test_g11_is_of_the_side_of_the_seat(self, name, duty):
        naming = NAMING | {"person": person(name), "duty": duty}
        given(a_roll()).when(Roster.name_deputy, act("wang"), **naming).then_refused("deputy_of_other_side", "G11")

    def test_is_somebody_without_a_duty_too(self):
        roll = a_roll()
        roll.enter_person(act("wang"), person=person("newcomer"), name="新来的同志")
        naming = NAMING | {"person": person("newcomer")}
        given(roll).when(Roster.name_deputy, act("wang"), **naming).then(facts.DeputyNamed)

    def test_is_entered_by_the_office(self):
        given(a_roll()).when(Roster.name_deputy, act("sun"), **NAMING).then_refused("office_only")


class TestErasure:
    def test_names_every_value_and_the_basis_and_leaves_the_id(self):
        story = someone_without_duty().when(Roster.erase_person, act("wang"), **ERASING)
        roll = story.then(facts.PersonErased).stream
        assert ERASING["person"] in roll.people

    def test_of_very_much_is_told_in_several_facts(self):
        held = tuple(ErasedValue(position=number, path="name") for number in range(1, 1_002))
        story = someone_without_duty().when(Roster.erase_person, act("wang"), **ERASING | {"held": held})
        story.then(*[facts.PersonErased] * 3)

    @pytest.mark.parametrize(
        ("change", "code"),
        [
            ({"person": person("nobody")}, "person_unknown"),
            ({"person": person("sun")}, "erasure_in_duty"),
            ({"held": ()}, "nothing_to_erase"),
            ({"basis": " "}, "erasure_without_basis"),
        ],
    )
    def test_needs_a_basis_and_somebody_without_a_duty_of_whom_something_is_held(self, change, code):
        someone_without_duty().when(Roster.erase_person, act("wang"), **ERASING | change).then_refused(code)

    def test_is_entered_by_the_office(self):
        someone_without_duty().when(Roster.erase_person, act("sun"), **ERASING).then_refused("office_only")


class TestRatification:
    def test_s3_i_the_successor_ratifies_what_his_predecessor_did(self):
        successor = act("feng", at=standing(also={"liaison": "feng"}))
        story = given(a_roll()).when(Roster.ratify, successor, **LATE).then(facts.Ratified)
        assert story.recorded[0].trace.by.seats == ("liaison",)

    def test_s3_i_nobody_else_does(self):
        given(a_roll()).when(Roster.ratify, act("wang"), **LATE).then_refused("duty_not_held")


class TestStanding:
    def test_of_a_day_without_duties_has_nobody(self):
        empty = a_roll().standing(SINCE - DAY)
        assert (empty.holders, empty.duties_of(person("sun"))) == ({}, ())

    def test_lends_a_duty_once_to_who_holds_it_too(self):
        both = Standing(on=TODAY, holders={"liaison": ("a",)}, deputies={"liaison": ("a", "b"), "mayor": ("a",)})
        assert both.duties_of("a") == ("liaison", "mayor")
        assert both.duties_of(None) == ()

    def test_names_nobody_whom_a_deputy_acts_for_in_a_vacant_duty(self):
        vacant = Standing(on=TODAY, holders={}, deputies={"liaison": ("b",)})
        assert vacant.deputises("b", "liaison") is None
