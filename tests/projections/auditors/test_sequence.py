"""Records that do not follow one another as they should."""

from dataclasses import replace
from datetime import timedelta
from itertools import count

import pytest

from domain.facts import decision, meeting, minutes, topic
from domain.vocabulary import Hearing, MeetingKind
from tests.cast import named
from tests.projections.auditors.conftest import as_entered
from tests.projections.auditors.planting import altered, lawful, put, repeated, with_body, with_trace, without


def day_of(name):
    """The day of the first fact of a name."""
    return next(event.fact.trace.on for event in lawful() if name == event.fact.TOPIC)


class TestVersions:
    def test_that_do_not_follow_on_are_found_where_a_record_was_cut_out(self, found):
        kept = [event for event in lawful() if event.fact.TOPIC != "decision.progress_noted"]
        dense = [replace(event, position=position) for position, event in zip(count(1), kept, strict=False)]
        rows = found(as_entered(dense))
        assert set(rows) == {"version_gap"}
        row = rows["version_gap"][0]
        assert (row["clause"], row["thing"]) == ("R-order", "decision")
        assert (row["facts"]["expected"], row["facts"]["version"]) == (5, 6)
        assert row["records"] == [row["found_at"] - 1, row["found_at"]]


class TestRecording:
    def test_r_dates_that_runs_backwards_is_found(self, found):
        events = list(as_entered(lawful()))
        place = next(place for place, event in enumerate(events) if event.fact.TOPIC == "minutes.issued")
        events[place] = replace(events[place], recorded_at=events[place].recorded_at - timedelta(minutes=1))
        assert set(found(events)) == {"recorded_backwards"}

    def test_r_dates_before_the_day_of_the_act_is_found(self, found):
        events = list(as_entered(lawful()))
        events[-1] = replace(events[-1], recorded_at=events[-1].recorded_at - timedelta(days=1))
        rows = found(events)
        assert set(rows) >= {"dated_after_recording"}
        [row] = rows["dated_after_recording"]
        assert (row["facts"]["on"], row["records"]) == ("2026-06-04", [len(events)])

    def test_on_the_same_day_by_the_conferences_own_clock_is_lawful(self, found):
        midnight = timedelta(hours=-10, minutes=1)  # 00:01 in the town, the day before by the clock of the machine
        events = [replace(event, recorded_at=event.recorded_at + midnight) for event in as_entered(lawful())]
        assert found(events) == {}


class TestDates:
    @pytest.mark.parametrize(
        "name", ["topic.agreed", "meeting.notice_issued", "meeting.attendance_recorded", "decision.assigned"]
    )
    def test_r_dates_before_the_step_it_follows_are_found(self, planted, name):
        early = altered(name, with_trace(on=day_of(name) - timedelta(days=90)))
        rows = planted(early)
        assert "dated_before_its_step" in rows
        row = rows["dated_before_its_step"][0]
        assert (row["clause"], row["facts"]["what"]) == ("R-dates", name)

    def test_r_dates_after_the_meeting_was_closed_are_found(self, planted):
        name = "meeting.briefing_given"
        late = repeated("meeting.closed")
        place = next(place for place, event in enumerate(late) if event.fact.TOPIC == "meeting.closed")
        given = next(event.fact for event in lawful() if name == event.fact.TOPIC)
        after = replace(given, trace=replace(given.trace, on=given.trace.on + timedelta(days=1)))
        late[place + 1] = replace(late[place + 1], fact=replace(after, originator_version=late[place + 1].version))
        rows = planted(late)
        assert set(rows) == {"dated_after_meeting_closed"}
        assert rows["dated_after_meeting_closed"][0]["facts"]["closed_on"] == "2025-05-28"

    def test_of_research_done_before_the_topic_was_submitted_are_lawful(self, planted):
        early = altered("topic.researched", with_trace(on=day_of("topic.researched") - timedelta(days=3)))
        assert "dated_before_its_step" not in planted(early)


OUT_OF_ORDER = {
    "a topic discussed that stands on no agenda": without("topic.scheduled"),
    "a topic approved twice": repeated("topic.approved"),
    "a topic discussed at another meeting": altered("topic.discussed", with_body(meeting=named("other"))),
    "a topic agreed to after its approval": put(topic.Agreed(text_version=1, remark=""), after="topic.approved"),
    "a topic concluded before it was discussed": put(topic.Concluded(), after="topic.approved"),
    "a meeting opened without a notice": without("meeting.notice_issued"),
    "a meeting noticed without a date": without("meeting.date_fixed"),
    "a meeting closed twice": repeated("meeting.closed"),
    "a meeting archived before its minutes": put(meeting.Archived(host=None, retention="永久"), after="meeting.closed"),
    "minutes issued twice": repeated("minutes.issued"),
    "minutes agreed to after the issue": put(minutes.Agreed(text_version=1, remark=""), after="minutes.issued"),
    "a decision assigned before it binds": without("decision.minuted"),
    "a decision assigned twice": repeated("decision.assigned"),
    "a decision completed twice": repeated("decision.completed"),
    "a decision minuted twice": repeated("decision.minuted"),
    "a decision heard twice at one meeting": repeated("decision.heard"),
    "a decision heard at the meeting that settled it": put(
        decision.Heard(meeting=named("meeting 2025"), kind=MeetingKind.ORDINARY, outcome=Hearing.NOTED, text=""),
        after="decision.adopted",
    ),
    "a change refused that nobody proposed": put(
        decision.ChangeRefused(number=1, reason="不同意"), after="decision.assigned"
    ),
    "a call closed twice": repeated("call.closed"),
    "a conference founded twice": repeated("conference.founded"),
}


class TestSteps:
    @pytest.mark.parametrize("case", OUT_OF_ORDER)
    def test_r_order_that_the_life_cycle_does_not_have_there_are_found(self, planted, case):
        rows = planted(OUT_OF_ORDER[case])["step_out_of_sequence"]
        assert {row["clause"] for row in rows} == {"R-order"}
        assert all(row["facts"]["what"].startswith(f"{row['thing']}.") for row in rows)
        assert all(len(row["records"]) == 2 for row in rows)

    def test_say_at_which_stage_they_were_recorded(self, planted):
        row = planted(repeated("decision.completed"))["step_out_of_sequence"][0]
        assert (row["facts"]["what"], row["facts"]["stage"]) == ("decision.completed", "completed")


class TestAgenda:
    def test_r_order_on_which_a_topic_does_not_stand_is_found(self, planted):
        drawn = altered("meeting.agenda_drawn_up", lambda fact: replace(fact, agenda=replace(fact.agenda, topics=())))
        rows = planted(drawn)
        assert set(rows) == {"dealt_with_off_agenda", "not_in_record_of_meeting"}
        assert {row["thing"] for row in rows["dealt_with_off_agenda"]} == {"meeting"}
        assert len(rows["dealt_with_off_agenda"]) == 2

    def test_r_order_on_which_a_decision_does_not_stand_is_found(self, planted):
        rows = planted(altered("meeting.opened", with_body(decisions=()), nth=1))
        assert {row["facts"]["dealt_with"] for row in rows["dealt_with_off_agenda"]} == {
            str(event.stream) for event in lawful() if event.fact.TOPIC == "decision.heard"
        }
