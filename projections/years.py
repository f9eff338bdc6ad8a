"""A year at a glance: its meetings, and how its topics and decisions stand, counted as of any moment."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from projections.course import DONE, Day, course
from projections.decision_register import DECISIONS
from projections.institution import INSTITUTION, ONLY
from projections.meeting_file import MEETINGS
from projections.store import Reading
from projections.topic_register import TOPICS


def overview(reading: Reading, year: int, today: date) -> dict[str, Any]:
    """The counts of a year. The course of decisions is told from the due dates as they stand and the day it is."""
    this = {"year": year}
    institution = reading.one(INSTITUTION, ONLY)
    explained = institution.doc["years_explained"].get(str(year)) if institution else None
    return {
        "year": year,
        "explanation": explained,
        "meetings": [_brief(item.doc) for item in reading.page(MEETINGS, where=this, limit=200).items],
        "topics": {
            "total": reading.count(TOPICS, where=this),
            **{by: _told(reading.tally(TOPICS, by, where=this)) for by in ("stage", "side", "category", "outcome")},
        },
        "decisions": {
            "total": reading.count(DECISIONS, where=this),
            **{by: _told(reading.tally(DECISIONS, by, where=this)) for by in ("stage", "lead")},
            "carried_over": sum(n for times, n in _carried(reading, this).items() if times),
            "course": _course(reading, year, Day.of(institution.doc if institution else None, today)),
        },
    }


def _brief(meeting: dict[str, Any]) -> dict[str, Any]:
    return {key: meeting.get(key) for key in ("id", "meeting_kind", "stage", "ordinal", "date", "place")}


def _told(tally: dict[Any, int]) -> dict[str, int]:
    return {
        str(value): rows for value, rows in sorted(tally.items(), key=lambda pair: str(pair[0])) if value is not None
    }


def _carried(reading: Reading, this: dict[str, Any]) -> dict[int, int]:
    return {int(times or 0): rows for times, rows in reading.tally(DECISIONS, "carried_over", where=this).items()}


def _course(reading: Reading, year: int, day: Day) -> dict[str, int]:
    counted = {DONE: reading.count(DECISIONS, where={"year": year, "open": False})}
    for decision in _still_open(reading, year):
        told = str(course(decision, day)["course"])
        counted[told] = counted.get(told, 0) + 1
    return counted


def _still_open(reading: Reading, year: int) -> Iterator[dict[str, Any]]:
    cursor = None
    while True:
        page = reading.page(DECISIONS, where={"year": year, "open": True}, cursor=cursor, limit=200)
        yield from (item.doc for item in page.items)
        if page.next is None:
            return
        cursor = page.next
