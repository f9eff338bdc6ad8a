"""The charter of 城桥, another locality's, and one that leaves open all it can."""

from dataclasses import asdict
from datetime import date

from domain.charter import How, Panel, Strength
from domain.charter_reading import built_in, read_charter
from domain.charter_words import Attending, Level, Step, Succession
from domain.vocabulary import Consensus, Side, UnitKind

SMALLEST = """
edition = "e1"
title = "办法"
institution = { zh = "联席会议", en = "conference" }
level = "town"
time_zone = "Asia/Shanghai"
office = "office"
[duties]
clerk = { zh = "办事员", en = "clerk", side = "gov" }
teller = { zh = "干事", en = "teller", side = "union" }
head = { zh = "负责人", en = "head", side = "gov", per_unit = true }
[bodies.office]
zh = "办公室"
en = "office"
heads = ["clerk", "teller"]
[topics]
proposers = ["gov"]
categories.other = { zh = "其他", en = "other" }
steps = []
[meetings]
naming = "year"
"""

HEADS = Panel(
    how=How.ONE_PER_SIDE,
    seats=("liaison", "union_chair"),
    stand_ins=("pg_office_director", "union_vice_chair"),
)


class TestChengqiao:
    charter = read_charter(built_in())

    def test_is_a_town_whose_number_and_dates_are_unknown(self):
        found = self.charter
        assert (found.edition, found.level, found.issuer) == ("chengqiao-1", Level.TOWN, "城桥镇人民政府")
        assert (found.number, found.issued_on, found.in_force_on) == (None, None, None)
        assert len(found.basis) == 4

    def test_seats_hang_on_thirteen_duties(self):
        sides = {side: {key for key, duty in self.charter.duties.items() if duty.side is side} for side in Side}
        assert sides[Side.PARTY] == {"party_deputy"}
        assert sides[Side.UNION] == {"union_chair", "union_vice_chair", "union_office_staff", "chair", "cadre"}
        assert sides[Side.GOV] == {
            "mayor",
            "liaison",
            "vice_mayor",
            "pg_office_director",
            "gov_office_staff",
            "head",
            "staff",
        }
        assert {key for key, duty in self.charter.duties.items() if duty.per_unit} == {
            "head",
            "staff",
            "chair",
            "cadre",
        }

    def test_has_the_bodies_of_part_three(self):
        bodies = {key: (body.heads, body.deputies, body.members) for key, body in self.charter.bodies.items()}
        assert bodies == {
            "leading_group": (("mayor",), ("party_deputy",), ("vice_mayor", "union_chair")),
            "coordination_group": (HEADS.seats, HEADS.stand_ins, ("head",)),
            "office": (HEADS.stand_ins, (), ("gov_office_staff", "union_office_staff")),
        }
        assert self.charter.office_seats == (*HEADS.stand_ins, "gov_office_staff", "union_office_staff")

    def test_lets_a_head_of_each_side_decide_everything(self):
        topics, meetings, minutes = self.charter.topics, self.charter.meetings, self.charter.minutes
        assert {topics.approval, meetings.date_fixed_by, minutes.reviewed_by, self.charter.follow_up.settled_by} == {
            HEADS
        }
        assert minutes.sign_off == ()

    def test_asks_research_consultation_and_approval_in_this_order(self):
        topics = self.charter.topics
        assert topics.steps == (Step.RESEARCH, Step.CONSULTATION, Step.APPROVAL)
        assert topics.comes_before("research", "approval")
        assert not topics.comes_before("approval", "research")
        assert (topics.consensus, topics.consensus_strength) == (Consensus.BASIC, Strength.SOFT)
        assert topics.referred_to == "mayor"

    def test_meets_once_a_year_in_principle(self):
        meetings = self.charter.meetings
        assert (meetings.per_year, meetings.most_per_year, meetings.per_year_strength) == (1, 1, Strength.SOFT)
        assert (meetings.principal, meetings.asked_by, meetings.quorum) == ("mayor", HEADS.seats, None)
        assert meetings.chaired_by == ("mayor", "liaison", "vice_mayor")

    def test_names_six_classes_that_attend_and_one_that_may_be_invited(self):
        classes = {each.key: (each.kind, each.concerned) for each in self.charter.meetings.attendance}
        assert classes == {
            "government_leaders": (Attending.ATTEND, ()),
            "party_deputy": (Attending.ATTEND, ()),
            "union_chair": (Attending.ATTEND, ()),
            "office_members": (Attending.ATTEND, ()),
            "department_heads": (Attending.ATTEND, (UnitKind.DEPARTMENT,)),
            "grassroots_unions": (Attending.ATTEND, (UnitKind.GRASSROOTS_UNION,)),
            "guests": (Attending.INVITE, ()),
        }

    def test_has_the_six_agenda_items_with_the_second_hard(self):
        agenda = self.charter.meetings.ordinary_agenda
        assert [item.clause for item in agenda] == [f"S5.4-b{place}" for place in range(1, 7)]
        assert [item.key for item in agenda if item.strength is Strength.HARD] == ["previous_decisions"]
        assert [item.key for item in agenda if item.strength is Strength.MAY] == ["other"]

    def test_gives_an_extraordinary_meeting_the_four_items_of_the_assumption(self):
        keys = [item.key for item in self.charter.meetings.extraordinary_agenda]
        assert keys == ["previous_decisions", "topics_introduced", "topics", "instructions"]

    def test_sets_no_period(self):
        deadlines = asdict(self.charter.deadlines)
        assert {deadlines[period] for period in ("opinion", "notice", "papers", "minutes", "report")} == {None}

    def test_says_every_assumption_in_both_languages(self):
        assert list(self.charter.assumptions) == [f"G{number}" for number in range(1, 26)]
        for said in self.charter.assumptions.values():
            assert "系统默认" in said.zh
            assert "by default" in said.en

    def test_knows_whom_a_seat_speaks_for(self):
        assert self.charter.side_of("head@finance") is Side.GOV
        assert self.charter.unit_of("union_chair") == "town_union"
        assert "union_office_staff" in self.charter.seats_of_unit("town_union")
        assert self.charter.above("office") == {"coordination_group", "leading_group"}


