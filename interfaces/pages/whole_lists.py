"""A list of the API read to its end, for pages that show it whole, choose from it or count it; and as a table to take away."""

import re
from collections.abc import Awaitable, Callable, Iterable, Mapping
from typing import Any, NamedTuple
from urllib.parse import urlencode

from interfaces.http.walking import within
from interfaces.pages.shell import Visit

Get = Callable[..., Awaitable[Any]]
"""How a document is asked for: ``visit.get`` as of the moment that is looked at, ``visit.api.get`` as of now."""
_PAGE = 200
_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


async def read(get: Get, path: str, **query: Any) -> tuple[list[dict[str, Any]], int]:
    """All items of a list in the order of the API, and the position they are shown as of."""
    found: list[dict[str, Any]] = []
    cursor = None
    while True:
        page = await get(path, limit=_PAGE, cursor=cursor, **query)
        found += page["items"]
        cursor = page["next"]
        if cursor is None:
            return found, page["position"]


async def every(get: Get, path: str, **query: Any) -> list[dict[str, Any]]:
    """All items of a list in the order of the API."""
    found, _ = await read(get, path, **query)
    return found


async def by_ids(get: Get, path: str, ids: Iterable[str], **query: Any) -> dict[str, dict[str, Any]]:
    """Those items of a list that have these ids, in the order of the ids; what is not there is left out."""
    wanted, found = list(dict.fromkeys(ids)), dict[str, dict[str, Any]]()
    for first in range(0, len(wanted), _PAGE):
        page = await get(path, ids=",".join(wanted[first : first + _PAGE]), limit=_PAGE, **query)
        found |= {each["id"]: each for each in page["items"]}
    return {each: found[each] for each in wanted if each in found}


class Taken(NamedTuple):
    """The addresses at which a list can be taken away as a table."""

    xlsx: str
    csv: str


def as_table(visit: Visit, path: str, asked: Mapping[str, Any] | None = None, *, of_now: bool = False) -> Taken:
    """The list as a table, whole and in the words of the page: the same filters, of the moment that is looked at.

    ``of_now``: of a list that knows no other moment.
    """
    wanted = {name: value for name, value in (asked or {}).items() if value}
    wanted |= {"as_of": visit.at} if visit.at and not of_now else {}
    addresses = (
        f"{visit.api.base}{path}?{urlencode(wanted | {'format': form, 'words': visit.language})}"
        for form in Taken._fields
    )
    return Taken(*addresses)


async def by_people(get: Get, ids: Iterable[str]) -> dict[str, dict[str, Any]]:
    """Those on the roll who have these ids, by id; who was erased has no name, and who is not on it is left out."""
    wanted, found = sorted(set(ids)), dict[str, dict[str, Any]]()
    for first in range(0, len(wanted), _PAGE):
        page = await get("/people", ids=",".join(wanted[first : first + _PAGE]), limit=_PAGE)
        found |= {each["person"]: each for each in page["items"]}
    return found


async def people_called(visit: Visit, told: Any, at: str | int | None = None) -> dict[str, str | None]:
    """What the people are called whom something mentions, by id; None for who was erased."""
    ids = sorted({each for each in within(told) if isinstance(each, str) and _ID.fullmatch(each)})
    found: dict[str, str | None] = {}
    for first in range(0, len(ids), _PAGE):
        found |= (await visit.api.get("/names", person=",".join(ids[first : first + _PAGE]), as_of=at or visit.at))[
            "names"
        ]
    return found
