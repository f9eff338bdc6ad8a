"""When a meeting is held, what it deals with, and the papers it has before it."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Self
from uuid import UUID

BRIEFINGS = "briefings"
PREVIOUS_DECISIONS = "previous_decisions"
TOPICS_INTRODUCED = "topics_introduced"
TOPICS = "topics"
INSTRUCTIONS = "instructions"
OTHER = "other"


@dataclass(frozen=True, kw_only=True)
class Appointment:
    """The day, the hour by the conference's own clock (``14:00``) and the place."""

    day: date
    starts: str
    place: str


@dataclass(frozen=True, kw_only=True)
class Agenda:
    """One version of the agenda. ``items`` are keys of the charter's template, in the order they are taken."""

    version: int
    items: tuple[str, ...] = ()
    topics: tuple[UUID, ...] = ()
    decisions: tuple[UUID, ...] = ()
    """Item 2, computed: the previous decisions to be heard, in order [S4.3-a]."""

    @property
    def is_drawn_up(self) -> bool:
        """Whether there is an agenda yet."""
        return self.version > 0

    def with_topic(self, topic: UUID) -> Self:
        """The agenda with one more topic, last."""
        return replace(self, topics=(*self.topics, topic))

    def hearing(self, decisions: tuple[UUID, ...]) -> Self:
        """The agenda with item 2 computed anew."""
        return replace(self, decisions=decisions)


@dataclass(frozen=True, kw_only=True)
class Paper:
    """One paper laid before the meeting, and the topic it belongs to; its file is known by its digest."""

    title: str
    topic: UUID | None
    sha256: str
