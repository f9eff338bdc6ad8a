"""One invitation to a meeting, and what the invitee made of it."""

from enum import StrEnum
from typing import Self
from uuid import UUID

from eventsourcing.domain import event

from domain.act import Act
from domain.facts import invitation as facts
from domain.meeting_roll import Expected
from domain.rules import dates, invitation, notice, office, seats
from domain.stream import Stream
from domain.trace import Trace


class Stage(StrEnum):
    """Where an invitation stands."""

    INVITED = "invited"
    COMING = "coming"
    ON_LEAVE = "on_leave"
    REPLACED = "replaced"
    LAPSED = "lapsed"


class Invitation(Stream, facts=facts):
    """One invitee's place at one meeting, under one notice.

    The notice invites him, in his seat or as a guest. He replies that he will come, asks leave, or names who comes
    instead, himself or by the office that enters it for him; he may change his mind. When the meeting is put off or
    called off, the invitation lapses; a second notice invites anew.
    """

    TOPIC = "invitation"

    @event(facts.Invited)
    def __init__(self, meeting: UUID, notice_version: int, invitee: Expected, trace: Trace) -> None:
        self.stage = Stage.INVITED
        self.meeting = meeting
        self.notice_version = notice_version
        self.invitee = invitee
        self.invited_on = trace.on
        self.substitute: str | None = None

    @property
    def is_open(self) -> bool:
        """Whether an answer is still awaited."""
        return self.stage is Stage.INVITED

    @classmethod
    def may_invite(cls, act: Act) -> Act:
        """The office. Clause: S5.2-d."""
        return office.require_office(act, notice.OFFICE_COORDINATES)

    @classmethod
    def invite(
        cls, act: Act, stream: UUID, *, meeting: UUID, notice_version: int, invitee: Expected, number: str | None
    ) -> Self:
        """Invite one of those on the list of the notice."""
        act = cls.may_invite(act)
        return cls.begin(
            act, stream, facts.Invited, meeting=meeting, notice_version=notice_version, invitee=invitee, number=number
        )

    def may_answer(self, act: Act) -> Act:
        """The invitee, until the invitation lapses."""
        self.expect(self.stage is not Stage.LAPSED, "answer")
        return invitation.require_invitee(self.invitee, act)

    may_reply = may_ask_leave = may_name_substitute = may_answer

    def reply(self, act: Act, *, remark: str) -> None:
        """Reply that one will come."""
        act = self.may_answer(act)
        self._in_order(act)
        self.record(act, facts.Replied, remark=remark)

    def ask_leave(self, act: Act, *, reason: str) -> None:
        """Ask leave; the reason is personal and never stands in the record in clear."""
        act = self.may_answer(act)
        self._in_order(act)
        person = self.invitee.person or act.by.person or self.invitee.seat
        self.record(act, facts.LeaveAsked, person=person, reason=reason)

    def name_substitute(self, act: Act, *, substitute: str, people: frozenset[str]) -> None:
        """Name who comes instead; ``people`` are those on the roll."""
        act = self.may_answer(act)
        self._in_order(act)
        seats.require_known_person(substitute, people)
        invitation.require_another(substitute, self.invitee)
        self.record(act, facts.SubstituteNamed, substitute=substitute)

    def lapse(self, act: Act, *, reason: str) -> None:
        """Follow the postponement or cancellation of the meeting."""
        self.expect(self.stage is not Stage.LAPSED, "lapse")
        self.record(act, facts.Lapsed, reason=reason)

    def _in_order(self, act: Act) -> None:
        dates.require_not_before(act, self.invited_on, "notice")

    @event(facts.Replied)
    def _replied(self) -> None:
        self.stage = Stage.COMING
        self.substitute = None

    @event(facts.LeaveAsked)
    def _leave_asked(self) -> None:
        self.stage = Stage.ON_LEAVE
        self.substitute = None

    @event(facts.SubstituteNamed)
    def _substitute_named(self, substitute: str) -> None:
        self.stage = Stage.REPLACED
        self.substitute = substitute

    @event(facts.Lapsed)
    def _lapsed(self) -> None:
        self.stage = Stage.LAPSED
