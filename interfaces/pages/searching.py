"""The search: what was found, kind by kind, with the words that were sought marked where they stand."""

import re
from collections.abc import Iterator
from typing import Any

from fastapi.responses import Response

from interfaces.pages.desk_tasks import page_of
from interfaces.pages.form_choices import title_of
from interfaces.pages.names import Names, names_of
from interfaces.pages.shell import Book, Visit
from interfaces.pinyin import is_called
from projections.search import SEARCHED

book = Book()
Doc = dict[str, Any]
Piece = tuple[str, bool]
_MOST = 100
_LONGEST = 100
_NOBODY: Doc = {"items": [], "next": None}
_AROUND = 36


@book.page("/search", "search")
async def search(visit: Visit) -> Response:
    """What has every word; nothing was asked: the box alone."""
    query = visit.request.query_params
    asked = " ".join(query.get("q", "").split())[:_LONGEST]
    kind = query.get("kind", "") if query.get("kind", "") in SEARCHED else ""
    visit.request.state.shell["asked"] = asked
    names = await names_of(visit)
    found = await visit.get("/search", q=asked, kind=kind, limit=_MOST) if asked else None
    hits = [_hit(visit, doc, asked.split(), names) for doc in found["items"]] if found else []
    by_name = bool(asked) and not kind
    units = [key for key, name in names.units.items() if by_name and is_called(name, asked)]
    people = await _people(visit, asked) if by_name and visit.may("directory") else _NOBODY
    return visit.show(
        "search.html",
        names=names,
        sought=asked,
        kind=kind,
        kinds=list(SEARCHED),
        found={each: [hit for hit in hits if hit["kind"] == each] for each in SEARCHED},
        units=units,
        people=[(each["person"], each["name"]) for each in people["items"]],
        count=len(hits) + len(units) + len(people["items"]),
        more=bool(people["next"] or (found and found["next"])),
        position=found["position"] if found else None,
    )


async def _people(visit: Visit, asked: str) -> Doc:
    """The first of the people who are called so, in the order of names."""
    found: Doc = await visit.get("/people", sort="name", called=asked, fields="person,name", limit=_MOST)
    return found


def _hit(visit: Visit, doc: Doc, words: list[str], names: Names) -> Doc:
    title = names.meeting(doc) if doc["kind"] == "meeting" else title_of(visit, doc)
    said = next((text for text in _texts(doc) if _has(text, words[0]) and text != title), "")
    return {
        "kind": doc["kind"],
        "doc": doc,
        "href": page_of(doc["kind"], doc["id"], visit.at),
        "title": marked(title, words),
        "said": marked(_around(said, words[0]), words),
    }


def _texts(doc: Doc) -> Iterator[str]:
    """What a thing says, in the order in which the search reads it."""
    for part in SEARCHED[doc["kind"]][1]:
        yield from _strings(doc, part.split("."))


def _strings(value: Any, path: list[str]) -> Iterator[str]:
    """The texts at the end of a path, or anywhere below it."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from _strings(item, path)
    elif isinstance(value, dict):
        below = [value.get(path[0])] if path else [item for key, item in value.items() if key != "by"]
        for item in below:
            yield from _strings(item, path[1:])


def _has(text: str, word: str) -> bool:
    return word.lower() in text.lower()


def _around(text: str, word: str) -> str:
    """The text near the first place where a word stands."""
    at = text.lower().find(word.lower())
    start, end = max(0, at - _AROUND), at + len(word) + 2 * _AROUND
    return ("…" if start else "") + text[start:end] + ("…" if end < len(text) else "")


def marked(text: str, words: list[str]) -> list[Piece]:
    """The text in pieces, each with whether it is a word that was sought."""
    pattern = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    pieces = re.split(f"({pattern})", text, flags=re.IGNORECASE)
    return [(piece, n % 2 == 1) for n, piece in enumerate(pieces) if piece]
