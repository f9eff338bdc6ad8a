"""Who is offered where somebody is picked: the whole roll while it is short; of a long one, others are found by name."""

from typing import Any, NamedTuple

from interfaces.pages.shell import Visit
from interfaces.pages.whole_lists import by_people
from interfaces.pinyin import order

Person = dict[str, Any]
PEOPLE = frozenset({"people", "signatories", "leaders"})
"""The sources of choices that are people."""
_LATEST = 100
_FOUND = 50


class Offered(NamedTuple):
    """Those offered, in the order of their names; ``is_part``: there are more on the roll."""

    people: list[Person]
    is_part: bool


async def offered_of(visit: Visit) -> Offered:
    """Everybody where there are few; else who holds a duty today and who was entered last. Read once a visit."""
    known: Offered | None = getattr(visit.request.state, "offered", None)
    if known is None:
        latest = await visit.api.get("/people", limit=_LATEST, descending=True)
        found = {each["person"]: each for each in latest["items"]}
        if latest["next"]:
            duties = (await visit.api.get("/seats"))["duties"]
            others = {person for held in duties.values() for person in held}.difference(found)
            found |= await by_people(visit.api.get, others)
        known = visit.request.state.offered = Offered(in_order(found.values()), latest["next"] is not None)
    return known


async def people_found(visit: Visit, words: str) -> list[Person]:
    """Those on the roll whose names have these characters or are meant by these letters."""
    page = await visit.api.get("/people", called=words, sort="name", limit=_FOUND)
    return list(page["items"])


def in_order(people: Any) -> list[Person]:
    """People by the sound of their names; who was erased comes last."""
    return sorted(people, key=lambda each: order(each["name"] or "", each["reading"]))
