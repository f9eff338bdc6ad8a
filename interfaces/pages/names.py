"""The names that a visit needs: those in force at the moment that is looked at."""

from interfaces.pages.called import duties_of, terms_of
from interfaces.pages.measures import measures_of
from interfaces.pages.shell import Visit
from interfaces.wording.names import Names

__all__ = ["Names", "names_of"]
_MOST = 200


async def names_of(visit: Visit) -> Names:
    """The names in force at the moment that is looked at."""
    listed = await visit.get("/units", limit=_MOST)
    key = "name_zh" if visit.language == "zh-Hans" else "name_en"
    units = {each["unit"]: each[key] for each in listed["items"]}
    measures = await measures_of(visit)
    return Names(
        language=visit.language,
        units=units,
        measures=measures,
        duties=await duties_of(visit.api.get, visit.request.state),
        terms=await terms_of(visit.api.get, visit.request.state),
    )
