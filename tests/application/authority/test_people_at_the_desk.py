"""Who comes and goes: authority sits on the duty of the day, and one person counts for one side."""

from datetime import timedelta
from uuid import UUID

import pytest

from application.authority.imagined import Town, person_in
from application.authority.matrix import matrix, situations
from application.authority.staging import Situation, Stage
from application.commands import institution, topics
from domain.charter_reading import built_in
from domain.errors import NotEntitled
from tests.application.authority.real import real

CLERK = person_in("union_office_staff")
NEWCOMER = person_in("")


@pytest.fixture(scope="module")
def consulted() -> Situation:
    """A topic that waits for the heads."""
    found = situations(Stage(Town.under(built_in())))
    return next(where for where in found if where.key == "submitted+consulted")


@pytest.fixture
def desk(consulted, tmp_path):
    with real(tmp_path / "real", consulted.town) as found:
        yield found


@pytest.fixture
def agreeing(consulted):
    return topics.AgreeToTopic(topic=consulted.thing, text_version=1)


def sent_away(desk, seat):
    """The office records that a seat's holder is away from today on."""
    today = desk.clock.day
    absence = institution.RecordAbsence(
        person=UUID(person_in(seat)), since=today, until=today + timedelta(7), reason="学习"
    )
    desk.do(CLERK, absence)


def named(desk, seat):
    """The office names a newcomer to act in a seat for a week."""
    today = desk.clock.day
    deputy = institution.NameDeputy(duty=seat, person=UUID(NEWCOMER), since=today, until=today + timedelta(7))
    desk.do(CLERK, deputy)


class TestDutyOfTheDay:
    def test_that_ended_yesterday_entitles_to_nothing_today(self, desk, consulted):
        desk.clock.day += timedelta(1)
        for seat in ("liaison", "union_chair", "head@proposing_unit", "pg_office_director"):
            leaving = institution.LayDownDuty(duty=seat, person=UUID(person_in(seat)), until=desk.clock.day)
            desk.do(CLERK, leaving)
            for command in (
                topics.AgreeToTopic(topic=consulted.thing, text_version=1),
                topics.WithdrawTopic(topic=consulted.thing, reason="撤回"),
                topics.ReturnTopic(topic=consulted.thing, reason="格式"),
            ):
                assert isinstance(desk.refusal(person_in(seat), command), NotEntitled)

    def test_that_ended_yesterday_entitles_to_nothing_by_an_earlier_date(self, desk, agreeing, consulted):
        desk.clock.day += timedelta(1)
        leaving = institution.LayDownDuty(duty="liaison", person=UUID(person_in("liaison")), until=desk.clock.day)
        desk.do(CLERK, leaving)
        met = desk.refusal(person_in("liaison"), agreeing, on=consulted.town.day)
        assert isinstance(met, NotEntitled)

    def test_is_the_successors_at_once(self, desk, agreeing):
        assert isinstance(desk.refusal(NEWCOMER, agreeing), NotEntitled)
        desk.do(CLERK, institution.TakeDuty(duty="liaison", person=UUID(NEWCOMER), since=desk.clock.day))
        assert desk.refusal(NEWCOMER, agreeing) is None
        assert isinstance(desk.refusal(person_in("liaison"), agreeing), NotEntitled)


class TestDutyHeldInAUnit:
    @pytest.mark.parametrize("duty", ["chair@lead_unit", "cadre@other_unit", "head@sending_union", "staff@town_union"])
    def test_is_held_in_a_unit_of_its_own_side(self, desk, duty):
        today = desk.clock.day
        taking = institution.TakeDuty(duty=duty, person=UUID(NEWCOMER), since=today)
        naming = institution.NameDeputy(duty=duty, person=UUID(NEWCOMER), since=today, until=today + timedelta(7))
        assert desk.refusal(CLERK, taking).code == "duty_unknown"
        assert desk.refusal(CLERK, naming).code == "duty_unknown"

    def test_is_held_in_the_town_union_by_its_cadres(self, desk):
        taking = institution.TakeDuty(duty="cadre@town_union", person=UUID(NEWCOMER), since=desk.clock.day)
        assert desk.refusal(CLERK, taking) is None


class TestAbsence:
    def test_g2_leaves_the_seat_to_who_stands_in(self, desk, agreeing):
        assert isinstance(desk.refusal(person_in("pg_office_director"), agreeing), NotEntitled)
        sent_away(desk, "liaison")
        assert desk.refusal(person_in("pg_office_director"), agreeing) is None
        assert isinstance(desk.refusal(person_in("liaison"), agreeing), NotEntitled)
        assert isinstance(desk.refusal(person_in("union_vice_chair"), agreeing), NotEntitled)

    def test_g11_leaves_the_seat_to_a_deputy_who_was_named(self, desk, agreeing):
        sent_away(desk, "liaison")
        named(desk, "liaison")
        assert desk.refusal(NEWCOMER, agreeing) is None
        assert isinstance(desk.refusal(person_in("pg_office_director"), agreeing), NotEntitled)

    def test_ends_and_so_does_the_deputys_right(self, desk, agreeing):
        sent_away(desk, "liaison")
        named(desk, "liaison")
        desk.clock.day += timedelta(7)
        assert desk.refusal(person_in("liaison"), agreeing) is None
        assert isinstance(desk.refusal(NEWCOMER, agreeing), NotEntitled)


class TestOnePersonOnBothSides:
    @pytest.fixture
    def both(self, desk):
        """The deputy mayor, who is the union's chair as well from today on."""
        chair = institution.TakeDuty(duty="union_chair", person=UUID(person_in("liaison")), since=desk.clock.day)
        desk.do(CLERK, chair)
        return person_in("liaison")

    def test_says_in_which_seat_he_acts(self, desk, agreeing, both):
        assert desk.refusal(both, agreeing).code == "seat_not_named"
        assert desk.refusal(both, agreeing, seat="liaison") is None
        assert desk.refusal(both, agreeing, seat="union_chair") is None

    @pytest.mark.parametrize(("first", "second"), [("liaison", "union_chair"), ("union_chair", "liaison")])
    def test_g2_counts_for_one_side(self, desk, agreeing, both, first, second):
        desk.do(both, agreeing, seat=first, departing={"approved_without_consensus": "待补充意见"})
        assert desk.refusal(both, agreeing, seat=second).code in {"two_persons_needed", "not_an_approver"}
        other = {"liaison": "union_vice_chair", "union_chair": "pg_office_director"}[first]
        assert desk.refusal(person_in(other), agreeing) is None

    def test_is_what_the_matrix_tells(self):
        (row,) = (row for row in matrix(built_in()).acts if row.command is topics.AgreeToTopic)
        assert row.needs_two
        both = [row.at[state]["liaison+union_chair"] for state in ("submitted+consulted", "submitted+agreed_once")]
        assert [told and told.code for told in both] == ["seat_not_named", "two_persons_needed"]
