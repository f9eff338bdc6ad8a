"""Reading the views: every position answers as a naive replay of its prefix does, in pages, and by an index."""

import json
import sqlite3
from collections import Counter
from dataclasses import dataclass
from functools import partial
from itertools import count, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from projections import Doc, normalised, sql
from projections.clause import UpTo
from projections.store import ViewStore
from tests.projections.papers import NOTES, PAPERS, Happened

CONFERENCES = count(1)
IDS = ("a", "b", "c", "d")
WORDS = ("食堂", "职工食堂改造", "浴室", "Ａ座100%", "a_b", "x!y", "b\\c")


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    store = ViewStore(tmp_path_factory.mktemp("views") / "views.db", [PAPERS, NOTES])
    yield store
    store.close()


@pytest.fixture
def conference():
    return next(CONFERENCES)


def happen(store, conference, **rows):
    """One event, after all others, in which papers are put or dropped."""
    after = store.position(conference)
    acts = tuple(("papers", row, doc) for row, doc in rows.items())
    store.apply(conference, after=after, events=[Happened(after + 1, acts)])


@dataclass(frozen=True)
class Told:
    """A row as the naive model holds it."""

    id: str
    created: int
    valid_from: int
    doc: Doc


def prefix(events, view, position):
    """What a view must show as of a position, by the plainest means."""
    rows: dict[str, Told] = {}
    for event in events[:position]:
        for name, row, doc in event.acts:
            if name == view and doc is None:
                rows.pop(row, None)
            elif name == view and (row not in rows or json.dumps(rows[row].doc) != json.dumps(doc)):
                created = rows[row].created if row in rows else event.position
                rows[row] = Told(row, created, event.position, doc)
    return rows


def is_among(told, where):
    def wanted(column, values):
        value = told.doc.get(column)
        return value in values if isinstance(values, list) else value == values

    return all(wanted(column, values) for column, values in where.items())


def in_order(rows, sort, descending):
    rows = sorted(rows, key=lambda told: (told.created, told.id), reverse=descending)
    if sort == "created":
        return rows
    valued = [told for told in rows if told.doc.get(sort) is not None]
    rest = [told for told in rows if told not in valued]
    return sorted(valued, key=lambda told: told.doc[sort], reverse=descending) + rest


def shown(items):
    return [(item.id, item.valid_from, item.doc) for item in items]


def expected(rows):
    return [(told.id, told.valid_from, told.doc) for told in rows]


def all_pages(read, **asked):
    items, cursor = [], None
    while True:
        page = read(cursor=cursor, **asked)
        items += page.items
        cursor = page.next
        if cursor is None:
            return items
        assert len(page.items) == asked["limit"]


STAGES = st.sampled_from(["new", "open", "done"])
DOCS = st.fixed_dictionaries(
    {"text": st.lists(st.sampled_from(WORDS), max_size=3).map(lambda words: normalised(" ".join(words)))},
    optional={
        "stage": STAGES | st.none(),
        "year": st.integers(2024, 2026),
        "open": st.booleans(),
        "more": st.lists(st.integers(0, 3), max_size=2),
    },
)
ACTS = st.tuples(st.sampled_from(["papers", "notes"]), st.sampled_from(IDS), DOCS | DOCS | st.none())
FILTERS = st.fixed_dictionaries(
    {},
    optional={
        "stage": STAGES | st.none() | st.lists(STAGES | st.none(), max_size=3),
        "year": st.integers(2024, 2026) | st.lists(st.integers(2023, 2026), max_size=2),
        "open": st.booleans(),
    },
)
ORDERS = st.tuples(st.sampled_from(["created", "stage", "year", "open"]), st.booleans())
SEARCHES = st.lists(st.sampled_from(["食", "堂", "食堂", "堂改", "a座", "0%", "_", "!", "\\", "没有"]), max_size=2)


