"""How often the conference meets, who fixes the date, and which edition of the measures applies.

Clause: S5.2-e (原则上每年召开一次), S5.2-f (召开时间由协调小组办公室报协调小组领导确定).
"""

from collections.abc import Collection
from datetime import date

from domain.errors import Malformed, RuleBroken
from domain.charter import Charter, Strength
from domain.rules.rule import Held, Rule

ONE_A_YEAR = Rule(
    "S5.2-e", "second_ordinary_meeting", "In principle there is one ordinary meeting a year.", Held.DEPARTURE
)
ONE_A_YEAR_HARD = Rule(
    "R-unique", "too_many_ordinary_meetings", "A charter that fixes the number of meetings is kept to."
)
FIXED_BY_HEADS = Rule("S5.2-f", "date_fixed_by_heads", "The office proposes the date; the coordination heads fix it.")
EDITION_TWICE = Rule("R-unique", "edition_adopted_already", "An edition of the measures is adopted once.")


def require_new_edition(edition: str, adopted: Collection[str]) -> None:
    """Refuse to adopt the same edition twice."""
    if edition in adopted:
        raise EDITION_TWICE.broken(edition=edition)


def require_days_of_year(year: int, days: Collection[date]) -> None:
    """Every day of a year's calendar lies in that year."""
    for day in days:
        if day.year != year:
            raise Malformed("day_of_other_year", clause="R-text", field="days_off", value=day)


def breach_of_yearly_meeting(year: int, planned: int, charter: Charter) -> RuleBroken | None:
    """The breach when one more ordinary meeting is planned than the charter has in principle.

    ``per_year`` None: the charter says nothing, and nothing is breached. A charter that fixes the number hard refuses.
    Clause: S5.2-e.
    """
    most = charter.meetings.per_year
    if most is None or planned < most:
        return None
    if charter.meetings.per_year_strength is Strength.HARD:
        raise ONE_A_YEAR_HARD.broken(year=year, planned=planned)
    return ONE_A_YEAR.broken(year=year, planned=planned)
