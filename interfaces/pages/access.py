"""Who came in, was refused or read, and what was done to accounts; and the commands that a rule refused."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from fastapi.responses import Response

from interfaces.http.comings import FACTS
from interfaces.pages.form_people import offered_of, people_found
from interfaces.pages.numbers import whole
from interfaces.pages.shell import Book, Visit
from interfaces.pages.texts import has, text
from interfaces.pages.whole_lists import as_table, people_called
from interfaces.wording.comings import came_by

book = Book()
_END = 2**53 - 1
_PAGE = 50
_SHOWN = frozenset({"number", "at", "fact", "title", "person", "by"})


@book.page("/access", "access", right="logs")
async def access(visit: Visit) -> Response:
    """The newest first, of everybody or one person, of every sort or one."""
    asked = {name: visit.request.query_params.get(name) or None for name in ("person", "fact")}
    listed = await visit.api.get("/access", before=_before(visit), limit=_PAGE, **asked)
    called = await people_called(visit, [listed, asked])
    sought = visit.request.query_params.get("q", "").strip()[:100]
    offered = await offered_of(visit)
    roll = await people_found(visit, sought) if sought and offered.is_part else offered.people
    known = {each["person"]: each["name"] for each in roll}
    person = asked["person"] or ""
    return visit.show(
        "access.html",
        rows=[_row(visit, each, called) for each in listed["items"]],
        people=[(each, name) for each, name in ({person: called.get(person)} | known).items() if name],
        sought=sought,
        is_part=offered.is_part,
        facts=FACTS,
        asked_for=asked,
        tables=as_table(visit, "/access", asked, of_now=True),
        more=_more("/access", listed, asked),
    )


@book.page("/refusals", "access", right="logs")
async def refusals(visit: Visit) -> Response:
    """The commands that a rule refused, the newest first."""
    listed = await visit.api.get("/refusals", before=_before(visit), limit=_PAGE)
    return visit.show(
        "refusals.html",
        rows=listed["items"],
        people=await people_called(visit, listed),
        tables=as_table(visit, "/refusals", of_now=True),
        more=_more("/refusals", listed, {}),
    )


def _before(visit: Visit) -> int:
    return min(whole(visit.request.query_params.get("before", "")) or _END, _END)


def _more(path: str, listed: Mapping[str, Any], asked: Mapping[str, str | None]) -> str:
    """Where older entries are; none are left when the page is not full."""
    if len(listed["items"]) < _PAGE:
        return ""
    kept = {name: value for name, value in asked.items() if value}
    return f"{path}?{urlencode(kept | {'before': listed['next']})}"


def _row(visit: Visit, entry: Mapping[str, Any], called: Mapping[str, str | None]) -> dict[str, Any]:
    """An entry with who it was, by whom it was done, and what else it says."""
    by = entry.get("by")
    return {
        "number": entry["number"],
        "at": entry["at"],
        "fact": entry["fact"],
        "title": entry["title"],
        "person": entry.get("person"),
        "name": called.get(entry.get("person") or ""),
        "by": called.get(by or "") or came_by(visit.language, "what", by) if by and by != entry.get("person") else None,
        "told": [
            (_label(visit, name), came_by(visit.language, name, value))
            for name, value in entry.items()
            if name not in _SHOWN and value not in {None, ""}
        ],
    }


def _label(visit: Visit, name: str) -> str:
    key = f"access.f_{name}"
    return text(visit.language, key) if has(visit.language, key) else name
