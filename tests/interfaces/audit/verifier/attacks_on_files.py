"""Attacks on the package itself: its bag, its description, and everything beside the records."""

import json
import os
from base64 import b64decode
from functools import partial

from tests.interfaces.audit.verifier.packing import lines
from tests.interfaces.audit.verifier.scene import attack
from tests.interfaces.audit.verifier.scribe import digest
from tests.interfaces.audit.verifier.signing_keys import b64, leaf, root
from tests.interfaces.audit.verifier.story import ATTACHED_SEQ, ERASED_SEQ, OPENED_SEQ, PDF, honest

OPENINGS, WITHHELD, ATTACHMENTS = "data/openings.jsonl", "data/withheld.jsonl", "data/attachments.jsonl"
STATE, VIEW, OCEL, DESCRIPTION = "data/state.jsonl", "data/views/topics.jsonl", "data/ocel.json", "data/package.json"
FILE = f"data/attachments/{digest(PDF)}"


def rewritten(name, change):
    """The first object of a list, changed."""

    def do(scene):
        first, *rest = [json.loads(line) for line in scene.payload[name].splitlines()]
        changed = change(first)
        scene.payload[name] = lines([*([changed] if changed else []), *rest])

    return do


def lines_reversed(raw):
    return lines([json.loads(line) for line in raw.splitlines()][::-1])


def later(change):
    """A change of the folder after the bag was made."""
    return lambda scene: scene.after.append(change)


def append(name, raw):
    return later(lambda folder: (folder / name).write_bytes((folder / name).read_bytes() + raw))


def one_digit_off(manifest):
    text = manifest.read_text()
    manifest.write_text(("1" if text[0] == "0" else "0") + text[1:])


def put(code, name, do, on=honest):
    do.__name__ = name
    attack(code, on=on)(do)


put("file_altered", "alter_a_view", append(VIEW, b" "))
put("file_altered", "alter_the_readme", append("README.md", b"!"))
put("file_altered", "alter_the_manifest", later(lambda folder: one_digit_off(folder / "manifest-sha256.txt")))
put("file_extra", "add_a_file", later(lambda folder: (folder / "data/secret.txt").write_bytes(b"x")))
put("file_missing", "remove_a_file", later(lambda folder: (folder / VIEW).unlink()))
put("file_missing", "remove_the_openings", lambda scene: scene.payload.pop(OPENINGS))
put("file_unexpected", "add_a_file_to_the_manifest_too", lambda scene: scene.payload.update({"data/more.txt": b"x"}))
put("manifest_malformed", "write_into_the_manifest", append("manifest-sha256.txt", b"\xff\xfe\n"))
put("manifest_malformed", "shorten_the_manifest", append("tagmanifest-sha256.txt", b"0123"))
put("manifest_malformed", "remove_the_manifest", later(lambda folder: (folder / "manifest-sha256.txt").unlink()))
put(
    "manifest_malformed", "name_another_version", later(lambda folder: (folder / "bagit.txt").write_bytes(b"BagIt 2\n"))
)
put("manifest_malformed", "leave_out_the_oxum", later(lambda folder: (folder / "bag-info.txt").write_bytes(b"A: b\n")))
put(
    "oxum_wrong", "change_the_oxum", later(lambda folder: (folder / "bag-info.txt").write_bytes(b"Payload-Oxum: 1.1\n"))
)
put("path_unsafe", "lead_out_of_the_package", append("manifest-sha256.txt", b"0" * 64 + b"  data/../../outside\n"))
put("path_unsafe", "lead_out_by_an_absolute_path", append("manifest-sha256.txt", b"0" * 64 + b"  /etc/hostname\n"))
put("path_unsafe", "traverse_in_a_tile", append("manifest-sha256.txt", b"0" * 64 + b"  data/log/tile/0/../1/000\n"))
put("path_unsafe", "name_a_file_with_controls", later(lambda folder: (folder / "data/a\x1b[2J").write_bytes(b"")))
put("special_file", "put_in_a_pipe", later(lambda folder: os.mkfifo(folder / "data/pipe")))


