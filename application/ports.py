"""What the application asks of the world: the time, and names that nobody has used."""

import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Protocol
from uuid import UUID

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)


class Clock(Protocol):
    """Tells the time."""

    def now(self) -> datetime:
        """The present instant, in UTC."""
        ...


class Ids(Protocol):
    """Gives new things their ids."""

    def new(self) -> UUID:
        """An id that nothing has yet."""
        ...


class SystemClock:
    """The clock of the machine."""

    def now(self) -> datetime:
        """The present instant; an ordinary datetime even where a test has put another class in its place."""
        return _EPOCH + (datetime.now(UTC) - _EPOCH)


class NeverBefore:
    """A clock that tells no time before an instant, for a story that ends at one."""

    def __init__(self, clock: Clock, instant: datetime) -> None:
        self._clock = clock
        self._instant = instant

    def now(self) -> datetime:
        """Now, but never before the instant given."""
        return max(self._clock.now(), self._instant)


class TimeOrderedIds:
    """Random ids that sort by the millisecond they were made in (RFC 9562, version 7)."""

    def __init__(self, clock: Clock, random: Callable[[int], bytes] = os.urandom) -> None:
        self._clock = clock
        self._random = random

    def new(self) -> UUID:
        """48 bits of time, the version, and 74 bits of chance."""
        milliseconds = (self._clock.now() - _EPOCH) // _MILLISECOND
        chance = int.from_bytes(self._random(10), "big")
        high = chance >> 68
        low = chance & ((1 << 62) - 1)
        return UUID(int=milliseconds << 80 | 0x7 << 76 | high << 64 | 0b10 << 62 | low)
