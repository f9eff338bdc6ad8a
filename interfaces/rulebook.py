"""The rulebook as the code holds it: from each clause to its rules, the way they are held, their codes and tests."""

import ast
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from inspect import getsource
from pathlib import Path
from pkgutil import iter_modules
from re import sub
from types import ModuleType
from typing import Any

import interfaces
from domain import facts
from domain.clauses import CLAUSES, Clause, Force
from domain.rules.rule import Rule
from domain.stream import FactType

_PACKAGES = ("domain.rules", "projections.auditors")
_BINDING = frozenset({Force.HARD, Force.SOFT})


@dataclass(frozen=True, kw_only=True)
class Address:
    """Where a rule stands in the tree."""

    module: str
    name: str
    rule: Rule

    def __str__(self) -> str:
        return f"{self.module}:{self.name}"


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A clause: the rules that hold it, the facts that cite it, the tests named after it (None: not at hand)."""

    clause: Clause
    addresses: tuple[Address, ...]
    facts: tuple[str, ...]
    tests: tuple[str, ...] | None

    @property
    def is_binding(self) -> bool:
        """Whether the measures say something here that the product owes: a must, in principle, or a may."""
        return bool(_BINDING.intersection(self.clause.force))

    @property
    def missing(self) -> tuple[str, ...]:
        """What a binding clause lacks: a rule held in a way that fits it, and a test named after it.

        What only may be done (可) cannot be broken, so no rule holds it; but it leaves a fact that cites it.
        """
        if not self.is_binding:
            return ()
        ways = self.clause.held_by
        held = any(address.rule.held in ways for address in self.addresses) if ways else bool(self.facts)
        return (() if held else ("rule",)) + (("test",) if self.tests == () else ())


def rulebook(tests: Path | None) -> tuple[Entry, ...]:
    """Every clause in its order, with what holds it. ``tests`` is the folder of the tests, None where there is none."""
    addresses = tuple(every_address())
    cited = facts_by_clause()
    named = None if tests is None else clause_tests(tests)
    return tuple(
        Entry(
            clause=clause,
            addresses=tuple(address for address in addresses if address.rule.clause == clause.id),
            facts=cited.get(clause.id, ()),
            tests=None if named is None else named.get(clause.id, ()),
        )
        for clause in CLAUSES.values()
    )


def every_address() -> Iterator[Address]:
    """Every rule where it is made: those of the domain, then those that only an auditor can find broken."""
    for module in _modules():
        own = _assigned(module)
        for name, value in vars(module).items():
            if isinstance(value, Rule) and name in own:
                yield Address(module=module.__name__, name=name, rule=value)


def facts_by_clause() -> Mapping[str, tuple[str, ...]]:
    """The stored names of the facts that cite each clause, or rely on a gap's assumption."""
    found: dict[str, tuple[str, ...]] = {}
    for info in iter_modules(facts.__path__, f"{facts.__name__}."):
        for value in vars(import_module(info.name)).values():
            if isinstance(value, FactType) and value.__module__ == info.name:
                fact: Any = value
                for ident in (*fact.CLAUSES, *fact.GAPS):
                    found[ident] = (*found.get(ident, ()), fact.TOPIC)
    return found


def clause_tests(tests: Path) -> Mapping[str, tuple[str, ...]]:
    """The tests named after each clause: ``test_s5_2_g_…`` after S5.2-g."""
    prefixes = {f"test_{sub('[.-]', '_', ident.lower())}": ident for ident in CLAUSES}
    found: dict[str, tuple[str, ...]] = {}
    for file in sorted(tests.rglob("test_*.py")):
        for name, address in _in_file(file, tests):
            for prefix, ident in prefixes.items():
                if name == prefix or name.startswith(f"{prefix}_"):
                    found[ident] = (*found.get(ident, ()), address)
    return found


def own_tests() -> Path | None:
    """The folder of the tests, where the product runs from its own source."""
    folder = Path(interfaces.__path__[0]).parent / "tests"
    return folder if folder.is_dir() else None


def _modules() -> Iterator[ModuleType]:
    for name in _PACKAGES:
        if find_spec(name) is not None:
            package = import_module(name)
            yield package
            for info in iter_modules(package.__path__, f"{name}."):
                yield import_module(info.name)


def _assigned(module: ModuleType) -> frozenset[str]:
    """The names that a module gives, not those it imports."""
    statements = ast.parse(getsource(module)).body
    plain = [target for statement in statements if isinstance(statement, ast.Assign) for target in statement.targets]
    typed = [statement.target for statement in statements if isinstance(statement, ast.AnnAssign)]
    return frozenset(target.id for target in (*plain, *typed) if isinstance(target, ast.Name))


def _in_file(file: Path, tests: Path) -> Iterator[tuple[str, str]]:
    place = file.relative_to(tests.parent).as_posix()
    return _functions(ast.parse(file.read_text(encoding="utf-8")).body, place)


def _functions(body: Iterable[ast.stmt], place: str) -> Iterator[tuple[str, str]]:
    for node in body:
        match node:
            case ast.ClassDef():
                yield from _functions(node.body, f"{place}::{node.name}")
            case ast.FunctionDef():
                yield node.name, f"{place}::{node.name}"
