from datetime import timedelta

import pytest
from eventsourcing.application import AggregateNotFoundError, Repository
from eventsourcing.persistence import EventStore
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from application.mapper import plain
from application.recorder import ConferenceRecorder
from domain.errors import NotFound
from domain.roster import Roster
from domain.topic import Topic
from tests.application.writing import INSTALLATION, a_batch, an_id, recorded_on, topic_facts
from tests.cast import NOW, act


class TestFeed:
    def test_gives_facts_with_their_place(self, log, conference):
        stream = an_id()
        batch = a_batch(conference, *topic_facts(stream, 2))
        log.append(batch)
        first, second = log.read(conference, 0, 10)
        assert (first.conference, first.position, first.recorded_at) == (conference, 1, NOW)
        assert (first.kind, first.stream, first.version, first.type) == ("topic", stream, 1, "topic.submitted/1")
        assert (first.cmd, first.cause, first.corr) == (batch.lineage.cmd, None, batch.lineage.corr)
        assert [first.fact, second.fact] == [fact for _, fact in batch.facts]

    def test_goes_on_after_a_position(self, log, conference):
        log.append(a_batch(conference, *topic_facts(an_id(), 5)))
        assert [fact.position for fact in log.read(conference, 2, 2)] == [3, 4]
        assert log.read(conference, 5, 2) == []

    def test_is_read_at_the_positions_that_are_asked_for(self, log, conference):
        log.append(a_batch(conference, *topic_facts(an_id(), 5)))
        assert [fact.position for fact in log.at(conference, [4, 2, 9, 4])] == [2, 4]
        assert log.at(conference, [2]) == log.read(conference, 1, 1)
        assert log.at(conference + 1, [2]) == log.at(conference, []) == []

    def test_of_a_stream_is_its_history(self, log, conference):
        stream = an_id()
        log.append(a_batch(conference, *topic_facts(stream, 2), *topic_facts(an_id())))
        log.append(a_batch(conference, *topic_facts(stream, 1, after=2)))
        assert [(fact.version, fact.position) for fact in log.history(conference, stream)] == [(1, 1), (2, 2), (3, 4)]


class TestStream:
    def test_has_rows_between_versions(self, log, conference):
        stream = an_id()
        log.append(a_batch(conference, *topic_facts(stream, 5)))

        def versions(**limits):
            return [row.originator_version for row in log.select(conference, stream, **limits)]

        assert versions() == [1, 2, 3, 4, 5]
        assert versions(gt=1, lte=4) == [2, 3, 4]
        assert versions(desc=True, limit=2) == [5, 4]
        assert log.version_of(conference, stream) == 5

    def test_had_a_version_as_of_each_position(self, log, conference):
        stream = an_id()
        log.append(a_batch(conference, *topic_facts(an_id())))
        log.append(a_batch(conference, *topic_facts(stream, 2), *topic_facts(an_id(), 2)))
        log.append(a_batch(conference, *topic_facts(stream, 1, after=2)))
        found = [{one: version for _, one, version in log.versions_at(conference, at)} for at in range(8)]
        assert [versions.get(stream, 0) for versions in found] == [0, 0, 1, 2, 2, 2, 3, 3]

    def test_is_listed_with_its_kind_while_something_remains_to_be_done(self, log, conference):
        done, left, new = sorted([an_id(), an_id(), an_id()])
        log.append(a_batch(conference, *topic_facts(done), *topic_facts(left, 2), open_marks={done: True, left: True}))
        log.append(a_batch(conference, *topic_facts(done, 1, after=1), open_marks={done: False}))
        log.append(a_batch(conference, *topic_facts(left, 1, after=2), *topic_facts(new)))
        log.append(a_batch(conference, *recorded_on(Roster.open(act("zhao"), an_id()))))
        assert log.streams_of_kind(conference, "topic") == [(done, 2), (left, 3), (new, 1)]
        assert log.streams_of_kind(conference, "topic", open_only=True) == [(left, 3), (new, 1)]
        log.append(a_batch(conference, *topic_facts(done, 1, after=2)))
        assert (done, 3) not in log.streams_of_kind(conference, "topic", open_only=True)
        log.append(a_batch(conference, *topic_facts(done, 1, after=3), open_marks={done: True}))
        assert (done, 4) in log.streams_of_kind(conference, "topic", open_only=True)


