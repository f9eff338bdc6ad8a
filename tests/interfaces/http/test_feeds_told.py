"""What stands in a calendar feed: the meetings one is expected at, what one's seats owe by a day, and of others nothing."""

from datetime import date, timedelta

import pytest

from domain.due import WorkingCalendar
from interfaces.http.ical.duties import reminders
from tests.interfaces.http.dated import Dated, Subscriber, entries
from tests.interfaces.http.living import Life
from tests.interfaces.http.town import NAMES, OFFICE

SATURDAY = date(2025, 12, 20)


@pytest.fixture
def meeting(town):
    return Dated(town)


def take_over(town, lead="finance", due=SATURDAY):
    """A decision that a unit carries out, assigned and not yet received."""
    life = Life(town)
    life.on("2025-05-26")
    decision = life.ids["decision"] = life.asked("propose_take_over", lead=lead, assisting=[], due=due.isoformat())[
        "id"
    ]
    life.by_heads("agree_to_take_over")
    life.asked("assign_decision")
    return decision, life


def duty(town, name, what, body):
    answer = town.ask(OFFICE, f"/people/{town.people[name]}/{what}", body)
    assert answer.status_code == 200, answer.text


class TestMeeting:
    def test_is_told_to_who_is_expected_by_his_duty_before_the_notice(self, town, meeting):
        meeting.fixed()
        assert str(Subscriber(town, "li").sees()[meeting.id]["status"]) == "TENTATIVE"
        assert meeting.id not in Subscriber(town, "chen").sees()

    def test_is_told_to_who_is_on_the_list_of_the_notice(self, town, meeting):
        li, chen = Subscriber(town, "li"), Subscriber(town, "chen")
        meeting.fixed().noticed()
        assert str(li.sees()[meeting.id]["status"]) == "CONFIRMED"
        assert meeting.id not in chen.sees()

    def test_has_the_id_and_sequence_of_the_meetings_own_file(self, town, meeting):
        told = Subscriber(town, "li").sees
        meeting.fixed().noticed()
        ((_, own),) = entries(meeting.given()).items()
        entry = told()[meeting.id]
        for name in ("uid", "sequence", "dtstamp", "dtstart", "summary", "description"):
            assert entry[name].to_ical() == own[name].to_ical()

    def test_put_off_or_called_off_stays_and_says_so(self, town, meeting):
        li = Subscriber(town, "li")
        meeting.fixed().noticed().put_off()
        entry = li.sees()[meeting.id]
        assert (str(entry["status"]), str(entry["transp"])) == ("CANCELLED", "TRANSPARENT")
        meeting.fixed(2, "2025-07-08")
        entry = li.sees()[meeting.id]
        assert (str(entry["status"]), entry.decoded("dtstart").date()) == ("TENTATIVE", date(2025, 7, 8))
        meeting.called_off(2)
        assert str(li.sees()[meeting.id]["summary"]).startswith("【取消】")

    def test_is_not_told_to_who_is_on_leave_and_to_who_comes_instead_it_is(self, town, meeting):
        feng, zheng, wu = (Subscriber(town, each) for each in ("feng", "zheng", "wu"))
        meeting.fixed().noticed()
        assert meeting.id in feng.sees()
        meeting.answers("ask_leave", "feng", reason="外出培训")
        meeting.answers("name_substitute", "zheng", substitute=town.people["chen"])
        assert [meeting.id in each.sees() for each in (feng, zheng, wu)] == [False, False, True]
        assert meeting.id in Subscriber(town, "chen").sees()
        assert "外出培训" not in feng.asks().text

    def test_follows_the_seat_to_a_successor_and_a_deputy(self, town, meeting):
        li = Subscriber(town, "li")
        meeting.fixed().noticed()
        today = town.clock.today
        span = {"duty": "liaison", "since": today.isoformat(), "until": (today + timedelta(days=30)).isoformat()}
        duty(town, "mao", "deputyships", span)
        assert meeting.id in Subscriber(town, "mao").sees()
        duty(town, "li", "duties/end", {"duty": "union_chair", "until": today.isoformat()})
        duty(town, "gu", "duties", {"duty": "union_chair", "since": today.isoformat()})
        assert meeting.id not in li.sees()
        assert meeting.id in Subscriber(town, "gu").sees()


