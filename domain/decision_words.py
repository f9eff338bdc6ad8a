"""The words for where a decision stands, and what it keeps of its extensions, reports, explanations and measures."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from domain.matters import Matter
from domain.vocabulary import Progress, Side


class Stage(StrEnum):
    """Where a decision stands, in words an outsider can name."""

    PROPOSED = "proposed"
    """Put to the heads for take-over, from before the record."""
    WITHDRAWN = "withdrawn"
    """The take-over was withdrawn."""
    ADOPTED = "adopted"
    BINDING = "binding"
    ASSIGNED = "assigned"
    RECEIVED = "received"
    HANDED_BACK = "handed_back"
    IN_HAND = "in_hand"
    REPORTED = "reported"
    ACCEPTED = "accepted"
    HEARD = "heard"
    CARRIED_OVER = "carried_over"
    COMPLETED = "completed"
    ENDED = "ended"
    SUPERSEDED = "superseded"


PROPOSALS = frozenset({Stage.PROPOSED, Stage.WITHDRAWN})
CLOSED = frozenset({Stage.WITHDRAWN, Stage.COMPLETED, Stage.ENDED, Stage.SUPERSEDED})
WITH_UNITS = frozenset(Stage) - PROPOSALS - CLOSED - {Stage.HANDED_BACK}
BEFORE_WORK = frozenset({Stage.BINDING, Stage.ASSIGNED, Stage.RECEIVED, Stage.HEARD, Stage.CARRIED_OVER})


class Question(StrEnum):
    """What may be put to the heads about a decision; each is agreed to by its own number."""

    TAKE_OVER = "take_over"
    CHANGE = "change"
    EXTENSION = "extension"
    REPORT = "report"
    COMPLETION = "completion"
    REOPENING = "reopening"
    PUBLICATION = "publication"


@dataclass(frozen=True, kw_only=True)
class Pending:
    """A question before the heads: the agreements given so far, and the day it was put to them."""

    matter: Matter
    since: date


@dataclass(frozen=True, kw_only=True)
class Arrangement:
    """Who carries a decision out, and by when."""

    lead: str
    lead_side: Side
    assisting: tuple[str, ...]
    due: date | None


@dataclass(frozen=True, kw_only=True)
class Document:
    """The paper in which a decision from before the record stands."""

    title: str
    dated: date


@dataclass(frozen=True, kw_only=True)
class Urge:
    """One urging, and whether its unit has answered."""

    unit: str
    on: date
    answered: bool = False


@dataclass(frozen=True, kw_only=True)
class Extension:
    """One request for a later date; ``late`` when it was made after the due date."""

    due: date
    reason: str
    late: bool


@dataclass(frozen=True, kw_only=True)
class Report:
    """One written report."""

    on: date
    unit: str
    progress: Progress
    planned_for: date | None
    returned: bool = False
    """A head returned it to be done again."""


@dataclass(frozen=True, kw_only=True)
class Explanation:
    """Why the decision was not carried out, and what its unit proposed [S4.3-b]."""

    on: date
    unit: str
    explanation: str
    proposals: str


@dataclass(frozen=True, kw_only=True)
class Measure:
    """How the meeting settled to go on, and by when [S4.3-b]."""

    meeting: UUID
    on: date
    measure: str
    due: date | None
