"""Picking from more than can be shown: the latest are offered at once, others are found by words, what was picked stays."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from starlette.datastructures import FormData

from interfaces import sentences
from interfaces.pages.form_choices import SOUGHT, Choices, Pairs, called_of, title_of
from interfaces.pages.form_fields import Field
from interfaces.pages.form_people import PEOPLE, offered_of, people_found
from interfaces.pages.form_reading import named
from interfaces.pages.shell import Visit
from interfaces.pages.texts import text
from interfaces.pages.whole_lists import by_ids, by_people

FIND = "find"
"""The button that looks for what was typed beside a field: it says the field's name, and the words are ``find.`` and that."""
ROLL = "people"
"""What stands for the roll among what is sought."""
_BEHALF = "act.person"
_LATEST = 25
"""How many of each list are shown."""
_LONGEST = 100
_FIELDS = "title,text,year,kind"


@dataclass(frozen=True, kw_only=True)
class Found:
    """What can be picked in one field now: what ``words`` found, ``more`` if there is still more of it; else the latest."""

    words: str
    pairs: Pairs
    more: bool


async def found_in(visit: Visit, asked: Iterable[Field], typed: FormData, choices: Choices) -> dict[str, Found]:
    """What was sought in which field, by its full name.

    ``choices`` get the latest of each source, and what was picked, which may be neither among them nor found.
    """
    asked = tuple(asked)
    fields = list(_fields(asked, typed))
    for source in {each.of for each in asked for each in (each, *each.parts)} & SOUGHT.keys():
        picked = [str(typed[name]) for name, each in fields if each.of == source and typed.get(name)]
        choices[source] = [*(await _latest(visit, source)), *(await _picked(visit, source, picked))]
    sought = [(name, each.of, words_of(typed, name)) for name, each in fields]
    found = {name: await _found(visit, source, words) for name, source, words in sought if words}
    return found | await _people_in(visit, asked, typed, choices)


async def _people_in(visit: Visit, asked: tuple[Field, ...], typed: FormData, choices: Choices) -> dict[str, Found]:
    """What was sought on the roll, for all fields of people at once; ``choices`` get those found, first, and those picked."""
    sources = choices.keys() & PEOPLE
    if not sources or not (await offered_of(visit)).is_part:
        return {}
    words = words_of(typed, ROLL)
    sought = await people_found(visit, words) if words else []
    names = [name for name, each in named(asked, typed) if each.of in PEOPLE]
    picked = {str(value) for name in (*names, _BEHALF) for value in typed.getlist(name) if value}
    known = {value for source in sources for value, _ in choices[source]}
    others = await by_people(visit.api.get, picked - known)
    for source in sources:
        found = [each for each in sought if source == "people" or (source == "signatories" and each["duties"])]
        first = await called_of(visit, found)
        pairs = [*first, *(pair for pair in choices[source] if pair not in first)]
        choices[source] = list(dict([*pairs, *await called_of(visit, others.values())]).items())
    return {ROLL: Found(words=words, pairs=await called_of(visit, sought), more=False)}


def words_of(typed: FormData, name: str) -> str:
    """The words that were typed beside a field to find what it is about."""
    return " ".join(str(typed.get(f"{FIND}.{name}") or "").split())[:_LONGEST]


def is_roll_sought(typed: FormData) -> bool:
    """Whether words to find somebody by were typed that nobody was sought with yet: then Enter means to look for them."""
    return words_of(typed, ROLL) not in {"", words_of(typed, f"{ROLL}.was")}


def _fields(asked: Iterable[Field], typed: FormData) -> Iterator[tuple[str, Field]]:
    """The fields in which something was typed, sought or picked, by their full names."""
    for each in asked:
        for part in (each, *each.parts):
            name = rf"{each.name}\.\d{{1,3}}\.{part.name}" if part.within else part.name
            found = {known.removeprefix(f"{FIND}.") for known in typed} if part.of in SOUGHT else set()
            yield from ((known, part) for known in sorted(found) if re.fullmatch(name, known))


async def _latest(visit: Visit, source: str) -> Pairs:
    """The last of each list, the newest first."""
    pairs = Pairs()
    for kind, path in SOUGHT[source]:
        page = await visit.api.get(path, limit=_LATEST, descending=True, fields=_FIELDS)
        pairs += [(each["id"], _called(visit, kind, each)) for each in page["items"]]
    return pairs


async def _picked(visit: Visit, source: str, picked: list[str]) -> Pairs:
    pairs = Pairs()
    for kind, path in SOUGHT[source] if picked else ():
        docs = await by_ids(visit.api.get, path, picked, fields=_FIELDS)
        pairs += [(key, _called(visit, kind, doc)) for key, doc in docs.items()]
    return pairs


async def _found(visit: Visit, source: str, words: str) -> Found:
    pairs, more = Pairs(), False
    for kind, _ in SOUGHT[source]:
        page = await visit.api.get("/search", q=words, kind=kind, limit=_LATEST)
        pairs += [(each["id"], _called(visit, kind, each)) for each in page["items"]]
        more = more or page["next"] is not None
    return Found(words=words, pairs=pairs, more=more)


def _called(visit: Visit, kind: str, doc: dict[str, Any]) -> str:
    """Its title, what it is and of which year: that many are called alike is why they are sought."""
    what = sentences.word(visit.language, kind)
    return text(visit.language, "form.sought", title=title_of(visit, doc), kind=what, year=doc["year"])
