"""``lianxi state``, ``diff`` and ``explain``: what a thing was, what differs, and where every value comes from."""

import json
from collections.abc import Iterable, Iterator
from typing import Annotated, Any

import typer

from application.replay_fields import told_fields
from application.replay_points import point_of
from domain.recorded import Recorded
from interfaces.cli.folder import Data, Kept, Slug, kept
from interfaces.cli.history import Teller, stream_of, write
from interfaces.cli.speech import language, words
from interfaces.replayed import History

_POINT_HELP = "120 · 时间 · v7 · 2026-03-01 · 2026-03-01@120；不填为现在 · now if left out"
Stream = Annotated[
    str,
    typer.Argument(
        help="topic/编号；机构为 roster 等 · topic/ID, or roster, units, register, conference", metavar="KIND/UUID"
    ),
]
At = Annotated[str | None, typer.Option("--at", help=_POINT_HELP, metavar="POINT", show_default=False)]
AsJson = Annotated[bool, typer.Option("--json", help="JSON，与接口相同 · JSON as the API has it")]


def state(conference: Slug, stream: Stream, *, at: At = None, as_json: AsJson = False, data: Data = None) -> None:
    """查看某一时点的状态 · Show what a thing was at a version, a position or time, or a business date."""
    with kept(data, conference) as found:
        history = history_of(found, stream)
        told = history.state(point_of(at or str(found.log.head(found.key)), found.log, found.key))
        write(_as_json(found, told) if as_json else _state(found, history, told))


def diff(
    conference: Slug,
    stream: Stream,
    since: Annotated[str, typer.Argument(help="120 · 时间 · v7 · 2026-03-01 · 2026-03-01@120", metavar="FROM")],
    until: Annotated[str | None, typer.Argument(help=_POINT_HELP, metavar="TO", show_default=False)] = None,
    *,
    as_json: AsJson = False,
    data: Data = None,
) -> None:
    """比较两个时点 · Show what differs between two points, field by field, and which records made it so."""
    with kept(data, conference) as found:
        history = history_of(found, stream)
        given = (since, until or str(found.log.head(found.key)))
        before, after = (point_of(each, found.log, found.key) for each in given)
        told = history.diff(before, after)
        write(_as_json(found, told) if as_json else _diff(found, history, told))


def explain(
    conference: Slug,
    stream: Stream,
    field: Annotated[
        str | None, typer.Argument(help="stage · text/title；不填为全部 · all if left out", show_default=False)
    ] = None,
    *,
    at: At = None,
    as_json: AsJson = False,
    data: Data = None,
) -> None:
    """说明各项的由来 · Tell where every value comes from: which records set it, by whom, under which clause."""
    with kept(data, conference) as found:
        history = history_of(found, stream)
        told = history.explain(point_of(at or str(found.log.head(found.key)), found.log, found.key), field)
        write(_as_json(found, told) if as_json else _explained(found, history, told))


def history_of(found: Kept, given: str) -> History:
    """The history of the stream that is named."""
    kind, stream, facts = stream_of(found, given)
    return History(found.log, found.key, kind, stream, facts, language())


def named(found: Kept, told: dict[str, Any]) -> dict[str, Any]:
    """An answer with the names of the people it mentions."""
    text = json.dumps(told)
    return told | {"names": {person: name for person, name in sorted(found.names.items()) if person in text}}


def _as_json(found: Kept, told: dict[str, Any]) -> Iterator[str]:
    yield json.dumps(named(found, told), ensure_ascii=False, indent=2)


def _state(found: Kept, history: History, told: dict[str, Any]) -> Iterator[str]:
    teller = Teller(found)
    yield f"{history.kind}/{history.stream} {_point(told['at'])}"
    yield f"    {teller.brief(_at(history, told['last']['position']))}"
    for field, value in told_fields(told["state"]).items():
        yield f"{field}: {teller.value(field, value)}"
    for field, value in told_fields(told["of_the_day"] or {}).items():
        yield f"{words('of_the_day')} {field}: {teller.value(field, value)}"
    for position in told["left_out"]:
        yield f"{words('left_out')} {teller.brief(_at(history, position))}"


def _diff(found: Kept, history: History, told: dict[str, Any]) -> Iterator[str]:
    teller = Teller(found)
    yield f"{history.kind}/{history.stream} {_point(told['from'])} → {_point(told['to'])}"
    for each in told["fields"]:
        yield f"{each['field']}: {_both(teller, each)}"
        yield from _settings(teller, history, each["settings"])


def _explained(found: Kept, history: History, told: dict[str, Any]) -> Iterator[str]:
    teller = Teller(found)
    yield f"{history.kind}/{history.stream} {_point(told['at'])}"
    for each in told["fields"]:
        field = each["field"]
        yield f"{field}: {teller.value(field, each['value'])}"
        for setting in each["settings"]:
            yield f"    {teller.value(field, setting['new'])}  {teller.brief(_at(history, setting['position']))}"


def _settings(teller: Teller, history: History, settings: Iterable[dict[str, Any]]) -> Iterator[str]:
    for setting in settings:
        yield f"    {teller.brief(_at(history, setting['position']))}"


def _both(teller: Teller, change: dict[str, Any]) -> str:
    return f"{teller.value(change['field'], change['old'])} → {teller.value(change['field'], change['new'])}"


def _at(history: History, position: int) -> Recorded:
    return next(recorded for recorded in history.facts if recorded.position == position)


def _point(shown: dict[str, Any]) -> str:
    on = f" ({shown['on']})" if shown["on"] else ""
    return f"v{shown['version']} #{shown['position']}{on}"
