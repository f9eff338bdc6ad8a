"""A call for topics and the suggestions that come in."""

from datetime import date, timedelta
from typing import Any

import pytest

from domain.call import Answer, Stage, TopicCall
from domain.errors import Malformed, NotEntitled, OutOfOrder
from domain.facts import call as facts
from domain.units import Unit
from domain.vocabulary import Side, UnitKind
from tests.cast import TODAY, UNITS, act, named, person
from tests.domain.decision_stories import SCAN, replayed
from tests.domain.stories import begun, state
from tests.story import given

OPENED = date(2026, 2, 2)
DEADLINE = date(2026, 3, 2)
IN_TIME = date(2026, 2, 20)
IDEA, OTHER = named("suggestion"), named("other suggestion")
UNION = {"collector": "town_union"}


def a_call(deadline: date | None = DEADLINE) -> TopicCall:
    return TopicCall.open(
        act("wang", on=OPENED), named("call"), year=2026, meeting=named("meeting"), deadline=deadline, text="征集议题"
    )


def words(**changes: Any) -> dict[str, Any]:
    given_words: dict[str, Any] = {**UNION, "suggestion": IDEA, "unit": UNITS["sanitation"], "text": "增设饮水点"}
    return given_words | changes


def a_call_with_a_suggestion() -> TopicCall:
    call = a_call()
    call.suggest(act("shen", on=IN_TIME), **words())
    return call


def a_closed_call() -> TopicCall:
    call = a_call_with_a_suggestion()
    call.close(act("wang"))
    return call


class TestCall:
    def test_s5_1_b_is_opened_by_the_office_for_a_year_and_its_meeting(self):
        call = a_call()
        assert (call.stage, call.year, call.meeting, call.deadline) == (
            Stage.OPEN,
            2026,
            named("meeting"),
            DEADLINE,
        )
        assert begun(call).CLAUSES == ("S5.1-b",)

    def test_is_opened_by_nobody_else(self):
        with pytest.raises(NotEntitled, match="office_only"):
            TopicCall.open(act("shen"), named("call"), year=2026, meeting=None, deadline=None, text="征集议题")

    def test_has_no_deadline_in_the_past(self):
        with pytest.raises(Malformed, match="deadline_before_opening"):
            a_call(OPENED - timedelta(days=1))

    def test_is_closed_once_by_the_office(self):
        given(a_call()).when(TopicCall.close, act("shen")).then_refused("office_only")
        story = given(a_call()).when(TopicCall.close, act("wang")).then(facts.Closed)
        assert not story.stream.is_open
        story.when(TopicCall.close, act("wang")).then_refused("out_of_order")

    def test_closed_owes_an_answer_to_each_sender_still(self):
        assert a_closed_call().is_open

    def test_is_taken_up_again_with_another_deadline(self):
        story = given(a_closed_call()).when(TopicCall.extend, act("wang"), deadline=None, reason="来稿少")
        story.then(facts.Extended)
        assert (story.stream.stage, story.stream.closed_on, story.stream.deadline) == (Stage.OPEN, None, None)
        given(story.stream).when(TopicCall.suggest, act("shen"), **words(suggestion=OTHER)).then(
            facts.SuggestionReceived
        )

    def test_is_not_extended_to_the_past_nor_before_it_was_closed(self):
        past = {"deadline": TODAY - timedelta(days=1), "reason": "来稿少"}
        given(a_call()).when(TopicCall.extend, act("wang"), **past).then_refused("deadline_before_opening")
        early = act("wang", on=TODAY - timedelta(days=1))
        given(a_closed_call()).when(TopicCall.extend, early, deadline=None, reason="来稿少").then_refused(
            "date_before_previous_step"
        )


