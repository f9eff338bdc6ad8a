"""The pages of decisions: the ledger, the board, and one decision with the replay of its whole way."""

from collections.abc import Mapping, Sequence
from datetime import date
from hashlib import sha256
from typing import Any
from urllib.parse import urlencode

from fastapi.responses import RedirectResponse, Response

from interfaces.pages import numbers
from interfaces.pages.decisions_state import evidence_of, files_of, lines_of, places_of
from interfaces.pages.decisions_words import Row, Wording, wording_of
from interfaces.pages.measures import is_of_office
from interfaces.pages.replaying import Step, due_dates, step_at, steps_of, strip_of
from interfaces.pages.shell import Book, Visit
from interfaces.pages.turns import turns_of
from interfaces.pages.whole_lists import as_table, read
from interfaces.pinyin import order
from interfaces.sentences import fact_title

book = Book()
FILTERS = ("lead", "stage", "year", "meeting", "due_until", "open")
STAGES = (
    "proposed",
    "adopted",
    "binding",
    "assigned",
    "received",
    "handed_back",
    "in_hand",
    "reported",
    "accepted",
    "heard",
    "carried_over",
    "completed",
    "ended",
    "superseded",
    "withdrawn",
)
_SORTS = ("created", "due", "adopted_on")
_MOST = 200
_COLUMNS: Mapping[str, frozenset[str]] = {
    "to_assign": frozenset({"proposed", "adopted", "binding", "handed_back", "carried_over", "heard"}),
    "to_receive": frozenset({"assigned"}),
    "in_hand": frozenset({"received", "in_hand"}),
    "to_verify": frozenset({"reported", "accepted"}),
    "closed": frozenset({"completed", "ended", "superseded", "withdrawn"}),
}
_IN_LEDGER = "text,stage,lead,number,year,meeting,carried_over,due,original_due,course,working_days_left,closed_on"
_FIRST_CARDS = 6
_ON_CARD = "text,stage,open,lead,due,closed_on,course,working_days_left"


@book.page("/decisions", "decisions")
async def ledger(visit: Visit) -> Response:
    """The ledger of decisions, as a table or as a board."""
    asked, bad = _asked(visit)
    wording = await wording_of(visit)
    if visit.request.query_params.get("view") == "board":
        return await _board(visit, asked, wording)
    listed = await _listed(visit, asked)
    return visit.show(
        "decisions.html",
        listed=listed,
        bad=bad,
        asked_for=asked,
        wording=wording,
        choices=_choices(wording),
        sort=_sort(visit),
        sorts=_SORTS,
        here=f"/decisions?{_query(visit, asked)}",
        board=f"/decisions?{urlencode({**asked, 'view': 'board', **_at(visit)})}",
        tables=as_table(visit, "/decisions", asked | _order(visit)),
    )


def _asked(visit: Visit) -> tuple[dict[str, str], bool]:
    """What is asked for, and whether a day among it is none; the list is then not narrowed by it."""
    given = visit.request.query_params
    asked = {name: given[name] for name in FILTERS if given.get(name)}
    bad = "due_until" in asked and not _is_day(asked["due_until"])
    return {name: value for name, value in asked.items() if not bad or name != "due_until"}, bad


def _sort(visit: Visit) -> str:
    wanted = visit.request.query_params.get("sort", "created")
    return wanted if wanted in _SORTS else "created"


def _order(visit: Visit) -> dict[str, str]:
    """What is due first stands first; by anything else, the last."""
    sort = _sort(visit)
    return {"sort": sort, "descending": "" if sort == "due" else "true"}


def _query(visit: Visit, asked: Mapping[str, str]) -> str:
    return urlencode({**asked, "sort": _sort(visit), **_at(visit)})


def _at(visit: Visit) -> dict[str, str]:
    return {"at": visit.at} if visit.at else {}


async def _listed(visit: Visit, asked: Mapping[str, str]) -> Mapping[str, Any]:
    cursor = visit.request.query_params.get("cursor")
    wanted = {**asked, **_order(visit), "fields": _IN_LEDGER}
    listed: Mapping[str, Any] = await visit.get("/decisions", **wanted, cursor=cursor, limit=50)
    return listed


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _choices(wording: Wording) -> dict[str, list[tuple[str, str]]]:
    meetings = sorted(wording.meetings.values(), key=lambda each: str(each.get("date") or each["year"]), reverse=True)
    years = sorted({str(each["year"]) for each in meetings}, reverse=True)
    return {
        "lead": sorted(wording.names.units.items(), key=lambda pair: order(pair[1])),
        "stage": [(stage, wording.stage(stage)) for stage in STAGES],
        "year": [(year, year) for year in years],
        "meeting": [(each["id"], wording.meeting(each["id"])) for each in meetings],
        "open": [(value, wording.t(f"open_{value}")) for value in ("true", "false")],
    }


async def _board(visit: Visit, asked: Mapping[str, str], wording: Wording) -> Response:
    """The decisions by where they stand; of those that are closed the last ones."""
    rows, closed = await _on_board(visit, asked)
    rows += closed["items"]
    whole = visit.request.query_params.get("column")
    columns = []
    for name, stages in _COLUMNS.items():
        of_it = [row for row in rows if row["stage"] in stages]
        of_it = sorted(of_it, key=_closed_last, reverse=True) if name == "closed" else sorted(of_it, key=_due_first)
        shown = of_it if whole == name else of_it[:_FIRST_CARDS]
        count = f"{len(of_it)}+" if name == "closed" and closed["next"] else str(len(of_it))
        columns.append({"name": name, "rows": shown, "count": count, "left": len(of_it) - len(shown)})
    return visit.show(
        "decisions_board.html",
        columns=columns,
        wording=wording,
        position=closed["position"],
        open_count=sum(row["open"] for row in rows),
        table=f"/decisions?{_query(visit, asked)}",
        tables=as_table(visit, "/decisions", asked),
        here=f"/decisions?{urlencode({**asked, 'view': 'board', **_at(visit)})}",
    )


