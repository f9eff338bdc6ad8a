from dataclasses import replace

import pytest

from domain.facts import meeting as facts
from domain.meeting import Meeting
from domain.meeting_words import Briefing
from domain.rules.instructions import leaders
from domain.vocabulary import Hearing, Outcome, Side
from tests.cast import act, charter, named, person, standing
from tests.domain.meeting_stories import (
    ADOPTED,
    DAY,
    DECISIONS,
    TOPICS,
    an_extraordinary_meeting_noticed,
    charter_with,
    closed,
    hear,
    hearing,
    in_session,
)
from tests.story import given

CLERK = "wang"


def discussed(meeting, **changes):
    form = {"topic": TOPICS[0], "outcome": Outcome.AGREED, "summary": "一致同意", "adopted": ADOPTED} | changes
    return given(meeting).when(Meeting.discuss_topic, act(CLERK, on=DAY), **form)


class TestBriefing:
    @pytest.mark.parametrize(
        ("briefing", "name", "side"),
        [
            (Briefing.YEAR_WORK, "zhao", Side.GOV),
            (Briefing.POLICIES, "chen", Side.GOV),
            (Briefing.UNION_SERVICE, "li", Side.UNION),
            (Briefing.UNION_OPINIONS, "li", Side.UNION),
        ],
    )
    def test_s4_1_a_b_c_d_is_the_sides_own(self, briefing, name, side):
        story = given(in_session()).when(Meeting.give_briefing, act(name, on=DAY), briefing=briefing, text="通报")
        story.then(facts.BriefingGiven)
        assert story.recorded[0].side is side

    def test_s4_1_a_is_not_given_by_the_other_side(self):
        given(in_session()).when(
            Meeting.give_briefing, act("li", on=DAY), briefing=Briefing.YEAR_WORK, text="通报"
        ).then_refused("not_of_that_side", "R-seat")

    def test_s4_1_c_is_not_given_by_who_is_not_at_the_meeting(self):
        elsewhere = standing(also={"cadre@logistics": "cadre"})
        given(in_session()).when(
            Meeting.give_briefing,
            act("cadre", on=DAY, at=elsewhere),
            briefing=Briefing.UNION_SERVICE,
            text="通报",
        ).then_refused("not_of_that_side")

    def test_is_recorded_by_the_office_for_either_side(self):
        given(in_session()).when(
            Meeting.give_briefing, act(CLERK, on=DAY), briefing=Briefing.YEAR_WORK, text="通报"
        ).then(facts.BriefingGiven)

    def test_is_no_matter_for_the_party_seat(self):
        given(in_session()).when(
            Meeting.give_briefing, act("qian", on=DAY), briefing=Briefing.YEAR_WORK, text="通报"
        ).then_refused("not_of_that_side")


class TestHearing:
    def test_s4_3_b_keeps_what_the_meeting_settled(self):
        story = given(in_session()).when(Meeting.hear_decision, act(CLERK, on=DAY), **hearing())
        story.then(facts.DecisionHeard)
        assert story.stream.hearings == {DECISIONS[0]: Hearing.CARRIED_OVER}

    def test_s4_3_a_is_of_the_decisions_of_item_two(self):
        given(in_session()).when(
            Meeting.hear_decision, act(CLERK, on=DAY), **hearing(decision=named("other"))
        ).then_refused("not_on_agenda", "R-known")

    def test_is_once_in_a_meeting(self):
        given(hear(in_session())).when(Meeting.hear_decision, act(CLERK, on=DAY), **hearing()).then_refused(
            "dealt_with_already"
        )

    def test_is_in_the_meeting_only(self):
        given(closed()).when(Meeting.hear_decision, act(CLERK, on=DAY), **hearing()).then_refused("out_of_order")

    def test_may_yield_a_decision_of_its_own(self):
        meeting = in_session()
        meeting.hear_decision(act(CLERK, on=DAY), **hearing(adopted=(named("new"),)))
        assert meeting.decisions_adopted == (named("new"),)


class TestDiscussion:
    def test_s5_4_b4_settles_a_topic_of_the_agenda(self):
        story = discussed(in_session())
        story.then(facts.TopicDiscussed)
        assert story.stream.outcomes == {TOPICS[0]: Outcome.AGREED}
        assert story.stream.decisions_adopted == ADOPTED

    def test_is_not_of_what_is_not_on_the_agenda(self):
        discussed(in_session(), topic=named("other")).then_refused("not_on_agenda")

    def test_is_once_in_a_meeting(self):
        meeting = in_session()
        discussed(meeting).then(facts.TopicDiscussed)
        discussed(meeting).then_refused("dealt_with_already", "R-order")

    @pytest.mark.parametrize(
        "outcome", [each for each in Outcome if each not in {Outcome.AGREED, Outcome.AGREED_WITH_CHANGES}]
    )
    def test_yields_no_decision_without_agreement(self, outcome):
        discussed(in_session(), outcome=outcome).then_refused("decision_without_settlement", "R-order")
        discussed(in_session(), outcome=outcome, adopted=()).then(facts.TopicDiscussed)


