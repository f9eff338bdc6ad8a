"""The measures as pages ask after them: the domain's own reading of the charter that the API shows."""

from domain.charter import Charter
from domain.charter_reading import read_charter
from interfaces.pages.shell import Visit


async def measures_of(visit: Visit) -> Charter:
    """The measures in force; read once a visit."""
    known: Charter | None = getattr(visit.request.state, "measures", None)
    if known is None:
        edition = (await visit.api.get(""))["edition_in_force"]
        text = (await visit.api.get("/charter", edition=edition))["text"]
        known = visit.request.state.measures = read_charter(text)
    return known


async def enters(visit: Visit) -> bool:
    """Whether the visitor may enter now what the office keeps: he is of it, and looks at the present."""
    return visit.may("write") and not visit.at and is_of_office(visit, await measures_of(visit))


def is_of_office(visit: Visit, measures: Charter) -> bool:
    """Whether the visitor holds a seat of the coordination office."""
    return not set(measures.office_seats).isdisjoint(visit.me["seats"])
