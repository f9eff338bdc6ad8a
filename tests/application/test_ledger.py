"""One conference's log as a handler sees it: what is read is remembered, what is saved is only staged."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from copy import deepcopy
from shutil import copytree
from uuid import UUID

import pytest

from application.commands import institution, topics
from application.ledger import institution_id
from domain.call import TopicCall
from domain.conference import Conference
from domain.errors import NotFound
from domain.facts.topic import Withdrawn
from domain.meeting import Meeting
from domain.register import Register
from domain.roster import Roster
from domain.stream import Stream
from domain.topic import Topic
from domain.units import Units
from tests.domain.stories import state
from tests.e2e.town import STRANGER, Town
from tests.e2e.year import submitting

ROLL = institution.EnterPerson(name="新同志")


@pytest.fixture(scope="module")
def founded(tmp_path_factory):
    """Where the log of a conference with one topic lies."""
    folder = tmp_path_factory.mktemp("founded")
    with closing(Town(folder)) as town:
        town.found()
        town.do("zhou", submitting("高温"))
    return folder


@pytest.fixture
def town(tmp_path, founded):
    """That conference."""
    copytree(founded, tmp_path / "town")
    with closing(Town(tmp_path / "town", seed=12)) as town:
        town.know()
        yield town


@pytest.fixture
def topic(town):
    """Its topic."""
    return town.of_kind("topic")[0]


@pytest.fixture
def ledger(town):
    """A fresh ledger of it."""
    return town.ledger


@pytest.fixture
def withdrawing(town):
    """The act of the topic's proposer."""
    return town.desk.act(town.asked("zhou", ROLL), town.ledger)


class TestLoading:
    def test_gives_the_stream_of_the_kind_asked_for(self, ledger, topic):
        assert isinstance(ledger.load(Topic, topic), Topic)
        assert isinstance(ledger.find(Stream, topic), Topic)

    @pytest.mark.parametrize("stream", [STRANGER, UUID(int=0), UUID(int=2**128 - 1)])
    def test_finds_nothing_where_nothing_is(self, ledger, stream):
        assert ledger.find(Topic, stream) is None
        with pytest.raises(NotFound) as refused:
            ledger.load(Topic, stream)
        assert (refused.value.code, refused.value.clause) == ("topic_unknown", "R-known")

    def test_refuses_a_stream_of_another_kind(self, ledger, topic):
        with pytest.raises(NotFound, match="meeting_unknown"):
            ledger.load(Meeting, topic)

    def test_twice_gives_the_same_stream(self, ledger, topic):
        assert ledger.load(Topic, topic) is ledger.load(Topic, topic)

    def test_is_remembered_with_the_version_seen(self, ledger, topic):
        ledger.load(Topic, topic)
        ledger.find(Topic, STRANGER)
        assert ledger.reads == {topic: 1, STRANGER: 0}
        assert ledger.head is None

    def test_of_each_of_a_kind_stands_on_the_whole_log(self, town, ledger, topic):
        assert [each.id for each in ledger.each(Topic, still_open=False)] == [topic]
        assert ledger.head == town.head

    def test_of_each_still_open_leaves_out_what_is_done(self, town, topic):
        town.do("zhou", topics.WithdrawTopic(topic=topic, reason="已解决"))
        assert list(town.ledger.each(Topic, still_open=True)) == []
        assert len(list(town.ledger.each(Topic, still_open=False))) == 1

    def test_of_each_keeps_the_head_it_began_with(self, town, ledger):
        list(ledger.each(Topic, still_open=True))
        began = ledger.head
        town.do("wang", ROLL)
        list(ledger.each(TopicCall, still_open=True))
        assert ledger.head == began


