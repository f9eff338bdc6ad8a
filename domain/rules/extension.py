"""A lead unit that needs longer asks the heads for a later date; asked for after the due date, it is recorded as late.

Gap: G23 (the due date is changed by the heads, one per side). Nothing is refused for lateness [G3].
"""

from datetime import date

from domain.errors import Malformed
from domain.rules.rule import Rule

GRANTED_BY_HEADS = Rule("G23", "extension_by_heads", "A later date is granted by the coordination heads, one per side.")
NO_DUE_DATE = Rule("R-order", "nothing_to_extend", "Only a due date that was set can be extended.")


def require_due(due: date | None) -> date:
    """The due date there is, or a refusal when none was set."""
    if due is None:
        raise NO_DUE_DATE.broken()
    return due


def require_later(asked: date, due: date) -> None:
    """Refuse a date that is not later than the present one."""
    if asked <= due:
        raise Malformed("extension_not_later", clause="R-dates", field="due", asked=asked, due=due)


def is_late(on: date, due: date) -> bool:
    """Whether the extension is asked for only after the due date."""
    return on > due
