"""What the items of an agenda and the classes of those expected are called; and who belongs to the office."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from domain.charter import Charter
from domain.charter_reading import read_charter
from interfaces import sentences
from interfaces.pages.measures import is_of_office
from interfaces.pages.names import Names, names_of
from interfaces.pages.shell import Visit
from interfaces.pages.texts import text
from interfaces.pages.whole_lists import by_ids, people_called


class Called:
    """What the measures call the items of an agenda and the classes of those expected."""

    def __init__(self, names: Names, kind: str = "ordinary") -> None:
        self._language = names.language
        meetings = names.measures.meetings
        own = meetings.extraordinary_agenda if kind == "extraordinary" else ()
        self._items = {each.key: names.term(each.name) for each in (*meetings.ordinary_agenda, *own)}
        self._classes = {each.key: names.term(each.name) for each in meetings.attendance}
        self.order = list(self._classes)
        self.office = names.term(names.measures.bodies[names.measures.office].name)

    def item(self, key: str) -> str:
        """An item of the agenda."""
        return self._items.get(key) or sentences.word(self._language, key, "item")

    def group(self, key: str) -> str:
        """A class of those expected; what the office added goes by that."""
        return self._classes.get(key) or text(self._language, "attendance.further")


def may_ask_for_meeting(visit: Visit, measures: Charter) -> bool:
    """Whether the visitor is of those who plan an extraordinary meeting: the office, or a head who asks for it."""
    return is_of_office(visit, measures) or not set(measures.meetings.asked_by).isdisjoint(visit.me["seats"])


def moved(meeting: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Each change of its date: the day it ``was`` on, the one it came ``to`` (None: not fixed yet), and why."""
    changes = meeting["postponements"]
    then = [*(each["was"] for each in changes[1:]), meeting["date"]]
    return [
        {"how": how_moved(each["was"], to), "was": each["was"], "to": to, "reason": each["reason"]}
        for each, to in zip(changes, then, strict=False)
    ]


def how_moved(was: str, to: str | None) -> str:
    """Whether a day was put off or brought forward, as the key of a text."""
    return "moved_open" if to is None else "moved_later" if to > was else "moved_earlier" if to < was else "moved_same"


async def names_for(visit: Visit, meeting: Mapping[str, Any]) -> Names:
    """The names under the measures that govern a meeting: those of its notice, once it is out."""
    names = await names_of(visit)
    if meeting["edition"] in {None, names.measures.edition}:
        return names
    governing = await visit.get("/charter", edition=meeting["edition"])
    return replace(names, measures=read_charter(governing["text"]))


async def docs_of(visit: Visit, path: str, wanted: Iterable[str], at: str | int) -> dict[str, Any]:
    """Things by their ids as of a moment."""
    return await by_ids(visit.api.get, path, wanted, as_of=at)


async def people_of(
    visit: Visit, things: Any, known: Mapping[str, str | None], at: str | int | None = None
) -> dict[str, str | None]:
    """The names that are known, and those of the people named in ``things`` besides."""
    others = sorted(set(_people(things)) - set(known))
    return {**known, **await people_called(visit, others, at or visit.at)}


def _people(value: Any) -> Iterator[str]:
    if isinstance(value, Mapping):
        if isinstance(value.get("person"), str):
            yield value["person"]
        for each in value.values():
            yield from _people(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _people(each)
