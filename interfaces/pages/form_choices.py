"""What can be picked in a form: units, seats, people, things, and what the measures name."""

import tomllib
from collections.abc import Iterable
from typing import Any

from interfaces import sentences
from interfaces.pages.form_fields import Field
from interfaces.pages.shell import Visit

Choices = dict[str, list[tuple[str, str]]]
_OPEN = {"topics": {"open": True}, "decisions": {"open": True}, "meetings": {"open": True}, "calls": {"open": True}}


async def choices_of(visit: Visit, asked: Iterable[Field]) -> Choices:
    """For each source that the fields name, what can be picked: the value, and what it is called."""
    wanted = {source for field in asked for source in _sources(field)}
    return {source: await _SOURCES[source](visit) for source in sorted(wanted)}


def _sources(field: Field) -> set[str]:
    return ({field.of} if field.of else set()) | {source for part in field.parts for source in _sources(part)}


async def _units(visit: Visit) -> list[tuple[str, str]]:
    listed = await visit.api.get("/units", limit=200, open=True)
    name = "name_zh" if visit.language == "zh-Hans" else "name_en"
    return [(each["unit"], each[name]) for each in listed["items"]]


async def _people(visit: Visit) -> list[tuple[str, str]]:
    listed = await visit.api.get("/people", limit=200)
    found = [(each["person"], each["name"] or each["person"][:8]) for each in listed["items"]]
    return sorted(found, key=lambda pair: pair[1].encode("gb18030", "replace"))


async def _seats(visit: Visit) -> list[tuple[str, str]]:
    """The duties of the measures, and those at each unit."""
    measures, units = await measures_of(visit), await _units(visit)
    found = []
    for key, duty in measures.get("duties", {}).items():
        called = duty["zh" if visit.language == "zh-Hans" else "en"]
        if duty.get("per_unit"):
            found += [(f"{key}@{unit}", f"{name} · {called}") for unit, name in units]
        else:
            found.append((key, called))
    return found


async def measures_of(visit: Visit) -> dict[str, Any]:
    """The measures in force, as their charter file has them."""
    return tomllib.loads((await visit.api.get("/charter"))["text"])


async def _categories(visit: Visit) -> list[tuple[str, str]]:
    categories = (await measures_of(visit)).get("topics", {}).get("categories", {})
    return [(key, _called(visit, each)) for key, each in categories.items()]


async def _items(visit: Visit) -> list[tuple[str, str]]:
    items = (await measures_of(visit)).get("agenda", {}).get("items", {})
    pairs = items.items() if isinstance(items, dict) else [(each["key"], each) for each in items]
    return [(key, _called(visit, each)) for key, each in pairs]


async def _series(visit: Visit) -> list[tuple[str, str]]:
    state = await visit.api.ask("GET", f"{visit.api.base}/institution/register/state")
    kept = {} if state.failed else state.body.get("state", {}).get("series", {})
    return [(key, key) for key in kept]


def _called(visit: Visit, each: Any) -> str:
    if isinstance(each, dict):
        return str(each.get("zh" if visit.language == "zh-Hans" else "en") or next(iter(each.values())))
    return str(each)


def _things(path: str) -> Any:
    async def listed(visit: Visit) -> list[tuple[str, str]]:
        found = await visit.api.get(f"/{path}", limit=200, **_OPEN.get(path, {}))
        return [(each["id"], title_of(visit, each)) for each in found["items"]]

    return listed


def title_of(visit: Visit, doc: dict[str, Any]) -> str:
    """What a thing is called where it is picked or listed."""
    if doc.get("title") or doc.get("text"):
        return str(doc.get("title") or doc["text"])[:60]
    if doc.get("meeting_kind"):
        return f"{doc.get('year', '')} {sentences.word(visit.language, doc['meeting_kind'])}"
    return str(doc.get("number") or doc.get("year") or doc["id"][:8])


_SOURCES = {
    "units": _units,
    "seats": _seats,
    "people": _people,
    "category": _categories,
    "items": _items,
    "item": _items,
    "series": _series,
    "topics": _things("topics"),
    "decisions": _things("decisions"),
    "meetings": _things("meetings"),
    "calls": _things("calls"),
    "suggestions": _things("suggestions"),
}
