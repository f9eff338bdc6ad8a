"""The register of official papers: every notice, set of minutes and corrigendum issued, with its number and how it stands."""

from typing import Any
from urllib.parse import urlencode

from fastapi.responses import Response

from interfaces.pages.names import names_of
from interfaces.pages.shell import Book, Visit
from interfaces.pages.texts import text
from interfaces.pages.whole_lists import as_table
from interfaces.sentences.called import meeting_called
from projections.document_register import Paper, Stage

book = Book()
_FILTERS = ("paper", "stage", "year")
_PAGE = 50


@book.page("/documents", "documents")
async def documents(visit: Visit) -> Response:
    """The papers issued, the latest first, and the minutes that are on their way to be."""
    asked = {name: visit.request.query_params.get(name) or "" for name in _FILTERS}
    cursor = visit.request.query_params.get("cursor", "")
    listed = await visit.get("/documents", descending=True, limit=_PAGE, cursor=cursor, **asked)
    counted = await visit.get("/counts/documents", by="year")
    kept = {name: value for name, value in [*asked.items(), ("at", visit.at)] if value}
    return visit.show(
        "documents.html",
        listed=listed,
        rows=[_row(visit, each) for each in listed["items"]],
        under_way=(await visit.get("/minutes", open=True, limit=_PAGE))["items"],
        asked_for=asked,
        years=[each["value"] for each in counted["by"]["year"]][::-1],
        papers=list(Paper),
        stages=list(Stage),
        here_query=urlencode(kept),
        tables=as_table(visit, "/documents", asked | {"descending": "true"}),
        names=await names_of(visit),
    )


def _row(visit: Visit, document: dict[str, Any]) -> dict[str, Any]:
    """A paper with what it is called, and where it is read."""
    meeting = meeting_called(visit.language, document["called"])
    where = f"/minutes/{document['minutes']}" if document["minutes"] else f"/meetings/{document['meeting']}"
    return document | {
        "title": text(visit.language, f"documents.of_{document['paper']}", meeting=meeting),
        "href": where,
    }
