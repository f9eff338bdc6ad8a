"""Replay equals live: whatever was done and refused, the facts alone give the same thing again."""

from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.act import Act
from domain.conference import Conference
from domain.errors import Refusal
from domain.roster import Roster
from domain.standing import Standing
from domain.stream import Stream
from domain.topic import Topic
from domain.topic_preparation import Stage
from domain.units import Units
from domain.vocabulary import CalendarKind, Opinion, Outcome, Side, UnitKind
from tests.cast import DUTIES, TODAY, UNITS, act, charter, named, person, standing
from tests.domain.stories import (
    KNOWN,
    MEETING,
    SINCE,
    a_joint_topic,
    a_register,
    a_roll,
    a_scheduled_topic,
    a_submitted_topic,
    a_topic_with_consensus,
    an_approved_topic,
    charter_with,
    founding,
    state,
    text,
)

Deed = Callable[[Any], object]

NAMES = sorted(set(DUTIES.values()))
DAYS = st.sampled_from([*[TODAY] * 9, TODAY - timedelta(days=1)])
DATES = st.dates(min_value=SINCE - timedelta(days=3), max_value=SINCE + timedelta(days=8))
PEOPLE = st.sampled_from(NAMES).map(person)
DUTY = st.sampled_from([*sorted(DUTIES), "head@moon", "gardener"])
DAYS_OF_STANDING = st.sampled_from(
    [
        *[standing()] * 6,
        standing(absent=("sun",)),
        standing(without=("union_chair",)),
        standing(also={"union_chair": "sun"}),
        replace(standing(absent=("li",)), deputies={"union_chair": (person("feng"),)}),
    ]
)
CHARTERS = st.sampled_from([*[charter()] * 9, charter_with(approval=None)])
REASONS: dict[str, Any] = {"approved_without_consensus": "时间紧"}


@st.composite
def acts(draw: st.DrawFn, *names: str) -> Act:
    """An act of one of these people, or now and then of somebody else, on some day and in one or all of his seats."""
    that_day: Standing = draw(DAYS_OF_STANDING)
    name = draw(st.sampled_from([*names * 4, "feng"]))
    seat = draw(st.sampled_from([None, *that_day.duties_of(person(name))]))
    reasons = draw(st.sampled_from([*[REASONS] * 4, {}]))
    return act(name, on=draw(DAYS), seat=seat, at=that_day, under=draw(CHARTERS), **reasons)


def doing(
    verb: Callable[..., None], by: st.SearchStrategy[Act], **fields: Any
) -> st.SearchStrategy[Callable[[Any], None]]:
    """A deed: a verb by somebody, with a body drawn for it; a plain value stands for itself."""
    body = {name: each if isinstance(each, st.SearchStrategy) else st.just(each) for name, each in fields.items()}
    return st.builds(lambda acting, rest: lambda stream: verb(stream, acting, **rest), by, st.fixed_dictionaries(body))


def in_turn(*deeds: st.SearchStrategy[Deed]) -> st.SearchStrategy[Deed]:
    """Several deeds as one, each whether or not the one before was refused."""
    return st.tuples(*deeds).map(lambda those: lambda stream: done(stream, list(those)))


