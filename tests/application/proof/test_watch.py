import logging
import multiprocessing
import time
from contextlib import contextmanager

import pytest

from application.log import SYSTEM
from application.proof.watch import HEARTBEAT, Watch
from tests.application.proof.publishing import grow_once
from tests.application.writing import INSTALLATION, a_batch, an_id, topic_facts
from tests.cast import NOW

PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload(["tests.application.proof.publishing"])


@contextmanager
def watching(house):
    house.watch.start()
    try:
        yield house
    finally:
        house.watch.stop()


def seconds_until(wanted, most=10.0):
    begun = time.monotonic()
    while not wanted():
        assert time.monotonic() - begun < most, "it never came"
        time.sleep(0.005)
    return time.monotonic() - begun


def covered(house):
    return lambda: [each.size for each in house.log.checkpoints(house.key, 1)][-1:] == [house.log.head(house.key)]


class TestWatch:
    def test_signs_within_a_second_what_this_process_records(self, house):
        with watching(house):
            for count in (1, 3):
                house.grow(count)
                assert seconds_until(covered(house)) < 1.0

    def test_signs_within_a_second_what_another_process_records(self, house):
        with watching(house):
            process = PROCESSES.Process(target=grow_once, args=(house.folder,))
            process.start()
            seconds_until(lambda: house.log.head(house.key))
            assert seconds_until(covered(house)) < 1.0
            process.join()
        assert process.exitcode == 0

    def test_signs_the_installations_own_log_last(self, house):
        house.grow()
        house.watch.look()
        signed = house.publisher.latest(SYSTEM)
        assert signed.size == house.log.head(SYSTEM)
        assert house.told() == [1]

    def test_does_nothing_while_nothing_happens(self, house, monkeypatch):
        house.grow()
        house.watch.look()
        monkeypatch.setattr(house.publisher, "publish", lambda *_: 1 / 0)
        house.watch.look()

    def test_beats_once_an_hour(self, house):
        house.grow()
        now = [0.0]
        watch = Watch(house.publisher, house.rooting, clock=lambda: now[0])
        for at in (0.0, HEARTBEAT - 1, HEARTBEAT, HEARTBEAT + 1, 2 * HEARTBEAT):
            now[0] = at
            watch.beat()
        assert len(house.said("heartbeat")) == 2

    def test_stops_promptly(self, house):
        house.grow(3)
        with watching(house):
            begun = time.monotonic()
        assert time.monotonic() - begun < 1.0
        house.watch.stop()


class TestFaultyLog:
    @pytest.fixture
    def other(self, house):
        """Another conference beside the one that is altered."""
        house.grow(3)
        key = house.log.create_conference("baozhen", INSTALLATION, NOW)
        house.log.append(a_batch(key, *topic_facts(an_id(), 2)))
        house.watch.look()
        house.log._writer._db.execute("UPDATE events SET sw = 'x' WHERE conference = 1 AND position = 2")
        return key

    def test_is_found_at_the_start_and_stops_only_itself(self, house, other, caplog):
        with caplog.at_level(logging.ERROR), watching(house):
            seconds_until(lambda: not house.watch.sound)
            house.grow()
            house.log.append(a_batch(other, *topic_facts(an_id())))
            seconds_until(lambda: house.publisher.latest(other).size == 3)
        assert house.watch.faults == {house.key: (f"record_altered {INSTALLATION}/chengqiao 2",)}
        assert house.publisher.latest(house.key).size == 3
        assert "record_altered" in caplog.text

    def test_is_found_when_it_grows_and_stops_only_itself(self, house, other):
        house.grow()
        house.log.append(a_batch(other, *topic_facts(an_id())))
        house.watch.look()
        house.watch.look()
        assert list(house.watch.faults) == [house.key]
        assert house.publisher.latest(other).size == 3

    def test_is_found_at_the_heartbeat_when_it_does_not_grow(self, house, other):
        house.watch.look()
        assert house.watch.sound
        house.watch._beat_at = 0.0
        house.watch.beat()
        assert list(house.watch.faults) == [house.key]

    def test_is_found_when_it_was_cut_while_it_is_watched(self, house):
        house.grow(3)
        house.watch.look()
        for statement in (
            "DELETE FROM events WHERE conference = 1 AND position = 3",
            "UPDATE heads SET position = 2 WHERE conference = 1",
        ):
            house.log._writer._db.execute(statement)
        house.watch.look()
        assert house.watch.faults == {house.key: (f"signed_otherwise {INSTALLATION}/chengqiao 3",)}

    def test_of_the_installation_that_cannot_be_read_is_named(self, house):
        house.grow(3)
        house.watch.look()
        house.log._writer._db.execute("UPDATE events SET type = 'x' WHERE conference = 0 AND position = 2")
        again = house.again()
        again.grow()
        again.watch.look()
        assert SYSTEM in again.watch.faults
        assert f"record_altered {INSTALLATION}/system 2" in again.watch.faults[SYSTEM]
        again.log.close()

    def test_whose_store_is_away_is_tried_again(self, house, monkeypatch, caplog):
        house.grow()
        house.log.close()
        with caplog.at_level(logging.WARNING):
            house.watch._guarded(house.watch.look)
        assert "publishing waits" in caplog.text
        assert house.watch.sound
