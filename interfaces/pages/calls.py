"""Calls for topics, and the suggestions they brought with the answer each was given."""

from typing import Any

from fastapi.responses import Response

from domain.call import Answer
from interfaces.pages.measures import enters
from interfaces.pages.names import names_of
from interfaces.pages.shell import Book, Visit
from interfaces.pages.topics_view import grouped, holders_of
from interfaces.pages.whole_lists import as_table, by_ids, every

book = Book()
Doc = dict[str, Any]
_FILTERS = ("answer", "unit", "year", "call")


@book.page("/calls", "calls")
async def calls(visit: Visit) -> Response:
    """The calls, the latest first."""
    listed = await visit.get("/calls", limit=50, descending=True, cursor=visit.request.query_params.get("cursor"))
    found = await visit.get("/suggestions", limit=1)
    return visit.show(
        "calls.html",
        names=await names_of(visit),
        listed=listed,
        has_suggestions=bool(found["items"]),
        may_open=await enters(visit),
        tables=as_table(visit, "/calls", {"descending": "true"}),
        position=listed["position"],
    )


@book.page("/calls/{id}", "calls")
async def call(visit: Visit, id: str) -> Response:  # noqa: A002 - the name in the address
    """One call, with those of its suggestions that the visitor may read."""
    doc = await visit.get(f"/calls/{id}")
    waiting = await visit.get("/desk", thing=id)
    suggestions = await every(visit.get, "/suggestions", call=id)
    return visit.show(
        "call.html",
        call=doc,
        names=await names_of(visit),
        meeting=await visit.get(f"/meetings/{doc['meeting']}") if doc["meeting"] else None,
        suggestions=sorted(suggestions, key=lambda each: each["answer"] != Answer.WAITING),
        topics=await _topics(visit, suggestions),
        collecting=_collecting(doc),
        tables=as_table(visit, "/suggestions", {"call": id}),
        waits=grouped([each for each in waiting["items"] if not each["about"]]),
        holders=holders_of(await visit.get("/seats")),
        history=await visit.api.get(f"/timeline/{id}", limit=200),
        position=doc["position"],
    )


@book.page("/suggestions", "calls")
async def suggestions(visit: Visit) -> Response:
    """The suggestions that the visitor may read, narrowed as the address says."""
    query = visit.request.query_params
    chosen = {name: query[name] for name in _FILTERS if query.get(name)}
    listed = await visit.get("/suggestions", limit=50, descending=True, cursor=query.get("cursor"), **chosen)
    return visit.show(
        "suggestions.html",
        names=await names_of(visit),
        listed=listed,
        chosen=chosen,
        answers=list(Answer),
        topics=await _topics(visit, listed["items"]),
        single=False,
        tables=as_table(visit, "/suggestions", chosen | {"descending": "true"}),
        position=listed["position"],
    )


@book.page("/suggestions/{id}", "calls")
async def suggestion(visit: Visit, id: str) -> Response:  # noqa: A002 - the name in the address
    """One suggestion."""
    doc = await visit.get(f"/suggestions/{id}")
    listed = {"items": [doc], "next": None}
    return visit.show(
        "suggestions.html",
        names=await names_of(visit),
        listed=listed,
        chosen={},
        answers=[],
        topics=await _topics(visit, [doc]),
        single=True,
        position=doc["position"],
    )


async def _topics(visit: Visit, found: list[Doc]) -> dict[str, Doc]:
    """The topics that took suggestions up, by their id; one that is not there at that moment is left out."""
    return await by_ids(visit.get, "/topics", (topic for each in found for topic in each["topics"]))


def _collecting(call: Doc) -> frozenset[str]:
    """What the visitor may do with a suggestion of the call."""
    return frozenset(each["name"] for each in call["actions"] if each["allowed"]) & {
        "take_up_suggestion",
        "do_not_take_suggestion",
    }
