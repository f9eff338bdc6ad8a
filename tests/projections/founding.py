"""How a town's conference begins: its measures and calendar, and the whole cast in their duties."""

from datetime import date

from domain.charter_reading import built_in
from domain.conference import Conference
from domain.roster import Roster
from domain.vocabulary import CalendarKind
from tests.cast import DUTIES, act, named, person
from tests.domain.stories import KNOWN, founding

BEGUN = date(2024, 1, 1)


def a_conference(measures: str = "chengqiao") -> Conference:
    """The conference with its measures and calendar."""
    by = founding(on=BEGUN)
    conference = Conference.found(by, named("conference"), name_zh="城桥镇联席会议", name_en="Chengqiao")
    conference.adopt_charter(by, text=built_in(measures), in_force_on=BEGUN)
    conference.set_calendar(
        act("wang", on=BEGUN),
        year=2026,
        kind=CalendarKind.PUBLISHED,
        days_off=(date(2026, 6, 19),),
        working_weekends=(date(2026, 6, 21),),
    )
    return conference


def a_roll() -> Roster:
    """The roll with the whole cast on it, each in his duty from the beginning; the first to sit enters the others."""
    roll = Roster.open(founding(on=BEGUN), named("roster"))
    for name in dict.fromkeys(DUTIES.values()):
        roll.enter_person(founding(on=BEGUN), person=person(name), name=name)
    for duty, name in ({"union_office_staff": "wang"} | DUTIES).items():
        roll.take_duty(act("wang", on=BEGUN), duty=duty, person=person(name), since=BEGUN, units=KNOWN)
    return roll
