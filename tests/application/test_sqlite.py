import ast
import re
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from freezegun import freeze_time

from application import sqlite
from application.log import Answered, Committed, Conflict, KeyTaken, Log, Unavailable
from application.ports import SystemClock
from application.sqlite_connections import Writer
from domain.errors import Malformed, NotFound, RuleBroken
from domain.roster import Roster
from tests.application.writing import INSTALLATION, a_batch, a_key, an_id, recorded_on, topic_facts
from tests.cast import NOW, act


def positions(log, conference):
    return [fact.position for fact in log.read(conference, 0, 1000)]


# How far every log has come, and nothing of what is in it.
ACROSS = {"SELECT conference, position FROM heads"}


class TestConference:
    def test_has_a_log_known_by_its_origin(self, log, conference):
        assert log.conference("chengqiao") == (conference, "lianxi.example/chengqiao")
        assert [(listed.slug, listed.created_at) for listed in log.conferences()] == [("chengqiao", NOW)]
        assert log.head(conference) == 0

    def test_is_created_once(self, log, conference):
        with pytest.raises(RuleBroken) as refused:
            log.create_conference("chengqiao", INSTALLATION, NOW)
        assert refused.value.code == "conference_exists"

    @pytest.mark.parametrize("slug", ["", "Chengqiao", "城桥", 'a"b', "a b", "a/b", "-a", "a\n", "a" * 101])
    def test_has_a_plain_name(self, log, slug):
        with pytest.raises(Malformed):
            log.create_conference(slug, INSTALLATION, NOW)
        with pytest.raises(Malformed):
            log.create_conference("chengqiao", slug, NOW)

    def test_that_is_not_there_is_not_found(self, log):
        with pytest.raises(NotFound):
            log.conference("nowhere")
        with pytest.raises(NotFound):
            log.head(7)
        with pytest.raises(NotFound):
            log.append(a_batch(7, *topic_facts(an_id())))


class TestBatch:
    def test_gets_the_next_positions(self, log: Log, conference):
        assert log.append(a_batch(conference, *topic_facts(an_id(), 2))) == Committed(1, 2, NOW)
        assert log.append(a_batch(conference, *topic_facts(an_id(), 3))) == Committed(3, 5, NOW)
        assert log.head(conference) == 5
        assert positions(log, conference) == [1, 2, 3, 4, 5]

    def test_holds_facts_of_several_kinds_or_none_of_them(self, log, conference):
        topic, roster = an_id(), an_id()
        opened = recorded_on(Roster.open(act("zhao"), roster))
        log.append(a_batch(conference, *topic_facts(topic)))
        with pytest.raises(Conflict):
            log.append(a_batch(conference, *opened, *topic_facts(topic)))
        assert (log.version_of(conference, roster), log.head(conference)) == (0, 1)
        log.append(a_batch(conference, *opened, *topic_facts(topic, 1, after=1)))
        assert [fact.kind for fact in log.read(conference, 1, 9)] == ["roster", "topic"]

    def test_leaves_no_hole_when_it_is_refused(self, log, conference):
        stream = an_id()
        log.append(a_batch(conference, *topic_facts(stream)))
        for _ in range(3):
            with pytest.raises(Conflict):
                log.append(a_batch(conference, *topic_facts(stream)))
        log.append(a_batch(conference, *topic_facts(an_id())))
        assert positions(log, conference) == [1, 2]

    def test_with_a_record_that_is_too_long_is_refused_whole(self, log, conference):
        good = topic_facts(an_id())
        (kind, fact), *_ = topic_facts(an_id())
        object.__setattr__(fact, "proposer", "x" * 65_535)
        with pytest.raises(Malformed, match="record_too_long"):
            log.append(a_batch(conference, *good, (kind, fact)))
        assert log.head(conference) == 0
        log.append(a_batch(conference, *good))

    def test_with_a_gap_in_a_stream_is_a_conflict(self, log, conference):
        first, second, third = topic_facts(an_id(), 3)
        for gap in ([second], [first, third], [first, second, second]):
            with pytest.raises(Conflict):
                log.append(a_batch(conference, *gap))
        assert log.append(a_batch(conference, first, second, third)).last == 3

    def test_has_one_instant_and_facts_of_their_own_kind(self, log, conference):
        with pytest.raises(ValueError, match="in a batch of"):
            log.append(a_batch(conference, *topic_facts(an_id()), at=NOW + timedelta(seconds=1)))
        (_, fact), *_ = topic_facts(an_id())
        with pytest.raises(ValueError, match="of a meeting"):
            log.append(a_batch(conference, ("meeting", fact)))

    def test_without_facts_moves_nothing_but_keeps_its_key(self, log, conference):
        log.append(a_batch(conference, *topic_facts(an_id())))
        assert log.append(a_batch(conference, key=a_key("k"))) == Committed(2, 1, NOW)
        assert log.head(conference) == 1
        with pytest.raises(KeyTaken):
            log.append(a_batch(conference, key=a_key("k")))

    def test_is_told_to_followers_after_the_commit(self, log, conference, caplog):
        told = []

        def fail(conference, position):
            raise RuntimeError

        log.on_commit += [fail, lambda which, position: told.append((which, position, log.head(which)))]
        log.append(a_batch(conference, *topic_facts(an_id(), 2)))
        assert told == [(conference, 2, 2)]
        assert "could not be woken" in caplog.text


