"""What a resource says: its row, where it lives, the names of who and what it mentions, and what can be done with it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from domain.stream import Stream
from interfaces.http.caller import Caller
from interfaces.http.walking import within
from interfaces.services import Services
from projections import Doc, View
from projections.course import Day
from projections.people import PEOPLE
from projections.store import Item, Reading

_LENGTH_OF_ID = 36


@dataclass(frozen=True, kw_only=True)
class Kind:
    """One kind of resource: its view, its path, and the columns a list of it can be filtered and sorted by."""

    name: str
    view: View
    path: str
    stream: type[Stream] | None = None
    filters: tuple[str, ...] = ()
    sorts: tuple[str, ...] = ("created",)
    counted: tuple[str, ...] = ()
    """The columns by whose values its rows are counted: those with few."""
    until: tuple[str, ...] = ()
    """The columns with dates of which a list can be cut off after a day: ``due`` by ``due_until``."""
    named: bool = False
    """Whether its rows are people: each carries the name and its reading, and a list can be sorted and narrowed by them."""
    by_day: Callable[[Doc, Day], Doc] | None = None
    """What only the day can tell of a row, such as whether it is overdue."""
    one_sided: bool = False
    """Whether its rows say in ``side`` which side alone may read them, and in ``reader`` who of it; else all may."""


def href(conference: str, kind: Kind, row: str) -> str:
    """Where a resource lives."""
    return f"/api/v1/conferences/{conference}{kind.path}/{row}"


def shown(item: Item, conference: str, kind: Kind) -> Doc:
    """A row as a list shows it."""
    return {**item.doc, "href": href(conference, kind, item.id), "since_position": item.valid_from}


def with_names(parts: Services, who: Caller, kind: Kind, rows: list[Doc]) -> list[Doc]:
    """Rows that are people, with the name beside the id, and how the office said that it is read."""
    if not kind.named:
        return rows
    seals = {seal for row in rows for seal in (row["name_seal"], row["reading_seal"]) if seal}
    opened = {seal: opening.value for seal, opening in parts.log.openings(who.key, seals).items()}
    return [row | {"name": opened.get(row["name_seal"]), "reading": opened.get(row["reading_seal"])} for row in rows]


def names(parts: Services, who: Caller, reading: Reading, doc: Any) -> Mapping[str, str | None]:
    """The names of the people a document mentions, joined from their openings; an erased one is null."""
    ids = {value for value in within(doc) if isinstance(value, str) and len(value) == _LENGTH_OF_ID}
    found = reading.page(PEOPLE, where={"id": sorted(ids)}, limit=len(ids)).items if ids else []
    seals = {person.id: person.doc["name_seal"] for person in found}
    opened = parts.log.openings(who.key, [seal for seal in seals.values() if seal])
    return {person: opened[seal].value if seal in opened else None for person, seal in sorted(seals.items())}
