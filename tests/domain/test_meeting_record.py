from datetime import date, timedelta

import pytest

from domain.charter_words import Attending
from domain.facts import meeting as facts
from domain.meeting import Meeting
from domain.meeting_words import Briefing
from domain.vocabulary import Outcome, Presence
from tests.cast import act, named, person
from tests.domain.meeting_stories import (
    ADOPTED,
    DAY,
    NOTICED_ON,
    TOPICS,
    charter_with,
    closed,
    expected,
    hearing,
    held,
    in_session,
    line,
    noticed,
)
from tests.story import given

CLERK = "wang"


def recorded(*lines, meeting=None, acting=None):
    return given(meeting or in_session()).when(Meeting.record_attendance, acting or act(CLERK, on=DAY), lines=lines)


def discussed(meeting, **changes):
    form = {"topic": TOPICS[0], "outcome": Outcome.AGREED, "summary": "一致同意", "adopted": ADOPTED} | changes
    return given(meeting).when(Meeting.discuss_topic, act(CLERK, on=DAY), **form)


class TestAttendance:
    def test_s5_3_a_is_recorded_against_the_list(self):
        story = recorded(
            line("mayor", "zhao"),
            line("head@finance", "chen", Presence.REPLACED, replaced_by=person("jiang")),
            line("party_deputy", "qian", Presence.LEAVE),
        )
        story.then(facts.AttendanceRecorded)
        left = set(story.stream.unaccounted)
        assert left == {each.key for each in expected()} - {person("zhao"), person("chen"), person("qian")}

    def test_s5_3_b_of_a_guest_needs_no_place_on_the_list(self):
        recorded(line("", "model worker", kind=Attending.INVITE)).then(facts.AttendanceRecorded)

    def test_of_a_stranger_is_no_attendance_of_a_member(self):
        recorded(line("chair@logistics", "han")).then_refused("not_expected", "R-known")

    def test_is_in_the_quality_in_which_one_was_expected(self):
        recorded(line("mayor", "zhao", kind=Attending.INVITE)).then_refused("other_quality", "R-known")

    def test_follows_the_seat_to_a_successor(self):
        recorded(line("head@finance", "new head")).then(facts.AttendanceRecorded)

    @pytest.mark.parametrize(
        "unfit",
        [
            line("mayor", "zhao", Presence.REPLACED),
            line("mayor", "zhao", Presence.PRESENT, replaced_by=person("feng")),
        ],
    )
    def test_names_who_came_instead_and_only_then(self, unfit):
        recorded(unfit).then_refused("replacement_unfit")

    def test_is_of_somebody(self):
        recorded(line("", None, kind=Attending.INVITE)).then_refused("attendance_of_nobody")

    def test_holds_as_last_recorded(self):
        story = recorded(line("mayor", "zhao", Presence.ABSENT))
        story.when(Meeting.record_attendance, act(CLERK, on=DAY), lines=(line("mayor", "zhao"),))
        assert [each.presence for each in story.stream.attendance] == [Presence.PRESENT]

    def test_is_kept_by_the_office(self):
        recorded(acting=act("sun", on=DAY)).then_refused("office_only")

    def test_begins_with_the_opening(self):
        recorded(meeting=noticed()).then_refused("out_of_order")
        recorded(acting=act(CLERK, on=NOTICED_ON)).then_refused("date_before_previous_step")

    def test_g4_has_no_quorum_unless_the_charter_sets_one(self):
        story = discussed(in_session())
        story.then(facts.TopicDiscussed)

    def test_g4_settles_nothing_without_the_quorum_a_charter_sets(self):
        meeting = in_session()
        meeting.record_attendance(
            act(CLERK, on=DAY), lines=(line("mayor", "zhao"), line("liaison", "sun", Presence.ABSENT))
        )
        two = act(CLERK, on=DAY, under=charter_with(quorum=2))
        form = {"topic": TOPICS[0], "outcome": Outcome.AGREED, "summary": "同意", "adopted": ()}
        given(meeting).when(Meeting.discuss_topic, two, **form).then_refused("quorum_missing", "G4")
        given(meeting).when(Meeting.hear_decision, two, **hearing()).then_refused("quorum_missing")
        meeting.record_attendance(act(CLERK, on=DAY), lines=(line("union_chair", "li"),))
        given(meeting).when(Meeting.discuss_topic, two, **form).then(facts.TopicDiscussed)


