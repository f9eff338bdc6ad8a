"""What can be asked of an invitation to a meeting."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from application.commands.command import Command, Line, Remark


@dataclass(frozen=True, kw_only=True)
class OnInvitation(Command):
    """A request about one invitation."""

    TARGET: ClassVar[str | None] = "invitation"
    TELEPHONE: ClassVar[bool] = True
    invitation: UUID


@dataclass(frozen=True, kw_only=True)
class ReplyToInvitation(OnInvitation):
    """Say that one will attend (`invitation.replied`)."""

    remark: Remark = ""


@dataclass(frozen=True, kw_only=True)
class AskLeave(OnInvitation):
    """Ask for leave of absence from a meeting (`invitation.leave_asked`); the reason is personal."""

    reason: Line


@dataclass(frozen=True, kw_only=True)
class NameSubstitute(OnInvitation):
    """Name who comes instead (`invitation.substitute_named`)."""

    substitute: UUID