class TestDueDate:
    def test_is_a_whole_day_that_blocks_no_time(self, town):
        decision, _ = take_over(town)
        ((_, entry),) = Subscriber(town, "chen").sees().items()
        assert entry.decoded("dtstart") == SATURDAY
        assert str(entry["transp"]) == "TRANSPARENT"
        assert str(entry["summary"]).startswith("【期限】")
        assert str(entry["url"]) == f"http://localhost:8000/decisions/{decision}"

    def test_on_a_day_off_says_what_that_means_and_reminds_on_the_working_day_before(self, town):
        take_over(town)
        ((_, entry),) = Subscriber(town, "chen").sees().items()
        assert "2025年12月20日（星期六）是休息日" in entry["description"]
        (alarm,) = entry.walk("VALARM")
        assert SATURDAY + alarm.decoded("trigger") == SATURDAY - timedelta(days=1)
        assert alarm.decoded("trigger") == timedelta(hours=-15)

    def test_keeps_its_entry_with_a_higher_sequence_until_it_is_reported(self, town):
        _, life = take_over(town)
        chen = Subscriber(town, "chen")
        ((uid, before),) = chen.sees().items()
        life.asked("receive_decision", "chen")
        ((again, after),) = chen.sees().items()
        assert again == uid
        assert int(after["sequence"]) > int(before["sequence"])
        life.asked("report_decision", "chen")
        assert chen.sees() == {}

    def test_is_told_to_nobody_else(self, town):
        take_over(town)
        assert [Subscriber(town, each).sees() for each in ("chu", "li", "shen")] == [{}, {}, {}]

    def test_follows_the_seat_to_a_successor(self, town):
        chen = Subscriber(town, "chen")
        take_over(town)
        assert len(chen.sees()) == 1
        today = town.clock.today
        duty(town, "chen", "duties/end", {"duty": "head@finance", "until": today.isoformat()})
        duty(town, "mao", "duties", {"duty": "head@finance", "since": today.isoformat()})
        assert chen.sees() == {}
        assert len(Subscriber(town, "mao").sees()) == 1

    def test_is_told_once_to_who_holds_two_seats_of_the_unit(self, town):
        today = town.clock.today
        duty(town, "chen", "duties", {"duty": "staff@finance", "since": today.isoformat()})
        take_over(town)
        assert len(Subscriber(town, "chen").sees()) == 1


class TestReminders:
    @pytest.mark.parametrize(
        ("due", "soon", "days"),
        [
            (date(2025, 12, 19), None, ["2025-12-19"]),
            (SATURDAY, None, ["2025-12-19"]),
            (SATURDAY, 0, ["2025-12-19"]),
            (SATURDAY, 5, ["2025-12-12", "2025-12-19"]),
            (date(2025, 10, 8), 1, ["2025-09-30", "2025-10-08"]),
        ],
    )
    def test_fall_on_working_days(self, due, soon, days):
        october = frozenset(date(2025, 10, day) for day in range(1, 8))
        assert [str(each) for each in reminders(due, WorkingCalendar(days_off=october), soon)] == days


class TestLeak:
    """What somebody learns who has found the address of another."""

    def test_names_nobody(self, old_town):
        everybody = {*NAMES.values(), *old_town.people.values()}
        for who in ("sun", "zhu", "wang"):
            told = Subscriber(old_town, who).asks().text.replace("\r\n ", "")
            assert [each for each in everybody if each in told] == []

    def test_tells_what_a_calendar_needs_and_no_more(self, town):
        meeting = Dated(town).fixed().noticed()
        take_over(town)
        told = Subscriber(town, "li").sees() | Subscriber(town, "chen").sees()
        assert len(told) > 1
        assert meeting.id in told
        allowed = {"UID", "SEQUENCE", "DTSTAMP", "LAST-MODIFIED", "DTSTART", "DURATION", "SUMMARY", "DESCRIPTION"}
        allowed |= {"LOCATION", "STATUS", "TRANSP", "CLASS", "URL", "ORGANIZER"}
        assert {name for each in told.values() for name in each} <= allowed
