"""Views made anew while the old ones serve, and changed over to; one reading sees one state all the while."""

import sqlite3
from contextlib import ExitStack, closing
from threading import Event as Signal
from threading import Thread

import pytest

from projections import FoldFailed, View
from projections.feed import Runner, catch_up
from projections.rebuild import Busy, Shelf
from projections.store import ViewStore
from tests.projections.papers import COLUMNS, Happened, folding
from tests.projections.test_feed import PAPERS, Log, rows_of, until


@pytest.fixture
def log():
    log = Log()
    for year in range(20):
        log.record(1, a={"year": year}, **{f"r{year}": {"stage": "new"}, f"r{year - 3}": None})
        log.record(2, b={"year": year})
    return log


@pytest.fixture
def shelf(tmp_path):
    return Shelf(tmp_path / "views", [PAPERS], version=1)


@pytest.fixture
def store(shelf, log):
    store = shelf.open(log)
    yield store
    store.close()


def files(shelf):
    return sorted(file.name for file in shelf._folder.iterdir() if file.name.startswith(("views", "current")))


def dump(path):
    """The tables and indexes there are, and all that the tables hold."""
    with closing(sqlite3.connect(path)) as db:
        schema = db.execute("SELECT type, name FROM sqlite_schema ORDER BY name").fetchall()
        tables = [name for kind, name in schema if kind == "table"]
        return schema, {name: sorted(db.execute(f"SELECT * FROM {name}").fetchall(), key=repr) for name in tables}


class TestOpening:
    def test_makes_the_views_where_there_are_none(self, store, log):
        assert store.positions() == {1: 20, 2: 20}

    def test_takes_the_views_that_stand_there(self, shelf, store, log):
        log.record(1, a={})
        with closing(shelf.open(log)) as again:
            assert (again.path, again.position(1)) == (store.path, 20)

    @pytest.mark.parametrize(("version", "columns"), [(2, COLUMNS), (1, COLUMNS | {"more": str})])
    def test_makes_views_of_another_version_or_shape_anew(self, shelf, store, log, version, columns):
        old = files(shelf)
        store.close()
        view: View = View("papers", columns, folding(lambda: view))
        with closing(Shelf(shelf._folder, [view], version).open(log)) as anew:
            assert anew.position(1) == 20
        assert len(files(shelf)) == 2
        assert {*files(shelf)}.isdisjoint(old)

    @pytest.mark.parametrize("harm", [lambda file: file.unlink(), lambda file: file.write_bytes(b"no database" * 100)])
    def test_makes_views_anew_that_are_lost_or_broken(self, shelf, store, log, harm):
        store.close()
        harm(store.path)
        with closing(shelf.open(log)) as anew:
            assert anew.position(1) == 20

    def test_succeeds_though_an_event_cannot_be_folded(self, tmp_path, log):
        log.record(1, a={"year": "bad"})
        with closing(Shelf(tmp_path / "new", [PAPERS], version=1).open(log)) as store:
            assert store.position(1) == 20


class TestRebuilding:
    def test_makes_the_same_rows_as_folding_event_by_event(self, shelf, log, tmp_path):
        with closing(ViewStore(tmp_path / "live.db", [PAPERS])) as live:
            for position in range(1, 21):
                for conference in (1, 2):
                    live.apply(conference, after=position - 1, events=log.read(conference, position - 1, 1))
        shelf.rebuild(log)
        assert dump(shelf._current()) == dump(tmp_path / "live.db")

    def test_tells_how_far_it_is(self, shelf, log):
        told: list[tuple[int, int]] = []
        shelf.rebuild(log, lambda done, total: told.append((done, total)))
        assert told == [(20, 40), (40, 40)]

    def test_that_fails_changes_nothing(self, shelf, store, log):
        before = files(shelf)
        log.record(1, a={"year": "bad"})
        with pytest.raises(FoldFailed):
            shelf.rebuild(log)
        assert (files(shelf), shelf.newer(store)) == (before, None)

    def test_that_was_killed_is_tidied_away_by_the_next(self, shelf, store, log):
        (shelf._folder / "views-1-0-7.building").write_bytes(b"half")
        (shelf._folder / "views-1-0-7.building-wal").write_bytes(b"half")
        shelf.rebuild(log)
        store.close()
        shelf.open(log).close()
        assert len(files(shelf)) == 2

    def test_is_done_by_one_at_a_time(self, shelf, store, log):
        with shelf._alone(0), pytest.raises(Busy):
            shelf.rebuild(log)
        with shelf._alone(0):
            shelf.open(log).close()


class TestServing:
    def test_changes_over_without_a_step_back_for_any_reader(self, shelf, store, log):
        def read():
            before = 0
            while not stop.is_set():
                with store.reading(1) as seen:
                    year = seen.one(PAPERS, "a").doc["year"]
                    faults.extend([seen.position] if before > seen.position or year + 1 != seen.position else [])
                    before = seen.position

        def record(*_):
            assert runner.wait(1, log.record(1, a={"year": log.head(1)}))

        faults: list[int] = []
        stop, reader = Signal(), Thread(target=read)
        with ExitStack() as ending, Runner(store, log, shelf.newer) as runner:
            reader.start()
            ending.callback(reader.join)
            ending.callback(stop.set)
            for _ in range(3):
                old = store.path
                shelf.rebuild(log, record)
                until(lambda old=old: store.path != old)
                assert runner.wait(1, log.head(1))
                until(lambda old=old: not old.exists())
        assert faults == []

    def test_keeps_the_old_file_until_its_last_reading_ends(self, shelf, store, log):
        with store.reading(1) as seen:
            shelf.rebuild(log)
            newer, old = shelf.newer(store), store.path
            store.switch(newer)
            assert old.exists()
            assert seen.one(PAPERS, "a").doc == {"year": 19}
            log.record(1, a={"year": 20})
            catch_up(store, log, 1)
            assert seen.one(PAPERS, "a").doc == {"year": 19}
        assert not old.exists()
        assert rows_of(store, 1)["a"] == {"year": 20}


class TestReading:
    def test_sees_one_state_while_batches_are_written(self, tmp_path):
        notes: View = View("notes", COLUMNS, folding(lambda: notes))
        store, stop, torn = ViewStore(tmp_path / "views.db", [PAPERS, notes]), Signal(), []

        def read():
            while not stop.is_set():
                with store.reading(1) as seen:
                    told = (seen.count(PAPERS), sum(seen.tally(PAPERS, "stage").values()), seen.count(notes))
                    torn.extend([told] if {*told} != {seen.position} else [])

        readers = [Thread(target=read) for _ in range(3)]
        for reader in readers:
            reader.start()
        for position in range(1, 100):
            acts = (("papers", str(position), {"stage": "new"}), ("notes", str(position), {"stage": "new"}))
            store.apply(1, after=position - 1, events=[Happened(position, acts)])
        stop.set()
        for reader in readers:
            reader.join()
        store.close()
        assert torn == []

    def test_ends_undisturbed_after_the_store_was_closed(self, tmp_path, log):
        store = ViewStore(tmp_path / "views.db", [PAPERS])
        catch_up(store, log, 1)
        with store.reading(1) as seen:
            store.close()
            assert seen.count(PAPERS) == 4
        assert [file.name for file in tmp_path.iterdir()] == ["views.db"]
