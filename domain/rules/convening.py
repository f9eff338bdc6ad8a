"""How often the conference meets, who fixes the date, and which edition of the measures applies.

Clause: S5.2-e (原则上每年召开一次), S5.2-f (召开时间由协调小组办公室报协调小组领导确定).
"""

import re
from collections.abc import Collection
from datetime import date

from domain.act import Act
from domain.agenda import Appointment
from domain.charter import Charter, Panel, Strength
from domain.errors import Malformed, RuleBroken
from domain.matters import Matter
from domain.rules import deciding
from domain.rules.rule import Held, Rule

ONE_A_YEAR = Rule(
    "S5.2-e", "second_ordinary_meeting", "In principle there is one ordinary meeting a year.", Held.DEPARTURE
)
ONE_A_YEAR_HARD = Rule(
    "R-charter", "too_many_ordinary_meetings", "A charter that fixes the number of meetings is kept to."
)
FIXED_BY_HEADS = Rule("S5.2-f", "date_fixed_by_heads", "The office proposes the date; the coordination heads fix it.")
DATE_BY_OFFICE = Rule("S5.2-f", "date_reported_by_office", "The office reports the date to those who fix it.")
DAY_PAST = Rule("R-dates", "meeting_day_past", "A meeting is fixed for a day that has not passed.")
EDITION_TWICE = Rule("R-unique", "edition_adopted_already", "An edition of the measures is adopted once.")

_HOUR = re.compile(r"([01]\d|2[0-3]):[0-5]\d")


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
    most = charter.meetings.most_per_year
    if most is None or planned < most:
        return None
    if charter.meetings.per_year_strength is Strength.HARD:
        raise ONE_A_YEAR_HARD.broken(year=year, planned=planned)
    return ONE_A_YEAR.broken(year=year, planned=planned)


def require_fit_appointment(appointment: Appointment) -> None:
    """The hour of a meeting is written ``14:00``."""
    if not _HOUR.fullmatch(appointment.starts):
        raise Malformed("hour_unfit", clause="R-text", field="starts", value=appointment.starts)


def require_day_ahead(appointment: Appointment | None, act: Act) -> None:
    """Refuse to propose, agree to or give notice of a day that has passed."""
    if appointment is not None and appointment.day < act.on:
        raise DAY_PAST.broken(day=appointment.day, on=act.on)


def require_may_fix(matter: Matter, act: Act) -> Act:
    """The act narrowed to a seat whose agreement to the date is still missing. Clause: S5.2-f."""
    return deciding.require_may_decide(_panel(act), matter, act, FIXED_BY_HEADS)


def require_on_panel(act: Act) -> Act:
    """The act narrowed to a seat of those who fix the date, or a stand-in that day: who may return one."""
    return deciding.require_on_panel(_panel(act), act, FIXED_BY_HEADS)


def is_agreed(matter: Matter, act: Act) -> bool:
    """Whether those who fix the date all agree; where the charter names nobody, nobody's agreement is needed."""
    panel = act.charter.meetings.date_fixed_by
    return panel is None or not deciding.missing(panel, matter, act.charter, act.standing)


def _panel(act: Act) -> Panel:
    panel = act.charter.meetings.date_fixed_by
    if panel is None:
        raise FIXED_BY_HEADS.not_entitled(seats=[])
    return panel
