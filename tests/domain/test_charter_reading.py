"""A charter file is read, or refused with every fault by its key; no text does anything else."""

from dataclasses import FrozenInstanceError

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.charter_reading import LONGEST, built_in, read_charter
from domain.charter_words import Level
from domain.errors import Malformed

SMALLEST = """
edition = "e1"
title = "办法"
institution = { zh = "联席会议", en = "conference" }
level = "town"
time_zone = "Asia/Shanghai"
office = "office"
[duties]
clerk = { zh = "办事员", en = "clerk", side = "gov" }
teller = { zh = "干事", en = "teller", side = "union" }
head = { zh = "负责人", en = "head", side = "gov", per_unit = true }
[bodies.office]
zh = "办公室"
en = "office"
heads = ["clerk", "teller"]
[topics]
proposers = ["gov"]
categories.other = { zh = "其他", en = "other" }
steps = []
[meetings]
naming = "year"
"""


def faults(text: str) -> list[dict[str, object]]:
    with pytest.raises(Malformed) as refused:
        read_charter(text)
    assert refused.value.code == "charter_unreadable"
    told: list[dict[str, object]] = refused.value.facts["faults"]
    assert refused.value.facts["key"] == told[0]["key"]
    return told


def fault(old: str, new: str) -> dict[str, object]:
    """The one fault of the smallest charter with a part of it replaced."""
    assert SMALLEST.count(old) == 1
    (only,) = faults(SMALLEST.replace(old, new))
    return only


def keys_and_problems(text: str) -> set[tuple[object, object]]:
    return {(each["key"], each["problem"]) for each in faults(text)}


class TestReading:
    def test_gives_the_same_value_for_the_same_text(self):
        assert read_charter(SMALLEST) is read_charter(SMALLEST)

    def test_gives_a_frozen_value(self):
        with pytest.raises(FrozenInstanceError):
            read_charter(SMALLEST).edition = "e2"  # type: ignore[misc]

    def test_accepts_a_rank_of_a_body_wherever_seats_are_listed(self):
        found = read_charter(SMALLEST + 'chaired_by = "office.heads"\nchaired_by_strength = "hard"')
        assert found.meetings.chaired_by == ("clerk", "teller")

    def test_reads_a_range_of_meetings(self):
        found = read_charter(SMALLEST + 'per_year = 1\nper_year_most = 2\nper_year_strength = "soft"')
        assert (found.meetings.per_year, found.meetings.most_per_year) == (1, 2)


