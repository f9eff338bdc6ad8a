"""Years, counted: one, or all that anything is said of beside each other; as tables too."""

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request, Response

from interfaces.http.caller import caller, services
from interfaces.http.commands import BASE
from interfaces.http.moments import After, AsOf, moment
from interfaces.http.reads import replied
from interfaces.http.tables import Format, InWords, form_of, sent
from interfaces.http.tables_columns_logs import of_units, of_years
from interfaces.http.tables_made import Looked, Shape, table_of
from projections.institution import INSTITUTION, ONLY
from projections.meeting_file import MEETINGS
from projections.store import Reading
from projections.years import overview, overviews

router = APIRouter(tags=["years"])


@router.get(BASE + "/years", operation_id="list_years", response_model=None)
def list_years(
    request: Request,
    conference: str,
    as_of: AsOf = None,
    after: After = None,
    format: Format = None,  # noqa: A002 - the name of the parameter
    words: InWords = None,
    before: Annotated[int | None, Query(ge=1949, le=2200, description="only years before this one")] = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 200,
) -> Response:
    """List every year with a meeting or an explanation, and the present one, the last first: each counted as by itself.

    `next` is the year `before` which there are more; null: there are none.
    """
    who, parts, form = caller(request, conference), services(request), form_of(request, format, words)
    then = moment(parts, who, as_of, after)
    with parts.views.reading(who.key, then.at) as reading:
        years = [year for year in _years(reading, then.today.year) if before is None or year < before]
        told = overviews(reading, years[:limit], then.today)
        if form:
            looked = Looked(parts=parts, who=who, then=then, reading=reading)
            return sent(table_of("year", "years", of_years(told), looked, Shape(words=words)), form)
        return replied(
            {"position": reading.position, "items": told, "next": years[limit - 1] if years[limit:] else None},
            reading.position,
        )


@router.get(BASE + "/years/{year}", operation_id="get_year", response_model=None)
def get_year(
    request: Request,
    conference: str,
    year: Annotated[int, Path(ge=1949, le=2199)],
    as_of: AsOf = None,
    after: After = None,
    format: Format = None,  # noqa: A002 - the name of the parameter
    words: InWords = None,
) -> Response:
    """Show a year: its meetings, and how its topics and decisions stand, counted. As a table: how each unit kept to its dates."""
    who, parts, form = caller(request, conference), services(request), form_of(request, format, words)
    then = moment(parts, who, as_of, after)
    with parts.views.reading(who.key, then.at) as reading:
        told: dict[str, Any] = overview(reading, year, then.today)
        if form:
            looked = Looked(parts=parts, who=who, then=then, reading=reading)
            wanted = Shape(words=words, asked={"year": year})
            return sent(table_of("units_of_year", f"units-{year}", of_units(told), looked, wanted), form)
        return replied(told | {"position": reading.position}, reading.position)


def _years(reading: Reading, this_year: int) -> list[int]:
    institution = reading.one(INSTITUTION, ONLY)
    if institution is None:
        return []
    held = {int(str(year)) for year in reading.tally(MEETINGS, "year")}
    return sorted(held | {int(year) for year in institution.doc["years_explained"]} | {this_year}, reverse=True)
