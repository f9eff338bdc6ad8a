from dataclasses import replace
from datetime import date

import pytest

from domain.charter import Strength
from domain.facts import meeting as facts
from domain.meeting import Meeting
from domain.meeting_words import Briefing, Stage
from domain.vocabulary import Outcome, Side
from tests.cast import act, charter, named
from tests.domain.meeting_stories import (
    DAY,
    DECISIONS,
    ISSUED_ON,
    NOTICED_ON,
    REVIEWED_ON,
    TOPICS,
    WITHOUT_BRIEFINGS,
    a_planned_meeting,
    an_extraordinary_meeting_noticed,
    brief,
    charter_with,
    closed,
    dated,
    discuss,
    expected,
    hear,
    held,
    in_session,
    instruct,
    noticed,
    replayed,
    state,
)
from tests.story import given


def close(meeting, acting=None, **reasons):
    return given(meeting).when(Meeting.close, acting or act("sun", on=DAY, **reasons))


def codes(story):
    story.then(facts.Closed)
    return [(each.code, each.clause) for each in story.recorded[0].trace.departures]


class TestClosing:
    def test_of_a_meeting_that_did_all_it_should_departs_from_nothing(self):
        story = close(held())
        assert codes(story) == []
        assert (story.stream.stage, story.stream.closed_on) == (Stage.CLOSED, DAY)

    @pytest.mark.parametrize(
        ("left_out", "code", "clause"),
        [
            (Briefing.YEAR_WORK, "year_work_not_briefed", "S4.1-a"),
            (Briefing.POLICIES, "policies_not_briefed", "S4.1-b"),
            (Briefing.UNION_SERVICE, "union_service_not_briefed", "S4.1-c"),
            (Briefing.UNION_OPINIONS, "union_opinions_not_briefed", "S4.1-d"),
        ],
    )
    def test_s4_1_a_b_c_d_without_a_briefing_needs_a_reason(self, left_out, code, clause):
        def meeting():
            given_ = [each for each in Briefing if each is not left_out]
            return instruct(discuss(hear(brief(in_session(), *given_))))

        close(meeting()).then_refused(code, clause)
        assert codes(close(meeting(), **{code: "书面印发"})) == [(code, clause)]

    def test_s5_4_b1_without_a_word_from_one_side_needs_a_reason(self):
        meeting = instruct(discuss(hear(brief(in_session(), Briefing.YEAR_WORK, Briefing.POLICIES))))
        found = codes(close(meeting, **WITHOUT_BRIEFINGS))
        assert ("side_gave_no_briefing", "S5.4-b1") in found
        assert len(found) == 3

    def test_s5_4_b1_is_departed_from_once_when_the_agenda_had_no_briefings(self):
        items = ("previous_decisions", "topics_introduced", "topics", "instructions")
        meeting = a_meeting_with_items(items, briefings_left_out="书面印发")
        assert ("side_gave_no_briefing", "S5.4-b1") not in codes(
            close(instruct(discuss(hear(meeting))), **WITHOUT_BRIEFINGS)
        )

    def test_s4_3_a_puts_over_what_was_not_heard_for_a_reason(self):
        close(instruct(discuss(brief(in_session())))).then_refused("decisions_put_over", "S4.3-a")
        story = close(instruct(discuss(brief(in_session()))), decisions_put_over="报告未到")
        assert codes(story) == [("decisions_put_over", "S4.3-a")]
        assert story.stream.put_over == DECISIONS

    def test_s5_4_b3_without_an_introduction_needs_a_reason(self):
        meeting = held()
        meeting.enter_in_error(act("wang", on=DAY), entry=next(iter(meeting.introductions)), reason="未通报")
        close(meeting).then_refused("topics_not_introduced", "S5.4-b3")
        assert codes(close(meeting, topics_not_introduced="材料已发")) == [("topics_not_introduced", "S5.4-b3")]

    def test_s5_4_b4_defers_what_was_not_reached_for_a_reason(self):
        meeting = instruct(hear(brief(in_session())))
        meeting.introduce_topics(act("wang", on=DAY), summary="两个议题")
        close(meeting).then_refused("topics_not_reached", "S5.4-b4")
        story = close(meeting, topics_not_reached="时间所限")
        assert codes(story) == [("topics_not_reached", "S5.4-b4")]
        assert story.stream.not_reached == TOPICS

    def test_s5_4_b4_keeps_what_was_not_reached_out_of_the_record(self):
        meeting = instruct(hear(brief(in_session())))
        meeting.introduce_topics(act("wang", on=DAY), summary="两个议题")
        meeting.close(act("sun", on=DAY, topics_not_reached="时间所限"))
        given(meeting).when(_discuss_first, act("wang", on=DAY)).then_refused("dealt_with_already")

    def test_s5_4_b5_without_a_leader_of_one_side_needs_a_reason(self):
        meeting = instruct(discuss(hear(brief(in_session()))), Side.GOV)
        refusal = close(meeting).then_refused("side_gave_no_instructions", "S5.4-b5")
        assert refusal.facts["sides"] == [Side.UNION]

    def test_s5_4_b5_asks_nobody_whom_the_charter_does_not_name(self):
        meeting = instruct(discuss(hear(brief(in_session()))), Side.GOV)
        acting = act("sun", on=DAY, under=charter_with(instructions_by=(Side.GOV,)))
        assert codes(close(meeting, acting)) == []

    def test_asks_nothing_the_charter_only_allows(self):
        items = tuple(item if item.key != "instructions" else _may(item) for item in charter().meetings.ordinary_agenda)
        meeting = discuss(hear(brief(in_session())))
        assert codes(close(meeting, act("sun", on=DAY, under=charter_with(ordinary_agenda=items)))) == []

    def test_g13_of_an_extraordinary_meeting_leaves_the_decisions_to_a_written_list(self):
        story = close(instruct(discuss(in_session(an_extraordinary_meeting_noticed()))))
        assert codes(story) == []
        assert story.stream.put_over == DECISIONS

    def test_g19_of_an_extraordinary_meeting_departs_from_the_gap(self):
        meeting = discuss(in_session(an_extraordinary_meeting_noticed()))
        close(meeting).then_refused("side_gave_no_instructions", "G19")

    def test_is_never_blocked(self):
        reasons = {
            **WITHOUT_BRIEFINGS,
            "decisions_put_over": "停电",
            "topics_not_introduced": "停电",
            "topics_not_reached": "停电",
            "side_gave_no_instructions": "停电",
        }
        story = close(in_session(), **reasons)
        assert len(codes(story)) == len(reasons)

    def test_tells_all_that_is_missing_at_once(self):
        assert len(close(in_session()).refusal.breaches) == 9

    def test_is_the_chairs(self):
        close(held(), act("wang", on=DAY)).then_refused("chair_only", "R-seat")

    def test_follows_the_opening(self):
        close(noticed()).then_refused("out_of_order")
        close(held(), act("sun", on=NOTICED_ON)).then_refused("date_before_previous_step")


