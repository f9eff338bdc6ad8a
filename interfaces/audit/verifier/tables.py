"""The state, the views and the OCEL file: well-formed, in order, complete; and the root over the state."""

from __future__ import annotations

from typing import Any

from interfaces.audit.verifier.bag import Bag
from interfaces.audit.verifier.canonical import canonical_bytes, json_value
from interfaces.audit.verifier.listing import Kinds, require_kinds, sorted_lines
from interfaces.audit.verifier.package import Package
from interfaces.audit.verifier.report import Broken, Report, Where
from interfaces.audit.verifier.shapes import is_count, is_text
from interfaces.audit.verifier.system import Anchored
from interfaces.audit.verifier.tree import Tree, leaf_of

STATE, VIEWS, OCEL = "data/state.jsonl", "data/views/", "data/ocel.json"
LARGEST_OCEL = 64 * 1024 * 1024
_STATE_LINE: Kinds = {"fields": lambda value: type(value) is dict, "stream": is_text, "version": is_count}
_VIEW_ROW: Kinds = {"doc": lambda value: type(value) is dict, "id": is_text, "since": is_count}


def check_state(bag: Bag, report: Report, package: Package, anchored: list[Anchored] | None, versions: Any) -> None:
    """The root over the state is the one said, and the one in the system log; its versions are the records'."""
    tree = Tree(lambda _level, _number, _hashes: None)
    for line in sorted_lines(bag, report, STATE, _STATE_LINE, ("stream",)):
        tree.append(leaf_of(canonical_bytes(line)))
        held = versions.pop(line["stream"], None)
        if line["version"] != held and (held is not None or not package.first):
            found = "—" if held is None else held
            report.find("package_disagrees", Where(stream=line["stream"], file=STATE), field="version",
                        said=line["version"], found=found)  # fmt: skip
    for stream in sorted(versions)[:1]:
        report.find("package_disagrees", Where(stream=stream, file=STATE), field="stream", said="—", found=stream)
    root = tree.root().hex()
    if root != package.state_root:
        report.find("state_root_differs", Where(file=STATE), source="package.json")
    if anchored is None:
        report.tell("state_not_anchored", count=tree.size)
    else:
        _check_anchored(report, package, anchored, root, tree.size)
    report.tell("state_not_recomputed")


def _check_anchored(report: Report, package: Package, anchored: list[Anchored], root: str, count: int) -> None:
    """A system log that is verified holds the root, unless it held that of a larger size before."""
    where = Where(file=STATE)
    here = {each.schema: each.root for each in anchored if each.size == package.size}
    if package.state_schema in here:
        if here[package.state_schema] == root:
            report.tell("state_anchored", count=count)
        else:
            report.find("state_root_differs", where, source="system log")
    elif here:
        report.find("package_disagrees", where, field="state_schema", said=package.state_schema, found=min(here))
    elif any(each.size > package.size for each in anchored):
        report.tell("state_not_anchored", count=count)
    else:
        report.find("state_not_rooted", where, size=package.size)


def check_views(bag: Bag, report: Report, package: Package) -> None:
    """The views named are there and no other, their rows in order."""
    rows = 0
    files = bag.names(VIEWS)
    for view in package.views:
        name = f"{VIEWS}{view}.jsonl"
        if name not in files:
            report.find("view_missing", Where(file=name), view=view)
            continue
        rows += sum(1 for _ in sorted_lines(bag, report, name, _VIEW_ROW, ("id",)))
    for name in files:
        if name[len(VIEWS) : -len(".jsonl")] not in package.views:
            report.find("view_undeclared", Where(file=name), view=name[len(VIEWS) :])
    report.tell("views_counted", count=len(package.views), rows=rows)


def check_ocel(bag: Bag, report: Report, held: range) -> None:
    """The OCEL file can be read, has the parts that it must, and an event for each record held."""
    where = Where(file=OCEL)
    file = bag.use(OCEL)
    if file is None or file.size > LARGEST_OCEL:
        if file is None:
            report.find("file_missing", where)
        else:
            report.tell("ocel_not_read", where)
        return
    try:
        value = json_value(bag.read(OCEL, LARGEST_OCEL) or b"")
        lists = {name: lambda part: type(part) is list for name in ("eventTypes", "events", "objectTypes", "objects")}
        require_kinds(value, lists)
        _require_events(value["events"], held)
        report.tell("ocel_counted", events=len(value["events"]), objects=len(value["objects"]))
    except Broken as error:
        report.find("ocel_malformed", where, why=error.why)


def _require_events(events: list[Any], held: range) -> None:
    named = {event.get("id") for event in events if type(event) is dict and is_text(event.get("id"))}
    is_counted = len(named) == len(events) == held.stop - held.start
    if not is_counted or named != {f"#{seq + 1}" for seq in held}:
        raise Broken("counts")
