"""One meeting as a file for a calendar: put in with its date, changed with it, taken out when it is put off or called off."""

from dataclasses import replace
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path, Request, Response

from domain.errors import NotFound, OutOfOrder
from interfaces import sentences
from interfaces.http.caller import caller, services
from interfaces.http.commands import BASE
from interfaces.http.ical.entries import MEDIA_TYPE, method_of, sent
from interfaces.http.ical.meetings import attendees, meeting_entry
from interfaces.http.ical.setting import Setting
from interfaces.http.moments import After, AsOf, moment
from interfaces.http.resources import names
from projections.meeting_file import MEETINGS

router = APIRouter(tags=["meetings"])


@router.get(BASE + "/meetings/{meeting}/icalendar", operation_id="get_meeting_icalendar", response_model=None)
def get_meeting_icalendar(
    request: Request,
    conference: str,
    meeting: Annotated[UUID, Path()],
    as_of: AsOf = None,
    after: After = None,
) -> Response:
    """Give a meeting for one's own calendar (iCalendar): `REQUEST`, or `CANCEL` while it is put off or called off.

    Its `UID` stays, its `SEQUENCE` is the version of the meeting. ``OutOfOrder``: no date was ever fixed.
    """
    who, parts = caller(request, conference), services(request)
    then = moment(parts, who, as_of, after)
    language = sentences.chosen(request.headers.get("accept-language"))
    with parts.views.reading(who.key, then.at) as reading:
        item = reading.one(MEETINGS, str(meeting))
        if item is None:
            raise NotFound("meeting_unknown", clause="R-known", thing="meeting", id=str(meeting))
        setting = Setting.of(reading, parts.log, who.key, on=then.today, language=language, origin=parts.access.origin)
        entry = meeting_entry(setting, item)
        if entry is None:
            raise OutOfOrder("meeting_undated", clause="R-order")
        doc = item.doc
        told = attendees(setting, doc, names(parts, who, reading, doc["expected"]))
    content = sent(replace(entry, attendees=told), language)
    headers = {
        "Content-Disposition": f'attachment; filename="meeting-{entry.begins:%Y-%m-%d}.ics"',
        "Content-Language": language,
        "X-Position": str(reading.position),
    }
    return Response(content, headers=headers, media_type=f"{MEDIA_TYPE}; method={method_of(entry)}")
