"""The day an act belongs to, and the conference."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from application.commands import decisions, meetings, minutes, topics
from domain.errors import NotEntitled, NotFound
from tests.application.desk.doing import LATER, last, planning, refused, researching
from tests.e2e.town import FOUNDED
from tests.e2e.year import submitting


class TestDay:
    def test_of_an_act_does_not_lie_ahead(self, town, topic):
        assert refused(town, "zhou", researching(topic), on=LATER + timedelta(1)).code == "date_in_future"

    def test_is_the_towns_own(self, town, topic):
        town.clock.at = town.clock.at.replace(hour=17)
        town.do("zhou", researching(topic))
        assert last(town).fact.trace.on == LATER + timedelta(1)

    def test_may_lie_behind_but_not_before_the_step_it_follows(self, town):
        town.do("zhou", submitting("旧事"), on=LATER - timedelta(3))
        (topic,) = town.of_kind("topic")
        assert last(town).fact.trace.on == LATER - timedelta(3)
        returned = topics.ReturnTopic(topic=topic, reason="缺附件")
        assert refused(town, "wang", returned, on=LATER - timedelta(4)).code == "date_before_previous_step"
        town.do("wang", returned, on=LATER - timedelta(2))

    @pytest.mark.parametrize("day", [date.min, date(1949, 10, 1), LATER - timedelta(1)])
    def test_of_a_question_about_a_topic_does_not_lie_before_it(self, town, topic, day):
        asking = topics.AskOpinion(topic=topic, unit="finance")
        assert refused(town, "zhou", asking, on=day).code == "date_before_previous_step"

    def test_of_research_may_lie_before_the_topic_it_led_to(self, town, topic):
        town.do("zhou", researching(topic), on=LATER - timedelta(1))

    @pytest.mark.parametrize("day", [date.min, FOUNDED - timedelta(1)])
    def test_on_which_nobody_had_a_seat_gives_none(self, town, topic, day):
        assert isinstance(refused(town, "chen", submitting("旧事"), on=day), NotEntitled)


class TestForeignConference:
    @pytest.fixture
    def other(self, town):
        """Another conference, where everybody of the cast sits too."""
        other = town.beside("baozhen")
        other.found()
        return other

    @pytest.mark.parametrize(
        "command",
        [
            researching,
            lambda thing: topics.WithdrawTopic(topic=thing, reason="越界"),
            lambda thing: meetings.ProposeCancellation(meeting=thing, reason="越界"),
            lambda thing: minutes.IssueMinutes(minutes=thing, recipients=("外人",)),
            lambda thing: decisions.AssignDecision(decision=thing, slip="越界"),
        ],
    )
    def test_shows_nothing_of_itself_by_an_id(self, town, other, topic, command):
        before = other.head, town.head
        with pytest.raises(NotFound):
            other.do("zhou", command(topic))
        assert (other.head, town.head) == before

    def test_lends_nothing_to_what_an_act_refers_to(self, town, other, topic):
        own = other.make("zhou", submitting("本会议题"))
        with pytest.raises(NotFound):
            other.do("zhou", topics.MergeTopic(topic=own, into=topic, reason="越界"))

    def test_gives_its_people_no_seat_here(self, town, other, topic):
        command = town.asked(other.people["zhou"], researching(topic))
        with pytest.raises(NotEntitled):
            town.desk.do(command)

    def test_has_keys_of_its_own(self, town, other, topic):
        town.do("zhou", researching(topic), key="k", digest="d")
        assert not other.do("wang", planning(), key="k", digest="d").again

    def test_that_is_not_there_is_not_found(self, town, topic):
        with pytest.raises(NotFound):
            town.desk.do(replace(town.asked("zhou", researching(topic)), conference="nowhere"))
        with pytest.raises(NotFound):
            town.desk.do(replace(town.asked("zhou", submitting("\x00")), conference="nowhere"))


class TestIdOfAnotherKind:
    def test_is_not_found(self, town, topic):
        meeting = town.make("wang", planning())
        with pytest.raises(NotFound):
            town.do("zhou", researching(meeting))
        with pytest.raises(NotFound):
            town.do("wang", meetings.ProposeCancellation(meeting=topic, reason="错"), version=1)
        with pytest.raises(NotFound):
            town.do("wang", meetings.DrawUpAgenda(meeting=meeting, topics=(meeting,)))
