import multiprocessing
import random
import signal
import sqlite3
import threading
from contextlib import closing

import pytest

from application.log import KeyTaken
from application.sqlite_schema import WrongSchema, open_reader, open_writer
from tests.application.writing import (
    INSTALLATION,
    a_batch,
    a_key,
    a_log,
    an_id,
    count_up,
    save_until_killed,
    start_together,
    topic_facts,
)
from tests.cast import NOW

PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload(["tests.application.writing"])


def run_all(processes):
    for process in processes:
        process.start()
    for process in processes:
        process.join(60)
    assert [process.exitcode for process in processes] == [0] * len(processes)


class TestFile:
    def test_is_synced_at_every_commit(self, log):
        db = log._writer._db
        assert db.execute("PRAGMA synchronous").fetchone() == (2,)
        assert db.execute("PRAGMA journal_mode").fetchone() == ("wal",)

    def test_is_not_opened_where_commits_would_not_be_durable(self, path, monkeypatch):
        monkeypatch.setattr("application.sqlite_schema._FULL", 3)
        with pytest.raises(RuntimeError, match="not be durable"):
            open_writer(path)

    def test_is_made_ready_after_others_are_done_with_it(self, path, monkeypatch):
        monkeypatch.setattr("application.sqlite_schema._BUSY_MS", 20)
        other = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        other.execute("BEGIN EXCLUSIVE")
        with closing(other):
            threading.Timer(0.3, lambda: other.execute("ROLLBACK")).start()
            open_writer(path).close()

    def test_is_its_owners_alone(self, log, path):
        assert [oct(file.stat().st_mode & 0o777) for file in path.parent.iterdir()] == ["0o600"] * 3

    def test_of_another_release_is_left_alone(self, log, path):
        log._writer._db.execute("UPDATE schema SET version = 99")
        with pytest.raises(WrongSchema):
            open_writer(path)

    def test_opens_again_with_everything(self, log, conference, path):
        log.append(a_batch(conference, *topic_facts(an_id(), 3), key=a_key("k")))
        before = list(log.records(conference))
        log.close()
        with closing(a_log(path)) as again:
            assert list(again.records(conference)) == before
            assert again.find_key(conference, "p1", "k") == ("d1", b"answer to k", 1, 3)
            assert again.append(a_batch(conference, *topic_facts(an_id()))).first == 4

    def test_is_not_written_by_those_who_read(self, log, path):
        with closing(open_reader(path)) as db, pytest.raises(sqlite3.OperationalError):
            db.execute("DELETE FROM events")


class TestProcesses:
    def test_can_all_start_on_an_empty_folder(self, path):
        run_all([PROCESSES.Process(target=start_together, args=(path, f"c{n}", 5)) for n in range(6)])
        with closing(a_log(path)) as log:
            assert sorted(listed.slug for listed in log.conferences()) == [f"c{n}" for n in range(6)]
            for listed in log.conferences():
                assert [fact.position for fact in log.read(listed.id, 0, 99)] == list(range(1, 11))

    def test_write_one_conference_in_turn(self, log, conference, path):
        stream = an_id()
        run_all([PROCESSES.Process(target=count_up, args=(path, stream, 10)) for _ in range(3)])
        assert [(f.position, f.version) for f in log.read(conference, 0, 99)] == [(n, n) for n in range(1, 31)]
        assert list(log.altered(conference)) == []

    def test_lose_nothing_acknowledged_when_they_are_killed(self, log, conference, path):
        chance = random.Random(15)
        saved: dict[str, tuple[int, int]] = {}
        asked: list[str] = []
        for run in range(20):
            here, there = PROCESSES.Pipe(duplex=False)
            process = PROCESSES.Process(target=save_until_killed, args=(path, run, there))
            process.start()
            there.close()
            for _ in range(chance.randrange(2, 30)):
                self.listen(here, saved, asked)
            process.kill()
            process.join()
            assert process.exitcode == -signal.SIGKILL
            while self.listen(here, saved, asked):
                pass
            here.close()
            asked.append(f"{run}-none")
        self.check(log, conference, saved, asked)

    def listen(self, here, saved, asked):
        try:
            said, key, first, last = here.recv()
        except EOFError:
            return False
        if said == "saved":
            saved[key] = (first, last)
        else:
            asked.append(key)
        return True

    def check(self, log, conference, saved, asked):
        assert len(saved) > 50
        for key, (first, last) in saved.items():
            kept = log.find_key(conference, "p1", key)
            assert (kept.first, kept.last) == (first, last)
        positions = [fact.position for fact in log.read(conference, 0, 10**6)]
        assert positions == list(range(1, log.head(conference) + 1))
        assert list(log.altered(conference)) == []
        effects = {}
        for key in asked:
            try:
                done = log.append(a_batch(conference, *topic_facts(an_id()), key=a_key(key)))
            except KeyTaken as taken:
                done = taken
            effects[key] = (done.first, done.last)
        spans = sorted(effects.values())
        assert [first for first, _ in spans] == [1, *(last + 1 for _, last in spans[:-1])]
        assert spans[-1][1] == log.head(conference)


class TestBackup:
    def test_opens_with_the_same_records_and_goes_on(self, log, conference, tmp_path):
        log.append(a_batch(conference, *topic_facts(an_id(), 3), key=a_key("k")))
        log.backup(tmp_path / "backup.db")
        log.append(a_batch(conference, *topic_facts(an_id())))
        with closing(a_log(tmp_path / "backup.db")) as backup:
            assert list(backup.records(conference)) == list(log.records(conference, 0, 3))
            assert backup.find_key(conference, "p1", "k") == log.find_key(conference, "p1", "k")
            assert backup.append(a_batch(conference, *topic_facts(an_id()))).first == 4

    def test_never_replaces_a_file(self, log, tmp_path):
        (tmp_path / "backup.db").write_text("precious")
        with pytest.raises(FileExistsError):
            log.backup(tmp_path / "backup.db")
        assert (tmp_path / "backup.db").read_text() == "precious"

    def test_is_made_anew_after_one_that_was_cut_short(self, log, tmp_path):
        (tmp_path / "backup.db.partial").write_text("half")
        log.create_conference("chengqiao", INSTALLATION, NOW)
        log.backup(tmp_path / "backup.db")
        assert not (tmp_path / "backup.db.partial").exists()
        with closing(a_log(tmp_path / "backup.db")) as backup:
            assert [listed.slug for listed in backup.conferences()] == ["chengqiao"]
