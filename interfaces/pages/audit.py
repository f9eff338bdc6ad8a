"""How far the log is proved, how anybody can verify it, and every fact in the order of recording."""

from typing import Any
from urllib.parse import quote, urlencode

from fastapi.responses import RedirectResponse, Response

from interfaces.http.kinds import KINDS
from interfaces.http.replay import INSTITUTION
from interfaces.http.tables import MOST
from interfaces.pages.asking import Answer
from interfaces.pages.events import told
from interfaces.pages.names import names_of
from interfaces.pages.numbers import whole
from interfaces.pages.shell import Book, Visit
from interfaces.pages.whole_lists import as_table, people_called
from interfaces.wording.values import in_words

book = Book()
_LATEST, _PAGE = 20, 50
_REPLAYED = tuple(kind.name for kind in KINDS.values() if kind.stream)


@book.page("/audit", "audit", right="read")
async def audit(visit: Visit) -> Response:
    """How the log stands, its witnesses, how to verify it, and what was recorded last."""
    return await _audit(visit)


@book.page("/audit/events", "audit", right="read")
async def events(visit: Visit) -> Response:
    """Every fact, the newest first."""
    head = await _end(visit)
    upper = _number(visit.request.query_params.get("to"), head)
    return visit.show(
        "audit_events.html",
        events=await _recorded(visit, upper, _PAGE),
        head=head,
        older=upper - _PAGE if upper > _PAGE else None,
        newer=min(head, upper + _PAGE) if upper < head else None,
        tables=as_table(visit, "/changes", {"after": max(0, upper - MOST), "until": upper}, of_now=True),
        position=head,
    )


@book.page("/audit/receipt", "audit", right="read")
async def receipt(visit: Visit) -> Response:
    """The receipt of a record, or its exact bytes."""
    position = visit.request.query_params.get("position", "").strip()
    what = "records" if visit.request.query_params.get("what") == "record" else "receipts"
    return await _handed_over(visit, f"/audit/{what}/{quote(position or '0', safe='')}", {})


@book.page("/audit/consistency", "audit", right="read")
async def consistency(visit: Visit) -> Response:
    """The proof that the log of one size is the beginning of that of another."""
    asked = {name: visit.request.query_params.get(name, "").strip() for name in ("old", "new")}
    return await _handed_over(visit, "/audit/consistency", asked)


@book.page("/audit/compare", "audit", right="read")
async def compare(visit: Visit) -> Response:
    """What differs in a thing between two positions, and the records that set it."""
    asked = {name: visit.request.query_params.get(name, "").strip() for name in ("kind", "id", "from", "to")}
    path = _path(asked["kind"], asked["id"])
    answer = None
    if path and asked["from"]:
        query = {"from": asked["from"], "to": asked["to"]}
        answer = await visit.api.ask("GET", f"{visit.api.base}{path}/diff", query=query)
    return visit.show(
        "audit_compare.html",
        answer.status if answer else 200,
        asked_for=asked,
        kinds=(*_REPLAYED, *INSTITUTION),
        found=await _differing(visit, answer.body) if answer and not answer.failed else None,
        problem=answer.body if answer and answer.failed else None,
    )


async def _differing(visit: Visit, found: dict[str, Any]) -> dict[str, Any]:
    """What differs, with its values in words."""
    names, called = await names_of(visit), await people_called(visit, found["fields"])
    rows = []
    for each in found["fields"]:
        *_, name = (part for part in each["field"].split("/") if not part.isdecimal())
        said = {side: in_words(names, called, name, each[side]) for side in ("old", "new")}
        rows.append(each | said)
    return found | {"fields": rows}


async def _audit(visit: Visit, refused: Answer | None = None) -> Response:
    standing = await visit.api.get("/audit")
    end = await _end(visit)
    return visit.show(
        "audit.html",
        refused.status if refused else 200,
        standing=standing,
        events=await _recorded(visit, end, _LATEST),
        kinds=(*_REPLAYED, *INSTITUTION),
        problem=refused.body if refused else None,
        position=end,
    )


async def _handed_over(visit: Visit, path: str, query: dict[str, str]) -> Response:
    """Lead to what the API answers; what it refuses is told on the page."""
    answer = await visit.api.ask("GET", visit.api.base + path, query=query)
    if answer.failed:
        return await _audit(visit, answer)
    return RedirectResponse(f"{visit.api.base}{path}" + (f"?{urlencode(query)}" if query else ""), 303)


async def _recorded(visit: Visit, upper: int, most: int) -> list[dict[str, Any]]:
    """The facts up to a position, the newest first."""
    first = max(0, upper - most)
    if upper <= first:
        return []
    page = await visit.api.get("/changes", after=first, limit=upper - first)
    names = await names_of(visit)
    called = await people_called(visit, page["items"])
    return [told(each, names, called) for each in reversed(page["items"]) if each["position"] <= upper]


async def _end(visit: Visit) -> int:
    """The position that is looked at: that of ``at``, else the last."""
    shown = await visit.get("")
    return int(shown["position"])


def _path(kind: str, row: str) -> str:
    """Where the API shows a thing or a register of the institution."""
    if kind in INSTITUTION:
        return f"/institution/{kind}"
    return f"{KINDS[kind].path}/{quote(row, safe='')}" if kind in _REPLAYED and row else ""


def _number(asked: str | None, most: int) -> int:
    return min(whole(asked or "") or most, most)