class TestSuggestion:
    def test_s5_1_b_is_sent_by_a_grassroots_union_chair(self):
        story = (
            given(a_call()).when(TopicCall.suggest, act("shen", on=IN_TIME), **words()).then(facts.SuggestionReceived)
        )
        assert story.recorded[0].trace.by.seat == "chair@sanitation"
        assert story.recorded[0].late is False

    @pytest.mark.parametrize("name", ["zhou", "wang", "li"])
    def test_s5_1_b_is_entered_by_the_town_union_for_it(self, name):
        given(a_call()).when(TopicCall.suggest, act(name, on=IN_TIME), **words()).then(facts.SuggestionReceived)

    @pytest.mark.parametrize("name", ["chen", "sun", "zheng", "qian"])
    def test_s5_1_b_is_entered_by_nobody_of_another_side(self, name):
        story = given(a_call()).when(TopicCall.suggest, act(name, on=IN_TIME), **words())
        story.then_refused("not_a_union_sender", "S5.1-b")

    def test_is_a_unions_own(self):
        story = given(a_call()).when(TopicCall.suggest, act("han", on=IN_TIME), **words())
        story.then_refused("suggestion_of_other_union")

    @pytest.mark.parametrize(
        "unit",
        [
            UNITS["finance"],
            UNITS["town_union"],
            Unit(key="old", kind=UnitKind.GRASSROOTS_UNION, name_zh="原工会", name_en="Former", closed_on=OPENED),
        ],
    )
    def test_comes_from_an_open_grassroots_union(self, unit):
        story = given(a_call()).when(TopicCall.suggest, act("zhou", on=IN_TIME), **words(unit=unit))
        story.then_refused("not_a_grassroots_union")

    def test_is_read_by_the_union_side_until_it_is_taken_up(self):
        call = a_call_with_a_suggestion()
        assert call.suggestions[IDEA].side is Side.UNION
        call.take_up(act("zhou"), **UNION, suggestion=IDEA, topic=named("topic"))
        assert call.suggestions[IDEA].side is Side.JOINT

    def test_g3_after_the_deadline_is_taken_and_recorded_as_late(self):
        late = act("shen", on=DEADLINE + timedelta(days=1))
        story = given(a_call()).when(TopicCall.suggest, late, **words()).then(facts.SuggestionReceived)
        assert story.recorded[0].late is True

    def test_is_never_late_without_a_deadline(self):
        story = given(a_call(deadline=None)).when(TopicCall.suggest, act("shen"), **words())
        assert story.then(facts.SuggestionReceived).recorded[0].late is False

    def test_after_the_call_is_closed_is_told_what_next(self):
        story = given(a_closed_call()).when(TopicCall.suggest, act("shen"), **words(suggestion=OTHER))
        refusal = story.then_refused("call_closed")
        assert isinstance(refusal, OutOfOrder)
        assert refusal.facts["next"] == ("extend_call", "next_call")

    def test_r_unique_is_received_once(self):
        story = given(a_call_with_a_suggestion()).when(TopicCall.suggest, act("shen"), **words())
        story.then_refused("suggestion_received_already", "R-unique")

    def test_does_not_come_before_the_call(self):
        early = act("shen", on=OPENED - timedelta(days=1))
        given(a_call()).when(TopicCall.suggest, early, **words()).then_refused("date_before_previous_step")

    def test_keeps_the_senders_name_with_his_id_only(self):
        signed = words(person=person("shen"), sender="沈某", attachments=(SCAN,))
        story = given(a_call()).when(TopicCall.suggest, act("shen"), **signed).then(facts.SuggestionReceived)
        assert (story.recorded[0].person, story.recorded[0].sender) == (person("shen"), "沈某")
        assert "沈某" not in repr(story.stream.suggestions)
        nameless = words(suggestion=OTHER, sender="沈某")
        story.when(TopicCall.suggest, act("shen"), **nameless).then_refused("sender_without_person")


class TestAnswer:
    def test_s5_1_b_is_the_town_unions(self):
        story = given(a_call_with_a_suggestion())
        topic = {"suggestion": IDEA, "topic": named("topic")}
        story.when(TopicCall.take_up, act("zhou"), **UNION, **topic).then(facts.SuggestionTakenUp)
        assert story.stream.suggestions[IDEA].topics == (named("topic"),)
        assert story.stream.unanswered == ()

    @pytest.mark.parametrize("name", ["shen", "chen", "wu"])
    def test_s5_1_b_is_nobody_elses(self, name):
        story = given(a_call_with_a_suggestion())
        story.when(TopicCall.not_take, act(name), **UNION, suggestion=IDEA, reason="已解决")
        story.then_refused("town_union_collects", "S5.1-b")
        story = given(a_call_with_a_suggestion())
        story.when(TopicCall.take_up, act(name), **UNION, suggestion=IDEA, topic=named("topic"))
        story.then_refused("town_union_collects", "S5.1-b")

    def test_may_be_no_and_later_yes(self):
        story = given(a_closed_call()).when(TopicCall.not_take, act("zhou"), **UNION, suggestion=IDEA, reason="已解决")
        story.then(facts.SuggestionNotTaken)
        assert story.stream.suggestions[IDEA].answer is Answer.NOT_TAKEN
        story.when(TopicCall.take_up, act("zhou"), **UNION, suggestion=IDEA, topic=named("topic"))
        story.then(facts.SuggestionTakenUp)

    def test_yes_is_not_taken_back(self):
        call = a_call_with_a_suggestion()
        call.suggest(act("han"), **words(suggestion=OTHER, unit=UNITS["logistics"]))
        call.take_up(act("zhou"), **UNION, suggestion=IDEA, topic=named("topic"))
        story = given(call).when(TopicCall.not_take, act("zhou"), **UNION, suggestion=IDEA, reason="已解决")
        story.then_refused("suggestion_taken_up_already")

    def test_may_be_several_topics_but_none_twice(self):
        call = a_call_with_a_suggestion()
        for topic in ("topic", "other topic"):
            call.take_up(act("zhou"), **UNION, suggestion=IDEA, topic=named(topic))
        story = given(call).when(TopicCall.take_up, act("zhou"), **UNION, suggestion=IDEA, topic=named("topic"))
        story.then_refused("suggestion_taken_up_already")

    def test_is_given_to_a_suggestion_that_was_received(self):
        story = given(a_call_with_a_suggestion())
        story.when(TopicCall.take_up, act("zhou"), **UNION, suggestion=OTHER, topic=named("topic"))
        story.then_refused("suggestion_unknown")
        story = given(a_call())
        story.when(TopicCall.not_take, act("zhou"), **UNION, suggestion=IDEA, reason="已解决").then_refused(
            "out_of_order"
        )

    def test_is_not_dated_before_the_suggestion(self):
        early = act("zhou", on=IN_TIME - timedelta(days=1))
        story = given(a_call_with_a_suggestion())
        story.when(TopicCall.take_up, early, **UNION, suggestion=IDEA, topic=named("topic"))
        story.then_refused("date_before_previous_step")

    def test_is_the_same_from_the_facts_alone(self):
        call = a_closed_call()
        call.extend(act("wang"), deadline=None, reason="来稿少")
        call.take_up(act("zhou"), **UNION, suggestion=IDEA, topic=named("topic"))
        assert state(replayed(call)) == state(call)
