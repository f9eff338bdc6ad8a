import hmac
import json
from base64 import b64decode
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from application.codec import LARGEST
from application.log import Lineage
from application.mapper import FactMapper
from application.record import (
    LONGEST,
    PLACE_FIELDS,
    STATE_FIELDS,
    Place,
    canonical,
    commitment,
    fit_record,
    leaf,
    record,
)
from domain.errors import Malformed
from tests.application.made_up import LINEAGES, any_fact, kind_of

MAPPER = FactMapper(random=lambda length: b"\x07" * length)
SHORT = {"\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r", '"': '\\"', "\\": "\\\\"}
FIELDS = [
    *("actor", "attach", "authority", "body", "cause", "cmd", "commit", "corr", "effective_on", "entered_by", "log"),
    *("prev", "recorded_at", "seq", "stream", "sw", "type", "v", "version"),
]


def slowly(value):
    """RFC 8785, written out from its text."""
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, int):
        return str(value)
    if isinstance(value, str):
        return '"' + "".join(SHORT.get(c) or (f"\\u{ord(c):04x}" if c < " " else c) for c in value) + '"'
    if isinstance(value, list):
        return "[" + ",".join(map(slowly, value)) + "]"
    members = sorted(value.items(), key=lambda member: member[0].encode("utf-16-be"))
    return "{" + ",".join(f"{slowly(name)}:{slowly(member)}" for name, member in members) + "}"


json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-LARGEST, LARGEST) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(st.characters(codec="ascii")), inner),
    max_leaves=20,
)
origins = st.from_regex(r"[a-z0-9]{1,9}(\.[a-z]{1,5})?/[a-z0-9-]{1,9}", fullmatch=True)
places = st.builds(
    Place,
    origin=origins,
    prev=st.none() | st.binary(min_size=32, max_size=32),
    recorded_at=st.integers(0, 4_000_000_000_000_000),
    position=st.integers(1, LARGEST),
    kind=st.sampled_from(["topic", "meeting"]),
    stream=st.uuids().map(lambda stream: stream.bytes),
    sw=st.just("0.1.0"),
    type=st.just("topic.approved/1"),
    version=st.integers(1, LARGEST),
)


class TestCanonical:
    @given(json_values)
    def test_is_what_rfc_8785_says(self, value):
        assert canonical(value) == slowly(value).encode()

    def test_has_no_number_that_a_reader_could_round(self):
        with pytest.raises(TypeError):
            canonical(2**53)


class TestRecord:
    @given(any_fact(MAPPER), LINEAGES, places)
    def test_is_canonical_and_closed(self, fact, lineage, place):
        whole = record(MAPPER.to_stored_event(fact, lineage).state, place)
        assert whole == slowly(json.loads(whole)).encode()
        assert list(json.loads(whole)) == FIELDS == [*STATE_FIELDS, *PLACE_FIELDS]

    @given(any_fact(MAPPER), places)
    def test_says_who_did_what_when_and_on_which_authority(self, fact, place):
        draft = MAPPER.to_stored_event(fact, Lineage(cmd="c", cause="e", corr="t"))
        said = json.loads(record(draft.state, place._replace(type=draft.topic, kind=draft.kind)))
        trace = fact.trace
        assert said["actor"] == {
            "acting_for": trace.by.acting_for,
            "person": trace.by.person,
            "seats": list(trace.by.seats),
            "side": trace.by.side,
        }
        assert said["effective_on"] == trace.on.isoformat()
        assert said["authority"]["clauses"] == list(type(fact).CLAUSES)
        assert said["authority"]["edition"] == trace.under
        assert said["authority"]["assumptions"] == list(trace.assumptions)
        assert said["authority"]["departures"] == [vars(departure) for departure in trace.departures]
        assert said["entered_by"] == (trace.entered_by and vars(trace.entered_by))
        assert (said["cmd"], said["cause"], said["corr"]) == ("c", "e", "t")
        assert (said["log"], said["seq"], said["v"]) == (place.origin, place.position - 1, 1)
        assert said["prev"] == (place.prev and place.prev.hex())
        assert said["stream"].startswith(f"{kind_of(said['type'])}/")

    def test_is_refused_when_it_is_too_long_for_a_log_entry(self):
        place = Place("a/b", None, 0, 1, "topic", bytes(16), "0.1.0", "topic.noted/1", 1)
        room = LONGEST - len(record(canonical({"actor": ""}), place))
        assert len(fit_record(canonical({"actor": "x" * room}), place)) == LONGEST
        with pytest.raises(Malformed) as refused:
            fit_record(canonical({"actor": "x" * (room + 1)}), place)
        assert (refused.value.code, refused.value.clause) == ("record_too_long", "R-text")


class TestLeaf:
    def test_is_that_of_rfc_6962(self):
        assert leaf(b"").hex() == "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"
        assert leaf(b"record") == sha256(b"\0record").digest()


class TestCommitment:
    @given(st.binary(min_size=32, max_size=32), st.text(st.characters(codec="ascii")), st.text())
    def test_is_a_keyed_digest_of_path_and_value(self, salt, path, value):
        message = b"lianxi/commit/v1\0" + slowly([path, value]).encode()
        assert b64decode(commitment(salt, path, value)) == hmac.new(salt, message, sha256).digest()

    def test_differs_with_the_salt_alone(self):
        assert commitment(bytes(32), "name", "李") != commitment(b"\1" * 32, "name", "李")
