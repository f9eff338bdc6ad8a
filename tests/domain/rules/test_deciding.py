"""Several seats decide together."""

from dataclasses import replace
from datetime import date

import pytest

from domain.act import Act
from domain.charter import How, Panel
from domain.errors import NotEntitled, RuleBroken
from domain.matters import Agreement, Matter
from domain.rules import deciding
from domain.rules.rule import Rule
from domain.vocabulary import Side
from tests.cast import TODAY, act, charter, person, standing

DECIDES = Rule("G2", "not_of_the_panel", "Only the panel decides.")
HEADS = Panel(
    how=How.ONE_PER_SIDE,
    seats=("liaison", "union_chair"),
    stand_ins=("pg_office_director", "union_vice_chair"),
)
ANY = replace(HEADS, how=How.ANY)
ALL = replace(HEADS, how=How.ALL)


def agreed(*given: tuple[str, str]) -> Matter:
    """A matter to which these people agreed in these seats."""
    agreements = [
        Agreement(person=person(name), seat=seat, side=charter().side_of(seat), on=TODAY) for name, seat in given
    ]
    return Matter(version=1, agreements=tuple(agreements))


def missing(panel: Panel, matter: Matter, **circumstances) -> list[tuple[Side | None, tuple[str, ...]]]:
    lacking = deciding.missing(panel, matter, charter(), standing(**circumstances))
    return [(lack.side, lack.seats) for lack in lacking]


def decided(panel: Panel, acting: Act, matter: Matter | None = None) -> str:
    return deciding.require_may_decide(panel, matter or agreed(), acting, DECIDES).by.seat


