"""``lianxi rules``: from each clause to the rules that hold it, how, under which code, and the tests that show it."""

import json
from typing import Annotated, Any

import typer

from interfaces.cli.speech import Trouble, language, mention, words
from interfaces.rulebook import Entry, own_tests, rulebook


def rules(
    *,
    clause: Annotated[str | None, typer.Option(help="只看一条 · one clause only, S5.2-g", metavar="CLAUSE")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="输出 JSON · print JSON")] = False,
) -> None:
    """列出条款、规则、代码与测试 · Print clause, rule, code and tests."""
    entries = [entry for entry in rulebook(own_tests()) if clause in {None, entry.clause.id}]
    if not entries:
        raise Trouble("no_such_clause", given=clause)
    if as_json:
        typer.echo(json.dumps([_document(entry) for entry in entries], ensure_ascii=False, indent=1))
        return
    for entry in entries:
        typer.echo("\n".join(_lines(entry)))
    lacking = [entry.clause.id for entry in entries if entry.missing]
    if lacking:
        mention("clauses_lack", clauses=", ".join(lacking))


def _lines(entry: Entry) -> list[str]:
    clause = entry.clause
    force = "/".join(clause.force)
    head = [part for part in (clause.id, force, clause.section) if part]
    told = (clause.en, clause.default_en) if language() == "en" else (clause.zh, clause.default_zh)
    lines = [f"{' '.join(head)}  {' → '.join(filter(None, told))}"]
    lines += [f"    {each.rule.held}  {each.rule.code}  {each}" for each in entry.addresses]
    lines += [f"    {words('in_fact')}  {fact}" for fact in entry.facts]
    lines += [f"    {words('in_test')}  {test}" for test in entry.tests or ()]
    lines += [f"    {words(f'lacks_{what}')}" for what in entry.missing]
    return lines


def _document(entry: Entry) -> dict[str, Any]:
    clause = entry.clause
    return {
        "clause": clause.id,
        "force": list(clause.force),
        "section": clause.section,
        "zh": clause.zh,
        "en": clause.en,
        "rules": [
            {"rule": str(each), "held": each.rule.held, "code": each.rule.code, "meaning": each.rule.meaning}
            for each in entry.addresses
        ],
        "facts": list(entry.facts),
        "tests": list(entry.tests) if entry.tests is not None else None,
        "missing": list(entry.missing),
    }
