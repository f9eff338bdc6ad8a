"""Where something was departed from in principle: each is seen from the facts, and excused by the reason its fact keeps.

Clause: S5.1-c, S5.1-d, S5.1-e, S5.2-e, S5.4-a, S5.4-b1…b5, S4.3-b, G5. The excused rows are the list of departures;
briefings, hearings and reports have auditors of their own.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from domain.agenda import BRIEFINGS, INSTRUCTIONS, PREVIOUS_DECISIONS, TOPICS, TOPICS_INTRODUCED
from domain.charter import AgendaItem, Charter, Strength
from domain.charter_words import Step
from domain.facts import decision, meeting, topic
from domain.recorded import Recorded
from domain.rules.rule import Held, Rule
from domain.vocabulary import Consensus, Hearing, MeetingKind, Progress
from projections import Doc, Rows
from projections.auditors import Verdict, charter_for, found, reason_for
from projections.auditors.trails import positions, trail_before, trail_of
from projections.decision_register import DECISIONS
from projections.meeting_file import MEETINGS

AT_APPROVAL = Rule("G5", "approved_on_open_consensus", "A topic was approved on open consensus.", Held.FINDING)
AT_OPENING = Rule("S5.1-e", "opened_on_open_consensus", "A meeting opened on topics without consensus.", Held.FINDING)
CHAIR = Rule("S5.4-a", "not_chaired_by_leader", "No town government leader chaired the meeting.", Held.FINDING)
SECOND = Rule("S5.2-e", "second_meeting_in_year", "A year has more ordinary meetings than one.", Held.FINDING)
LEFT_OUT = Rule("S5.4-b1", "item_left_off_agenda", "The agenda lacks an item it mainly has.", Held.FINDING)
SILENT = Rule("S5.4-b1", "side_did_not_brief", "A side gave the meeting no briefing.", Held.FINDING)
NOT_INTRODUCED = Rule("S5.4-b3", "topics_went_unintroduced", "The topics were not introduced.", Held.FINDING)
NOT_REACHED = Rule("S5.4-b4", "topics_went_undiscussed", "Topics of the agenda were not discussed.", Held.FINDING)
NOT_INSTRUCTED = Rule("S5.4-b5", "no_instructions_by_side", "A side gave no instructions.", Held.FINDING)
UNRESEARCHED = Rule("S5.1-c", "matter_without_research", "Another matter came without research.", Held.FINDING)
UNCONSULTED = Rule("S5.1-d", "matter_without_consultation", "Another matter came without consultation.", Held.FINDING)
UNAGREED = Rule("S5.1-e", "matter_without_consensus", "Another matter came without consensus.", Held.FINDING)
UNEXPLAINED = Rule("S4.3-b", "shortfall_went_unexplained", "A shortfall was heard without explanation.", Held.FINDING)

_LEFT_OUT = {
    BRIEFINGS: "briefings_left_out",
    TOPICS_INTRODUCED: "introduction_left_out",
    TOPICS: "topics_left_out",
    INSTRUCTIONS: "instructions_left_out",
}


def audit(rows: Rows, event: Recorded) -> Iterator[Verdict]:
    """Each act that may depart from something in principle."""
    match event.fact:
        case topic.Agreed():
            yield from _at_approval(rows, event)
        case meeting.Planned() as fact if fact.kind is MeetingKind.ORDINARY:
            yield from _at_planning(rows, event, fact)
        case meeting.AgendaDrawnUp() as fact:
            yield from _on_agenda(rows, event, fact)
        case meeting.Opened():
            yield from _at_opening(rows, event)
        case meeting.OtherMatterRaised() as fact:
            yield from _unprepared(rows, event, fact)
        case meeting.Closed():
            yield from _at_closing(rows, event)
        case decision.Heard() as fact:
            yield from _at_hearing(rows, event, fact)
        case _:
            return


def _charter(rows: Rows, event: Recorded) -> Charter:
    return charter_for(rows, event.fact.trace.on, event.fact.trace.under)


def _lacks(consensus: str, charter: Charter) -> bool:
    """Whether a topic lacks the consensus that the charter wants; full consensus always is enough."""
    wanted = charter.topics.consensus
    return wanted is not None and consensus not in {Consensus.FULL, wanted}


def _at_approval(rows: Rows, event: Recorded) -> Iterator[Verdict]:
    charter, trail = _charter(rows, event), trail_before(rows, event)
    consensus = trail["consensus"]
    if charter.topics.comes_before(Step.CONSULTATION, Step.APPROVAL) and _lacks(consensus, charter):
        excuse = reason_for(event.fact, "approved_without_consensus")
        text = positions(trail, "topic.submitted", "topic.revised", "topic.consensus_failed", "topic.consensus_lapsed")
        seat = event.fact.trace.by.seat
        yield found(
            AT_APPROVAL, event, trail, *text, about=event.version, excuse=excuse, consensus=consensus, seat=seat
        )


def _at_planning(rows: Rows, event: Recorded, fact: meeting.Planned) -> Iterator[Verdict]:
    """The meetings of the year that are not called off, and this one."""
    most = _charter(rows, event).meetings.most_per_year
    of_year = [rows.get(MEETINGS, row) or {} for row in rows.ids(MEETINGS, meeting_kind=fact.kind, year=fact.year)]
    counted = [each["id"] for each in of_year if each["stage"] != "cancelled" and each["id"] != str(event.stream)]
    if most is not None and len(counted) >= most:
        earlier = [place for each in counted for place in positions(trail_of(rows, each), "meeting.planned")]
        excuse = reason_for(event.fact, "second_ordinary_meeting")
        yield found(
            SECOND,
            event,
            {"year": fact.year},
            *earlier,
            excuse=excuse,
            meetings=len(counted) + 1,
            planned_for=fact.year,
        )


def _on_agenda(rows: Rows, event: Recorded, fact: meeting.AgendaDrawnUp) -> Iterator[Verdict]:
    trail = trail_before(rows, event)
    for item in _template(_charter(rows, event), trail["meeting_kind"]):
        owed = item.strength is not Strength.MAY and (item.key != PREVIOUS_DECISIONS or fact.agenda.decisions)
        excuse = reason_for(fact, _LEFT_OUT.get(item.key, "agenda_item_left_out"))
        verdict = found(
            replace(LEFT_OUT, clause=item.clause), event, trail, about=item.key, excuse=excuse, item=item.key
        )
        yield replace(verdict, undone=bool(owed) and item.key not in fact.agenda.items)


def _at_opening(rows: Rows, event: Recorded) -> Iterator[Verdict]:
    charter, trail = _charter(rows, event), trail_before(rows, event)
    file = rows.get(MEETINGS, str(event.stream)) or {"agenda": {"topics": []}}
    topics = {each: trail_of(rows, each) or {} for each in file["agenda"]["topics"]}
    lacking = [each for each, kept in topics.items() if _lacks(kept.get("consensus", "open"), charter)]
    named, by = charter.meetings.chaired_by, event.fact.trace.by
    if lacking:
        excuse = reason_for(event.fact, "consensus_open")
        scheduled = [place for each in lacking for place in positions(topics[each], "topic.scheduled")]
        yield found(AT_OPENING, event, trail, *scheduled, excuse=excuse, topics=lacking)
    if named and by.seat not in named:
        yield found(CHAIR, event, trail, excuse=reason_for(event.fact, "chaired_by_other"), seat=by.seat)


def _unprepared(rows: Rows, event: Recorded, fact: meeting.OtherMatterRaised) -> Iterator[Verdict]:
    topics, trail = _charter(rows, event).topics, trail_of(rows, event.stream)
    asked = {
        UNRESEARCHED: ("other_matter_unresearched", Step.RESEARCH in topics.steps),
        UNCONSULTED: ("other_matter_unconsulted", Step.CONSULTATION in topics.steps),
        UNAGREED: ("other_matter_without_consensus", topics.consensus is not None),
    }
    for rule, (code, is_asked) in asked.items():
        if is_asked:
            yield found(rule, event, trail, about=event.version, excuse=reason_for(fact, code), title=fact.title)


def _at_closing(rows: Rows, event: Recorded) -> Iterator[Verdict]:
    """What the agenda had and the record of the meeting has not."""
    trail, file = trail_before(rows, event), rows.get(MEETINGS, str(event.stream))
    for rule, code, told in _missed(_charter(rows, event), file) if file else ():
        begun = positions(trail, "meeting.agenda_drawn_up", "meeting.opened")
        yield found(rule, event, trail, *begun, excuse=reason_for(event.fact, code), **told)


def _missed(charter: Charter, file: Doc) -> Iterator[tuple[Rule, str, dict[str, Any]]]:
    template = {
        item.key: item for item in _template(charter, file["meeting_kind"]) if item.strength is not Strength.MAY
    }
    items = template.keys() & file["agenda"]["items"]
    topics, ordinary = file["agenda"]["topics"], file["meeting_kind"] == MeetingKind.ORDINARY
    briefed, spoken = ({entry["side"] for entry in file[kept]} for kept in ("briefings", "instructions"))
    silent = [side for side in ("gov", "union") if side not in briefed]
    unheard = [side.value for side in charter.meetings.instructions_by if side not in spoken]
    undiscussed = [each for each in topics if each not in {entry["topic"] for entry in file["discussed"]}]
    if silent and ordinary and BRIEFINGS in items:
        yield _under(SILENT, template[BRIEFINGS]), "side_gave_no_briefing", {"sides": silent}
    if topics and not file["introductions"] and TOPICS_INTRODUCED in items:
        yield _under(NOT_INTRODUCED, template[TOPICS_INTRODUCED]), "topics_not_introduced", {"topics": topics}
    if undiscussed and TOPICS in template:
        yield _under(NOT_REACHED, template[TOPICS]), "topics_not_reached", {"topics": undiscussed}
    if unheard and INSTRUCTIONS in items:
        yield _under(NOT_INSTRUCTED, template[INSTRUCTIONS]), "side_gave_no_instructions", {"sides": unheard}


def _at_hearing(rows: Rows, event: Recorded, fact: decision.Heard) -> Iterator[Verdict]:
    """What is not fully reported and goes on is explained first, by who owes it."""
    row, trail = rows.get(DECISIONS, str(event.stream)), trail_before(rows, event)
    listed = fact.kind is MeetingKind.EXTRAORDINARY and fact.outcome is Hearing.NOTED
    goes_on = row and row["open"] and row["binding_since"] is not None and fact.outcome is not Hearing.COMPLETED
    if row is None or listed or not goes_on or not _charter(rows, event).follow_up.next_meeting_hears:
        return
    since, until = row["hearings"][-1]["since"] or "", fact.trace.on.isoformat()
    explained = any(since < each["by"]["on"] <= until for each in row["explanations"])
    reported = [each for each in row["reports"] if since < each["by"]["on"] <= until and each["outcome"] != "returned"]
    if not explained and (not reported or reported[-1]["progress"] != Progress.FULLY):
        excuse, last = reason_for(fact, "shortfall_unexplained"), positions(trail, "decision.reported")
        told: dict[str, Any] = {"lead": row["lead"], "meeting": str(fact.meeting)}
        yield found(UNEXPLAINED, event, trail, *last, about=fact.meeting, excuse=excuse, **told)


def _template(charter: Charter, kind: str) -> tuple[AgendaItem, ...]:
    meetings = charter.meetings
    return meetings.ordinary_agenda if kind == MeetingKind.ORDINARY else meetings.extraordinary_agenda


def _under(rule: Rule, item: AgendaItem) -> Rule:
    """The rule as this charter's item rests on it."""
    return replace(rule, clause=item.clause)
