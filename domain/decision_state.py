"""What every part of a decision's life asks of its state: who may act, what is before the heads, what is owed."""

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from domain.act import Act
from domain.decision_words import (
    BEFORE_WORK,
    CLOSED,
    PROPOSALS,
    WITH_UNITS,
    Arrangement,
    Document,
    Explanation,
    Extension,
    Measure,
    Pending,
    Question,
    Report,
    Stage,
    Urge,
)
from domain.matters import Matter
from domain.rules import binding, dates, deciding, hearing, settling
from domain.rules.rule import Rule
from domain.stream import Stream
from domain.trace import Trace
from domain.vocabulary import Origin, Side


class DecisionState(Stream):
    """The state of a decision, and the questions its guards have in common."""

    if TYPE_CHECKING:
        stage: Stage
        origin: Origin
        origin_id: UUID | None
        meeting: UUID | None
        number: int | None
        adopted_on: date
        document: Document | None
        binding_since: date | None
        text: str
        text_version: int
        earlier_texts: tuple[str, ...]
        lead: str
        lead_side: Side
        assisting: tuple[str, ...]
        due: date | None
        original_due: date | None
        proposing_side: Side | None
        proposers: tuple[str, ...]
        assigned_on: date | None
        received_on: date | None
        confirmed: bool
        pending: dict[Question, Pending]
        changes: tuple[Arrangement, ...]
        urges: tuple[Urge, ...]
        extensions: tuple[Extension, ...]
        reports: tuple[Report, ...]
        explanations: tuple[Explanation, ...]
        measures: tuple[Measure, ...]
        checked_on: date | None
        forwarded: int
        views: int
        carried_over: int
        heard_at: tuple[UUID, ...]
        accounted_until: date
        closed_on: date | None
        superseded_by: UUID | None
        reopenings: tuple[str, ...]
        publications: tuple[str, ...]
        """The notes for the public, a note a proposal to publish."""
        published_on: date | None
        """Since when it stands on the public board; None: it does not."""

    @property
    def is_open(self) -> bool:
        """Whether anything remains to be done on it."""
        return self.stage not in CLOSED

    @property
    def last_report(self) -> Report | None:
        """The latest written report, if there is one."""
        return self.reports[-1] if self.reports else None

    @property
    def leads(self) -> tuple[str, ...]:
        """The unit that leads, and the one put to the heads to lead instead."""
        return (self.lead, *(self.changes[-1].lead for question in self.pending if question is Question.CHANGE))

    def is_to_be_heard(self, *, last_ordinary_on: date | None) -> bool:
        """Whether the next meeting hears it, as item 2 is computed [S4.3-a]; what is only proposed was never settled."""
        heard = hearing.must_be_heard(self.adopted_on, last_ordinary_on, is_open=self.is_open)
        return heard and self.stage not in PROPOSALS

    def carrying_out(self, lead_today: str) -> tuple[str, ...]:
        """The keys of the units that carry the decision out today."""
        return (lead_today, *(unit for unit in self.assisting if unit != lead_today))

    def expect_with_units(self, act: Act, step: str) -> None:
        """Refuse a step of carrying out unless the decision binds and is with its units."""
        self.expect(self.stage in WITH_UNITS, step)
        binding.require_binding(act, self.binding_since)

    def expect_pending(self, question: Question, step: str) -> Matter:
        """The matter before the heads, or a refusal when the question is not put to them."""
        self.expect(question in self.pending, step, question=question)
        return self.pending[question].matter

    def expect_number(self, act: Act, question: Question, number: int) -> None:
        """Refuse an answer to another proposal, request or report than the one before the heads, or dated before it."""
        deciding.require_present_version(self.pending[question].matter, number)
        dates.require_not_before(act, self.pending[question].since, question)

    def settler(self, act: Act, question: Question, step: str, rule: Rule) -> Act:
        """The act narrowed to a head whose agreement to the question is still missing."""
        return settling.require_settler(act, self.expect_pending(question, step), rule)

    def opponent(self, act: Act, question: Question, step: str, rule: Rule) -> Act:
        """The act narrowed to a head who may refuse or return what is before the heads."""
        self.expect_pending(question, step)
        return settling.require_on_panel(act, rule)

    def is_settled(self, act: Act, question: Question) -> bool:
        """Whether the heads have answered the question with the last agreement needed."""
        return settling.is_settled(act, self.pending[question].matter)

    def _nothing_yet(self) -> None:
        """Begin with nothing done and nothing asked."""
        self.text_version = 1
        self.earlier_texts = ()
        self.binding_since = self.assigned_on = self.received_on = self.checked_on = self.closed_on = None
        self.accounted_until = date.min
        self.confirmed = False
        self.pending = {}
        self.changes, self.urges, self.extensions = (), (), ()
        self.reports, self.explanations, self.measures = (), (), ()
        self.heard_at, self.reopenings = (), ()
        self.carried_over = self.forwarded = self.views = 0
        self.superseded_by = self.original_due = None
        self.publications, self.published_on = (), None

    def _arrange(self, lead: str, lead_side: Side, assisting: tuple[str, ...], due: date | None) -> None:
        """Be carried out by these units until this date; the first date set is the original one."""
        self.lead, self.lead_side, self.assisting, self.due = lead, lead_side, assisting, due
        self.original_due = self.original_due or due

    def _put(self, question: Question, number: int, trace: Trace) -> None:
        """Have the question before the heads, as yet without agreements."""
        self.pending[question] = Pending(matter=Matter(version=number), since=trace.on)

    def _agree(self, question: Question, trace: Trace) -> None:
        """Have one more agreement to the question."""
        before = self.pending[question]
        self.pending[question] = replace(before, matter=before.matter.agreed(trace))

    def _answered(self, question: Question) -> None:
        """Have the question before the heads no longer."""
        self.pending.pop(question, None)

    def _move(self, stage: Stage) -> None:
        """Stand at the stage, unless the units are already further on."""
        self.stage = stage if self.stage in BEFORE_WORK else self.stage

    def _account(self, trace: Trace) -> None:
        """Have given account to a meeting; what follows is to be reported and explained anew."""
        self.accounted_until = trace.on
        if self.binding_since is not None and self.stage in WITH_UNITS:
            self.stage = Stage.HEARD

    def _begin_anew(self, stage: Stage) -> None:
        """Stand at the stage, to be assigned anew, with nothing before the heads but whether it is public."""
        self.stage = stage
        self.assigned_on = self.received_on = None
        self.confirmed = False
        self._lapse()

    def _lapse(self) -> None:
        """Have nothing before the heads any more of how the decision is carried out."""
        self.pending = {asked: matter for asked, matter in self.pending.items() if asked is Question.PUBLICATION}

    def _close(self, stage: Stage, trace: Trace) -> None:
        """Stand closed, with nothing before the heads but whether it is public."""
        self.stage = stage
        self.closed_on = trace.on
        self._lapse()

    def _bind(self, trace: Trace) -> None:
        """Bind from this day on, with nothing before the heads."""
        self.stage = Stage.BINDING
        self.binding_since = trace.on
        self.pending = {}

    def _confirm(self) -> None:
        """Be with the same unit again, which has yet to receive it anew."""
        self.stage = Stage.ASSIGNED
        self.received_on = None
        self.confirmed = True
        self._answered(Question.CHANGE)
