"""How events become rows: what a fold may do, batches, and the runner that keeps the views up with the logs."""

import time
from threading import Lock

import pytest
from freezegun import freeze_time

from projections import Doc, FoldFailed, Misplaced, Rows, View
from projections.feed import BATCH, Runner, Stalled, catch_up
from projections.store import ViewStore
from tests.projections.papers import COLUMNS, Happened, folding

PAPERS: View = View("papers", COLUMNS, folding(lambda: PAPERS), frozenset({"text"}))


class Log:
    """The logs of some conferences, in memory. What is recorded is rows of papers; ``broken`` makes reading fail."""

    def __init__(self):
        self.events: dict[int, list[Happened]] = {}
        self.broken = False
        self.limits: set[int] = set()
        self._lock = Lock()

    def record(self, conference, **rows):
        with self._lock:
            events = self.events.setdefault(conference, [])
            events.append(Happened(len(events) + 1, tuple(("papers", row, doc) for row, doc in rows.items())))
            return len(events)

    def conferences(self):
        if self.broken:
            raise ConnectionError
        return [*self.events]

    def head(self, conference):
        if self.broken:
            raise ConnectionError
        return len(self.events.get(conference, ()))

    def read(self, conference, after, limit):
        self.limits.add(limit)
        return self.events[conference][after : after + limit]


@pytest.fixture
def log():
    return Log()


@pytest.fixture
def store(tmp_path):
    store = ViewStore(tmp_path / "views.db", [PAPERS])
    yield store
    store.close()


def rows_of(store, conference):
    with store.reading(conference) as seen:
        return {item.id: item.doc for item in seen.page(PAPERS).items}


def until(true):
    """Wait for what comes by itself, soon; the clock is not one that can be frozen."""
    for _ in range(1000):
        if true():
            return
        time.sleep(0.01)
    raise TimeoutError


class TestRow:
    @pytest.fixture
    def happen(self, store, log):
        def happen(**rows):
            log.record(1, **rows)
            catch_up(store, log, 1)

        return happen

    def versions(self, store, row):
        with store.reading(1) as seen:
            return [(version.valid_from, version.valid_to, version.doc) for version in seen.history(PAPERS, row)]

    def test_keeps_only_its_last_value_at_a_position(self, store):
        acts = [("a", {"year": 1}), ("a", {"year": 2}), ("b", {}), ("b", None)]
        store.apply(1, after=0, events=[Happened(1, tuple(("papers", *act) for act in acts))])
        assert (self.versions(store, "a"), self.versions(store, "b")) == ([(1, None, {"year": 2})], [])

    def test_is_not_changed_by_saying_the_same_again(self, store, happen):
        happen(a={"year": 1})
        happen(a={"year": 1})
        assert self.versions(store, "a") == [(1, None, {"year": 1})]

    def test_made_again_after_it_was_dropped_is_a_new_row(self, store, happen):
        happen(a={}, b={})
        happen(a=None, b={"year": 2})
        happen(a={})
        assert [*rows_of(store, 1)] == ["b", "a"]

    @pytest.mark.parametrize("doc", [{"year": "2026"}, {"stage": 1}, {"open": 1}, {"stage": ["new"]}])
    def test_with_a_column_of_another_type_is_refused(self, happen, doc):
        with pytest.raises(FoldFailed) as refused:
            happen(a=doc)
        assert isinstance(refused.value.__cause__, TypeError)

    def test_is_told_by_a_document_of_its_own(self, tmp_path):
        def change_without_putting(rows, _):
            doc = rows.get(view, "a") or {"list": []}
            rows.put(view, "a", doc)
            doc["list"].append(1)
            assert rows.get(view, "a") == {"list": []}

        view = View("papers", {}, change_without_putting)
        store = ViewStore(tmp_path / "own.db", [view])
        store.apply(1, after=0, events=[Happened(1), Happened(2)])
        store.close()

    def test_is_found_by_a_fold_whether_in_the_batch_or_before(self, tmp_path):
        def fold(rows, event):
            folding(lambda: view)(rows, event)
            found.append(rows.ids(view, stage="new", open=None))

        found: list[list[str]] = []
        view = View("papers", COLUMNS, fold)
        store = ViewStore(tmp_path / "own.db", [view])
        new, done = {"stage": "new"}, {"stage": "done"}
        changes = {"c": done, "a": None, "e": new, "f": new | {"open": True}}
        acts: list[dict[str, Doc | None]] = [{"c": new, "a": new, "b": new}, {"d": new}, changes]
        events = [Happened(n, tuple(("papers", *act) for act in told.items())) for n, told in enumerate(acts, start=1)]
        store.apply(1, after=0, events=events[:2])
        store.apply(1, after=2, events=events[2:])
        store.close()
        assert found == [["a", "b", "c"], ["a", "b", "c", "d"], ["b", "d", "e"]]


class TestView:
    @pytest.mark.parametrize("name", ["Papers", "1", "a b", "a;", "", "conference", 'a"'])
    def test_refuses_a_name_that_cannot_stand_in_a_statement(self, name):
        with pytest.raises(ValueError, match="name"):
            View(name, {}, print)
        with pytest.raises(ValueError, match="name"):
            View("papers", {name: str}, print)

    @pytest.mark.parametrize(("columns", "unindexed"), [({"price": float}, ()), ({}, ("text",))])
    def test_refuses_columns_of_other_types_and_unknown_ones(self, columns, unindexed):
        with pytest.raises(ValueError, match="column"):
            View("papers", columns, print, frozenset(unindexed))


