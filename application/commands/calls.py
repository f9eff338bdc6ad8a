"""What can be asked of a call for topics and of the suggestions it brings."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from application.commands.command import Command, Key, Line, Text, Year
from application.commands.topics import Attachments


@dataclass(frozen=True, kw_only=True)
class OpenCall(Command):
    """Call for topics for a year (`call.opened`). Clause: S5.1-b."""

    year: Year
    meeting: UUID | None = None
    deadline: date | None = None
    text: Text


@dataclass(frozen=True, kw_only=True)
class OnCall(Command):
    """A request about one call."""

    TARGET: ClassVar[str | None] = "call"
    call: UUID


@dataclass(frozen=True, kw_only=True)
class CloseCall(OnCall):
    """Close the call (`call.closed`)."""


@dataclass(frozen=True, kw_only=True)
class ExtendCall(OnCall):
    """Set another deadline; a closed call is taken up again (`call.extended`)."""

    deadline: date | None = None
    reason: Text


@dataclass(frozen=True, kw_only=True)
class ReceiveSuggestion(OnCall):
    """Enter a suggestion of a grassroots union (`call.suggestion_received`); the sender's name is personal. Clause: S5.1-b."""

    VERSIONED: ClassVar[bool] = False
    TELEPHONE: ClassVar[bool] = True
    unit: Key
    text: Text
    person: UUID | None = None
    sender: Line | None = None
    attachments: Attachments = ()


@dataclass(frozen=True, kw_only=True)
class TakeUpSuggestion(OnCall):
    """Take a suggestion up into a topic that is already submitted (`call.suggestion_taken_up`)."""

    VERSIONED: ClassVar[bool] = False
    suggestion: UUID
    topic: UUID


@dataclass(frozen=True, kw_only=True)
class DoNotTakeSuggestion(OnCall):
    """Say why a suggestion is not taken up; its sender is told (`call.suggestion_not_taken`)."""

    VERSIONED: ClassVar[bool] = False
    suggestion: UUID
    reason: Text