V = st.sampled_from([1, 1, 1, 1, 2])
PROPOSER, HEADS, CLERK = acts("zhou", "wei"), acts("sun", "li", "wu", "zhou"), acts("wang")
ON_TOPICS = st.one_of(
    doing(Topic.join, acts("wei")),
    doing(Topic.return_, CLERK, reason="缺附件"),
    doing(Topic.resubmit, PROPOSER),
    doing(
        Topic.revise,
        PROPOSER,
        text=st.sampled_from(["改", "再改"]).map(lambda title: text(title=title)),
        reason="修改",
        known_units=KNOWN,
    ),
    doing(Topic.withdraw, PROPOSER, reason="已解决"),
    doing(Topic.reopen, PROPOSER, reason="又出现"),
    doing(Topic.merge, CLERK, into=named("other"), reason="同类"),
    doing(Topic.research, PROPOSER, findings="走访", attachments=()),
    doing(Topic.consult, PROPOSER, unit="finance", manner="电话", said="同意"),
    doing(Topic.ask_opinion, PROPOSER, unit="finance", due=None),
    doing(Topic.give_opinion, acts("chen", "chu"), text_version=V, opinion=st.sampled_from(Opinion), text="已研究"),
    doing(Topic.declare_consensus, PROPOSER, text_version=V, full=st.booleans(), dissent=""),
    doing(Topic.declare_failure, PROPOSER, text_version=V, views="不一致"),
    doing(Topic.agree, HEADS, text_version=V),
    in_turn(*(doing(Topic.agree, acts(head), text_version=V) for head in ("sun", "li"))),
    in_turn(*(doing(Topic.agree, acts(head), text_version=2) for head in ("li", "sun"))),
    doing(Topic.refuse_agreement, HEADS, text_version=V, reason="预算不清"),
    doing(Topic.decline, HEADS, reason="不属范围"),
    in_turn(*(doing(Topic.decline, acts(head), reason="不属范围") for head in ("sun", "li"))),
    doing(Topic.refer, HEADS, reason="意见不一"),
    doing(Topic.answer_referral, acts("zhao"), answer="建议上会"),
    doing(Topic.confirm, HEADS, year=2027),
    doing(Topic.schedule, CLERK, meeting=MEETING, late=st.booleans()),
    doing(Topic.unschedule, CLERK, reason="会议取消"),
    doing(
        Topic.discuss,
        CLERK,
        meeting=MEETING,
        outcome=st.sampled_from(Outcome),
        summary="经协商",
        gov_view="",
        union_view="",
        decisions=(),
    ),
    doing(Topic.strike_discussion, CLERK, meeting=MEETING, reason="录入有误"),
    doing(Topic.enter_minutes, CLERK, meeting=MEETING, minutes=named("minutes")),
    doing(Topic.conclude, CLERK),
)
TOPICS = st.sampled_from(
    [a_submitted_topic, a_joint_topic, a_topic_with_consensus, an_approved_topic, a_scheduled_topic]
)
ON_ROLLS = st.one_of(
    doing(Roster.enter_person, CLERK, person=PEOPLE, name="某"),
    doing(Roster.enter_person, CLERK, person=PEOPLE, name="某", reading="mǒu"),
    doing(Roster.set_reading, CLERK, person=PEOPLE, name="某", reading=st.sampled_from(["mǒu", None])),
    doing(Roster.take_duty, CLERK, duty=DUTY, person=PEOPLE, since=DATES, units=KNOWN),
    doing(Roster.take_duty, CLERK, duty="liaison", person=PEOPLE, since=DATES, units=KNOWN),
    doing(Roster.lay_down_duty, CLERK, duty=DUTY, person=PEOPLE, until=DATES),
    doing(Roster.lay_down_duty, CLERK, duty="liaison", person=PEOPLE, until=DATES),
    doing(Roster.record_absence, CLERK, person=PEOPLE, since=DATES, until=DATES, reason="学习"),
    doing(Roster.name_deputy, CLERK, duty=DUTY, person=PEOPLE, since=DATES, until=DATES, units=KNOWN),
    doing(Roster.ratify, acts("sun", "li"), duty=DUTY, stream=named("topic"), version=1, reason="追认"),
)
KEY = st.sampled_from([*UNITS, "moon", "Moon"])
ON_REGISTERS = st.one_of(
    doing(Units.open_unit, CLERK, unit=KEY, kind=st.sampled_from(UnitKind), name_zh="某所", name_en="Some Office"),
    doing(Units.rename_unit, CLERK, unit=KEY, name_zh="新名", name_en="New Name"),
    doing(Units.merge_unit, CLERK, unit=KEY, into=KEY),
    doing(Units.split_unit, CLERK, unit=KEY, into=st.lists(KEY, max_size=3).map(tuple)),
    doing(Units.close_unit, CLERK, unit=KEY, owing=st.sampled_from([(), (), (named("decision"),)])),
)
YEARS = st.integers(2025, 2027)
ON_CONFERENCES = st.one_of(
    doing(
        Conference.set_calendar,
        CLERK,
        year=YEARS,
        kind=st.sampled_from(CalendarKind),
        days_off=(date(2026, 1, 1),),
        working_weekends=(),
    ),
    doing(Conference.explain_year, CLERK, year=YEARS, explanation="换届"),
    doing(Conference.open_board, CLERK, basis="会议决定"),
    doing(Conference.close_board, CLERK, reason="改版"),
)


