"""Who performs which duty, from when to when: the people, their duties, absences and deputies."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from eventsourcing.domain import event

from domain.act import Act
from domain.facts import roster as facts
from domain.personal import ErasedValue
from domain.rules import erasing, office, seats
from domain.rules import reading as readings
from domain.standing import Standing
from domain.stream import Stream

_VALUES_A_FACT = 500


@dataclass(frozen=True, kw_only=True)
class Tenure:
    """One person performing one duty, from a day and until (not including) another."""

    duty: str
    person: str
    since: date
    until: date | None = None

    def covers(self, day: date) -> bool:
        """Whether the duty was performed that day."""
        return self.since <= day and self.outlasts(day)

    def outlasts(self, day: date) -> bool:
        """Whether it had not ended by that day."""
        return self.until is None or day < self.until


class Roster(Stream, facts=facts):
    """The roll of the conference.

    People are entered under a pseudonymous id. Seats hang on duties: whoever goes on performing a duty fills the seat
    by itself, without a paper of appointment; when he takes it up, his predecessor has laid it down. What a predecessor
    did keeps his name. Absences are recorded, deputies are named for days, and acts done late in between are ratified.
    When what is held about a person is erased, the roll keeps his id and says which values went, and why.
    """

    TOPIC = "roster"

    @event(facts.Opened)
    def __init__(self) -> None:
        self.people: frozenset[str] = frozenset()
        self.tenures: tuple[Tenure, ...] = ()
        self.absences: tuple[Tenure, ...] = ()
        self.deputies: tuple[Tenure, ...] = ()

    @classmethod
    def open(cls, act: Act, stream: UUID) -> "Roster":
        """Open the roll with the conference."""
        return cls.begin(act, stream, facts.Opened)

    def standing(self, day: date) -> Standing:
        """Who holds which duty on a day."""
        return Standing(
            on=day,
            holders=_by_duty(self.tenures, day),
            absent=frozenset(absence.person for absence in self.absences if absence.covers(day)),
            deputies=_by_duty(self.deputies, day),
        )

    def may_keep(self, act: Act) -> Act:
        """The office keeps the roll; until anybody sits in the office, whoever founds the conference does."""
        duties = [tenure.duty for tenure in self.tenures]
        return office.require_office(act) if seats.is_kept_by_office(duties, act.charter) else act

    def may_set_reading(self, act: Act, *, held: Sequence[ErasedValue]) -> Act:
        """Who keeps the roll may, as long as the name is among what is ``held`` about the person."""
        act = self.may_keep(act)
        readings.require_named(next((each.path for each in held if each.path == "name"), None))
        return act

    def may_erase(self, act: Act, *, person: str, held: Sequence[ErasedValue]) -> Act:
        """Who keeps the roll may, as long as anything is ``held`` about the person."""
        act = self.may_keep(act)
        erasing.require_held(person, held)
        return act

    def enter_person(self, act: Act, *, person: str, name: str, reading: str | None = None) -> None:
        """Enter a person, with how the name is read where that is said; neither ever stands in the record in clear."""
        act = self.may_keep(act)
        seats.require_new_person(person, self.people)
        spelled = None if reading is None else readings.require_reading(reading, name)
        self.record(act, facts.PersonEntered, person=person, name=name)
        if spelled is not None:
            self.record(act, facts.ReadingSet, person=person, reading=spelled)

    @event(facts.PersonEntered)
    def _person_entered(self, person: str) -> None:
        self.people |= {person}

    def set_reading(self, act: Act, *, person: str, reading: str | None, name: str | None) -> None:
        """Set how a person's ``name`` is read; with no reading the dictionary reads it again. No name: it was erased."""
        act = self.may_keep(act)
        seats.require_known_person(person, self.people)
        named = readings.require_named(name)
        spelled = None if reading is None else readings.require_reading(reading, named)
        self.record(act, facts.ReadingSet, person=person, reading=spelled)

    @event(facts.ReadingSet)
    def _reading_set(self) -> None:
        """Nothing on the roll changes but where a name is looked for."""

    def take_duty(self, act: Act, *, duty: str, person: str, since: date, units: frozenset[str]) -> None:
        """Let a person take up a duty. The one who held it, where only one can, lays it down the same day."""
        act = self.may_keep(act)
        seats.require_known_duty(duty, act.charter, units)
        seats.require_known_person(person, self.people)
        seats.require_not_held(duty, person, self._holders(duty, since))
        predecessors = seats.succeeded(duty, act.charter, self._holders(duty, since))
        seats.require_not_before_taking(since, self._taken(duty, predecessors, since))
        for predecessor in predecessors:
            self.record(act, facts.DutyLaidDown, duty=duty, person=predecessor, until=since)
        self.record(act, facts.DutyTaken, duty=duty, person=person, since=since)

    @event(facts.DutyTaken)
    def _duty_taken(self, duty: str, person: str, since: date) -> None:
        self.tenures = (*self.tenures, Tenure(duty=duty, person=person, since=since))

    def lay_down_duty(self, act: Act, *, duty: str, person: str, until: date) -> None:
        """Let a person lay a duty down; without a successor the seat is vacant."""
        act = self.may_keep(act)
        seats.require_held(duty, person, self._holders(duty, until))
        seats.require_not_before_taking(until, self._taken(duty, (person,), until))
        self.record(act, facts.DutyLaidDown, duty=duty, person=person, until=until)

    @event(facts.DutyLaidDown)
    def _duty_laid_down(self, duty: str, person: str, until: date) -> None:
        self.tenures = tuple(
            replace(tenure, until=until)
            if (tenure.duty, tenure.person) == (duty, person) and tenure.outlasts(until)
            else tenure
            for tenure in self.tenures
        )

    def record_absence(self, act: Act, *, person: str, since: date, until: date, reason: str) -> None:
        """Record that a person is away, from a day and until (not including) another."""
        act = self.may_keep(act)
        seats.require_known_person(person, self.people)
        seats.require_period(since, until)
        self.record(act, facts.AbsenceRecorded, person=person, since=since, until=until, reason=reason)

    @event(facts.AbsenceRecorded)
    def _absence_recorded(self, person: str, since: date, until: date) -> None:
        self.absences = (*self.absences, Tenure(duty="", person=person, since=since, until=until))

    def name_deputy(self, act: Act, *, duty: str, person: str, since: date, until: date, units: frozenset[str]) -> None:
        """Name somebody to act in a duty for a time."""
        act = self.may_keep(act)
        seats.require_known_duty(duty, act.charter, units)
        seats.require_known_person(person, self.people)
        seats.require_period(since, until)
        own = [tenure.duty for tenure in self.tenures if tenure.person == person and tenure.covers(since)]
        seats.require_deputy_of_side(duty, own, act.charter)
        self.record(act, facts.DeputyNamed, duty=duty, person=person, since=since, until=until)

    @event(facts.DeputyNamed)
    def _deputy_named(self, duty: str, person: str, since: date, until: date) -> None:
        self.deputies = (*self.deputies, Tenure(duty=duty, person=person, since=since, until=until))

    def ratify(self, act: Act, *, duty: str, stream: UUID, version: int, reason: str) -> None:
        """Ratify an act that the predecessor did in a duty he no longer performed."""
        act = seats.require_holder(duty, act)
        self.record(act, facts.Ratified, duty=duty, stream=stream, version=version, reason=reason)

    @event(facts.Ratified)
    def _ratified(self) -> None:
        """Nothing on the roll changes; the act it names stands."""

    def erase_person(self, act: Act, *, person: str, basis: str, held: Sequence[ErasedValue]) -> None:
        """Erase what is held about a person who performs no duty any more."""
        act = self.may_keep(act)
        seats.require_known_person(person, self.people)
        erasing.require_basis(basis)
        erasing.require_out_of_duty(person, [t.duty for t in self.tenures if t.person == person and t.outlasts(act.on)])
        erasing.require_held(person, held)
        for first in range(0, len(held), _VALUES_A_FACT):
            some = tuple(held[first : first + _VALUES_A_FACT])
            self.record(act, facts.PersonErased, person=person, basis=basis, erased=some)

    @event(facts.PersonErased)
    def _person_erased(self) -> None:
        """The roll keeps the id; what it stood for is gone."""

    def _holders(self, duty: str, day: date) -> tuple[str, ...]:
        """Who performs the duty after a day, or still will."""
        return tuple(tenure.person for tenure in self.tenures if tenure.duty == duty and tenure.outlasts(day))

    def _taken(self, duty: str, people: tuple[str, ...], day: date) -> tuple[date, ...]:
        """When these people took the duty up that they perform after a day, or still will."""
        theirs = [tenure for tenure in self.tenures if tenure.duty == duty and tenure.person in people]
        return tuple(tenure.since for tenure in theirs if tenure.outlasts(day))


def _by_duty(tenures: tuple[Tenure, ...], day: date) -> dict[str, tuple[str, ...]]:
    held: dict[str, tuple[str, ...]] = {}
    for tenure in tenures:
        if tenure.covers(day):
            held[tenure.duty] = (*held.get(tenure.duty, ()), tenure.person)
    return held
