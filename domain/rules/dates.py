"""When an act may be said to have happened: not tomorrow, and not before the step it follows."""

from datetime import date

from domain.act import Act
from domain.rules.rule import Rule

FUTURE = Rule("R-dates", "date_in_future", "Nothing is recorded before it has happened.")
ORDER = Rule(
    "R-dates", "date_before_previous_step", "Acts are dated in business order: a step not before the one it follows."
)


def require_not_in_future(act: Act) -> None:
    """Refuse an act dated after the day it is recorded."""
    if act.on > act.today:
        raise FUTURE.broken(on=act.on, today=act.today)


def require_not_before(act: Act, earlier: date, step: str) -> None:
    """Refuse an act dated before the step it follows."""
    if act.on < earlier:
        raise ORDER.broken(on=act.on, earlier=earlier, step=step)
