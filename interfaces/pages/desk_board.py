"""The board of the desk: open decisions by where they stand, and what each unit has done and owes."""

from collections.abc import Iterable
from datetime import date
from statistics import mean
from typing import Any

from interfaces.pages.shell import Visit
from interfaces.pages.whole_lists import every

_COLUMNS: dict[str, tuple[str, ...]] = {
    "assigning": ("proposed", "adopted", "binding", "handed_back", "carried_over", "assigned"),
    "in_hand": ("received", "in_hand", "heard"),
    "reported": ("reported",),
    "accepted": ("accepted",),
}
_SHOWN = 3
_LATE, _COMPLETED = "overdue", "completed"
_WIDTH = 160
_PAGE = 50
_FIELDS = "stage,course,text,lead,due,assigned_on,closed_on,reports"
Doc = dict[str, Any]


async def decisions_of(visit: Visit, year: int, unit: str) -> tuple[list[Doc], list[Doc]]:
    """The open decisions, and those completed in the year or the one before: of one unit, or of all."""
    of = {"lead": unit, "fields": _FIELDS}
    open_ = await every(visit.get, "/decisions", sort="due", open=True, **of)
    return open_, await _completed(visit, since=str(year - 1), **of)


async def _completed(visit: Visit, *, since: str, **of: str) -> list[Doc]:
    """The decisions completed since then, the last ones first: those before are not read, however many there are."""
    found: list[Doc] = []
    cursor = None
    while True:
        page = await visit.get("/decisions", sort="closed_on", descending=True, limit=_PAGE, cursor=cursor, **of)
        recent = [each for each in page["items"] if (each["closed_on"] or "") >= since]
        found += [each for each in recent if each["stage"] == _COMPLETED]
        cursor = page["next"]
        if cursor is None or len(recent) < len(page["items"]):
            return found


def board(open_: list[Doc], completed: list[Doc]) -> list[Doc]:
    """The columns with their first cards, the overdue ones on top."""
    columns = [_column(key, [each for each in open_ if each["stage"] in stages]) for key, stages in _COLUMNS.items()]
    return [*columns, _column(_COMPLETED, completed)]


def _column(key: str, found: list[Doc]) -> Doc:
    cards = sorted(found, key=lambda each: (each["course"] != _LATE, each["due"] or "9999"))
    stages = _COLUMNS.get(key, (key,))
    link = f"/decisions?stage={stages[0]}" if len(stages) == 1 else "/decisions?open=true"
    return {"key": key, "count": len(found), "cards": cards[:_SHOWN], "more": len(found[_SHOWN:]), "href": link}


def record(open_: list[Doc], completed: list[Doc]) -> list[Doc]:
    """Each unit's line: completed since last year, reported and accepted, in hand, overdue, the days from assignment to report."""
    units = sorted({each["lead"] for each in (*open_, *completed) if each["lead"]})
    lines = [_line(unit, _of(unit, open_), _of(unit, completed)) for unit in units]
    most = max((line["total"] for line in lines), default=1)
    for line in lines:
        line["bar"] = _bar([line["done"], line["accepted"], line["going_on"], line["late"]], most)
    return sorted(lines, key=lambda line: (-line["late"], -line["total"]))


def _of(unit: str, found: Iterable[Doc]) -> list[Doc]:
    return [each for each in found if each["lead"] == unit]


def _line(unit: str, open_: list[Doc], completed: list[Doc]) -> Doc:
    late = sum(each["course"] == _LATE for each in open_)
    accepted = sum(each["course"] == "awaiting_hearing" for each in open_)
    days = [taken for each in (*open_, *completed) if (taken := _taken(each)) is not None]
    return {
        "unit": unit,
        "done": len(completed),
        "accepted": accepted,
        "going_on": len(open_) - late - accepted,
        "late": late,
        "total": len(open_) + len(completed),
        "days": round(mean(days)) if days else None,
    }


def _taken(decision: Doc) -> int | None:
    """The days from its last assignment to the report that was accepted; None: there is none."""
    accepted = [report for report in decision["reports"] if report["outcome"] == "accepted"]
    if not accepted or not decision["assigned_on"]:
        return None
    return (date.fromisoformat(accepted[-1]["by"]["on"]) - date.fromisoformat(decision["assigned_on"])).days


def _bar(parts: list[int], most: int) -> list[Doc]:
    """Where each part of a bar begins and how wide it is, out of a width of 160."""
    found, at = [], 0.0
    for key, part in zip(("ok", "acc", "go", "late"), parts, strict=True):
        width = part * _WIDTH / most
        if part:
            found.append({"key": key, "x": round(at, 1), "width": round(max(width - 2, 1), 1)})
        at += width
    return found
