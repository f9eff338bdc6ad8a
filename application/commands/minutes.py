"""What can be asked of minutes."""

from dataclasses import dataclass
from typing import Annotated, ClassVar
from uuid import UUID

from annotated_types import MaxLen, MinLen

from application.commands.command import Command, Key, Line, Remark, Text, Version
from application.commands.topics import Attachments
from domain.minutes_text import CorrectionKind, MinutesItem

Items = Annotated[tuple[MinutesItem, ...], MaxLen(100)]
Recipients = Annotated[tuple[Line, ...], MinLen(1), MaxLen(200)]


@dataclass(frozen=True, kw_only=True)
class DraftMinutes(Command):
    """Draft the minutes of a closed meeting from what was recorded there (`minutes.drafted`). Clause: S5.4-d.

    Without ``items`` the text is put together from the record; with them, these words stand instead.
    """

    meeting: UUID
    title: Line
    items: Items = ()


@dataclass(frozen=True, kw_only=True)
class OnMinutes(Command):
    """A request about one set of minutes."""

    TARGET: ClassVar[str | None] = "minutes"
    minutes: UUID


@dataclass(frozen=True, kw_only=True)
class RedraftMinutes(OnMinutes):
    """Put a new version of the minutes (`minutes.redrafted`); review and signatures begin anew."""

    title: Line
    items: Items = ()
    reason: Text


@dataclass(frozen=True, kw_only=True)
class AgreeToMinutes(OnMinutes):
    """Agree to one version in review; with the last agreement they are reviewed (`minutes.reviewed`). Clause: S5.4-e."""

    SIGNS: ClassVar[bool] = True

    VERSIONED: ClassVar[bool] = False
    text_version: Version
    remark: Remark = ""


@dataclass(frozen=True, kw_only=True)
class ReturnMinutes(OnMinutes):
    """Send one version back to the office with a reason (`minutes.returned`)."""

    SIGNS: ClassVar[bool] = True

    VERSIONED: ClassVar[bool] = False
    text_version: Version
    reason: Text


@dataclass(frozen=True, kw_only=True)
class SignOffMinutes(OnMinutes):
    """Sign one version off, where the charter asks for it (`minutes.signed_off`). Gap: G6."""

    SIGNS: ClassVar[bool] = True

    VERSIONED: ClassVar[bool] = False
    text_version: Version


@dataclass(frozen=True, kw_only=True)
class IssueMinutes(OnMinutes):
    """Issue the reviewed minutes (`minutes.issued`): their decisions bind from here. Clause: S5.4-e; gap: G15."""

    SIGNS: ClassVar[bool] = True

    recipients: Recipients
    series: Key | None = None
    attachments: Attachments = ()


@dataclass(frozen=True, kw_only=True)
class DraftCorrection(OnMinutes):
    """Draft a corrigendum to issued minutes (`minutes.correction_drafted`); it mends slips, never the substance."""

    where: Line
    issued: Text
    corrected: Text
    decision: UUID | None = None
    kind: CorrectionKind = CorrectionKind.SLIP
    reason: Text


@dataclass(frozen=True, kw_only=True)
class AgreeToCorrection(OnMinutes):
    """Agree to a corrigendum in the same chain as the minutes (`minutes.correction_agreed`)."""

    SIGNS: ClassVar[bool] = True

    VERSIONED: ClassVar[bool] = False
    correction_version: Version


@dataclass(frozen=True, kw_only=True)
class ReturnCorrection(OnMinutes):
    """Turn a corrigendum down; the minutes stand as issued (`minutes.correction_returned`)."""

    SIGNS: ClassVar[bool] = True

    VERSIONED: ClassVar[bool] = False
    correction_version: Version
    reason: Text


@dataclass(frozen=True, kw_only=True)
class IssueCorrection(OnMinutes):
    """Issue the corrigendum beside the minutes it cites (`minutes.corrected`, `decision.wording_corrected`)."""

    SIGNS: ClassVar[bool] = True

    recipients: Recipients
    series: Key | None = None
    attachments: Attachments = ()
