"""Handlers of meetings before they open: planning, dates, agenda, notice, invitations, papers."""

from dataclasses import replace
from datetime import date
from uuid import UUID, uuid5

from application.commands import invitations
from application.commands import meetings as ask_to
from application.commands.command import Command
from application.ledger import Ledger
from application.straight import Handler, Verb, guards_of, straight_all
from domain.act import Act
from domain.agenda import Appointment
from domain.charter_words import Attending
from domain.decision import Decision
from domain.invitation import Invitation
from domain.meeting import Meeting
from domain.meeting_roll import Expected
from domain.meeting_words import Stage
from domain.register import Register
from domain.rules import attendance
from domain.topic import Topic
from domain.vocabulary import MeetingKind


def plan_ordinary(ask: ask_to.PlanOrdinaryMeeting, act: Act, ledger: Ledger) -> UUID:
    """Plan the ordinary meeting of a year, and count it in the register."""
    register = ledger.own(Register)
    planned = register.ordinary_in(ask.year)
    meeting = Meeting.plan_ordinary(act, ledger.new_id(), year=ask.year, planned=planned)
    register.plan_ordinary(act, year=ask.year, meeting=meeting.id)
    ledger.save(meeting, register)
    return meeting.id


def plan_extraordinary(ask: ask_to.PlanExtraordinaryMeeting, act: Act, ledger: Ledger) -> UUID:
    """Plan an extraordinary meeting."""
    meeting = Meeting.plan_extraordinary(
        act, ledger.new_id(), year=ask.year, asked_by=ask.asked_by, ground=ask.ground, reason=ask.reason
    )
    ledger.save(meeting)
    return meeting.id


def propose_date(ask: ask_to.ProposeDate, act: Act, ledger: Ledger) -> UUID:
    """Report a date to the heads."""
    meeting = ledger.load(Meeting, ask.meeting)
    meeting.propose_date(act, appointment=Appointment(day=ask.day, starts=ask.starts, place=ask.place))
    ledger.save(meeting)
    return meeting.id


def agree_to_change(ask: ask_to.AgreeToChange, act: Act, ledger: Ledger) -> UUID:
    """Agree to a postponement or cancellation; what it frees is freed in the same save."""
    meeting = ledger.load(Meeting, ask.meeting)
    noticed = meeting.stage is Stage.NOTICED
    invited = _invitations(meeting) if noticed else ()
    meeting.agree_change(act, change_version=ask.change_version)
    ledger.save(meeting)
    if meeting.stage in {Stage.POSTPONED, Stage.CANCELLED}:
        for key in invited:
            invitation = ledger.load(Invitation, key)
            invitation.lapse(act, reason=meeting.change_reason)
            ledger.save(invitation)
    if meeting.stage is Stage.CANCELLED:
        _free(meeting, act, ledger)
    return meeting.id


def draw_up_agenda(ask: ask_to.DrawUpAgenda, act: Act, ledger: Ledger) -> UUID:
    """Draw up the agenda with item 2 computed, and schedule what came on it."""
    meeting = ledger.load(Meeting, ask.meeting)
    act = governed(meeting, act, ledger)
    template = act.charter.meetings.ordinary_agenda
    if meeting.kind is MeetingKind.EXTRAORDINARY:
        template = act.charter.meetings.extraordinary_agenda
    before = meeting.topics
    meeting.draw_up_agenda(
        act,
        items=ask.items or tuple(item.key for item in template),
        topics=ask.topics,
        decisions=to_be_heard(meeting, act, ledger),
    )
    ledger.save(meeting)
    for key in before:
        if key not in ask.topics:
            topic = ledger.load(Topic, key)
            topic.unschedule(act, reason="")
            ledger.save(topic)
    for key in ask.topics:
        if key not in before:
            _schedule(key, meeting, act, ledger, late=False)
    return meeting.id