@given(
    acts=st.lists(st.lists(ACTS, max_size=4), min_size=1, max_size=20),
    cuts=st.sets(st.integers(1, 19)),
    asked=st.lists(st.tuples(FILTERS, ORDERS, st.integers(1, 3), SEARCHES), min_size=3, max_size=4),
)
@settings(max_examples=120, deadline=None)
def test_every_position_shows_what_a_naive_replay_of_its_prefix_shows(store, acts, cuts, asked):
    conference = next(CONFERENCES)
    events = [Happened(position, tuple(told)) for position, told in enumerate(acts, start=1)]
    bounds = sorted({0, len(events), *(cut for cut in cuts if cut < len(events))})
    for after, upto in pairwise(bounds):
        store.apply(conference, after=after, events=events[after:upto])
    for position in range(len(events) + 2):
        with store.reading(conference, position) as seen:
            assert seen.position == min(position, len(events))
            compare(seen, prefix(events, "papers", position), asked)
            assert len(seen.page(NOTES).items) == len(prefix(events, "notes", position))
    with store.reading(conference) as now:
        compare(now, prefix(events, "papers", len(events)), asked)


def compare(seen, rows, asked):
    """Whether a reading answers all that is asked as the model does."""
    for row in IDS:
        item, told = seen.one(PAPERS, row), [rows[row]] if row in rows else []
        assert shown([item] if item else []) == expected(told)
        assert shown(version for version in seen.history(PAPERS, row) if version.valid_to is None) == expected(told)
    for where, (sort, descending), limit, words in asked:
        chosen = [told for told in rows.values() if is_among(told, where)]
        order = {"where": where, "sort": sort, "descending": descending, "limit": limit}
        pages = all_pages(partial(seen.page, PAPERS), **order)
        assert shown(pages) == expected(in_order(chosen, sort, descending))
        assert seen.count(PAPERS, where=where) == len(chosen)
        assert seen.tally(PAPERS, "stage", where=where) == Counter(told.doc.get("stage") for told in chosen)
        found = [told for told in chosen if all(word in told.doc["text"] for word in words)]
        pages = all_pages(partial(seen.contains, PAPERS, "text", words), where=where, limit=limit)
        assert shown(pages) == expected(in_order(found, "created", descending=True))


class TestHistory:
    @pytest.mark.parametrize(
        ("at", "told"), [(None, [(1, 2, 1), (2, 3, 2), (4, None, 3)]), (3, [(1, 2, 1), (2, 3, 2)]), (1, [(1, None, 1)])]
    )
    def test_tells_every_version_and_gap_until_the_position_and_nothing_later(self, store, conference, at, told):
        for doc in ({"year": 1}, {"year": 2}, None, {"year": 3}):
            happen(store, conference, a=doc)
        with store.reading(conference, at) as seen:
            assert [(item.valid_from, item.valid_to, item.doc["year"]) for item in seen.history(PAPERS, "a")] == told


