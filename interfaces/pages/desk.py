"""The desk: what waits for me, the next meeting, the board of decisions, the record of the units; and the help."""

from datetime import date, timedelta
from typing import Any

from fastapi.responses import RedirectResponse, Response

from interfaces.pages.desk_board import board, decisions_of, record
from interfaces.pages.desk_meeting import ahead_of, next_meeting, open_meetings
from interfaces.pages.desk_tasks import Waiting, gathered, ordered, waits_for_agenda
from interfaces.pages.names import names_of
from interfaces.pages.shell import Book, Visit
from interfaces.pages.whole_lists import as_table, by_ids
from projections.course import calendar_of

book = Book()
_READ = {"hear_decision": "/decisions", "discuss_topic": "/topics", "take_up_suggestion": "/suggestions"}
_LATELY = 30
"""For how many days the desk says that somebody performs a duty no more."""
_ELSEWHERE = (("accounts", "/accounts"), ("logs", "/access"), ("directory", "/people"))


@book.page("/", "desk", right="own")
async def desk(visit: Visit) -> Response:
    """The first page; who does no business is shown to what he does."""
    if not visit.may("read"):
        wanted = next((path for right, path in _ELSEWHERE if visit.may(right)), "/account")
        return RedirectResponse(wanted, 303)
    found = await visit.get("/desk")
    conference = await visit.get("")
    today = date.fromisoformat(found["today"])
    own = _own_unit(visit)
    unit = visit.request.query_params.get("unit", own if _is_department(visit) else "")
    open_, completed = await decisions_of(visit, today.year, unit)
    meetings = await open_meetings(visit)
    ahead = await ahead_of(visit, meetings, today.year) if any(map(waits_for_agenda, found["items"])) else None
    waiting = gathered(ordered(found, conference, ahead))
    return visit.show(
        "desk.html",
        names=await names_of(visit),
        desk=found,
        waiting=waiting,
        laid_down=_laid_down(visit, today),
        abouts=await _abouts(visit, waiting),
        next=await next_meeting(visit, meetings),
        columns=board(open_, completed),
        total=len(open_),
        record=record(open_, completed),
        year=today.year,
        tables=as_table(visit, "/decisions", {"lead": unit, "sort": "due"}),
        unit=unit,
        own=own,
        working=calendar_of(conference).is_working(today),
        position=found["position"],
    )


@book.page("/help", "help", right="own")
async def manual(visit: Visit) -> Response:
    """Who does what when, the keys, how refusals read, how to verify."""
    return visit.show("desk_help.html", parts=_HELP, keys=_KEYS)


def _laid_down(visit: Visit, today: date) -> list[dict[str, Any]]:
    """The duties that the visitor laid down lately, before what still waits for him."""
    since = (today - timedelta(days=_LATELY)).isoformat()
    return [each for each in visit.me["laid_down"] if since <= each["until"] <= today.isoformat()]


def _own_unit(visit: Visit) -> str:
    """The unit of somebody all of whose seats are at one; empty for anybody else."""
    units = {seat.partition("@")[2] for seat in visit.me["seats"]}
    return units.pop() if len(units) == 1 else ""


def _is_department(visit: Visit) -> bool:
    return bool(_own_unit(visit))


async def _abouts(visit: Visit, waiting: list[Waiting]) -> dict[str, Any]:
    """What tasks are about, by its id: the suggestions to answer, the decisions to hear, the topics to discuss."""
    wanted: dict[str, list[str]] = {}
    for each in waiting:
        if each.count == 1 and each.task["what"] in _READ:
            wanted.setdefault(_READ[each.task["what"]], []).append(each.task["about"])
    found: dict[str, Any] = {}
    for path, ids in wanted.items():
        things = await by_ids(visit.get, path, ids, fields="title,text")
        found |= {id_: each.get("title") or each["text"] for id_, each in things.items()}
    return found


_HELP = ("office", "heads", "proposer", "unit", "grassroots", "mayor", "auditor", "administrator")
_KEYS = (
    ("/", "search"),
    ("?", "help"),
    ("g h", "desk"),
    ("g m", "meetings"),
    ("g t", "topics"),
    ("g i", "decisions"),
    ("j k", "next"),
    ("Enter", "open"),
    ("Esc", "close"),
    ("← →", "step"),
)
