"""The one door: versions, keys, conflicts, and what they leave."""

from dataclasses import replace
from datetime import timedelta

import pytest

from application.commands import institution, meetings, topics
from domain.errors import KeyReused, NotEntitled, NotFound, OutOfOrder, Overtaken, RuleBroken
from tests.application.desk.doing import LATER, agreeing, last, planning, refused, researching, together
from tests.e2e.town import STRANGER
from tests.e2e.year import settling

KEYED = {"key": "k", "digest": "d"}


class TestVersion:
    def test_that_was_overtaken_is_refused_and_says_where_the_thing_stands(self, town, topic):
        town.do("zhou", researching(topic))
        before = town.head
        with pytest.raises(Overtaken) as found:
            town.do("zhou", researching(topic), version=1)
        assert (found.value.code, found.value.facts) == ("overtaken", {"given": 1, "version": 2})
        assert town.head == before

    def test_that_holds_lets_the_act_through(self, town, topic):
        assert town.do("zhou", researching(topic), version=1).types == ("topic.researched",)

    def test_of_a_thing_that_is_not_there_does_not_matter(self, town):
        with pytest.raises(NotFound):
            town.do("zhou", researching(STRANGER), version=1)

    def test_is_looked_at_again_when_somebody_was_quicker(self, town, topic):
        town.during = lambda: town.do("zhou", researching(topic))
        with pytest.raises(Overtaken) as found:
            town.do("zhou", researching(topic), version=1)
        assert found.value.code == "overtaken"
        assert town.types()[-2:] == ["topic.submitted", "topic.researched"]


class TestKey:
    def test_gives_the_first_answer_again(self, town, topic):
        first = town.do("zhou", researching(topic), **KEYED)
        assert not first.again
        town.clock.set(LATER + timedelta(days=1))
        town.do("zhou", researching(topic))
        before = town.head
        assert town.do("zhou", researching(topic), **KEYED) == replace(first, again=True)
        assert town.head == before

    def test_stands_for_one_request_only(self, town, topic):
        town.do("zhou", researching(topic), **KEYED)
        with pytest.raises(KeyReused):
            town.do("zhou", topics.WithdrawTopic(topic=topic, reason="重复"), key="k", digest="other")
        assert last(town).type == "topic.researched/1"

    def test_is_one_persons_own(self, town, topic):
        town.do("zhou", researching(topic), **KEYED)
        assert not town.do("li", researching(topic), **KEYED).again

    def test_may_be_used_again_after_a_refusal(self, town, topic):
        refused(town, "chen", researching(topic), **KEYED)
        refused(town, "zhou", topics.ResubmitTopic(topic=topic), **KEYED)
        assert not town.do("zhou", researching(topic), **KEYED).again

    def test_has_one_effect_when_it_is_sent_twice_at_once(self, town, topic):
        asked = town.asked("zhou", researching(topic), **KEYED)
        done = together(*[lambda: town.desk.do(asked)] * 6)
        assert town.types().count("topic.researched") == 1
        assert len({(each.first, each.last, each.stream, each.types, each.at) for each in done}) == 1
        assert sorted(each.again for each in done) == [False] + [True] * 5

    def test_that_another_took_in_between_gives_his_answer(self, town, topic):
        asked = town.asked("zhou", researching(topic), **KEYED)
        found = []
        town.during = lambda: found.append(town.desk.do(asked))
        assert town.desk.do(asked) == replace(found[0], again=True)
        assert town.types().count("topic.researched") == 1

    def test_is_not_spent_by_a_dry_run(self, town, topic):
        asked = town.asked("zhou", researching(topic), **KEYED)
        town.desk.do_all([asked], dry_run=True)
        assert not town.desk.do(asked).again


