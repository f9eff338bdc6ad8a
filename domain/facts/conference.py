"""The institution's own facts: its measures, its calendar, its years."""

from datetime import date

from domain.stream import Fact, First
from domain.vocabulary import CalendarKind


class Founded(First):
    """The conference was founded."""

    TOPIC = "conference.founded"
    name_zh: str
    name_en: str


class CharterAdopted(Fact):
    """An edition of the measures was adopted and comes into force on its day."""

    TOPIC = "conference.charter_adopted"
    GAPS = ("G12",)
    edition: str
    in_force_on: date
    text: str


class CalendarSet(Fact):
    """The holidays and the make-up working days of a year were set, after the notice that ``source`` names."""

    TOPIC = "conference.calendar_set"
    year: int
    kind: CalendarKind
    days_off: tuple[date, ...]
    working_weekends: tuple[date, ...]
    source: str


class BoardOpened(Fact):
    """The public board was opened: whoever asks sees what the heads published, without an account."""

    TOPIC = "conference.board_opened"
    GAPS = ("G10",)
    basis: str


class BoardClosed(Fact):
    """The public board was closed: nothing is public any more."""

    TOPIC = "conference.board_closed"
    GAPS = ("G10",)
    reason: str


class YearExplained(Fact):
    """It was explained why a year had no ordinary meeting."""

    TOPIC = "conference.year_explained"
    CLAUSES = ("S5.2-e",)
    year: int
    explanation: str