class TestOnePerSide:
    def test_g2_a_head_of_each_side_is_missing_at_first(self):
        assert missing(HEADS, agreed()) == [(Side.GOV, ("liaison",)), (Side.UNION, ("union_chair",))]

    def test_g2_nobody_is_missing_when_both_sides_agreed(self):
        assert missing(HEADS, agreed(("sun", "liaison"), ("li", "union_chair"))) == []

    @pytest.mark.parametrize("away", [{"absent": ("sun",)}, {"without": ("liaison",)}])
    def test_g2_a_deputy_head_of_the_same_side_stands_in_for_a_head_who_is_away(self, away):
        assert missing(HEADS, agreed(), **away)[0] == (Side.GOV, ("pg_office_director",))

    def test_g11_the_act_waits_and_names_the_vacancy_when_nobody_can_stand_in(self):
        nobody = standing(without=("liaison", "pg_office_director"))
        (lack, _) = deciding.missing(HEADS, agreed(), charter(), nobody)
        assert (lack.side, lack.seats, lack.awaited) == (Side.GOV, (), ("liaison",))

    def test_g11_a_head_who_is_away_does_not_agree_himself(self):
        with pytest.raises(NotEntitled, match="not_of_the_panel"):
            decided(HEADS, act("sun", at=standing(absent=("sun",))))

    def test_g2_two_sides_need_two_persons(self):
        both = standing(also={"union_chair": "sun"})
        with pytest.raises(RuleBroken, match="two_persons_needed") as refused:
            decided(HEADS, act("sun", at=both), agreed(("sun", "liaison")))
        assert refused.value.facts["waiting_for"] == ["union_vice_chair"]

    def test_g2_the_vacancy_is_named_to_one_person_on_both_sides_without_a_deputy(self):
        both = standing(also={"union_chair": "sun"}, without=("union_vice_chair",))
        with pytest.raises(RuleBroken, match="two_persons_needed") as refused:
            decided(HEADS, act("sun", at=both), agreed(("sun", "liaison")))
        assert refused.value.facts["waiting_for"] == ["union_chair"]

    def test_g2_the_deputy_agrees_for_the_other_side_of_one_person_on_both(self):
        both = standing(also={"union_chair": "sun"})
        assert decided(HEADS, act("zhou", at=both), agreed(("sun", "liaison"))) == "union_vice_chair"

    def test_g2_a_party_seat_never_supplies_a_sides_agreement(self):
        party = replace(HEADS, seats=("party_deputy", "liaison", "union_chair"), stand_ins=("party_deputy",))
        assert missing(party, agreed(), absent=("sun",)) == [(Side.GOV, ()), (Side.UNION, ("union_chair",))]
        with pytest.raises(NotEntitled):
            decided(party, act("qian", at=standing(absent=("sun",))))
        assert missing(party, agreed(("qian", "party_deputy"), ("li", "union_chair"))) == [(Side.GOV, ("liaison",))]

    def test_g2_who_drafted_a_text_does_not_review_it_though_he_stands_in(self):
        drafted = replace(agreed(), drafted_by=person("wu"))
        away = {"absent": ("sun",)}
        assert missing(HEADS, drafted, **away)[0] == (Side.GOV, ())
        with pytest.raises(RuleBroken, match="drafter_reviews") as refused:
            decided(HEADS, act("wu", at=standing(absent=("sun",))), drafted)
        assert refused.value.clause == "G2"

    def test_g2_a_stand_in_steps_in_for_a_head_who_drafted(self):
        assert missing(HEADS, replace(agreed(), drafted_by=person("sun")))[0] == (Side.GOV, ("pg_office_director",))

    def test_a_side_agrees_once(self):
        with pytest.raises(RuleBroken, match="agreed_already"):
            decided(HEADS, act("sun"), agreed(("wu", "pg_office_director")))

    def test_a_person_with_two_seats_of_one_side_agrees_once(self):
        two = standing(also={"pg_office_director": "sun"})
        with pytest.raises(RuleBroken, match="agreed_already"):
            decided(HEADS, act("sun", at=two), agreed(("sun", "liaison")))

    def test_a_seat_beside_the_panel_does_not_count_as_repetition(self):
        several = standing(also={"staff@safety": "sun"})
        with pytest.raises(RuleBroken, match="agreed_already"):
            decided(HEADS, act("sun", at=several), agreed(("sun", "liaison")))

    def test_g11_a_named_deputy_acts_for_the_holder(self):
        lent = replace(standing(absent=("sun",)), deputies={"liaison": (person("feng"),)})
        acting = deciding.require_may_decide(HEADS, agreed(), act("feng", at=lent, seat="liaison"), DECIDES)
        assert (acting.by.seat, acting.by.side, acting.by.acting_for) == ("liaison", Side.GOV, person("sun"))

    def test_g11_a_head_keeps_his_seat_from_the_deputy_heads_while_a_named_deputy_is_there(self):
        lent = replace(standing(absent=("sun",)), deputies={"liaison": (person("feng"),)})
        (lack, _) = deciding.missing(HEADS, agreed(), charter(), lent)
        assert lack.seats == ("liaison",)

    def test_a_person_of_both_sides_says_in_which_seat_he_agrees(self):
        both = standing(also={"union_chair": "sun"})
        with pytest.raises(RuleBroken, match="seat_not_named"):
            decided(HEADS, act("sun", at=both))
        assert decided(HEADS, act("sun", at=both, seat="union_chair")) == "union_chair"


class TestAny:
    def test_one_seat_is_enough(self):
        assert missing(ANY, agreed()) == [(None, ("liaison", "union_chair"))]
        assert missing(ANY, agreed(("li", "union_chair"))) == []

    def test_a_stand_in_acts_only_when_no_head_can(self):
        assert missing(ANY, agreed(), absent=("sun",)) == [(None, ("union_chair",))]
        assert missing(ANY, agreed(), absent=("sun", "li")) == [(None, ("pg_office_director", "union_vice_chair"))]

    def test_an_agreement_of_a_seat_that_is_no_longer_on_the_panel_settles_nothing(self):
        assert decided(ANY, act("li"), agreed(("zhao", "mayor"))) == "union_chair"


