"""Whose act it is: on paper, by telephone, in which seat, and after whom."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from application.commands import institution
from application.desk import Behalf
from application.handlers import HANDLERS
from domain.errors import NotEntitled, NotFound
from domain.vocabulary import Basis, Side
from tests.application.desk.doing import LATER, agreeing, giving_opinion, last, refused
from tests.e2e.year import SHEET


def on_paper(**whose):
    return Behalf(basis=Basis.PAPER, evidence=SHEET, **whose)


class TestActOnPaper:
    def test_keeps_who_acted_and_names_who_entered_it(self, town, prepared):
        behalf = on_paper(person=town.people["li"])
        town.do("wang", agreeing(prepared), behalf=behalf)
        trace = last(town).fact.trace
        assert (trace.by.person, trace.by.seats, trace.by.side) == (town.people["li"], ("union_chair",), Side.UNION)
        assert (trace.entered_by.person, trace.entered_by.seat) == (town.people["wang"], "union_office_staff")
        assert (trace.entered_by.basis, trace.entered_by.evidence) == (Basis.PAPER, SHEET)

    @pytest.mark.parametrize("basis", [Basis.PAPER, Basis.DELEGATION, Basis.IMPORT])
    def test_needs_the_digest_of_the_sheet(self, town, prepared, basis):
        behalf = Behalf(basis=basis, person=town.people["li"])
        assert refused(town, "wang", agreeing(prepared), behalf=behalf).code == "sheet_missing"

    def test_is_entered_by_the_office_only(self, town, prepared):
        behalf = on_paper(person=town.people["li"])
        assert refused(town, "chen", agreeing(prepared), behalf=behalf).code == "office_enters"

    def test_is_refused_where_its_own_actor_would_be(self, town, prepared):
        for name in ("chen", "qian"):
            behalf = on_paper(person=town.people[name])
            assert isinstance(refused(town, "wang", agreeing(prepared), behalf=behalf), NotEntitled)
        assert isinstance(refused(town, "wang", agreeing(prepared), behalf=on_paper(person="nobody")), NotEntitled)

    def test_of_both_heads_makes_the_approval(self, town, prepared):
        for name in ("sun", "li"):
            town.do("wang", agreeing(prepared), behalf=on_paper(person=town.people[name]))
        assert last(town).type == "topic.approved/1"

    def test_of_a_former_holder_counts_for_the_day_he_signed_it_on(self, town, prepared):
        town.clock.set(LATER + timedelta(10))
        town.appoint("gao", "liaison", since=LATER + timedelta(5))
        behalf = on_paper(person=town.people["sun"])
        assert isinstance(refused(town, "wang", agreeing(prepared), behalf=behalf), NotEntitled)
        town.do("wang", agreeing(prepared), behalf=behalf, on=LATER)
        assert last(town).fact.trace.by.person == town.people["sun"]


class TestReplyByTelephone:
    def test_of_a_unit_needs_no_person_and_no_sheet(self, town, topic):
        behalf = Behalf(basis=Basis.TELEPHONE, unit="finance")
        town.do("wang", giving_opinion(topic), behalf=behalf)
        trace = last(town).fact.trace
        assert (trace.by.person, trace.by.side, trace.entered_by.basis) == (None, Side.GOV, Basis.TELEPHONE)
        assert last(town).fact.unit == "finance"

    def test_speaks_for_the_unit_that_was_called_and_no_other(self, town, topic):
        behalf = Behalf(basis=Basis.TELEPHONE, unit="human_resources")
        assert refused(town, "wang", giving_opinion(topic), behalf=behalf).code == ("unit_not_concerned")

    def test_of_a_unit_nobody_knows_is_not_found(self, town, topic):
        for unit in ("moon", ""):
            behalf = Behalf(basis=Basis.TELEPHONE, unit=unit)
            with pytest.raises((NotFound, NotEntitled)):
                town.do("wang", giving_opinion(topic), behalf=behalf)

    @pytest.mark.parametrize("basis", [Basis.TELEPHONE, Basis.MESSAGE])
    def test_serves_for_replies_only(self, town, prepared, basis):
        behalf = Behalf(basis=basis, person=town.people["li"])
        assert refused(town, "wang", agreeing(prepared), behalf=behalf).code == "not_by_telephone"

    def test_is_allowed_for_the_replies_the_measures_leave_to_it(self):
        assert sorted(command.called() for command in HANDLERS if command.TELEPHONE) == [
            "answer_urge",
            "ask_leave",
            "give_opinion",
            "name_substitute",
            "note_consultation",
            "note_progress",
            "receive_decision",
            "receive_suggestion",
            "reply_to_invitation",
        ]

    def test_of_a_person_and_a_unit_counts_for_the_seats_he_has_in_it(self, town, topic):
        said = giving_opinion(topic)
        behalf = Behalf(basis=Basis.TELEPHONE, unit="finance", person=town.people["wei"])
        assert isinstance(refused(town, "wang", said, behalf=behalf), NotEntitled)
        assert isinstance(refused(town, "wang", said, behalf=replace(behalf, person="张三")), NotEntitled)
        town.do("wang", said, behalf=replace(behalf, person=town.people["jiang"]))
        assert last(town).fact.trace.by.seats == ("staff@finance",)


class TestUnitOnPaper:
    def test_agrees_to_nothing_because_an_agreement_has_a_name(self, town, prepared):
        behalf = on_paper(unit="town_union")
        assert isinstance(refused(town, "wang", agreeing(prepared), behalf=behalf), NotEntitled)

    def test_may_reply_by_letter(self, town, topic):
        said = giving_opinion(topic)
        town.do("wang", said, behalf=on_paper(unit="finance"))
        assert last(town).fact.trace.entered_by.evidence == SHEET


class TestSeat:
    def test_that_is_named_is_the_one_acted_in(self, town, prepared):
        town.do("li", agreeing(prepared), seat="union_chair")
        assert last(town).fact.trace.by.seats == ("union_chair",)

    def test_that_is_not_held_is_refused(self, town, prepared):
        found = refused(town, "li", agreeing(prepared), seat="liaison")
        assert (found.code, found.facts["held"]) == ("seat_not_held", ["union_chair"])

    def test_that_does_not_entitle_is_refused_though_another_would(self, town, prepared):
        town.appoint("li", "vice_mayor", since=LATER)
        assert isinstance(refused(town, "li", agreeing(prepared), seat="vice_mayor"), NotEntitled)
        town.do("li", agreeing(prepared))

    def test_must_be_named_by_who_sits_on_both_sides(self, town, prepared):
        town.appoint("sun", "union_chair", since=LATER)
        assert refused(town, "sun", agreeing(prepared)).code == "seat_not_named"
        town.do("sun", agreeing(prepared), seat="union_chair")
        assert last(town).fact.trace.by.side is Side.UNION
        assert refused(town, "sun", agreeing(prepared), seat="liaison").code == "two_persons_needed"


class TestSuccession:
    @pytest.fixture
    def succeeded(self, town, prepared):
        """Gao has been the liaison for three days, after Sun."""
        town.clock.set(LATER + timedelta(8))
        town.appoint("gao", "liaison", since=LATER + timedelta(5))
        return prepared

    def test_lets_the_successor_act_at_once(self, town, succeeded):
        town.do("gao", agreeing(succeeded))
        assert last(town).fact.trace.by.person == town.people["gao"]

    def test_lets_the_successor_act_for_the_days_since(self, town, succeeded):
        town.do("gao", agreeing(succeeded), on=LATER + timedelta(5))

    def test_ends_the_seat_of_the_former_holder(self, town, succeeded):
        assert isinstance(refused(town, "sun", agreeing(succeeded)), NotEntitled)

    def test_ends_it_for_the_days_when_he_held_it_too(self, town, succeeded):
        assert isinstance(refused(town, "sun", agreeing(succeeded), on=LATER + timedelta(4)), NotEntitled)

    def test_gives_the_successor_nothing_on_the_days_before(self, town, succeeded):
        assert isinstance(refused(town, "gao", agreeing(succeeded), on=LATER + timedelta(4)), NotEntitled)

    def test_leaves_what_the_former_holder_did_in_his_name(self, town, prepared):
        town.do("sun", agreeing(prepared))
        town.clock.set(LATER + timedelta(3))
        town.appoint("gao", "liaison", since=LATER + timedelta(1))
        town.do("li", agreeing(prepared))
        assert last(town).type == "topic.approved/1"
        assert {one.person for one in town.fresh(prepared).matter.agreements} == {
            town.people["sun"],
            town.people["li"],
        }

    def test_in_the_office_lets_the_new_clerk_enter_what_was_before_him(self, town):
        town.clock.set(LATER + timedelta(3))
        town.appoint("gao", "union_office_staff", since=LATER)
        town.do("gao", institution.ExplainYear(year=2025, explanation="换届"), on=LATER - timedelta(1))
        assert last(town).fact.trace.on == LATER - timedelta(1)


class TestDeputy:
    @pytest.fixture
    def named(self, town, prepared):
        """Qi deputises for the union's chair, who is away for ten days."""
        town.appoint("qi", "cadre@sanitation")
        until = LATER + timedelta(10)
        away = institution.RecordAbsence(person=UUID(town.people["li"]), since=LATER, until=until, reason="学习")
        named = institution.NameDeputy(duty="union_chair", person=UUID(town.people["qi"]), since=LATER, until=until)
        town.each(("wang",), away)
        town.each(("wang",), named)
        return prepared

    def test_acts_for_the_absent_holder_by_name(self, town, named):
        town.do("qi", agreeing(named))
        by = last(town).fact.trace.by
        assert (by.person, by.seat, by.acting_for) == (town.people["qi"], "union_chair", town.people["li"])

    def test_acts_no_more_when_the_time_is_over(self, town, named):
        town.clock.set(LATER + timedelta(10))
        assert isinstance(refused(town, "qi", agreeing(named)), NotEntitled)
        town.do("li", agreeing(named))
        assert last(town).fact.trace.by.acting_for is None