class TestRepository:
    def repository(self, log, conference):
        return Repository(EventStore(log.mapper, ConferenceRecorder(log, conference)))

    def test_loads_what_was_live(self, log, conference):
        stream = an_id()
        recorded = topic_facts(stream, 4)
        log.append(a_batch(conference, *recorded))
        live = plain(None, [fact for _, fact in recorded])
        loaded = self.repository(log, conference).get(stream, projector_func=plain)
        assert isinstance(loaded, Topic)
        assert loaded == live
        assert (loaded.created_on, loaded.modified_on) == (live.created_on, live.modified_on)

    def test_loads_an_earlier_version(self, log, conference):
        stream = an_id()
        log.append(a_batch(conference, *topic_facts(stream, 4)))
        assert self.repository(log, conference).get(stream, version=2, projector_func=plain).version == 2

    def test_shows_no_stream_of_another_conference(self, log, conference, other):
        stream = an_id()
        log.append(a_batch(conference, *topic_facts(stream)))
        with pytest.raises(AggregateNotFoundError):
            self.repository(log, other).get(stream, projector_func=plain)

    def test_does_not_write_past_the_desk(self, log, conference):
        with pytest.raises(NotImplementedError):
            EventStore(log.mapper, ConferenceRecorder(log, conference)).put([fact for _, fact in topic_facts(an_id())])


class TestConferencesWithTheSameStream:
    def test_know_nothing_of_each_other(self, log, conference, other):
        stream = an_id()
        log.append(a_batch(conference, *topic_facts(stream, 3), open_marks={stream: False}))
        log.append(a_batch(other, *topic_facts(an_id()), *topic_facts(stream, 1), reads={stream: 0}))
        assert [log.version_of(which, stream) for which in (conference, other)] == [3, 1]
        assert [len(log.select(which, stream)) for which in (conference, other)] == [3, 1]
        assert [len(log.history(which, stream)) for which in (conference, other)] == [3, 1]
        assert [stream in {one for _, one, _ in log.versions_at(which, 1)} for which in (conference, other)] == [
            True,
            False,
        ]
        assert [len(log.streams_of_kind(which, "topic", open_only=True)) for which in (conference, other)] == [0, 2]
        assert [log.head(which) for which in (conference, other)] == [3, 2]
        assert all(b"lianxi.example/baozhen" in record for record in log.records(other))
        assert list(log.altered(conference)) == list(log.altered(other)) == []


class TestTime:
    def test_means_the_last_position_recorded_by_then(self, log, conference):
        for seconds in (0, 10, 10, 20):
            at = NOW + timedelta(seconds=seconds)
            log.append(a_batch(conference, *topic_facts(an_id(), 2, at=at), at=at))
        asked = [NOW + timedelta(seconds=seconds) for seconds in (-1, 0, 9.999999, 10, 19, 20, 1e6)]
        assert [log.position_at(conference, at) for at in asked] == [0, 2, 2, 6, 6, 8, 8]
        assert log.time_of(conference, 5) == NOW + timedelta(seconds=10)
        with pytest.raises(NotFound):
            log.time_of(conference, 9)

    @settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(st.lists(st.integers(0, 12), min_size=1, max_size=12), st.integers(1, 4))
    def test_means_that_whatever_the_clock_does(self, log, path, seconds, together):
        conference = log.create_conference(f"c{an_id().hex}", INSTALLATION, NOW)
        batches = [
            a_batch(conference, *topic_facts(an_id(), 1, at=at), at=at)
            for at in (NOW + timedelta(seconds=second) for second in seconds)
        ]
        for start in range(0, len(batches), together):
            drafts = [[log.mapper.to_stored_event(fact) for _, fact in b.facts] for b in batches[start:][:together]]
            pairs = list(zip(batches[start:][:together], drafts, strict=True))
            log._writer.write(lambda sheet, pairs=pairs: [sheet.put(*pair, ()) for pair in pairs])
        for asked in range(-1, 14):
            expected = max((p for p, second in enumerate(seconds, 1) if second <= asked), default=0)
            assert log.position_at(conference, NOW + timedelta(seconds=asked)) == expected