@attack("symlink")
def put_in_a_symbolic_link(scene):
    def link(folder):
        (folder / OPENINGS).unlink()
        (folder / OPENINGS).symlink_to("../README.md")

    later(link)(scene)


@attack("symlink")
def put_in_a_linked_folder(scene):
    later(lambda folder: (folder / "data/more").symlink_to("/"))(scene)


@attack("file_too_large")
def put_in_a_file_without_end(scene):
    later(lambda folder: os.truncate(folder / VIEW, 2**40))(scene)


MALFORMED = {
    "cut": b"{",
    "no_utf8": b"\xff\n",
    "a_list": b'[{"seq":1}]\n',
    "a_negative_number": b'{"path":"name","seq":-1}\n',
    "a_word": b"null\n",
    "endless_depth": b"[" * 90000 + b"\n",
}
LISTS = {"openings": OPENINGS, "withheld": WITHHELD, "attachments": ATTACHMENTS, "state": STATE, "view": VIEW}


def spoiling(name, raw):
    return lambda scene: scene.change(name, lambda _: raw)


for how, malformed in MALFORMED.items():
    put("package_malformed", f"write_{how}_into_package", spoiling(DESCRIPTION, malformed))
    put("checkpoint_malformed", f"write_{how}_into_checkpoint", spoiling("data/log/checkpoint", malformed))
    for where, path in LISTS.items():
        kind = "json_malformed" if how == "cut" else "line_malformed"
        put(kind, f"write_{how}_into_{where}", spoiling(path, malformed))

put("ocel_malformed", "write_malformed_ocel", lambda scene: scene.change(OCEL, lambda _: b'{"events":1}'))
put("ocel_malformed", "write_no_json_as_ocel", lambda scene: scene.change(OCEL, lambda raw: raw[:-2]))
put(
    "ocel_malformed",
    "leave_an_event_out_of_the_ocel",
    lambda scene: scene.change(OCEL, lambda raw: raw.replace(b"#7", b"#8")),
)
put("package_disagrees", "say_another_schema_of_the_state", lambda scene: scene.describe(state_schema=2))
put("file_missing", "remove_the_ocel", lambda scene: scene.payload.pop(OCEL))
put("package_malformed", "say_a_negative_size", lambda scene: scene.describe(size=-1))
put("package_malformed", "say_since_beyond_the_size", lambda scene: scene.describe(since=301))
put("package_malformed", "name_a_view_like_a_path", lambda scene: scene.describe(views=["../../x"]))
put("package_malformed", "say_another_format", lambda scene: scene.describe(format="lianxi-export/9"))
put("package_disagrees", "say_another_root", lambda scene: scene.describe(root="ab" * 32))
put("package_disagrees", "say_another_time", lambda scene: scene.describe(at="2026-01-01T00:00:00.000000Z"))
put("package_disagrees", "say_a_smaller_size", lambda scene: scene.describe(size=299))
put("package_disagrees", "say_a_larger_size", lambda scene: scene.describe(size=2**39))
put("bundle_missing", "say_less_was_exported_before", lambda scene: scene.drop("data/log/tile/entries/000"))
put("view_missing", "name_a_view_that_is_not_there", lambda scene: scene.describe(views=["meetings", "topics"]))
put("view_undeclared", "leave_a_view_unnamed", lambda scene: scene.describe(views=[]))
put("openings_not_as_said", "say_nothing_is_opened", lambda scene: scene.describe(openings="none"))
put("openings_not_as_said", "say_everything_is_opened", lambda scene: scene.describe(openings="all"))

