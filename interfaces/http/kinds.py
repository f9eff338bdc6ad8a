"""The table of resources: every kind of thing that can be read, where it lives and how lists of it are narrowed."""

from uuid import UUID

from domain.topic import Topic
from interfaces.http.caller import Caller
from interfaces.http.resources import Kind, names, shown
from interfaces.services import Services
from projections import Doc
from projections.institution import UNITS
from projections.people import PEOPLE
from projections.topic_register import TOPICS

KINDS = {
    kind.name: kind
    for kind in (
        Kind(
            name="topic",
            view=TOPICS,
            path="/topics",
            stream=Topic,
            filters=("stage", "side", "proposer", "category", "year", "consensus", "outcome", "meeting", "open"),
            sorts=("created", "title", "submitted_on"),
        ),
        Kind(name="unit", view=UNITS, path="/units", filters=("kind", "open")),
        Kind(name="person", view=PEOPLE, path="/people"),
    )
}


def resource(parts: Services, who: Caller, kind_name: str, row: str | UUID, *, at: int | None) -> Doc | None:
    """A single resource as of a position; None when there is no such row."""
    kind = KINDS.get(kind_name)
    if kind is None:
        return None
    with parts.views.reading(who.key, at) as reading:
        item = reading.one(kind.view, str(row))
        if item is None:
            return None
        doc = shown(item, who.conference, kind)
        return doc | {"names": names(parts, who, reading, item.doc), "position": reading.position}
