"""What meetings, the items of their agenda and the classes of those expected are called; and who belongs to the office."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from interfaces import sentences
from interfaces.pages.names import Names, names_of
from interfaces.pages.shell import Visit
from interfaces.pages.texts import text

_DIGITS = "〇一二三四五六七八九"
_TEN = 10
_TENS = 100
_RANKS = ("heads", "deputies", "members")
Measures = Mapping[str, Any]


def numeral(number: int) -> str:
    """A number as Chinese papers write it; from a hundred on in figures."""
    if number >= _TENS or number < 0:
        return str(number)
    tens, ones = divmod(number, _TEN)
    head = "" if tens == 0 else "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return head + (_DIGITS[ones] if ones or not tens else "")


def meeting_called(language: str, meeting: Mapping[str, Any]) -> str:
    """What a meeting is called: by its ordinal where it has taken one, else by its year and kind."""
    if meeting["ordinal"] is not None:
        number = numeral(meeting["ordinal"]) if language == "zh-Hans" else str(meeting["ordinal"])
        return text(language, "meetings.nth", number=number)
    kind = sentences.word(language, meeting["meeting_kind"])
    return text(language, "meetings.of_year", year=meeting["year"], kind=kind)


class Called:
    """What the measures call the items of an agenda and the classes of those expected."""

    def __init__(self, names: Names, kind: str = "ordinary") -> None:
        self._key = "zh" if names.language == "zh-Hans" else "en"
        self._language = names.language
        meetings = names.measures.get("meetings", {})
        listed = [*meetings.get(f"{kind}_agenda", ()), *meetings.get("ordinary_agenda", ())]
        self._items = {each["key"]: str(each[self._key]) for each in reversed(listed)}
        self._classes = {each["key"]: str(each[self._key]) for each in meetings.get("attendance", ())}
        self.order = list(self._classes)
        office = names.measures.get("bodies", {}).get(names.measures.get("office"), {})
        self.office = str(office.get(self._key, ""))

    def item(self, key: str) -> str:
        """An item of the agenda."""
        return self._items.get(key) or sentences.word(self._language, key, "item")

    def group(self, key: str) -> str:
        """A class of those expected; what the office added goes by that."""
        return self._classes.get(key) or text(self._language, "attendance.further")


def panel_seats(measures: Measures, panel: Mapping[str, Any] | None) -> tuple[str, ...]:
    """The seats that a panel of the measures names, be it one by one or by a body and a rank."""
    return _seats(measures, panel.get("seats", ())) if panel else ()


def office_seats(measures: Measures) -> frozenset[str]:
    """The seats of the coordination office."""
    office = measures.get("bodies", {}).get(measures.get("office"), {})
    return frozenset(seat for rank in _RANKS for seat in office.get(rank, ()))


def is_of_office(visit: Visit, measures: Measures) -> bool:
    """Whether the visitor holds a seat of the coordination office."""
    return bool(office_seats(measures) & set(visit.me["seats"]))


def may_ask_for_meeting(visit: Visit, measures: Measures) -> bool:
    """Whether the visitor is of those who plan an extraordinary meeting: the office, or a head who asks for it."""
    asking = _seats(measures, measures.get("meetings", {}).get("asked_by", ()))
    return is_of_office(visit, measures) or bool(set(asking) & set(visit.me["seats"]))


def _seats(measures: Measures, named: str | Sequence[str]) -> tuple[str, ...]:
    if not isinstance(named, str):
        return tuple(named)
    body, _, rank = named.partition(".")
    found = measures.get("bodies", {}).get(body)
    if found is None:
        return (named,)
    return tuple(seat for each in (_RANKS if rank == "seats" else (rank,)) for seat in found.get(each, ()))


async def names_for(visit: Visit, meeting: Mapping[str, Any]) -> Names:
    """The names under the measures that govern a meeting: those of its notice, once it is out."""
    names = await names_of(visit)
    if meeting["edition"] in {None, names.measures["edition"]}:
        return names
    governing = await visit.get("/charter", edition=meeting["edition"])
    return replace(names, measures=tomllib.loads(governing["text"]))


async def docs_of(visit: Visit, path: str, wanted: Iterable[str], at: str | int, **query: Any) -> dict[str, Any]:
    """Things by their ids as of a moment: those that one list finds, and the others one by one."""
    ids = list(dict.fromkeys(wanted))
    if not ids:
        return {}
    listed = await visit.api.get(path, limit=200, as_of=at, **query)
    found = {each["id"]: each for each in listed["items"] if each["id"] in ids}
    for each in ids:
        if each not in found:
            found[each] = await visit.api.get(f"{path}/{each}", as_of=at)
    return {each: found[each] for each in ids}


async def people_of(
    visit: Visit, things: Any, known: Mapping[str, str | None], at: str | int | None = None
) -> dict[str, str | None]:
    """The names that are known, and those of the people named in ``things`` besides."""
    found = dict(known)
    for person in sorted(set(_people(things)) - set(found)):
        found[person] = (await visit.api.get(f"/people/{person}", as_of=at or visit.at))["name"]
    return found


def _people(value: Any) -> Iterator[str]:
    if isinstance(value, Mapping):
        if isinstance(value.get("person"), str):
            yield value["person"]
        for each in value.values():
            yield from _people(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _people(each)