class TestMendingTheRecord:
    def strike(self, meeting, entry, acting=None):
        return given(meeting).when(Meeting.enter_in_error, acting or act(CLERK, on=DAY), entry=entry, reason="录入有误")

    def test_strikes_an_entry_and_leaves_it_on_record(self):
        meeting = in_session()
        meeting.give_briefing(act(CLERK, on=DAY), briefing=Briefing.POLICIES, text="通报")
        story = self.strike(meeting, meeting.version)
        story.then(facts.EnteredInError)
        assert story.stream.briefings == {}

    def test_brings_back_what_the_entry_had_replaced(self):
        meeting = in_session()
        meeting.record_attendance(act(CLERK, on=DAY), lines=(line("mayor", "zhao"),))
        meeting.record_attendance(act(CLERK, on=DAY), lines=(line("mayor", "zhao", Presence.ABSENT),))
        self.strike(meeting, meeting.version).then(facts.EnteredInError)
        assert [each.presence for each in meeting.attendance] == [Presence.PRESENT]

    def test_lets_a_topic_be_entered_again_after_the_closing(self):
        meeting = held()
        entry = next(version for version, (topic, _) in meeting.discussed.items() if topic == TOPICS[1])
        meeting.close(act("sun", on=DAY))
        self.strike(meeting, entry).then(facts.EnteredInError)
        discussed(meeting, topic=TOPICS[1], adopted=()).then(facts.TopicDiscussed)

    def test_strikes_introduction_and_instructions_too(self):
        meeting = held()
        for entry in (*meeting.introductions, *meeting.instructions):
            meeting.enter_in_error(act(CLERK, on=DAY), entry=entry, reason="录入有误")
        assert (meeting.introductions, meeting.instructions) == ({}, {})

    def test_strikes_nothing_a_decision_came_from(self):
        meeting = held()
        entry = next(version for version, found in meeting.adopted.items() if found)
        self.strike(meeting, entry).then_refused("entry_adopted_decision", "R-order")

    @pytest.mark.parametrize("entry", [1, 999])
    def test_strikes_only_entries(self, entry):
        self.strike(held(), entry).then_refused("entry_unknown", "R-known")

    def test_strikes_an_entry_once(self):
        meeting = held()
        entry = next(iter(meeting.briefings))
        self.strike(meeting, entry).then(facts.EnteredInError)
        self.strike(meeting, entry).then_refused("entry_unknown")

    def test_strikes_no_hearing(self):
        meeting = held()
        self.strike(meeting, next(iter(meeting.heard))).then_refused("entry_unknown")

    def test_ends_with_the_review_of_the_minutes(self):
        meeting = closed()
        entry = next(iter(meeting.briefings))
        meeting.follow_review(act("li", on=date(2026, 6, 4)), minutes=named("minutes"))
        self.strike(meeting, entry).then_refused("record_settled", "R-order")
        recorded(meeting=meeting).then_refused("record_settled")

    def test_is_the_offices(self):
        meeting = held()
        self.strike(meeting, next(iter(meeting.briefings)), act("sun", on=DAY)).then_refused("office_only")


class TestDates:
    def test_r_dates_end_with_the_closing(self):
        late = act(CLERK, on=DAY + timedelta(days=1))
        given(closed()).when(Meeting.give_briefing, late, briefing=Briefing.YEAR_WORK, text="通报").then_refused(
            "entered_after_closing", "R-dates"
        )
