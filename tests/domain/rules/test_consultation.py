"""Consultation with the units concerned, and consensus before the meeting."""

import pytest

from domain.charter import Strength
from domain.errors import RuleBroken
from domain.rules import consultation
from domain.vocabulary import Consensus, Opinion, Side
from tests.cast import charter
from tests.domain.stories import charter_with

OPEN, BASIC, FULL, FAILED = Consensus.OPEN, Consensus.BASIC, Consensus.FULL, Consensus.FAILED
AGREE, CHANGES, OBJECT = Opinion.AGREE, Opinion.AGREE_WITH_CHANGES, Opinion.OBJECT
CONCERNED = ("finance", "safety")


def answers(*opinions: Opinion, version: int = 1) -> consultation.Answers:
    return {unit: (version, opinion, "") for unit, opinion in zip(CONCERNED, opinions, strict=False)}


class TestUnitsConcerned:
    def test_s5_1_d_only_they_are_asked_and_answer(self):
        consultation.require_concerned("finance", CONCERNED)
        with pytest.raises(RuleBroken, match="unit_not_concerned") as refused:
            consultation.require_concerned("town_union", CONCERNED)
        assert refused.value.clause == "S5.1-d"


class TestConsensus:
    @pytest.mark.parametrize(
        ("given", "full"), [((AGREE, AGREE), True), ((AGREE, AGREE), False), ((AGREE, CHANGES), False)]
    )
    def test_g14_is_reached_when_all_answered_and_none_objects(self, given, full):
        consultation.require_consensus(1, CONCERNED, answers(*given), full=full)

    @pytest.mark.parametrize(
        ("given", "full", "code"),
        [
            ((), False, "opinions_outstanding"),
            ((AGREE,), False, "opinions_outstanding"),
            ((AGREE, OBJECT), False, "objection_stands"),
            ((OBJECT,), False, "opinions_outstanding"),
            ((AGREE, CHANGES), True, "not_all_agree"),
        ],
    )
    def test_g14_is_not_reached_otherwise(self, given, full, code):
        with pytest.raises(RuleBroken, match=code) as refused:
            consultation.require_consensus(1, CONCERNED, answers(*given), full=full)
        assert refused.value.clause == "G14"

    def test_g14_takes_no_answer_to_another_text(self):
        with pytest.raises(RuleBroken, match="opinions_outstanding"):
            consultation.require_consensus(2, CONCERNED, answers(AGREE, AGREE), full=False)

    def test_g14_is_not_hindered_by_a_unit_that_is_no_longer_concerned(self):
        given = {**answers(AGREE, AGREE), "town_union": (1, OBJECT, "")}
        consultation.require_consensus(1, CONCERNED, given, full=False)

    @pytest.mark.parametrize(
        ("side", "heard", "reached"),
        [
            (Side.UNION, {Side.GOV}, True),
            (Side.UNION, {Side.UNION}, False),
            (Side.GOV, {Side.GOV}, False),
            (Side.GOV, {Side.UNION, Side.GOV}, True),
            (Side.GOV, {Side.PARTY}, False),
            (Side.JOINT, set(), True),
        ],
    )
    def test_g14_is_reached_with_the_other_side(self, side, heard, reached):
        if reached:
            consultation.require_other_side(side, heard)
        else:
            with pytest.raises(RuleBroken, match="other_side_not_heard"):
                consultation.require_other_side(side, heard)

    @pytest.mark.parametrize(
        ("consensus", "opinion", "lapses"),
        [
            (FULL, CHANGES, True),
            (FULL, OBJECT, True),
            (FULL, AGREE, False),
            (BASIC, OBJECT, True),
            (BASIC, CHANGES, False),
            (FAILED, OBJECT, False),
            (OPEN, OBJECT, False),
        ],
    )
    def test_g14_lapses_with_an_opinion_that_does_not_bear_it(self, consensus, opinion, lapses):
        assert consultation.has_lapsed(consensus, opinion) is lapses


class TestBeforeTheMeeting:
    @pytest.mark.parametrize("consensus", [OPEN, FAILED])
    def test_s5_1_e_a_topic_without_basic_consensus_is_a_departure(self, consensus):
        breach = consultation.breach_at_meeting(consensus, charter())
        assert breach is not None
        assert (breach.code, breach.clause) == ("consensus_open", "S5.1-e")

    @pytest.mark.parametrize("consensus", [BASIC, FULL])
    def test_s5_1_e_basic_consensus_is_enough(self, consensus):
        assert consultation.breach_at_meeting(consensus, charter()) is None

    def test_s5_1_e_nothing_is_asked_where_the_charter_asks_for_nothing(self):
        assert consultation.breach_at_meeting(OPEN, charter_with(consensus=None)) is None

    def test_s5_1_e_a_charter_may_demand_full_consensus(self):
        full = charter_with(consensus=FULL)
        assert consultation.breach_at_meeting(BASIC, full) is not None
        assert consultation.breach_at_meeting(FULL, full) is None

    def test_a_charter_that_demands_consensus_is_kept_to(self):
        hard = charter_with(consensus_strength=Strength.HARD)
        with pytest.raises(RuleBroken, match="consensus_required") as refused:
            consultation.breach_at_meeting(OPEN, hard)
        assert refused.value.clause == "R-charter"


class TestBeforeApproval:
    def test_g5_a_topic_may_be_approved_with_consensus_open_for_a_reason(self):
        breach = consultation.breach_at_approval(OPEN, charter())
        assert breach is not None
        assert (breach.code, breach.clause) == ("approved_without_consensus", "G5")

    @pytest.mark.parametrize("steps", [("approval", "consultation"), ("research", "approval")])
    def test_g5_nothing_is_asked_where_consultation_does_not_come_first(self, steps):
        assert consultation.breach_at_approval(OPEN, charter_with(steps=steps)) is None
