"""January 2024: the conference is entered, with its units, people, calendars and number series."""

from datetime import date

from application.commands import institution as ask_to
from domain.charter_reading import built_in
from domain.vocabulary import CalendarKind, UnitKind
from interfaces.demo.stage import SLUG, Play
from interfaces.demo.tables import names, table
from interfaces.founding import Founding, found

START = date(2024, 1, 8)
_INSTALLATION = "demo.lianxi"
_SINCE = date(2022, 3, 1)


def set_up(play: Play) -> None:
    """Found the conference and enter what it is made of."""
    founding = Founding(
        slug=SLUG, charter=built_in("chengqiao"), person=names()["xi"], duty="union_office_staff", on=play.clock.today
    )
    play.people["xi"] = found(play.services, _INSTALLATION, founding)
    play.clock.tick()
    _units(play)
    _people(play)
    play.on("2024-01-09")
    _registers(play)


def _units(play: Play) -> None:
    for unit in table("people")["units"]:
        command = ask_to.OpenUnit(
            unit=unit["unit"], kind=UnitKind(unit["kind"]), name_zh=unit["zh"], name_en=unit["en"]
        )
        play.act("xi", command)


def _people(play: Play) -> None:
    for person in table("people")["people"]:
        if person.get("later"):
            continue
        play.enter("xi", person["key"])
        if "duty" in person:
            play.act("xi", ask_to.TakeDuty(duty=person["duty"], person=play.person(person["key"]), since=_SINCE))


def _registers(play: Play) -> None:
    play.act("wei", ask_to.SetSeries(series="notice", issuer_code="城联办", year=2024, start=1))
    play.act("wei", ask_to.SetSeries(series="minutes", issuer_code="城联纪", year=2024, start=1))
    play.act("wei", ask_to.SetOrdinals(following=2))
    reason = "2023年度因机构改革涉及协调小组多数成员单位调整，经双方组长商定未召开，议定事项顺延至2024年度会议报告。"
    play.act("wei", ask_to.ExplainYear(year=2023, explanation=reason))
    set_calendar(play, "xi", 2024)


def set_calendar(play: Play, who: str, year: int, kind: CalendarKind = CalendarKind.PUBLISHED) -> None:
    """Set the calendar of a year as the data file has it."""
    told = table("calendars")[str(year)]
    command = ask_to.SetCalendar(
        year=year,
        kind=kind,
        days_off=tuple(told["off"]),
        working_weekends=tuple(told["made_up"]),
        source=told.get("source", ""),
    )
    play.act(who, command)
