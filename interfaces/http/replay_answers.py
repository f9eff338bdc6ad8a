"""What replay answers: states, what differs, where values come from, and the steps of a decision's dossier."""

from typing import Any

from pydantic import Field

from interfaces.http.answers import CloudEvent, Open, Seen


class Behind(Open):
    """A record behind a value: who did it, by what authority, caused by what, and what the same command recorded."""

    position: int
    recorded_at: str
    type: str
    title: str
    subject: str
    version: int
    actor: dict[str, Any] = Field(description="person, seat, side, and for whom a deputy acted")
    effective_on: str
    entered_by: dict[str, Any] | None
    authority: dict[str, Any] = Field(description="edition, clauses, assumptions, departures with their reasons")
    cmd: str
    cause: str | None
    corr: str
    together: list[dict[str, Any]] = Field(description="what the same command recorded beside it")


class Replayed(Seen):
    """What replay says of one stream."""

    kind: str
    id: str
    names: dict[str, str | None]


class PointShown(Open):
    """A point of a history: the last record that counts there, and the business date asked for."""

    version: int = Field(description="0: it had not begun")
    position: int
    recorded_at: str | None
    on: str | None


class State(Replayed):
    """All that a thing was at a point, made of its facts alone."""

    at: PointShown
    state: dict[str, Any]
    of_the_day: dict[str, Any] | None = Field(
        description="with `on`: who held which duty, or which edition was in force"
    )
    left_out: list[int] = Field(description="with `on`: what was known then but is dated later, by position")
    last: Behind = Field(description="the record that last changed it")


class Setting(Open):
    """A record that set a field."""

    position: int
    old: Any
    new: Any


class Difference(Open):
    """A field that differs, and the records that made it so, the last first."""

    field: str
    old: Any = Field(description="null: nothing")
    new: Any
    settings: list[Setting]


class Explanation(Open):
    """A field, its value, and every record that set it, the last first."""

    field: str
    value: Any
    settings: list[Setting]


class Diff(Replayed):
    """What differs between two points, field by field."""

    since: PointShown = Field(alias="from")
    to: PointShown
    fields: list[Difference]
    records: dict[str, Behind] = Field(description="by position")


class Explained(Replayed):
    """Where the values at a point come from, field by field."""

    at: PointShown
    fields: list[Explanation]
    records: dict[str, Behind] = Field(description="by position")


class Thing(Open):
    """What a record happened to."""

    kind: str
    id: str
    href: str


class FieldChange(Open):
    """A field before and after a record."""

    field: str
    old: Any = Field(description="null: nothing")
    new: Any


class DossierStep(CloudEvent):
    """A step of a decision's way: a recorded fact, the thing it happened to, and what it changed there."""

    number: int
    title: str
    thing: Thing
    changes: list[FieldChange]


class Dossier(Seen):
    """The way of a decision, step by step."""

    items: list[DossierStep]
    steps: int = Field(description="how many there are in all")
    next: str | None
    names: dict[str, str | None]
    subjects: list[str]
