"""What minutes say: a text with its parts, to which agreements refer by version; and what a corrigendum mends."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from domain.meeting_roll import AttendanceLine


@dataclass(frozen=True, kw_only=True)
class MinutesHeader:
    """The head of the minutes: which meeting, when, where, and who chaired it (a pseudonymous id)."""

    title: str
    held_on: date
    starts: str
    place: str
    chair: str | None


@dataclass(frozen=True, kw_only=True)
class MinutesItem:
    """One item of the agenda as the minutes tell it; ``dissent`` keeps the views that differed."""

    item: str
    topic: UUID | None
    heading: str
    text: str
    dissent: str


@dataclass(frozen=True, kw_only=True)
class MinutesDecision:
    """A decision as the minutes settle it: its words, who carries it out, and until when, if that was settled."""

    decision: UUID
    text: str
    lead: str
    assisting: tuple[str, ...]
    due: date | None


@dataclass(frozen=True, kw_only=True)
class MinutesText:
    """One version of the minutes of a meeting."""

    header: MinutesHeader
    attendance: tuple[AttendanceLine, ...]
    items: tuple[MinutesItem, ...]
    decisions: tuple[MinutesDecision, ...]


class CorrectionKind(StrEnum):
    """What a correction would change; only a slip is mended by a corrigendum."""

    SLIP = "slip"
    SUBSTANCE = "substance"


@dataclass(frozen=True, kw_only=True)
class Correction:
    """The words as issued and as they should have read, and the decision they belong to, if to one."""

    where: str
    issued: str
    corrected: str
    decision: UUID | None