class TestConflict:
    def test_runs_the_act_again_and_loses_neither(self, town, topic):
        town.during = lambda: town.do("zhou", topics.AskOpinion(topic=topic, unit="finance"))
        town.do("zhou", researching(topic))
        assert [(fact.type, fact.version) for fact in town.recorded(town.head - 2)] == [
            ("topic.opinion_asked/1", 2),
            ("topic.researched/1", 3),
        ]

    def test_decides_again_from_what_was_done_meanwhile(self, town, prepared):
        town.during = lambda: town.do("zhou", topics.WithdrawTopic(topic=prepared, reason="已解决"))
        with pytest.raises(OutOfOrder):
            town.do("sun", agreeing(prepared))

    def test_of_seats_taken_away_meanwhile_is_seen(self, town, prepared):
        town.appoint("gao", "staff@finance")
        town.during = lambda: town.appoint("gao", "liaison", since=LATER)
        with pytest.raises(NotEntitled):
            town.do("sun", agreeing(prepared))

    def test_among_many_threads_loses_nothing_and_lets_everybody_through(self, town):
        people = len(town.ledger.roster.people)

        def enter_three():
            for _ in range(3):
                town.do("wang", institution.EnterPerson(name="新同志"))

        together(*[enter_three] * 24)
        assert len(town.ledger.roster.people) == people + 72

    def test_leaves_document_numbers_dense_and_each_once(self, town):
        town.do("wang", institution.SetSeries(series="notice", issuer_code="城联办", year=2026, start=3))
        planned = [self.ready(town) for _ in range(5)]
        notices = [meetings.IssueNotice(meeting=meeting, series="notice") for meeting in planned]
        together(*[lambda notice=notice: town.do("wang", notice) for notice in notices])
        numbers = town.ledger.register.numbers
        assert [number.serial for number in numbers] == [3, 4, 5, 6, 7]
        assert {town.fresh(meeting).notice_number for meeting in planned} == {number.number for number in numbers}

    def test_leaves_ordinary_meetings_of_a_year_counted_one_by_one(self, town):
        reasons = {"second_ordinary_meeting": "换届"}
        together(*[lambda: town.do("wang", planning(), departing=reasons)] * 4)
        departures = [len(fact.fact.trace.departures) for fact in town.recorded() if fact.type == "meeting.planned/1"]
        assert sorted(departures) == [0, 1, 1, 1]

    def test_that_never_ends_is_told(self, town, topic):
        def overtake():
            town.do("zhou", topics.AskOpinion(topic=topic, unit="finance"))
            town.during = overtake

        town.during = overtake
        with pytest.raises(Overtaken) as found:
            town.do("zhou", researching(topic))
        assert found.value.code == "busy"

    def test_about_a_set_of_things_runs_again_when_one_was_added(self, town, session):
        planned = town.make("wang", planning(2027))
        raising = meetings.RaiseOtherMatter(
            meeting=session, title="急事", reason="急", summary="经协商", decisions=(settling("即办"),)
        )
        town.during = lambda: town.do("sun", raising)
        town.do("wang", meetings.DrawUpAgenda(meeting=planned))
        (adopted,) = town.of_kind("decision")
        assert town.fresh(planned).agenda.decisions == (adopted,)

    def test_lets_no_unit_close_that_was_given_a_decision_meanwhile(self, town, session):
        raising = meetings.RaiseOtherMatter(
            meeting=session, title="急事", reason="急", summary="经协商", decisions=(settling("即办"),)
        )
        town.during = lambda: town.do("sun", raising)
        with pytest.raises(RuleBroken) as found:
            town.do("wang", institution.CloseUnit(unit="finance"))
        assert found.value.code == "unit_owes"

    def ready(self, town):
        """A meeting that waits only for its notice."""
        meeting = town.make("wang", planning(), departing={"second_ordinary_meeting": "换届"})
        proposal = meetings.ProposeDate(meeting=meeting, day=LATER + timedelta(9), starts="14:00", place="会议室")
        town.do("wang", proposal)
        town.each(("sun", "li"), meetings.AgreeToDate(meeting=meeting, date_version=1))
        town.do("wang", meetings.DrawUpAgenda(meeting=meeting))
        return meeting