class TestPage:
    @pytest.fixture
    def full(self, store, conference):
        for row in range(7):
            happen(store, conference, **{f"r{row}": {"year": row // 2, "stage": "new"}})
        return conference

    @pytest.mark.parametrize(
        "forged", ["", "x", "好", "e30=", "W10=", "bnVsbA==", "////", "WyJwYXBlcnMiLG51bGwsZmFsc2Vd"]
    )
    def test_refuses_a_cursor_it_has_not_given(self, store, full, forged):
        with store.reading(full) as seen, pytest.raises(ValueError, match=r"."):
            seen.page(PAPERS, cursor=forged)

    def test_refuses_the_cursor_of_another_order(self, store, full):
        with store.reading(full) as seen:
            cursor = seen.page(PAPERS, limit=2).next
            for order in ({"sort": "year"}, {"descending": True}):
                with pytest.raises(ValueError, match="cursor"):
                    seen.page(PAPERS, cursor=cursor, **order)

    @pytest.mark.parametrize(
        "asked", [{"sort": "text"}, {"sort": "id"}, {"where": {"no": 1}}, {"limit": 0}, {"where": {"year": 2**63}}]
    )
    def test_refuses_what_it_cannot_do(self, store, full, asked):
        with store.reading(full) as seen, pytest.raises(ValueError, match=r"."):
            seen.page(PAPERS, **asked)

    def test_neither_repeats_nor_skips_rows_while_others_are_written(self, store, full):
        ids: list[str] = []
        cursor = None
        for new in range(4):
            with store.reading(full) as seen:
                page = seen.page(PAPERS, cursor=cursor, limit=2, descending=True)
            ids, cursor = ids + [item.id for item in page.items], page.next
            happen(store, full, **{f"new{new}": {}, "r6": {"year": new}})
        assert ids == [f"r{row}" for row in reversed(range(7))]

    def test_is_of_one_conference_alone(self, store, full):
        other = next(CONFERENCES)
        happen(store, other, r1={"year": 9})
        with store.reading(other) as seen:
            assert (seen.count(PAPERS), seen.tally(PAPERS, "year")) == (1, {9: 1})

    def test_finds_any_of_many_values(self, store, full):
        with store.reading(full) as seen:
            found = seen.page(PAPERS, where={"year": [*range(2, 2000)], "stage": ["new", None]}).items
        assert [item.id for item in found] == ["r4", "r5", "r6"]

    def test_finds_what_is_not_beyond_a_value_now_and_before(self, store, full):
        at = store.position(full)
        happen(store, full, r1=None, late={"year": 9999})
        for seen_at, without in ((None, {"r1"}), (at, set())):
            with store.reading(full, seen_at) as seen:
                every = {item.id: item.doc.get("year") for item in seen.page(PAPERS).items}
                found = [item.id for item in seen.page(PAPERS, where={"year": UpTo(3)}, sort="year").items]
            assert sorted(found) == sorted(row for row, year in every.items() if year is not None and year <= 3)
            assert found
            assert not without & set(found)

    def test_tells_truth_as_truth(self, store, full):
        happen(store, full, yes={"open": True}, no={"open": False})
        with store.reading(full) as seen:
            assert [type(value) for value in seen.tally(PAPERS, "open", where={"open": [True, False]})] == [bool, bool]

    def test_beyond_the_head_is_of_now_and_before_the_first_event_of_nothing(self, store, full):
        for at, shows, rows in ((10**30, 7, 7), (0, 0, 0), (-5, 0, 0)):
            with store.reading(full, at) as seen:
                assert (seen.position, seen.count(PAPERS)) == (shows, rows)


class TestSearch:
    def test_finds_words_of_one_and_two_characters_in_any_width_and_case(self, store, conference):
        happen(store, conference, a={"text": normalised("ＡＢＣ职工食堂ﬁn")})
        with store.reading(conference) as seen:
            for words in (["堂"], ["食堂"], ["abc", "职"], ["ABC职"], ["ＦＩＮ"], []):
                assert len(seen.contains(PAPERS, "text", words).items) == 1
            for words in (["堂食"], ["食堂", "浴室"], ["%"], ["_"]):
                assert seen.contains(PAPERS, "text", words).items == []

    def test_refuses_a_column_without_text(self, store, conference):
        with store.reading(conference) as seen, pytest.raises(ValueError, match="searched"):
            seen.contains(PAPERS, "year", ["2"])


class TestPlan:
    """However a list is asked for, an index leads to its rows: nothing walks through all versions."""

    @pytest.mark.parametrize("at", [600, 1000])
    @pytest.mark.parametrize("column", [None, "year"])
    @pytest.mark.parametrize("where", [{}, {"stage": "new"}, {"stage": ["new", None], "year": [1, 2]}])
    def test_never_scans_a_table_nor_all_versions_of_a_conference(self, store, at, column, where):
        moment = sql.Moment(1, at, 1000)
        chosen = PAPERS.chosen(where)
        asked = [
            sql.page(PAPERS, moment, chosen, walk, 51)
            for descending in (False, True)
            for after in (None, (1, 5, "a"))
            for walk in sql.walks(column, after, descending=descending)
        ]
        asked += [sql.count(PAPERS, moment, chosen), sql.tally(PAPERS, moment, chosen, "stage")]
        asked.append(sql.history(PAPERS, moment, "a"))
        db = sqlite3.connect(store.path)
        steps = [step for text, values in asked for *_, step in db.execute(f"EXPLAIN QUERY PLAN {text}", values)]
        db.close()
        assert [step for step in steps if "SCAN papers" in step] == []
        past = [step for step in steps if "papers_past" in step or "papers_gone" in step]
        assert [step for step in past if "node=?" not in step and "id=?" not in step] == []


@given(st.integers(1, 10**6), st.integers(1, 10**6), st.integers(1, 10**6), st.integers(0, 10**6))
def test_an_interval_is_filed_under_an_ancestor_of_every_position_in_it(lo, length, inside, later):
    hi, position = lo + length, lo + inside % length
    assert lo <= sql.node(lo, hi) < hi
    assert sql.node(lo, hi) in sql.ancestors(position, hi - 1 + later)
