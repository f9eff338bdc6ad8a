"""The pages of minutes: the list, one set of them as it will be read, and the sheet that goes round for review."""

from collections.abc import Mapping, Sequence
from copy import copy
from typing import Any
from urllib.parse import urlencode

from fastapi.responses import Response

from interfaces.pages.measures import is_of_office
from interfaces.pages.meetings_steps import waits_of
from interfaces.pages.meetings_words import Called, names_for
from interfaces.pages.minutes_reading import Reading, reading_of
from interfaces.pages.names import Names, names_of
from interfaces.pages.shell import Book, Visit
from interfaces.pages.turns import turns_of
from interfaces.pages.whole_lists import as_table, by_ids

book = Book()
_STAGES = ("drafted", "returned", "reviewed", "signed_off", "issued")
_CHAIN = frozenset({"agree_to_minutes", "sign_off_minutes"})
_CORRECTING = frozenset({"agree_to_correction", "issue_correction"})
_ISSUES = frozenset({"minutes.issued", "minutes.corrected"})
_MOST = 200
_LISTED = "title,number,meeting,issued_on,stage,corrections"
_CALLED = "minutes,meeting_kind,year,ordinal"
_OF_PAPERS = "zh-Hans"
"""Papers are in Chinese, whatever the language of the page around them."""


@book.page("/minutes", "minutes")
async def minutes_list_page(visit: Visit) -> Response:
    """All minutes, the latest first, and the meetings that still wait for theirs."""
    wanted = {"stage": visit.request.query_params.get("stage", "")}
    cursor = visit.request.query_params.get("cursor", "")
    listed = await visit.get("/minutes", descending=True, limit=50, cursor=cursor, fields=_LISTED, **wanted)
    then = {"as_of": visit.at or listed["position"], "fields": _CALLED}
    closed = await visit.get("/meetings", stage="closed", sort="year", descending=True, **then)
    meetings = {each["id"]: each for each in closed["items"]}
    wanting = {each["meeting"] for each in listed["items"]} - meetings.keys()
    meetings |= await by_ids(visit.get, "/meetings", sorted(wanting), **then)
    query = urlencode({name: value for name, value in [*wanted.items(), ("at", visit.at or "")] if value})
    return visit.show(
        "minutes.html",
        listed=listed,
        wanted=wanted,
        stages=_STAGES,
        here_query=query,
        tables=as_table(visit, "/minutes", wanted),
        meetings=meetings,
        without=[await visit.get(f"/meetings/{each['id']}") for each in closed["items"] if each["minutes"] is None],
        names=await names_of(visit),
    )


@book.page("/minutes/{id}", "minutes")
async def minutes_page(visit: Visit, id: str) -> Response:  # noqa: A002 - the name in the address
    """One set of minutes: its text as it will be read, its way, and what can be done."""
    told = await _told(visit, id)
    minutes = told["minutes"]
    waiting = (await visit.get("/desk", thing=id, as_of=visit.at or minutes["position"]))["items"]
    return visit.show(
        "minutes_one.html",
        **told,
        missing=waits_of(waiting, _CHAIN, then=f"/minutes/{id}"),
        missing_correction=waits_of(waiting, _CORRECTING, then=f"/minutes/{id}"),
        waits=waits_of(waiting, frozenset(each["what"] for each in waiting), then=f"/minutes/{id}"),
        turns=turns_of(visit, told["names"], waiting),
        receipts=await _receipts(visit, minutes),
        office=is_of_office(visit, told["names"].measures),
        path=f"/minutes/{id}",
    )


@book.page("/minutes/{id}/circulation", "minutes")
async def circulation_page(visit: Visit, id: str) -> Response:  # noqa: A002 - as above
    """The sheet that goes with the minutes from one reviewer to the next, to be signed on paper."""
    told = await _told(visit, id)
    return visit.show("minutes_circulation.html", **told, lines=_circulation(told["minutes"], told["names"]))


async def _told(visit: Visit, minutes_id: str) -> dict[str, Any]:
    minutes = await visit.get(f"/minutes/{minutes_id}")
    paper = copy(visit)
    paper.language = _OF_PAPERS
    meeting = await visit.get(f"/meetings/{minutes['meeting']}", as_of=visit.at or minutes["position"])
    names, in_paper = await names_for(visit, meeting), await names_for(paper, meeting)
    words = Called(in_paper, meeting["meeting_kind"])
    text = _version(minutes, visit.request.query_params.get("version", ""))
    reading: Reading = reading_of(text, meeting, words.item, _OF_PAPERS)
    return {
        "minutes": minutes,
        "meeting": meeting,
        "meeting_title": names.meeting(meeting),
        "names": names,
        "words": words,
        "in_paper": in_paper,
        "text": text,
        "reading": reading,
        "known": {**meeting["names"], **minutes["names"]},
    }


def _version(minutes: Mapping[str, Any], wanted: str) -> Mapping[str, Any]:
    """The version of the text that is asked for, else the latest."""
    texts: Sequence[Mapping[str, Any]] = minutes["texts"]
    return next((each for each in texts if str(each["version"]) == wanted), texts[-1])


async def _receipts(visit: Visit, minutes: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The records that issued the minutes and their corrigenda: each can be proved by its receipt."""
    if minutes["issued"] is None:
        return []
    facts = await visit.get(f"/timeline/{minutes['id']}", limit=_MOST, as_of=visit.at or minutes["position"])
    return [each for each in facts["items"] if each["type"].partition("/")[0] in _ISSUES]


def _circulation(minutes: Mapping[str, Any], names: Names) -> list[dict[str, Any]]:
    """A line for each seat that reviews or signs, with what it agreed to already on this version."""
    given = [*(each for step in minutes["passed"] for each in step["agreements"]), *minutes["agreements"]]
    measures = names.measures.minutes
    panels = [("review", measures.reviewed_by), *(("sign_off", each) for each in measures.sign_off)]
    found = []
    for step, panel in panels:
        for seat in panel.seats if panel else ():
            agreed = next((each for each in given if each["seat"] == seat), None)
            found.append({"step": step, "seat": seat, "agreed": agreed})
    known = {line["seat"] for line in found}
    return found + [
        {"step": "review", "seat": each["seat"], "agreed": each} for each in given if each["seat"] not in known
    ]
