"""The pool of topics, and the page of one: its text, who said what to it, where it stands, what became of it."""

from datetime import date
from typing import Any

from fastapi.responses import Response

from domain.topic_preparation import Stage
from domain.vocabulary import Side
from interfaces.pages.desk_meeting import ahead_of, open_meetings
from interfaces.pages.desk_tasks import deed_of, href_of, page_of
from interfaces.pages.form_choices import choices_of, title_of
from interfaces.pages.measures import enters, is_of_office
from interfaces.pages.names import names_of
from interfaces.pages.shell import Book, Visit
from interfaces.pages.topics_view import (
    grouped,
    holders_of,
    opinions_of,
    sides_of,
    steps_of,
    still_to_agree,
    versions_of,
)
from interfaces.pages.whole_lists import as_table

book = Book()
_FILTERS = ("stage", "side", "category", "year", "proposer", "open")
_FIRST_YEAR = 5
Doc = dict[str, Any]


@book.page("/topics", "topics")
async def topics(visit: Visit) -> Response:
    """The pool, narrowed as the address says."""
    query = visit.request.query_params
    chosen = {name: query[name] for name in _FILTERS if query.get(name)}
    listed = await visit.get("/topics", limit=50, descending=True, cursor=query.get("cursor"), **chosen)
    year = date.fromisoformat((await visit.get(""))["today"]).year
    return visit.show(
        "topics.html",
        names=await names_of(visit),
        listed=listed,
        chosen=chosen,
        stages=list(Stage),
        sides=[side for side in Side if side is not Side.PARTY],
        years=range(year + 1, year - _FIRST_YEAR, -1),
        year=year,
        position=listed["position"],
        tables=as_table(visit, "/topics", chosen | {"descending": "true"}),
        may_submit=await _may_submit(visit),
        may_open=await enters(visit),
    )


async def _may_submit(visit: Visit) -> bool:
    """Whether the visitor can bring a topic now: for some unit, his own or as the office enters it."""
    if visit.at or not visit.may("write"):
        return False
    return bool((await choices_of(visit, (), None, "proposers"))["proposers"])


@book.page("/topics/{id}", "topics")
async def topic(visit: Visit, id: str) -> Response:  # noqa: A002 - the name in the address
    """One topic."""
    doc = await visit.get(f"/topics/{id}")
    names, waiting = await names_of(visit), await visit.get("/desk", thing=id)
    ahead = None
    if doc["stage"] == Stage.APPROVED:
        ahead = await ahead_of(visit, await open_meetings(visit), int(waiting["today"][:4]))
    return visit.show(
        "topic.html",
        topic=doc,
        names=names,
        steps=steps_of(doc),
        opinions=opinions_of(doc, waiting["today"]),
        still=still_to_agree(doc, waiting["items"], names),
        waits=[
            each
            | {"href": href_of(each, then=f"/topics/{id}", ahead=ahead), "deed": deed_of(each, ahead)}
            | {"sides": sides_of(each, names)}
            for each in grouped(waiting["items"])
        ],
        versions=versions_of(doc),
        holders=holders_of(await visit.get("/seats")),
        mine=visit.me["seats"],
        office=is_of_office(visit, names.measures),
        meetings=await _meetings(visit, doc),
        decisions=[await visit.get(f"/decisions/{each}") for each in doc["decisions"]],
        links=[await _link(visit, each["kind"], each["to"]) for each in doc["links"]]
        + ([await _link(visit, "merged_into", doc["merged_into"])] if doc.get("merged_into") else []),
        history=await visit.api.get(f"/timeline/{id}", limit=200),
        position=doc["position"],
    )


async def _meetings(visit: Visit, doc: Doc) -> dict[str, Doc]:
    """The meetings that the topic was or is to be before, by their id."""
    wanted = {each["meeting"] for each in doc["discussions"]} | {doc["meeting"]} - {None}
    return {each: await visit.get(f"/meetings/{each}") for each in sorted(wanted - {None})}


async def _link(visit: Visit, kind: str, to: str) -> Doc:
    """Another thing that the topic names, with its title where the visitor may read it."""
    for of in ("topic", "decision", "suggestion"):
        path = page_of(of, to)
        found = await visit.api.ask("GET", visit.api.base + path, query={"as_of": visit.at})
        if not found.failed:
            return {"kind": kind, "of": of, "title": title_of(visit, found.body), "href": path}
    return {"kind": kind, "of": "", "title": "", "href": ""}
