"""Whether each step had what the measures ask before it: research, answers, the principal's word, notice, number.

Clause: S5.1-c, S5.2-b, S5.2-g, G14, G17.
"""

from collections.abc import Iterator
from typing import Any

from domain.charter_words import Step
from domain.facts import decision, meeting, minutes, topic
from domain.recorded import Recorded
from domain.rules.rule import Held, Rule
from domain.vocabulary import MeetingKind, Opinion, Side
from projections import Doc, Rows
from projections.auditors import Verdict, charter_for, found
from projections.auditors.trails import positions, trail_before
from projections.institution import INSTITUTION, ONLY

UNRESEARCHED = Rule(
    "S5.1-c", "went_on_without_research", "A topic went on without the research asked for.", Held.FINDING
)
SILENCE = Rule(
    "G14", "consensus_over_silence", "Consensus was declared before everybody concerned had answered.", Held.FINDING
)
OBJECTION = Rule(
    "G14", "consensus_over_objection", "Consensus was declared while a unit concerned objects.", Held.FINDING
)
OTHER_SIDE = Rule(
    "G14",
    "consensus_without_other_side",
    "Consensus was declared though the other side had not answered.",
    Held.FINDING,
)
OTHER_TEXT = Rule(
    "R-version", "said_of_other_text", "An opinion or a consensus is of another text than the present.", Held.FINDING
)
PRINCIPAL = Rule(
    "S5.2-g", "convened_without_principal", "An extraordinary meeting went on without the principal.", Held.FINDING
)
NO_NUMBER = Rule("G17", "issued_without_number", "A paper was issued without the number it is to bear.", Held.FINDING)
NO_MEASURE = Rule(
    "S4.3-b", "carried_over_without_measure", "A decision was carried over without a measure.", Held.FINDING
)
NO_REASON = Rule("G24", "ended_without_reason", "A decision was ended without completion or reason.", Held.FINDING)
BY_HEADS_ALONE = Rule(
    "G9",
    "completed_without_meeting",
    "A decision was completed without a meeting, which the charter asks.",
    Held.FINDING,
)
NO_NOTICE = Rule("S5.2-b", "opened_without_notice", "A meeting was opened without a notice.", Held.FINDING)

_OTHER = {Side.GOV: Side.UNION, Side.UNION: Side.GOV}
_CONVENING = (meeting.DateFixed, meeting.NoticeIssued, meeting.Opened)
_ON_TEXT = (topic.OpinionGiven, topic.ConsensusReached, topic.ConsensusFailed)
_CLOSING = (decision.CarriedOver, decision.Ended, decision.Completed)
_AUDITED = (topic.Agreed, topic.Scheduled, minutes.Issued, *_ON_TEXT, *_CONVENING, *_CLOSING)


def audit(rows: Rows, event: Recorded) -> Iterator[Verdict]:
    """The steps of a topic, of convening a meeting, and of issuing papers."""
    if not isinstance(event.fact, _AUDITED):
        return
    trail = trail_before(rows, event)
    match event.fact:
        case topic.Agreed() | topic.Scheduled():
            yield from _of_research(rows, event, trail)
        case topic.ConsensusReached():
            yield from _of_consensus(event, trail)
        case meeting.DateFixed() | meeting.NoticeIssued() | meeting.Opened():
            yield from _of_convening(rows, event, trail)
        case decision.CarriedOver() | decision.Ended() | decision.Completed():
            yield from _of_closing(rows, event, trail)
        case _:
            pass
    if isinstance(event.fact, _ON_TEXT):
        yield from _of_text(event, trail, event.fact.text_version)
    if isinstance(event.fact, meeting.NoticeIssued | minutes.Issued) and event.fact.number is None:
        yield from _of_number(rows, event, trail)