async def _on_board(visit: Visit, asked: Mapping[str, str]) -> tuple[list[Any], Mapping[str, Any]]:
    """All open decisions, and the page of those that were closed last: the others are in the table."""
    wanted, asked = asked.get("open"), {**asked, "fields": _ON_CARD}
    rows, position = await read(visit.get, "/decisions", **{**asked, "open": "true"}) if wanted != "false" else ([], 0)
    if wanted == "true":
        return rows, {"items": [], "next": None, "position": position}
    last = await visit.get("/decisions", **asked, sort="closed_on", descending=True, limit=_MOST)
    closed = [row for row in last["items"] if not row["open"]]
    return rows, {**last, "items": closed, "next": last["next"] if len(closed) == _MOST else None}


def _due_first(row: Row) -> tuple[bool, str]:
    """What is late comes before what waits for a meeting, however early that was due."""
    return row["course"] != "overdue", str(row["due"] or "9999")


def _closed_last(row: Row) -> str:
    return str(row["closed_on"] or "")


@book.page("/decisions/{id}/report", "decisions")
async def report(visit: Visit, id: str) -> Response:  # noqa: A002 - the name in the address
    """The form of a report, which shows the last report beside it."""
    del visit
    return RedirectResponse(f"/do/report_decision?{urlencode({'decision': id})}", 303)


@book.page("/decisions/{id}", "decisions")
async def decision(visit: Visit, id: str) -> Response:  # noqa: A002 - the name in the address
    """One decision: where it stands now, its way in true time, and its state after any step of it."""
    whole = visit.request.query_params.get("way") == "all"
    now = await visit.api.get(f"/decisions/{id}")
    steps, names = await _way(visit, id, whole=whole)
    here = step_at(steps, await _position(visit)) if visit.at else steps[-1]
    if here is None:
        await visit.get(f"/decisions/{id}")
        here = steps[0]
    before, after = await _states(visit, id, here)
    wording = await wording_of(visit, [now, before, after])
    waiting = (await visit.api.get("/desk", thing=id))["items"]
    names = {**names, **now["names"]}
    lines = lines_of(wording, before, after, names) if after else []
    return visit.show(
        "decision.html",
        now=now,
        turns=turns_of(visit, wording.names, waiting),
        office=is_of_office(visit, wording.names.measures),
        steps=steps,
        here=here,
        after=after,
        lines=lines,
        changes=sum(line.changed for line in lines),
        files=files_of(here, now),
        evidence=evidence_of(after) if after else [],
        places=places_of(wording, after) if after else [],
        strip=strip_of(steps, here, visit.language, _today(visit) if now["open"] else None),
        wording=wording,
        names=names,
        titles={step.number: fact_title(visit.language, step.stored) for step in steps},
        postponed=len(due_dates(steps, steps[-1])) - 1,
        chain=await _chain(visit, steps, here),
        whole=whole,
        address=f"/decisions/{id}",
        way="&way=all" if whole else "",
    )


def _today(visit: Visit) -> date | None:
    """The day it is where the conference is."""
    conference = visit.request.state.shell["conference"]
    return date.fromisoformat(conference["today"]) if conference else None


async def _position(visit: Visit) -> int:
    """The position that is looked at; a moment is one of the log."""
    at = numbers.whole(str(visit.at))
    return int((await visit.get(""))["position"]) if at is None else at


async def _way(visit: Visit, decision: str, *, whole: bool) -> tuple[list[Step], dict[str, str | None]]:
    """The steps of the decision itself, or of all that led to it; and the names of who took them."""
    path = f"/decisions/{decision}/dossier" if whole else f"/timeline/{decision}"
    items: list[Any] = []
    names: dict[str, str | None] = {}
    cursor = None
    while True:
        told = await visit.api.get(path, limit=_MOST, cursor=cursor)
        items += [each for each in told["items"] if whole or each["subject"] == f"decision/{decision}"]
        names |= told["names"]
        cursor = told["next"]
        if cursor is None:
            return steps_of(items, decision), names


async def _states(visit: Visit, decision: str, here: Step) -> tuple[Row | None, Row | None]:
    """The decision before a step and after it; None before it was settled."""
    found = [
        await visit.api.ask("GET", f"{visit.api.base}/decisions/{decision}", {"as_of": position})
        for position in (here.position - 1, here.position)
    ]
    before, after = (None if each.failed else each.body for each in found)
    return before, after


async def _chain(visit: Visit, steps: Sequence[Step], here: Step) -> dict[str, Any]:
    """The record of a step: its hash, and whether it names that of the record before it in the same thing."""
    earlier = [step for step in steps[: here.number - 1] if step.thing == here.thing]
    record = await visit.api.ask("GET", f"{visit.api.base}/audit/records/{here.position}")
    if record.failed:
        return {"hash": "", "earlier": None, "follows": False}
    told: dict[str, Any] = {"hash": _leaf(record.content), "earlier": None, "follows": record.body["prev"] is None}
    if earlier and here.version == earlier[-1].version + 1:
        last = await visit.api.ask("GET", f"{visit.api.base}/audit/records/{earlier[-1].position}")
        follows = not last.failed and _leaf(last.content) == record.body["prev"]
        told |= {"earlier": earlier[-1].position, "follows": follows}
    return told


def _leaf(record: bytes) -> str:
    """The hash of a record as a leaf of the log's tree (RFC 6962, 2.1)."""
    return sha256(b"\0" + record).hexdigest()
