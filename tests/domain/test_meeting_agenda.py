from dataclasses import replace

import pytest

from domain.charter import AgendaItem, Strength
from domain.facts import meeting as facts
from domain.meeting import Meeting
from tests.cast import act, charter, named
from tests.domain.meeting_stories import (
    AGREED_ON,
    DECISIONS,
    EXTRAORDINARY_ITEMS,
    ITEMS,
    NOTICED_ON,
    TOPICS,
    a_planned_meeting,
    an_extraordinary_meeting,
    charter_with,
    dated,
    excused,
    in_session,
    noticed,
    with_agenda,
)
from tests.story import given

LATE = named("accident")


def drawn(meeting, acting=None, **changes):
    form = {"items": ITEMS, "topics": TOPICS, "decisions": DECISIONS} | changes
    return given(meeting).when(Meeting.draw_up_agenda, acting or act("zhou", on=NOTICED_ON), **form)


def without(*keys):
    return tuple(key for key in ITEMS if key not in keys)


def _item(key, strength):
    return AgendaItem(key=key, name=charter().institution, clause="R-charter", strength=strength)


class TestAgenda:
    def test_s5_2_a_is_drawn_up_by_the_office(self):
        drawn(a_planned_meeting(), act("sun")).then_refused("office_prepares", "S5.2-a")

    def test_has_the_items_topics_and_decisions_in_order(self):
        story = drawn(a_planned_meeting())
        story.then(facts.AgendaDrawnUp)
        agenda = story.recorded[0].agenda
        assert (agenda.version, agenda.items, agenda.topics, agenda.decisions) == (1, ITEMS, TOPICS, DECISIONS)

    @pytest.mark.parametrize(
        ("item", "code", "clause"),
        [
            ("briefings", "briefings_left_out", "S5.4-b1"),
            ("topics_introduced", "introduction_left_out", "S5.4-b3"),
            ("topics", "topics_left_out", "S5.4-b4"),
            ("instructions", "instructions_left_out", "S5.4-b5"),
        ],
    )
    def test_s5_4_b1_b3_b4_b5_leaves_out_what_is_mainly_there_for_a_reason(self, item, code, clause):
        left = {"items": without(item), "topics": () if item == "topics" else TOPICS}
        drawn(a_planned_meeting(), **left).then_refused(code, clause)
        story = drawn(a_planned_meeting(), excused(act("zhou", on=NOTICED_ON), code), **left)
        story.then(facts.AgendaDrawnUp)
        assert [(each.code, each.clause) for each in story.recorded[0].trace.departures] == [(code, clause)]

    def test_asks_one_reason_for_each_item_left_out(self):
        refusal = drawn(a_planned_meeting(), items=("previous_decisions",), topics=()).then_refused(
            "briefings_left_out"
        )
        assert len(refusal.breaches) == 4

    def test_s5_4_b6_may_have_no_other_matters(self):
        drawn(a_planned_meeting(), items=without("other")).then(facts.AgendaDrawnUp)

    def test_s5_4_b2_has_the_previous_decisions(self):
        acting = act("zhou", on=NOTICED_ON, previous_decisions_left_out="时间所限")
        drawn(a_planned_meeting(), acting, items=without("previous_decisions")).then_refused(
            "previous_decisions_left_out", "S5.4-b2"
        )

    def test_s5_4_b2_needs_no_report_when_there_is_nothing_to_hear(self):
        story = drawn(a_planned_meeting(), items=without("previous_decisions"), decisions=())
        story.then(facts.AgendaDrawnUp)
        assert story.recorded[0].trace.departures == ()

    def test_s5_4_b2_is_soft_where_the_charter_makes_it_so(self):
        items = tuple(replace(item, strength=Strength.SOFT) for item in charter().meetings.ordinary_agenda)
        soft = charter_with(ordinary_agenda=items)
        acting = act("zhou", on=NOTICED_ON, under=soft, previous_decisions_left_out="时间所限")
        drawn(a_planned_meeting(), acting, items=without("previous_decisions", "other")).then_refused(
            "agenda_item_left_out"
        )
        drawn(a_planned_meeting(), acting, items=without("previous_decisions")).then(facts.AgendaDrawnUp)

    def test_g19_of_an_extraordinary_meeting_has_its_own_items(self):
        drawn(an_extraordinary_meeting(), items=EXTRAORDINARY_ITEMS).then(facts.AgendaDrawnUp)
        drawn(an_extraordinary_meeting()).then_refused("agenda_items_unfit")

    def test_g19_of_an_extraordinary_meeting_departs_from_the_gap_and_not_from_the_measures(self):
        drawn(an_extraordinary_meeting(), items=EXTRAORDINARY_ITEMS[:3]).then_refused("instructions_left_out", "G19")
        drawn(an_extraordinary_meeting(), items=EXTRAORDINARY_ITEMS[1:]).then_refused(
            "previous_decisions_left_out", "G19"
        )

    def test_keeps_an_item_the_charter_makes_a_must(self):
        hard = (*charter().meetings.ordinary_agenda, _item("voices", Strength.HARD))
        drawn(a_planned_meeting(), act("zhou", under=charter_with(ordinary_agenda=hard))).then_refused(
            "hard_agenda_item_left_out", "R-charter"
        )

    def test_leaves_out_an_item_of_the_charters_own_for_a_reason(self):
        soft = (*charter().meetings.ordinary_agenda, _item("voices", Strength.SOFT))
        drawn(a_planned_meeting(), act("zhou", under=charter_with(ordinary_agenda=soft))).then_refused(
            "agenda_item_left_out", "R-charter"
        )

    @pytest.mark.parametrize("items", [(*ITEMS, "voices"), (*ITEMS, "other"), without("topics")])
    def test_has_known_items_once_and_topics_under_theirs(self, items):
        acting = act("zhou", topics_left_out="时间所限")
        refusal = drawn(a_planned_meeting(), acting, items=items).refusal
        assert refusal.code in {"agenda_items_unfit", "topics_without_item"}

    def test_has_a_topic_once(self):
        drawn(a_planned_meeting(), topics=(TOPICS[0], TOPICS[0])).then_refused("topic_on_agenda_already")

    def test_has_no_more_topics_than_the_charter_allows(self):
        few = replace(charter(), topics=replace(charter().topics, most_per_meeting=1))
        drawn(a_planned_meeting(), act("zhou", under=few)).then_refused("too_many_topics", "R-charter")
        drawn(a_planned_meeting(), act("zhou", under=few), topics=TOPICS[:1]).then(facts.AgendaDrawnUp)

    def test_is_redrawn_until_the_meeting_is_opened(self):
        drawn(noticed(), topics=TOPICS[:1]).then(facts.AgendaDrawnUp)
        drawn(in_session()).then_refused("out_of_order")


