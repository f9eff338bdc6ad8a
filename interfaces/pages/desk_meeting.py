"""The next meeting, and how far it is prepared: the checklist beside the desk."""

from typing import Any

from interfaces.pages.shell import Visit

_CLOSED = frozenset({"closed", "minutes_issued"})
_PREPARED = frozenset({"planned", "postponed", "date_fixed"})
_Line = dict[str, Any]


async def open_meetings(visit: Visit) -> list[dict[str, Any]]:
    """The meetings ahead, the one whose day comes first before the others; then those that are over and not archived."""
    listed = await visit.get("/meetings", open=True, limit=50)
    return sorted(
        listed["items"], key=lambda each: (each["stage"] in _CLOSED, each["date"] or "9999", each["planned_on"])
    )


def prepared(open_: list[dict[str, Any]]) -> str:
    """The meeting whose agenda topics can still be put on, before its notice; empty: none."""
    return next((str(each["id"]) for each in open_ if each["stage"] in _PREPARED), "")


async def next_meeting(visit: Visit, open_: list[dict[str, Any]]) -> dict[str, Any] | None:
    """The first of the open meetings, with its checklist. None: there is none."""
    if not open_:
        return None
    meeting = open_[0]
    calls = (await visit.get("/calls", meeting=meeting["id"], limit=50))["items"]
    invited = (await visit.get("/invitations", meeting=meeting["id"], limit=200))["items"]
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
