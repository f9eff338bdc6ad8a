"""Facts in the life of a decision; those of carrying it out stand in ``decision_following``."""

from datetime import date
from uuid import UUID

from domain.stream import Attachment, Fact, First
from domain.vocabulary import Hearing, MeetingKind, Origin, Side


class Adopted(First):
    """The meeting settled something by consultation; the proposing side is told whenever it moves."""

    TOPIC = "decision.adopted"
    meeting: UUID
    number: int
    origin: Origin
    origin_id: UUID | None
    text: str
    lead: str
    lead_side: Side
    assisting: tuple[str, ...]
    due: date | None
    proposing_side: Side | None
    proposers: tuple[str, ...]


class ProposedForTakeOver(First):
    """The office put a decision from before the record to the heads, with the document it stands in."""

    TOPIC = "decision.proposed_for_take_over"
    document: str
    dated: date
    text: str
    lead: str
    lead_side: Side
    assisting: tuple[str, ...]
    due: date | None
    attachments: tuple[Attachment, ...]


class TakeOverRevised(Fact):
    """The office put a new version of what is to be taken over; agreements to the earlier one are void."""

    TOPIC = "decision.take_over_revised"
    text_version: int
    document: str
    dated: date
    text: str
    lead: str
    lead_side: Side
    assisting: tuple[str, ...]
    due: date | None
    attachments: tuple[Attachment, ...]


class TakeOverAgreed(Fact):
    """One of the heads agreed to take the decision over as this version says."""

    TOPIC = "decision.take_over_agreed"
    GAPS = ("G2",)
    text_version: int
    remark: str


class TakeOverReturned(Fact):
    """One of the heads returned this version to the office, with his reason; agreements to it are void."""

    TOPIC = "decision.take_over_returned"
    GAPS = ("G2",)
    text_version: int
    reason: str


class TakeOverWithdrawn(Fact):
    """The office withdrew the proposal to take the decision over."""

    TOPIC = "decision.take_over_withdrawn"
    reason: str


class TakenOver(Fact):
    """The decision from before the record was taken over and binds."""

    TOPIC = "decision.taken_over"
    GAPS = ("G2",)
    text_version: int


class Minuted(Fact):
    """The minutes that hold the decision were issued: it binds."""

    TOPIC = "decision.minuted"
    CLAUSES = ("S5.4-c",)
    GAPS = ("G15",)
    minutes: UUID


class Assigned(Fact):
    """The office assigned the decision to its lead unit, with a slip (交办)."""

    TOPIC = "decision.assigned"
    CLAUSES = ("S5.5-a",)
    unit: str
    slip: str


class Received(Fact):
    """The lead unit received the decision (签收)."""

    TOPIC = "decision.received"
    unit: str


class HandedBack(Fact):
    """The lead unit handed the decision back as outside its duties; the heads settle who leads."""

    TOPIC = "decision.handed_back"
    GAPS = ("G23",)
    unit: str
    reason: str


class ChangeProposed(Fact):
    """Lead unit, assisting units and due date, as they should be, were put to the heads."""

    TOPIC = "decision.change_proposed"
    GAPS = ("G23",)
    number: int
    lead: str
    lead_side: Side
    assisting: tuple[str, ...]
    due: date | None
    reason: str


class ChangeAgreed(Fact):
    """One of the heads agreed to what was put to them about lead unit and due date."""

    TOPIC = "decision.change_agreed"
    GAPS = ("G2", "G23")
    number: int
    remark: str


class ChangeRefused(Fact):
    """One of the heads refused what was put to them about lead unit and due date; all stays as it was."""

    TOPIC = "decision.change_refused"
    GAPS = ("G2", "G23")
    number: int
    reason: str


class LeadChanged(Fact):
    """The heads changed the units that carry the decision out."""

    TOPIC = "decision.lead_changed"
    GAPS = ("G2", "G23")
    number: int
    lead: str
    lead_side: Side
    assisting: tuple[str, ...]


class DueChanged(Fact):
    """The heads changed the due date; the original one stays on record."""

    TOPIC = "decision.due_changed"
    GAPS = ("G2", "G23")
    number: int
    due: date | None


class AssignmentConfirmed(Fact):
    """The heads confirmed that the unit which handed the decision back carries it out."""

    TOPIC = "decision.assignment_confirmed"
    GAPS = ("G2", "G23")
    number: int


class Heard(Fact):
    """A meeting heard how far the decision is carried out, and settled how to go on."""

    TOPIC = "decision.heard"
    CLAUSES = ("S4.3-a", "S5.5-d")
    GAPS = ("G9", "G13")
    meeting: UUID
    kind: MeetingKind
    outcome: Hearing
    text: str


class CarriedOver(Fact):
    """The meeting carried the decision over, with a measure to push it on."""

    TOPIC = "decision.carried_over"
    CLAUSES = ("S4.3-b",)
    GAPS = ("G9",)
    meeting: UUID
    count: int
    measure: str
    due: date | None
    lead: str
    lead_side: Side
    assisting: tuple[str, ...]


class CompletionAgreed(Fact):
    """One of the heads agreed that the decision is carried out, where the charter lets the heads complete alone."""

    TOPIC = "decision.completion_agreed"
    GAPS = ("G2", "G9")
    number: int
    remark: str


class Completed(Fact):
    """The decision was completed (办结): by a meeting, or by the heads where the charter lets them."""

    TOPIC = "decision.completed"
    GAPS = ("G9",)
    meeting: UUID | None


class Ended(Fact):
    """The meeting ended the decision without completion (终止)."""

    TOPIC = "decision.ended"
    GAPS = ("G24",)
    meeting: UUID
    reason: str


class Superseded(Fact):
    """A later decision took this one's place."""

    TOPIC = "decision.superseded"
    successor: UUID


class WordingCorrected(Fact):
    """The wording was corrected by a corrigendum to the minutes; where the decision stands is unchanged."""

    TOPIC = "decision.wording_corrected"
    text_version: int
    text: str
    corrigendum: UUID


class ReopeningProposed(Fact):
    """It was put to the heads that a decision done or ended must be taken up again."""

    TOPIC = "decision.reopening_proposed"
    GAPS = ("G9",)
    number: int
    reason: str


class ReopeningAgreed(Fact):
    """One of the heads agreed to take the decision up again."""

    TOPIC = "decision.reopening_agreed"
    GAPS = ("G2", "G9")
    number: int
    remark: str


class ReopeningRefused(Fact):
    """One of the heads refused to take the decision up again; it stays done or ended."""

    TOPIC = "decision.reopening_refused"
    GAPS = ("G2", "G9")
    number: int
    reason: str


class Reopened(Fact):
    """The heads took the decision up again; the next meeting hears it."""

    TOPIC = "decision.reopened"
    GAPS = ("G2", "G9")
    number: int
    reason: str
