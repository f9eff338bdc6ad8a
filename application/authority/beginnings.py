"""What can be asked of the institution, or begun, at any time: each act with words that would be fit."""

from collections.abc import Mapping
from uuid import UUID

from application.authority.decision_lives import taking_over
from application.authority.holders import CONCERNED, LEAD, OTHER
from application.authority.imagined import person_in
from application.authority.staging import Stage
from application.authority.topic_lives import TEXT, submissions
from application.commands import calls, decisions, institution, meetings, topics
from application.commands.command import Command
from domain.charter_reading import built_in
from domain.conference import Conference
from domain.vocabulary import CalendarKind, Ground, UnitKind

Asking = Mapping[type[Command], tuple[Command, ...]]
"""What could be meant by a command; it is open to whoever may do one of these."""


def beginnings(play: Stage) -> Asking:
    """The acts that begin a thing. A topic is submitted by the unit it is named of: each kind of topic is tried."""
    year, office = play.town.day.year, play.town.charter.office_seats
    asked_by = (*play.town.charter.meetings.asked_by, *office)[0]
    asking = meetings.PlanExtraordinaryMeeting(year=year, asked_by=asked_by, ground=Ground.MAJOR_PROBLEM, reason=TEXT)
    return {
        calls.OpenCall: (calls.OpenCall(year=year, text=TEXT),),
        topics.SubmitTopic: submissions(play),
        meetings.PlanOrdinaryMeeting: (meetings.PlanOrdinaryMeeting(year=year),),
        meetings.PlanExtraordinaryMeeting: (asking,),
        decisions.ProposeTakeOver: (taking_over(play),),
    }


def institutional(play: Stage) -> Asking:
    """The acts on the conference's own streams. Each seat ratifies what was done in it: each is tried."""
    (conference,) = play.town.each(Conference)
    day, later = play.town.day, play.town.day.replace(month=12)
    year, person = day.year, UUID(person_in(""))
    duty = play.town.charter.office_seats[0]
    asked: tuple[Command, ...] = (
        institution.AdoptCharter(text=_another_edition(conference), in_force_on=later),
        institution.SetCalendar(year=year, kind=CalendarKind.PROVISIONAL),
        institution.ExplainYear(year=year, explanation=TEXT),
        institution.OpenBoard(basis=TEXT),
        institution.SetSeries(series="notice", issuer_code=TEXT, year=year),
        institution.SetOrdinals(following=1),
        institution.OpenUnit(unit="new_unit", kind=UnitKind.DEPARTMENT, name_zh=TEXT, name_en=TEXT),
        institution.RenameUnit(unit=OTHER, name_zh=TEXT, name_en=TEXT),
        institution.MergeUnit(unit=OTHER, into=LEAD),
        institution.SplitUnit(unit=OTHER, into=(LEAD, CONCERNED)),
        institution.CloseUnit(unit=OTHER),
        institution.EnterPerson(name=TEXT),
        institution.SetReading(person=person, reading=None),
        institution.TakeDuty(duty=duty, person=person, since=day),
        institution.LayDownDuty(duty=duty, person=UUID(person_in(duty)), until=day),
        institution.RecordAbsence(person=person, since=day, until=later, reason=TEXT),
        institution.NameDeputy(duty=duty, person=person, since=day, until=later),
        institution.ErasePerson(person=person, basis=TEXT),
    )
    ratifying = tuple(
        institution.Ratify(duty=seat, stream=conference.id, version=1, reason=TEXT) for seat in play.town.seats
    )
    return {type(command): (command,) for command in asked} | {institution.Ratify: ratifying}


def closing_board(play: Stage) -> tuple[Stage, Asking]:
    """The closing of the public board, and a stage on which it is open."""
    open_there = play.aside()
    open_there.let(institution.OpenBoard(basis=TEXT))
    return open_there, {institution.CloseBoard: (institution.CloseBoard(reason=TEXT),)}


def _another_edition(conference: Conference) -> str:
    """The text of a charter that was not adopted yet: of those that come with the product, one is another."""
    adopted = {text for _, _, text in conference.editions}
    return next(text for text in map(built_in, ("example-district", "chengqiao")) if text not in adopted)