class TestAnotherLocality:
    charter = read_charter(built_in("example-district"))

    def test_is_read_by_the_same_code(self):
        assert self.charter.level is Level.DISTRICT
        assert self.charter.issued_on == date(2024, 2, 26)
        assert "coordination_group" not in self.charter.bodies
        assert self.charter.succession is Succession.UNIT

    def test_approves_by_one_seat_and_before_research(self):
        assert self.charter.topics.approval == Panel(how=How.ANY, seats=("convenor",))
        assert self.charter.topics.comes_before("approval", "research")

    def test_must_meet_twice_and_keeps_working_days(self):
        meetings, deadlines = self.charter.meetings, self.charter.deadlines
        assert (meetings.per_year, meetings.per_year_strength) == (2, Strength.HARD)
        assert (deadlines.working_days, deadlines.notice) == (True, 7)

    def test_lets_people_observe_and_has_the_minutes_signed_off(self):
        assert Attending.OBSERVE in {each.kind for each in self.charter.meetings.attendance}
        assert [panel.seats for panel in self.charter.minutes.sign_off] == [("district_head",)]
        assert self.charter.follow_up.heads_may_complete


class TestAnUnsetKey:
    charter = read_charter(SMALLEST)

    def test_takes_no_value_of_another_locality(self):
        found = self.charter
        assert (found.topics.approval, found.topics.consensus, found.meetings.per_year) == (None, None, None)
        assert (found.meetings.most_per_year, found.meetings.principal, found.minutes.reviewed_by) == (None, None, None)
        assert (found.meetings.chaired_by, found.meetings.attendance, found.meetings.ordinary_agenda) == ((), (), ())
        assert not found.follow_up.next_meeting_hears
        assert not found.follow_up.extraordinary_hears
        assert (found.assumptions, found.parties, found.units, found.succession) == ({}, {}, {}, None)
