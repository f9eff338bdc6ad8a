"""The archive: year by year the papers of each meeting that has been held, and which of them have gone into it."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from fastapi.responses import Response

from interfaces.pages.measures import enters
from interfaces.pages.shell import Book, Visit
from interfaces.pages.whole_lists import as_table, by_ids
from interfaces.sentences.called import meeting_called

book = Book()
_MOST = 20
"""How many meetings are shown at a time."""
_HELD = ("closed", "minutes_issued", "archived")


@book.page("/archive", "archive")
async def archive(visit: Visit) -> Response:
    """What a transfer of the papers would hold, and what is still to be filed."""
    cursor = visit.request.query_params.get("cursor")
    listed = await visit.get("/meetings", sort="year", descending=True, limit=_MOST, cursor=cursor)
    held = [each for each in listed["items"] if each["stage"] in _HELD]
    minutes = await by_ids(visit.get, "/minutes", (each["minutes"] for each in held if each["minutes"]))
    years: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for meeting in held:
        years[meeting["year"]].append(_filed(visit, meeting, minutes.get(meeting["minutes"])))
    for filed in years.values():
        filed.sort(key=lambda each: str(each["day"]))
    return visit.show(
        "archive.html",
        years=sorted(years.items(), reverse=True),
        left=await _left(visit),
        earlier=_earlier(visit, listed["next"]),
        position=listed["position"],
        tables={year: as_table(visit, "/meetings", {"year": year, "sort": "date"}) for year in years},
        may_enter=await enters(visit),
    )


async def _left(visit: Visit) -> int:
    """How many meetings of all years are over and not in the archive."""
    counted = await visit.get("/counts/meetings", by="stage")
    return sum(each["count"] for each in counted["by"]["stage"] if each["value"] in _HELD[:-1])


def _earlier(visit: Visit, cursor: str | None) -> str:
    """Where the meetings of earlier years are; empty: there are none."""
    asked = {"cursor": cursor} | ({"at": visit.at} if visit.at else {})
    return f"/archive?{urlencode(asked)}" if cursor else ""


def _filed(visit: Visit, meeting: Mapping[str, Any], minutes: Mapping[str, Any] | None) -> dict[str, Any]:
    """The papers of one meeting, by number where they have one and by count."""
    return {
        "id": meeting["id"],
        "called": meeting_called(visit.language, meeting),
        "day": meeting["date"],
        "notices": [each["number"] for each in meeting["notices"] if each["number"]],
        "papers": sum(len(each["papers"]) for each in meeting["papers"]),
        "present": sum(each["presence"] == "present" for each in meeting["attendance"]),
        "minutes": minutes and {name: minutes[name] for name in ("id", "number", "issued_on")},
        "corrections": len(minutes["corrections"]) if minutes else 0,
        "decisions": len(meeting["adopted"]),
        "archive": meeting["archive"],
        "ready": meeting["stage"] == "minutes_issued",
    }
