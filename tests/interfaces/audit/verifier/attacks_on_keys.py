"""Attacks on keys, epochs and on what the installation's own log says."""

from functools import partial

from tests.interfaces.audit.verifier.packing import policy
from tests.interfaces.audit.verifier.scene import attack
from tests.interfaces.audit.verifier.signing_keys import Signer
from tests.interfaces.audit.verifier.story import ORIGIN, SYSTEM, Town, honest

MALLORY = Signer(ORIGIN, seed="mallory")
OTHER_ROOT: dict[str, object] = {"root": "cd" * 32}


def saying(change, **choices):
    """A history whose system log says something else, or nothing."""
    return partial(honest_but, change, choices)


def honest_but(change, choices):
    return honest(town=Town(said=change), **choices)


def forgetting(name, **body):
    """One record of the system log is never written."""
    return lambda said, found: None if said == name and body.items() <= found.items() else found


def misstating(name, changes, **body):
    """One record of the system log says something else."""
    return lambda said, found: {**found, **changes} if said == name and body.items() <= found.items() else found


def spelling_badly(said, found):
    return {"x": 1} if said == "state_rooted" else found


def twice_rooted():
    """One size is recorded with two roots."""
    town = honest()
    town.installation("checkpoint_signed", {"epoch": 1, "origin": ORIGIN, "size": 100, **OTHER_ROOT})
    town.system_checkpoint()
    return town


def badly_rotated(changes):
    return honest(town=Town(rotation=changes), rotating=True)


def first_policy(scene):
    """The auditor's policy is of the time before any change of keys."""
    scene.policy = policy(scene.town, key=Signer(ORIGIN).vkey)


def put(code, name, on, do=lambda _scene: None):
    def attempt(scene):
        do(scene)

    attempt.__name__ = name
    attack(code, on=on)(attempt)


def without_the_system_log(scene):
    scene.drop("data/system/")
    scene.describe(system=None)


def altered(records):
    records[2] = records[2].replace(b"chengqiao", b"chengbiao")


put("checkpoint_unsigned", "swap_the_key", partial(honest, town=Town(key=MALLORY)), first_policy)
put("checkpoint_not_in_system", "record_no_checkpoint", saying(forgetting("checkpoint_signed", size=100)))
put(
    "checkpoint_contradicts_system",
    "record_another_root",
    saying(misstating("checkpoint_signed", OTHER_ROOT, size=100)),
)
put("split_view", "record_two_roots_of_one_size", twice_rooted)
put("system_log_missing", "leave_out_the_system_log", honest, without_the_system_log)
put("root_differs", "alter_the_system_log", honest, lambda scene: scene.records(altered, "system"))
put("system_record_malformed", "record_a_malformed_body", saying(spelling_badly))
put(
    "system_record_malformed",
    "introduce_no_real_key",
    saying(misstating("key_introduced", {"vkey": "a+b+c"}, origin=ORIGIN)),
)
put("state_root_differs", "record_another_root_of_the_state", saying(misstating("state_rooted", OTHER_ROOT)))
put("state_not_rooted", "record_no_root_of_the_state", saying(forgetting("state_rooted")))
put("key_chain_broken", "introduce_no_key", saying(forgetting("key_introduced", origin=ORIGIN)))
put(
    "key_chain_broken",
    "introduce_a_key_of_another_name",
    saying(misstating("key_introduced", {"epoch": 2}, origin=ORIGIN)),
)
put("checkpoint_wrong_key", "introduce_another_key",
    saying(misstating("key_introduced", {"vkey": MALLORY.vkey}, origin=ORIGIN)))  # fmt: skip

ROTATIONS: dict[str, dict[str, object]] = {
    "without_the_old_signature": {"old_signature": "AAAA"},
    "without_the_new_signature": {"new_signature": "AAAA"},
    "from_a_key_never_used": {"old": MALLORY.vkey},
    "to_a_key_of_another_name": {"new": Signer("lianxi.example/elsewhere").vkey},
}
for how, changes in ROTATIONS.items():
    put("key_chain_broken", f"rotate_{how}", partial(badly_rotated, changes), first_policy)
    put("checkpoint_unsigned", f"trust_a_key_rotated_{how}", partial(badly_rotated, changes), first_policy)

put("checkpoint_wrong_key", "sign_on_with_a_key_that_was_given_up",
    partial(honest, rotating=True, town=Town(gives_up_keys=False)), first_policy)  # fmt: skip
put("epoch_undeclared", "begin_an_epoch_undeclared", saying(forgetting("epoch_declared"), epoch=True), first_policy)
put("checkpoint_unsigned", "begin_an_epoch_with_a_key_never_introduced",
    saying(forgetting("key_introduced", epoch=2), epoch=True), first_policy)  # fmt: skip
EPOCHS: dict[str, dict[str, object]] = {
    "from_another_root": OTHER_ROOT,
    "out_of_turn": {"epoch": 3},
    "that_gives_up_less_than_nothing": {"abandoned_size": 100},
}
for how, changes in EPOCHS.items():
    put(
        "epoch_disagrees",
        f"declare_an_epoch_{how}",
        saying(misstating("epoch_declared", changes), epoch=True),
        first_policy,
    )


def first_system_policy(scene):
    """The auditor's policy is of the time before the installation's log was put back."""
    scene.policy = policy(scene.town, system_key=Signer(SYSTEM).vkey)


put("epoch_key_unknown", "go_on_in_the_system_log_with_a_key_nobody_vouches_for",
    partial(honest, restored="introduced"), first_system_policy)  # fmt: skip
put("epoch_undeclared", "put_the_system_log_back_undeclared",
    saying(forgetting("epoch_declared", origin=SYSTEM), restored="listed"))  # fmt: skip
put("epoch_disagrees", "put_the_system_log_back_to_another_root",
    saying(misstating("epoch_declared", OTHER_ROOT, origin=SYSTEM), restored="listed"))  # fmt: skip
