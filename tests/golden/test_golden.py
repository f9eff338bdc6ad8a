import json
from dataclasses import replace

import pytest

from application.codec import microseconds
from application.log import Stored
from application.mapper import plain
from application.record import STATE_FIELDS, canonical, commitment
from domain.stream import Fact, Sealed
from tests.golden.remake import NAMES, RECORDS, remade
from tests.golden.samples import AT, MAPPER, SPACE, as_text, fact_of, lines, names, record_of

KEPT = dict(lines(RECORDS.read_text("utf-8")))
HOW = "If this is meant: python -m tests.golden.remake, and read what changes."


def read(name, line):
    said = json.loads(line)
    state = canonical({field: said[field] for field in STATE_FIELDS})
    stream = fact_of(name).originator_id if name in MAPPER.types else SPACE
    return MAPPER.to_domain_event(Stored(stream, said["version"], name, state, microseconds(AT)))


class TestRecord:
    @pytest.mark.parametrize("name", sorted(MAPPER.types))
    def test_is_written_as_it_was(self, name):
        assert KEPT.get(name) == record_of(name), HOW

    @pytest.mark.parametrize("name", sorted(KEPT))
    def test_is_read_for_ever(self, name):
        assert isinstance(read(name, KEPT[name]), Fact)

    @pytest.mark.parametrize("name", sorted(MAPPER.types))
    def test_is_read_as_what_it_was_written_from(self, name):
        fact = fact_of(name)
        salt = MAPPER._random(32)
        sealed = {path: Sealed(commitment(salt, path, getattr(fact, path))) for path in fact.PERSONAL}
        assert read(name, KEPT[name]) == replace(fact, **sealed)

    def test_of_an_older_schema_is_kept_when_they_are_made_anew(self):
        name, line = next(iter(sorted(KEPT.items())))
        topic, _, schema = name.rpartition("/")
        older = line.decode().replace(f'"{name}"', f'"{topic}/{int(schema) - 1}"')
        assert older in remade(older + "\n")
        assert len(remade(older + "\n").splitlines()) == len(MAPPER.types) + 1

    def test_of_a_first_fact_begins_a_stream(self):
        for name, kind in MAPPER.types.items():
            if "originator_topic" in kind.__dataclass_fields__:
                first = replace(read(name, KEPT[name]), originator_version=1)
                assert plain(None, [first]).id == first.originator_id


class TestNames:
    def test_are_those_that_are_stored(self):
        assert json.loads(NAMES.read_text("utf-8")) == names(), HOW
        assert NAMES.read_text("utf-8") == as_text(names()), HOW
