"""The desk says since when a thing waits: since this was asked of this seat, not since something like it first was."""

from dataclasses import replace
from datetime import date
from typing import Any

from domain.vocabulary import Progress
from projections.work_desk import TASKS
from tests.cast import act
from tests.domain.decision_stories import a_received_decision, report
from tests.domain.meeting_stories import APPOINTMENT, a_planned_meeting, proposed
from tests.domain.minutes_stories import drafted_minutes, drafting, minutes_text
from tests.domain.stories import KNOWN, submitted_as, text
from tests.projections.recording import Seen
from tests.projections.town import measured

EARLIER, LATER = date(2026, 6, 5), date(2026, 6, 9)


def since(seen: Seen, *streams: Any) -> dict[tuple[str, str], str]:
    """Since when each task of each seat waits, once these streams are recorded."""
    recording = measured()
    recording.save(*streams)
    seen.fold(recording.events)
    return {(task["what"], task["seat"]): task["since"] for task in seen.rows(TASKS).values()}


class TestMinutes:
    def test_under_review_wait_for_both_heads_since_the_new_draft(self, seen):
        minutes = drafted_minutes()
        minutes.agree(act("sun", on=EARLIER), text_version=1)
        again = drafting(text=minutes_text(words="会议听取了通报，并提出意见。"))
        minutes.redraft(act("wang", on=LATER), text=again["text"], reason="按意见修改", adopted=again["adopted"])
        found = since(seen, minutes)
        assert found["agree_to_minutes", "liaison"] == "2026-06-09"
        assert found["agree_to_minutes", "union_chair"] == "2026-06-09"


class TestMeeting:
    def test_waits_for_the_heads_to_agree_since_the_date_that_is_proposed_now(self, seen):
        meeting = proposed(a_planned_meeting())
        other = replace(APPOINTMENT, day=date(2026, 5, 29))
        meeting.propose_date(act("zhou", on=date(2026, 4, 20)), appointment=other)
        assert since(seen, meeting)["agree_to_date", "liaison"] == "2026-04-20"


class TestDecision:
    def test_waits_since_the_report_that_takes_the_place_of_the_one_before(self, seen):
        decision = a_received_decision()
        report(decision, act("chen", on=EARLIER), Progress.PARTLY)
        report(decision, act("chen", on=LATER))
        found = since(seen, decision)
        assert found["accept_report", "liaison"] == "2026-06-09"
        assert found["forward_report", "union_office_staff"] == "2026-06-09"


class TestTopic:
    def test_waits_for_an_opinion_since_it_was_asked_for_last(self, seen):
        topic = submitted_as(act("zhou", on=EARLIER))
        for on in (EARLIER, LATER):
            topic.ask_opinion(act("zhou", on=on), unit="finance", due=None)
        found = since(seen, topic)
        assert found["give_opinion", "head@finance"] == "2026-06-09"
        assert found["ask_opinion", "union_chair"] == "2026-06-05"

    def test_waits_for_opinions_to_be_asked_for_since_the_text_is_as_it_is(self, seen):
        topic = submitted_as(act("zhou", on=EARLIER))
        topic.revise(act("zhou", on=LATER), text=text(title="环卫工人防暑"), reason="改题", known_units=KNOWN)
        found = since(seen, topic)
        assert found["ask_opinion", "union_chair"] == "2026-06-09"
        assert found["report_research", "union_chair"] == "2026-06-05"
