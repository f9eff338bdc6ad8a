"""Handlers of the institution: its measures, calendar, units and roll; and its founding."""

from uuid import UUID

from application.commands import institution as ask_to
from application.commands.command import Command
from application.ledger import Ledger, institution_id
from application.straight import Handler, own
from domain.act import Act
from domain.conference import Conference
from domain.decision import Decision
from domain.register import Register
from domain.roster import Roster
from domain.units import Units


def found(act: Act, ledger: Ledger, *, name_zh: str, name_en: str, charter: str) -> None:
    """Found a conference under its first charter, with an empty roll and empty registers."""
    conference = Conference.found(act, institution_id(ledger.origin, Conference), name_zh=name_zh, name_en=name_en)
    conference.adopt_charter(act, text=charter, in_force_on=act.charter.in_force_on or act.on)
    ledger.save(
        conference,
        Roster.open(act, institution_id(ledger.origin, Roster)),
        Units.open(act, institution_id(ledger.origin, Units)),
        Register.open(act, institution_id(ledger.origin, Register)),
    )


def close_unit(ask: ask_to.CloseUnit, act: Act, ledger: Ledger) -> UUID:
    """Close a unit that leads no open decision, and is not put to the heads to lead one."""
    units = ledger.own(Units)
    still_open = ledger.each(Decision, still_open=True)
    owing = tuple(d.id for d in still_open if ask.unit in {units.today(lead) for lead in d.leads})
    units.close_unit(act, unit=ask.unit, owing=owing)
    ledger.save(units)
    return units.id


def enter_person(ask: ask_to.EnterPerson, act: Act, ledger: Ledger) -> UUID:
    """Enter a person under a new id, which is what the answer names."""
    roster = ledger.own(Roster)
    person = ledger.new_id()
    roster.enter_person(act, person=str(person), name=ask.name, reading=ask.reading)
    ledger.save(roster)
    return person


def set_reading(ask: ask_to.SetReading, act: Act, ledger: Ledger) -> UUID:
    """Set how a person's name is read."""
    roster, person = ledger.own(Roster), str(ask.person)
    roster.set_reading(act, person=person, reading=ask.reading, name=ledger.name_of(person))
    ledger.save(roster)
    return roster.id


def take_duty(ask: ask_to.TakeDuty, act: Act, ledger: Ledger) -> UUID:
    """Let a person take up a duty."""
    roster = ledger.own(Roster)
    units = ledger.units.open_on(act.charter.side_of(ask.duty))
    roster.take_duty(act, duty=ask.duty, person=str(ask.person), since=ask.since, units=units)
    ledger.save(roster)
    return roster.id


def lay_down_duty(ask: ask_to.LayDownDuty, act: Act, ledger: Ledger) -> UUID:
    """Let a person lay a duty down."""
    roster = ledger.own(Roster)
    roster.lay_down_duty(act, duty=ask.duty, person=str(ask.person), until=ask.until)
    ledger.save(roster)
    return roster.id


def record_absence(ask: ask_to.RecordAbsence, act: Act, ledger: Ledger) -> UUID:
    """Record a person's absence."""
    roster = ledger.own(Roster)
    roster.record_absence(act, person=str(ask.person), since=ask.since, until=ask.until, reason=ask.reason)
    ledger.save(roster)
    return roster.id


def name_deputy(ask: ask_to.NameDeputy, act: Act, ledger: Ledger) -> UUID:
    """Name a deputy for a time."""
    roster = ledger.own(Roster)
    roster.name_deputy(
        act,
        duty=ask.duty,
        person=str(ask.person),
        since=ask.since,
        until=ask.until,
        units=ledger.units.open_on(act.charter.side_of(ask.duty)),
    )
    ledger.save(roster)
    return roster.id


def erase_person(ask: ask_to.ErasePerson, act: Act, ledger: Ledger) -> UUID:
    """Erase what is held about a person, with the fact that says so."""
    roster, person = ledger.own(Roster), str(ask.person)
    roster.erase_person(act, person=person, basis=ask.basis, held=ledger.held_about(person))
    ledger.erase(person)
    ledger.save(roster)
    return roster.id


HANDLERS: dict[type[Command], Handler] = {
    ask_to.AdoptCharter: own(Conference, Conference.adopt_charter),
    ask_to.SetCalendar: own(Conference, Conference.set_calendar),
    ask_to.ExplainYear: own(Conference, Conference.explain_year),
    ask_to.OpenBoard: own(Conference, Conference.open_board),
    ask_to.CloseBoard: own(Conference, Conference.close_board),
    ask_to.SetSeries: own(Register, Register.set_series),
    ask_to.SetOrdinals: own(Register, Register.set_ordinals),
    ask_to.OpenUnit: own(Units, Units.open_unit),
    ask_to.RenameUnit: own(Units, Units.rename_unit),
    ask_to.MergeUnit: own(Units, Units.merge_unit),
    ask_to.SplitUnit: own(Units, Units.split_unit),
    ask_to.CloseUnit: close_unit,
    ask_to.EnterPerson: enter_person,
    ask_to.SetReading: set_reading,
    ask_to.TakeDuty: take_duty,
    ask_to.LayDownDuty: lay_down_duty,
    ask_to.RecordAbsence: record_absence,
    ask_to.NameDeputy: name_deputy,
    ask_to.ErasePerson: erase_person,
    ask_to.Ratify: own(Roster, Roster.ratify),
}
