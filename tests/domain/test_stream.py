"""What holds of every stream and every fact, found in the tree."""

import ast
import inspect
import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import StrEnum
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules, walk_packages
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints
from uuid import UUID

import pytest
from eventsourcing.domain import all_func_decorators, decorated_funcs

import domain
from domain import facts as dictionary
from domain.errors import OutOfOrder
from domain.rules.rule import Rule
from domain.stream import Attachment, Fact, First, Sealed, Stream
from domain.trace import NOBODY, Trace
from tests.cast import NOW, act
from tests.domain.stories import a_register, a_submitted_topic

MODULES = [import_module(info.name) for info in walk_packages(domain.__path__, f"{domain.__name__}.")]
PLAIN = {str, int, bool, date, datetime, UUID, NoneType}
ENVELOPE = {field.name for field in fields(First)}
LIFTED = {field.name for field in fields(Trace)}


def below(kind: type[Stream]) -> Iterator[type[Stream]]:
    for each in kind.__subclasses__():
        yield each
        yield from below(each)


STREAMS = sorted(
    {each for each in below(Stream) if "TOPIC" in vars(each) and each.__module__.startswith("domain.")},
    key=lambda each: each.TOPIC,
)
ABSTRACT = sorted({each for each in below(Stream) if "TOPIC" not in vars(each)}, key=lambda each: each.__name__)
FACTS = [
    value
    for info in iter_modules(dictionary.__path__)
    for value in vars(import_module(f"{dictionary.__name__}.{info.name}")).values()
    if isinstance(value, type) and issubclass(value, Fact) and value not in {Fact, First}
]


def facts_of(stream: type[Stream]) -> list[type[Fact]]:
    own = [value for name, value in vars(stream).items() if name != "Event" and isinstance(value, type)]
    return [value for value in own if issubclass(value, Fact)]


def fields_of(fact: type[Fact]) -> dict[str, Any]:
    """The fields of a fact's body, with their types."""
    hints = get_type_hints(fact)
    return {field.name: hints[field.name] for field in fields(fact) if field.name not in ENVELOPE}


def strangers(kind: Any) -> set[Any]:
    """The parts of a field's type that must not be recorded."""
    if get_origin(kind) in {Union, UnionType}:
        return {stranger for part in get_args(kind) for stranger in strangers(part)}
    if get_origin(kind) is tuple:
        item, *rest = get_args(kind)
        return strangers(item) if rest == [...] else {kind}
    if kind in PLAIN or kind is Attachment or (isinstance(kind, type) and issubclass(kind, StrEnum)):
        return set()
    if is_dataclass(kind) and isinstance(kind, type) and kind.__dataclass_params__.frozen:  # type: ignore[attr-defined]
        loose = {kind for field in fields(kind) if not field.kw_only}
        return loose | {stranger for hint in get_type_hints(kind).values() for stranger in strangers(hint)}
    return {kind}


def appliers_of(module: Path) -> Iterator[ast.FunctionDef]:
    """The methods of a file that are bound to a fact."""
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef) and any("event(" in ast.unparse(each) for each in node.decorator_list):
            yield node


def rules_imported(module: Path) -> set[str]:
    nodes = [n for n in ast.walk(ast.parse(module.read_text(encoding="utf-8"))) if isinstance(n, ast.ImportFrom)]
    return {alias.name for node in nodes if (node.module or "").startswith("domain.rules") for alias in node.names}


SOURCES = sorted(Path(domain.__path__[0]).rglob("*.py"))
APPLIERS = [(path, node) for path in SOURCES for node in appliers_of(path)]


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: fact.TOPIC)
class TestFact:
    def test_is_one_sentence(self, fact):
        told = inspect.getdoc(fact) or ""
        assert re.fullmatch(r"[A-Z][^.!?\n]*(?:\n[^.!?\n]+)*\.", told), told

    def test_is_stored_under_its_streams_name(self, fact):
        stream = fact.__module__.rpartition(".")[2].partition("_")[0]
        assert re.fullmatch(rf"{stream}\.[a-z]+(_[a-z]+)*", fact.TOPIC)

    def test_belongs_to_one_stream(self, fact):
        assert len([stream for stream in STREAMS if issubclass(getattr(stream, fact.__name__, NoneType), fact)]) == 1

    def test_records_plain_values_only(self, fact):
        found = {name: strangers(kind) for name, kind in fields_of(fact).items() if name not in fact.PERSONAL}
        assert {name: strange for name, strange in found.items() if strange} == {}

    def test_repeats_nothing_of_the_act_behind_it(self, fact):
        assert set(fields_of(fact)) & LIFTED == set()

    def test_names_whom_each_personal_value_is_about(self, fact):
        body = fields_of(fact)
        personal = {name for name, kind in body.items() if Sealed in get_args(kind)}
        assert personal == set(fact.PERSONAL)
        assert set(fact.PERSONAL.values()) <= set(body) - personal

    def test_keeps_files_in_one_field(self, fact):
        kept = {name: kind for name, kind in fields_of(fact).items() if "Attachment" in str(kind)}
        assert kept in ({}, {"attachments": tuple[Attachment, ...]})

    def test_relies_on_what_it_names_once(self, fact):
        assert len(set(fact.CLAUSES)) == len(fact.CLAUSES)
        assert len(set(fact.GAPS)) == len(fact.GAPS)
        assert all(name.startswith("G") for name in fact.GAPS)
        assert not any(name.startswith("G") for name in fact.CLAUSES)