class TestLateAdmission:
    def test_is_an_act_of_its_own(self):
        drawn(noticed(), topics=(*TOPICS, LATE)).then_refused("topic_added_after_notice", "R-order")

    def test_puts_the_topic_last_and_says_that_it_came_late(self):
        story = given(noticed()).when(Meeting.admit_late, act("zhou", on=NOTICED_ON), topic=LATE, reason="突发事故")
        story.then(facts.AdmittedLate)
        assert (story.stream.topics, story.stream.late) == ((*TOPICS, LATE), (LATE,))

    def test_lets_the_agenda_be_redrawn_with_it(self):
        meeting = noticed()
        meeting.admit_late(act("zhou", on=NOTICED_ON), topic=LATE, reason="突发事故")
        drawn(meeting, topics=(LATE, *TOPICS)).then(facts.AgendaDrawnUp)

    def test_is_not_needed_before_the_notice(self):
        given(with_agenda(dated(a_planned_meeting()))).when(
            Meeting.admit_late, act("zhou", on=NOTICED_ON), topic=LATE, reason="突发事故"
        ).then_refused("out_of_order")

    def test_is_the_offices(self):
        given(noticed()).when(Meeting.admit_late, act("li"), topic=LATE, reason="突发事故").then_refused(
            "office_prepares"
        )

    def test_is_of_a_new_topic(self):
        given(noticed()).when(
            Meeting.admit_late, act("zhou", on=NOTICED_ON), topic=TOPICS[0], reason="突发事故"
        ).then_refused("topic_on_agenda_already")

    def test_keeps_to_the_charters_limit(self):
        few = replace(charter(), topics=replace(charter().topics, most_per_meeting=2))
        given(noticed()).when(
            Meeting.admit_late, act("zhou", on=NOTICED_ON, under=few), topic=LATE, reason="突发事故"
        ).then_refused("too_many_topics")

    def test_follows_the_notice(self):
        given(noticed()).when(
            Meeting.admit_late, act("zhou", on=AGREED_ON), topic=LATE, reason="突发事故"
        ).then_refused("date_before_previous_step")
