"""The unit that carries a decision out reports in writing, signed by its head, to the coordination heads.

Clause: S5.5-b (相关职能部门及时将落实情况形成书面报告), S5.5-c (向协调小组领导汇报). Gap: G9 (the heads, one per
side, may accept or return it). *Promptly* (及时) refuses nothing: lateness is a finding.
"""

from datetime import date

from domain.act import Act
from domain.errors import Malformed
from domain.rules import assignment
from domain.rules.rule import Rule
from domain.vocabulary import Basis, Progress

BY_UNIT = Rule("S5.5-b", "reported_by_unit", "The unit that carries a decision out reports on it.")
WRITTEN = Rule("S5.5-b", "report_not_written", "A report is written: not telephoned, and not left blank.")
SIGNED = Rule(
    "R-paper", "report_unsigned", "A report is signed by the unit's head, here or on a sheet kept by its digest."
)
TO_HEADS = Rule(
    "S5.5-c", "report_goes_to_heads", "A report is made to the coordination heads, and to nobody below them."
)
NOT_ASKED = Rule("G9", "acceptance_not_asked", "This charter asks nobody to accept reports; the meeting hears them.")
PROPOSING_SIDE = Rule(
    "R-seat", "proposing_unit_only", "The unit that proposed the matter adds its view of the execution."
)

_BY_WORD = frozenset({Basis.TELEPHONE, Basis.MESSAGE})


def require_reporter(act: Act, lead_today: str) -> Act:
    """The act narrowed to a seat that signs for the unit, or to any of its seats with the signed sheet's digest.

    A duty that one person holds alone signs for its unit; one that several share does not.
    """
    if act.entered_by is not None and act.entered_by.basis in _BY_WORD:
        raise WRITTEN.broken(basis=act.entered_by.basis)
    signing = [seat for seat in act.charter.seats_of_unit(lead_today) if _signs(act, seat)]
    if set(signing) & set(act.by.seats):
        return act.in_one_of(signing, BY_UNIT, unit=lead_today)
    act = assignment.require_lead(act, lead_today, BY_UNIT)
    if not _has_sheet(act):
        raise SIGNED.broken(unit=lead_today, seats=signing)
    return act


def require_written(text: str) -> None:
    """Refuse a report that says nothing."""
    if not text.strip():
        raise WRITTEN.broken()


def require_plan(progress: Progress, planned_for: date | None) -> None:
    """What is only planned has a date, and nothing else has one."""
    if (progress is Progress.PLANNED) != (planned_for is not None):
        raise Malformed("planned_needs_date", clause="R-text", field="planned_for", progress=progress)


def addressees(act: Act) -> tuple[str, ...]:
    """The seats the report is made to; none where the charter names no heads. Clause: S5.5-c."""
    panel = act.charter.follow_up.settled_by
    return panel.seats if panel else ()


def _signs(act: Act, seat: str) -> bool:
    return not act.charter.duties[seat.partition("@")[0]].many


def _has_sheet(act: Act) -> bool:
    entry = act.entered_by
    return entry is not None and entry.basis is Basis.PAPER and bool(entry.evidence)
