"""A call for topics, from its opening to the word that each sender of a suggestion is given."""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Self
from uuid import UUID

from eventsourcing.domain import event

from domain.act import Act
from domain.errors import Malformed
from domain.facts import call as facts
from domain.rules import calling, dates, office
from domain.stream import Attachment, Stream
from domain.trace import Trace
from domain.units import Unit
from domain.vocabulary import Side


class Stage(StrEnum):
    """Where a call stands."""

    OPEN = "open"
    CLOSED = "closed"


class Answer(StrEnum):
    """What became of a suggestion."""

    WAITING = "waiting"
    TAKEN_UP = "taken_up"
    NOT_TAKEN = "not_taken"


@dataclass(frozen=True, kw_only=True)
class Suggestion:
    """One suggestion: whose it is, and what became of it."""

    unit: str
    on: date
    side: Side
    """The side that may read it; ``joint`` once a topic has taken it up."""
    answer: Answer = Answer.WAITING
    topics: tuple[UUID, ...] = ()


class TopicCall(Stream, facts=facts):
    """A call for topics.

    The office opens it for a year and the meeting planned. Grassroots unions send suggestions, or the town union enters
    what they said; the government side does not read them. The town union takes each up into a topic or says why not,
    and the sender is told. After its deadline a call takes late suggestions until it is closed, and a closed one can be
    taken up again.
    """

    TOPIC = "call"

    @event(facts.Opened)
    def __init__(self, *, year: int, meeting: UUID | None, deadline: date | None, trace: Trace) -> None:
        self.stage = Stage.OPEN
        self.year = year
        self.meeting = meeting
        self.deadline = deadline
        self.opened_on = trace.on
        self.closed_on: date | None = None
        self.suggestions: dict[UUID, Suggestion] = {}

    @classmethod
    def may_open(cls, act: Act) -> Act:
        """The office."""
        return office.require_office(act)

    @classmethod
    def open(cls, act: Act, stream: UUID, *, year: int, meeting: UUID | None, deadline: date | None, text: str) -> Self:
        """Open the call for a year, for both sides."""
        act = cls.may_open(act)
        if calling.is_late(act.on, deadline):
            raise Malformed("deadline_before_opening", clause="R-dates", field="deadline", deadline=deadline)
        return cls.begin(act, stream, facts.Opened, year=year, meeting=meeting, deadline=deadline, text=text)

    @property
    def is_open(self) -> bool:
        """Whether it takes suggestions, or still owes a sender his answer."""
        return self.stage is Stage.OPEN or bool(self.unanswered)

    @property
    def unanswered(self) -> tuple[UUID, ...]:
        """The suggestions on which the town union has not settled yet."""
        return tuple(key for key, each in self.suggestions.items() if each.answer is Answer.WAITING)

    def may_extend(self, act: Act) -> Act:
        """The office, whether the call is open or closed."""
        return office.require_office(act)

    def extend(self, act: Act, *, deadline: date | None, reason: str) -> None:
        """Set another deadline; a closed call is taken up again."""
        act = self.may_extend(act)
        dates.require_not_before(act, self.closed_on or self.opened_on, "call")
        if calling.is_late(act.on, deadline):
            raise Malformed("deadline_before_opening", clause="R-dates", field="deadline", deadline=deadline)
        self.record(act, facts.Extended, deadline=deadline, reason=reason)

    @event(facts.Extended)
    def _extended(self, deadline: date | None) -> None:
        self.stage = Stage.OPEN
        self.deadline = deadline
        self.closed_on = None

    def may_close(self, act: Act) -> Act:
        """The office, on an open call."""
        self.expect(self.stage is Stage.OPEN, "close")
        return office.require_office(act)

    def close(self, act: Act) -> None:
        """Close the call; suggestions already received are settled on all the same."""
        act = self.may_close(act)
        dates.require_not_before(act, self.opened_on, "call")
        self.record(act, facts.Closed)

    @event(facts.Closed)
    def _closed(self, trace: Trace) -> None:
        self.stage = Stage.CLOSED
        self.closed_on = trace.on

    def may_suggest(self, act: Act, *, collector: str) -> Act:
        """The collecting unit, or a grassroots union for itself, while the call is open."""
        calling.require_open(is_open=self.stage is Stage.OPEN, closed_on=self.closed_on)
        return calling.require_sender(act, collector)

    def suggest(
        self,
        act: Act,
        *,
        collector: str,
        suggestion: UUID,
        unit: Unit,
        text: str,
        person: str | None = None,
        sender: str | None = None,
        attachments: tuple[Attachment, ...] = (),
    ) -> None:
        """Send, or enter, a suggestion of a grassroots union; the sender's name needs the id of the person it is of."""
        act = self.may_suggest(act, collector=collector)
        calling.require_from(act, unit, collector)
        calling.require_new(known=suggestion in self.suggestions)
        dates.require_not_before(act, self.opened_on, "call")
        if sender is not None and person is None:
            raise Malformed("sender_without_person", clause="R-text", field="person")
        self.record(
            act,
            facts.SuggestionReceived,
            suggestion=suggestion,
            unit=unit.key,
            side=Side.UNION,
            person=person,
            sender=sender,
            text=text,
            late=calling.is_late(act.on, self.deadline),
            attachments=attachments,
        )

    @event(facts.SuggestionReceived)
    def _suggestion_received(self, suggestion: UUID, unit: str, side: Side, trace: Trace) -> None:
        self.suggestions[suggestion] = Suggestion(unit=unit, on=trace.on, side=side)

    def may_take_up(self, act: Act, *, collector: str) -> Act:
        """The collecting unit, once there are suggestions."""
        self.expect(bool(self.suggestions), "take_up")
        return calling.require_collector(act, collector)

    def take_up(self, act: Act, *, collector: str, suggestion: UUID, topic: UUID) -> None:
        """Take a suggestion up into a topic: when that is submitted, or later; also one first not taken."""
        act = self.may_take_up(act, collector=collector)
        calling.require_known(known=suggestion in self.suggestions)
        calling.require_not_taken_up(taken_up=topic in self.suggestions[suggestion].topics)
        dates.require_not_before(act, self.suggestions[suggestion].on, "suggestion")
        self.record(act, facts.SuggestionTakenUp, suggestion=suggestion, topic=topic)

    @event(facts.SuggestionTakenUp)
    def _suggestion_taken_up(self, suggestion: UUID, topic: UUID) -> None:
        given = self.suggestions[suggestion]
        topics = (*given.topics, topic)
        self.suggestions[suggestion] = replace(given, answer=Answer.TAKEN_UP, topics=topics, side=Side.JOINT)

    def may_not_take(self, act: Act, *, collector: str) -> Act:
        """The collecting unit, while a suggestion waits."""
        self.expect(bool(self.unanswered), "not_take")
        return calling.require_collector(act, collector)

    def not_take(self, act: Act, *, collector: str, suggestion: UUID, reason: str) -> None:
        """Say why a suggestion is not taken up."""
        act = self.may_not_take(act, collector=collector)
        calling.require_known(known=suggestion in self.suggestions)
        given = self.suggestions[suggestion]
        calling.require_not_taken_up(taken_up=given.answer is Answer.TAKEN_UP)
        dates.require_not_before(act, given.on, "suggestion")
        self.record(act, facts.SuggestionNotTaken, suggestion=suggestion, reason=reason)

    @event(facts.SuggestionNotTaken)
    def _suggestion_not_taken(self, suggestion: UUID) -> None:
        self.suggestions[suggestion] = replace(self.suggestions[suggestion], answer=Answer.NOT_TAKEN)
