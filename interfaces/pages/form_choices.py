"""What can be picked in a form: units, seats, people, things, what the measures name, and what the thing itself holds."""

from collections.abc import Awaitable, Callable, Iterable, Mapping
from typing import Any

from domain.charter import Duty
from domain.rules.units import side_of
from domain.vocabulary import UnitKind
from interfaces.pages.called import duties_of
from interfaces.pages.form_fields import Field
from interfaces.pages.form_offers import OFFERS, There
from interfaces.pages.form_people import offered_of
from interfaces.pages.measures import is_of_office, measures_of
from interfaces.pages.names import Names, names_of
from interfaces.pages.shell import Visit
from interfaces.pages.texts import has, text
from interfaces.pages.whole_lists import by_ids, every
from interfaces.sentences.called import meeting_called
from interfaces.wording.names import term

Pairs = list[tuple[str, str]]
Choices = dict[str, Pairs]
Thing = dict[str, Any]
SOUGHT = {"linkable": (("topic", "/topics"), ("decision", "/decisions"))}
"""The sources with more than can be shown, and the lists they are made of; ``form_seeking`` finds among them."""
_SHORT = 60
_CALLED = "title,text,meeting_kind,year,ordinal,number"
"""What a thing is called by, of all that lists tell of it."""
_ENTRIES = {
    "attendance_entries": "",
    "briefings": "text",
    "introductions": "summary",
    "discussed": "summary",
    "instructions": "text",
}
"""The lists of a meeting whose entries may be struck, and what is said of one."""


async def choices_of(visit: Visit, asked: Iterable[Field], thing: Thing | None = None, *more: str) -> Choices:
    """For each source that the fields name, and ``more``, what can be picked: the value, and what it is called."""
    wanted = ({source for field in asked for source in _sources(field)} | set(more)) - SOUGHT.keys()
    return {source: await _listed(visit, source, thing or {}) for source in sorted(wanted)}


async def _listed(visit: Visit, source: str, thing: Thing) -> Pairs:
    if source not in OFFERS:
        return await _SOURCES[source](visit, thing)
    whole, narrowed = OFFERS[source]
    pairs = await _SOURCES[whole](visit, thing)
    can_be = narrowed(await _there(visit, thing, whole), [key for key, _ in pairs])
    return [pair for pair in pairs if pair[0] in can_be]


async def _there(visit: Visit, thing: Thing, whole: str) -> There:
    measures = await measures_of(visit)
    own = {unit for seat in visit.me["seats"] if (unit := measures.unit_of(seat))}
    return There(
        thing=thing,
        units=await open_units(visit),
        people=(await offered_of(visit)).people if whole == "people" else (),
        measures=measures,
        own=None if is_of_office(visit, measures) else own,
    )


def _sources(field: Field) -> set[str]:
    return ({field.of} if field.of else set()) | {source for part in field.parts for source in _sources(part)}


async def _units(visit: Visit, _: Thing) -> Pairs:
    return [(each["unit"], _name_of(visit, each)) for each in await open_units(visit)]


async def open_units(visit: Visit) -> list[Thing]:
    """The units there are; read once a visit."""
    known: list[Thing] | None = getattr(visit.request.state, "units", None)
    if known is None:
        known = visit.request.state.units = await every(visit.api.get, "/units", open=True)
    return known


def _name_of(visit: Visit, unit: Thing) -> str:
    return str(unit["name_zh" if visit.language == "zh-Hans" else "name_en"])


async def _people(visit: Visit, _: Thing) -> Pairs:
    return await called_of(visit, (await offered_of(visit)).people)


async def called_of(visit: Visit, people: Iterable[Thing]) -> Pairs:
    """People who are not erased, with the seats they hold."""
    named = await names_of(visit)
    found = []
    for each in people:
        if not each["name"]:
            continue
        held = [named.seat(duty["duty"]) for duty in each["duties"] if not duty["until"]]
        who = text(visit.language, "doing.who", name=each["name"], seats="、".join(held)) if held else each["name"]
        found.append((each["person"], who))
        if each["reading"]:
            readings_of(visit)[who] = (each["name"], each["reading"])
    return found


def readings_of(visit: Visit) -> dict[str, tuple[str, str]]:
    """The people in this visit's forms whose names the office said how to read: by what is picked, name and reading."""
    known: dict[str, tuple[str, str]] | None = getattr(visit.request.state, "readings", None)
    if known is None:
        known = visit.request.state.readings = {}
    return known


async def _seats(visit: Visit, _: Thing) -> Pairs:
    """The duties of the measures, and those at each unit."""
    duties = (await measures_of(visit)).duties
    return at_units(visit, duties, await open_units(visit))


async def _seats_ever(visit: Visit, _: Thing) -> Pairs:
    """Those of earlier measures too, to say what somebody sat in."""
    duties = await duties_of(visit.api.get, visit.request.state)
    return at_units(visit, duties, await open_units(visit))


def at_units(visit: Visit, duties: Mapping[str, Duty], units: Iterable[Thing]) -> Pairs:
    """Each duty once, or once at every unit of its side; a town union that has duties of its own has no others."""
    found: Pairs = []
    has_own = {duty.unit for duty in duties.values()}
    for key, duty in duties.items():
        called = term(duty.name, visit.language)
        of_side = [each for each in units if side_of(UnitKind(each["kind"])) is duty.side] if duty.per_unit else ()
        at = [each for each in of_side if each["kind"] != UnitKind.TOWN_UNION or each["unit"] not in has_own]
        found += [(f"{key}@{each['unit']}", f"{_name_of(visit, each)} · {called}") for each in at]
        if not duty.per_unit:
            found.append((key, called))
    return found


