"""Calls and suggestions: what is still unanswered, and which side may read what came in."""

from datetime import date
from typing import Any

from domain.call import TopicCall
from domain.facts import call as facts
from projections.topic_calls import CALLS, SUGGESTIONS
from tests.cast import UNITS, act, named, person
from tests.projections.recording import Seen
from tests.projections.town import UNION, Town, measured
from tests.projections.walking import Deed, lived, topics_in, topics_of, walked

OPENED = date(2026, 2, 2)
IDEAS = [named(f"idea {number}") for number in range(4)]


def a_call() -> TopicCall:
    return TopicCall.open(
        act("wang", on=OPENED), named("call"), year=2026, meeting=None, deadline=date(2026, 3, 2), text="征集议题"
    )


def suggesting(idea: Any) -> Deed:
    return lambda c, on: c.suggest(
        act("shen", on=on), **UNION, suggestion=idea, unit=UNITS["sanitation"], text="增设饮水点"
    )


def taking(idea: Any) -> Deed:
    return lambda c, on: c.take_up(act("zhou", on=on), **UNION, suggestion=idea, topic=named(f"topic of {on}"))


def leaving(idea: Any) -> Deed:
    return lambda c, on: c.not_take(act("zhou", on=on), **UNION, suggestion=idea, reason="已有安排")


DEEDS: list[Deed] = [
    *(deed(idea) for idea in IDEAS for deed in (suggesting, suggesting, taking, leaving)),
    lambda c, on: c.close(act("wang", on=on)),
    *[lambda c, on: c.extend(act("wang", on=on), deadline=None, reason="延长征集")] * 2,
]


def answers(seen: Seen, at: int) -> dict[str, Any]:
    """What became of each suggestion, and whose it is to read."""
    rows = seen.rows(SUGGESTIONS, at).items()
    return {key: (row["answer"], row["side"], tuple(row["topics"]), row["unit"]) for key, row in rows}


class TestCall:
    def test_says_after_every_fact_what_the_call_and_each_suggestion_is(self, views):
        found, before = set(), len(measured().events)
        for seed in range(12):
            call = walked(a_call(), DEEDS, seed, steps=40, since=OPENED)
            found |= topics_in(call)
            seen = Seen(views)
            for row, again in lived(seen, CALLS, call):
                assert (row["stage"], row["open"], row["year"]) == (again.stage, again.is_open, again.year)
                assert row["deadline"] == (again.deadline and str(again.deadline))
                assert row["waiting"] == [str(key) for key in again.unanswered]
                assert row["received"] == len(again.suggestions)
                assert answers(seen, before + row["version"]) == {
                    str(key): (each.answer, each.side, tuple(map(str, each.topics)), each.unit)
                    for key, each in again.suggestions.items()
                }
        assert found == topics_of("call")

    def test_s5_1_b_names_the_unit_that_collects(self, seen):
        town = Town()
        call = town.call(2026)
        seen.fold(town.recording.events)
        assert seen.row(CALLS, call.id)["collector"] == "town_union"


class TestSuggestion:
    def test_keeps_only_the_seal_of_its_sender(self, seen):
        town = Town()
        town.call(2026)
        seen.fold(town.recording.events)
        row = seen.row(SUGGESTIONS, named("idea 2026"))
        assert (row["sender"], row["person"]) == ({"sealed": "seal of 沈师傅"}, person("shen"))

    def test_is_the_unions_to_read_until_it_is_taken_up(self, seen):
        town = Town()
        town.call(2026)
        seen.fold(town.recording.events)
        received, taken_up = [
            event.position
            for event in town.recording.events
            if isinstance(event.fact, facts.SuggestionReceived | facts.SuggestionTakenUp)
        ]
        idea = named("idea 2026")
        assert [seen.row(SUGGESTIONS, idea, at)["side"] for at in (received, taken_up)] == ["union", "joint"]
        assert seen.row(SUGGESTIONS, idea)["topic"] == str(named("heat 2026"))