class TestAFault:
    @pytest.mark.parametrize(
        ("old", "new", "key", "problem"),
        [
            ('edition = "e1"\n', "", "edition", "missing_key"),
            ('edition = "e1"', "edition = 1", "edition", "wrong_type"),
            ('edition = "e1"', 'edition = " "', "edition", "empty"),
            ('edition = "e1"', 'edition = "e1"\nissued_on = 2020-01-01T00:00:00', "issued_on", "wrong_type"),
            ('edition = "e1"', 'edition = "e1"\nissued_on = "2020-01-01"', "issued_on", "wrong_type"),
            ('edition = "e1"', 'edition = "e1"\nbasis = ["a", 1]', "basis[2]", "wrong_type"),
            ('edition = "e1"', 'edition = "e1"\nbasis = ["a", "a"]', "basis[2]", "twice"),
            ('edition = "e1"', 'edition = "e1"\n"议题" = 1', '"议题"', "unknown_key"),
            (', en = "conference"', "", "institution.en", "missing_key"),
            ('level = "town"', 'level = "village"', "level", "unknown_value"),
            ('"Asia/Shanghai"', '"Asia/Chengqiao"', "time_zone", "unknown_time_zone"),
            ('"Asia/Shanghai"', '"../Shanghai"', "time_zone", "unknown_time_zone"),
            ('office = "office"', 'office = "bureau"', "office", "unknown_body"),
            ("clerk = {", "clerk = { rank = 1,", "duties.clerk.rank", "unknown_key"),
            ("clerk = {", 'clerk = { unit = "nowhere",', "duties.clerk.unit", "unknown_unit"),
            ("clerk = {", 'Clerk = { zh = "员", en = "clerk", side = "gov" }\nclerk = {', "duties.Clerk", "unfit_key"),
            ('side = "union"', 'side = "joint"', "duties.teller.side", "unknown_value"),
            ('["clerk", "teller"]', '["clerk", "king"]', "bodies.office.heads[2]", "unknown_duty"),
            ('["clerk", "teller"]', '["clerk@finance"]', "bodies.office.heads[1]", "unknown_duty"),
            ('["clerk", "teller"]', '"office.heads"', "bodies.office.heads", "unknown_rank"),
            ('proposers = ["gov"]', 'proposers = ["party"]', "topics.proposers[1]", "unknown_value"),
            ("steps = []\n", "", "topics.steps", "missing_key"),
            ("steps = []", 'steps = ["vote"]', "topics.steps[1]", "unknown_value"),
            ("steps = []", 'steps = []\nconsensus = "basic"', "topics.consensus_strength", "missing_key"),
            ("steps = []", 'steps = []\napproval = { how = "any" }', "topics.approval.seats", "missing_key"),
            (
                "steps = []",
                'steps = []\napproval = { how = "vote", seats = ["head@x"] }',
                "topics.approval.how",
                "unknown_value",
            ),
            ('naming = "year"', 'naming = "year"\nquorum = 0', "meetings.quorum", "below_one"),
            ('naming = "year"', 'naming = "year"\nquorum = true', "meetings.quorum", "wrong_type"),
            ('naming = "year"', 'naming = "year"\n[deadlines]\nnotice = 3', "deadlines.working_days", "missing_key"),
        ],
    )
    def test_is_told_by_its_key(self, old, new, key, problem):
        told = fault(old, new)
        assert (told["key"], told["problem"]) == (key, problem)

    def test_does_not_hide_the_others(self):
        text = SMALLEST.replace('level = "town"', 'level = "village"').replace('naming = "year"', "")
        assert keys_and_problems(text) == {("level", "unknown_value"), ("meetings.naming", "missing_key")}

    def test_in_a_row_is_told_by_its_place(self):
        row = '{ key = "A b", zh = "甲", en = "a", kind = "sleep", seat = "clerk" }'
        assert keys_and_problems(f"{SMALLEST}attendance = [{row}, 1]") == {
            ("meetings.attendance[1].key", "unfit_key"),
            ("meetings.attendance[1].kind", "unknown_value"),
            ("meetings.attendance[1].seat", "unknown_key"),
            ("meetings.attendance[2]", "wrong_type"),
        }

    def test_of_the_value_tells_what_is_allowed(self):
        told = fault('level = "town"', 'level = "village"')
        assert told["given"] == "village"
        assert told["allowed"] == [level.value for level in Level]

    @pytest.mark.parametrize(
        ("text", "problem", "line"),
        [
            ("edition = 'e1'\ntitle =\n", "syntax", 2),
            ("edition = 'e1'\nedition = 'e2'\n", "syntax", 2),
            ("a = " + "[" * 5000, "syntax", None),
            ("a = " + "9" * 5000, "syntax", None),
            ("a = 1\nb = '\ud800'", "not_unicode", 2),
            ("#" * (LONGEST + 1), "too_long", None),
        ],
    )
    def test_of_the_file_is_told_by_its_line(self, text, problem, line):
        (told,) = faults(text)
        assert (told["key"], told["problem"], told.get("line")) == ("", problem, line)


VALUES = ("1", "-1", "true", '""', '"office.heads"', '"mayor"', "[]", "[[1]]", "{}", "{ zh = 1 }", "nan", "7:00:00")


@st.composite
def altered(draw: st.DrawFn) -> str:
    """A charter with some lines dropped, doubled, moved, cut short, or given another value."""
    lines = built_in(draw(st.sampled_from(("chengqiao", "example-district")))).splitlines()
    for _ in range(draw(st.integers(1, 4))):
        place = draw(st.integers(0, len(lines) - 1))
        line = lines[place]
        other_value = f"{line.partition('=')[0]}= {draw(st.sampled_from(VALUES))}"
        changes: tuple[list[str], ...] = (
            [],
            [line, line],
            [line[: len(line) // 2]],
            [lines[-place], line],
            [other_value],
        )
        lines[place : place + 1] = draw(st.sampled_from(changes))
    return "\n".join(lines)


def told_by(text: str) -> list[dict[str, object]]:
    """The faults of a text; none when it can be read."""
    try:
        read_charter(text)
    except Malformed as refused:
        told: list[dict[str, object]] = refused.facts["faults"]
        return told
    return []


class TestAnyTextAtAll:
    @given(st.text())
    def test_that_is_garbage_has_faults(self, text):
        assert told_by(text)

    @settings(max_examples=300)
    @given(altered())
    def test_that_was_altered_is_read_or_has_faults_with_keys(self, text):
        assert all({"key", "problem"} <= set(told) for told in told_by(text))