class TestMinutesAndArchive:
    def minuted(self):
        meeting = closed()
        meeting.follow_review(act("li", on=REVIEWED_ON), minutes=named("minutes"))
        meeting.follow_issue(act("zhou", on=ISSUED_ON), minutes=named("minutes"))
        return meeting

    def test_s5_4_c_waits_for_the_minutes(self):
        given(closed()).when(Meeting.archive, act("wang"), retention="永久").then_refused("minutes_missing", "S5.4-c")

    def test_g7_keeps_the_hosts_retention_on_both_sides_until_a_host_is_named(self):
        story = given(self.minuted()).when(Meeting.archive, act("wang"), retention="永久")
        story.then(facts.Archived)
        assert story.recorded[0].host is None
        assert "G7" in story.recorded[0].trace.assumptions
        assert (story.stream.stage, story.stream.is_open) == (Stage.ARCHIVED, False)

    def test_g7_names_the_host_side_of_the_charter(self):
        hosted = act("wang", under=replace(charter(), archive_host=Side.GOV))
        story = given(self.minuted()).when(Meeting.archive, hosted, retention="永久")
        story.then(facts.Archived)
        assert story.recorded[0].host is Side.GOV

    def test_is_the_offices(self):
        given(self.minuted()).when(Meeting.archive, act("sun"), retention="永久").then_refused("office_only")

    def test_is_done_once(self):
        meeting = self.minuted()
        meeting.archive(act("wang"), retention="永久")
        given(meeting).when(Meeting.archive, act("wang"), retention="永久").then_refused("out_of_order")

    def test_is_not_for_a_meeting_yet_to_be_held(self):
        given(noticed()).when(Meeting.archive, act("wang"), retention="永久").then_refused("out_of_order")

    def test_follow_the_closing(self):
        given(held()).when(Meeting.follow_issue, act("zhou", on=DAY), minutes=named("minutes")).then_refused(
            "out_of_order"
        )
        given(held()).when(Meeting.follow_review, act("zhou", on=DAY), minutes=named("minutes")).then_refused(
            "out_of_order"
        )

    def test_settle_the_record(self):
        given(self.minuted()).when(
            Meeting.give_briefing, act("wang", on=date(2026, 6, 9)), briefing=Briefing.POLICIES, text="补录"
        ).then_refused("out_of_order")


class TestReplay:
    def test_equals_the_meeting(self):
        meeting = held()
        meeting.enter_in_error(act("wang", on=DAY), entry=next(iter(meeting.briefings)), reason="录入有误")
        meeting.give_briefing(act("wang", on=DAY), briefing=Briefing.YEAR_WORK, text="通报")
        meeting.raise_other_matter(act("sun", on=DAY), title="津贴", reason="紧急", summary="同意", adopted=())
        meeting.close(act("sun", on=DAY))
        meeting.follow_review(act("li", on=REVIEWED_ON), minutes=named("minutes"))
        meeting.follow_issue(act("zhou", on=ISSUED_ON), minutes=named("minutes"))
        meeting.archive(act("wang"), retention="永久")
        assert state(replayed(meeting)) == state(meeting)


def a_meeting_with_items(items, **reasons):
    meeting = dated(a_planned_meeting())
    meeting.draw_up_agenda(act("zhou", on=NOTICED_ON, **reasons), items=items, topics=TOPICS, decisions=DECISIONS)
    meeting.issue_notice(act("zhou", on=NOTICED_ON), number=None, expected=expected())
    return in_session(meeting)


def _discuss_first(meeting, acting):
    meeting.discuss_topic(acting, topic=TOPICS[0], outcome=Outcome.NOTED, summary="补录", adopted=())


def _may(item):
    return replace(item, strength=Strength.MAY)