class TestSaving:
    def test_only_stages(self, town, ledger, topic, withdrawing):
        before = town.head
        found = ledger.load(Topic, topic)
        found.withdraw(withdrawing, reason="已解决")
        ledger.save(found)
        assert town.head == before
        assert ledger.load(Topic, topic) is found

    def test_is_collected_stream_by_stream_in_order_and_once(self, town, ledger, topic, withdrawing):
        found, roll = ledger.load(Topic, topic), ledger.own(Roster)
        roll.enter_person(withdrawing, person="p-2", name="乙")
        found.withdraw(withdrawing, reason="已解决")
        roll.enter_person(withdrawing, person="p-1", name="甲")
        ledger.save(roll, found)
        ledger.save(roll)
        kinds = [(kind, fact.originator_version) for kind, fact in ledger.collect()]
        version = town.fresh(roll.id).version
        assert kinds == [("roster", version + 1), ("roster", version + 2), ("topic", 2)]
        assert ledger.collect() == []

    def test_marks_what_is_still_open(self, ledger, topic, withdrawing):
        found = ledger.load(Topic, topic)
        ledger.save(found)
        assert ledger.open_marks() == {topic: True}
        found.withdraw(withdrawing, reason="已解决")
        assert ledger.open_marks() == {topic: False}

    def test_of_a_new_stream_stands_on_its_not_being_there(self, town, ledger, withdrawing):
        key = ledger.new_id()
        ledger.save(TopicCall.open(withdrawing, key, year=2026, meeting=None, deadline=None, text="征集"))
        assert ledger.reads[key] == 0
        assert isinstance(ledger.load(TopicCall, key), TopicCall)

    def test_is_seen_in_the_history_after_what_is_recorded(self, ledger, topic, withdrawing):
        found = ledger.load(Topic, topic)
        found.withdraw(withdrawing, reason="已解决")
        ledger.save(found)
        assert [type(fact).__name__ for fact in ledger.history(topic)] == ["Submitted", "Withdrawn"]
        assert isinstance(ledger.history(topic)[-1], Withdrawn)


class TestInstitution:
    def test_has_one_stream_of_a_kind_under_a_steady_id(self):
        assert institution_id("lianxi.example/chengqiao", Roster) == institution_id("lianxi.example/chengqiao", Roster)
        ids = {institution_id(f"lianxi.example/{slug}", kind) for slug in "ab" for kind in (Roster, Units, Register)}
        assert len(ids) == 6

    def test_is_read_and_remembered(self, town, ledger):
        assert ledger.conference.name_zh
        key = institution_id(ledger.origin, Conference)
        assert ledger.reads == {key: town.fresh(key).version}

    def test_is_read_as_it_stands_after_every_command(self, town):
        before = len(town.ledger.roster.people)
        town.do("wang", ROLL)
        assert len(town.ledger.roster.people) == before + 1

    def test_is_read_as_it_stands_though_another_process_changed_it(self, town, tmp_path):
        assert town.ledger.roster.people
        with closing(Town(tmp_path / "town", seed=99)) as other:
            other.know()
            other.do("wang", ROLL)
        assert len(town.ledger.roster.people) == len(set(town.people.values())) + 1

    def test_once_read_is_not_changed_by_what_follows(self, town):
        roll = town.ledger.roster
        before = deepcopy(state(roll))
        town.do("wang", ROLL)
        assert state(roll) == before
        assert state(town.ledger.roster) != before

    def test_is_seen_with_what_is_staged_on_it(self, ledger, withdrawing):
        roll = ledger.own(Roster)
        roll.enter_person(withdrawing, person="p-1", name="甲")
        assert "p-1" not in ledger.roster.people
        ledger.save(roll)
        assert "p-1" in ledger.roster.people

    def test_to_be_changed_is_a_copy_of_ones_own(self, town, ledger, withdrawing):
        ledger.own(Roster).enter_person(withdrawing, person="p-1", name="甲")
        assert "p-1" not in town.ledger.roster.people
        assert "p-1" not in ledger.roster.people

    def test_of_a_conference_that_is_not_founded_is_not_found(self, town):
        town.log.create_conference("empty", "lianxi.example", town.clock.at)
        with pytest.raises(NotFound, match="conference_unknown"):
            _ = town.desk.ledger("empty").conference

    def test_of_one_conference_is_not_anothers(self, town):
        other = town.beside("baozhen")
        other.found()
        assert other.ledger.roster.people.isdisjoint(town.ledger.roster.people)

    def test_is_read_whole_by_many_at_once(self, town):
        def enter_and_count(_):
            town.do("wang", ROLL)
            roll = town.ledger.roster
            return roll.version - len(roll.people) - len(roll.tenures)

        with ThreadPoolExecutor(4) as pool:
            assert set(pool.map(enter_and_count, range(12))) == {1}


class TestUnit:
    def test_is_found_while_it_is_open(self, ledger):
        assert ledger.unit("finance").name_zh == "财政所"

    def test_is_not_found_when_it_is_unknown_or_closed(self, town):
        town.do("wang", institution.MergeUnit(unit="human_resources", into="safety"))
        for key in ("moon", "", "human_resources"):
            with pytest.raises(NotFound, match="unit_unknown"):
                town.ledger.unit(key)

    def test_that_collects_for_the_union_is_the_town_union(self, ledger):
        assert ledger.collector == "town_union"

    def test_that_would_collect_may_be_closed(self, town):
        town.do("wang", institution.CloseUnit(unit="town_union"))
        assert town.ledger.collector == ""