def admit_late(ask: ask_to.AdmitLateTopic, act: Act, ledger: Ledger) -> UUID:
    """Put a topic on the agenda after the notice."""
    meeting = ledger.load(Meeting, ask.meeting)
    act = governed(meeting, act, ledger)
    meeting.admit_late(act, topic=ask.topic, reason=ask.reason)
    ledger.save(meeting)
    _schedule(ask.topic, meeting, act, ledger, late=True)
    return meeting.id


def issue_notice(ask: ask_to.IssueNotice, act: Act, ledger: Ledger) -> UUID:
    """Issue the notice under a number, and an invitation to everybody on its list."""
    meeting = ledger.load(Meeting, ask.meeting)
    number = take_number(ask.series, "notice", meeting.id, act, ledger)
    units = ledger.units
    concerned = dict.fromkeys(
        units.today(unit) for key in meeting.topics for unit in _units_of(ledger.load(Topic, key))
    )
    known = [units.units[unit] for unit in concerned if unit in units.open_keys]
    expected = attendance.expected(act.charter, act.standing, known)
    guests = tuple(attendance.guest(str(person)) for person in ask.guests)
    meeting.issue_notice(act, number=number, expected=expected + guests)
    ledger.save(meeting)
    _invite(expected + guests, meeting, number, act, ledger)
    return meeting.id


def invite_further(ask: ask_to.InviteFurther, act: Act, ledger: Ledger) -> UUID:
    """Invite guests, or seats that the office adds, after the notice."""
    meeting = ledger.load(Meeting, ask.meeting)
    act = governed(meeting, act, ledger)
    guests = tuple(attendance.guest(str(person)) for person in ask.guests)
    added = tuple(_of_seat(seat, act) for seat in ask.seats)
    meeting.invite_further(act, expected=guests + added, reason=ask.reason)
    ledger.save(meeting)
    _invite(guests + added, meeting, meeting.notice_number, act, ledger)
    return meeting.id


def name_substitute(ask: invitations.NameSubstitute, act: Act, ledger: Ledger) -> UUID:
    """Name who comes instead."""
    invitation = ledger.load(Invitation, ask.invitation)
    invitation.name_substitute(act, substitute=str(ask.substitute), people=ledger.roster.people)
    ledger.save(invitation)
    return invitation.id


def to_be_heard(meeting: Meeting, act: Act, ledger: Ledger) -> tuple[UUID, ...]:
    """Item 2: every decision since the last ordinary meeting, done or not, and every older one open [S4.3-a]."""
    held = [each for each in ledger.each(Meeting, still_open=False) if each.id != meeting.id and each.closed_on]
    last = max((m.opened_on for m in held if m.kind is MeetingKind.ORDINARY and m.closed_on), default=None)
    due = [d for d in ledger.each(Decision, still_open=False) if _is_heard(d, last, act.on)]
    return tuple(d.id for d in sorted(due, key=lambda d: (-d.carried_over, d.adopted_on, str(d.id))))


def governed(meeting: Meeting, act: Act, ledger: Ledger) -> Act:
    """A noticed meeting finishes under the edition of its notice."""
    if meeting.edition_of_notice in {None, act.charter.edition}:
        return act
    return replace(act, charter=ledger.conference.edition(meeting.edition_of_notice or ""))


def take_number(series: str | None, document: str, stream: UUID, act: Act, ledger: Ledger) -> str | None:
    """The next number of a series for a paper, where the office keeps one [G17]."""
    if series is None:
        return None
    register = ledger.own(Register)
    register.take_number(act, series=series, year=act.on.year, document=document, stream=stream)
    ledger.save(register)
    return register.numbers[-1].number


def _is_heard(decision: Decision, last: date | None, on: date) -> bool:
    return decision.adopted_on <= on and decision.is_to_be_heard(last_ordinary_on=last)


def _schedule(key: UUID, meeting: Meeting, act: Act, ledger: Ledger, *, late: bool) -> None:
    topic = ledger.load(Topic, key)
    topic.schedule(act, meeting=meeting.id, late=late)
    ledger.save(topic)


