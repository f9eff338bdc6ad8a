"""The work desk: what waits for whom, one row for each task and seat, kept up as things move."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TypeAlias

from domain.charter import Charter
from domain.charter_reading import read_charter
from domain.facts import meeting as of_meeting
from domain.facts import minutes as of_minutes
from domain.facts import units as of_units
from domain.recorded import Recorded
from domain.standing import Standing
from projections import Doc, Rows, View
from projections.decision_register import DECISIONS
from projections.institution import INSTITUTION, ONLY, UNITS, charter_of
from projections.invitations import INVITATIONS
from projections.meeting_file import MEETINGS
from projections.minutes_file import MINUTES
from projections.store import Reading
from projections.topic_calls import CALLS
from projections.topic_register import TOPICS
from projections.waiting import Task, calls, decisions, invitations, meetings, minutes, topics

Waiting: TypeAlias = Callable[[Doc, Charter], Iterator[Task]]

THINGS: dict[str, tuple[View, Waiting]] = {
    "call": (CALLS, calls.waiting),
    "topic": (TOPICS, topics.waiting),
    "meeting": (MEETINGS, meetings.waiting),
    "invitation": (INVITATIONS, invitations.waiting),
    "minutes": (MINUTES, minutes.waiting),
    "decision": (DECISIONS, decisions.waiting),
}


_EDITION = "edition"
_AT_ONCE = 200


def _fold(rows: Rows, event: Recorded) -> None:
    institution = rows.get(INSTITUTION, ONLY)
    if institution is None or not institution["editions"]:
        return
    in_force = charter_of(institution, event.recorded_at.date())
    for kind, thing in dict.fromkeys([*_concerned(rows, event), *_outdated(rows, in_force)]):
        _renew(rows, event, (kind, thing), institution, in_force)


def _concerned(rows: Rows, event: Recorded) -> Iterator[tuple[str, str]]:
    """The things whose tasks may be others after this fact."""
    if event.kind in THINGS:
        yield event.kind, str(event.stream)
    match event.fact:
        case of_minutes.Drafted() as fact:
            yield "meeting", str(fact.meeting)
        case of_meeting.Opened():
            for row in rows.ids(INVITATIONS, meeting=str(event.stream), open=True):
                yield "invitation", row
        case of_units.UnitMerged() | of_units.UnitSplit() as fact:
            for row in rows.ids(TASKS, unit=fact.unit):
                task = rows.get(TASKS, row) or {}
                yield task["kind"], task["thing"]


def _outdated(rows: Rows, in_force: Charter) -> Iterator[tuple[str, str]]:
    """The things whose tasks were told under measures that are no longer, or not yet, in force."""
    told_under = rows.get(DESKS, _EDITION)
    if told_under == {"edition": in_force.edition}:
        return
    rows.put(DESKS, _EDITION, {"edition": in_force.edition})
    for row in rows.ids(TASKS, under=told_under["edition"]) if told_under else []:
        task = rows.get(TASKS, row) or {}
        yield task["kind"], task["thing"]


def _renew(rows: Rows, event: Recorded, which: tuple[str, str], institution: Doc, in_force: Charter) -> None:
    kind, thing = which
    view, waiting = THINGS[kind]
    doc = rows.get(view, thing)
    if doc is None:
        return
    charter = _governing(institution, doc.get("edition")) or in_force
    before = rows.get(DESKS, thing) or {}
    wanted: Doc = {}
    for task in _seated(rows, waiting(doc, charter), charter):
        told = _told(task, kind, thing, doc) | {"under": in_force.edition}
        first = before[_row(told)]["since"] if _row(told) in before else event.fact.trace.on.isoformat()
        wanted[_row(told)] = told | {"since": max(first, task.asked or first)}
    for row in before:
        if row not in wanted:
            rows.drop(TASKS, row)
    for row, told in wanted.items():
        if before.get(row) != told:
            rows.put(TASKS, row, told)
    rows.put(DESKS, thing, wanted)


def _governing(institution: Doc, edition: str | None) -> Charter | None:
    """A noticed meeting finishes, with its minutes, under the edition of its notice; other things go by the day's."""
    texts = {kept["edition"]: kept["text"] for kept in institution["editions"]}
    return read_charter(texts[edition]) if edition in texts else None


def _told(task: Task, kind: str, thing: str, doc: Doc) -> Doc:
    return {
        "what": task.what,
        "seat": task.seat,
        "kind": kind,
        "thing": thing,
        "about": task.about,
        "title": doc.get("title") or doc.get("text"),
        "unit": task.unit,
        "person": task.person,
        "due": task.due,
        "heads": list(task.heads),
    }


def _row(task: Doc) -> str:
    return "/".join(filter(None, [task["thing"], task["what"], task["seat"], task["about"]]))


def _seated(rows: Rows, tasks: Iterator[Task], charter: Charter) -> Iterator[Task]:
    """Each task with its seat of today: what a merged unit had to do is its successor's."""
    for task in tasks:
        unit = _today(rows, task.unit) if task.unit else None
        if unit is None or unit == task.unit:
            yield task
            continue
        for seat in charter.seats_of_unit(unit):
            yield replace(task, seat=seat, unit=unit)


def _today(rows: Rows, unit: str) -> str:
    seen = {unit}
    while (doc := rows.get(UNITS, unit)) and doc["successors"] and doc["successors"][0] not in seen:
        unit = doc["successors"][0]
        seen.add(unit)
    return unit


def waiting_for(reading: Reading, standing: Standing, person: str) -> list[Doc]:
    """Every task of the seats that a person holds that day, once for each seat."""
    where, cursor, found = {"seat": list(standing.duties_of(person))}, None, list[Doc]()
    while where["seat"]:
        page = reading.page(TASKS, where=where, cursor=cursor, limit=_AT_ONCE)
        found += [item.doc for item in page.items]
        if (cursor := page.next) is None:
            break
    return [task for task in found if is_due_now(task, standing) and is_his(task, person)]


def is_due_now(task: Doc, standing: Standing) -> bool:
    """Whether the task is the seat's own today: a stand-in's is his only while no head of his side can."""
    return not any(standing.is_available(head) for head in task["heads"])


def is_his(task: Doc, person: str) -> bool:
    """Whether the task is this holder's of the seat: it is everybody's who shares it, unless it names one of them."""
    return task["person"] is None or task["person"] == person


TASKS = View(
    name="tasks",
    columns={"seat": str, "thing": str, "kind": str, "what": str, "unit": str, "due": str, "since": str, "under": str},
    fold=_fold,
)

DESKS = View(name="desks", columns={}, fold=lambda _rows, _event: None)
"""The tasks of each thing in one row, so that a fact is compared with one row and touches only what it changes."""
