"""The auditors find nothing where everything was done, and hold what nothing else could hold."""

from pathlib import Path

from domain.clauses import CLAUSES, Force
from domain.rules import every_rule
from domain.rules.rule import Held
from projections.auditors import every_finding
from tests.projections.auditors.planting import lawful
from tests.projections.town import a_town_of_three_years


class TestLawfulHistory:
    def test_has_no_findings(self, planted):
        assert planted(lawful()) == {}


class TestEveryClause:
    def test_of_the_measures_that_binds_is_held_by_a_rule_or_found_by_an_auditor(self):
        binding = {each.id for each in CLAUSES.values() if {Force.HARD, Force.SOFT} & set(each.force)}
        held = {rule.clause for rule in (*every_rule().values(), *every_finding().values())}
        assert binding - held == {"S5.3-b"}  # 可: nobody need be invited


class TestEveryFinding:
    def test_is_planted_by_a_test(self):
        tests = "".join(file.read_text("utf-8") for file in Path(__file__).parent.glob("test_*.py"))
        assert [code for code in every_finding() if f'"{code}"' not in tests] == []

    def test_cites_a_clause_that_asks_for_something(self):
        assert {rule.held for rule in every_finding().values()} == {Held.FINDING}
        silent = {each.id for each in CLAUSES.values() if each.id.startswith(("S", "R")) and not each.held_by}
        assert [code for code, rule in every_finding().items() if rule.clause in silent] == []

    def test_names_the_records_it_rests_on(self, findings):
        town = a_town_of_three_years()
        rows = [row for rows in findings(town).values() for row in rows]
        assert rows
        assert all(row["records"] and set(row["records"]) <= set(range(1, row["found_at"] + 1)) for row in rows)

    def test_has_a_code_of_its_own(self):
        assert set(every_finding()) & set(every_rule()) == set()
