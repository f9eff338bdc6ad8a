"""Every clause stands at one address, and everything that cites one finds it."""

import re
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import pytest

import domain
from domain import facts
from domain.clauses import CLAUSES, Force, clause
from domain.clauses.content import CONTENT
from domain.clauses.foundations import FOUNDATIONS
from domain.clauses.gaps import GAPS
from domain.clauses.good_order import GOOD_ORDER
from domain.clauses.procedure import PROCEDURE
from domain.rules import every_rule
from domain.stream import Fact

# The rows of the rulebook, part by part.
ROWS = {
    "S0": "a",
    "S1": "a",
    "S2.1": "a",
    "S2.2": "abc",
    "S3": "abcdefghi",
    "S4": "a",
    "S4.1": "abcd",
    "S4.2": "abcde",
    "S4.3": "ab",
    "S5.1": "abcdef",
    "S5.2": "abcdefg",
    "S5.3": "ab",
    "S5.4": "acde",
    "S5.5": "abcd",
}
MEASURES = [each for each in CLAUSES.values() if each.id.startswith("S")]
SOURCES = sorted(Path(domain.__file__).parent.rglob("*.py"))
ADDRESS = re.compile(r'"([SGR](?:\d[\w.]*-[a-z]\d?|\d+|-[a-z-]+))"')


def facts_recorded() -> list[type[Fact]]:
    modules = [import_module(f"{facts.__name__}.{info.name}") for info in iter_modules(facts.__path__)]
    found = [value for module in modules for value in vars(module).values()]
    return [value for value in found if isinstance(value, type) and issubclass(value, Fact)]


class TestClauses:
    def test_have_every_row_of_the_rulebook(self):
        rows = {f"{part}-{letter}" for part, letters in ROWS.items() for letter in letters}
        rows |= {f"S5.4-b{place}" for place in range(1, 7)}
        assert {each.id for each in MEASURES} == rows

    def test_have_every_gap_with_its_default_in_both_languages(self):
        assert [each.id for each in GAPS] == [f"G{number}" for number in range(1, 26)]
        assert all(each.default_zh and each.default_en for each in GAPS)

    def test_stand_at_one_address_each(self):
        assert len(CLAUSES) == len(FOUNDATIONS + CONTENT + PROCEDURE + GAPS + GOOD_ORDER)

    def test_say_what_they_say_in_both_languages(self):
        assert all(re.search(r"[\u4e00-\u9fff]", each.zh) for each in CLAUSES.values())
        assert all(re.search(r"[a-z]{2}", each.en) for each in CLAUSES.values())

    def test_name_their_section_only_where_the_measures_speak(self):
        assert all(each.section and each.force for each in MEASURES)
        assert not any(each.section or each.force for each in CLAUSES.values() if each not in MEASURES)

    def test_ask_nothing_where_they_are_open_or_a_principle(self):
        silent = {each.id for each in MEASURES if not each.held_by}
        not_binding = {each.id for each in MEASURES if not {Force.HARD, Force.SOFT} & set(each.force)}
        assert silent == not_binding | {"S5.3-b"}  # 可: who may be invited may also not be

    def test_carry_the_softening_word_where_they_are_soft(self):
        assert all(each.marker for each in MEASURES if Force.SOFT in each.force)

    def test_are_found_by_id(self):
        assert clause("S5.2-g").section == "五(二)"
        assert clause("S5.2-g").force == (Force.SOFT, Force.HARD)
        with pytest.raises(LookupError):
            clause("S9-z")


class TestWhatCitesAClause:
    def test_finds_it_from_every_rule(self):
        assert {rule.code: rule.clause for rule in every_rule().values() if rule.clause not in CLAUSES} == {}

    def test_finds_it_from_every_fact(self):
        cited = {(each.__qualname__, name) for each in facts_recorded() for name in each.CLAUSES + each.GAPS}
        assert {(fact, name) for fact, name in cited if name not in CLAUSES} == set()

    def test_finds_it_from_every_line(self):
        cited = {(path.name, name) for path in SOURCES for name in ADDRESS.findall(path.read_text(encoding="utf-8"))}
        assert {(path, name) for path, name in cited if name not in CLAUSES} == set()
