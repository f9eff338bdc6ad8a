"""Refusals in the words of the pages: units, seats, people and things by their names, fields by their labels.

The API tells keys, ids and the names of its own fields, for whoever writes a program; nobody reads those on a page.
"""

import re
from collections.abc import Awaitable, Callable, Iterable, Mapping
from typing import Any

from starlette.datastructures import State

from domain.charter import Charter, Duty, Name
from domain.charter_reading import read_charter
from interfaces.pages.texts import has, text
from interfaces.wording.names import term

Get = Callable[..., Awaitable[Any]]
_MOST = 200
_MOST_NAMED = 10
_KEYED = (
    *("seat", "seats", "held", "duty", "duties", "principal", "chair", "missing", "waiting_for", "named", "known"),
    *("delegated_by", "asked_by", "unit", "units", "lead", "concerned", "id"),
)
"""The facts of a refusal that are keys of seats, units, categories or items of an agenda."""
_ID = re.compile(r"\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b")
_THINGS = ("/people", "/topics", "/decisions", "/meetings")
_FIELD = re.compile(r"(?<![\w@./-])(?:(?:/(?:[a-z_]+|\d+))+|(?:[a-z_]+\.)*[a-z_]*[a-z])(?![\w@/-]|\.\w)")
"""A field as the API names it: ``findings``, ``act.on``, ``/links/0/to``."""
_CODE = re.compile(r"（[a-z_]+）")
"""A word of the API in brackets behind what it is called in Chinese."""
_GAP = re.compile(r"(?<=”) (?=[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff]) (?=“)")
_ACT = {
    "act.seat": "act.seat",
    "act.on": "act.on",
    "act.behalf.basis": "act.basis",
    "act.behalf.evidence": "doing.sheet",
}


def refusals_in(body: Any) -> list[dict[str, Any]]:
    """The refusals that an answer tells: itself, or those of the acts that are not open."""
    if not isinstance(body, dict):
        return []
    acts = body["actions"] if isinstance(body.get("actions"), list) else ()
    told = [body, *(act["refusal"] for act in acts if isinstance(act, dict) and act.get("refusal"))]
    return [each for each in told if "code" in each and isinstance(each.get("detail"), str)]


async def name_in(refusals: Iterable[dict[str, Any]], get: Get, find: Get, state: State, language: str) -> None:
    """Say the names in refusals. ``get`` asks the API for a document of the conference; ``find`` answers None for none."""
    for refusal in refusals:
        if keys := _keys(refusal):
            refusal["detail"] = _named(refusal["detail"], keys, await _known(get, state, language))
        refusal |= {part: _labelled(refusal[part], language) for part in ("detail", "next") if refusal.get(part)}
        if _ID.search(refusal["detail"]) and not getattr(state, "naming", False):
            state.naming = True  # what is asked for here tells refusals too; they are not shown
            try:
                refusal["detail"] = await _with_things(refusal["detail"], find, language)
            finally:
                state.naming = False


async def duties_of(get: Get, state: State) -> Mapping[str, Duty]:
    """The duties of every edition, as the last that has them calls them: a record may name a seat that is no more."""
    return {key: duty for each in await _charters(get, state) for key, duty in each.duties.items()}


async def terms_of(get: Get, state: State) -> dict[str, Name]:
    """The categories and the items of agendas of every edition, as the last that has them calls them."""
    found: dict[str, Name] = {}
    for each in await _charters(get, state):
        agenda = (*each.meetings.ordinary_agenda, *each.meetings.extraordinary_agenda)
        found |= dict(each.topics.categories) | {item.key: item.name for item in agenda}
    return found


async def _charters(get: Get, state: State) -> list[Charter]:
    known: list[Charter] | None = getattr(state, "charters", None)
    if known is None:
        editions = [each["edition"] for each in (await get(""))["editions"]]
        known = [read_charter((await get("/charter", edition=edition))["text"]) for edition in editions]
        state.charters = known
    return known


def _keys(refusal: Mapping[str, Any]) -> set[str]:
    facts = refusal["facts"] if isinstance(refusal.get("facts"), dict) else {}
    given = (facts.get(name) for name in _KEYED)
    return {str(key) for each in given if each for key in (each if isinstance(each, list) else [each])}


async def _known(get: Get, state: State, language: str) -> dict[str, str]:
    known: dict[str, str] | None = getattr(state, "called", None)
    if known is None:
        name = "name_zh" if language == "zh-Hans" else "name_en"
        units = {each["unit"]: each[name] for each in (await get("/units", limit=_MOST))["items"]}
        terms = await terms_of(get, state) | {key: duty.name for key, duty in (await duties_of(get, state)).items()}
        known = state.called = {key: term(each, language) for key, each in terms.items()} | units
    return known


def _named(told: str, keys: set[str], known: Mapping[str, str]) -> str:
    def called(found: re.Match[str]) -> str:
        duty, _, unit = found[0].partition("@")
        names = [known.get(part, part) for part in (unit, duty) if part]
        return " · ".join(names) if found[0] in keys else found[0]

    return re.sub(r"\b[a-z][a-z0-9_]*(?:@[a-z0-9_]+)?", called, told)


def _labelled(told: str, language: str) -> str:
    """The fields that a sentence names by what they are called on a form; in English only what is no English word."""

    def label(found: re.Match[str]) -> str:
        path = [part for part in re.split(r"[./]", found[0]) if part and not part.isdigit()]
        key = _ACT.get(".".join(path)) or f"field.{path[-1]}" if path else ""
        is_word = language == "en" and found[0].isalpha()
        return (
            text(language, "doing.quoted", name=text(language, key)) if has(language, key) and not is_word else found[0]
        )

    said = _FIELD.sub(label, _CODE.sub("", told))
    return said if language == "en" else _GAP.sub("", said)


async def _with_things(told: str, find: Get, language: str) -> str:
    """People and things by their names; of one that is not for the reader, that it is there."""
    for found in [*dict.fromkeys(_ID.findall(told))][:_MOST_NAMED]:
        name = ""
        for path in _THINGS:
            if not name and (thing := await find(f"{path}/{found}")):
                name = thing.get("name") or thing.get("title") or thing.get("text") or ""
        told = told.replace(found, name or text(language, "doing.unnamed"))
    return told
