import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from eventsourcing.application import project_aggregate
from eventsourcing.domain import OriginatorVersionError, event
from freezegun import freeze_time
from hypothesis import HealthCheck, given, settings

from application import codec
from application.codec import Unreadable, microseconds
from application.log import Lineage, Stored
from application.mapper import FactMapper, all_streams, plain
from application.record import canonical, commitment
from domain.facts import topic as topic_facts
from domain.roster import Roster
from domain.stream import Fact, First, Sealed, Stream
from domain.topic import Topic
from domain.topic_text import TopicText
from domain.trace import Actor, Departure, Entry, Trace
from domain.vocabulary import Basis, Side
from tests.application.made_up import LINEAGES, facts, kind_of
from tests.cast import NOW, TODAY, act, named

MAPPER = FactMapper(random=lambda length: b"\x07" * length)
LINEAGE = Lineage(cmd="c1", corr="t1")


class DiaryFacts:
    """What a diary would have of facts."""

    class Begun(First):
        """A diary was begun."""

        TOPIC = "diary.begun"
        name: str

    class Noted(Fact):
        """Something was noted; the first schema had words for what is a number now."""

        TOPIC = "diary.noted"
        SCHEMA = 3
        count: int
        mood: str = "calm"


class Diary(Stream):
    """Somebody notes something."""

    TOPIC = "diary"
    Begun, Noted = DiaryFacts.Begun, DiaryFacts.Noted

    @event(DiaryFacts.Begun)
    def __init__(self, name: str) -> None:
        self.name = name
        self.total = 0

    @event(DiaryFacts.Noted)
    def _noted(self, count: int) -> None:
        self.total += count


def stored(draft, at=NOW):
    return Stored(draft.originator_id, draft.originator_version, draft.topic, draft.state, microseconds(at))


def there_and_back(fact, mapper=MAPPER, lineage=LINEAGE):
    return mapper.to_domain_event(stored(mapper.to_stored_event(fact, lineage), fact.timestamp))


def a_topic(*then):
    """The facts of a topic that was submitted, and of what was done to it then."""
    topic = Topic.begin(
        act("zhao"),
        named("topic"),
        topic_facts.Submitted,
        side=Side.UNION,
        proposer="town_union",
        joint_with=None,
        year=2026,
        text=TopicText(title="高温津贴", category="safety", background="", request="", concerned=()),
        links=(),
    )
    for fact, fields in then:
        topic.record(act("zhao"), fact, **fields)
    return list(topic.collect_events())


class TestFacts:
    @pytest.mark.parametrize(("name", "kind"), sorted(MAPPER.types.items()))
    def test_come_back_as_they_were(self, name, kind):
        @settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
        @given(facts(kind, kind_of(name)), LINEAGES)
        def holds(fact, lineage):
            back = there_and_back(fact, lineage=lineage)
            assert type(back) is type(fact)
            assert f"{type(back).TOPIC}/1" == name
            for field in kind.PERSONAL:
                value = getattr(fact, field)
                sealed = None if value is None else Sealed(commitment(b"\x07" * 32, field, value))
                fact = replace(fact, **{field: sealed})
            assert back == fact

        holds()

    def test_are_all_there(self):
        assert {stream.TOPIC for stream in all_streams()} >= {"topic", "meeting", "minutes", "decision", "roster"}
        assert {kind_of(name) for name in MAPPER.types} == {stream.TOPIC for stream in all_streams()}

    def test_names_each_kind_of_stream_once(self):
        named = [stream.TOPIC for stream in all_streams()]
        assert named == sorted(set(named))

    def test_keep_the_whole_act(self):
        trace = Trace(
            by=Actor(person="p", seats=("liaison",), side=Side.GOV, acting_for="q"),
            on=TODAY,
            entered_by=Entry(person="c", seat="office", basis=Basis.PAPER, evidence="00ff"),
            under="2022",
            assumptions=("G1",),
            departures=(Departure(code="late", clause="S5.1-e", reason="高温"),),
        )
        fact = replace(a_topic()[0], trace=trace)
        assert there_and_back(fact).trace == trace

    def test_come_from_a_frozen_clock_as_well(self):
        with freeze_time("2026-06-30 02:00"):
            fact = replace(a_topic()[0], trace=Trace(by=Actor(person="p"), on=datetime.now(UTC).date()))
            draft = MAPPER.to_stored_event(fact, LINEAGE)
        assert json.loads(draft.state)["effective_on"] == "2026-06-30"
        assert MAPPER.to_domain_event(stored(draft)) == fact

    def test_of_no_known_stream_are_not_stored(self):
        with pytest.raises(TypeError):
            MAPPER.to_stored_event(topic_facts.Joined(unit="finance"), LINEAGE)

    @pytest.mark.parametrize("name", ["topic.imagined/1", "topic.approved", "topic.approved/2", "topic.approved/x"])
    def test_of_another_release_are_not_guessed_at(self, name):
        draft = MAPPER.to_stored_event(a_topic()[0], LINEAGE)
        with pytest.raises(Unreadable):
            MAPPER.to_domain_event(stored(draft)._replace(topic=name))

    @pytest.mark.parametrize("damage", [b"", b"{}", b"[]", b"null", b"\xff"])
    def test_of_damaged_bytes_are_unreadable(self, damage):
        draft = MAPPER.to_stored_event(a_topic()[0], LINEAGE)
        with pytest.raises(Unreadable, match=r"topic\.submitted/1"):
            MAPPER.to_domain_event(stored(draft)._replace(state=damage))

    def test_with_an_unknown_field_are_unreadable(self):
        draft = MAPPER.to_stored_event(a_topic()[0], LINEAGE)
        state = json.loads(draft.state)
        state["body"]["mood"] = "calm"
        with pytest.raises(Unreadable):
            MAPPER.to_domain_event(stored(draft)._replace(state=canonical(state)))


