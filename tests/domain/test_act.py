"""An act as it reaches the domain."""

from dataclasses import replace

import pytest

from domain.errors import NotEntitled, ReasonNeeded, RuleBroken
from domain.facts import topic as facts
from domain.rules.rule import Held, Rule
from domain.trace import Departure, Entry
from domain.vocabulary import Basis, Side
from tests.cast import act, charter, person, standing

ENTITLES = Rule("G2", "not_entitled_here", "Only these seats.")
ONE = Rule("S5.1-e", "one", "In principle one.", Held.DEPARTURE)
TWO = Rule("S5.2-e", "two", "In principle two.", Held.DEPARTURE)


class TestSeat:
    def test_entitles_and_is_kept(self):
        acting = act("sun").in_one_of(["liaison", "mayor"], ENTITLES)
        assert (acting.by.seats, acting.by.seat, acting.by.side) == (("liaison",), "liaison", Side.GOV)

    def test_is_missing_to_who_holds_none(self):
        with pytest.raises(NotEntitled, match="not_entitled_here") as refused:
            act("sun").in_one_of(["mayor", "union_chair"], ENTITLES, duty="x")
        assert refused.value.facts == {"seats": ["mayor", "union_chair"], "duty": "x"}

    def test_is_to_be_named_by_who_holds_seats_of_several_sides(self):
        both = standing(also={"union_chair": "sun"})
        with pytest.raises(RuleBroken, match="seat_not_named") as refused:
            act("sun", at=both).in_one_of(["liaison", "union_chair"], ENTITLES)
        assert refused.value.clause == "R-seat"
        assert act("sun", at=both).in_one_of(["union_chair"], ENTITLES).by.side is Side.UNION

    def test_need_not_be_named_among_several_of_one_side(self):
        two = standing(also={"mayor": "sun"})
        assert act("sun", at=two).in_one_of(["liaison", "mayor"], ENTITLES).by.side is Side.GOV

    def test_of_a_deputy_keeps_whom_he_acts_for(self):
        lent = replace(standing(), deputies={"liaison": (person("feng"),)})
        assert act("feng", at=lent, seat="liaison").seated("liaison").by.acting_for == person("sun")
        assert act("sun", at=lent).seated("liaison").by.acting_for is None

    def test_of_the_party_is_of_its_own_side(self):
        assert act("qian").seated("party_deputy").by.side is Side.PARTY


class TestDeparture:
    def test_is_kept_with_its_reason(self):
        acting = act("sun", one=" 时间紧 ").departing_from(ONE.broken())
        assert acting.departures == (Departure(code="one", clause="S5.1-e", reason="时间紧"),)

    def test_is_none_where_nothing_is_breached(self):
        assert act("sun", one="时间紧").departing_from(None, None).departures == ()

    @pytest.mark.parametrize("reasons", [{}, {"one": "时间紧"}, {"one": "时间紧", "two": "  "}])
    def test_needs_a_reason_for_every_breach(self, reasons):
        with pytest.raises(ReasonNeeded) as refused:
            act("sun", **reasons).departing_from(ONE.broken(), None, TWO.broken(year=2026))
        codes = [breach.code for breach in refused.value.breaches]
        assert codes == [code for code in ("one", "two") if not reasons.get(code, "").strip()]
        assert refused.value.code == codes[0]

    def test_adds_to_those_before(self):
        acting = act("sun", one="甲", two="乙").departing_from(ONE.broken()).departing_from(TWO.broken())
        assert [departure.code for departure in acting.departures] == ["one", "two"]


class TestTrace:
    def test_keeps_who_when_under_which_edition_and_departing_from_what(self):
        acting = act("sun", one="时间紧").seated("liaison").departing_from(ONE.broken())
        trace = acting.trace(facts.Agreed)
        assert (trace.by, trace.on, trace.under) == (acting.by, acting.on, charter().edition)
        assert trace.departures == acting.departures

    def test_keeps_who_entered_it_beside_who_acted(self):
        entry = Entry(person=person("wang"), seat="union_office_staff", basis=Basis.PAPER, evidence="a" * 64)
        trace = act("sun", entered_by=entry).seated("liaison").trace(facts.Agreed)
        assert (trace.by.person, trace.entered_by) == (person("sun"), entry)

    def test_lists_the_assumptions_the_fact_relies_on_where_the_charter_makes_them(self):
        assert act("sun").trace(facts.Agreed).assumptions == ("G1", "G2")
        settled = replace(charter(), assumptions={"G2": charter().assumptions["G2"]})
        assert act("sun", under=settled).trace(facts.Agreed).assumptions == ("G2",)
