"""A date as it goes into a calendar, and calendars as the bytes that programs read (RFC 5545, RFC 7986).

The same dates make the same bytes, so that a program is told when nothing has changed.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from zoneinfo import ZoneInfo

from icalendar import Alarm, Calendar, Component, Event, Timezone, vCalAddress, vText

MEDIA_TYPE = "text/calendar"
_PRODUCT = "-//Lianxi//Lianxi//ZH"
_REFRESH = timedelta(hours=4)
"""How often a program that subscribes may ask again."""
_NO_ADDRESS = "invalid:nomail"
"""Nobody is written to: what calendar programs take for somebody without a mail address."""


class Method(StrEnum):
    """What a calendar is for: to be looked at, to put a meeting into one's own, or to take it out (RFC 5546)."""

    PUBLISH = "PUBLISH"
    REQUEST = "REQUEST"
    CANCEL = "CANCEL"


class Status(StrEnum):
    """How sure a date is."""

    TENTATIVE = "TENTATIVE"
    CONFIRMED = "CONFIRMED"
    CANCELLED = "CANCELLED"


@dataclass(frozen=True, kw_only=True)
class Attendee:
    """Somebody expected at a meeting: his pseudonymous id, and what he is called, by name and seat."""

    person: str
    called: str
    must: bool
    """Whether he attends by his duty, and not as an observer or guest."""


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One date. ``begins`` a date alone: the whole day, which blocks nobody's time.

    ``sequence`` rises with each change of what it is about, ``stamp`` is when that was recorded. ``reminders`` are so long
    after its beginning, or before it where negative.
    """

    uid: str
    sequence: int
    stamp: datetime
    begins: datetime | date
    summary: str
    description: str
    address: str
    lasts: timedelta | None = None
    place: str = ""
    status: Status = Status.CONFIRMED
    reminders: tuple[timedelta, ...] = ()
    organizer: str = ""
    attendees: tuple[Attendee, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Feed:
    """What a subscribed calendar is called, in which zone and language."""

    name: str
    zone: ZoneInfo
    language: str


def published(feed: Feed, entries: Iterable[Entry]) -> bytes:
    """A calendar to subscribe to."""
    made = _calendar(Method.PUBLISH)
    made.add("name", feed.name)
    made.add("x-wr-calname", feed.name)
    made.add("x-wr-timezone", feed.zone.key)
    made.add("refresh-interval", _REFRESH, parameters={"VALUE": "DURATION"})
    made.add("x-published-ttl", "PT4H")
    return _written(made, sorted(entries, key=lambda each: (each.begins.isoformat(), each.uid)), feed.language)


def sent(entry: Entry, language: str) -> bytes:
    """A calendar of one meeting, to be put into somebody's own, or taken out of it."""
    return _written(_calendar(method_of(entry)), [entry], language)


def method_of(entry: Entry) -> Method:
    """What a meeting's own calendar asks for."""
    return Method.CANCEL if entry.status is Status.CANCELLED else Method.REQUEST


def _calendar(method: Method) -> Calendar:
    made = Calendar()
    made.add("prodid", _PRODUCT)
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("method", method.value)
    return made


def _written(calendar: Calendar, entries: Sequence[Entry], language: str) -> bytes:
    for zone in _zones(entries):
        calendar.add_component(zone)
    for entry in entries:
        calendar.add_component(_event(entry, language))
    written: bytes = calendar.to_ical()
    return written


def _zones(entries: Sequence[Entry]) -> list[Component]:
    """The zones of the hours told, as they are in the years told of: no program has to know them."""
    hours = [each.begins for each in entries if isinstance(each.begins, datetime)]
    keys = sorted({each.tzinfo.key for each in hours if isinstance(each.tzinfo, ZoneInfo)})
    return [_zone(key, min(hours).year - 1, max(hours).year + 1) for key in keys]


@lru_cache(maxsize=64)
def _zone(key: str, first: int, last: int) -> Component:
    """A zone as it is in some years; to find that out costs more than all else, so it is kept, and never changed."""
    told = Timezone.from_tzinfo(ZoneInfo(key), first_date=date(first, 1, 1), last_date=date(last, 12, 31))
    told.pop("comment", None)
    return told


def _event(entry: Entry, language: str) -> Event:
    made = Event()
    made.add("uid", entry.uid)
    made.add("sequence", entry.sequence)
    made.add("dtstamp", entry.stamp)
    made.add("last-modified", entry.stamp)
    made.add("dtstart", entry.begins)
    if entry.lasts is not None:
        made.add("duration", entry.lasts)
    said = {"LANGUAGE": "zh-CN" if language == "zh-Hans" else "en"}
    made.add("summary", entry.summary, parameters=said)
    if entry.description:
        made.add("description", entry.description, parameters=said)
    if entry.place:
        made.add("location", entry.place)
    made.add("status", entry.status.value)
    blocks = isinstance(entry.begins, datetime) and entry.status is not Status.CANCELLED
    made.add("transp", "OPAQUE" if blocks else "TRANSPARENT")
    made.add("class", "PRIVATE")
    made.add("url", entry.address)
    if entry.organizer:
        made.add("organizer", _called(_NO_ADDRESS, entry.organizer), encode=False)
    for each in entry.attendees:
        made.add("attendee", _attendee(each), encode=False)
    for after in entry.reminders:
        made.add_component(_reminder(after, entry.summary))
    return made


def _called(address: str, name: str) -> vCalAddress:
    made = vCalAddress(address)
    made.params["CN"] = vText(name)
    return made


def _attendee(attendee: Attendee) -> vCalAddress:
    made = _called(f"urn:uuid:{attendee.person}", attendee.called)
    made.params["ROLE"] = vText("REQ-PARTICIPANT" if attendee.must else "OPT-PARTICIPANT")
    return made


def _reminder(after: timedelta, summary: str) -> Alarm:
    made = Alarm()
    made.add("action", "DISPLAY")
    made.add("description", summary)
    made.add("trigger", after)
    return made
