"""A meeting in somebody's own calendar: it is one entry from its first date to its last, and says when it is off."""

from datetime import UTC, datetime, timedelta

import pytest

from domain.meeting_words import Stage
from tests.interfaces.http.dated import Dated, only, read
from tests.interfaces.http.problems import is_problem, languages
from tests.interfaces.http.town import NAMES, OFFICE, STRANGER

RARE = "周玥喆䶮"


@pytest.fixture
def meeting(town):
    return Dated(town)


def method_of(answer):
    method = str(read(answer)["method"])
    assert f"method={method}" in answer.headers["content-type"]
    return method


class TestMeeting:
    def test_has_its_hour_in_the_zone_of_the_conference_and_its_place(self, meeting):
        answer = meeting.fixed().noticed().given()
        entry = only(answer)
        assert entry.decoded("dtstart").isoformat() == "2025-06-20T14:00:00+08:00"
        assert entry["dtstart"].params["TZID"] == "Asia/Shanghai"
        (zone,) = read(answer).walk("VTIMEZONE")
        assert zone["tzid"] == "Asia/Shanghai"
        assert [each.decoded("tzoffsetto") for each in zone.walk("STANDARD")] == [timedelta(hours=8)]
        assert entry["location"] == "镇政府二楼会议室"
        assert entry["status"] == "CONFIRMED"
        assert method_of(answer) == "REQUEST"

    def test_says_its_agenda_in_its_order_and_where_more_is(self, meeting):
        told = str(only(meeting.fixed().noticed().given())["description"])
        items = ["通报政府和工会相关工作情况", "报告上次联席会议议定事项落实情况", "政府和工会领导", "其他需要联席会议"]
        places = [told.index(each) for each in items]
        assert places == sorted(places)
        assert told.endswith(f"http://localhost:8000/meetings/{meeting.id}")

    def test_is_stamped_with_when_its_last_change_was_recorded(self, meeting):
        entry = only(meeting.fixed().given())
        assert entry.decoded("dtstamp") == meeting.town.clock.at.replace(microsecond=0)
        meeting.town.clock.at += timedelta(days=3)
        assert only(meeting.given()).decoded("dtstamp") == entry.decoded("dtstamp")

    def test_is_not_sure_before_its_notice(self, meeting):
        entry = only(meeting.fixed().given())
        assert entry["status"] == "TENTATIVE"
        assert "会议通知尚未发出" in entry["description"]

    def test_names_those_expected_by_name_and_seat(self, meeting):
        entry = only(meeting.fixed().noticed().given())
        called = {str(each.params["CN"]): str(each) for each in entry["attendee"]}
        assert called[f"{NAMES['li']}（镇总工会主席）"] == f"urn:uuid:{meeting.town.people['li']}"
        assert str(entry["organizer"]) == "invalid:nomail"

    @languages
    def test_is_told_in_the_language_asked_for(self, meeting, language):
        answer = meeting.fixed().given(accept_language=language)
        said = "联席会议2025年度例会" if language == "zh-Hans" else "Joint conference: Ordinary meeting of 2025"
        assert only(answer)["summary"] == said
        assert answer.headers["content-language"] == language

    def test_is_shown_as_of_any_moment(self, meeting):
        before = meeting.fixed().town.head
        meeting.put_off()
        answer = meeting.town.get(f"/meetings/{meeting.id}/icalendar?as_of={before}")
        assert method_of(answer) == "REQUEST"
        assert answer.headers["x-position"] == str(before)


class TestChange:
    def test_keeps_the_entry_and_raises_its_sequence(self, meeting):
        steps = [meeting.fixed, meeting.noticed, meeting.put_off, lambda: meeting.fixed(2, "2025-07-08")]
        seen = []
        for step in steps:
            step()
            entry = only(meeting.given())
            seen.append((str(entry["uid"]), int(entry["sequence"]), str(entry["status"])))
            assert seen[-1][1] == meeting.version
        assert {uid for uid, _, _ in seen} == {meeting.id}
        sequences = [sequence for _, sequence, _ in seen]
        assert sequences == sorted(set(sequences))
        assert [status for _, _, status in seen] == ["TENTATIVE", "CONFIRMED", "CANCELLED", "TENTATIVE"]
        assert only(meeting.given()).decoded("dtstart").date().isoformat() == "2025-07-08"

    def test_of_a_meeting_put_off_takes_it_out_at_the_hour_it_had(self, meeting):
        answer = meeting.fixed().noticed().put_off().given()
        entry = only(answer)
        assert meeting.town.get(f"/meetings/{meeting.id}").json()["stage"] == Stage.POSTPONED
        assert (method_of(answer), str(entry["status"])) == ("CANCEL", "CANCELLED")
        assert entry.decoded("dtstart").date().isoformat() == "2025-06-20"
        assert str(entry["summary"]).startswith("【延期】")

    def test_of_a_meeting_called_off_takes_it_out(self, meeting):
        answer = meeting.fixed().noticed().called_off().given()
        entry = only(answer)
        assert (method_of(answer), str(entry["status"]), str(entry["transp"])) == ("CANCEL", "CANCELLED", "TRANSPARENT")
        assert str(entry["summary"]).startswith("【取消】")

    def test_of_a_meeting_put_off_and_then_called_off_takes_it_out_as_well(self, meeting):
        assert method_of(meeting.fixed().put_off().called_off(2).given()) == "CANCEL"


class TestLines:
    def test_are_no_longer_than_75_octets_and_break_no_character(self, town):
        rare = town.ask(OFFICE, "/people", {"name": RARE}).json()["id"]
        taken = {"duty": "vice_mayor", "since": town.clock.today.isoformat()}
        assert town.ask(OFFICE, f"/people/{rare}/duties", taken).status_code == 200
        answer = Dated(town).fixed().noticed().given()
        lines = answer.content.split(b"\r\n")
        assert lines.pop() == b""
        assert max(map(len, lines)) <= 75
        assert len(lines) > 30
        for line in lines:
            line.decode("utf-8")
        called = {str(each): str(each.params["CN"]) for each in only(answer)["attendee"]}
        assert called[f"urn:uuid:{rare}"] == f"{RARE}（分管副镇长）"


class TestReader:
    @languages
    def test_is_told_that_there_is_no_date_yet(self, meeting, language):
        is_problem(meeting.given(accept_language=language), 409, "meeting_undated", clause="R-order")

    def test_of_an_unknown_meeting_is_told_so(self, town):
        unknown = "0b8bd8a6-4b5c-5bd7-8d3d-6a6b0f3a3a11"
        is_problem(town.get(f"/meetings/{unknown}/icalendar"), 404, "meeting_unknown")

    def test_without_a_seat_or_a_credential_is_refused(self, meeting):
        meeting.fixed()
        is_problem(meeting.given(STRANGER), 403, "seat_needed")
        is_problem(meeting.given(None), 401, "not_signed_in")


def test_hours_are_of_the_record_and_not_of_the_asking(meeting):
    first = meeting.fixed().given().content
    meeting.town.clock.at = datetime(2025, 6, 1, tzinfo=UTC)
    assert meeting.given().content == first
