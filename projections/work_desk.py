"""The work desk: what waits for whom, one row for each task and seat, kept up as things move."""

from collections.abc import Callable, Iterator
from typing import Any, TypeAlias

from domain.charter import Charter
from domain.facts import units
from domain.recorded import Recorded
from domain.standing import Standing
from projections import Rows, View
from projections.institution import INSTITUTION, ONLY, UNITS, charter_of
from projections.topic_register import TOPICS
from projections.waiting import Task, topics

Waiting: TypeAlias = Callable[[dict[str, Any], Charter], Iterator[Task]]

THINGS: dict[str, tuple[View, Waiting]] = {
    "topic": (TOPICS, topics.waiting),
}


def _fold(rows: Rows, event: Recorded) -> None:
    if event.kind in THINGS:
        _renew(rows, event, event.kind, str(event.stream))
    elif isinstance(event.fact, units.UnitMerged | units.UnitSplit):
        for row in rows.ids(TASKS, unit=event.fact.unit):
            task = rows.get(TASKS, row)
            if task:
                _renew(rows, event, task["kind"], task["thing"])


def _renew(rows: Rows, event: Recorded, kind: str, thing: str) -> None:
    view, waiting = THINGS[kind]
    doc = rows.get(view, thing)
    institution = rows.get(INSTITUTION, ONLY)
    if doc is None or institution is None:
        return
    charter = charter_of(institution, event.fact.trace.on)
    wanted = {f"{thing}/{task.what}/{seat}": (task, seat) for task, seat in _seated(rows, waiting(doc, charter))}
    known = rows.ids(TASKS, thing=thing)
    for row in known:
        if row not in wanted:
            rows.drop(TASKS, row)
    for row, (task, seat) in wanted.items():
        before = rows.get(TASKS, row)
        since = before["since"] if before else event.fact.trace.on.isoformat()
        rows.put(TASKS, row, _told(task, seat, kind, thing, doc) | {"since": since})


def _told(task: Task, seat: str, kind: str, thing: str, doc: dict[str, Any]) -> dict[str, Any]:
    return {
        "what": task.what,
        "seat": seat,
        "kind": kind,
        "thing": thing,
        "title": doc.get("title") or doc.get("text"),
        "unit": task.unit,
        "due": task.due,
        "heads": list(task.heads),
    }


def _seated(rows: Rows, tasks: Iterator[Task]) -> Iterator[tuple[Task, str]]:
    """Each task with its seat of today: what a merged unit had to do is its successor's."""
    for task in tasks:
        if task.unit is None:
            yield task, task.seat
            continue
        key, at, _ = task.seat.partition("@")
        yield task, f"{key}@{_today(rows, task.unit)}" if at else task.seat


def _today(rows: Rows, unit: str) -> str:
    seen = {unit}
    while (doc := rows.get(UNITS, unit)) and doc["successors"] and doc["successors"][0] not in seen:
        unit = doc["successors"][0]
        seen.add(unit)
    return unit


def is_due_now(task: dict[str, Any], standing: Standing) -> bool:
    """Whether the task is the seat's own today: a stand-in's is his only while no head of his side can."""
    return not any(standing.is_available(head) for head in task["heads"])


TASKS = View(
    name="tasks",
    columns={"seat": str, "thing": str, "kind": str, "what": str, "unit": str, "due": str, "since": str},
    fold=_fold,
)
