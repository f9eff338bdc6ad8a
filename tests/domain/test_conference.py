"""The institution: its measures, calendar and years."""

from datetime import date, timedelta

import pytest

from domain.charter_reading import built_in
from domain.conference import Conference
from domain.errors import Failure
from domain.facts import conference as facts
from domain.vocabulary import CalendarKind
from tests.cast import TODAY, act, named
from tests.domain.stories import SINCE, founding
from tests.story import given

TOWN = built_in()
REVISED = TOWN.replace('edition = "chengqiao-1"', 'edition = "chengqiao-2"', 1)
NEXT = date(2026, 5, 1)
DAY = timedelta(days=1)
CALENDAR = {
    "year": 2026,
    "kind": CalendarKind.PROVISIONAL,
    "days_off": (date(2026, 1, 1),),
    "working_weekends": (date(2026, 1, 4),),
}
EXPLAINING = {"year": 2025, "explanation": "年内换届，次年补开"}


def a_conference() -> Conference:
    """A conference founded on new year's day under the 城桥 charter."""
    conference = Conference.found(founding(), named("conference"), name_zh="联席会议", name_en="joint conference")
    conference.adopt_charter(founding(), text=TOWN, in_force_on=SINCE)
    return conference


class TestFounding:
    def test_keeps_the_names_and_the_day(self):
        conference = a_conference()
        assert (conference.name_zh, conference.name_en) == ("联席会议", "joint conference")
        assert conference.founded_on == SINCE

    def test_adopts_the_first_charter_without_an_office(self):
        assert a_conference().charter_on(SINCE).edition == "chengqiao-1"


class TestCharter:
    def test_g12_of_a_later_edition_is_in_force_from_its_day(self):
        adopting = {"text": REVISED, "in_force_on": NEXT}
        story = given(a_conference()).when(Conference.adopt_charter, act("wang"), **adopting)
        story.then(facts.CharterAdopted)
        assert story.recorded[0].edition == "chengqiao-2"
        in_force = [story.stream.charter_on(day).edition for day in (SINCE - DAY, SINCE, NEXT - DAY, NEXT)]
        assert in_force == ["chengqiao-1", "chengqiao-1", "chengqiao-1", "chengqiao-2"]

    def test_is_in_force_by_its_day_and_not_by_the_order_of_adoption(self):
        conference = a_conference()
        conference.adopt_charter(act("wang"), text=REVISED, in_force_on=NEXT)
        third = TOWN.replace('edition = "chengqiao-1"', 'edition = "chengqiao-3"', 1)
        conference.adopt_charter(act("wang"), text=third, in_force_on=NEXT - DAY)
        assert conference.charter_on(NEXT - DAY).edition == "chengqiao-3"
        assert conference.charter_on(NEXT).edition == "chengqiao-2"

    def test_is_adopted_once_in_each_edition(self):
        adopting = {"text": TOWN, "in_force_on": NEXT}
        story = given(a_conference()).when(Conference.adopt_charter, act("wang"), **adopting)
        story.then_refused("edition_adopted_already", "R-unique")

    def test_s3_f_is_registered_by_the_office(self):
        adopting = {"text": REVISED, "in_force_on": NEXT}
        given(a_conference()).when(Conference.adopt_charter, act("zhao"), **adopting).then_refused("office_only")

    def test_must_be_readable(self):
        adopting = {"text": "edition = ", "in_force_on": NEXT}
        story = given(a_conference()).when(Conference.adopt_charter, act("wang"), **adopting)
        story.then_refused("charter_unreadable")


class TestCalendar:
    def test_is_set_by_the_office_provisionally_and_then_for_good(self):
        story = given(a_conference()).when(Conference.set_calendar, act("wang"), **CALENDAR)
        published = CALENDAR | {"kind": CalendarKind.PUBLISHED, "working_weekends": ()}
        story.when(Conference.set_calendar, act("wang"), **published).then(facts.CalendarSet, facts.CalendarSet)
        assert story.stream.calendars[2026] == (CalendarKind.PUBLISHED, (date(2026, 1, 1),), ())

    def test_is_set_by_nobody_else(self):
        given(a_conference()).when(Conference.set_calendar, act("sun"), **CALENDAR).then_refused("office_only")

    @pytest.mark.parametrize("days", ["days_off", "working_weekends"])
    def test_holds_days_of_its_year(self, days):
        stray = CALENDAR | {days: (date(2025, 12, 31),)}
        refusal: Failure = (
            given(a_conference()).when(Conference.set_calendar, act("wang"), **stray).then_refused("day_of_other_year")
        )
        assert refusal.facts["value"] == date(2025, 12, 31)


class TestYear:
    def test_s5_2_e_without_a_meeting_is_explained_by_the_office(self):
        story = given(a_conference()).when(Conference.explain_year, act("wang"), **EXPLAINING)
        story.then(facts.YearExplained)
        assert story.stream.years_explained == {2025: "年内换届，次年补开"}

    def test_s5_2_e_is_explained_by_nobody_else(self):
        given(a_conference()).when(Conference.explain_year, act("li"), **EXPLAINING).then_refused("office_only")


class TestBoard:
    def test_g10_is_closed_until_the_office_opens_it(self):
        story = given(a_conference())
        assert not story.stream.board_is_open
        story.when(Conference.open_board, act("wang"), basis="会议议定").then(facts.BoardOpened)
        assert story.stream.board_is_open
        story.when(Conference.close_board, act("wu"), reason="网站改版").then(facts.BoardClosed)
        assert not story.stream.board_is_open

    def test_g10_is_opened_and_closed_by_nobody_else(self):
        given(a_conference()).when(Conference.open_board, act("zhao"), basis="会议议定").then_refused("office_only")
        given(with_open_board()).when(Conference.close_board, act("li"), reason="改版").then_refused("office_only")

    def test_is_not_opened_twice_or_closed_unopened(self):
        given(with_open_board()).when(Conference.open_board, act("wang"), basis="再开").then_refused(
            "board_open_already"
        )
        given(a_conference()).when(Conference.close_board, act("wang"), reason="改版").then_refused(
            "board_closed_already"
        )

    def test_is_not_closed_on_a_day_before_it_was_opened(self):
        early = act("wang", on=TODAY - timedelta(days=1))
        given(with_open_board()).when(Conference.close_board, early, reason="改版").then_refused(
            "date_before_previous_step"
        )


def with_open_board():
    conference = a_conference()
    conference.open_board(act("wang"), basis="会议议定")
    return conference
