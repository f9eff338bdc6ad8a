"""The rulebook: no clause that binds has lost its rule, its code or its test."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from domain.clauses import CLAUSES, Clause, Force
from domain.rules import every_rule, module_of
from domain.rules.rule import Held, Rule
from interfaces.rulebook import Address, Entry, clause_tests, every_address, own_tests, rulebook

TESTS = Path(__file__).parents[1]
BOOK = {entry.clause.id: entry for entry in rulebook(TESTS)}
BINDING = [ident for ident, clause in CLAUSES.items() if {Force.HARD, Force.SOFT} & set(clause.force)]
# What one can only see undone.
FOUND = ("S4.1-a", "S4.1-b", "S4.1-c", "S4.1-d", "S5.2-a", "S5.2-d", "S5.5-a", "S5.5-b")


def an_entry(*, held_by: tuple[Held, ...] = (Held.REFUSAL,), force: Force = Force.HARD, **given: Any) -> Entry:
    clause = Clause("S9-z", "条", "A row.", "九", (force,), held_by)
    entry = Entry(clause=clause, addresses=(an_address(Held.REFUSAL),), facts=(), tests=("tests/test_x.py::test_s9_z",))
    return replace(entry, **given)


def an_address(held: Held) -> Address:
    return Address(module="domain.rules.x", name="X", rule=Rule("S9-z", "x", "A rule.", held))


class TestEveryClauseThatBinds:
    @pytest.mark.parametrize("ident", BINDING)
    def test_has_its_rule_its_code_and_its_test(self, ident):
        assert BOOK[ident].missing == (), f"{ident} has lost its {' and its '.join(BOOK[ident].missing)}"

    @pytest.mark.parametrize("ident", FOUND)
    def test_has_an_auditor_where_it_can_only_be_seen_undone(self, ident):
        assert Held.FINDING in {address.rule.held for address in BOOK[ident].addresses}

    def test_is_every_must_and_every_in_principle(self):
        assert [ident for ident, entry in BOOK.items() if entry.is_binding] == BINDING
        assert len(BINDING) > 40


class TestRulebook:
    def test_is_the_whole_of_it_in_its_order(self):
        assert list(BOOK) == list(CLAUSES)

    def test_has_every_rule_of_the_domain_where_it_is_made(self):
        places = {address.rule.code: address.module for address in every_address()}
        assert {code: module_of(rule) for code, rule in every_rule().items()}.items() <= places.items()

    def test_has_one_address_for_a_rule(self):
        codes = [address.rule.code for address in every_address()]
        assert sorted(codes) == sorted(set(codes))

    def test_names_the_constant(self):
        assert "domain.rules.office:OFFICE_ONLY" in {str(address) for address in BOOK["S3-f"].addresses}

    def test_names_the_facts_that_cite_a_clause(self):
        assert "roster.duty_taken" in BOOK["S3-i"].facts
        assert "roster.absence_recorded" in BOOK["G11"].facts

    def test_does_without_tests_where_there_are_none(self):
        assert all(entry.tests is None and "test" not in entry.missing for entry in rulebook(None))

    def test_finds_the_tests_beside_the_source(self):
        assert own_tests() == TESTS


class TestEntry:
    def test_lacks_nothing_with_a_rule_and_a_test(self):
        assert an_entry().missing == ()

    def test_lacks_a_rule_when_none_is_held_in_a_way_that_fits(self):
        assert an_entry(addresses=(an_address(Held.CHECK),)).missing == ("rule",)
        assert an_entry(addresses=()).missing == ("rule",)

    def test_lacks_a_test_when_none_is_named_after_it(self):
        assert an_entry(tests=()).missing == ("test",)

    def test_needs_a_fact_where_something_only_may_be_done(self):
        may = an_entry(held_by=(), force=Force.SOFT, addresses=())
        assert may.missing == ("rule",)
        assert replace(may, facts=("meeting.notice_issued",)).missing == ()

    @pytest.mark.parametrize("force", [Force.OPEN, Force.PRINCIPLE])
    def test_lacks_nothing_where_nothing_binds(self, force):
        assert an_entry(force=force, addresses=(), tests=()).missing == ()


class TestTestsByClause:
    def test_are_those_named_after_it_wherever_they_stand(self, tmp_path):
        tests = tmp_path / "tests"
        (tests / "deep").mkdir(parents=True)
        (tests / "deep" / "test_one.py").write_text(
            "class TestNotice:\n    def test_s5_2_b_is_issued(self): ...\ndef test_g2_two_persons(): ...\n"
            "def test_g25(): ...\ndef test_s5_2_be_careful(): ...\ndef test_r_two_persons_too(): ...\n"
        )
        assert clause_tests(tests) == {
            "S5.2-b": ("tests/deep/test_one.py::TestNotice::test_s5_2_b_is_issued",),
            "G2": ("tests/deep/test_one.py::test_g2_two_persons",),
            "G25": ("tests/deep/test_one.py::test_g25",),
            "R-two-persons": ("tests/deep/test_one.py::test_r_two_persons_too",),
        }
