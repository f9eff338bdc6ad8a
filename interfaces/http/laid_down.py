"""The duties that somebody performed and performs no more, as he himself is told: what each was, and until when."""

from datetime import date

from pydantic import Field

from domain.charter import Charter
from interfaces.http.caller import Caller
from interfaces.http.entry_bodies import Closed
from interfaces.http.moments import today_of
from interfaces.services import Services
from projections.institution import INSTITUTION, ONLY, UNITS, charter_of
from projections.people import PEOPLE
from projections.store import Reading


class LaidDown(Closed):
    """A duty that was performed for a time."""

    seat: str
    name_zh: str
    name_en: str
    since: date
    until: date = Field(description="the first day on which it was performed no more")


def laid_down(parts: Services, who: Caller) -> list[LaidDown]:
    """The caller's own duties that have ended and that he did not take up again, the last first; deputising is none."""
    with parts.views.reading(who.key) as reading:
        found = reading.one(PEOPLE, who.person)
        spans = [span for span in found.doc["duties"] if not span.get("as_deputy")] if found else []
        if not any(span["until"] for span in spans):
            return []
        today = today_of(reading, parts.clock.now()).isoformat()
        ended = {span["duty"]: span for span in spans if span["until"] and span["until"] <= today}
        left = [span for duty, span in ended.items() if duty not in who.seats]
        ordered = sorted(left, key=lambda span: (span["until"], span["duty"]), reverse=True)
        return [_told(reading, span["duty"], span["since"], span["until"]) for span in ordered]


def _told(reading: Reading, seat: str, since: str, until: str) -> LaidDown:
    """What it was called under the measures of its last days."""
    institution, until_ = reading.one(INSTITUTION, ONLY), date.fromisoformat(until)
    charter = charter_of(institution.doc if institution else None, until_)
    zh, en = _called(charter, seat)
    if unit := reading.one(UNITS, seat.partition("@")[2]):
        zh, en = f"{unit.doc['name_zh']} · {zh}", f"{unit.doc['name_en']} · {en}"
    return LaidDown(seat=seat, name_zh=zh, name_en=en, since=date.fromisoformat(since), until=until_)


def _called(charter: Charter, seat: str) -> tuple[str, str]:
    duty = charter.duties.get(seat.partition("@")[0])
    return (duty.name.zh, duty.name.en) if duty else (seat, seat)
