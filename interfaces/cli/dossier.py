"""``lianxi dossier``: the whole way of a decision, step by step, across everything it passed."""

import json
from collections.abc import Iterator
from typing import Annotated, Any

import typer

from application.replay_points import point_of
from domain.errors import NotFound
from domain.recorded import Recorded
from interfaces.cli.folder import Data, Kept, Slug, kept
from interfaces.cli.history import Teller, write
from interfaces.cli.replay import At, named
from interfaces.cli.speech import language
from interfaces.replayed import History, steps_of
from projections.dossier import AllFacts, subjects_on_the_way, way_of
from projections.telling import body_of

_AT_ONCE = 1_000


def dossier(
    conference: Slug,
    decision: Annotated[str, typer.Argument(help="议定事项的编号 · id of the decision", metavar="DECISION")],
    *,
    at: At = None,
    as_json: Annotated[bool, typer.Option("--json", help="每行一步 · one step a line")] = False,
    data: Data = None,
) -> None:
    """查看议定事项全程 · Show the whole way of a decision, and what each step changed."""
    with kept(data, conference) as found:
        point = point_of(at or str(found.log.head(found.key)), found.log, found.key)
        facts = AllFacts(recorded for recorded in _everything(found) if point.counts(recorded))
        subjects = subjects_on_the_way(facts, decision.removeprefix("decision/"))
        if not subjects:
            raise NotFound("decision_unknown", clause="R-known", thing="decision", id=decision)
        steps = list(steps_of(way_of(facts, subjects), facts.of, subjects, language()))
        write(_as_json(found, steps) if as_json else _told(found, steps))


def _everything(found: Kept) -> Iterator[Recorded]:
    after = 0
    while page := found.log.read(found.key, after, _AT_ONCE):
        yield from page
        after = page[-1].position


def _told(found: Kept, steps: list[tuple[Recorded, dict[str, Any]]]) -> Iterator[str]:
    teller = Teller(found)
    for number, (recorded, step) in enumerate(steps, start=1):
        first, *rest = teller.head(recorded)
        yield f"{number}. {first}"
        yield from rest
        for change in step["changes"]:
            field = change["field"]
            yield f"    {field}: {teller.value(field, change['old'])} → {teller.value(field, change['new'])}"


def _as_json(found: Kept, steps: list[tuple[Recorded, dict[str, Any]]]) -> Iterator[str]:
    for number, (recorded, step) in enumerate(steps, start=1):
        history = History(found.log, found.key, recorded.kind, recorded.stream, (), language())
        told = {"number": number} | step | history.record(recorded) | {"body": body_of(recorded.fact)}
        yield json.dumps(named(found, told), ensure_ascii=False)
