"""Facts of the roll: people, duties, absences, deputies."""

from datetime import date
from typing import ClassVar
from uuid import UUID

from domain.personal import ErasedValue
from domain.stream import Fact, First, Personal


class Opened(First):
    """The roll was opened."""

    TOPIC = "roster.opened"


class PersonEntered(Fact):
    """A person was entered on the roll."""

    TOPIC = "roster.person_entered"
    PERSONAL: ClassVar = {"name": "person"}
    person: str
    name: Personal


class ReadingSet(Fact):
    """How the name of a person is read was set, or left to the dictionary again."""

    TOPIC = "roster.reading_set"
    PERSONAL: ClassVar = {"reading": "person"}
    person: str
    reading: Personal | None


class DutyTaken(Fact):
    """A person took up a duty, and with it the seats that hang on it."""

    TOPIC = "roster.duty_taken"
    CLAUSES = ("S3-i",)
    duty: str
    person: str
    since: date


class DutyLaidDown(Fact):
    """A person laid a duty down; what he did in it keeps his name."""

    TOPIC = "roster.duty_laid_down"
    CLAUSES = ("S3-i",)
    duty: str
    person: str
    until: date


class AbsenceRecorded(Fact):
    """A person is away from his duties for a time."""

    TOPIC = "roster.absence_recorded"
    GAPS = ("G11",)
    person: str
    since: date
    until: date
    reason: str


class DeputyNamed(Fact):
    """Somebody acts in a duty for a time."""

    TOPIC = "roster.deputy_named"
    GAPS = ("G11",)
    duty: str
    person: str
    since: date
    until: date


class Ratified(Fact):
    """A successor ratified what his predecessor did after he had in truth laid the duty down (追认)."""

    TOPIC = "roster.ratified"
    CLAUSES = ("S3-i",)
    duty: str
    stream: UUID
    version: int
    reason: str


class PersonErased(Fact):
    """What was held about a person was erased, value by value; the commitments in the records can be opened no more."""

    TOPIC = "roster.person_erased"
    person: str
    basis: str
    erased: tuple[ErasedValue, ...]
