"""What the auditors found undone or done late: each with its clause, in a sentence, and the thing it is about."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from fastapi.responses import Response

from interfaces import sentences
from interfaces.pages.events import place
from interfaces.pages.names import Names, names_of
from interfaces.pages.shell import Book, Visit
from interfaces.pages.whole_lists import as_table, people_called
from interfaces.wording.values import in_words

book = Book()
_FILTERS = ("code", "clause", "year", "excused")
_PAGE = 20


@book.page("/findings", "findings")
async def findings(visit: Visit) -> Response:
    """The findings of all years or some, excused or not."""
    asked = {name: visit.request.query_params.get(name) or None for name in _FILTERS}
    cursor = visit.request.query_params.get("cursor")
    listed = await visit.get("/findings", limit=_PAGE, cursor=cursor, descending=True, **asked)
    counted = await visit.get("/counts/findings", by="code,clause,year,excused")
    names, called = await names_of(visit), await people_called(visit, listed["items"])
    kept = {name: value for name, value in (asked | {"at": visit.at}).items() if value}
    return visit.show(
        "findings.html",
        rows=[_row(visit, names, called, each) for each in listed["items"]],
        codes=[(code, _part(visit, code, "title", {})) for code in _there(counted, "code")],
        clauses=_there(counted, "clause"),
        years=_there(counted, "year")[::-1],
        counted=_counted(counted),
        asked_for=asked,
        filtered=any(asked.values()),
        more=f"/findings?{urlencode(kept | {'cursor': listed['next']})}" if listed["next"] else "",
        tables=as_table(visit, "/findings", asked),
        position=listed["position"],
    )


def _row(visit: Visit, names: Names, called: Mapping[str, str | None], finding: dict[str, Any]) -> dict[str, Any]:
    facts = {name: _said(names, called, name, value) for name, value in finding["facts"].items()}
    facts |= {"thing": finding["thing"]}
    return finding | {
        "title": _part(visit, finding["code"], "title", facts),
        "detail": _part(visit, finding["code"], "detail", facts),
        "next": _part(visit, finding["code"], "next", facts),
        "href": place(finding["thing"], finding["subject"]),
    }


def _said(names: Names, called: Mapping[str, str | None], name: str, value: Any) -> Any:
    """A fact of a finding; closed words are left to its sentence."""
    if name in sentences.WORDED:
        return value
    return (
        [in_words(names, called, name, each) for each in value]
        if isinstance(value, list)
        else in_words(names, called, name, value)
    )


def _part(visit: Visit, code: str, part: str, facts: Mapping[str, Any]) -> str:
    return sentences.sentence(visit.language, code, part, facts)


def _there(counted: Mapping[str, Any], name: str) -> list[Any]:
    """The values there are, in their order."""
    return [each["value"] for each in counted["by"][name] if each["value"] is not None]


def _counted(counted: Mapping[str, Any]) -> dict[str, int]:
    excused = sum(each["count"] for each in counted["by"]["excused"] if each["value"])
    return {"total": counted["total"], "excused": excused, "open": counted["total"] - excused}