class TestBatch:
    @pytest.mark.parametrize("positions", [[], [2], [1, 3], [1, 1], [2, 1]])
    def test_that_does_not_follow_is_refused(self, store, positions):
        with pytest.raises(Misplaced):
            store.apply(1, after=0, events=[Happened(position) for position in positions])
        assert store.position(1) == 0

    def test_is_folded_once(self, store):
        store.apply(1, after=0, events=[Happened(1)])
        with pytest.raises(Misplaced):
            store.apply(1, after=0, events=[Happened(1)])
        assert store.position(1) == 1

    def test_that_dies_before_its_commit_leaves_nothing_and_is_folded_again(self, store, log, monkeypatch):
        def die_after_writing(rows):
            write(rows)
            raise KeyboardInterrupt

        write = Rows.write
        monkeypatch.setattr(Rows, "write", die_after_writing)
        log.record(1, a={"year": 1})
        with pytest.raises(KeyboardInterrupt):
            catch_up(store, log, 1)
        monkeypatch.undo()
        assert (store.position(1), rows_of(store, 1)) == (0, {})
        assert (catch_up(store, log, 1), rows_of(store, 1)) == (1, {"a": {"year": 1}})

    def test_has_so_many_events_at_most(self, store, log):
        for position in range(BATCH + 1):
            log.record(1, **{str(position): {}})
        assert (catch_up(store, log, 1), log.limits) == (BATCH + 1, {BATCH})

    def test_begins_anew_when_the_log_has_lost_its_tail(self, store, log):
        for year in range(3):
            log.record(1, a={"year": year}, **{f"b{year}": {}})
        catch_up(store, log, 1)
        del log.events[1][1:]
        assert (catch_up(store, log, 1), rows_of(store, 1)) == (1, {"a": {"year": 0}, "b0": {}})


class TestRunner:
    @pytest.fixture
    def runner(self, store, log):
        with Runner(store, log) as runner:
            yield runner

    @pytest.fixture
    def blind(self, store, log):
        """A runner that looks at the logs only once, because its clock stands still."""
        with Runner(store, log, clock=lambda: 0.0) as runner:
            until(lambda: runner.behind == 0)
            yield runner

    def test_folds_what_it_is_poked_for(self, blind, store, log):
        position = log.record(1, a={})
        blind.poke(1)
        until(lambda: store.position(1) == position)

    def test_folds_what_is_waited_for(self, blind, store, log):
        for year in range(20):
            assert blind.wait(1, log.record(1, a={"year": year}))
            assert rows_of(store, 1) == {"a": {"year": year}}

    def test_looks_at_all_logs_when_poked_for_none(self, blind, store, log):
        log.record(7, a={})
        blind.poke()
        until(lambda: store.position(7) == 1)

    def test_sees_by_itself_what_others_record_and_fold(self, runner, store, log):
        log.record(1, a={})
        until(lambda: store.position(1) == 1)
        log.record(2, a={})
        catch_up(store, log, 2)
        assert runner.wait(2, 1)
        until(lambda: runner.ready)

    @freeze_time("2026-03-01")
    def test_waits_no_longer_than_asked_though_time_stands_still(self, store, log):
        with Runner(store, log) as runner:
            assert not runner.wait(1, 1, timeout=0.05)
            assert runner.wait(1, log.record(1, a={}))
            log.record(2, a={})
            until(lambda: store.position(2) == 1)

    def test_begins_anew_when_the_log_has_lost_its_tail(self, runner, store, log):
        assert runner.wait(1, [log.record(1, a={}), log.record(1, b={})][-1])
        del log.events[1][1:]
        until(lambda: rows_of(store, 1) == {"a": {}})

    def test_tells_what_cannot_be_folded_and_folds_all_else(self, runner, store, log):
        for doc in ({}, {"year": "bad"}, {}):
            log.record(1, a=doc)
        assert runner.wait(1, 1)
        with pytest.raises(Stalled) as stalled:
            runner.wait(1, 3)
        assert isinstance(stalled.value.__cause__, FoldFailed)
        assert runner.failure is not None
        assert (runner.failure.conference, runner.ready) == (1, False)
        assert runner.wait(2, log.record(2, a={}))

    def test_tries_again_and_goes_on_when_it_can(self, runner, store, log):
        log.record(1, a={"year": "bad"})
        until(lambda: runner.failure is not None and runner.failure.attempts > 1)
        log.events[1].clear()
        assert log.record(1, a={"year": 1}) == 1
        until(lambda: rows_of(store, 1) == {"a": {"year": 1}})
        until(lambda: runner.ready)

    def test_outlives_a_log_that_cannot_be_read(self, runner, log):
        log.record(1, a={})
        log.broken = True
        until(lambda: runner.failure is not None)
        with pytest.raises(Stalled):
            runner.wait(1, 2)
        log.broken = False
        until(lambda: runner.ready)
        assert runner.wait(1, 1)

    def test_can_be_stopped_and_started_again(self, store, log):
        runner = Runner(store, log)
        for position in (1, 2):
            log.record(1, a={"year": position})
            with runner:
                assert runner.wait(1, position)
