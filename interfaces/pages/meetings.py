"""The pages of meetings: the list of them, and the file of one with its way, its agenda and its history."""

from collections.abc import Mapping
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from fastapi.responses import Response

from domain.charter import Charter
from interfaces.pages import meetings_attendance, meetings_live
from interfaces.pages.measures import is_of_office
from interfaces.pages.meetings_steps import File, Waits, steps_of, waits_of
from interfaces.pages.meetings_words import (
    Called,
    docs_of,
    may_ask_for_meeting,
    moved,
    names_for,
    people_of,
)
from interfaces.pages.names import names_of
from interfaces.pages.shell import Book, Visit
from interfaces.pages.turns import turns_of
from interfaces.pages.whole_lists import as_table, people_called

book = Book()
book.routes += meetings_attendance.book.routes + meetings_live.book.routes
_FILTERS = ("year", "meeting_kind", "stage")
_STAGES = (
    "planned",
    "date_fixed",
    "noticed",
    "in_session",
    "closed",
    "minutes_issued",
    "archived",
    "postponed",
    "cancelled",
)
_MOST = 200
_AHEAD = frozenset({"submitted", "returned", "approved"})
_SHOWN = frozenset({"meeting", "minutes", "call"})


@book.page("/meetings", "meetings")
async def meetings_page(visit: Visit) -> Response:
    """Every meeting, the latest first."""
    wanted = {name: visit.request.query_params.get(name, "") for name in _FILTERS}
    cursor = visit.request.query_params.get("cursor", "")
    listed = await visit.get("/meetings", sort="year", descending=True, limit=50, cursor=cursor, **wanted)
    names = await names_of(visit)
    known = await people_called(visit, [each["chair"] for each in listed["items"]])
    query = urlencode({name: value for name, value in [*wanted.items(), ("at", visit.at or "")] if value})
    return visit.show(
        "meetings.html",
        listed=listed,
        wanted=wanted,
        filtered=any(wanted.values()),
        stages=_STAGES,
        here_query=query,
        tables=as_table(visit, "/meetings", wanted),
        names=names,
        known=known,
        plans=is_of_office(visit, names.measures),
        asks=may_ask_for_meeting(visit, names.measures),
    )


@book.page("/meetings/{id}", "meetings")
async def meeting_page(visit: Visit, id: str) -> Response:  # noqa: A002 - the name in the address
    """The file of a meeting."""
    meeting = await visit.get(f"/meetings/{id}")
    names = await names_for(visit, meeting)
    at = visit.at or meeting["position"]
    file = await _file(visit, meeting, names.measures, at)
    turns = turns_of(visit, names, [task for task in file.tasks if task["thing"] == id])
    heard = await docs_of(visit, "/decisions", meeting["agenda"]["decisions"], at)
    adopted = await docs_of(visit, "/decisions", meeting["adopted"], at)
    invitations = (await visit.get("/invitations", meeting=id, limit=_MOST))["items"]
    return visit.show(
        "meeting.html",
        meeting=meeting,
        title=names.meeting(meeting),
        names=names,
        words=Called(names, meeting["meeting_kind"]),
        moved=moved(meeting),
        file=file,
        steps=steps_of(file, turns.theirs),
        turns=turns,
        missing=_missing(file),
        heard=heard,
        results={each["decision"]: each for each in meeting["heard"]},
        adopted=adopted,
        mine=await _mine(visit, invitations),
        replies=_replies(invitations),
        history=await _history(visit, id),
        office=is_of_office(visit, names.measures),
        known=await people_of(visit, _agreed(file), meeting["names"], at),
        path=f"/meetings/{id}",
    )


async def _file(visit: Visit, meeting: Mapping[str, Any], measures: Charter, at: str | int) -> File:
    topics = await docs_of(visit, "/topics", meeting["agenda"]["topics"], at)
    candidates = []
    if meeting["open"] and meeting["opened_on"] is None:
        pool = await visit.api.get("/topics", as_of=at, year=meeting["year"], open=True, limit=_MOST)
        candidates = [each for each in pool["items"] if each["meeting"] is None and each["stage"] in _AHEAD]
    calls = (await visit.api.get("/calls", as_of=at, meeting=meeting["id"]))["items"]
    minutes = await visit.api.get(f"/minutes/{meeting['minutes']}", as_of=at) if meeting["minutes"] else None
    things = [meeting["id"], meeting["minutes"], *(each["id"] for each in calls if each["stage"] == "open")]
    things += [each["id"] for each in (*topics.values(), *candidates) if each["stage"] in _AHEAD]
    things, tasks = [each for each in things if each], []
    for first in range(0, len(things), _MOST):
        some = ",".join(things[first : first + _MOST])
        tasks += (await visit.api.get("/desk", thing=some, as_of=at))["items"]
    return File(
        meeting=meeting,
        measures=measures,
        topics=list(topics.values()),
        candidates=candidates,
        calls=calls,
        minutes=minutes,
        tasks=tasks,
    )


def _agreed(file: File) -> list[Any]:
    """What was agreed on topics and minutes: acts whose people the meeting itself does not name."""
    found = [topic["agreements"] for topic in (*file.topics, *file.candidates)]
    return [*found, *([file.minutes["agreements"]] if file.minutes else [])]


def _missing(file: File) -> dict[str, tuple[Waits, ...]]:
    """Whose word is still missing: on the date, the change, and on each topic by its id."""
    found = {
        question: waits_of(
            [task for task in file.tasks if task["thing"] == file.meeting["id"]],
            frozenset({f"agree_to_{question}"}),
            then=file.path,
        )
        for question in ("date", "change")
    }
    for topic in (*file.topics, *file.candidates):
        own = [task for task in file.tasks if task["thing"] == topic["id"]]
        found[topic["id"]] = waits_of(own, frozenset({"agree_to_topic"}), then=file.path)
    return found


async def _mine(visit: Visit, invitations: list[dict[str, Any]]) -> dict[str, Any] | None:
    """The visitor's own invitation that still stands, with the answers that are open to him."""
    person = visit.me["person"]
    own = next((each for each in invitations if each["person"] == person and each["stage"] != "lapsed"), None)
    return await visit.get(f"/invitations/{own['id']}") if own else None


def _replies(invitations: list[dict[str, Any]]) -> dict[str, int]:
    """How many of those who are invited answered what."""
    found: dict[str, int] = {}
    for each in invitations:
        if each["stage"] != "lapsed":
            found[each["stage"]] = found.get(each["stage"], 0) + 1
    return found


async def _history(visit: Visit, meeting: str) -> dict[str, Any]:
    """What happened, now and after the moment that is looked at."""
    items: list[dict[str, Any]] = []
    names: dict[str, Any] = {}
    cursor = ""
    while True:
        page = await visit.api.get(f"/timeline/{meeting}", limit=_MOST, cursor=cursor)
        items += [each for each in page["items"] if each["subject"].partition("/")[0] in _SHOWN]
        names |= page["names"]
        cursor = page["next"] or ""
        if not cursor:
            return {"runs": _runs(items), "names": names}


def _runs(items: list[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """What somebody did several times in a row on one day, told once."""

    def act(fact: dict[str, Any]) -> tuple[str, str, str | None]:
        return fact["type"], fact["data"]["act"]["on"], fact["data"]["act"]["person"]

    return [list(run) for _, run in groupby(items, key=act)]
