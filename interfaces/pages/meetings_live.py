"""The view of the room while a meeting is in session: its agenda, one item at a time, and what belongs to each."""

from collections.abc import Iterator, Mapping
from typing import Any
from uuid import uuid4

from fastapi.responses import Response
from starlette.datastructures import FormData

from domain.agenda import BRIEFINGS, INSTRUCTIONS, OTHER, PREVIOUS_DECISIONS, TOPICS, TOPICS_INTRODUCED
from domain.charter import Charter
from domain.meeting_words import Briefing
from interfaces.http.routes import ROUTES
from interfaces.pages.form_choices import choices_of
from interfaces.pages.form_fields import fields_of
from interfaces.pages.form_listing import set_out
from interfaces.pages.meetings_words import Called, docs_of, names_for
from interfaces.pages.shell import Book, Visit

book = Book()
_COMMANDS = {route.command.called(): route.command for route in ROUTES}
_ACTS = {
    BRIEFINGS: "give_briefing",
    PREVIOUS_DECISIONS: "hear_decision",
    TOPICS_INTRODUCED: "introduce_topics",
    TOPICS: "discuss_topic",
    INSTRUCTIONS: "give_instructions",
    OTHER: "raise_other_matter",
}
_ENTRIES = {
    BRIEFINGS: ("briefings",),
    PREVIOUS_DECISIONS: ("heard",),
    TOPICS_INTRODUCED: ("introductions",),
    TOPICS: ("discussed",),
    INSTRUCTIONS: ("instructions",),
    OTHER: ("other_matters",),
}
_ABOUT = {
    BRIEFINGS: "briefing",
    PREVIOUS_DECISIONS: "decision",
    TOPICS: "topic",
    INSTRUCTIONS: "side",
}
_STRUCK = frozenset({"briefings", "introductions", "discussed", "instructions"})


@book.page("/meetings/{id}/live", "meetings")
async def live_page(visit: Visit, id: str) -> Response:  # noqa: A002 - the name in the address
    """The room: where the meeting stands, and the form of what comes next."""
    meeting = await visit.get(f"/meetings/{id}")
    names = await names_for(visit, meeting)
    at = visit.at or meeting["position"]
    topics = await docs_of(visit, "/topics", meeting["agenda"]["topics"], at)
    decisions = await docs_of(visit, "/decisions", meeting["agenda"]["decisions"], at)
    adopted = await docs_of(visit, "/decisions", meeting["adopted"], at)
    items = list(_items(meeting, names.measures))
    here = _here(items, visit.request.query_params.get("item", ""))
    about = _about(here, visit.request.query_params.get("about", "")) if here else ""
    form = await _form(visit, meeting, here, about)
    return visit.show(
        "meeting_live.html",
        **form,
        meeting=meeting,
        title=names.meeting(meeting),
        names=names,
        words=Called(names, meeting["meeting_kind"]),
        items=items,
        here_item=here,
        about=about,
        topics=topics,
        decisions=decisions,
        adopted=adopted,
        done_items=sum(item["left"] == 0 for item in items),
        strikes=_allowed(meeting, "enter_in_error"),
        closes=_allowed(meeting, "close_meeting"),
        path=f"/meetings/{id}/live",
    )


def _items(meeting: Mapping[str, Any], measures: Charter) -> Iterator[dict[str, Any]]:
    """The agenda as it is worked off: what each item is about, what was entered, and how much is left."""
    for key in meeting["agenda"]["items"]:
        entries = [
            entry | {"what": kept, "strikable": kept in _STRUCK}
            for kept in _ENTRIES.get(key, ())
            for entry in meeting[kept]
        ]
        field = _ABOUT.get(key)
        through = {entry[field] for entry in entries} if field else set()
        wanted = _wanted(key, meeting, measures)
        if key == TOPICS_INTRODUCED:
            left = int(bool(meeting["agenda"]["topics"]) and not entries)
        else:
            left = len([each for each in wanted if each not in through])
        yield {
            "key": key,
            "act": _ACTS.get(key, ""),
            "entries": entries,
            "about": wanted,
            "through": through,
            "left": left,
        }


def _wanted(key: str, meeting: Mapping[str, Any], measures: Charter) -> list[str]:
    """What an item has to go through, one by one."""
    if key == BRIEFINGS:
        return [str(each) for each in Briefing]
    if key == INSTRUCTIONS:
        return [str(side) for side in measures.meetings.instructions_by]
    return list(meeting["agenda"][{PREVIOUS_DECISIONS: "decisions", TOPICS: "topics"}[key]]) if key in _LISTED else []


_LISTED = frozenset({PREVIOUS_DECISIONS, TOPICS})


def _here(items: list[dict[str, Any]], wanted: str) -> dict[str, Any] | None:
    """The item that is looked at: the one asked for, else the first with something left, else the first."""
    named = next((item for item in items if item["key"] == wanted), None)
    unfinished = next((item for item in items if item["left"]), None)
    return named or unfinished or (items[0] if items else None)


def _about(item: Mapping[str, Any], wanted: str) -> str:
    """What of the item comes next: what was asked for, else the first that was not gone through."""
    if wanted in item["about"]:
        return wanted
    return next((each for each in item["about"] if each not in item["through"]), "")


async def _form(visit: Visit, meeting: dict[str, Any], item: Mapping[str, Any] | None, about: str) -> dict[str, Any]:
    """What the form of the item's act needs; ``fields`` is empty where the visitor may not do it."""
    command = item["act"] if item else ""
    open_ = bool(command) and _allowed(meeting, command) and not (item and item["about"] and not about)
    asked = fields_of(_COMMANDS[command], ("meeting",)) if open_ else ()
    field = _ABOUT.get(item["key"], "") if item else ""
    return {
        "command": command,
        "fields": [each for each in asked if each.name != field],
        "given": {field: about} if field and about else {},
        "choices": await choices_of(visit, asked, meeting),
        **await set_out(visit),
        "groups": {each.name: 1 for each in asked if each.sort == "group"},
        "thing": meeting,
        "kind": "meeting",
        "typed": FormData(),
        "bad": {},
        "files": {},
        "key": str(uuid4()),
    }


def is_beside(command: str, body: Mapping[str, Any], version: str, meeting: Mapping[str, Any]) -> bool:
    """Whether an entry stands beside what others entered since a version of the meeting: none of theirs is about the same."""
    item = next((key for key, act in _ACTS.items() if act == command), "")
    entries = [entry for kept in _ENTRIES.get(item, ()) for entry in meeting.get(kept, ())]
    if not item or not version.isdecimal():
        return False
    about = _ABOUT.get(item)
    if about is None:
        return all(entry["entry"] <= int(version) for entry in entries)
    return body.get(about) not in {entry[about] for entry in entries}


def _allowed(meeting: Mapping[str, Any], command: str) -> bool:
    return any(each["name"] == command and each["allowed"] for each in meeting["actions"])
