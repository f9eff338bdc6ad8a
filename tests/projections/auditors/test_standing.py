"""Who acted in which seat, against the roll as it stood."""

from dataclasses import replace
from datetime import date, timedelta

from domain.facts import roster, units
from tests.cast import person
from tests.domain.stories import SINCE
from tests.projections.auditors.conftest import as_entered
from tests.projections.auditors.planting import acted, altered, by, follow_on, with_roll

AGREED = "topic.agreed"


FENG_DEPUTISES = roster.DeputyNamed(
    duty="liaison", person=person("feng"), since=date(2025, 3, 1), until=date(2025, 3, 9)
)
SUN_IS_AWAY = roster.AbsenceRecorded(
    person=person("sun"), since=date(2025, 3, 1), until=date(2025, 3, 9), reason="出差"
)


def seatless(fact):
    return replace(fact.trace.by, seats=())


def entered_later(events, day):
    """The events, those of a day entered two days after."""
    for event in as_entered(events):
        on_that_day = event.recorded_at.date() == day
        yield replace(event, recorded_at=event.recorded_at + timedelta(days=2)) if on_that_day else event


class TestASeat:
    def test_r_seat_that_somebody_did_not_hold_is_found(self, planted):
        rows = planted(altered(AGREED, acted("feng", "liaison")))
        assert set(rows) == {"acted_without_seat"}
        [row] = rows["acted_without_seat"]
        assert (row["clause"], row["thing"], row["records"]) == ("R-seat", "topic", [row["found_at"]])
        assert (row["facts"]["seat"], row["facts"]["person"]) == ("liaison", person("feng"))

    def test_r_seat_that_was_laid_down_before_is_found(self, planted):
        laid_down = roster.DutyLaidDown(duty="liaison", person=person("sun"), until=date(2025, 3, 1))
        rows = planted(with_roll(laid_down))
        assert {row["facts"]["seat"] for row in rows["acted_without_seat"]} == {"liaison"}

    def test_r_seat_that_is_not_named_is_found(self, planted):
        nowhere = altered("topic.researched", lambda fact: replace(fact, trace=replace(fact.trace, by=seatless(fact))))
        assert set(planted(nowhere)) == {"acted_in_no_seat"}

    def test_of_the_office_serves_to_enter_what_happened_before_one_came(self, found):
        new = roster.DutyTaken(duty="gov_office_staff", person=person("feng"), since=date(2025, 5, 30))
        events = altered("meeting.closed", acted("feng", "gov_office_staff"), of=with_roll(new))
        assert found(entered_later(events, date(2025, 5, 28))) == {}

    def test_of_a_unit_that_was_merged_is_its_successors(self, planted):
        merged = units.UnitMerged(unit="human_resources", into="finance")
        events = altered("topic.opinion_given", acted("chen", "head@human_resources"))
        place = max(place for place, event in enumerate(events) if event.kind == "units")
        made = replace(merged, trace=by("wang", "union_office_staff", SINCE))
        put = replace(events[place], fact=made, type="units.unit_merged/1")
        rows = planted(follow_on([*events[: place + 1], put, *events[place + 1 :]]))
        assert rows == {}


class TestADeputy:
    def test_g11_without_a_recorded_absence_is_found(self, planted):
        rows = planted(with_roll(FENG_DEPUTISES, of=altered(AGREED, acted("feng", "liaison"))))
        assert set(rows) == {"deputy_without_absence"}
        [row] = rows["deputy_without_absence"]
        assert (row["clause"], row["facts"]["seat"]) == ("G11", "liaison")

    def test_of_somebody_recorded_as_absent_is_lawful(self, planted):
        assert planted(with_roll(FENG_DEPUTISES, SUN_IS_AWAY, of=altered(AGREED, acted("feng", "liaison")))) == {}

    def test_for_another_day_holds_no_seat(self, planted):
        later = replace(FENG_DEPUTISES, since=date(2025, 4, 1), until=date(2025, 4, 9))
        rows = planted(with_roll(later, SUN_IS_AWAY, of=altered(AGREED, acted("feng", "liaison"))))
        assert set(rows) == {"acted_without_seat"}
