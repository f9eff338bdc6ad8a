"""Facts in the life of one invitation to a meeting."""

from typing import ClassVar
from uuid import UUID

from domain.meeting_roll import Expected
from domain.stream import Fact, First, Personal


class Invited(First):
    """Somebody was invited to a meeting, in one quality, by its notice."""

    TOPIC = "invitation.invited"
    CLAUSES = ("S5.2-d", "S5.3-a", "S5.3-b")
    GAPS = ("G22",)
    meeting: UUID
    notice_version: int
    invitee: Expected
    number: str | None


class Replied(Fact):
    """The invitee replied that he will come (回执)."""

    TOPIC = "invitation.replied"
    remark: str


class LeaveAsked(Fact):
    """The invitee asked leave of absence (请假); why is his own affair."""

    TOPIC = "invitation.leave_asked"
    PERSONAL: ClassVar = {"reason": "person"}
    person: str
    reason: Personal


class SubstituteNamed(Fact):
    """The invitee named who comes instead of him."""

    TOPIC = "invitation.substitute_named"
    substitute: str


class Lapsed(Fact):
    """The meeting was put off or called off, and the reply with it."""

    TOPIC = "invitation.lapsed"
    reason: str
