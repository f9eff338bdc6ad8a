from functools import partial
from typing import Any

import pytest

from interfaces.audit.verifier.policy import read_policy
from interfaces.audit.verifier.verify import Options, verify
from tests.interfaces.audit.verifier.packing import bagged, files, laid_out, policy
from tests.interfaces.audit.verifier.signing_keys import Signer, receipt
from tests.interfaces.audit.verifier.story import ORIGIN, SIZE, SYSTEM, Town, honest

FIRST, FIRST_SYSTEM = Signer(ORIGIN).vkey, Signer(SYSTEM).vkey
CONTROLS: dict[str, Any] = {
    "full": (honest, {}, {}),
    "incremental": (honest, {"since": 270}, {}),
    "incremental_from_a_bundle": (honest, {"since": 256}, {}),
    "incremental_of_nothing": (honest, {"since": 300}, {}),
    "without_erasure": (partial(honest, erasing=False), {}, {}),
    "rotated_seen_from_before": (partial(honest, rotating=True), {}, {"key": FIRST}),
    "rotated_seen_from_after": (partial(honest, rotating=True), {}, {}),
    "epoch_seen_from_before": (partial(honest, epoch=True), {}, {"key": FIRST}),
    "epoch_seen_from_after": (partial(honest, epoch=True), {}, {}),
    "restored_seen_from_after": (partial(honest, restored="listed"), {}, {}),
    "restored_seen_from_before": (partial(honest, restored="attested"), {}, {"system_key": FIRST_SYSTEM}),
    "restored_twice": (partial(honest, restored="twice"), {}, {}),
    "without_witnesses": (partial(honest, witnesses=()), {}, {"witnesses": (), "quorum": "none"}),
    "with_one_witness": (partial(honest, witnesses=("union",)), {}, {"witnesses": ("union",), "quorum": "union"}),
    "system_log_not_in_the_policy": (honest, {}, {"system": False}),
}


def checked(folder, town, *, since=0, options=None, **trusted):
    package = laid_out(folder, bagged(files(town, since)))
    return verify(str(package), read_policy(policy(town, **trusted)), Options(**(options or {})))


def told(report):
    return {each.code: each.facts for each in report.remarks}


class TestHonestPackage:
    @pytest.mark.parametrize("name", sorted(CONTROLS))
    def test_is_silent(self, name, tmp_path):
        play, choices, trusted = CONTROLS[name]
        report = checked(tmp_path, play(), **choices, **trusted)
        assert report.findings == []
        assert report.is_sound

    def test_says_what_is_not_proved_without_witnesses(self, tmp_path):
        report = checked(tmp_path, honest(witnesses=()), witnesses=(), quorum="none")
        assert {"no_quorum_asked", "time_not_bracketed", "no_state_kept"} <= told(report).keys()

    def test_says_in_days_hours_and_minutes_how_long_no_witness_looked(self, tmp_path):
        found = told(checked(tmp_path, honest()))["time_bracketed"]
        assert (found["days"], found["hours"], found["minutes"]) == (0, 1, 31)

    def test_says_what_rests_on_the_earlier_package(self, tmp_path):
        assert told(checked(tmp_path, honest(), since=270))["incremental"] == {"first": 256}

    def test_says_what_an_epoch_gave_up(self, tmp_path):
        found = told(checked(tmp_path, honest(epoch=True), key=FIRST))["epoch_declared"]
        assert (found["size"], found["abandoned"], found["reason"]) == (200, 210, "restored")

    def test_says_how_many_signatures_were_checked(self, tmp_path):
        report = checked(tmp_path, honest())
        found = [each.facts for each in report.remarks if each.code == "signatures_checked"]
        assert [(each["signed"], each["checked"], each["cosigned"]) for each in found] == [(3, 9, 9), (7, 21, 21)]

    def test_counts_only_the_signatures_that_hold(self, tmp_path):
        report = checked(tmp_path, honest(town=Town(key=Signer(ORIGIN, seed="mallory"))), key=FIRST)
        found = [each.facts for each in report.remarks if each.code == "signatures_checked"]
        assert [(each["kept"], each["signed"]) for each in found] == [(3, 3), (7, 0)]

    def test_has_fewer_signatures_checked_below_a_limit(self, tmp_path):
        report = checked(tmp_path, honest(), options={"signatures": 8})
        found = [each.facts for each in report.remarks if each.code == "signatures_checked"]
        assert report.is_sound
        assert found[1]["checked"] < found[1]["cosigned"]

    def test_lists_what_was_entered_late_as_information(self, tmp_path):
        entry = {"basis": "paper", "evidence": "ab", "person": "p-2", "seat": "office"}
        late = {"effective_on": "2026-02-20", "entered_by": entry}
        report = checked(tmp_path, honest(twists={30: late, 31: {"effective_on": "2026-03-01"}}))
        assert report.is_sound
        assert told(report)["back_dated"] == {"count": 2, "days": 10, "bases": "own 1, paper 1"}

    def test_tells_of_a_clock_that_ran_backwards(self, tmp_path):
        report = checked(tmp_path, honest(twists={30: {"recorded_at": "2026-03-02T01:20:00.000000Z"}}))
        assert report.is_sound
        assert told(report)["clock_went_back"] == {"count": 1}


