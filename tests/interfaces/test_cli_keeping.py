"""``lianxi rebuild``, ``backup`` and ``restore``: nothing is lost, nothing is overwritten, nothing altered comes back."""

import sqlite3
from hashlib import sha256

import pytest

from application.log import SYSTEM
from domain.facts.installation import BackedUp
from interfaces.bootstrap import build
from tests.interfaces.lianxi import TOWN, found, lianxi, log_of, refused


@pytest.fixture
def town(tmp_path):
    folder = tmp_path / "data"
    found(folder)
    return folder


@pytest.fixture
def copy(tmp_path, town):
    target = tmp_path / "copy.db"
    assert lianxi("backup", target, "--data", town).exit_code == 0
    return target


def records(folder):
    with log_of(folder) as log:
        return list(log.records(log.conference(TOWN)[0]))


def alter(file, other="CAST(replace(CAST(state AS TEXT), 'town_union', 'town_onion') AS BLOB)"):
    with sqlite3.connect(file) as db:
        db.execute(f"UPDATE events SET state = {other} WHERE position = 8")
    db.close()


class TestRebuild:
    def test_makes_the_views_anew(self, town):
        before = {path.name for path in (town / "views").iterdir()}
        result = lianxi("rebuild", "--data", town)
        assert result.exit_code == 0
        assert {path.name for path in (town / "views").iterdir()} != before

    def test_is_done_while_a_server_runs_which_changes_over(self, town):
        services = build(town)
        try:
            services.runner.start()
            old = services.views.path
            assert lianxi("rebuild", "--data", town).exit_code == 0
            key, _ = services.log.conference(TOWN)
            assert services.runner.wait(key, services.log.head(key))
            for _ in range(100):
                services.runner.poke()
                services.runner.wait(key, services.log.head(key) + 1, timeout=0.05)
                if services.views.path != old:
                    break
            assert services.views.path != old
        finally:
            services.close()


class TestBackup:
    def test_says_how_large_it_is_and_where_each_log_stands(self, town, tmp_path):
        result = lianxi("backup", tmp_path / "copy.db", "--data", town)
        assert f"size {(tmp_path / 'copy.db').stat().st_size} bytes" in result.stdout
        assert f" {len(records(town))} " in next(line for line in result.stdout.splitlines() if TOWN in line)

    def test_is_one_file_and_the_keys_of_persons_beside_it(self, copy):
        assert sorted(path.name for path in copy.parent.glob("copy.db*")) == ["copy.db", "copy.db.keys"]

    def test_is_told_in_the_log_of_the_installation_by_its_digest(self, town, copy):
        with log_of(town) as log:
            told = [each.fact.digest for each in log.read(SYSTEM, 0, 100) if isinstance(each.fact, BackedUp)]
        assert told == [sha256(copy.read_bytes()).hexdigest()]

    def test_is_made_while_the_log_is_open(self, town, tmp_path):
        with log_of(town):
            assert lianxi("backup", tmp_path / "copy.db", "--data", town).exit_code == 0

    def test_overwrites_nothing(self, town, copy):
        before = copy.read_bytes()
        assert refused(lianxi("backup", copy, "--data", town), "target_exists")
        assert copy.read_bytes() == before

    def test_needs_a_folder_for_its_target(self, town, tmp_path):
        assert refused(lianxi("backup", tmp_path / "no" / "copy.db", "--data", town), "no_folder")

    def test_says_when_the_records_are_not_as_they_were_written(self, town, tmp_path):
        alter(town / "log.db")
        assert refused(lianxi("backup", tmp_path / "copy.db", "--data", town), "records_altered")


class TestRestore:
    def test_brings_every_record_back(self, town, copy, tmp_path):
        result = lianxi("restore", copy, "--data", tmp_path / "anew")
        assert result.exit_code == 0
        assert records(tmp_path / "anew") == records(town)
        assert sorted(path.name for path in (tmp_path / "anew").iterdir()) == ["log.db", "log.db.keys"]
        with log_of(tmp_path / "anew") as log:
            names = [opening.value for _, opening in log.opened(log.conference(TOWN)[0], 99) if opening]
            assert names == ["王小明"]

    def test_brings_nobody_back_who_was_erased_meanwhile(self, town, copy):
        with log_of(town) as log:
            key, _ = log.conference(TOWN)
            for _, opening in log.opened(key, 99):
                log.vault.forget(key, opening.person if opening else "")
        result = lianxi("restore", copy, "--replace", "--data", town)
        assert result.exit_code == 0
        assert "run lianxi erase once more" in result.stderr
        with log_of(town) as log:
            assert [opening for _, opening in log.opened(key, 99)] == [None]

    def test_overwrites_nothing_unasked(self, town, copy):
        before = records(town)
        assert refused(lianxi("restore", copy, "--data", town), "folder_not_empty")
        assert records(town) == before

    def test_puts_the_present_log_aside_and_the_views_away(self, town, copy):
        before = records(town)
        assert lianxi("restore", copy, "--replace", "--data", town).exit_code == 0
        assert records(town) == before
        (aside,) = (path for path in town.glob("log.db.replaced-*") if path.suffix != ".keys")
        assert aside.stat().st_size
        assert not (town / "views").exists()

    def test_refuses_a_folder_in_use(self, town, copy):
        with log_of(town) as log:
            log.conferences()
            assert refused(lianxi("restore", copy, "--replace", "--data", town), "folder_in_use")
        assert not list(town.glob("log.db.replaced-*"))

    def test_takes_the_place_of_a_log_that_is_broken(self, town, copy):
        before = records(town)
        (town / "log.db").write_bytes(b"broken" * 1000)
        assert lianxi("restore", copy, "--replace", "--data", town).exit_code == 0
        assert records(town) == before

    def test_refuses_records_that_were_altered(self, copy, tmp_path):
        alter(copy)
        result = lianxi("restore", copy, "--data", tmp_path / "anew")
        assert refused(result, "records_altered")
        assert "positions 8" in result.stderr
        assert list((tmp_path / "anew").iterdir()) == []

    def test_refuses_records_that_cannot_be_read(self, copy, tmp_path):
        alter(copy, "7")
        assert refused(lianxi("restore", copy, "--data", tmp_path / "anew"), "records_unreadable")

    def test_refuses_records_that_are_missing(self, copy, tmp_path):
        with sqlite3.connect(copy) as db:
            db.execute("DELETE FROM events WHERE position = (SELECT MAX(position) FROM events)")
        db.close()
        assert refused(lianxi("restore", copy, "--data", tmp_path / "anew"), "records_missing")

    def test_refuses_what_is_no_backup(self, tmp_path):
        assert refused(lianxi("restore", tmp_path / "nothing.db", "--data", tmp_path / "anew"), "no_file")
        (tmp_path / "text.db").write_text("a text")
        assert refused(lianxi("restore", tmp_path / "text.db", "--data", tmp_path / "anew"), "database_failed")
        (tmp_path / "empty.db").touch()
        assert refused(lianxi("restore", tmp_path / "empty.db", "--data", tmp_path / "anew"), "nothing_in_it")

    def test_refuses_a_file_that_a_server_writes(self, town, tmp_path):
        with log_of(town) as log:
            log.conferences()
            assert refused(lianxi("restore", town / "log.db", "--data", tmp_path / "anew"), "source_in_use")
