"""Every code a problem can have, with the statuses it comes under: found in the source, where each is raised."""

import ast
from collections import defaultdict
from collections.abc import Iterator
from importlib import import_module
from inspect import getsource, isfunction, signature
from pkgutil import walk_packages
from types import ModuleType
from typing import Any

import application
import domain
import interfaces.audit
import interfaces.http
from application.handlers import HANDLERS
from domain import errors
from domain.rules.rule import Held, Rule
from interfaces.http.kinds import KINDS
from interfaces.http.problems import CLAUSES, CODES, STATUSES
from interfaces.rulebook import every_address

_RAISED = {"broken": errors.RuleBroken, "not_entitled": errors.NotEntitled, "out_of_order": errors.OutOfOrder}
_PASSED = {"rule": errors.NotEntitled, "unnamed": errors.RuleBroken}
"""What a rule is raised as that is passed on under this name: by who may act, or where the charter names nobody."""
_NEVER_RAISED = {Held.CHECK, Held.FINDING}

Found = tuple[str, str | None, type[errors.Failure]]


def codes() -> list[dict[str, Any]]:
    """The catalogue: code, statuses, clause; in the order of the codes."""
    statuses: dict[str, set[int]] = defaultdict(set)
    clauses: dict[str, str | None] = {}
    for code, clause, kind in _found():
        statuses[code].add(CODES.get(code) or next(status for each, status in STATUSES if issubclass(kind, each)))
        clauses[code] = clauses.get(code) or clause
    for code, status in CODES.items():
        statuses[code].add(status)
        clauses.setdefault(code, CLAUSES.get(code))
    for rule in (address.rule for address in every_address()):
        if rule.held not in _NEVER_RAISED and rule.code not in statuses:
            statuses[rule.code], clauses[rule.code] = {409}, rule.clause
    return [{"code": code, "statuses": sorted(statuses[code]), "clause": clauses[code]} for code in sorted(statuses)]


def _found() -> Iterator[Found]:
    for package in (domain, application, interfaces.audit, interfaces.http):
        for info in walk_packages(package.__path__, f"{package.__name__}."):
            module = import_module(info.name)
            for node in ast.walk(ast.parse(getsource(module))):
                yield from _of(node, module)


def _of(node: ast.AST, module: ModuleType) -> Iterator[Found]:
    match node:
        case ast.Call():
            yield from _of_call(node, module)
        case ast.FunctionDef(args=ast.arguments(args=named, defaults=defaults)) if defaults:
            yield from _passed([each.arg for each in named[-len(defaults) :]], defaults, module)
        case ast.Assign(targets=[ast.Name(id=name)], value=value):
            yield from _passed([name], [value], module)


def _of_call(call: ast.Call, module: ModuleType) -> Iterator[Found]:
    function = _value(call.func, module)
    if isinstance(function, type) and issubclass(function, errors.Failure) and call.args:
        for code, clause in _named(call, module):
            yield code, clause, function
    elif isinstance(call.func, ast.Attribute) and call.func.attr in _RAISED:
        for rule in _rules(call.func.value, module):
            yield rule.code, rule.clause, _RAISED[call.func.attr]
    elif isfunction(function):
        if function.__annotations__.get("return") is not Rule:
            yield from _passed([*signature(function).parameters], call.args, module)
    else:
        yield from _passed(["rule"] * len(call.args), call.args, module)
    yield from _passed([each.arg or "" for each in call.keywords], [each.value for each in call.keywords], module)


def _named(call: ast.Call, module: ModuleType) -> Iterator[tuple[str, str | None]]:
    first = call.args[0]
    said = next((_value(each.value, module) for each in call.keywords if each.arg == "clause"), None)
    if isinstance(first, ast.JoinedStr):
        kinds = {*KINDS, *(command.TARGET for command in HANDLERS if command.TARGET)}
        yield from ((f"{kind}_unknown", said) for kind in kinds)
    elif isinstance(code := _value(first, module), str):
        yield code, said


def _passed(names: list[str], values: list[ast.expr], module: ModuleType) -> Iterator[Found]:
    for name, value in zip(names, values, strict=False):
        for rule in _rules(value, module):
            if name in _PASSED and rule.held is Held.REFUSAL:
                yield rule.code, rule.clause, _PASSED[name]


def _rules(node: ast.expr, module: ModuleType) -> list[Rule]:
    """The rules a value may be: one by its name, one of two, or one made from another."""
    match node:
        case ast.IfExp():
            inner = [node.body, node.orelse]
        case ast.Call():
            inner = node.args
        case _:
            inner = [node]
    return [value for each in inner if isinstance(value := _value(each, module), Rule)]


def _value(node: ast.expr, module: ModuleType) -> Any:
    """What a name, a constant or an attribute of a name is in a module; None where only running it would tell."""
    if isinstance(node, ast.Constant):
        return node.value
    if isinstance(node, ast.Name):
        return vars(module).get(node.id)
    if isinstance(node, ast.Attribute):
        return getattr(_value(node.value, module), node.attr, None)
    return None
