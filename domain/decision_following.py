"""Following a decision while it is carried out: progress, urging, checks and extensions."""

from datetime import date

from domain.act import Act
from domain.decision_state import DecisionState
from domain.decision_words import Question, Urge
from domain.facts import decision_following as facts
from domain.rules import assignment, dates, extension, follow_up, office, settling
from domain.stream import Attachment


class DecisionFollowing(DecisionState, facts=facts):
    """The units' and the office's part between two meetings [S5.5-a]."""

    def may_note_progress(self, act: Act, *, lead_today: str) -> Act:
        """A unit that carries the decision out, while it is with the units."""
        self.expect_with_units(act, "note_progress")
        return assignment.require_one_of(act, self.carrying_out(lead_today))

    def note_progress(self, act: Act, *, lead_today: str, text: str, attachments: tuple[Attachment, ...]) -> None:
        """Note how it goes on; this is no report yet."""
        act = self.may_note_progress(act, lead_today=lead_today)
        unit = act.charter.unit_of(act.by.seat) or lead_today
        self.record(act, facts.ProgressNoted, unit=unit, text=text, attachments=attachments)

    def may_urge(self, act: Act) -> Act:
        """The office, while the decision is with the units."""
        self.expect_with_units(act, "urge")
        return office.require_office(act)

    def urge(self, act: Act, *, lead_today: str, unit: str, text: str) -> None:
        """Urge a unit that carries the decision out (催办)."""
        act = self.may_urge(act)
        follow_up.require_carrying_out(unit, self.carrying_out(lead_today))
        self.record(act, facts.Urged, number=len(self.urges) + 1, unit=unit, text=text)

    def may_answer_urge(self, act: Act, *, lead_today: str) -> Act:
        """A unit that was urged and has not answered."""
        self.expect_with_units(act, "answer_urge")
        waiting = [self._urged_today(urge, lead_today) for urge in self.urges if not urge.answered]
        self.expect(bool(waiting), "answer_urge")
        assignment.require_one_of(act, self.carrying_out(lead_today))
        return assignment.require_one_of(act, tuple(dict.fromkeys(waiting)), follow_up.OTHER_UNITS_URGE)

    def answer_urge(self, act: Act, *, lead_today: str, number: int, text: str) -> None:
        """Answer one urging; what went to a unit that has changed since is answered by the lead unit."""
        act = self.may_answer_urge(act, lead_today=lead_today)
        follow_up.require_urge(number, len(self.urges))
        urge = self.urges[number - 1]
        follow_up.require_unanswered(number, answered=urge.answered)
        dates.require_not_before(act, urge.on, "urged")
        unit = self._urged_today(urge, lead_today)
        act = assignment.require_one_of(act, (unit,), follow_up.OTHER_UNITS_URGE)
        self.record(act, facts.UrgeAnswered, number=number, unit=unit, text=text)

    def _urged_today(self, urge: Urge, lead_today: str) -> str:
        """The unit that answers it: the one urged, or who leads today when that one carries nothing out any more."""
        return urge.unit if urge.unit in self.carrying_out(lead_today) else lead_today

    def may_check(self, act: Act) -> Act:
        """The office, while the decision is with the units; the duty the charter names, when the union leads [G16]."""
        self.expect_with_units(act, "check")
        return follow_up.require_checker(act, self.lead_side)

    def check(self, act: Act, *, finding: str, attachments: tuple[Attachment, ...]) -> None:
        """Write down what a check found (督促检查)."""
        act = self.may_check(act)
        self.record(act, facts.Checked, finding=finding, attachments=attachments)

    def may_ask_extension(self, act: Act, *, lead_today: str) -> Act:
        """The lead unit, while the decision has a due date and no other request is before the heads."""
        self.expect_with_units(act, "ask_extension")
        self.expect(Question.EXTENSION not in self.pending, "ask_extension")
        extension.require_due(self.due)
        settling.panel(act)
        return assignment.require_lead(act, lead_today)

    def ask_extension(self, act: Act, *, lead_today: str, due: date, reason: str) -> None:
        """Ask the heads for a later date; after the due date the request is recorded as late."""
        act = self.may_ask_extension(act, lead_today=lead_today)
        present = extension.require_due(self.due)
        extension.require_later(due, present)
        self.record(
            act,
            facts.ExtensionAsked,
            number=len(self.extensions) + 1,
            unit=lead_today,
            due=due,
            reason=reason,
            late=extension.is_late(act.on, present),
        )

    def may_withdraw_extension(self, act: Act, *, lead_today: str) -> Act:
        """The lead unit, until the heads have answered."""
        self.expect_pending(Question.EXTENSION, "withdraw_extension")
        return assignment.require_lead(act, lead_today)

    def withdraw_extension(self, act: Act, *, lead_today: str, reason: str) -> None:
        """Ask no longer."""
        act = self.may_withdraw_extension(act, lead_today=lead_today)
        self.record(act, facts.ExtensionWithdrawn, number=len(self.extensions), reason=reason)

    def may_agree_to_extension(self, act: Act) -> Act:
        """A head whose agreement is missing, on a request for a later date."""
        return self.settler(act, Question.EXTENSION, "agree_to_extension", extension.GRANTED_BY_HEADS)

    def agree_to_extension(self, act: Act, *, number: int, remark: str = "") -> None:
        """Agree; with the last agreement needed the later date is granted."""
        act = self.may_agree_to_extension(act)
        self.expect_number(act, Question.EXTENSION, number)
        self.record(act, facts.ExtensionAgreed, number=number, remark=remark)
        if self.is_settled(act, Question.EXTENSION):
            self.record(act, facts.ExtensionGranted, number=number, due=self.extensions[-1].due)

    def may_refuse_extension(self, act: Act) -> Act:
        """A head, on a request for a later date."""
        return self.opponent(act, Question.EXTENSION, "refuse_extension", extension.GRANTED_BY_HEADS)

    def refuse_extension(self, act: Act, *, number: int, reason: str) -> None:
        """Refuse; the due date stands."""
        act = self.may_refuse_extension(act)
        self.expect_number(act, Question.EXTENSION, number)
        self.record(act, facts.ExtensionRefused, number=number, reason=reason)
