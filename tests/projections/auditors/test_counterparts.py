"""What one stream says of another that does not say it."""

import pytest

from tests.cast import named
from tests.projections.auditors.planting import altered, with_body, without

OF_THE_MEETING = {
    "decision.heard": without("meeting.decision_heard"),
    "decision.adopted": altered("meeting.topic_discussed", with_body(adopted=())),
    "topic.discussed": without("meeting.topic_discussed"),
    "topic.scheduled": altered("topic.scheduled", with_body(meeting=named("other"))),
}


class TestWhatAMeetingDid:
    @pytest.mark.parametrize("name", OF_THE_MEETING)
    def test_r_order_stands_in_its_own_record(self, planted, name):
        rows = planted(OF_THE_MEETING[name])["not_in_record_of_meeting"]
        assert name in {row["facts"]["what"] for row in rows}
        assert {row["clause"] for row in rows} == {"R-order"}


class TestWhatBinds:
    @pytest.mark.parametrize("name", ["decision.minuted", "topic.minuted", "meeting.minutes_issued"])
    def test_g15_follows_from_issued_minutes(self, planted, name):
        rows = planted(without("minutes.issued"))["follows_unissued_minutes"]
        assert name in {row["facts"]["what"] for row in rows}
        assert {(row["clause"], len(row["records"])) for row in rows} == {("G15", 3)}
