"""Facts of the register: numbers, ordinals and the ordinary meetings of a year, none of which is taken twice."""

from uuid import UUID

from domain.stream import Fact, First


class Opened(First):
    """The register was opened."""

    TOPIC = "register.opened"


class SeriesSet(Fact):
    """The office set a number series: its issuer code, and the number with which it begins in the year."""

    TOPIC = "register.series_set"
    GAPS = ("G17",)
    series: str
    issuer_code: str
    year: int
    start: int


class NumberTaken(Fact):
    """A paper took the next number of its series (发文字号); the number is never given again."""

    TOPIC = "register.number_taken"
    GAPS = ("G17",)
    series: str
    year: int
    serial: int
    number: str
    document: str
    stream: UUID


class NumberSpent(Fact):
    """The paper that had taken a number was cancelled; the number stays spent."""

    TOPIC = "register.number_spent"
    series: str
    year: int
    serial: int
    reason: str


class OrdinalsSet(Fact):
    """The office entered with which ordinal the meetings go on, after those held before the record."""

    TOPIC = "register.ordinals_set"
    following: int


class OrdinalTaken(Fact):
    """A meeting was opened and took the next ordinal."""

    TOPIC = "register.ordinal_taken"
    GAPS = ("G21",)
    ordinal: int
    meeting: UUID


class OrdinaryPlanned(Fact):
    """An ordinary meeting was planned for a year."""

    TOPIC = "register.ordinary_planned"
    CLAUSES = ("S5.2-e",)
    GAPS = ("G21",)
    year: int
    meeting: UUID


class OrdinaryReleased(Fact):
    """An ordinary meeting no longer counts for its year, because it was cancelled."""

    TOPIC = "register.ordinary_released"
    CLAUSES = ("S5.2-e",)
    year: int
    meeting: UUID
