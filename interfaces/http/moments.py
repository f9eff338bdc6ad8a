"""As of when: a position or a time, the wait for one's own write, and what day it was then."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Annotated
from zoneinfo import ZoneInfo

from fastapi import Query

from interfaces.http.caller import Caller
from interfaces.http.problems import Trouble
from interfaces.services import Services
from projections import Doc
from projections.course import Day
from projections.institution import INSTITUTION, ONLY, charter_of
from projections.store import Reading

_EARLIEST = datetime(1970, 1, 1, tzinfo=UTC)
_LATEST = datetime(9000, 1, 1, tzinfo=UTC)

AsOf = Annotated[
    str | None,
    Query(
        max_length=40,
        description="show things as they stood: a position of the log, or a time with its zone (2026-03-01T09:00:00+08:00)",
        openapi_examples={"position": {"value": "120"}, "time": {"value": "2026-03-01T09:00:00+08:00"}},
    ),
]
After = Annotated[
    int | None,
    Query(ge=0, le=2**53 - 1, description="wait until the views have reached this position: one's own write"),
]


@dataclass(frozen=True, kw_only=True)
class Moment:
    """The position asked for (None: now) and the day it was then, from which overdue and due soon are told."""

    at: int | None
    day: Day

    @property
    def today(self) -> date:
        """The date alone."""
        return self.day.on


def moment(parts: Services, who: Caller, as_of: str | None, after: int | None = None) -> Moment:
    """Find the moment a reader asks for; wait for ``after`` first."""
    if after is not None:
        if after > parts.log.head(who.key):
            raise Trouble("as_of_malformed", given=str(after))
        if not parts.runner.wait(who.key, after, parts.wait):
            raise Trouble("not_caught_up", position=after)
    at = None if as_of is None else _position(parts, who, as_of)
    now = (
        parts.clock.now() if at is None else parts.log.time_of(who.key, at) if at else datetime.min.replace(tzinfo=UTC)
    )
    return Moment(at=at, day=_day(parts, who, at, now))


def today_of(reading: Reading, now: datetime) -> date:
    """The date in the conference's own time zone, which its first measures say."""
    found = reading.one(INSTITUTION, ONLY)
    return _today(found.doc if found else None, now)


def _day(parts: Services, who: Caller, at: int | None, now: datetime) -> Day:
    with parts.views.reading(who.key, at) as reading:
        found = reading.one(INSTITUTION, ONLY)
        institution = found.doc if found else None
        return Day.of(institution, _today(institution, now))


def _today(institution: Doc | None, now: datetime) -> date:
    measured = institution and institution["editions"]
    zone = charter_of(institution, now.date()).time_zone if measured else "Asia/Shanghai"
    return now.astimezone(ZoneInfo(zone)).date() if now.year > 1 else now.date()


def _position(parts: Services, who: Caller, as_of: str) -> int:
    counted = as_of.isascii() and as_of.isdigit()
    position = min(int(as_of), parts.log.head(who.key)) if counted else parts.log.position_at(who.key, _time(as_of))
    if not parts.runner.wait(who.key, position, parts.wait):
        raise Trouble("not_caught_up", position=position)
    return position


def _time(text: str) -> datetime:
    try:
        # A plus sign that was not percent-encoded arrives as a space.
        time = datetime.fromisoformat(text.replace(" ", "+"))
    except ValueError:
        raise Trouble("as_of_malformed", given=text) from None
    if time.tzinfo is None or not _EARLIEST <= time <= _LATEST:
        raise Trouble("as_of_malformed", given=text)
    return time.astimezone(UTC)