def done(stream: Stream, deeds: list[Deed]) -> Stream:
    """The stream after these deeds; what is refused changes nothing."""
    for deed in deeds:
        before, pending = deepcopy(state(stream)), len(stream.pending_events)
        try:
            deed(stream)
        except Refusal:
            assert (state(stream), len(stream.pending_events)) == (before, pending)
    return stream


def replayed(stream: Stream) -> Stream:
    """The same stream, from its facts alone."""
    again: Any = None
    for fact in stream.collect_events():
        again = fact.mutate(again)
    assert isinstance(again, type(stream))
    return again


class TestReplay:
    @settings(deadline=None)
    @given(begin=TOPICS, deeds=st.lists(ON_TOPICS, min_size=12, max_size=30))
    def test_of_a_topic_equals_its_life(self, begin, deeds):
        topic = done(begin(), deeds)
        assert state(replayed(topic)) == state(topic)

    @settings(deadline=None)
    @given(deeds=st.lists(ON_ROLLS, min_size=8, max_size=25))
    def test_of_the_roll_equals_its_life(self, deeds):
        roll = done(a_roll(), deeds)
        assert state(replayed(roll)) == state(roll)

    @settings(deadline=None)
    @given(deeds=st.lists(ON_REGISTERS, min_size=5, max_size=20))
    def test_of_the_register_equals_its_life(self, deeds):
        register = done(a_register(), deeds)
        assert state(replayed(register)) == state(register)

    @settings(deadline=None)
    @given(deeds=st.lists(ON_CONFERENCES, max_size=10))
    def test_of_the_conference_equals_its_life(self, deeds):
        begun = Conference.found(founding(), named("conference"), name_zh="联席会议", name_en="joint conference")
        conference = done(begun, deeds)
        assert state(replayed(conference)) == state(conference)


class TestWhateverWasDone:
    @settings(deadline=None)
    @given(begin=TOPICS, deeds=st.lists(ON_TOPICS, min_size=12, max_size=30))
    def test_g2_an_approval_rests_on_both_sides_and_two_persons(self, begin, deeds):
        topic: Any = begin()
        for deed in deeds:
            before = len(topic.pending_events)
            done(topic, [deed])
            if any(type(fact).__name__ == "Approved" for fact in topic.pending_events[before:]):
                agreements = topic.matter.agreements
                assert {agreement.side for agreement in agreements} == {Side.GOV, Side.UNION}
                assert len({agreement.person for agreement in agreements}) == len(agreements) == 2

    @settings(deadline=None)
    @given(begin=TOPICS, deeds=st.lists(ON_TOPICS, min_size=12, max_size=30))
    def test_a_topic_is_on_an_agenda_exactly_while_it_is_scheduled_or_was_settled_there(self, begin, deeds):
        topic: Any = done(begin(), deeds)
        at_meeting = {Stage.SCHEDULED, Stage.DISCUSSED, Stage.MINUTED, Stage.CONCLUDED}
        assert (topic.meeting is not None) == (topic.stage in at_meeting)

    @settings(deadline=None)
    @given(deeds=st.lists(ON_ROLLS, min_size=8, max_size=25), day=DATES)
    def test_s3_i_a_duty_of_one_has_one_holder_at_most(self, deeds, day):
        roll: Any = done(a_roll(), deeds)
        crowded = {duty: held for duty, held in roll.standing(day).holders.items() if len(held) > 1}
        assert [duty for duty in crowded if not charter().duties[duty.partition("@")[0]].many] == []
