"""A list of the API read to its end, for pages that show it whole, choose from it or count it."""

from collections.abc import Awaitable, Callable
from typing import Any

from interfaces.pages.shell import Visit

Get = Callable[..., Awaitable[Any]]
"""How a document is asked for: ``visit.get`` as of the moment that is looked at, ``visit.api.get`` as of now."""
_PAGE = 200


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


async def people_called(visit: Visit) -> dict[str, str | None]:
    """What everybody on the roll is called, by id; None for who was erased."""
    return {each["person"]: each["name"] for each in await every(visit.get, "/people")}
