"""A stream at any point, what differs between two, and which facts made it so."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest

from application.audited import audited
from application.mapper import plain
from application.replay import Point, course, of_the_day, stream_at, unfolding
from application.replay_fields import Change, changes, is_within, told_fields
from application.replay_setting import differences, explanations
from domain.errors import NotFound
from tests.demonstration import facts, streams


def first_of(kind, length=1):
    """The first stream of a kind with so many facts."""
    return next(each for each in streams().values() if each[0].kind == kind and len(each) >= length)


def dated(recorded, on):
    """The same fact, of another business date."""
    return replace(recorded, fact=replace(recorded.fact, trace=replace(recorded.fact.trace, on=on)))


def at(those, point):
    return course(those, point).state


def typed(those, name):
    return next(each for each in those if each.type.startswith(name))


class TestState:
    def test_at_a_version_is_what_the_facts_up_to_it_give(self):
        for those in streams().values():
            for version in range(len(those) + 1):
                prefix = [each.fact for each in those[:version]]
                expected = audited(plain(None, prefix)) if prefix else {}
                assert at(those, Point(version=version)) == expected

    def test_at_a_position_is_that_of_the_version_it_had(self):
        for those in streams().values():
            for before, after in pairwise(those):
                assert at(those, Point(position=after.position - 1)) == at(those, Point(version=before.version))
            assert at(those, Point(position=those[0].position - 1)) == {}

    def test_on_a_day_is_made_of_what_is_dated_by_then(self):
        for those in streams().values():
            for day in sorted({each.fact.trace.on for each in those}):
                counted = [each for each in those if each.fact.trace.on <= day]
                if counted == those[: len(counted)]:
                    assert at(those, Point(on=day)) == at(those, Point(version=len(counted)))

    def test_on_a_day_depends_on_what_was_known(self):
        topic = first_of("topic", 20)
        submitted, day = topic[0], topic[0].fact.trace.on
        assert at(topic, Point(on=day, position=submitted.position - 1)) == {}
        assert at(topic, Point(on=day, position=submitted.position))["stage"] == "submitted"
        assert at(topic, Point(on=day - timedelta(days=1))) == {}

    def test_on_a_day_leaves_out_what_is_dated_later_and_goes_on_without_it(self):
        topic = list(first_of("topic", 20))
        asked = typed(topic, "topic.researched")
        topic[asked.version - 1] = dated(asked, date(2199, 1, 1))
        found = course(topic, Point(on=date(2198, 1, 1)))
        assert [each.type for each in found.left_out] == ["topic.researched/1"]
        assert found.state == at(topic, Point()) | {"researched": False}

    def test_on_a_day_leaves_out_what_rests_on_what_is_dated_later(self):
        call = list(first_of("call", 5))
        received = typed(call, "call.suggestion_received")
        mine = [each for each in call if getattr(each.fact, "suggestion", None) == received.fact.suggestion]
        call[received.version - 1] = dated(received, date(2199, 1, 1))
        found = course(call, Point(on=date(2198, 1, 1)))
        assert [each.version for each in found.left_out] == [each.version for each in mine]
        assert len(mine) > 1
        assert str(received.fact.suggestion) not in found.state["suggestions"]

    def test_is_nothing_while_the_beginning_is_dated_later(self):
        topic = list(first_of("topic", 20))
        topic[0] = dated(topic[0], date(2199, 1, 1))
        found = course(topic, Point(on=date(2198, 1, 1)))
        assert (found.steps, found.state, len(found.left_out)) == ((), {}, len(topic))

    def test_is_looked_at_while_it_unfolds(self):
        topic = first_of("topic", 20)
        assert [stream.version for _, stream in unfolding(topic, Point(version=3))] == [1, 2, 3]
        third = stream_at(topic, Point(version=3))
        assert third
        assert audited(third) == at(topic, Point(version=3))
        assert stream_at(topic, Point(version=0)) is None


class TestDatedRegister:
    def test_says_who_holds_which_duty_on_the_day_as_far_as_was_known(self):
        roster = first_of("roster")
        taken = [each for each in roster if each.type.startswith("roster.duty_taken")][-1]
        day, duty = taken.fact.since, taken.fact.duty
        before = of_the_day(roster, Point(on=day, position=taken.position - 1)) or {}
        after = of_the_day(roster, Point(on=day, position=taken.position)) or {}
        assert taken.fact.person in after["holders"][duty]
        assert taken.fact.person not in before["holders"].get(duty, [])

    def test_says_which_edition_is_in_force_on_the_day(self):
        conference = first_of("conference")
        adopted = [each.fact for each in conference if each.type.startswith("conference.charter_adopted")]
        for fact in adopted:
            assert of_the_day(conference, Point(on=fact.in_force_on)) == {"edition_in_force": fact.edition}

    def test_says_nothing_without_a_day_or_of_other_things(self):
        assert of_the_day(first_of("roster"), Point()) is None
        assert of_the_day(first_of("topic"), Point(on=date(2025, 1, 1))) is None
        assert of_the_day(first_of("conference"), Point(on=date(2025, 1, 1), version=1)) is None


class TestStep:
    def test_and_all_before_it_add_up_to_the_state(self):
        for those in streams().values():
            found = course(those, Point())
            told: dict[str, Any] = {}
            for step in found.steps:
                for field, old, new in step.changes:
                    assert told.get(field) == old
                    told[field] = new
            assert {field: value for field, value in told.items() if value is not None} == told_fields(found.state)


class TestDifference:
    def test_is_told_with_the_facts_that_made_it_the_last_first(self):
        topic = first_of("topic", 20)
        approved = typed(topic, "topic.approved")
        before, after = Point(version=approved.version - 1), Point(version=approved.version)
        found = {each.field: each for each in differences(topic, before=before, after=after)}
        assert (found["stage"].old, found["stage"].new) == ("submitted", "approved")
        assert [each.recorded for each in found["stage"].settings] == [approved]

    def test_always_has_a_fact_that_made_it_and_no_other_than_those_in_between(self):
        for those in streams().values():
            middle, last = len(those) // 2, len(those)
            for each in differences(those, before=Point(version=middle), after=Point(version=last)):
                assert each.settings
                assert each.settings[0].new == each.new
                assert each.settings[-1].old == each.old
                assert all(middle < setting.recorded.version <= last for setting in each.settings)

    def test_back_in_time_is_told_by_the_same_facts(self):
        topic = first_of("topic", 20)
        there = differences(topic, before=Point(version=5), after=Point())
        back = differences(topic, before=Point(), after=Point(version=5))
        assert {(e.field, e.new, e.old, e.settings) for e in map(frozen, back)} == {
            (e.field, e.old, e.new, e.settings) for e in map(frozen, there)
        }

    def test_of_a_day_as_known_then_and_now_is_what_was_entered_late(self):
        topic = list(first_of("topic", 20))
        late = typed(topic, "topic.consensus_reached")
        day = late.fact.trace.on
        before = Point(on=day, position=late.position - 1)
        found = {each.field: each for each in differences(topic, before=before, after=Point(on=day))}
        assert [each.recorded for each in found["consensus"].settings] == [late]

    def test_through_a_fact_of_both_points_still_has_a_setter(self):
        topic = list(first_of("topic", 20))
        approved, scheduled = typed(topic, "topic.approved"), typed(topic, "topic.scheduled")
        topic[approved.version - 1] = dated(approved, date(2199, 1, 1))
        found = differences(topic, before=Point(on=date(2198, 1, 1)), after=Point())
        pooled = next(each for each in found if each.field == "pooled_as")
        assert (pooled.old, pooled.new) == ("submitted", "approved")
        assert [each.recorded for each in pooled.settings] == [scheduled]

    def test_there_is_none_between_a_point_and_itself(self):
        for those in streams().values():
            assert differences(those, before=Point(), after=Point()) == ()

    def test_from_nothing_is_everything(self):
        topic = first_of("topic", 20)
        found = differences(topic, before=Point(version=0), after=Point())
        assert {each.field: each.new for each in found} == told_fields(at(topic, Point()))


class TestExplanation:
    def test_leads_from_the_value_back_to_the_first(self):
        topic = first_of("topic", 20)
        (stage,) = explanations(topic, Point(), field="stage")
        assert stage.value == "concluded"
        assert [each.new for each in stage.settings][-1] == "submitted"
        for later, earlier in pairwise(stage.settings):
            assert later.old == earlier.new
            assert later.recorded.position > earlier.recorded.position

    def test_is_there_for_every_field_that_holds_something(self):
        for those in streams().values():
            found = {each.field: each for each in explanations(those, Point())}
            values = told_fields(at(those, Point()))
            assert values.keys() <= found.keys()
            assert all(each.value == values.get(field) for field, each in found.items())
            assert all(each.settings[0].new == each.value for each in found.values())

    def test_of_a_field_takes_its_parts_with_it(self):
        topic = first_of("topic", 20)
        found = {each.field for each in explanations(topic, Point(), field="text")}
        assert "text/title" in found
        assert all(is_within(field, "text") for field in found)
        assert [each.field for each in explanations(topic, Point(), field="text/title")] == ["text/title"]

    def test_of_a_field_that_never_held_anything_is_empty(self):
        assert explanations(first_of("topic", 20)[:1], Point(), field="referred_to") == ()

    def test_of_a_field_that_is_not_there_is_refused(self):
        with pytest.raises(NotFound) as refused:
            explanations(first_of("topic", 20), Point(), field="colour")
        assert (refused.value.code, refused.value.facts["id"]) == ("field_unknown", "colour")
        assert "stage" in refused.value.facts["fields"]


class TestField:
    @pytest.mark.parametrize(
        ("before", "after", "changed"),
        [
            ({}, {"stage": "open"}, [("stage", None, "open")]),
            ({"a": {"b": 1, "c": 2}}, {"a": {"b": 1, "c": 3}}, [("a/c", 2, 3)]),
            ({"a": [1]}, {"a": [1, 2]}, [("a", [1], [1, 2])]),
            ({"a": []}, {"a": [{"b": 1}]}, [("a/0/b", None, 1)]),
            ({"a": [{"b": 1}]}, {"a": [{"b": 1}, {"b": 2}]}, [("a/1/b", None, 2)]),
            ({"a": {}}, {"a": {"x/y~z": 1}}, [("a/x~1y~0z", None, 1)]),
            ({"a": None}, {"a": []}, []),
            ({"a": {"sealed": "s"}}, {"a": None}, [("a", {"sealed": "s"}, None)]),
            ({"a": "", "b": 0}, {"a": "x", "b": False}, [("a", "", "x")]),
        ],
    )
    def test_is_told_by_its_way_from_the_top(self, before, after, changed):
        assert changes(before, after) == tuple(Change(*each) for each in changed)


def frozen(each):
    """A difference that can stand in a set."""
    settings = tuple(setting.recorded.position for setting in each.settings)
    return each._replace(old=str(each.old), new=str(each.new), settings=settings)


class TestDemonstration:
    def test_is_replayed_whole(self):
        assert sum(map(len, streams().values())) == len(facts())
