"""Who is expected at a meeting over HTTP: before its notice is out, whom it would go to; afterwards, whom it went to."""

from dataclasses import asdict
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response

from domain.errors import NotFound
from interfaces.http.caller import caller, services
from interfaces.http.commands import BASE
from interfaces.http.moments import AsOf, moment
from interfaces.http.reads import replied
from interfaces.http.resources import names
from projections import Doc
from projections.expecting import expected_at
from projections.institution import INSTITUTION, ONLY, charter_of
from projections.meeting_file import MEETINGS
from projections.people import ROLL, ROSTER, standing_of
from projections.store import Reading

router = APIRouter(tags=["meetings"])
_LINE = ("seat", "person", "unit", "kind", "group", "clause")
_On = Annotated[date | None, Query(description="by the roll and the measures of this day; today if left out")]


@router.get(BASE + "/meetings/{meeting}/expected", operation_id="list_expected", response_model=None)
def list_expected(request: Request, conference: str, meeting: str, on: _On = None, as_of: AsOf = None) -> Response:
    """List everybody expected at a meeting: in which seat and quality, and by which clause.

    Before the notice is out it is whom a notice issued on the day would go to, without guests; then whom it went to.
    """
    who, parts = caller(request, conference), services(request)
    then = moment(parts, who, as_of)
    with parts.views.reading(who.key, then.at) as reading:
        found = reading.one(MEETINGS, meeting)
        if found is None:
            raise NotFound("meeting_unknown", clause="R-known", thing="meeting", id=meeting)
        day, noticed = on or then.today, bool(found.doc["expected"])
        items = [_line(each) for each in found.doc["expected"]] or _would_be(reading, found.doc, day)
        told = {"meeting": meeting, "noticed": noticed, "on": day.isoformat(), "items": items}
        told |= {"names": names(parts, who, reading, items), "position": reading.position}
        return replied(told, reading.position)


def _would_be(reading: Reading, meeting: Doc, day: date) -> list[dict[str, Any]]:
    institution, roll = reading.one(INSTITUTION, ONLY), reading.one(ROSTER, ROLL)
    charter = charter_of(institution.doc if institution else None, day)
    standing = standing_of(roll.doc if roll else None, day)
    return [_line(asdict(each)) for each in expected_at(reading, meeting, charter, standing)]


def _line(expected: dict[str, Any]) -> dict[str, Any]:
    return {name: expected[name] for name in _LINE}
