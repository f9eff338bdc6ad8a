"""The stages of meetings, invitations and minutes, and of the topic on their way."""

from collections.abc import Generator, Iterator
from datetime import date
from uuid import UUID

from application.authority.holders import ASSISTING, CONCERNED, LEAD
from application.authority.imagined import person_in
from application.authority.staging import Situation, Stage
from application.authority.topic_lives import TEXT
from application.commands import invitations, meetings
from application.commands import minutes as papers
from domain.invitation import Invitation
from domain.meeting_roll import AttendanceLine
from domain.units import Units
from domain.vocabulary import Ground, Outcome, Presence, UnitKind


def extraordinary_lives(play: Stage) -> Iterator[Situation]:
    """An extraordinary meeting until its principal has answered."""
    year, asked_by = play.town.day.year, (*play.town.charter.meetings.asked_by, *play.town.charter.office_seats)[0]
    meeting = play.begin(
        meetings.PlanExtraordinaryMeeting(year=year, asked_by=asked_by, ground=Ground.MAJOR_PROBLEM, reason=TEXT)
    )
    if meeting is None:
        return
    yield play.show(meeting, "extraordinary")
    yield from play.shown_after(meetings.AskPrincipal(meeting=meeting, request=TEXT), meeting, "principal_asked")
    answer = meetings.AnswerAsPrincipal(meeting=meeting, favourable=True, answer=TEXT)
    yield from play.shown_after(answer, meeting, "principal_favourable")


def meeting_lives(play: Stage, topic: UUID) -> Generator[Situation, None, UUID]:
    """The ordinary meeting from its planning to the issue of its minutes; the meeting is what is returned."""
    meeting = _planned(play)
    yield play.show(meeting)
    yield from _cancelled(play.aside(), meeting)
    yield from _dated(play, meeting)
    play.let(meetings.DrawUpAgenda(meeting=meeting, topics=(topic,)))
    yield play.show(meeting)
    yield play.show(topic)
    yield from _postponed(play.aside(), meeting)
    yield from play.shown_after(meetings.IssueNotice(meeting=meeting), meeting)
    yield from _invited(play, meeting)
    open_meeting(play, meeting)
    yield play.show(meeting)
    yield from _settled(play, meeting, topic)
    yield from minutes_lives(play, meeting)
    yield play.show(topic)
    yield from play.aside().shown_after(meetings.ArchiveMeeting(meeting=meeting, retention=TEXT), meeting)
    return meeting


def convene(play: Stage) -> UUID:
    """A meeting in session, without showing its way there."""
    meeting = _planned(play)
    for _ in _dated(play, meeting):
        pass
    play.let(meetings.DrawUpAgenda(meeting=meeting))
    play.let(meetings.IssueNotice(meeting=meeting))
    open_meeting(play, meeting)
    return meeting


def open_meeting(play: Stage, meeting: UUID) -> None:
    """Open it, chaired by whom the charter would have in the chair, with as many there as a quorum asks for."""
    if play.town.charter.meetings.quorum:
        listed = {line.seat for line in play.town.stream(meeting).expected}
        others = tuple(seat for seat in play.town.seats if seat not in listed)
        play.let(meetings.InviteFurther(meeting=meeting, seats=others, reason=TEXT))
    play.let(meetings.OpenMeeting(meeting=meeting), play.town.charter.meetings.chaired_by)
    lines = tuple(
        AttendanceLine(seat=line.seat, person=line.person, unit=line.unit, kind=line.kind, presence=Presence.PRESENT)
        for line in play.town.stream(meeting).expected
    )
    play.let(meetings.RecordAttendance(meeting=meeting, lines=lines))


def new_decision(lead: str, due: date | None, *, supersedes: UUID | None = None) -> meetings.NewDecision:
    """What a meeting settles: led by this unit, with another that assists."""
    return meetings.NewDecision(text=TEXT, lead=lead, assisting=(ASSISTING,), due=due, supersedes=supersedes)


def town_union(play: Stage) -> str:
    """The key of the town union, or of the last unit where there is none."""
    (units,) = play.town.each(Units)
    return next(key for key, unit in reversed(units.units.items()) if unit.kind is UnitKind.TOWN_UNION)


