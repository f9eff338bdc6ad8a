from datetime import date

import pytest

from domain import minutes_words as words
from domain.vocabulary import Hearing, Outcome, Side


@pytest.mark.parametrize("outcome", Outcome)
def test_every_outcome_has_a_sentence_of_its_own(outcome):
    told = words.settled(outcome)
    assert told.startswith("会议意见：")
    assert [other for other in Outcome if words.settled(other) == told] == [outcome]


def test_what_was_heard_is_told_with_how_it_goes_on():
    assert words.heard(Hearing.COMPLETED) == "会议意见：办结。"
    told = words.heard(Hearing.CARRIED_OVER, measure="列入明年预算。", lead="财政所", due=date(2027, 6, 30))
    assert told == "会议意见：结转。后续措施：列入明年预算。改由财政所牵头。办理期限：2027年6月30日。"


def test_who_spoke_is_told_by_side():
    assert words.said_by(Side.UNION, "请抓好落实。") == "工会方：请抓好落实。"
