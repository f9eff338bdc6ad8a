"""A charter that contradicts itself is refused, with every contradiction; a different one is not."""

from dataclasses import replace
from typing import Any

import pytest

from domain.charter import AgendaItem, Body, Charter, How, Name, Panel, Strength
from domain.charter_reading import built_in, read_charter
from domain.errors import RuleBroken
from domain.rules.charter_soundness import breaches, panels, require_sound

CHENGQIAO = read_charter(built_in())
BOTH = ("liaison", "union_chair")
ITEM = AgendaItem(key="topics", name=Name(zh="议题", en="topics"), clause="S5.4-b4", strength=Strength.SOFT)


def codes(charter: Charter) -> list[tuple[str, str]]:
    return [(breach.code, breach.facts["key"]) for breach in breaches(charter)]


def approved_by(how: How, *seats: str, stand_ins: tuple[str, ...] = ()) -> Charter:
    panel = Panel(how=how, seats=seats, stand_ins=stand_ins)
    return replace(CHENGQIAO, topics=replace(CHENGQIAO.topics, approval=panel))


def meetings(**changes: Any) -> Charter:
    return replace(CHENGQIAO, meetings=replace(CHENGQIAO.meetings, **changes))


class TestACharterThatComesWithTheProduct:
    @pytest.mark.parametrize("name", ["chengqiao", "example-district"])
    def test_is_sound(self, name):
        require_sound(read_charter(built_in(name)))


class TestAPanel:
    def test_is_looked_at_wherever_it_stands(self):
        keys = [key for key, _ in panels(read_charter(built_in("example-district")))]
        assert keys == [
            "topics.approval",
            "meetings.date_fixed_by",
            "minutes.reviewed_by",
            "follow_up.settled_by",
            "minutes.sign_off[1]",
        ]

    @pytest.mark.parametrize("seats", [("liaison",), ("liaison", "mayor"), ("union_chair",)])
    def test_of_one_per_side_needs_both_sides(self, seats):
        assert codes(approved_by(How.ONE_PER_SIDE, *seats)) == [("panel_one_sided", "topics.approval")]

    def test_of_one_per_side_has_no_party_seat(self):
        expected = [("party_seat_in_panel", "topics.approval")]
        assert codes(approved_by(How.ONE_PER_SIDE, *BOTH, "party_deputy")) == expected
        assert codes(approved_by(How.ONE_PER_SIDE, *BOTH, stand_ins=("party_deputy",))) == expected

    def test_never_takes_a_party_seat_for_a_side(self):
        found = codes(approved_by(How.ONE_PER_SIDE, "party_deputy", "union_chair"))
        assert [code for code, _ in found] == ["panel_one_sided", "party_seat_in_panel"]

    @pytest.mark.parametrize("how", [How.ANY, How.ALL])
    def test_of_another_kind_may_be_of_any_seats(self, how):
        assert codes(approved_by(how, "party_deputy")) == []

    @pytest.mark.parametrize("how", list(How))
    def test_names_somebody(self, how):
        assert codes(approved_by(how)) == [("panel_empty", "topics.approval")]

    def test_takes_a_duty_of_each_unit_for_a_named_unit_only(self):
        assert codes(approved_by(How.ANY, "head")) == [("panel_seat_in_every_unit", "topics.approval")]
        assert codes(approved_by(How.ANY, "head@finance")) == []


class TestTheOffice:
    @pytest.mark.parametrize("bodies", [{}, {"office": Body(key="office", name=Name(zh="办公室", en="office"))}])
    def test_exists_and_has_seats(self, bodies):
        assert codes(replace(CHENGQIAO, bodies=bodies)) == [("office_empty", "office")]


class TestBodies:
    def test_do_not_stand_under_themselves(self):
        top = replace(CHENGQIAO.bodies["leading_group"], under="office")
        found = codes(replace(CHENGQIAO, bodies={**CHENGQIAO.bodies, "leading_group": top}))
        assert found == [("bodies_in_a_circle", f"bodies.{key}.under") for key in CHENGQIAO.bodies]


class TestApproval:
    def test_is_a_step_exactly_where_somebody_approves(self):
        half_said = [("approval_half_said", "topics.approval")]
        assert codes(replace(CHENGQIAO, topics=replace(CHENGQIAO.topics, approval=None))) == half_said
        assert codes(replace(CHENGQIAO, topics=replace(CHENGQIAO.topics, steps=()))) == half_said
        assert codes(replace(CHENGQIAO, topics=replace(CHENGQIAO.topics, steps=(), approval=None))) == []


class TestAnAgenda:
    @pytest.mark.parametrize("template", ["ordinary_agenda", "extraordinary_agenda"])
    def test_has_the_item_for_the_decisions_it_hears(self, template):
        assert codes(meetings(**{template: (ITEM,)})) == [("hearing_not_on_agenda", f"meetings.{template}")]

    def test_may_be_left_open(self):
        assert codes(meetings(ordinary_agenda=(), extraordinary_agenda=())) == []

    def test_needs_no_such_item_where_no_meeting_hears(self):
        follow_up = replace(CHENGQIAO.follow_up, next_meeting_hears=False, extraordinary_hears=False)
        assert codes(replace(meetings(ordinary_agenda=(ITEM,)), follow_up=follow_up)) == []

    def test_has_each_key_once(self):
        agenda = CHENGQIAO.meetings.ordinary_agenda
        assert codes(meetings(ordinary_agenda=(*agenda, ITEM))) == [
            ("charter_key_twice", "meetings.ordinary_agenda[7].key")
        ]

    def test_cites_clauses_that_are_known(self):
        agenda = (*CHENGQIAO.meetings.ordinary_agenda, replace(ITEM, key="extra", clause="第九条"))
        assert codes(meetings(ordinary_agenda=agenda)) == [("clause_unknown", "meetings.ordinary_agenda[7].clause")]


class TestAttendance:
    def test_has_each_class_once(self):
        classes = CHENGQIAO.meetings.attendance
        assert codes(meetings(attendance=(*classes, classes[0]))) == [
            ("charter_key_twice", "meetings.attendance[8].key")
        ]


class TestAnAssumption:
    @pytest.mark.parametrize("gap", ["G26", "S3-a", "R-order"])
    def test_fills_a_gap_that_is_known(self, gap):
        assumptions = {**CHENGQIAO.assumptions, gap: Name(zh="默认", en="default")}
        assert codes(replace(CHENGQIAO, assumptions=assumptions)) == [("gap_unknown", f"assumptions.{gap}")]


class TestTheRefusal:
    def test_names_every_contradiction(self):
        unsound = replace(approved_by(How.ANY), bodies={})
        with pytest.raises(RuleBroken) as refused:
            require_sound(unsound)
        assert refused.value.code == "panel_empty"
        assert refused.value.facts["breaches"] == ["panel_empty", "office_empty"]
