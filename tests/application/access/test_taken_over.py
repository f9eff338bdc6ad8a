"""Tokens of an earlier release's log come over once, with the rights they had."""

import sqlite3
from contextlib import closing

import pytest

from application.access.accounts import digest_of
from application.access.rights import GRANTABLE
from application.access.store import Store
from application.access.taken_over import take_over
from application.codec import microseconds
from tests.application.access.entrance import LI, Entrance, HandClock, at_once
from tests.cast import NOW, person

TABLE = """CREATE TABLE tokens (digest TEXT PRIMARY KEY, conference INTEGER NOT NULL, person TEXT NOT NULL,
    label TEXT NOT NULL, created_at INTEGER NOT NULL, expires_at INTEGER, last_used INTEGER) WITHOUT ROWID"""
GOOD, EXPIRED = "lx_of-an-earlier-release", "lx_that-expired"


@pytest.fixture
def folder(tmp_path):
    """What an earlier release has left: a log with the tokens of two people in it, and no accounts."""
    Entrance(tmp_path).close()
    (tmp_path / "access.db").unlink()
    at = microseconds(NOW)
    with closing(sqlite3.connect(tmp_path / "log.db", isolation_level=None)) as db:
        db.execute(TABLE)
        for row in (
            (digest_of(GOOD), 1, LI, "报表", at, None, at + 7),
            (digest_of(EXPIRED), 2, person("wu"), "", at, at + 1, None),
        ):
            db.execute("INSERT INTO tokens VALUES (?, ?, ?, ?, ?, ?, ?)", row)
    return tmp_path


def still_there(folder):
    with closing(sqlite3.connect(folder / "log.db")) as db:
        return bool(db.execute("SELECT 1 FROM sqlite_schema WHERE name = 'tokens'").fetchone())


class TestTokens:
    def test_come_over_as_they_were(self, folder):
        with closing(Entrance(folder)) as entrance:
            visitor = entrance.access.gate.visitor(GOOD)
            assert visitor is not None
            assert (visitor.conference, visitor.person, visitor.scopes, visitor.seat) == (1, LI, GRANTABLE, None)
            (token,) = entrance.access.tokens.all(1)
            assert (token.label, token.created_at, token.expires_at) == ("报表", NOW, None)
            entrance.clock.at = HandClock().at.replace(year=2027)
            assert entrance.access.gate.visitor(EXPIRED) is None
            assert [each.person for each in entrance.access.tokens.all(2)] == [person("wu")]
        assert not still_there(folder)

    def test_come_over_once(self, folder):
        with closing(Entrance(folder)) as entrance:
            entrance.access.tokens.revoke(1, digest_of(GOOD), by="operator")
        with closing(Entrance(folder)) as entrance:
            assert entrance.access.gate.visitor(GOOD) is None
            assert len(entrance.access.tokens.all(2)) == 1

    def test_are_lost_by_no_interruption_before_they_are_saved(self, folder, monkeypatch):
        with closing(Store(folder / "access.db")) as store:
            monkeypatch.setattr(store, "do", lambda *_: 1 / 0)
            with pytest.raises(ZeroDivisionError):
                take_over(folder / "log.db", store)
        assert still_there(folder)
        with closing(Entrance(folder)) as entrance:
            assert entrance.access.gate.visitor(GOOD)

    def test_are_lost_or_doubled_by_no_interruption_after_they_are_saved(self, folder, monkeypatch):
        class Killed(Store):
            def together(self):
                return closing_then_killed(super().together())

        with closing(Killed(folder / "access.db")) as killed, pytest.raises(KeyboardInterrupt):
            take_over(folder / "log.db", killed)
        assert still_there(folder)
        with closing(Store(folder / "access.db")) as store:
            assert store.one("SELECT count(*) FROM tokens") == (2,)
        with closing(Entrance(folder)) as entrance:
            assert entrance.access.gate.visitor(GOOD)
            assert len(entrance.access.tokens.all(1)) == 1
        assert not still_there(folder)

    def test_come_over_once_when_several_processes_start_at_once(self, folder):
        def start():
            with closing(Store(folder / "access.db")) as store:
                take_over(folder / "log.db", store)

        assert at_once(*[start] * 6) == [None] * 6
        with closing(Store(folder / "access.db")) as store:
            assert store.one("SELECT count(*) FROM tokens") == (2,)

    def test_are_not_looked_for_in_a_log_that_has_none(self, tmp_path):
        with closing(Entrance(tmp_path)) as entrance:
            assert entrance.access.tokens.all(1) == []


class closing_then_killed:  # noqa: N801 - it stands where a function would
    """Lets a save end, and the process with it."""

    def __init__(self, save):
        self._save = save

    def __enter__(self):
        return self._save.__enter__()

    def __exit__(self, *raised):
        self._save.__exit__(*raised)
        raise KeyboardInterrupt
