"""The archive: year by year the papers of each meeting that has been held, and which of them have gone into it."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from fastapi.responses import Response

from interfaces.pages.measures import enters
from interfaces.pages.shell import Book, Visit
from interfaces.pages.whole_lists import every, read
from interfaces.sentences.called import meeting_called

book = Book()
_HELD = ("closed", "minutes_issued", "archived")


@book.page("/archive", "archive")
async def archive(visit: Visit) -> Response:
    """What a transfer of the papers would hold, and what is still to be filed."""
    meetings, position = await read(visit.get, "/meetings")
    minutes = {each["id"]: each for each in await every(visit.get, "/minutes")}
    years: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for meeting in meetings:
        if meeting["stage"] in _HELD:
            years[meeting["year"]].append(_filed(visit, meeting, minutes.get(meeting["minutes"])))
    for filed in years.values():
        filed.sort(key=lambda each: str(each["day"]))
    return visit.show(
        "archive.html",
        years=sorted(years.items(), reverse=True),
        left=sum(each["archive"] is None for filed in years.values() for each in filed),
        position=position,
        may_enter=await enters(visit),
    )


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