def minutes_lives(play: Stage, meeting: UUID) -> Iterator[Situation]:
    """Its minutes: drafted, returned, reviewed, signed off where the charter says so, issued and corrected."""
    minutes = play.begin(papers.DraftMinutes(meeting=meeting, title=TEXT))
    if minutes is None:
        return
    yield play.show(minutes)
    yield from play.aside().shown_after(papers.ReturnMinutes(minutes=minutes, text_version=1, reason=TEXT), minutes)
    yield from play.agreed(papers.AgreeToMinutes(minutes=minutes, text_version=1), minutes)
    yield play.show(minutes)
    yield play.show(meeting, "minutes_reviewed")
    for _ in play.town.charter.minutes.sign_off:
        yield from play.agreed(papers.SignOffMinutes(minutes=minutes, text_version=1), minutes, "signing")
        yield play.show(minutes)
    yield from play.shown_after(papers.IssueMinutes(minutes=minutes, recipients=(TEXT,)), minutes)
    yield play.show(meeting)
    yield from _corrected(play.aside(), minutes)


def _planned(play: Stage) -> UUID:
    meeting = play.begin(meetings.PlanOrdinaryMeeting(year=play.town.day.year))
    if meeting is None:
        raise LookupError("under this charter nobody can plan a meeting")
    return meeting


def _dated(play: Stage, meeting: UUID) -> Iterator[Situation]:
    play.let(meetings.ProposeDate(meeting=meeting, day=play.town.day, starts="14:00", place=TEXT))
    if play.town.stream(meeting).proposal is not None:
        yield play.show(meeting, "date_proposed")
        yield from play.agreed(meetings.AgreeToDate(meeting=meeting, date_version=1), meeting, "date_proposed")


def _cancelled(play: Stage, meeting: UUID) -> Iterator[Situation]:
    yield from _changed(play, meeting, meetings.ProposeCancellation(meeting=meeting, reason=TEXT))


def _postponed(play: Stage, meeting: UUID) -> Iterator[Situation]:
    yield from _changed(play, meeting, meetings.ProposePostponement(meeting=meeting, reason=TEXT))


def _changed(
    play: Stage, meeting: UUID, proposal: meetings.ProposeCancellation | meetings.ProposePostponement
) -> Iterator[Situation]:
    play.let(proposal)
    if play.town.stream(meeting).change is not None:
        yield play.show(meeting, "change_proposed")
        agreeing = meetings.AgreeToChange(meeting=meeting, change_version=1)
        yield from play.agreed(agreeing, meeting, "change_proposed")
    yield play.show(meeting)


def _invited(play: Stage, meeting: UUID) -> Iterator[Situation]:
    """The invitation of the unit concerned, or of whoever is invited first, and what becomes of it."""
    found = sorted(play.town.each(Invitation), key=lambda each: each.invitee.unit != CONCERNED)
    if not found:
        return
    key = found[0].id
    yield play.show(key)
    substitute = UUID(person_in(""))
    for answer in (
        invitations.ReplyToInvitation(invitation=key),
        invitations.AskLeave(invitation=key, reason=TEXT),
        invitations.NameSubstitute(invitation=key, substitute=substitute),
    ):
        yield from play.aside().shown_after(answer, key)
    called_off = play.aside()
    for _ in _cancelled(called_off, meeting):
        pass
    yield called_off.show(key)


def _settled(play: Stage, meeting: UUID, topic: UUID) -> Iterator[Situation]:
    """The topic discussed and settled with two decisions, one of them the union's, and the meeting closed."""
    settled = (new_decision(LEAD, play.town.day), new_decision(town_union(play), play.town.day))
    talk = meetings.DiscussTopic(meeting=meeting, topic=topic, outcome=Outcome.AGREED, summary=TEXT, decisions=settled)
    yield from play.shown_after(talk, topic)
    yield from play.shown_after(meetings.CloseMeeting(meeting=meeting), meeting)
    for decision in play.town.stream(meeting).decisions_adopted[:1]:
        yield play.show(decision)


def _corrected(play: Stage, minutes: UUID) -> Iterator[Situation]:
    slip = papers.DraftCorrection(minutes=minutes, where=TEXT, issued="甲", corrected="乙", reason=TEXT)
    yield from play.shown_after(slip, minutes, "correction_drafted")
    agreeing = papers.AgreeToCorrection(minutes=minutes, correction_version=1)
    for number, _ in enumerate((play.town.charter.minutes.reviewed_by, *play.town.charter.minutes.sign_off)):
        yield from play.agreed(agreeing, minutes, "correction_drafted", *(("signing",) if number else ()))
    yield play.show(minutes, "correction_cleared")
