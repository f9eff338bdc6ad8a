"""A year at a glance: its meetings, and how its topics and decisions stand, counted as of any moment."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from domain.due import DueState
from projections import Doc
from projections.course import DONE, Day, course
from projections.decision_register import DECISIONS
from projections.institution import INSTITUTION, ONLY
from projections.meeting_file import MEETINGS
from projections.store import Reading
from projections.topic_register import TOPICS

IN_TIME, LATE, OVERDUE, COMING, UNDATED = PUNCTUAL = ("in_time", "late", "overdue", "coming", "undated")
"""How a lead unit kept to a due date: reported by it, after it or never, overdue now, not due yet, or none was set."""


def overview(reading: Reading, year: int, today: date) -> dict[str, Any]:
    """The counts of a year. The course of decisions is told from the due dates as they stand and the day it is."""
    [told] = overviews(reading, [year], today)
    return told


def overviews(reading: Reading, years: Iterable[int], today: date) -> list[dict[str, Any]]:
    """The same of several."""
    found = reading.one(INSTITUTION, ONLY)
    institution = found.doc if found else None
    explained = institution["years_explained"] if institution else {}
    day = Day.of(institution, today)
    return [_overview(reading, year, day, explained.get(str(year))) for year in years]


def _overview(reading: Reading, year: int, day: Day, explained: str | None) -> dict[str, Any]:
    this = {"year": year}
    decisions = list(_decisions(reading, year))
    return {
        "year": year,
        "explanation": explained,
        "meetings": [_brief(item.doc) for item in reading.page(MEETINGS, where=this, limit=200).items],
        "topics": {
            "total": reading.count(TOPICS, where=this),
            **{by: _told(reading.tally(TOPICS, by, where=this)) for by in ("stage", "side", "category", "outcome")},
        },
        "decisions": {
            "total": len(decisions),
            **{by: _told(Counter(each[by] for each in decisions)) for by in ("stage", "lead")},
            "carried_over": sum(each["carried_over"] > 0 for each in decisions),
            "course": {DONE: 0} | _told(Counter(_course(each, day) for each in decisions)),
            "units": _by_unit(decisions, day),
        },
    }


def _brief(meeting: dict[str, Any]) -> dict[str, Any]:
    return {key: meeting.get(key) for key in ("id", "meeting_kind", "stage", "ordinal", "date", "place")}


def _told(tally: dict[Any, int]) -> dict[str, int]:
    return {
        str(value): rows for value, rows in sorted(tally.items(), key=lambda pair: str(pair[0])) if value is not None
    }


def _course(decision: Doc, day: Day) -> str:
    return str(course(decision, day)["course"])


def _by_unit(decisions: Iterable[Doc], day: Day) -> list[dict[str, Any]]:
    """How each lead unit kept to the due dates as they stand: an office may say of itself how punctual it is."""
    counted: dict[str, Counter[str]] = {}
    for each in decisions:
        counted.setdefault(each["lead"], Counter())[_punctual(each, day)] += 1
    return [
        {"unit": unit, "total": tally.total(), **{how: tally[how] for how in PUNCTUAL}}
        for unit, tally in sorted(counted.items())
    ]


def _punctual(decision: Doc, day: Day) -> str:
    """Whether its lead unit's last report came in time for the date as it stands; what is overdue now is not in time."""
    if decision["due"] is None:
        return UNDATED
    if course(decision, day)["course"] == DueState.OVERDUE:
        return OVERDUE
    if not decision["reports"]:
        return COMING if decision["open"] else LATE
    last = day.calendar.last_day(date.fromisoformat(decision["due"])).isoformat()
    return IN_TIME if decision["reports"][-1]["by"]["on"] <= last else LATE


def _decisions(reading: Reading, year: int) -> Iterator[Doc]:
    cursor = None
    while True:
        page = reading.page(DECISIONS, where={"year": year}, cursor=cursor, limit=200)
        yield from (item.doc for item in page.items)
        if page.next is None:
            return
        cursor = page.next
