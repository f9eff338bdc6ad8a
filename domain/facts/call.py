"""Facts of a call for topics and of the suggestions that come in."""

from datetime import date
from typing import ClassVar
from uuid import UUID

from domain.stream import Attachment, Fact, First, Personal
from domain.vocabulary import Side


class Opened(First):
    """The office opened the call for a year's topics (议题征集)."""

    TOPIC = "call.opened"
    CLAUSES = ("S5.1-b",)
    year: int
    meeting: UUID | None
    deadline: date | None
    text: str


class Extended(Fact):
    """The call was given another deadline, or taken up again after it was closed."""

    TOPIC = "call.extended"
    deadline: date | None
    reason: str


class Closed(Fact):
    """The call was closed."""

    TOPIC = "call.closed"


class SuggestionReceived(Fact):
    """The town union received a suggestion from a grassroots union; the union side reads it until it is taken up."""

    TOPIC = "call.suggestion_received"
    CLAUSES = ("S5.1-b",)
    PERSONAL: ClassVar = {"sender": "person"}
    suggestion: UUID
    unit: str
    side: Side
    person: str | None
    sender: Personal | None
    text: str
    late: bool
    attachments: tuple[Attachment, ...]


class SuggestionTakenUp(Fact):
    """The suggestion was taken up into a topic; its sender is told."""

    TOPIC = "call.suggestion_taken_up"
    CLAUSES = ("S5.1-b",)
    suggestion: UUID
    topic: UUID


class SuggestionNotTaken(Fact):
    """The suggestion was not taken up, and its sender is told why."""

    TOPIC = "call.suggestion_not_taken"
    suggestion: UUID
    reason: str