async def _categories(visit: Visit, _: Thing) -> Pairs:
    categories = (await measures_of(visit)).topics.categories
    return [(key, term(name, visit.language)) for key, name in categories.items()]


async def _items(visit: Visit, thing: Thing) -> Pairs:
    """The items of the agenda: those of an extraordinary meeting where the thing is one."""
    meetings = (await measures_of(visit)).meetings
    ordinary = () if thing.get("meeting_kind") == "extraordinary" else meetings.ordinary_agenda
    wanted = (*ordinary, *meetings.extraordinary_agenda)
    return list({each.key: term(each.name, visit.language) for each in wanted}.items())


async def _series(visit: Visit, _: Thing) -> Pairs:
    kept = (await visit.api.get(""))["series"]
    return [(key, _series_name(visit.language, key, code)) for key, code in kept.items()]


def _series_name(language: str, key: str, code: str) -> str:
    """The code of its numbers, and what they are of where that is known by its key."""
    known = f"doing.series_{key}"
    return text(language, "doing.series", code=code, of=text(language, known)) if has(language, known) else code


def _things(path: str, **query: Any) -> Callable[[Visit, Thing], Awaitable[Pairs]]:
    async def listed(visit: Visit, thing: Thing) -> Pairs:
        found = await every(visit.api.get, path, fields=_CALLED, **query)
        return [(each["id"], title_of(visit, each)) for each in found if each["id"] != thing.get("id")]

    return listed


async def _candidates(visit: Visit, thing: Thing) -> Pairs:
    """Topics that can go on the agenda: those approved, and those that are on it, whatever became of them."""
    found = dict(await _things("/topics", stage="approved")(visit, thing) + await _meeting_topics(visit, thing))
    others = [each for each in thing.get("agenda", {}).get("topics", ()) if each not in found]
    kept = await by_ids(visit.api.get, "/topics", others, fields=_CALLED)
    return [*found.items(), *((key, title_of(visit, doc)) for key, doc in kept.items())]


async def _meeting_topics(visit: Visit, thing: Thing) -> Pairs:
    meeting = thing.get("meeting") or thing.get("id")
    return await _things("/topics", meeting=meeting)(visit, {}) if meeting else []


async def _own_decisions(visit: Visit, thing: Thing) -> Pairs:
    return await _things("/decisions", meeting=thing.get("meeting"))(visit, {})


async def _agenda_decisions(visit: Visit, thing: Thing) -> Pairs:
    """The decisions that the agenda has for hearing; all open ones while it has none."""
    wanted = thing.get("agenda", {}).get("decisions", ())
    pairs = await _things("/decisions", open=True)(visit, {})
    return [pair for pair in pairs if pair[0] in wanted] or pairs


async def _expected(visit: Visit, thing: Thing) -> Pairs:
    """Whom the notice went to; those it was not seen to reach first."""
    named, names = await names_of(visit), thing.get("names", {})
    lines = sorted(thing.get("expected", ()), key=lambda line: bool(line["delivered"]))
    return [(line["person"] or line["seat"], _called_line(line, named, names)) for line in lines]


def _called_line(line: Thing, named: Names, names: dict[str, str | None]) -> str:
    """Somebody expected: his seat, and his name."""
    seat = named.seat(line["seat"]) if line["seat"] else ""
    return f"{seat} {names.get(line['person'] or '') or ''}".strip()


async def _urges(visit: Visit, thing: Thing) -> Pairs:
    named = await names_of(visit)
    return [
        (str(each["number"]), f"{each['number']} · {named.unit(each['unit'])} · {each['text'][:_SHORT]}")
        for each in thing.get("urges", ())
        if not each["answer"]
    ]


async def _entries(visit: Visit, thing: Thing) -> Pairs:
    return [
        (
            str(each["entry"]),
            f"{text(visit.language, f'field.{kept}')} · {str(each.get(said) or each['entry'])[:_SHORT]}",
        )
        for kept, said in _ENTRIES.items()
        for each in thing.get(kept, ())
    ]


def title_of(visit: Visit, doc: Thing) -> str:
    """What a thing is called where it is picked or listed."""
    if doc.get("title") or doc.get("text"):
        return str(doc.get("title") or doc["text"])[:_SHORT]
    if doc.get("meeting_kind"):
        return meeting_called(visit.language, doc)
    name = doc.get("name_zh" if visit.language == "zh-Hans" else "name_en") or doc.get("name")
    return str(name or doc.get("number") or doc.get("year") or str(doc.get("id", ""))[:8])


_SOURCES: dict[str, Callable[[Visit, Thing], Awaitable[Pairs]]] = {
    "units": _units,
    "seats": _seats,
    "seats_ever": _seats_ever,
    "people": _people,
    "category": _categories,
    "items": _items,
    "item": _items,
    "series": _series,
    "topics": _things("/topics", open=True),
    "decisions": _things("/decisions", open=True),
    "meetings": _things("/meetings", open=True),
    "calls": _things("/calls", open=True),
    "suggestions": _things("/suggestions", answer="waiting"),
    "candidates": _candidates,
    "meeting_topics": _meeting_topics,
    "own_decisions": _own_decisions,
    "agenda_decisions": _agenda_decisions,
    "expected": _expected,
    "urges": _urges,
    "entries": _entries,
}