put("opening_wrong", "alter_an_opening", rewritten(OPENINGS, lambda one: {**one, "value": "另一人"}))
put("opening_wrong", "alter_a_salt", rewritten(OPENINGS, lambda one: {**one, "salt": b64(b"\0" * 32)}))
put(
    "opening_wrong",
    "shorten_a_salt",
    rewritten(OPENINGS, lambda one: {**one, "salt": b64(b64decode(one["salt"])[:31])}),
)
put("opening_wrong", "spoil_a_salt", rewritten(OPENINGS, lambda one: {**one, "salt": "%%"}))
put("commitment_unexplained", "leave_out_an_opening", rewritten(OPENINGS, lambda _: None))
put("commitment_unexplained", "leave_out_what_is_withheld", rewritten(WITHHELD, lambda _: None))
put("opening_unfounded", "open_what_was_never_committed", rewritten(OPENINGS, lambda one: {**one, "seq": 30}))
put("opening_unfounded", "open_another_path", rewritten(OPENINGS, lambda one: {**one, "path": "phone"}))
put("opening_unfounded", "open_beyond_the_end", rewritten(OPENINGS, lambda one: {**one, "seq": 3000}))
put("withheld_unfounded", "withhold_what_was_never_committed", rewritten(WITHHELD, lambda one: {**one, "seq": 30}))
put("withheld_unfounded", "withhold_what_is_opened", rewritten(WITHHELD, lambda one: {**one, "seq": OPENED_SEQ}))
put("line_unsorted", "open_twice", lambda scene: scene.change(OPENINGS, lambda raw: raw * 2))
put("line_unsorted", "reorder_a_view", lambda scene: scene.change(VIEW, lines_reversed))
put("withheld_though_erased", "withhold_what_was_erased", rewritten(WITHHELD, lambda one: {**one, "seq": ERASED_SEQ}))


@attack("opening_of_erased")
def open_again_what_was_erased(scene):
    scene.payload[OPENINGS] = lines([scene.town.erased, *scene.town.openings])


@attack("commitment_unexplained", on=partial(honest, erasing=False))
def erase_without_a_record(scene):
    scene.payload[OPENINGS] = lines(scene.town.openings[1:])


def erasing_nothing():
    changed = {"basis": "asked", "erased": [{"path": "phone", "position": 3}], "person": "p"}
    return honest(twists={250: {"body": changed}})


def erasing_badly():
    return honest(twists={250: {"body": {"erased": [{"path": "name", "position": "3"}]}}})


def erasing_ahead():
    return honest(twists={250: {"body": {"erased": [{"path": "name", "position": 2**50}]}}})


put("erasure_unfounded", "erase_what_was_never_committed", lambda _: None, on=erasing_nothing)
put("erasure_unfounded", "erase_what_is_yet_to_come", lambda _: None, on=erasing_ahead)
put("record_field_malformed", "erase_in_another_form", lambda _: None, on=erasing_badly)

put("attachment_altered", "alter_an_attachment", lambda scene: scene.change(FILE, lambda raw: raw + b"!"))
put("attachment_missing", "leave_out_an_attachment", lambda scene: scene.payload.pop(FILE))
put("attachment_unlisted", "leave_an_attachment_unlisted", rewritten(ATTACHMENTS, lambda _: None))
put("attachment_unfounded", "list_another_size", rewritten(ATTACHMENTS, lambda one: {**one, "size": 1}))
put(
    "attachment_unfounded",
    "list_it_for_another_record",
    rewritten(ATTACHMENTS, lambda one: {**one, "seq": ATTACHED_SEQ - 1}),
)
put("file_unexpected", "add_an_attachment", lambda scene: scene.payload.update({f"data/attachments/{'0' * 64}": b""}))


@attack("state_root_differs")
def alter_the_state(scene):
    rewritten(STATE, lambda one: {**one, "fields": {"n": 999}})(scene)


@attack("state_root_differs")
def alter_the_state_and_its_root(scene):
    alter_the_state(scene)
    leaves = [leaf(line) for line in scene.payload[STATE].splitlines()]
    scene.describe(state_root=root(leaves).hex())


put("package_disagrees", "leave_a_stream_out_of_the_state", rewritten(STATE, lambda _: None))
put("package_disagrees", "say_another_version_of_a_stream", rewritten(STATE, lambda one: {**one, "version": 77}))