class TestConflict:
    def test_is_found_when_a_stream_that_was_read_has_moved(self, log, conference):
        charter = an_id()
        log.append(a_batch(conference, *topic_facts(charter)))
        with pytest.raises(Conflict):
            log.append(a_batch(conference, *topic_facts(an_id()), reads={charter: 0}))
        with pytest.raises(Conflict):
            log.append(a_batch(conference, *topic_facts(an_id()), reads={charter: 2}))
        log.append(a_batch(conference, *topic_facts(an_id()), reads={charter: 1, an_id(): 0}))

    def test_is_found_when_the_log_has_grown_since_it_was_read(self, log, conference):
        log.append(a_batch(conference, *topic_facts(an_id()), head=0))
        with pytest.raises(Conflict):
            log.append(a_batch(conference, *topic_facts(an_id()), head=0))
        log.append(a_batch(conference, *topic_facts(an_id()), head=1))

    def test_is_found_when_another_wrote_the_stream_first(self, log, conference):
        stream = an_id()
        log.append(a_batch(conference, *topic_facts(stream)))
        log.append(a_batch(conference, *topic_facts(stream, 1, after=1)))
        with pytest.raises(Conflict):
            log.append(a_batch(conference, *topic_facts(stream, 1, after=1)))


class TestKey:
    def test_stands_for_one_save(self, log, conference):
        saved = log.append(a_batch(conference, *topic_facts(an_id(), 2), key=a_key("k")))
        with pytest.raises(KeyTaken) as taken:
            log.append(a_batch(conference, *topic_facts(an_id()), key=a_key("k", digest="another")))
        first = ("d1", b"answer to k", saved.first, saved.last)
        assert (taken.value.digest, taken.value.answer, taken.value.first, taken.value.last) == first
        assert log.find_key(conference, "p1", "k") == Answered(*first)
        assert log.head(conference) == 2

    def test_comes_before_a_conflict_so_that_a_repeated_command_gets_its_answer(self, log, conference):
        again = a_batch(conference, *topic_facts(an_id()), key=a_key("k"))
        log.append(again)
        with pytest.raises(KeyTaken):
            log.append(again)

    def test_is_not_used_up_by_a_refused_save(self, log, conference):
        with pytest.raises(Conflict):
            log.append(a_batch(conference, *topic_facts(an_id()), head=9, key=a_key("k")))
        assert log.find_key(conference, "p1", "k") is None
        log.append(a_batch(conference, *topic_facts(an_id()), key=a_key("k")))

    def test_is_a_persons_own_in_a_conference(self, log, conference, other):
        log.append(a_batch(conference, *topic_facts(an_id()), key=a_key("k")))
        log.append(a_batch(conference, *topic_facts(an_id()), key=a_key("k", person="p2")))
        log.append(a_batch(other, *topic_facts(an_id()), key=a_key("k")))
        assert log.find_key(other, "p2", "k") is None


