"""The file of accounts: its owner's alone, saved whole or not at all, and opened by several processes."""

import sqlite3
from contextlib import closing
from multiprocessing import get_context
from pathlib import Path

import pytest

from application.access.schema import SCHEMA, connect
from application.access.store import Store, moment
from tests.application.access.entrance import at_once
from tests.cast import NOW

KEEP = "INSERT INTO attempts (who, failures, last, until) VALUES (?, ?, ?, ?)"
COUNT = "SELECT count(*), total(failures) FROM attempts"
RAISE = "UPDATE attempts SET failures = ?"


@pytest.fixture
def path(tmp_path):
    return tmp_path / "access.db"


@pytest.fixture
def store(path):
    with closing(Store(path)) as store:
        yield store


def keep(store, who, failures=0):
    store.do(KEEP, who, failures, NOW, NOW)


def keep_within(store, who):
    with store.together():
        keep(store, who)


def keep_and_fail(store, how=keep):
    with store.together():
        how(store, "li")
        1 / 0  # noqa: B018 - what goes wrong


def add_up(path: Path, times: int) -> None:
    """Count up in one process of several."""
    with closing(Store(path)) as store:
        for _ in range(times):
            one_more(store)


def one_more(store: Store) -> None:
    with store.together():
        (failures,) = store.one("SELECT failures FROM attempts")
        store.do(RAISE, failures + 1)


class TestFile:
    def test_is_its_owners_alone_with_what_lies_beside_it(self, path, store):
        keep(store, "li")
        modes = {each.name: each.stat().st_mode & 0o777 for each in path.parent.iterdir()}
        assert modes == {"access.db": 0o600, "access.db-wal": 0o600, "access.db-shm": 0o600}

    def test_is_so_whatever_the_umask(self, tmp_path):
        import os  # noqa: PLC0415 - for this test alone

        before = os.umask(0)
        try:
            connect(tmp_path / "access.db").close()
        finally:
            os.umask(before)
        assert (tmp_path / "access.db").stat().st_mode & 0o777 == 0o600

    def test_has_every_commit_on_the_disk_and_overwrites_what_it_deletes(self, store):
        pragmas = {name: store.one(f"PRAGMA {name}")[0] for name in ("journal_mode", "synchronous", "secure_delete")}
        assert pragmas == {"journal_mode": "wal", "synchronous": 2, "secure_delete": 1}

    def test_of_a_later_release_is_not_touched(self, path):
        Store(path).close()
        with closing(sqlite3.connect(path)) as db:
            db.execute(f"PRAGMA user_version = {SCHEMA + 1}")
        before = path.read_bytes()
        with pytest.raises(sqlite3.DatabaseError, match=f"schema {SCHEMA + 1}"):
            Store(path)
        assert path.read_bytes() == before

    def test_keeps_what_it_has_when_it_is_opened_again(self, path):
        with closing(Store(path)) as store:
            keep(store, "li", 3)
        with closing(Store(path)) as store:
            assert store.one(COUNT) == (1, 3)
            assert store.one("PRAGMA user_version") == (SCHEMA,)

    def test_may_be_made_by_many_at_once(self, path):
        found = at_once(*[lambda: Store(path)] * 8)
        assert [each for each in found if isinstance(each, Exception)] == []
        for each in found:
            each.close()


class TestTogether:
    def test_is_all(self, store, path):
        with store.together():
            keep(store, "li")
            keep(store, "wu")
        with closing(Store(path)) as other:
            assert other.one(COUNT)[0] == 2

    def test_or_none(self, store, path):
        with pytest.raises(ZeroDivisionError):
            keep_and_fail(store)
        with closing(Store(path)) as other:
            assert other.one(COUNT)[0] == 0
        keep(store, "wu")

    def test_holds_for_what_is_within_another(self, store):
        with pytest.raises(ZeroDivisionError):
            keep_and_fail(store, keep_within)
        assert store.one(COUNT)[0] == 0

    def test_is_not_seen_by_others_before_its_end(self, store, path):
        with closing(Store(path)) as other, store.together():
            keep(store, "li")
            assert other.one(COUNT)[0] == 0

    def test_goes_on_after_a_save_that_failed(self, store, monkeypatch):
        class Broken:
            in_transaction = True
            said: list[str] = []  # noqa: RUF012 - one list for one test

            def execute(self, statement, *_):
                self.said.append(statement)
                if statement == "COMMIT":
                    raise sqlite3.OperationalError("disk I/O error")

        kept = store._db
        monkeypatch.setattr(store, "_db", Broken())
        with pytest.raises(sqlite3.OperationalError), store.together():
            pass
        assert Broken.said == ["BEGIN IMMEDIATE", "COMMIT", "ROLLBACK"]
        Broken.in_transaction = False
        with pytest.raises(sqlite3.OperationalError), store.together():
            pass
        assert Broken.said[3:] == ["BEGIN IMMEDIATE", "COMMIT"]
        monkeypatch.setattr(store, "_db", kept)
        with store.together():
            keep(store, "li")
        assert store.one(COUNT)[0] == 1

    def test_loses_nothing_between_threads(self, store):
        keep(store, "li")
        assert at_once(*[lambda: one_more(store)] * 40) == [None] * 40
        assert store.one(COUNT) == (1, 40)

    def test_loses_nothing_between_processes(self, store, path):
        keep(store, "li")
        context = get_context("spawn")
        others = [context.Process(target=add_up, args=(path, 8)) for _ in range(2)]
        for each in others:
            each.start()
        for _ in range(8):
            one_more(store)
        for each in others:
            each.join()
        assert [each.exitcode for each in others] == [0, 0]
        assert store.one(COUNT) == (1, 24)


class TestMoment:
    def test_is_what_was_stored(self, store):
        keep(store, "li")
        assert moment(store.one("SELECT last FROM attempts")[0]) == NOW
        assert moment(None) is None