class TestAll:
    def test_every_seat_is_needed(self):
        assert missing(ALL, agreed(("sun", "liaison"))) == [(Side.UNION, ("union_chair",))]

    def test_g2_a_stand_in_agrees_for_a_seat_whose_holder_is_away(self):
        assert missing(ALL, agreed(), absent=("sun",))[0] == (Side.GOV, ("pg_office_director",))
        stood_in = agreed(("wu", "pg_office_director"))
        assert missing(ALL, stood_in, absent=("sun",)) == [(Side.UNION, ("union_chair",))]

    def test_g2_a_stand_in_agrees_for_one_seat_only(self):
        two = replace(ALL, seats=("mayor", "liaison", "union_chair"))
        stood_in = agreed(("wu", "pg_office_director"))
        assert missing(two, stood_in, absent=("sun",)) == [(Side.GOV, ("mayor",)), (Side.UNION, ("union_chair",))]
        assert missing(two, stood_in, absent=("sun", "zhao"))[0] == (Side.GOV, ())

    def test_a_person_with_two_seats_of_one_side_agrees_in_each(self):
        two = replace(ALL, seats=("mayor", "liaison", "union_chair"))
        same = standing(also={"liaison": "zhao"})
        assert decided(two, act("zhao", at=same, seat="liaison"), agreed(("zhao", "mayor"))) == "liaison"

    def test_g2_a_person_on_both_sides_agrees_for_one(self):
        both = standing(also={"union_chair": "sun"})
        with pytest.raises(RuleBroken, match="two_persons_needed"):
            decided(ALL, act("sun", at=both), agreed(("sun", "liaison")))


class TestPanelMembership:
    def test_is_the_heads_while_they_are_there(self):
        assert deciding.require_on_panel(HEADS, act("sun"), DECIDES).by.seat == "liaison"
        with pytest.raises(NotEntitled, match="not_of_the_panel") as refused:
            deciding.require_on_panel(HEADS, act("wu"), DECIDES)
        assert refused.value.facts["seats"] == ["liaison", "union_chair"]

    def test_g2_passes_to_the_deputy_head_of_the_side_whose_head_is_away(self):
        away = standing(absent=("sun",))
        assert deciding.require_on_panel(HEADS, act("wu", at=away), DECIDES).by.seat == "pg_office_director"
        with pytest.raises(NotEntitled):
            deciding.require_on_panel(HEADS, act("zhou", at=away), DECIDES)


class TestVersion:
    def test_another_than_the_present_one_is_refused(self):
        with pytest.raises(RuleBroken, match="other_version") as refused:
            deciding.require_present_version(Matter(version=2), 1)
        assert (refused.value.clause, refused.value.facts) == ("R-version", {"given": 1, "present": 2})


class TestMatter:
    def test_keeps_who_agreed_in_which_seat_and_when(self):
        acting = deciding.require_may_decide(HEADS, agreed(), act("sun"), DECIDES)
        (agreement,) = agreed().agreed(acting.trace(_Fact)).agreements
        assert agreement == Agreement(person=person("sun"), seat="liaison", side=Side.GOV, on=TODAY)

    def test_lasts_until_the_latest_agreement(self):
        early = Agreement(person=None, seat="liaison", side=Side.GOV, on=date(2026, 5, 1))
        assert replace(agreed(("li", "union_chair")), agreements=(early,)).last_on == date(2026, 5, 1)
        both = (*agreed(("li", "union_chair")).agreements, early)
        assert Matter(version=1, agreements=both).last_on == TODAY

    def test_gives_back_what_a_seat_agreed(self):
        trace = act("sun", seat="liaison").trace(_Fact)
        left = agreed(("sun", "liaison"), ("li", "union_chair")).taken_back(trace)
        assert [agreement.seat for agreement in left.agreements] == ["union_chair"]


class _Fact:
    GAPS = ()
