"""The register of what must be unique: document numbers, ordinals of meetings, ordinary meetings of a year."""

from dataclasses import dataclass, replace
from typing import Self
from uuid import UUID

from eventsourcing.domain import event

from domain.act import Act
from domain.facts import register as facts
from domain.rules import numbering, office
from domain.stream import Stream


@dataclass(frozen=True, kw_only=True)
class Series:
    """A number series: it begins with ``start`` in ``year``, and with 1 in every other."""

    issuer_code: str
    year: int
    start: int


@dataclass(frozen=True, kw_only=True)
class Number:
    """A number that a paper took."""

    series: str
    year: int
    serial: int
    number: str
    document: str
    stream: UUID
    spent: bool = False


class Register(Stream, facts=facts):
    """The register of a conference.

    At set-up the office enters its number series, with the number each goes on with, and the ordinal of the next
    meeting. From then on papers take their numbers one after the other within a year; the number of a cancelled paper
    stays spent. A meeting takes its ordinal when it opens. Ordinary meetings are counted for the year they are planned
    for, and no longer when they are cancelled.
    """

    TOPIC = "register"

    @event(facts.Opened)
    def __init__(self) -> None:
        self.series: dict[str, Series] = {}
        self.numbers: tuple[Number, ...] = ()
        self.next_ordinal = 1
        self.ordinals: dict[UUID, int] = {}
        self.ordinary: dict[UUID, int] = {}

    @classmethod
    def open(cls, act: Act, stream: UUID) -> Self:
        """Open the register with the conference."""
        return cls.begin(act, stream, facts.Opened)

    def may_set_series(self, act: Act) -> Act:
        """The office; whoever founds the conference begins it."""
        return office.require_office(act) if act.standing.holders else act

    def set_series(self, act: Act, *, series: str, issuer_code: str, year: int, start: int) -> None:
        """Set a number series, or another issuer code for it, and the number it goes on with in a year [G17]."""
        act = self.may_set_series(act)
        others = [each.issuer_code for key, each in self.series.items() if key != series]
        others += [each.number.rpartition("〔")[0] for each in self.numbers if each.series != series]
        numbering.require_own_code(issuer_code, others)
        numbering.require_start(start, self.last_serial(series, year))
        self.record(act, facts.SeriesSet, series=series, issuer_code=issuer_code, year=year, start=start)

    @event(facts.SeriesSet)
    def _series_set(self, series: str, issuer_code: str, year: int, start: int) -> None:
        self.series[series] = Series(issuer_code=issuer_code, year=year, start=start)

    def last_serial(self, series: str, year: int) -> int:
        """The last number taken in a year; 0 before the first."""
        taken = (each.serial for each in self.numbers if (each.series, each.year) == (series, year))
        return max(taken, default=0)

    def next_serial(self, series: str, year: int) -> int:
        """The number that the next paper will take, or a refusal where there is no such series."""
        numbering.require_series(series, self.series)
        begun = self.series[series]
        return max(self.last_serial(series, year) + 1, begun.start if begun.year == year else 1)

    def format_number(self, series: str, year: int, serial: int) -> str:
        """A number as it is printed, 城联办〔2026〕3号; one that was taken, as it was printed then."""
        numbering.require_series(series, self.series)
        taken = self._number(series, year, serial)
        return taken.number if taken else numbering.written(self.series[series].issuer_code, year, serial)

    def take_number(self, act: Act, *, series: str, year: int, document: str, stream: UUID) -> None:
        """Take the next number of a series for a paper (its kind, and the stream it belongs to)."""
        serial = self.next_serial(series, year)
        self.record(
            act,
            facts.NumberTaken,
            series=series,
            year=year,
            serial=serial,
            number=self.format_number(series, year, serial),
            document=document,
            stream=stream,
        )

    @event(facts.NumberTaken)
    def _number_taken(self, *, series: str, year: int, serial: int, number: str, document: str, stream: UUID) -> None:
        taken = Number(series=series, year=year, serial=serial, number=number, document=document, stream=stream)
        self.numbers = (*self.numbers, taken)

    def spend_number(self, act: Act, *, series: str, year: int, serial: int, reason: str) -> None:
        """Let the number of a cancelled paper stay spent."""
        taken = self._number(series, year, serial)
        numbering.require_taken(serial, taken=taken is not None, spent=bool(taken and taken.spent))
        self.record(act, facts.NumberSpent, series=series, year=year, serial=serial, reason=reason)

    @event(facts.NumberSpent)
    def _number_spent(self, series: str, year: int, serial: int) -> None:
        self.numbers = tuple(
            replace(each, spent=True) if (each.series, each.year, each.serial) == (series, year, serial) else each
            for each in self.numbers
        )

    def may_set_ordinals(self, act: Act) -> Act:
        """The office; whoever founds the conference begins it."""
        return office.require_office(act) if act.standing.holders else act

    def set_ordinals(self, act: Act, *, following: int) -> None:
        """Go on with this ordinal, after the meetings held before the record."""
        act = self.may_set_ordinals(act)
        numbering.require_following(following, max(self.ordinals.values(), default=0))
        self.record(act, facts.OrdinalsSet, following=following)

    @event(facts.OrdinalsSet)
    def _ordinals_set(self, following: int) -> None:
        self.next_ordinal = following

    def take_ordinal(self, act: Act, *, meeting: UUID) -> None:
        """Take the next ordinal for a meeting that opens [G21]."""
        numbering.require_no_ordinal(meeting, self.ordinals)
        self.record(act, facts.OrdinalTaken, ordinal=self.next_ordinal, meeting=meeting)

    @event(facts.OrdinalTaken)
    def _ordinal_taken(self, ordinal: int, meeting: UUID) -> None:
        self.ordinals[meeting] = ordinal
        self.next_ordinal = ordinal + 1

    def ordinary_in(self, year: int) -> int:
        """How many ordinary meetings count for a year [S5.2-e]."""
        return sum(counted == year for counted in self.ordinary.values())

    def plan_ordinary(self, act: Act, *, year: int, meeting: UUID) -> None:
        """Count an ordinary meeting for the year it is planned for, even if it is held in the next [G21]."""
        numbering.require_not_counted(meeting, self.ordinary)
        self.record(act, facts.OrdinaryPlanned, year=year, meeting=meeting)

    @event(facts.OrdinaryPlanned)
    def _ordinary_planned(self, year: int, meeting: UUID) -> None:
        self.ordinary[meeting] = year

    def release_ordinary(self, act: Act, *, year: int, meeting: UUID) -> None:
        """Count a cancelled meeting no longer."""
        numbering.require_counted(meeting, year, [each for each, counted in self.ordinary.items() if counted == year])
        self.record(act, facts.OrdinaryReleased, year=year, meeting=meeting)

    @event(facts.OrdinaryReleased)
    def _ordinary_released(self, meeting: UUID) -> None:
        self.ordinary.pop(meeting, None)

    def _number(self, series: str, year: int, serial: int) -> Number | None:
        wanted = (series, year, serial)
        return next((each for each in self.numbers if (each.series, each.year, each.serial) == wanted), None)
