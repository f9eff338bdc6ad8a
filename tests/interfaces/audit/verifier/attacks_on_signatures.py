"""Attacks on who signed what, on keys, epochs and witnesses, and on what the auditor has seen before."""

import json
from functools import partial

from tests.interfaces.audit.verifier.attacks_on_keys import MALLORY, first_policy
from tests.interfaces.audit.verifier.packing import files, lines, policy
from tests.interfaces.audit.verifier.scene import attack
from tests.interfaces.audit.verifier.signing_keys import WITNESS, Signer, checkpoint_body, receipt, root
from tests.interfaces.audit.verifier.story import KEPT, ORIGIN, SIZE, Town, honest

NOTE, NOTES = "data/log/checkpoint", "data/log/checkpoints.jsonl"
KEPT_FILE = "lianxi.example_2f_chengqiao.checkpoint"


def resigned(scene, size, *, key=None, cosigners=(), at=0, root_=None):
    """A kept checkpoint with other signatures; the last is the exported one too."""
    town = scene.town
    body = checkpoint_body(town.line, size, root_ or root(town.log.leaves[:size]))
    note = f"{body}\n{(key or town.key).line(body)}" + "".join(each.cosign(body, at) for each in cosigners)
    kept = [json.loads(line) for line in scene.payload[NOTES].splitlines()]
    scene.payload[NOTES] = lines({**each, "note": note} if each["size"] == size else each for each in kept)
    if size == town.log.size:
        scene.payload[NOTE] = note.encode()


def end(scene):
    return int(scene.town.log.at.timestamp())


@attack("checkpoint_unsigned")
def sign_with_a_foreign_key(scene):
    resigned(scene, SIZE, key=MALLORY, cosigners=[scene.town.gov, scene.town.union], at=end(scene))


@attack("checkpoint_unsigned")
def sign_an_older_checkpoint_with_a_foreign_key(scene):
    resigned(scene, 100, key=MALLORY)


@attack("origin_unknown")
def export_a_log_that_the_policy_does_not_know(scene):
    scene.policy = policy(scene.town, key=Signer("lianxi.example/elsewhere").vkey)


@attack("checkpoint_of_other_log")
def export_the_checkpoint_of_another_log(scene):
    scene.payload[NOTE] = scene.payload["data/system/checkpoint"]


@attack("checkpoint_root_differs")
def keep_a_checkpoint_of_another_history(scene):
    resigned(scene, 200, root_=b"\x07" * 32)


@attack("checkpoints_incomplete")
def leave_out_the_last_checkpoint(scene):
    scene.change(NOTES, lambda raw: b"".join(raw.splitlines(keepends=True)[:-1]))


@attack("checkpoint_not_kept")
def leave_out_a_checkpoint(scene):
    scene.change(NOTES, lambda raw: b"".join(raw.splitlines(keepends=True)[1:]))


@attack("line_unsorted")
def reorder_checkpoints(scene):
    scene.change(NOTES, lambda raw: b"".join(raw.splitlines(keepends=True)[::-1]))


@attack("line_malformed")
def give_a_checkpoint_another_size(scene):
    scene.change(NOTES, lambda raw: raw.replace(b'"size":100}', b'"size":99}'))


@attack("checkpoint_malformed")
def leave_out_the_checkpoint(scene):
    scene.drop(NOTE)


@attack("quorum_not_met", on=partial(honest, witnesses=("gov", "archive")))
def do_without_the_union(_scene):
    pass


@attack("quorum_not_met")
def cosign_with_the_key_of_the_log(scene):
    own = Signer("witness.gov.example", WITNESS, seed=ORIGIN)
    resigned(scene, SIZE, cosigners=[own, scene.town.union], at=end(scene))


class Liar(Signer):
    """Puts its name under what it never signed."""

    def sign(self, _message):
        return bytes(64)


@attack("cosignature_bad")
def forge_a_cosignature(scene):
    resigned(scene, 100, cosigners=[Liar("witness.gov.example", WITNESS), scene.town.union], at=end(scene))


@attack("cosignature_from_future")
def cosign_in_the_future(scene):
    resigned(scene, SIZE, cosigners=[scene.town.gov, scene.town.union], at=2**40)


@attack("cosignature_from_future")
def cosign_at_the_end_of_time(scene):
    resigned(scene, SIZE, cosigners=[scene.town.gov, scene.town.union], at=2**63 - 1)


@attack("recorded_too_late")
def cosign_before_it_was_recorded(scene):
    resigned(scene, SIZE, cosigners=[scene.town.gov, scene.town.union], at=end(scene) - 7200)


@attack("recorded_too_early")
def cosign_an_old_checkpoint_long_after(scene):
    resigned(scene, 100, cosigners=[scene.town.gov], at=end(scene))


def seen(scene, town):
    """What the auditor kept of a history."""
    scene.state[KEPT_FILE] = town.notes[-1][1].encode()


@attack("history_cut")
def cut_the_tail_back_to_a_genuine_checkpoint(scene):
    seen(scene, scene.town)
    cut = honest()
    cut.log.records, cut.notes = cut.log.records[:256], [each for each in cut.notes if each[0] <= KEPT[4]]
    scene.payload = files(cut)


@attack("history_rewritten")
def show_another_history_of_the_same_size(scene):
    seen(scene, honest(twists={290: {"sw": "0.1.1"}}))


@attack("history_rewritten")
def show_another_history_of_another_size(scene):
    town = honest(twists={90: {"sw": "0.1.1"}})
    scene.state[KEPT_FILE] = dict(town.notes)[200].encode()


@attack("increment_gap")
def leave_out_records_between_two_packages(scene):
    scene.state[KEPT_FILE] = dict(scene.town.notes)[200].encode()
    scene.payload = files(scene.town, 270)


@attack("increment_gap", on=partial(honest, epoch=True))
def leave_out_records_after_an_epoch_that_was_accepted(scene):
    first_policy(scene)
    seen(scene, honest())
    scene.options["accepted"] = (2,)
    scene.payload = files(scene.town, 270)


@attack("epoch_gave_up_seen", on=partial(honest, epoch=True))
def give_up_in_a_new_epoch_what_was_seen(scene):
    first_policy(scene)
    seen(scene, honest())


@attack("history_cut")
def go_back_to_the_first_epoch(scene):
    seen(scene, honest(epoch=True))


@attack("receipt_contradicted")
def replace_a_record_with_a_receipt(scene):
    other = honest(twists={90: {"sw": "0.1.1"}})
    scene.state["receipts/a.tlog-proof"] = receipt(90, other.log.leaves, other.notes[-1][1]).encode()


@attack("receipt_not_covered")
def leave_out_a_record_with_a_receipt(scene):
    town = honest()
    town.note()
    town.checkpoint()
    scene.state["receipts/a.tlog-proof"] = receipt(300, town.log.leaves, town.notes[-1][1]).encode()


@attack("receipt_bad")
def sign_a_receipt_with_a_foreign_key(scene):
    town = honest(town=Town(key=MALLORY))
    scene.state["receipts/a.tlog-proof"] = receipt(90, town.log.leaves, town.notes[-1][1]).encode()


@attack("receipt_bad")
def spoil_a_receipt(scene):
    scene.state["receipts/a.tlog-proof"] = b"c2sp.org/tlog-proof@v1\nindex 01\n\n"
