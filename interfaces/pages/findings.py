"""What the auditors found undone or done late: each with its clause, in a sentence, and the thing it is about."""

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlencode

from fastapi.responses import Response

from interfaces import sentences
from interfaces.pages.events import place
from interfaces.pages.names import Names, names_of
from interfaces.pages.shell import Book, Visit
from interfaces.pages.values import in_words
from interfaces.pages.whole_lists import as_table, every, people_called

book = Book()
_FILTERS = ("code", "clause", "year", "excused")
_PAGE = 20


@book.page("/findings", "findings")
async def findings(visit: Visit) -> Response:
    """The findings of all years or some, excused or not."""
    asked = {name: visit.request.query_params.get(name) or None for name in _FILTERS}
    cursor = visit.request.query_params.get("cursor")
    listed = await visit.get("/findings", limit=_PAGE, cursor=cursor, descending=True, **asked)
    everything = await every(visit.get, "/findings", fields="code,clause,year,excused")
    names, called = await names_of(visit), await people_called(visit)
    kept = {name: value for name, value in (asked | {"at": visit.at}).items() if value}
    return visit.show(
        "findings.html",
        rows=[_row(visit, names, called, each) for each in listed["items"]],
        codes=sorted((code, _part(visit, code, "title", {})) for code in _kinds(everything, "code")),
        clauses=sorted(_kinds(everything, "clause")),
        years=sorted(_kinds(everything, "year"), reverse=True),
        counted=_counted(everything),
        asked_for=asked,
        filtered=any(asked.values()),
        more=f"/findings?{urlencode(kept | {'cursor': listed['next']})}" if listed["next"] else "",
        csv=as_table(visit, "/findings", asked),
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


def _kinds(everything: Iterable[dict[str, Any]], name: str) -> set[Any]:
    return {each[name] for each in everything if each[name] is not None}


def _counted(everything: list[dict[str, Any]]) -> dict[str, int]:
    excused = sum(1 for each in everything if each["excused"])
    return {"total": len(everything), "excused": excused, "open": len(everything) - excused}
