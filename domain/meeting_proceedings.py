"""What happens in a meeting, from its opening to its closing, and what the office still mends in the record."""

from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from domain.act import Act
from domain.facts import meeting as facts
from domain.meeting_preparation import MeetingPreparation
from domain.meeting_roll import AttendanceLine
from domain.meeting_words import ON_RECORD, Briefing, Stage
from domain.rules import (
    agenda,
    attendance,
    chairing,
    closing,
    dates,
    instructions,
    office,
    other_matters,
    proceedings,
)
from domain.vocabulary import Consensus, Hearing, Outcome, Side

BOTH_SIDES = (Side.GOV, Side.UNION)


class MeetingProceedings(MeetingPreparation):
    """The meeting itself; ``Meeting`` has the state."""

    if TYPE_CHECKING:
        chair_seat: str
        opened_on: date
        closed_on: date | None
        minutes_reviewed: bool
        not_reached: tuple[UUID, ...]
        attendance_entries: dict[int, tuple[AttendanceLine, ...]]
        briefings: dict[int, Briefing]
        introductions: dict[int, str]
        instructions: dict[int, Side]
        discussed: dict[int, tuple[UUID, Outcome]]
        heard: dict[int, tuple[UUID, Hearing]]
        adopted: dict[int, tuple[UUID, ...]]

    @property
    def attendance(self) -> tuple[AttendanceLine, ...]:
        """How everybody was there, as last recorded and not struck."""
        latest: dict[str, AttendanceLine] = {}
        for _, lines in sorted(self.attendance_entries.items()):
            latest |= {line.key: line for line in lines}
        return tuple(latest.values())

    @property
    def unaccounted(self) -> tuple[str, ...]:
        """Persons, and vacant seats, expected and not yet in the record of attendance."""
        recorded = {line.key for line in self.attendance}
        return tuple(line.key for line in self.expected if line.key not in recorded)

    @property
    def outcomes(self) -> dict[UUID, Outcome]:
        """What the meeting made of each topic it discussed."""
        return dict(self.discussed.values())

    @property
    def hearings(self) -> dict[UUID, Hearing]:
        """What the meeting settled about each decision it heard."""
        return dict(self.heard.values())

    def may_open(self, act: Act) -> Act:
        """Whoever chairs, after the notice and from the day fixed on."""
        self.expect(self.stage is Stage.NOTICED, "open")
        self.require_favourable(act)
        proceedings.require_day_come(self.appointment, act.on)
        return chairing.require_may_chair(act, self.expected)

    def open(
        self,
        act: Act,
        *,
        ordinal: int | None,
        delegated_by: str | None,
        consensus: tuple[tuple[UUID, Consensus], ...],
        decisions: tuple[UUID, ...],
    ) -> None:
        """Open the meeting: take its ordinal, judge the consensus on each topic, fix what is to be heard."""
        act = self.may_open(act)
        self.in_order(act, "notice")
        chairing.require_may_delegate(delegated_by, act.by.seat, act.charter)
        agenda.require_hearing(self.agenda.items, decisions, self.kind, act.charter)
        act = act.departing_from(
            chairing.breach_of_chair(act.by.seat, act.charter),
            proceedings.breach_of_consensus(act, self.agenda.topics, consensus),
        )
        self.record(act, facts.Opened, ordinal=ordinal, delegated_by=delegated_by, decisions=decisions)

    def may_record(self, act: Act) -> Act:
        """The office, from the opening until the minutes are reviewed."""
        self._expect_on_record("record")
        return office.require_office(act)

    may_record_attendance = may_introduce_topics = may_discuss_topic = may_enter_in_error = may_record

    def record_attendance(self, act: Act, *, lines: tuple[AttendanceLine, ...]) -> None:
        """Record who was there; a later entry about the same person holds."""
        act = self.may_record(act)
        self._in_session(act)
        attendance.require_recordable(lines, self.expected)
        self.record(act, facts.AttendanceRecorded, lines=lines)

    def may_give_briefing(self, act: Act) -> Act:
        """The office, or a seat of a side that is at the meeting, until the minutes are reviewed."""
        self._expect_on_record("give_briefing")
        return proceedings.require_recorder(act, BOTH_SIDES, self.expected)

    def give_briefing(self, act: Act, *, briefing: Briefing, text: str) -> None:
        """Enter a side's briefing."""
        self.may_give_briefing(act)
        act = proceedings.require_recorder(act, (briefing.side,), self.expected)
        self._in_session(act)
        self.record(act, facts.BriefingGiven, side=briefing.side, briefing=briefing, text=text)

    def may_hear_decision(self, act: Act) -> Act:
        """The office, in proceedings."""
        self.expect(self.stage is Stage.IN_SESSION, "hear_decision")
        return office.require_office(act)

    def hear_decision(
        self,
        act: Act,
        *,
        decision: UUID,
        hearing: Hearing,
        explained: bool,
        measure: str,
        new_due: date | None,
        new_lead: str | None,
        adopted: tuple[UUID, ...],
    ) -> None:
        """Record what the meeting settled about a decision of item 2. Clause: S4.3-a, S4.3-b."""
        act = self.may_hear_decision(act)
        self._in_session(act)
        proceedings.require_on_agenda(decision, self.agenda.decisions, self.hearings)
        attendance.require_quorum(self.attendance, act.charter)
        self.record(
            act,
            facts.DecisionHeard,
            decision=decision,
            hearing=hearing,
            explained=explained,
            measure=measure,
            new_due=new_due,
            new_lead=new_lead,
            adopted=adopted,
        )

    def introduce_topics(self, act: Act, *, summary: str) -> None:
        """Record that the topics were introduced. Clause: S5.4-b3."""
        act = self.may_record(act)
        self._in_session(act)
        self.record(act, facts.TopicsIntroduced, summary=summary)

    def discuss_topic(
        self, act: Act, *, topic: UUID, outcome: Outcome, summary: str, adopted: tuple[UUID, ...]
    ) -> None:
        """Record what became of a topic; after the closing only where an earlier entry was struck."""
        act = self.may_record(act)
        self._in_session(act)
        proceedings.require_on_agenda(topic, self.agenda.topics, (*self.outcomes, *self.not_reached))
        proceedings.require_follows(outcome, adopted)
        attendance.require_quorum(self.attendance, act.charter)
        self.record(act, facts.TopicDiscussed, topic=topic, outcome=outcome, summary=summary, adopted=adopted)

    def may_raise_other_matter(self, act: Act) -> Act:
        """The chair, in session, where the charter's agenda has a place for it."""
        self.expect(self.stage is Stage.IN_SESSION, "raise_other_matter")
        other_matters.require_place(self.kind, act.charter)
        return chairing.require_chair(act, self.chair_seat)

    def raise_other_matter(self, act: Act, *, title: str, reason: str, summary: str, adopted: tuple[UUID, ...]) -> None:
        """Admit a matter that was not prepared, and record what came of it. Clause: S5.4-b6."""
        act = self.may_raise_other_matter(act)
        self._in_session(act)
        attendance.require_quorum(self.attendance, act.charter)
        act = other_matters.admitted_for(act, reason)
        self.record(act, facts.OtherMatterRaised, title=title, reason=reason, summary=summary, adopted=adopted)

    def may_give_instructions(self, act: Act) -> Act:
        """The office, or a seat of a side that is at the meeting, until the minutes are reviewed."""
        self._expect_on_record("give_instructions")
        return proceedings.require_recorder(act, BOTH_SIDES, self.expected)

    def give_instructions(self, act: Act, *, side: Side, person: str, text: str) -> None:
        """Enter what a leader of one side instructed. Clause: S5.4-b5."""
        self.may_give_instructions(act)
        act = proceedings.require_recorder(act, (side,), self.expected)
        self._in_session(act)
        instructions.require_leader(side, person, act)
        self.record(act, facts.InstructionsGiven, side=side, person=person, text=text)

    def may_close(self, act: Act) -> Act:
        """The chair, in proceedings."""
        self.expect(self.stage is Stage.IN_SESSION, "close")
        return chairing.require_chair(act, self.chair_seat)

    def close(self, act: Act) -> None:
        """Close the meeting; nothing blocks it, and what is missing is departed from, each with its reason."""
        act = self.may_close(act)
        self._in_session(act)
        not_reached = tuple(topic for topic in self.agenda.topics if topic not in self.outcomes)
        put_over = tuple(decision for decision in self.agenda.decisions if decision not in self.hearings)
        case = (self.agenda, self.kind, act.charter)
        act = act.departing_from(
            *closing.breaches_of_briefings(self.briefings.values(), *case),
            closing.breach_of_hearing(put_over, self.kind),
            closing.breach_of_introduction(*case, done=bool(self.introductions)),
            closing.breach_of_topics(not_reached, self.kind, act.charter),
            closing.breach_of_instructions(self.instructions.values(), *case),
        )
        self.record(act, facts.Closed, not_reached=not_reached, put_over=put_over)

    def enter_in_error(self, act: Act, *, entry: int, reason: str) -> None:
        """Strike an entry about attendance, briefing, introduction, discussion or instructions, by its version."""
        act = self.may_record(act)
        proceedings.require_may_strike(entry, self.strikable, self.adopted)
        self.record(act, facts.EnteredInError, entry=entry, reason=reason)

    @property
    def strikable(self) -> frozenset[int]:
        """The versions of the entries that the office may still strike, unless a decision came of them."""
        entries = (
            self.attendance_entries,
            self.briefings,
            self.introductions,
            self.discussed,
            self.instructions,
        )
        return frozenset(version for kind in entries for version in kind)

    def _expect_on_record(self, step: str) -> None:
        self.expect(self.stage in ON_RECORD, step)
        proceedings.require_unsettled(reviewed=self.minutes_reviewed)

    def _in_session(self, act: Act) -> None:
        dates.require_not_before(act, self.opened_on, "opening")
        proceedings.require_before_closing(act.on, self.closed_on)
