"""What can be asked of the institution: its measures, calendar, units, people and duties."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar
from uuid import UUID

from annotated_types import MaxLen, MinLen

from application.commands.command import Command, Key, Line, Seat, Text, Version, Year
from domain.vocabulary import CalendarKind, UnitKind

Days = Annotated[tuple[date, ...], MaxLen(200)]


@dataclass(frozen=True, kw_only=True)
class AdoptCharter(Command):
    """Register an edition of the measures, given as the text of its charter file (`conference.charter_adopted`)."""

    SIGNS: ClassVar[bool] = True

    text: Annotated[str, MinLen(1), MaxLen(20000)]
    in_force_on: date


@dataclass(frozen=True, kw_only=True)
class SetCalendar(Command):
    """Set the holidays and make-up working days of a year (`conference.calendar_set`)."""

    year: Year
    kind: CalendarKind
    days_off: Days = ()
    working_weekends: Days = ()
    source: Annotated[str, MaxLen(200)] = ""


@dataclass(frozen=True, kw_only=True)
class ExplainYear(Command):
    """Explain why a year had no ordinary meeting (`conference.year_explained`). Clause: S5.2-e."""

    year: Year
    explanation: Text


@dataclass(frozen=True, kw_only=True)
class OpenBoard(Command):
    """Open the public board, on the ground of what the two sides decided about it (`conference.board_opened`). Gap: G10."""

    SIGNS: ClassVar[bool] = True

    basis: Text


@dataclass(frozen=True, kw_only=True)
class CloseBoard(Command):
    """Close the public board (`conference.board_closed`). Gap: G10."""

    reason: Text


@dataclass(frozen=True, kw_only=True)
class SetSeries(Command):
    """Set up a series of document numbers (`register.series_set`). Gap: G17."""

    series: Key
    issuer_code: Line
    year: Year
    start: Version = 1


@dataclass(frozen=True, kw_only=True)
class SetOrdinals(Command):
    """Go on with this ordinal, after the meetings held before the system (`register.ordinals_set`). Gap: G21."""

    following: Version


@dataclass(frozen=True, kw_only=True)
class OpenUnit(Command):
    """Enter a unit in the register (`units.unit_opened`)."""

    unit: Key
    kind: UnitKind
    name_zh: Line
    name_en: Line


@dataclass(frozen=True, kw_only=True)
class RenameUnit(Command):
    """Give a unit another name (`units.unit_renamed`)."""

    unit: Key
    name_zh: Line
    name_en: Line


@dataclass(frozen=True, kw_only=True)
class MergeUnit(Command):
    """Merge a unit into another, which takes over all it owes (`units.unit_merged`)."""

    unit: Key
    into: Key


@dataclass(frozen=True, kw_only=True)
class SplitUnit(Command):
    """Split a unit into others; the first takes over what is not reassigned (`units.unit_split`)."""

    unit: Key
    into: Annotated[tuple[Key, ...], MinLen(1), MaxLen(20)]


@dataclass(frozen=True, kw_only=True)
class CloseUnit(Command):
    """Close a unit that owes nothing (`units.unit_closed`)."""

    unit: Key


@dataclass(frozen=True, kw_only=True)
class EnterPerson(Command):
    """Enter a person on the roll under a new pseudonymous id (`roster.person_entered`). The name is personal.

    `reading` is how the name is read where the dictionary errs (`roster.reading_set`): pinyin, a syllable a character.
    """

    name: Line
    reading: Line | None = None


@dataclass(frozen=True, kw_only=True)
class SetReading(Command):
    """Set how a person's name is read, by which it is sorted and found; null: as the dictionary has it (`roster.reading_set`).

    Pinyin with a syllable for each Chinese character, tones as marks or digits: `lè yuè` or `le4 yue4`. It is personal.
    """

    person: UUID
    reading: Line | None


@dataclass(frozen=True, kw_only=True)
class TakeDuty(Command):
    """Let a person take up a duty, and with it its seats; the predecessor lays it down (`roster.duty_taken`). Clause: S3-i."""

    SIGNS: ClassVar[bool] = True

    duty: Seat
    person: UUID
    since: date


@dataclass(frozen=True, kw_only=True)
class LayDownDuty(Command):
    """Let a person lay a duty down (`roster.duty_laid_down`). Clause: S3-i."""

    SIGNS: ClassVar[bool] = True

    duty: Seat
    person: UUID
    until: date


@dataclass(frozen=True, kw_only=True)
class RecordAbsence(Command):
    """Record that a person is away, from a day and until, not including, another (`roster.absence_recorded`). Gap: G11."""

    person: UUID
    since: date
    until: date
    reason: Line


@dataclass(frozen=True, kw_only=True)
class ErasePerson(Command):
    """Erase what is held about a person who performs no duty any more (`roster.person_erased`). Proofs stay valid."""

    SIGNS: ClassVar[bool] = True

    person: UUID
    basis: Text


@dataclass(frozen=True, kw_only=True)
class NameDeputy(Command):
    """Name somebody to act in a duty for a time (`roster.deputy_named`). Gap: G11."""

    SIGNS: ClassVar[bool] = True

    duty: Seat
    person: UUID
    since: date
    until: date


@dataclass(frozen=True, kw_only=True)
class Ratify(Command):
    """Ratify what a predecessor did in a duty he had in truth laid down (`roster.ratified`). Clause: S3-i."""

    SIGNS: ClassVar[bool] = True

    duty: Seat
    stream: UUID
    version: Version
    reason: Text