class TestNewEpoch:
    def test_whose_key_the_policy_does_not_list_is_one_finding_that_names_it(self, tmp_path):
        town = honest(restored="introduced")
        town.system_checkpoint()
        report = checked(tmp_path, town, system_key=FIRST_SYSTEM)
        (found,) = [each for each in report.findings if each.code == "epoch_key_unknown"]
        assert (found.facts["origin"], found.facts["vkey"]) == (f"{SYSTEM}/epoch/2", town.system_key.vkey)
        assert "checkpoint_unsigned" not in report.counts

    @pytest.mark.parametrize(
        ("seq", "accepted", "said", "found"),
        [
            (205, (2,), {"receipt_given_up": {"index": 205, "epoch": 2}}, set()),
            (205, (), {}, {"receipt_contradicted"}),
            (199, (2,), {"receipt_holds": {"index": 199}}, set()),
        ],
    )
    def test_that_was_accepted_explains_a_receipt_of_what_it_gave_up(self, tmp_path, seq, accepted, said, found):
        other = honest(twists={number: {"sw": "0.1.1"} for number in range(200, SIZE)})
        held = receipt(seq, other.log.leaves, other.notes[-1][1]).encode()
        laid_out(tmp_path / "kept", {"receipts/a.tlog-proof": held})
        options = {"state": str(tmp_path / "kept"), "accepted": accepted}
        report = checked(tmp_path / "a", honest(epoch=True), key=FIRST, options=options)
        assert set(report.counts) == found
        receipts = {code: facts for code, facts in told(report).items() if code.startswith("receipt_")}
        assert receipts == said


class TestSlowWitness:
    def test_bounds_only_from_above(self, tmp_path):
        town = honest()
        late = int(town.log.at.timestamp()) + 86_400
        body = town.notes[2][1].partition("\n\n")[0] + "\n"
        town.notes[2] = (town.notes[2][0], f"{body}\n{town.key.line(body)}{town.archive.cosign(body, late)}")
        assert checked(tmp_path / "a", town).counts == {"recorded_too_early": 200}
        assert checked(tmp_path / "b", town, options={"slow": ("archive",)}).is_sound


class TestState:
    def test_is_kept_after_a_sound_run_and_agrees_with_what_grew_from_it(self, tmp_path):
        state = {"options": {"state": str(tmp_path / "kept")}}
        assert "state_advanced" in told(checked(tmp_path / "a", honest(), **state))
        town = honest()
        town.note()
        town.checkpoint()
        town.installation("state_rooted", {"origin": ORIGIN, "root": "00" * 32, "schema": 9, "size": 999})
        town.system_checkpoint()
        report = checked(tmp_path / "b", town, **state)
        assert report.is_sound
        assert [each.facts["kept"] for each in report.remarks if each.code == "kept_agrees"] == [12, 300]
        assert checked(tmp_path / "a", honest(), **state).counts == {"history_cut": 2}

    def test_goes_on_with_an_increment_that_leaves_no_gap(self, tmp_path):
        kept = {"receipts/none": b""}
        kept["lianxi.example_2f_chengqiao.checkpoint"] = dict(honest().notes)[256].encode()
        laid_out(tmp_path / "kept", kept)
        assert checked(tmp_path / "a", honest(), since=270, options={"state": str(tmp_path / "kept")}).is_sound

    def test_is_not_moved_by_a_package_with_findings(self, tmp_path):
        state = {"options": {"state": str(tmp_path / "kept")}}
        checked(tmp_path / "a", honest(twists={9: {"version": 99}}), **state)
        assert not (tmp_path / "kept").exists()

    def test_follows_an_epoch_once_it_was_accepted(self, tmp_path):
        kept = str(tmp_path / "kept")
        checked(tmp_path / "a", honest(), options={"state": kept})
        report = checked(tmp_path / "b", honest(epoch=True), key=FIRST, options={"state": kept, "accepted": (2,)})
        assert set(report.counts) == {"history_rewritten"}  # the installation's own log has no epochs

    def test_checks_receipts(self, tmp_path):
        town = honest()
        held = {"receipts/a.tlog-proof": receipt(99, town.log.leaves[:200], dict(town.notes)[200]).encode()}
        held["receipts/b.tlog-proof"] = receipt(3, town.system.leaves, town.system_notes[-1][1]).encode()
        laid_out(tmp_path / "kept", held)
        report = checked(tmp_path / "a", town, options={"state": str(tmp_path / "kept")})
        assert report.is_sound
        assert sorted(each.facts["index"] for each in report.remarks if each.code == "receipt_holds") == [3, 99]
