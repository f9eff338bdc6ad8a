"""Points of a history as they are asked for in one word, and whether there are such points."""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime

from application.log import Log
from application.replay import Point
from domain.errors import Malformed, NotFound
from domain.recorded import Recorded

_POINT = re.compile(r"v(?P<version>[0-9]{1,15})|(?P<on>[0-9]{4}-[0-9]{2}-[0-9]{2})(?:@(?P<known>.+))?|(?P<at>.+)")
_EARLIEST = datetime(1970, 1, 1, tzinfo=UTC)
_LATEST = datetime(9000, 1, 1, tzinfo=UTC)


def point_of(given: str, log: Log, conference: int) -> Point:
    """A point: ``v7``, ``120``, a time with its zone; ``2026-03-01``, or ``2026-03-01@120`` as known at a moment."""
    found = _POINT.fullmatch(given)
    if found is None:
        raise _malformed(given)
    if found["version"]:
        return Point(version=int(found["version"]), position=log.head(conference))
    try:
        on = date.fromisoformat(found["on"]) if found["on"] else None
    except ValueError:
        raise _malformed(given) from None
    moment = found["known"] or found["at"]
    return Point(on=on, position=_position(moment, given, log, conference) if moment else log.head(conference))


def _position(moment: str, given: str, log: Log, conference: int) -> int:
    if moment.isascii() and moment.isdigit():
        return min(int(moment), log.head(conference))
    try:
        # A plus sign that was not percent-encoded arrives as a space.
        time = datetime.fromisoformat(moment.replace(" ", "+"))
    except ValueError:
        raise _malformed(given) from None
    if time.tzinfo is None or not _EARLIEST <= time <= _LATEST:
        raise _malformed(given)
    return log.position_at(conference, time.astimezone(UTC))


def _malformed(given: str) -> Malformed:
    return Malformed("point_malformed", clause="R-text", field="point", given=given)


def require_version(facts: Iterable[Recorded], point: Point) -> None:
    """Refuse a version that the stream had not reached by then."""
    last = sum(Point(position=point.position).knows(recorded) for recorded in facts)
    if point.version is not None and point.version > last:
        raise NotFound("version_unknown", clause="R-known", thing="version", id=point.version, last=last)
