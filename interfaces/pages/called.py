"""Refusals in the words of the pages: units and seats by their names, where the API tells their keys."""

import re
from collections.abc import Awaitable, Callable, Iterable, Mapping
from typing import Any

from starlette.datastructures import State

from domain.charter import Duty, Name
from domain.charter_reading import read_charter

Get = Callable[..., Awaitable[Any]]
_MOST = 200
_KEYED = (
    *("seat", "seats", "held", "duty", "duties", "principal", "chair", "missing", "waiting_for"),
    *("delegated_by", "asked_by", "unit", "units", "lead"),
)
"""The facts of a refusal that are keys of seats or units."""


def refusals_in(body: Any) -> list[dict[str, Any]]:
    """The refusals that an answer tells: itself, or those of the acts that are not open."""
    if not isinstance(body, dict):
        return []
    acts = body["actions"] if isinstance(body.get("actions"), list) else ()
    told = [body, *(act["refusal"] for act in acts if isinstance(act, dict) and act.get("refusal"))]
    return [each for each in told if _keys(each) and isinstance(each.get("detail"), str)]


async def name_in(refusals: Iterable[dict[str, Any]], get: Get, state: State, language: str) -> None:
    """Say the names of the units and seats in refusals. ``get`` asks the API for a document of the conference."""
    known = await _known(get, state, language)
    for refusal in refusals:
        refusal["detail"] = _named(refusal["detail"], _keys(refusal), known)


async def duties_of(get: Get, state: State) -> Mapping[str, Duty]:
    """The duties of every edition, as the last that has them calls them: a record may name a seat that is no more."""
    known: dict[str, Duty] | None = getattr(state, "duties", None)
    if known is None:
        editions = [each["edition"] for each in (await get(""))["editions"]]
        charters = [read_charter((await get("/charter", edition=edition))["text"]) for edition in editions]
        known = state.duties = {key: duty for each in charters for key, duty in each.duties.items()}
    return known


def term(name: Name, language: str) -> str:
    """A term of the measures in the language of the page."""
    return name.zh if language == "zh-Hans" else name.en


def _keys(refusal: Mapping[str, Any]) -> set[str]:
    facts = refusal["facts"] if isinstance(refusal.get("facts"), dict) else {}
    given = (facts.get(name) for name in _KEYED)
    return {str(key) for each in given if each for key in (each if isinstance(each, list) else [each])}


async def _known(get: Get, state: State, language: str) -> dict[str, str]:
    known: dict[str, str] | None = getattr(state, "called", None)
    if known is None:
        name = "name_zh" if language == "zh-Hans" else "name_en"
        units = {each["unit"]: each[name] for each in (await get("/units", limit=_MOST))["items"]}
        duties = {key: term(duty.name, language) for key, duty in (await duties_of(get, state)).items()}
        known = state.called = duties | units
    return known


def _named(told: str, keys: set[str], known: Mapping[str, str]) -> str:
    def called(found: re.Match[str]) -> str:
        duty, _, unit = found[0].partition("@")
        names = [known.get(part, part) for part in (unit, duty) if part]
        return " · ".join(names) if found[0] in keys else found[0]

    return re.sub(r"\b[a-z][a-z0-9_]*(?:@[a-z0-9_]+)?", called, told)
