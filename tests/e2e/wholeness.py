"""What must hold of a town's log whatever was asked: it is whole, replay equals life, and views equal their own past."""

from contextlib import closing
from itertools import product
from pathlib import Path
from random import Random
from string import Formatter
from uuid import UUID

import orjson

from application.desk import Asked, Done
from domain.clauses import CLAUSES
from domain.errors import Failure, ReasonNeeded, Refusal
from domain.stream import Stream
from interfaces.sentences import LANGUAGES, catalogue
from projections.store import ViewStore
from tests.domain.stories import state
from tests.e2e import seeing
from tests.e2e.asking import REASONS
from tests.e2e.town import Town

KINDS = ("conference", "roster", "units", "register", "call", "topic", "meeting", "invitation", "minutes", "decision")
Streams = dict[UUID, int]


class Wholeness:
    """Looks at a town between one command and the next."""

    def __init__(self, town: Town) -> None:
        self.town = town
        self.key = town.key

    def streams(self) -> Streams:
        """Every stream with its version."""
        return {stream: v for kind in KINDS for stream, v in self.town.log.streams_of_kind(self.key, kind)}

    def refusals(self) -> int:
        return len(self.town.log.refusals(self.key, 0, 10**6))

    def refusal_is_journalled(self, failure: Failure, told: int) -> None:
        entries = self.town.log.refusals(self.key, told, 10**6)
        wanted = [(failure.code, failure.clause)] if isinstance(failure, Refusal) else []
        assert [(entry.code, entry.clause) for entry in entries] == wanted

    def refusal_can_be_told(self, failure: Failure) -> None:
        """In both languages, with a clause there is and every fact that its sentences speak of."""
        assert failure.clause in CLAUSES, failure
        breaches = failure.breaches if isinstance(failure, ReasonNeeded) else (failure,)
        for language, breach in product(LANGUAGES, breaches):
            sentences = catalogue(language)[breach.code]
            assert sentences["title"]
            spoken = {name for words in sentences.values() for _, name, _, _ in Formatter().parse(words) if name}
            assert spoken <= {*breach.facts, breach.facts.get("thing")}, breach

    def nothing_has_changed(self, asked: list[Asked], before: Streams) -> None:
        assert self.streams() == before, asked
        assert self.town.log.head(self.key) == sum(before.values())

    def all_of_it_is_done(self, done: Done, before: Streams) -> None:
        head = sum(before.values())
        facts = self.town.recorded(head)
        assert [fact.position for fact in facts] == list(range(head + 1, self.town.log.head(self.key) + 1))
        if facts:
            assert (facts[0].position, facts[-1].position) == (done.first, done.last)
        assert [fact.type.partition("/")[0] for fact in facts] == list(done.types)
        assert len({(fact.cmd, fact.cause, fact.corr, fact.recorded_at) for fact in facts}) <= 1
        after = dict(before)
        for fact in facts:
            after[fact.stream] = after.get(fact.stream, 0) + 1
            assert fact.version == after[fact.stream]
        assert self.streams() == after
        self.records_cite_what_there_is(head)
        self.replay_equals_life()

    def replay_equals_life(self) -> None:
        for stream, lived in self.town.ledgers[-1]._saved.items() if self.town.ledgers else ():
            replayed = self.town.ledger.find(Stream, stream)
            if lived.version == 0 or replayed is None:
                assert (lived.version, replayed) == (0, None)
                continue
            assert (type(replayed), state(replayed)) == (type(lived), state(lived))
            marked = stream in self.town.of_kind(lived.TOPIC, open_only=True)
            assert marked == replayed.is_open, f"{lived.TOPIC} at {lived.standing_at}"

    def records_cite_what_there_is(self, after: int) -> None:
        for record in map(orjson.loads, self.town.log.records(self.key, after)):
            authority = record["authority"]
            assert set(authority["clauses"]) <= set(CLAUSES)
            assert set(authority["assumptions"]) <= set(CLAUSES)
            for departure in authority["departures"]:
                assert departure["reason"].strip()
                assert departure["code"] in REASONS
                assert departure["clause"] in CLAUSES

    def nothing_is_altered(self) -> None:
        assert list(self.town.log.altered(self.key)) == []

    def every_view_equals_its_own_past(self, folder: Path, chance: Random) -> None:
        facts = self.town.recorded()
        places = {0, len(facts), *(chance.randrange(len(facts)) for _ in range(3))}
        with closing(seeing.folded(folder / "views.db", facts, chance)) as store:
            assert store.position(self.key) == len(facts)
            for place in sorted(places):
                then = seeing.shown_from(folder, facts[:place], chance)
                assert seeing.shown_in(store, self.key, place) == then, f"as of position {place}"
            self.views_tell_what_streams_know(store)

    def views_tell_what_streams_know(self, store: ViewStore) -> None:
        with store.reading(self.key) as reading:
            for kind, view in seeing.STREAMS.items():
                docs = {UUID(row.id): row.doc for row in reading.page(view, limit=10**6).items}
                known = {key: self.town.fresh(key) for key in self.town.of_kind(kind)}
                told = {key: (doc["stage"], doc["open"], doc["version"]) for key, doc in docs.items()}
                assert told == {key: (it.standing_at, it.is_open, it.version) for key, it in known.items()}
