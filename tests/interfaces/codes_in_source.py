"""What the code may refuse with or find, read from its source: every code, and the facts that may come with it.

Which fact comes with which code is told by the calls that raise a rule and by those it is handed to; where that leaves
a doubt a fact is counted in.
"""

import ast
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from application.mapper import all_streams
from domain.rules import every_rule
from interfaces.http.kinds import KINDS
from interfaces.http.problems import CODES
from projections.auditors import every_finding

HOUSE = Path(__file__).parents[2]
PACKAGES = ("domain", "application", "projections", "interfaces")
FAILURES = frozenset(
    {"Malformed", "NotFound", "RuleBroken", "OutOfOrder", "NotEntitled", "Overtaken", "KeyReused", "Trouble"}
    | {"NotKnown", "TriedTooOften", "Unreachable", "WrongCode"}
)
RAISING = frozenset({"broken", "not_entitled", "out_of_order"})
STEPPING = frozenset(
    {"expect", "at_stage", "expect_pending", "expect_with_units", "settler", "opponent", "_expect_on_record"}
    | {"require_not_before", "in_order", "_in_order"}
)

Address = tuple[str, str]
"""A module's last name, and the name of a rule in it."""


def codes() -> frozenset[str]:
    """Every code that can reach a reader."""
    return frozenset({*_facts_by_code(), *every_rule(), *every_finding(), *CODES, "reason_needed"})


def facts_of(code: str) -> set[str]:
    """The facts that may come with a code; what is not found goes by its kind too."""
    given = _facts_by_code().get(code, set())
    return given | ({code.removesuffix("_unknown")} if {"thing", "id"} <= given else set())


def kinds() -> set[str]:
    """The kinds of things that may not be found."""
    return {stream.TOPIC for stream in all_streams()} | set(KINDS)


def steps() -> set[str]:
    """Every step that code says is out of order, or comes before another."""
    calls = (node for tree in _trees().values() for node in ast.walk(tree) if isinstance(node, ast.Call))
    given = (argument for call in calls if _name_of(call.func) in STEPPING for argument in call.args)
    return {each.value for each in given if isinstance(each, ast.Constant) and isinstance(each.value, str)}


class _Reader:
    """Reads the modules one by one."""

    def __init__(self, rules: dict[Address, str]) -> None:
        self.rules = rules
        self.facts: defaultdict[str, set[str]] = defaultdict(set, {code: set() for code in rules.values()})
        self.of_rules_handed_on: set[str] = set()
        self.handed_on: set[str] = set()
        self._module = ""
        self._names: dict[str, str] = {}
        self._groups: dict[str, set[str]] = {}

    def read(self, file: Path, tree: ast.Module) -> None:
        """Read a module."""
        self._module, self._names, self._groups = file.stem, _imported(tree), {}
        for statement in tree.body:
            if isinstance(statement, ast.Assign) and not _code_in(statement):
                self._groups[_target_of(statement)] = self._all_in(statement.value)
        calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
        raised = {id(node) for call in calls for node in self._read_call(call)}
        for node in ast.walk(tree):
            self.handed_on |= set() if id(node) in raised else self._codes_of(node)
        if "auditors" in file.parts:
            self._give(self._here(), {fact for call in calls for fact in _given(call)} | _keys_in(tree))

    def _read_call(self, call: ast.Call) -> Iterator[ast.AST]:
        """Note what a call gives; the nodes by which it names what it raises."""
        called, given = _name_of(call.func), _given(call)
        if called in FAILURES and call.args:
            self._give(self._failing_with(call.args[0]), given)
            yield from ast.walk(call.args[0])
        elif called in RAISING and isinstance(call.func, ast.Attribute):
            rules = self._all_in(call.func.value)
            self._give(rules, given)
            self.of_rules_handed_on |= set() if rules else given
            yield from ast.walk(call.func.value)
        else:
            self._give({code for argument in _arguments(call) for code in self._all_in(argument)}, given)
            self.of_rules_handed_on |= given if called == "in_one_of" else set()

    def _failing_with(self, first: ast.expr) -> set[str]:
        if isinstance(first, ast.Constant):
            return {str(first.value)}
        if isinstance(first, ast.JoinedStr):
            assert ast.unparse(first).endswith("_unknown'"), ast.unparse(first)
            return {f"{kind}_unknown" for kind in kinds()}
        return self._all_in(first) or self._here()

    def _here(self) -> set[str]:
        return {code for (module, _), code in self.rules.items() if module == self._module}

    def _all_in(self, node: ast.AST) -> set[str]:
        return {code for inner in ast.walk(node) for code in self._codes_of(inner)}

    def _codes_of(self, node: ast.AST) -> set[str]:
        """The rules that a name stands for."""
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            module = self._names.get(node.value.id, node.value.id)
            return {code for address, code in self.rules.items() if address == (module, node.attr)}
        if not isinstance(node, ast.Name) or isinstance(node.ctx, ast.Store):
            return set()
        if node.id in self._groups:
            return self._groups[node.id]
        return {
            code
            for (module, name), code in self.rules.items()
            if (module, name) == (self._module, node.id) or name == self._names.get(node.id)
        }

    def _give(self, codes: set[str], given: set[str]) -> None:
        for code in codes:
            self.facts[code] |= given


@cache
def _facts_by_code() -> dict[str, set[str]]:
    named = ((file, node) for file, tree in _trees().items() for node in tree.body)
    reader = _Reader({(file.stem, _target_of(node)): code for file, node in named if (code := _code_in(node))})
    for file, tree in _trees().items():
        reader.read(file, tree)
    for code in reader.handed_on:
        reader.facts[code] |= reader.of_rules_handed_on
    return dict(reader.facts)


@cache
def _trees() -> dict[Path, ast.Module]:
    """The source of the packages, but for the command line, which has words of its own."""
    found = [file for package in PACKAGES for file in sorted((HOUSE / package).rglob("*.py"))]
    return {file: ast.parse(file.read_text("utf-8")) for file in found if "cli" not in file.parts}


def _code_in(node: ast.stmt) -> str | None:
    """The code of the rule that a statement makes."""
    if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call) and _name_of(node.value.func) == "Rule":
        code = node.value.args[1]
        assert isinstance(code, ast.Constant), ast.unparse(node)
        return str(code.value)
    return None


def _target_of(node: ast.stmt) -> str:
    return _name_of(node.targets[0]) if isinstance(node, ast.Assign) else ""


def _arguments(call: ast.Call) -> list[ast.expr]:
    return [*call.args, *(keyword.value for keyword in call.keywords)]


def _given(call: ast.Call) -> set[str]:
    return {keyword.arg for keyword in call.keywords if keyword.arg} - {"clause"}


def _keys_in(tree: ast.Module) -> set[str]:
    """The keys of every dictionary that a module writes out."""
    keys = (key for node in ast.walk(tree) if isinstance(node, ast.Dict) for key in node.keys)
    return {str(key.value) for key in keys if isinstance(key, ast.Constant)}


def _imported(tree: ast.Module) -> dict[str, str]:
    found = (node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom))
    return {name.asname or name.name: name.name for node in found for name in node.names}


def _name_of(node: ast.expr) -> str:
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""
