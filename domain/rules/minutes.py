"""The office drafts the minutes, the coordination heads review them, and only then are they issued.

Clause: S5.4-c (形成会议纪要), S5.4-d (由协调小组办公室拟定), S5.4-e (报协调小组领导审核后印发). A charter may add
steps of signing off [G6], in order; who drafted does not review [G2]; decisions bind from the issue [G15].
"""

from collections.abc import Collection, Iterable
from datetime import date
from uuid import UUID

from domain.act import Act
from domain.charter import Charter, Panel
from domain.errors import Malformed
from domain.meeting_words import ON_RECORD, Stage
from domain.minutes_chain import Clearing
from domain.minutes_text import Correction, CorrectionKind, MinutesDecision
from domain.rules import deciding
from domain.rules.rule import Rule

MINUTES_FIRST = Rule("S5.4-c", "minutes_missing", "A meeting produces minutes before its file is closed.")
BY_OFFICE = Rule("S5.4-d", "minutes_by_office", "The coordination office drafts the minutes.")
REVIEWED_BY = Rule("S5.4-e", "not_a_reviewer", "The coordination heads review the minutes.")
REVIEW_FIRST = Rule("S5.4-e", "minutes_not_reviewed", "Minutes are issued after their review, not before.")
SIGNED_OFF_BY = Rule("G6", "not_a_signatory", "Minutes are signed off by the seats the charter adds, step by step.")
SIGN_OFF_FIRST = Rule("G6", "minutes_not_signed_off", "Where the charter adds signing off, issue waits for it.")
ONE_SET = Rule(
    "R-unique", "minutes_drafted_already", "A meeting has one set of minutes; its text is put anew, not begun twice."
)
AFTER_MEETING = Rule("R-order", "meeting_not_closed", "The minutes of a meeting are drafted when it is closed.")
OTHER_DECISIONS = Rule("R-text", "minutes_decisions_differ", "The minutes hold the decisions the meeting adopted.")
ISSUED_STAND = Rule("R-version", "issued_minutes_stand", "Issued minutes never change; a corrigendum mends a slip.")
SLIP_ONLY = Rule("R-version", "correction_of_substance", "What changes the substance is a reopening or a new decision.")
NOT_THEIR_DECISION = Rule("R-known", "corrected_decision_unknown", "A corrigendum mends a decision of these minutes.")


def require_before_archive(stage: Stage) -> None:
    """Refuse to archive a meeting that was held and has no issued minutes. Clause: S5.4-c."""
    if stage in ON_RECORD:
        raise MINUTES_FIRST.out_of_order(stage=stage)


def require_first(*, drafted: bool) -> None:
    """Refuse to begin minutes of a meeting that has some."""
    if drafted:
        raise ONE_SET.broken()


def require_closed(closed_on: date | None) -> None:
    """Refuse to draft minutes of a meeting that goes on."""
    if closed_on is None:
        raise AFTER_MEETING.out_of_order()


def require_decisions(written: Iterable[MinutesDecision], adopted: Collection[UUID]) -> None:
    """The minutes hold every decision the meeting adopted, once each, and no other."""
    found = [each.decision for each in written]
    if sorted(found) != sorted(adopted):
        missing = [str(decision) for decision in adopted if decision not in found]
        raise OTHER_DECISIONS.broken(missing=missing, written=[str(decision) for decision in found])


def require_in_text(correction: Correction, text: str) -> None:
    """The words a corrigendum mends stand in the decision's text, once, so that it is clear what is mended."""
    if text.count(correction.issued) != 1:
        raise Malformed("correction_not_found", clause="R-text", field="issued", times=text.count(correction.issued))


def require_slip(correction: Correction, kind: CorrectionKind, decisions: Collection[UUID]) -> None:
    """A corrigendum changes words of these minutes, and nothing that was settled."""
    if kind is not CorrectionKind.SLIP:
        raise SLIP_ONLY.broken()
    if correction.decision is not None and correction.decision not in decisions:
        raise NOT_THEIR_DECISION.broken(decision=str(correction.decision))
    if correction.issued == correction.corrected:
        raise Malformed("text_unchanged", clause="R-text", field="corrected")


def require_recipients(recipients: Collection[str]) -> None:
    """What is issued is issued to somebody."""
    if not recipients:
        raise Malformed("recipients_missing", clause="R-text", field="recipients")


def require_not_issued(*, issued: bool) -> None:
    """Refuse to change minutes that are issued."""
    if issued:
        raise ISSUED_STAND.out_of_order()


def chain(charter: Charter) -> tuple[Panel | None, ...]:
    """The panels a text passes: the review (``None``: not asked for), then each step of signing off, in order."""
    return (charter.minutes.reviewed_by, *charter.minutes.sign_off)


def step_of(clearing: Clearing, charter: Charter) -> int:
    """The step the text is at: 0 the review, then the signatures; as many as the chain is long when it is through."""
    if clearing.step == 0 and charter.minutes.reviewed_by is None:
        return 1
    return clearing.step


def panel_of(clearing: Clearing, charter: Charter) -> Panel | None:
    """Who decides at the present step; None when the text is through."""
    steps = chain(charter)
    step = step_of(clearing, charter)
    return steps[step] if step < len(steps) else None


def require_reviewed(clearing: Clearing, charter: Charter) -> None:
    """Refuse a signature before the review. Clause: S5.4-e."""
    if step_of(clearing, charter) == 0:
        raise REVIEW_FIRST.out_of_order(step=0)


def require_through(clearing: Clearing, charter: Charter) -> None:
    """Refuse to issue before the review [S5.4-e] and before each signature the charter adds [G6]."""
    if panel_of(clearing, charter) is not None:
        step = step_of(clearing, charter)
        raise (SIGN_OFF_FIRST if step else REVIEW_FIRST).out_of_order(step=step)


def require_may_decide(clearing: Clearing, act: Act) -> Act:
    """The act narrowed to a seat whose word is missing at the present step."""
    panel, rule = _asked(clearing, act.charter)
    return deciding.require_may_decide(panel, clearing.matter, act, rule)


def require_on_panel(clearing: Clearing, act: Act) -> Act:
    """The act narrowed to a seat, or stand-in that day, of the present step: who may send the text back."""
    panel, rule = _asked(clearing, act.charter)
    return deciding.require_on_panel(panel, act, rule)


def is_passed(clearing: Clearing, act: Act) -> bool:
    """Whether the last word needed at the present step was given."""
    panel, _ = _asked(clearing, act.charter)
    return not deciding.missing(panel, clearing.matter, act.charter, act.standing)


def _asked(clearing: Clearing, charter: Charter) -> tuple[Panel, Rule]:
    panel = panel_of(clearing, charter)
    rule = SIGNED_OFF_BY if step_of(clearing, charter) else REVIEWED_BY
    if panel is None:
        raise rule.not_entitled(seats=[])
    return panel, rule
