"""Decisions as they stand when a story begins: adopted in March, minuted and assigned, due in June."""

from dataclasses import replace
from datetime import date
from typing import Any

from domain.act import Act
from domain.charter import Charter
from domain.decision import Decision
from domain.decision_words import Document
from domain.stream import Attachment, Stream
from domain.vocabulary import Hearing, MeetingKind, Origin, Progress, Side
from tests.cast import TODAY, UNITS, act, charter, named

KNOWN = frozenset(UNITS)
FIRST, SECOND = named("meeting"), named("next meeting")
MINUTES = named("minutes")
ADOPTED = date(2026, 3, 10)
ISSUED = date(2026, 3, 20)
ASSIGNED = date(2026, 3, 25)
DUE = date(2026, 6, 1)
LATER = date(2026, 9, 30)
SCAN = Attachment(sha256="ab" * 32, size=1024, media_type="application/pdf")
FINANCE = {"lead_today": "finance"}
OLD = Document(title="2024年联席会议纪要", dated=date(2024, 11, 5))


def charter_with(**follow_up: Any) -> Charter:
    """The 城桥 charter, with another word on following up."""
    return replace(charter(), follow_up=replace(charter().follow_up, **follow_up))


def adopted_as(acting: Act, **changes: Any) -> Decision:
    """A decision the meeting settled in this act."""
    settled: dict[str, Any] = {
        "meeting": FIRST,
        "number": 1,
        "origin": Origin.TOPIC,
        "origin_id": named("topic"),
        "text": "为环卫工人购置防暑用品",
        "lead": UNITS["finance"],
        "assisting": ("safety",),
        "due": DUE,
        "proposing_side": Side.UNION,
        "proposers": ("town_union",),
        "known_units": KNOWN,
    }
    return Decision.adopt(acting, named("decision"), **settled | changes)


def an_adopted_decision(**changes: Any) -> Decision:
    """The finance office is to buy, with the safety office."""
    return adopted_as(act("wang", on=ADOPTED), **changes)


def a_binding_decision(**changes: Any) -> Decision:
    """The decision after its minutes were issued."""
    decision = an_adopted_decision(**changes)
    decision.enter_minutes(act("wang", on=ISSUED), minutes=MINUTES)
    return decision


def an_assigned_decision(**changes: Any) -> Decision:
    """The decision after the office assigned it."""
    decision = a_binding_decision(**changes)
    decision.assign(act("wang", on=ASSIGNED), lead_today=decision.lead, slip="请于六月一日前办理")
    return decision


def a_received_decision() -> Decision:
    """The decision after the finance office signed for it."""
    decision = an_assigned_decision()
    decision.receive(act("chen", on=ASSIGNED), **FINANCE)
    return decision


def a_handed_back_decision() -> Decision:
    """The decision after the finance office said that it is none of its business."""
    decision = an_assigned_decision()
    decision.hand_back(act("chen", on=ASSIGNED), **FINANCE, reason="不属于本单位职责")
    return decision


def report(decision: Decision, acting: Act | None = None, progress: Progress = Progress.FULLY, **changes: Any) -> None:
    """Let the head of the finance office report."""
    said: dict[str, Any] = {
        "lead_today": "finance",
        "progress": progress,
        "planned_for": LATER if progress is Progress.PLANNED else None,
        "text": "已购置到位",
        "attachments": (),
    }
    decision.report(acting or act("chen"), **said | changes)


def explain(decision: Decision, acting: Act | None = None) -> None:
    """Let the head of the finance office explain."""
    decision.explain(acting or act("chen"), **FINANCE, explanation="预算未批", proposals="列入明年预算")


def a_reported_decision(progress: Progress = Progress.FULLY, on: date = TODAY) -> Decision:
    """The decision with a report before the heads."""
    decision = a_received_decision()
    report(decision, act("chen", on=on), progress)
    return decision


def an_accepted_decision(progress: Progress = Progress.FULLY) -> Decision:
    """The decision with a report that the heads accepted."""
    decision = a_reported_decision(progress)
    for head in ("sun", "li"):
        decision.accept_report(act(head), number=1)
    return decision


def hear(decision: Decision, acting: Act | None = None, outcome: Hearing = Hearing.COMPLETED, **changes: Any) -> None:
    """Let the next ordinary meeting hear the decision."""
    settled: dict[str, Any] = {
        "meeting": SECOND,
        "kind": MeetingKind.ORDINARY,
        "outcome": outcome,
        "text": "会议听取了汇报",
        "measure": "由分管领导督促" if outcome is Hearing.CARRIED_OVER else "",
        "known_units": KNOWN,
    }
    decision.hear(acting or act("wang"), **settled | changes)


def a_completed_decision() -> Decision:
    """The decision after the meeting found it done."""
    decision = an_accepted_decision()
    hear(decision)
    return decision


def an_ended_decision() -> Decision:
    """The decision after the meeting ended it."""
    decision = a_reported_decision(Progress.NOT_POSSIBLE)
    explain(decision)
    hear(decision, outcome=Hearing.ENDED)
    return decision


def a_superseded_decision() -> Decision:
    """The decision after a later one took its place."""
    decision = a_binding_decision()
    decision.supersede(act("wang"), successor=named("later decision"))
    return decision


def proposed_as(acting: Act, **changes: Any) -> Decision:
    """A decision of 2024 put to the heads for take-over in this act."""
    put: dict[str, Any] = {
        "document": OLD,
        "attachments": (SCAN,),
        "text": "建设户外职工爱心驿站",
        "lead": UNITS["finance"],
        "assisting": (),
        "due": None,
        "known_units": KNOWN,
    }
    return Decision.propose_take_over(acting, named("old decision"), **put | changes)


def an_old_decision() -> Decision:
    """A decision of 2024, before the heads."""
    return proposed_as(act("wang"))


def replayed(decision: Stream) -> Any:
    """The same thing, made from its facts alone."""
    again: Any = None
    for fact in decision.pending_events:
        again = fact.mutate(again)
    return again