class TestPersonalValue:
    def entered(self):
        roster = Roster.open(act("zhao"), named("roster"))
        roster.enter_person(act("zhao"), person="p1", name="李明")
        return roster.collect_events()[-1]

    def test_stands_beside_the_record_and_not_in_it(self):
        draft = MAPPER.to_stored_event(self.entered(), LINEAGE)
        assert "李明".encode() not in draft.state
        assert json.loads(draft.state)["body"] == {"person": "p1"}
        (opening,) = draft.openings
        assert (opening.path, opening.person, opening.value, len(opening.salt)) == ("name", "p1", "李明", 32)
        assert json.loads(draft.state)["commit"] == {"name": commitment(opening.salt, "name", "李明")}

    def test_comes_back_sealed(self):
        fact = self.entered()
        back = there_and_back(fact)
        assert back == replace(fact, name=Sealed(MAPPER.to_stored_event(fact, LINEAGE).openings[0].commitment))

    def test_is_not_recorded_anew_when_it_is_sealed(self):
        with pytest.raises(TypeError):
            MAPPER.to_stored_event(there_and_back(self.entered()), LINEAGE)

    def test_is_salted_by_chance(self):
        sealed = {FactMapper([Roster]).to_stored_event(self.entered(), LINEAGE).state for _ in range(5)}
        assert len(sealed) == 5


class TestOlderSchema:
    @pytest.fixture
    def mapper(self, monkeypatch):
        monkeypatch.setitem(codec.UPCASTERS, ("diary.noted", 1), lambda body: {"count": int(body["words"])})
        monkeypatch.setitem(codec.UPCASTERS, ("diary.noted", 2), lambda body: body | {"mood": "raised"})
        return FactMapper([Diary])

    def row(self, mapper, body, schema):
        diary = Diary.begin(act("zhao"), named("diary"), DiaryFacts.Begun, name="d")
        diary.record(act("zhao"), DiaryFacts.Noted, count=5)
        draft = mapper.to_stored_event(diary.collect_events()[1], LINEAGE)
        assert draft.topic == "diary.noted/3"
        state = json.loads(draft.state) | {"body": body}
        return stored(draft)._replace(topic=f"diary.noted/{schema}", state=canonical(state))

    def test_is_raised_step_by_step(self, mapper):
        assert mapper.to_domain_event(self.row(mapper, {"words": "7"}, 1)).count == 7
        assert mapper.to_domain_event(self.row(mapper, {"words": "7"}, 1)).mood == "raised"

    def test_is_raised_from_where_it_is(self, mapper):
        assert mapper.to_domain_event(self.row(mapper, {"count": 8}, 2)).mood == "raised"

    def test_reads_a_field_that_came_later_as_its_default(self, mapper):
        assert mapper.to_domain_event(self.row(mapper, {"count": 8}, 3)).mood == "calm"

    def test_is_unreadable_where_a_step_is_missing(self, mapper, monkeypatch):
        monkeypatch.delitem(codec.UPCASTERS, ("diary.noted", 2))
        with pytest.raises(Unreadable):
            mapper.to_domain_event(self.row(mapper, {"words": "7"}, 1))


class TestPlain:
    FACTS = (
        (topic_facts.Consulted, {"unit": "finance", "manner": "meeting", "said": "好"}),
        (topic_facts.Agreed, {"text_version": 1, "remark": ""}),
        (topic_facts.Approved, {"text_version": 1}),
    )

    def test_gives_what_the_library_gives(self):
        recorded = a_topic(*self.FACTS)
        assert plain(None, recorded) == project_aggregate(None, recorded)

    def test_goes_on_from_where_a_stream_is(self):
        recorded = a_topic(*self.FACTS)
        assert plain(plain(None, recorded[:2]), recorded[2:]) == plain(None, recorded)

    def test_has_nothing_of_nothing(self):
        assert plain(None, []) is None

    def test_refuses_facts_with_a_gap(self):
        first, _, third, _ = a_topic(*self.FACTS)
        with pytest.raises(OriginatorVersionError):
            plain(None, [first, third])

    def test_refuses_a_fact_of_another_stream(self):
        first, second, *_ = a_topic(*self.FACTS)
        with pytest.raises(OriginatorVersionError):
            plain(None, [first, replace(second, originator_id=named("other"))])
