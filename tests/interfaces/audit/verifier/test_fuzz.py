import json
import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from interfaces.audit.verifier.policy import read_policy
from interfaces.audit.verifier.report import as_json, as_text
from interfaces.audit.verifier.verify import Options, verify
from tests.interfaces.audit.verifier.packing import bagged, files, laid_out, policy
from tests.interfaces.audit.verifier.story import honest

TOWN = honest()
PAYLOAD = files(TOWN)
BAG = bagged(PAYLOAD)
POLICY = read_policy(policy(TOWN))
FEW = Options(signatures=1)
PROVED = ("data/log/tile/", "data/system/tile/", "data/withheld", "data/attachments", "data/state")
LINES = [line for name in ("openings", "withheld", "state") for line in PAYLOAD[f"data/{name}.jsonl"].splitlines()]

changes = st.one_of(
    st.tuples(st.just("flip"), st.integers(0, 7)),
    st.tuples(st.just("insert"), st.binary(min_size=1, max_size=9)),
    st.tuples(
        st.just("digits"), st.sampled_from([b"9", b"-1", b"1e9", b"0.5", b"99999999999999999999", b"null", b'"'])
    ),
    st.tuples(st.just("cut"), st.integers(1, 40)),
    st.tuples(st.just("double"), st.just(0)),
    st.tuples(st.just("drop"), st.just(0)),
)


def changed(raw, at, change):
    kind, what = change
    place = int(at * max(len(raw) - 1, 0))
    if kind == "flip":
        return raw[:place] + bytes([raw[place] ^ 1 << what]) + raw[place + 1 :] if raw else b"x"
    if kind == "insert":
        return raw[:place] + what + raw[place:]
    if kind == "digits":
        return raw[:place] + what + raw[place + 1 :]
    if kind == "cut":
        return raw[:place] + raw[place + what :]
    return raw * 2 if kind == "double" else None


def spoilt(whole, name, at, change):
    raw = changed(whole[name], at, change)
    return {key: value for key, value in {**whole, name: raw}.items() if value is not None}


def found(everything):
    with tempfile.TemporaryDirectory() as folder:
        report = verify(str(laid_out(Path(folder), everything)), POLICY, FEW)
    as_text(report, ("zh", "en"))
    json.dumps(as_json(report, 1))
    return report


class TestAnyBytes:
    @given(st.sampled_from(sorted(BAG)), st.floats(0, 1), changes)
    @settings(max_examples=60, deadline=None)
    def test_in_any_file_are_found_by_the_manifests(self, name, at, change):
        everything = spoilt(BAG, name, at, change)
        assert found(everything).is_sound is (everything == BAG)

    @given(st.sampled_from(sorted(PAYLOAD)), st.floats(0, 1), changes)
    @settings(max_examples=100, deadline=None)
    def test_bring_no_error_and_change_no_fact_unfound(self, name, at, change):
        payload = spoilt(PAYLOAD, name, at, change)
        report = found(bagged(payload))
        if payload != PAYLOAD and name.startswith(PROVED):
            assert not report.is_sound

    @given(st.dictionaries(st.sampled_from(sorted(PAYLOAD)), st.binary(max_size=60), max_size=4))
    @settings(max_examples=40, deadline=None)
    def test_at_all_bring_no_error(self, others):
        found(bagged({**PAYLOAD, **others}))

    @given(st.binary(max_size=400))
    @settings(max_examples=60, deadline=None)
    def test_as_lines_bring_no_error(self, raw):
        name = "data/openings.jsonl"
        assert not found(bagged({**PAYLOAD, name: raw + b"\n" + b"\n".join(LINES)})).is_sound
