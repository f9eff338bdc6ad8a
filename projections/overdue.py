"""How many decisions are overdue: told with every page, so that most of them are counted without being read."""

from datetime import date, timedelta

from domain.decision_words import WITH_UNITS, Stage
from domain.due import DueState
from projections.clause import UpTo
from projections.course import DONE, NO_DUE_DATE, Day, course
from projections.decision_register import DECISIONS
from projections.sql import Where
from projections.store import Reading

_LOOKED_AT = (Stage.ACCEPTED, Stage.CARRIED_OVER)
"""Where the stage alone does not say it: what is done waits to be heard, and what is carried over may not bind yet."""
_COUNTED = tuple(sorted({*WITH_UNITS, Stage.HANDED_BACK} - {*_LOOKED_AT, Stage.ADOPTED}))
_MOST = 1_000


def may_be(wanted: str, day: Day) -> Where:
    """Which columns a decision has that is at this course on the day; not every one with them is, as ``course`` says."""
    if wanted == DONE:
        return {"open": False}
    if wanted == NO_DUE_DATE:
        return {"open": True, "due": None}
    if wanted != DueState.OVERDUE or day.on == date.min:
        return {"open": True}
    last = day.on - timedelta(days=1)
    while not day.calendar.is_working(last):
        last -= timedelta(days=1)
    return {"open": True, "due": UpTo(last.isoformat())}


def overdue(reading: Reading, day: Day) -> int:
    """How many decisions that bind are overdue on a day; before the first record there is no day, and none."""
    if day.on == date.min:
        return 0
    due = may_be(DueState.OVERDUE, day)
    page = reading.page(DECISIONS, where={**due, "stage": _LOOKED_AT}, limit=_MOST)
    binding = (doc for item in page.items if (doc := item.doc)["binding_since"])
    late = [doc for doc in binding if course(doc, day)["course"] == DueState.OVERDUE]
    return reading.count(DECISIONS, where={**due, "stage": _COUNTED}) + len(late)
