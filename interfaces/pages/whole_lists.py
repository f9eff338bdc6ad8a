"""A list of the API read to its end, for pages that show it whole or count it."""

from typing import Any

from interfaces.pages.shell import Visit

_PAGE = 200


async def every(visit: Visit, path: str, **query: Any) -> list[dict[str, Any]]:
    """All items of a list as of the moment that is looked at, in the order of the API."""
    found: list[dict[str, Any]] = []
    cursor = None
    while True:
        page = await visit.get(path, limit=_PAGE, cursor=cursor, **query)
        found += page["items"]
        cursor = page.get("next")
        if not cursor:
            return found


async def people_called(visit: Visit) -> dict[str, str | None]:
    """What everybody on the roll is called, by id; None for who was erased."""
    return {each["person"]: each["name"] for each in await every(visit, "/people")}