class TestFacts:
    def test_have_one_stored_name_each(self):
        names = [fact.TOPIC for fact in FACTS]
        assert sorted(names) == sorted(set(names))


@pytest.mark.parametrize("stream", STREAMS, ids=lambda stream: stream.TOPIC)
class TestEveryStream:
    def test_takes_every_fact_into_its_state(self, stream):
        later = [fact for fact in facts_of(stream) if not issubclass(fact, First)]
        assert [fact.TOPIC for fact in later if fact not in decorated_funcs] == []

    def test_begins_with_a_fact(self, stream):
        assert any(issubclass(fact, First) for fact in facts_of(stream))

    def test_takes_no_personal_value_into_its_state(self, stream):
        for fact in facts_of(stream):
            applier = decorated_funcs.get(fact, stream.__init__)
            assert set(inspect.signature(applier).parameters) & set(fact.PERSONAL) == set()

    def test_asks_its_appliers_for_what_the_fact_has(self, stream):
        known = {"self", "originator_id", "originator_version", "timestamp", "trace"}
        for fact in facts_of(stream):
            applier = decorated_funcs.get(fact)
            if applier is not None:
                assert set(inspect.signature(applier).parameters) <= known | set(fields_of(fact))

    def test_tells_its_life(self, stream):
        assert len((inspect.getdoc(stream) or "").split("\n\n")) > 1


class TestStreams:
    def test_lose_no_applier_to_another_of_the_same_name(self):
        bound = set(decorated_funcs.values())
        lost = [each.decorated_func for each in all_func_decorators if each.decorated_func not in bound]
        assert [
            each.__qualname__ for each in lost if each.__module__.startswith("domain") and each.__name__ != "__init__"
        ] == []

    def test_keep_the_appliers_of_a_module_of_facts_together(self):
        for whole in STREAMS:
            where: dict[str, set[str]] = {}
            for own in [each for each in facts_of(whole) if each in decorated_funcs]:
                home = next(each.__module__ for each in own.__mro__ if each.__module__.startswith(dictionary.__name__))
                where.setdefault(home, set()).add(decorated_funcs[own].__module__)
            assert [home for home, modules in where.items() if len(modules) > 1] == []

    def test_apply_what_their_parts_do(self):
        for whole in STREAMS:
            for own in facts_of(whole):
                parts = [decorated_funcs[each] for each in own.__mro__ if each in decorated_funcs]
                assert parts[:1] == [decorated_funcs[own]] if parts else own not in decorated_funcs

    @pytest.mark.parametrize(("path", "applier"), APPLIERS, ids=lambda each: getattr(each, "name", None))
    def test_apply_facts_without_failing_judging_or_looking_at_a_clock(self, path, applier):
        given = {argument.arg for argument in applier.args.args + applier.args.kwonlyargs}
        names = {node.id for node in ast.walk(applier) if isinstance(node, ast.Name)} - given
        called = {node.attr for node in ast.walk(applier) if isinstance(node, ast.Attribute)}
        assert not any(isinstance(node, ast.Raise | ast.Assert) for node in ast.walk(applier))
        assert names & rules_imported(path) == set()
        assert called & {"today", "now", "charter", "expect", "record"} == set()


class TestRules:
    def test_have_one_code_each(self):
        found = {id(value): value for module in MODULES for value in vars(module).values() if isinstance(value, Rule)}
        codes = [rule.code for rule in found.values()]
        assert sorted(codes) == sorted(set(codes))

    def test_stand_in_the_package_of_rules(self):
        strays = {
            f"{path.name}: {node.targets[0]}"
            for path in SOURCES
            if path.parent.name != "rules"
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(node, ast.Assign) and ast.unparse(node.value).startswith("Rule(")
        }
        assert strays == set()

    @pytest.mark.parametrize("module", [each for each in MODULES if each.__name__.startswith("domain.rules.")])
    def test_are_told_as_a_sentence_under_a_plain_code(self, module):
        for rule in [value for value in vars(module).values() if isinstance(value, Rule)]:
            assert re.fullmatch(r"[a-z]+(_[a-z0-9]+)*", rule.code)
            assert re.fullmatch(r"[A-Z\d].*\.", rule.meaning), rule.meaning


class TestRecording:
    def test_keeps_the_instant_and_the_act(self):
        (fact,) = a_submitted_topic().collect_events()
        assert isinstance(fact, Fact)
        assert (fact.timestamp, fact.trace.on) == (NOW, act("zhou").on)
        assert fact.trace is not NOBODY

    def test_out_of_order_tells_the_step_and_where_the_thing_stands(self):
        with pytest.raises(OutOfOrder) as refused:
            a_submitted_topic().expect(fits=False, step="discuss", meeting="m")
        assert refused.value.facts == {"thing": "topic", "step": "discuss", "stage": "submitted", "meeting": "m"}
        assert refused.value.clause == "R-order"

    def test_is_of_a_stream_that_is_never_done_unless_it_says_so(self):
        assert a_register().is_open
