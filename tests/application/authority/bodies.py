"""A fit body for every act on a thing, as the thing stands: present versions, units that are there, one's own side."""

from collections.abc import Callable
from dataclasses import MISSING, fields
from datetime import timedelta
from typing import Any
from uuid import UUID

from application.authority.holders import CONCERNED, OTHER, SENDING
from application.authority.imagined import Town, person_in
from application.authority.meeting_lives import town_union
from application.authority.staging import Situation, Stage
from application.commands import calls, decisions, invitations, meetings, minutes, topics
from application.commands.command import Command
from domain.agenda import Paper
from domain.decision import Decision
from domain.meeting_roll import AttendanceLine
from domain.meeting_words import Briefing
from domain.rules.instructions import leaders
from domain.stream import Attachment
from domain.topic import Topic
from domain.vocabulary import Hearing, Opinion, Outcome, Presence, Progress, Side

NOTHING = UUID("00000000-0000-7000-8000-00000000dead")
SHEET = Attachment(sha256="5a" * 32, size=2048, media_type="application/pdf")
WORDS = "依程序办理"

Given = Callable[[Situation, str], Any]
"""The value of a field for whoever acts in a seat."""


def body(command: type[Command], where: Situation, seat: str) -> Command:
    """The command about this thing, by somebody in this seat."""
    given: dict[str, Any] = {}
    for field in fields(command):
        found = OF_COMMAND.get((command, field.name)) or OF_FIELD.get(field.name)
        if field.name == where.kind:
            given[field.name] = where.thing
        elif found is not None:
            given[field.name] = found(where, seat)
        elif field.default is MISSING:
            given[field.name] = WORDS
    return command(**given)


def _stream(where: Situation) -> Any:
    return where.town.stream(where.thing)


def _side(where: Situation, seat: str) -> Side:
    side = where.town.charter.side_of(seat) if seat else None
    return side if side is Side.UNION else Side.GOV


def _own_union(where: Situation, seat: str) -> str:
    unit = where.town.charter.unit_of(seat) if seat else None
    return unit if unit and unit.endswith("_union") and unit != town_union(Stage(where.town)) else SENDING


def _briefing(where: Situation, seat: str) -> Briefing:
    return Briefing.UNION_SERVICE if _side(where, seat) is Side.UNION else Briefing.YEAR_WORK


def _leader(where: Situation, seat: str) -> UUID:
    return UUID(person_in(leaders(_side(where, seat), where.town.charter)[0]))


def _first(things: Any) -> UUID:
    return next(iter(things), NOTHING)


def _another_topic(town: Town) -> UUID:
    return town.each(Topic)[0].id


def _present(where: Situation, _: str) -> tuple[AttendanceLine, ...]:
    expected = getattr(_stream(where), "expected", ())
    return tuple(
        AttendanceLine(seat=one.seat, person=one.person, unit=one.unit, kind=one.kind, presence=Presence.PRESENT)
        for one in expected
    )


def _later(where: Situation, _: str) -> Any:
    return where.town.day + timedelta(60)


OF_FIELD: dict[str, Given] = {
    "text_version": lambda *_: 1,
    "date_version": lambda where, _: _stream(where).date_matter.version or 1,
    "change_version": lambda where, _: _stream(where).change_matter.version or 1,
    "correction_version": lambda *_: 1,
    "number": lambda *_: 1,
    "year": lambda where, _: where.town.day.year,
    "day": lambda where, _: where.town.day,
    "starts": lambda *_: "14:00",
    "category": lambda where, _: next(iter(where.town.charter.topics.categories)),
    "opinion": lambda *_: Opinion.AGREE,
    "recipients": lambda *_: ("各部门",),
    "favourable": lambda *_: True,
    "attachments": lambda *_: (SHEET,),
    "substitute": lambda *_: UUID(person_in("")),
}
OF_COMMAND: dict[tuple[type[Command], str], Given] = {
    (calls.ReceiveSuggestion, "unit"): _own_union,
    (calls.ReceiveSuggestion, "person"): lambda *_: None,
    (calls.TakeUpSuggestion, "suggestion"): lambda where, _: _first(_stream(where).suggestions),
    (calls.DoNotTakeSuggestion, "suggestion"): lambda where, _: _first(_stream(where).suggestions),
    (calls.TakeUpSuggestion, "topic"): lambda where, _: _another_topic(where.town),
    (topics.ReviseTopic, "concerned"): lambda where, _: _stream(where).text.concerned,
    (topics.MergeTopic, "into"): lambda where, _: _another_topic(where.town),
    (topics.NoteConsultation, "unit"): lambda *_: CONCERNED,
    (topics.AskOpinion, "unit"): lambda *_: CONCERNED,
    (meetings.DrawUpAgenda, "topics"): lambda where, _: _stream(where).topics,
    (meetings.AdmitLateTopic, "topic"): lambda where, _: _another_topic(where.town),
    (meetings.InviteFurther, "guests"): lambda *_: (UUID(person_in("")),),
    (meetings.NoteDelivery, "invitee"): lambda where, _: next((one.key for one in _stream(where).expected), WORDS),
    (meetings.IssuePapers, "papers"): lambda *_: (Paper(title=WORDS, topic=None, sha256=SHEET.sha256),),
    (meetings.RecordAttendance, "lines"): _present,
    (meetings.GiveBriefing, "briefing"): _briefing,
    (meetings.HearDecision, "decision"): lambda where, _: where.town.each(Decision)[0].id,
    (meetings.HearDecision, "hearing"): lambda *_: Hearing.NOTED,
    (meetings.DiscussTopic, "topic"): lambda where, _: next(iter(_stream(where).topics), _another_topic(where.town)),
    (meetings.DiscussTopic, "outcome"): lambda *_: Outcome.NOTED,
    (meetings.GiveInstructions, "side"): _side,
    (meetings.GiveInstructions, "person"): _leader,
    (meetings.EnterInError, "entry"): lambda where, _: next(iter(_stream(where).attendance_entries), 1),
    (minutes.DraftCorrection, "issued"): lambda *_: "甲",
    (minutes.DraftCorrection, "corrected"): lambda *_: "乙",
    (minutes.IssueMinutes, "attachments"): lambda *_: (),
    (invitations.ReplyToInvitation, "remark"): lambda *_: "",
    (decisions.ReviseTakeOver, "dated"): lambda where, _: where.town.day,
    (decisions.ReviseTakeOver, "lead"): lambda *_: OTHER,
    (decisions.ProposeChange, "lead"): lambda *_: OTHER,
    (decisions.UrgeUnit, "unit"): lambda where, _: _stream(where).lead,
    (decisions.AskExtension, "due"): _later,
    (decisions.ReportDecision, "progress"): lambda *_: Progress.FULLY,
}
