"""What the public sees of a decision: nothing, until the heads decide that it stands on the public board [G10]."""

from eventsourcing.domain import event

from domain.act import Act
from domain.decision_state import DecisionState
from domain.decision_words import PROPOSALS, Question
from domain.facts import decision_publication as facts
from domain.rules import binding, dates, office, publication
from domain.trace import Trace


class DecisionPublication(DecisionState, facts=facts):
    """The public board's part of a decision's life, beside all others: it runs on when the decision is closed.

    The office reviews the decision for publication and puts it to the heads; with the last agreement needed it stands on
    the board, word for word. The office or a head takes it off again at once.
    """

    def may_propose_publication(self, act: Act) -> Act:
        """The office, on a decision that binds and is not before the heads for publication."""
        self.expect(self.stage not in PROPOSALS and Question.PUBLICATION not in self.pending, "propose_publication")
        binding.require_binding(act, self.binding_since)
        publication.require_publishers(act)
        return office.require_office(act)

    def propose_publication(self, act: Act, *, review: str, note: str = "") -> None:
        """Put it to the heads, with what the review before publication found, and a note for the public if wanted."""
        act = self.may_propose_publication(act)
        self.record(
            act,
            facts.PublicationProposed,
            number=len(self.publications) + 1,
            text_version=self.text_version,
            note=note,
            review=review,
        )

    def may_agree_to_publication(self, act: Act) -> Act:
        """A head whose agreement is missing, on a proposal to publish."""
        return self.settler(act, Question.PUBLICATION, "agree_to_publication", publication.PUBLISHED_BY_HEADS)

    def agree_to_publication(self, act: Act, *, number: int) -> None:
        """Agree; with the last agreement needed the decision stands on the board.

        There is no remark: its record could be guessed from the one beside it, which is public.
        """
        act = self.may_agree_to_publication(act)
        self.expect_number(act, Question.PUBLICATION, number)
        self.record(act, facts.PublicationAgreed, number=number)
        if self.is_settled(act, Question.PUBLICATION):
            self.record(
                act,
                facts.Published,
                number=number,
                text_version=self.text_version,
                text=self.text,
                note=self.publications[-1],
            )

    def may_refuse_publication(self, act: Act) -> Act:
        """A head, on a proposal to publish."""
        return self.opponent(act, Question.PUBLICATION, "refuse_publication", publication.PUBLISHED_BY_HEADS)

    def refuse_publication(self, act: Act, *, number: int, reason: str) -> None:
        """Refuse; the board stays as it is."""
        act = self.may_refuse_publication(act)
        self.expect_number(act, Question.PUBLICATION, number)
        self.record(act, facts.PublicationRefused, number=number, reason=reason)

    def may_take_off_board(self, act: Act) -> Act:
        """The office or a head, on what stands on the board."""
        self.expect(self.published_on is not None, "take_off_board")
        return publication.require_may_take_off(act)

    def take_off_board(self, act: Act, *, reason: str) -> None:
        """Take the decision off the public board at once; that it stood there stays on record.

        What was put to the heads about it falls with it: to be public again it is put anew.
        """
        act = self.may_take_off_board(act)
        dates.require_not_before(act, self.published_on or act.on, "published")
        self.record(act, facts.TakenOffBoard, reason=reason)

    @event(facts.PublicationProposed)
    def _publication_proposed(self, number: int, note: str, trace: Trace) -> None:
        self.publications = (*self.publications, note)
        self._put(Question.PUBLICATION, number, trace)

    @event(facts.PublicationAgreed)
    def _publication_agreed(self, trace: Trace) -> None:
        self._agree(Question.PUBLICATION, trace)

    @event(facts.Published)
    def _published(self, trace: Trace) -> None:
        self.published_on = trace.on
        self._answered(Question.PUBLICATION)

    @event(facts.PublicationRefused)
    def _publication_refused(self) -> None:
        self._answered(Question.PUBLICATION)

    @event(facts.TakenOffBoard)
    def _taken_off_board(self) -> None:
        self.published_on = None
        self._answered(Question.PUBLICATION)