class TestSavesThatWait:
    @pytest.fixture
    def together(self, log, monkeypatch):
        """Let saves of several threads queue up, then go; what became of each, and how many commits it took."""
        commits: list[int] = []
        begun, go = threading.Event(), threading.Event()
        commit = Writer._commit_together

        def counted(writer, saves):
            commits.append(len(saves))
            begun.set()
            assert go.wait(10)
            commit(writer, saves)

        def run(batches):
            monkeypatch.setattr(Writer, "_commit_together", counted)
            results: list[Any] = [None] * len(batches)

            def save(number):
                try:
                    results[number] = log.append(batches[number])
                except (Conflict, KeyTaken, Unavailable) as error:
                    results[number] = error

            threads = [threading.Thread(target=save, args=(number,)) for number in range(len(batches))]
            threads[0].start()
            assert begun.wait(10)
            for thread in threads[1:]:
                thread.start()
            while len(log._writer._waiting) < len(batches) - 1:
                threading.Event().wait(0.001)
            go.set()
            for thread in threads:
                thread.join(10)
            assert not any(thread.is_alive() for thread in threads)
            return results, commits

        return run

    def test_share_a_commit(self, log, conference, other, together):
        results, commits = together([a_batch(which, *topic_facts(an_id(), 2)) for which in [conference, other] * 6])
        assert commits == [1, 11]
        assert sorted(saved.last for saved in results) == [2, 2, 4, 4, 6, 6, 8, 8, 10, 10, 12, 12]
        assert positions(log, conference) == positions(log, other) == list(range(1, 13))
        assert list(log.altered(conference)) == []

    def test_are_refused_each_for_itself(self, log, conference, together):
        stream = an_id()
        rivals = [a_batch(conference, *topic_facts(stream, 2)) for _ in range(4)]
        doubles = [a_batch(conference, *topic_facts(an_id()), key=a_key("k")) for _ in range(4)]
        results, _ = together([*rivals, *doubles, a_batch(conference, *topic_facts(an_id()))])
        assert [type(result).__name__ for result in sorted(results[:4], key=str)].count("Conflict") == 3
        assert [type(result).__name__ for result in results[4:8]].count("KeyTaken") == 3
        assert isinstance(results[8], Committed)
        assert positions(log, conference) == [1, 2, 3, 4]
        (taken,) = {result.last for result in results[4:8]}
        assert taken == log.find_key(conference, "p1", "k").last

    def test_see_what_those_before_them_wrote(self, log, conference, together):
        stream = an_id()
        log.append(a_batch(conference, *topic_facts(stream)))
        results, _ = together([a_batch(conference, *topic_facts(stream, 1, after=after)) for after in (1, 2, 3)])
        done = sorted(result.last for result in results if isinstance(result, Committed))
        assert done == list(range(2, 2 + len(done)))
        assert log.version_of(conference, stream) == 1 + len(done)
        assert list(log.altered(conference)) == []

    def test_fail_together_when_the_disk_takes_nothing(self, log, conference, together):
        log.append(a_batch(conference, *topic_facts(an_id())))
        log._writer._db.execute("PRAGMA max_page_count = 1")
        results, _ = together([a_batch(conference, *topic_facts(an_id(), 300)) for _ in range(3)])
        assert [type(result) for result in results] == [Unavailable] * 3
        assert positions(log, conference) == [1]
        log._writer._db.execute("PRAGMA max_page_count = 1000000")
        assert log.append(a_batch(conference, *topic_facts(an_id()))).last == 2


class TestStore:
    def test_says_that_it_cannot_write_while_another_process_does(self, log, conference, path):
        log._writer._db.execute("PRAGMA busy_timeout = 10")
        blocker = type(log._writer)(path, "0")
        blocker._db.execute("BEGIN IMMEDIATE")
        with pytest.raises(Unavailable):
            log.append(a_batch(conference, *topic_facts(an_id())))
        assert log.head(conference) == 0
        blocker._db.execute("ROLLBACK")
        blocker.close()
        assert log.append(a_batch(conference, *topic_facts(an_id()))).last == 1

    def test_keeps_the_times_of_a_frozen_clock(self, log, conference):
        with freeze_time("2030-01-01 00:00:00.000009"):
            for at in (datetime.now(UTC), SystemClock().now()):
                log.append(a_batch(conference, *topic_facts(an_id(), at=at), at=at))
                assert log.position_at(conference, datetime.now(UTC)) == log.head(conference)
        assert log.time_of(conference, 1) == datetime(2030, 1, 1, 0, 0, 0, 9, tzinfo=UTC)
        assert log.read(conference, 0, 1)[0].fact.timestamp == log.time_of(conference, 2)

    def test_names_the_conference_in_every_statement(self):
        tables = {"events", "heads", "keys", "openings", "refusals", "streams", "tide"}
        for source in Path(sqlite.__file__).parent.glob("sqlite*.py"):
            for node in ast.walk(ast.parse(source.read_text())):
                text = node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""
                if re.match("SELECT|UPDATE|DELETE", text) and tables & set(re.findall(r"\w+", text)):
                    assert "conference = ?" in text or text in ACROSS, text

    def test_takes_nothing_when_it_is_closed(self, log, conference):
        log.close()
        with pytest.raises(Unavailable):
            log.append(a_batch(conference, *topic_facts(an_id())))
        with pytest.raises(Unavailable):
            log.head(conference)
