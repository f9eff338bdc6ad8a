"""The measures in force, or an earlier edition, in words; and the working calendar they are counted with."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from fastapi.responses import Response

from domain.charter_reading import read_charter
from interfaces.pages.charter_words import Wording
from interfaces.pages.measures import enters
from interfaces.pages.shell import Book, Visit

book = Book()
_YEARS_BACK = 2
"""How far back a year without a calendar is still told: what is due is rarely counted through older ones."""


@book.page("/charter", "charter", right="directory")
async def charter(visit: Visit) -> Response:
    """The rules in force in words, what they leave open, and all editions."""
    shown = await visit.get("/charter", edition=visit.request.query_params.get("edition"))
    conference = await visit.get("")
    read = read_charter(shown["text"])
    wording = Wording(language=visit.language, charter=read)
    return visit.show(
        "charter.html",
        charter=read,
        told=shown,
        editions=conference["editions"],
        in_force=conference["edition_in_force"],
        wording=wording,
        sections=(
            ("topics", wording.topics()),
            ("meetings", wording.meetings()),
            ("after", wording.after()),
            ("deadlines", wording.deadlines()),
        ),
        series=conference["series"],
        board=conference["board"],
        position=shown["position"],
        may_enter=await enters(visit),
    )


@book.page("/calendar", "charter", right="directory")
async def calendar(visit: Visit) -> Response:
    """Holidays and make-up working days, year by year; what is not published yet is said to be so."""
    conference = await visit.get("")
    this_year = date.fromisoformat(conference["today"]).year
    kept = conference["calendars"]
    in_force = [date.fromisoformat(each["in_force_on"]).year for each in conference["editions"]]
    since = max(min(in_force, default=this_year), this_year - _YEARS_BACK)
    years = sorted({*map(int, kept), *range(since, this_year + 2)}, reverse=True)
    return visit.show(
        "calendar.html",
        years=[_year(year, kept.get(str(year))) for year in years],
        this_year=this_year,
        position=conference["position"],
        may_enter=await enters(visit),
    )


def _year(year: int, kept: dict[str, Any] | None) -> dict[str, Any]:
    if kept is None:
        return {"year": year, "kind": None, "source": "", "off": [], "on": []}
    return {
        "year": year,
        "kind": kept["kind"],
        "source": kept["source"],
        "off": list(_runs(kept["days_off"])),
        "on": kept["working_weekends"],
    }


def _runs(days: Iterable[str]) -> list[tuple[date, date, int]]:
    """Days that follow each other as first, last and how many."""
    runs: list[tuple[date, date]] = []
    for day in sorted(date.fromisoformat(each) for each in days):
        if runs and day - runs[-1][1] == timedelta(days=1):
            runs[-1] = (runs[-1][0], day)
        else:
            runs.append((day, day))
    return [(first, last, (last - first).days + 1) for first, last in runs]
