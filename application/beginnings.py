"""What can be begun, or entered in the conference's own registers: who may, asked where there is no thing to ask yet."""

from collections.abc import Callable, Mapping
from typing import Any

from application.commands import calls, decisions, institution, meetings, topics
from application.commands.command import Command
from application.ledger import Ledger
from domain.act import Act
from domain.call import TopicCall
from domain.conference import Conference
from domain.decision import Decision
from domain.meeting import Meeting
from domain.register import Register
from domain.roster import Roster
from domain.stream import Stream
from domain.topic import Topic
from domain.units import Units

Beginning = Callable[[Act, Ledger], Act]
"""Whether an act is open to somebody as far as that does not depend on its body: the act in its seat, or the refusal."""


def _kept(kind: type[Stream], may: Callable[[Any, Act], Act]) -> Beginning:
    """The same as the conference's own stream of a kind says."""
    return lambda act, ledger: may(ledger.own(kind), act)


def _submit_topic(act: Act, ledger: Ledger) -> Act:
    return Topic.may_submit(act, units=[ledger.units.units[key] for key in ledger.units.open_keys])


_UNITS, _ROLL = _kept(Units, Units.may_keep), _kept(Roster, Roster.may_keep)
BEGINNINGS: Mapping[type[Command], Beginning] = {
    institution.AdoptCharter: _kept(Conference, Conference.may_adopt_charter),
    institution.SetCalendar: _kept(Conference, Conference.may_set_calendar),
    institution.OpenBoard: _kept(Conference, Conference.may_open_board),
    institution.CloseBoard: _kept(Conference, Conference.may_close_board),
    institution.ExplainYear: _kept(Conference, Conference.may_explain_year),
    institution.SetSeries: _kept(Register, Register.may_set_series),
    institution.SetOrdinals: _kept(Register, Register.may_set_ordinals),
    institution.OpenUnit: _UNITS,
    institution.RenameUnit: _UNITS,
    institution.MergeUnit: _UNITS,
    institution.SplitUnit: _UNITS,
    institution.CloseUnit: _UNITS,
    institution.EnterPerson: _ROLL,
    institution.SetReading: _ROLL,
    institution.TakeDuty: _ROLL,
    institution.LayDownDuty: _ROLL,
    institution.RecordAbsence: _ROLL,
    institution.NameDeputy: _ROLL,
    institution.ErasePerson: _ROLL,
    institution.Ratify: lambda act, _: act,  # which duty it is done in, its body says
    calls.OpenCall: lambda act, _: TopicCall.may_open(act),
    topics.SubmitTopic: _submit_topic,
    meetings.PlanOrdinaryMeeting: lambda act, _: Meeting.may_plan_ordinary(act),
    meetings.PlanExtraordinaryMeeting: lambda act, _: Meeting.may_plan_extraordinary(act),
    decisions.ProposeTakeOver: lambda act, _: Decision.may_propose_take_over(act),
}


def about(person: str) -> Mapping[type[Command], Beginning]:
    """What is asked of somebody on the roll besides: what is about his name is closed once the name was erased."""

    def set_reading(act: Act, ledger: Ledger) -> Act:
        return ledger.own(Roster).may_set_reading(act, held=ledger.held_about(person))

    def erase(act: Act, ledger: Ledger) -> Act:
        return ledger.own(Roster).may_erase(act, person=person, held=ledger.held_about(person))

    return {institution.SetReading: set_reading, institution.ErasePerson: erase}