def _free(meeting: Meeting, act: Act, ledger: Ledger) -> None:
    """What a cancelled meeting lets go: its topics, its year, its document numbers (spent)."""
    for key in meeting.topics:
        topic = ledger.load(Topic, key)
        topic.unschedule(act, reason=meeting.change_reason)
        ledger.save(topic)
    register = ledger.own(Register)
    if meeting.id in register.ordinary:
        register.release_ordinary(act, year=register.ordinary[meeting.id], meeting=meeting.id)
    for number in register.numbers:
        if number.stream == meeting.id and not number.spent:
            register.spend_number(
                act, series=number.series, year=number.year, serial=number.serial, reason=meeting.change_reason
            )
    ledger.save(register)


def _invite(expected: tuple[Expected, ...], meeting: Meeting, number: str | None, act: Act, ledger: Ledger) -> None:
    for line in expected:
        key = _invitation_id(meeting, line)
        ledger.save(
            Invitation.invite(
                act, key, meeting=meeting.id, notice_version=meeting.notice_version, invitee=line, number=number
            )
        )


def _invitations(meeting: Meeting) -> tuple[UUID, ...]:
    return tuple(_invitation_id(meeting, line) for line in meeting.expected)


def _invitation_id(meeting: Meeting, line: Expected) -> UUID:
    return uuid5(meeting.id, f"invitation/{meeting.notice_version}/{line.key}")


def _of_seat(seat: str, act: Act) -> Expected:
    holder = next(iter(act.standing.holders_of(seat)), None)
    unit = act.charter.unit_of(seat)
    return Expected(seat=seat, person=holder, unit=unit, kind=Attending.ATTEND, group="", clause="G22")


def _units_of(topic: Topic) -> tuple[str, ...]:
    return (*topic.proposers, *topic.text.concerned)


STRAIGHT: dict[type[Command], Verb] = {
    ask_to.AskPrincipal: Meeting.ask_principal,
    ask_to.AnswerAsPrincipal: Meeting.answer_as_principal,
    ask_to.AgreeToDate: Meeting.agree_date,
    ask_to.ReturnDate: Meeting.return_date,
    ask_to.ProposePostponement: Meeting.propose_postponement,
    ask_to.ProposeCancellation: Meeting.propose_cancellation,
    ask_to.ReturnChange: Meeting.return_change,
    ask_to.NoteDelivery: Meeting.note_delivery,
    ask_to.IssuePapers: Meeting.issue_papers,
    ask_to.ArchiveMeeting: Meeting.archive,
}
OTHERS: dict[type[Command], Verb] = {
    ask_to.ProposeDate: Meeting.propose_date,
    ask_to.AgreeToChange: Meeting.agree_change,
    ask_to.DrawUpAgenda: Meeting.draw_up_agenda,
    ask_to.AdmitLateTopic: Meeting.admit_late,
    ask_to.IssueNotice: Meeting.issue_notice,
    ask_to.InviteFurther: Meeting.invite_further,
}
ANSWERS: dict[type[Command], Verb] = {
    invitations.ReplyToInvitation: Invitation.reply,
    invitations.AskLeave: Invitation.ask_leave,
}
HANDLERS: dict[type[Command], Handler] = {
    ask_to.PlanOrdinaryMeeting: plan_ordinary,
    ask_to.PlanExtraordinaryMeeting: plan_extraordinary,
    ask_to.ProposeDate: propose_date,
    ask_to.AgreeToChange: agree_to_change,
    ask_to.DrawUpAgenda: draw_up_agenda,
    ask_to.AdmitLateTopic: admit_late,
    ask_to.IssueNotice: issue_notice,
    ask_to.InviteFurther: invite_further,
    invitations.NameSubstitute: name_substitute,
    **straight_all(Meeting, STRAIGHT, under=governed),
    **straight_all(Invitation, ANSWERS),
}
GUARDS = guards_of(Meeting, STRAIGHT | OTHERS, under=governed) | guards_of(
    Invitation, ANSWERS | {invitations.NameSubstitute: Invitation.name_substitute}
)
