import multiprocessing

import pytest

from application.log import SYSTEM, Conflict
from application.proof.system import that
from domain.facts import installation as facts
from tests.application.proof.publishing import House, beat

PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload(["tests.application.proof.publishing"])
HEARTBEAT = that(facts.Heartbeat)


class TestSystemLog:
    def test_is_begun_once_by_whoever_comes_first(self, house):
        other = House(house.folder)
        assert other.system.known() is None
        house.system.state()
        other.system.state()
        other.system.record(HEARTBEAT)
        assert [each["name"] for each in house.said("begun")] == ["lianxi.example"]
        assert house.log.head(SYSTEM) == 2
        other.log.close()

    def test_records_several_facts_in_one_save(self, house):
        assert house.system.record(HEARTBEAT, HEARTBEAT) == house.log.head(SYSTEM) == 3
        assert house.system.state().version == 3

    def test_runs_again_when_another_was_quicker(self, house):
        other = House(house.folder)
        other.system.state()
        raced: list[int] = []

        def race(installation, deed):
            if not raced:
                raced.append(other.system.record(HEARTBEAT))
            installation.record(deed, facts.Heartbeat)

        assert house.system.record(race) == 3
        assert (raced, house.log.head(SYSTEM)) == ([2], 3)
        other.log.close()

    def test_gives_up_when_another_is_always_quicker(self, house):
        other = House(house.folder)

        def race(installation, deed):
            other.system.record(HEARTBEAT)
            installation.record(deed, facts.Heartbeat)

        with pytest.raises(Conflict):
            house.system.record(race)
        assert len(house.said("heartbeat")) == house.log.head(SYSTEM) - 1 == 12
        house.system.record(HEARTBEAT)
        other.log.close()

    def test_is_written_by_two_processes_at_once(self, house):
        processes = [PROCESSES.Process(target=beat, args=(house.folder, 20)) for _ in range(2)]
        for process in processes:
            process.start()
        for process in processes:
            process.join(30)
        assert [process.exitcode for process in processes] == [0, 0]
        assert len(house.said("heartbeat")) == 40
        assert len(house.said("begun")) == 1
        assert list(house.log.disagreements(SYSTEM)) == []