def _of_research(rows: Rows, event: Recorded, trail: Doc) -> Iterator[Verdict]:
    """Research is asked before the agenda, and before approval where the charter orders it so."""
    topics = charter_for(rows, event.fact.trace.on, event.fact.trace.under).topics
    asked = Step.RESEARCH in topics.steps
    if isinstance(event.fact, topic.Agreed):
        asked = topics.comes_before(Step.RESEARCH, Step.APPROVAL)
    if asked and not positions(trail, "topic.researched"):
        yield found(
            UNRESEARCHED,
            event,
            trail,
            *positions(trail, "topic.submitted"),
            about=event.fact.TOPIC,
            what=event.fact.TOPIC,
        )


def _of_consensus(event: Recorded, trail: Doc) -> Iterator[Verdict]:
    version, opinions = getattr(event.fact, "text_version", 1), trail["opinions"]
    present = {unit: each for unit, each in opinions.items() if each["version"] == version}
    text = positions(trail, "topic.submitted", "topic.revised")
    silent = [unit for unit in trail["concerned"] if unit not in present]
    if silent:
        yield found(SILENCE, event, trail, *text, about=event.version, units=silent)
    objecting = {unit: each["position"] for unit, each in present.items() if each["opinion"] == Opinion.OBJECT}
    if objecting:
        yield found(OBJECTION, event, trail, *objecting.values(), about=event.version, units=list(objecting))
    other = _OTHER.get(trail["side"])
    if other and other not in {each["side"] for each in present.values()}:
        yield found(OTHER_SIDE, event, trail, *text, about=event.version, side=other.value)


def _of_text(event: Recorded, trail: Doc, version: int) -> Iterator[Verdict]:
    present = trail["asked"].get("approval", {"version": version})["version"]
    if version != present:
        told: dict[str, Any] = {"what": event.fact.TOPIC, "version": version, "present": present}
        text = positions(trail, "topic.submitted", "topic.revised")
        yield found(OTHER_TEXT, event, trail, *text, about=event.version, **told)


def _of_convening(rows: Rows, event: Recorded, trail: Doc) -> Iterator[Verdict]:
    asked = trail["meeting_kind"] == MeetingKind.EXTRAORDINARY and not trail["favourable"]
    if asked and charter_for(rows, event.fact.trace.on, event.fact.trace.under).meetings.principal is not None:
        answers = positions(trail, "meeting.principal_asked", "meeting.principal_answered")
        yield found(PRINCIPAL, event, trail, *answers, what=event.fact.TOPIC, about=event.fact.TOPIC)
    if isinstance(event.fact, meeting.Opened) and "notice" not in trail["days"]:
        yield found(
            NO_NOTICE, event, trail, *positions(trail, "meeting.planned"), held_on=event.fact.trace.on.isoformat()
        )


def _of_closing(rows: Rows, event: Recorded, trail: Doc) -> Iterator[Verdict]:
    """What a meeting settles it says how; the heads alone complete only where the charter lets them."""
    heard = positions(trail, "decision.heard", "decision.report_accepted")
    match event.fact:
        case decision.CarriedOver() as fact if not fact.measure.strip():
            yield found(NO_MEASURE, event, trail, *heard, about=event.version, count=fact.count)
        case decision.Ended() as fact if not fact.reason.strip():
            yield found(NO_REASON, event, trail, *heard, about=event.version, meeting=str(fact.meeting))
        case decision.Completed(meeting=None):
            charter = charter_for(rows, event.fact.trace.on, event.fact.trace.under)
            if not charter.follow_up.heads_may_complete:
                yield found(BY_HEADS_ALONE, event, trail, *heard, about=event.version, seat=event.fact.trace.by.seat)
        case _:
            return


def _of_number(rows: Rows, event: Recorded, trail: Doc) -> Iterator[Verdict]:
    """A number is asked for where the charter names a series for the minutes, or once the office has set one."""
    institution = rows.get(INSTITUTION, ONLY) or {"series": {}}
    series = charter_for(rows, event.fact.trace.on, event.fact.trace.under).minutes.number_series
    asked = bool(institution["series"]) or (isinstance(event.fact, minutes.Issued) and series is not None)
    if asked:
        yield found(NO_NUMBER, event, trail, about=event.version, what=event.fact.TOPIC)
