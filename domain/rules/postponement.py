"""What the heads fixed, they alone put off, bring forward or call off; the office or one of them proposes it, with a reason.

The measures say who fixes the date and not who moves it: our own good order. A charter that names nobody to fix the
date leaves this to the office too.
"""

from domain.act import Act
from domain.charter import Panel
from domain.matters import Matter
from domain.rules import deciding, office
from domain.rules.rule import Rule

BY_WHO_FIXED = Rule(
    "R-seat", "change_by_who_fixed", "A meeting is postponed or cancelled by those who fix its date, or by none."
)


def require_proposer(act: Act) -> Act:
    """The act narrowed to the office, or to a seat of those who fix the date."""
    if set(act.by.seats) & set(act.charter.office_seats):
        return office.require_office(act)
    return require_on_panel(act)


def require_on_panel(act: Act) -> Act:
    """The act narrowed to a seat of those who fix the date, or a stand-in that day."""
    return deciding.require_on_panel(_panel(act), act, BY_WHO_FIXED)


def require_may_agree(matter: Matter, act: Act) -> Act:
    """The act narrowed to a seat whose agreement is still missing."""
    return deciding.require_may_decide(_panel(act), matter, act, BY_WHO_FIXED)


def _panel(act: Act) -> Panel:
    panel = act.charter.meetings.date_fixed_by
    if panel is None:
        raise BY_WHO_FIXED.not_entitled(seats=[])
    return panel
