"""The next meeting, and how far it is prepared: the checklist beside the desk."""

from collections.abc import Mapping
from typing import Any

from interfaces.pages.desk_tasks import Ahead
from interfaces.pages.shell import Visit

_CLOSED = frozenset({"closed", "minutes_issued"})
_PREPARED = frozenset({"planned", "postponed", "date_fixed"})
_NOTICED, _IN_SESSION = "noticed", "in_session"
_LAST = 20
"""How many meetings are looked at, of the last years: some lie open for ever that nobody archives."""
_CALLED = "stage,date,planned_on,meeting_kind,year,ordinal"
_PREPARING = f"{_CALLED},starts,place,agenda,expected,dates,notices,papers,minutes,archive,pending"
"""What the checklist tells of a meeting, who comes and what was said there being most of the rest."""
_Line = dict[str, Any]


async def open_meetings(visit: Visit) -> list[dict[str, Any]]:
    """The one in session, the meetings ahead by their day, then those that are over and not archived."""
    listed = await visit.get("/meetings", open=True, sort="year", descending=True, limit=_LAST, fields=_CALLED)
    return sorted(listed["items"], key=_how_near)


def _how_near(meeting: Mapping[str, Any]) -> tuple[bool, bool, str, str]:
    """One in session comes before all others."""
    in_session = meeting["stage"] == _IN_SESSION
    return meeting["stage"] in _CLOSED, not in_session, meeting["date"] or "9999", meeting["planned_on"]


def ahead_at(meeting: Mapping[str, Any]) -> Ahead | None:
    """How a topic comes on the agenda of a meeting: with all of it before the notice, late after it. None: no more."""
    if meeting["stage"] in _PREPARED:
        return Ahead(act="draw_up_agenda", given={"meeting": meeting["id"]})
    return Ahead(act="admit_late_topic", given={"meeting": meeting["id"]}) if meeting["stage"] == _NOTICED else None


async def ahead_of(visit: Visit, open_: list[dict[str, Any]], year: int) -> Ahead:
    """How a topic comes on an agenda now: of the meeting that is prepared, late of one noticed, or of one to be planned.

    ``year`` is this year; a meeting is planned for the first one from then on that has no ordinary one yet.
    """
    found = sorted(filter(None, map(ahead_at, open_)), key=lambda each: each.act != "draw_up_agenda")
    if found:
        return found[0]
    last_ones = {"sort": "year", "descending": True, "limit": _LAST, "fields": "year,stage"}
    held = await visit.get("/meetings", meeting_kind="ordinary", **last_ones)
    last = next((each["year"] for each in held["items"] if each["stage"] != "cancelled"), 0)
    return Ahead(act="plan_ordinary_meeting", given={"year": str(max(last + 1, year))})


async def next_meeting(visit: Visit, open_: list[dict[str, Any]]) -> dict[str, Any] | None:
    """The first of the open meetings, with its checklist. None: there is none."""
    if not open_:
        return None
    first = open_[0]["id"]
    [meeting] = (await visit.get("/meetings", ids=first, fields=_PREPARING))["items"]
    calls = (await visit.get("/calls", meeting=first, limit=50, fields="stage,received"))["items"]
    invited = (await visit.get("/invitations", meeting=first, limit=200, fields="stage"))["items"]
    return {"meeting": meeting, "lines": [*_before(meeting, calls, invited), *_after(meeting)]}


def _before(meeting: dict[str, Any], calls: list[Any], invited: list[Any]) -> list[_Line]:
    agenda, expected = meeting["agenda"], meeting["expected"]
    delivered = sum(bool(line["delivered"]) for line in expected)
    standing = [each["stage"] for each in invited if each["stage"] != "lapsed"]
    replied = sum(stage != "invited" for stage in standing)
    return [
        _line("call", _call(calls), n=sum(call["received"] for call in calls)),
        _line("date", _date(meeting)),
        _line(
            "agenda", "done" if agenda["version"] else "not_yet", n=len(agenda["topics"]), m=len(agenda["decisions"])
        ),
        _line("notice", "done" if meeting["notices"] else "not_yet"),
        _line("delivery", _part(delivered, len(expected)), n=delivered, m=len(expected)),
        _line("papers", "done" if meeting["papers"] else "not_yet", n=len(meeting["papers"])),
        _line("replies", _part(replied, len(standing)), n=replied, m=len(standing)),
    ]


def _after(meeting: dict[str, Any]) -> list[_Line]:
    if meeting["stage"] not in _CLOSED:
        return []
    drafted = "going_on" if meeting["minutes"] else "not_yet"
    return [
        _line("minutes", "done" if meeting["stage"] == "minutes_issued" else drafted),
        _line("archive", "done" if meeting["archive"] else "not_yet"),
    ]


def _line(key: str, state: str, **facts: int) -> _Line:
    tones = {"done": "ok", "going_on": "info", "returned": "warn", "agreeing": "warn", "not_yet": ""}
    return {"key": key, "state": state, "tone": tones[state], "facts": facts}


def _call(calls: list[Any]) -> str:
    if not calls:
        return "not_yet"
    return "going_on" if any(call["stage"] == "open" for call in calls) else "done"


def _date(meeting: dict[str, Any]) -> str:
    if meeting["date"]:
        return "done"
    if "date" in meeting["pending"]:
        return "agreeing"
    return "returned" if meeting["dates"] and meeting["dates"][-1]["outcome"] == "returned" else "not_yet"


def _part(done: int, of: int) -> str:
    if not of or not done:
        return "not_yet"
    return "done" if done == of else "going_on"