class TestOtherMatter:
    def raised(self, meeting, acting):
        return given(meeting).when(
            Meeting.raise_other_matter,
            acting,
            title="高温津贴",
            reason="情况紧急",
            summary="同意先行发放",
            adopted=(named("allowance"),),
        )

    def test_s5_4_b6_is_admitted_by_the_chair(self):
        self.raised(in_session(), act("li", on=DAY)).then_refused("chair_only", "R-seat")
        story = self.raised(in_session(), act("sun", on=DAY))
        story.then(facts.OtherMatterRaised)
        assert story.stream.decisions_adopted == (named("allowance"),)

    def test_s5_1_c_d_e_departs_from_what_a_topic_goes_through(self):
        story = self.raised(in_session(), act("sun", on=DAY))
        story.then(facts.OtherMatterRaised)
        assert [(each.clause, each.reason) for each in story.recorded[0].trace.departures] == [
            ("S5.1-c", "情况紧急"),
            ("S5.1-d", "情况紧急"),
            ("S5.1-e", "情况紧急"),
        ]

    def test_keeps_a_reason_of_its_own_for_a_departure(self):
        story = self.raised(in_session(), act("sun", on=DAY, other_matter_unconsulted="电话沟通过"))
        story.then(facts.OtherMatterRaised)
        assert story.recorded[0].trace.departures[1].reason == "电话沟通过"

    def test_departs_only_from_what_the_charter_asks(self):
        light = replace(charter(), topics=replace(charter().topics, steps=(), consensus=None))
        story = self.raised(in_session(), act("sun", on=DAY, under=light))
        story.then(facts.OtherMatterRaised)
        assert story.recorded[0].trace.departures == ()

    def test_g19_has_no_place_at_an_extraordinary_meeting(self):
        self.raised(in_session(an_extraordinary_meeting_noticed()), act("sun", on=DAY)).then_refused(
            "no_other_matters", "G19"
        )

    def test_is_admitted_by_another_leader_when_the_chair_has_left(self):
        self.raised(in_session(), act("zhao", on=DAY)).then(facts.OtherMatterRaised)

    def test_g4_waits_for_the_quorum_a_charter_sets(self):
        self.raised(in_session(), act("sun", on=DAY, under=charter_with(quorum=2))).then_refused("quorum_missing")


class TestInstructions:
    def given_by(self, name, side, acting=None):
        return given(in_session()).when(
            Meeting.give_instructions, acting or act(CLERK, on=DAY), side=side, person=person(name), text="抓好落实"
        )

    def test_s5_4_b5_are_given_by_a_leader_of_the_side(self):
        self.given_by("zhao", Side.GOV).then(facts.InstructionsGiven)
        self.given_by("li", Side.UNION).then(facts.InstructionsGiven)
        self.given_by("li", Side.GOV).then_refused("not_a_leader_of_that_side", "S5.4-b5")

    @pytest.mark.parametrize(("name", "side"), [("chen", Side.GOV), ("zheng", Side.GOV), ("shen", Side.UNION)])
    def test_s5_4_b5_are_not_given_by_who_leads_one_unit_or_none(self, name, side):
        refusal = self.given_by(name, side).then_refused("not_a_leader_of_that_side", "S5.4-b5")
        assert refusal.facts["seats"] == list(leaders(side, charter()))

    def test_are_entered_by_the_side_or_the_office(self):
        self.given_by("li", Side.UNION, act("li", on=DAY)).then(facts.InstructionsGiven)
        self.given_by("zhao", Side.GOV, act("li", on=DAY)).then_refused("not_of_that_side")

    @pytest.mark.parametrize("side", [Side.PARTY, Side.JOINT])
    def test_are_of_the_two_sides_that_confer(self, side):
        self.given_by("qian", side).then_refused("side_unfit")


class TestRecordAfterSuccession:
    def test_s5_4_b5_looks_at_who_leads_that_day(self):
        successor = standing(also={"union_chair": "new chair"})
        acting = act(CLERK, on=DAY, at=successor)
        given(in_session()).when(
            Meeting.give_instructions, acting, side=Side.UNION, person=person("li"), text="抓好落实"
        ).then_refused("not_a_leader_of_that_side")
