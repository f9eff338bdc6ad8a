"""Attacks on what was recorded: by someone who can write files, and by an operator who signs what he forged."""

import json
from functools import partial

from tests.interfaces.audit.verifier.packing import tiles
from tests.interfaces.audit.verifier.scene import attack, edited
from tests.interfaces.audit.verifier.scribe import BEGIN, instant, name
from tests.interfaces.audit.verifier.signing_keys import leaf
from tests.interfaces.audit.verifier.story import SIZE, honest

BUNDLE, TILE = "data/log/tile/entries/000", "data/log/tile/0/000"


def forged(seq, /, **changes):
    """A history that operator and witnesses signed, in which one record was otherwise from the start."""
    return partial(honest, twists={seq: changes})


def respelt(change, seq=100):
    """A record in other bytes, with all hashes made anew."""

    def do(scene):
        scene.records(lambda records: records.__setitem__(seq, change(records[seq])))

    return do


@attack("leaf_differs")
def edit_a_field(scene):
    scene.change(BUNDLE, lambda raw: raw.replace(b'"n":100,', b'"n":101,', 1))


@attack("root_differs")
def edit_a_field_and_its_leaf(scene):
    old = scene.town.log.records[100]
    new = old.replace(b'"n":100,', b'"n":101,', 1)
    scene.change(BUNDLE, lambda raw: raw.replace(old, new))
    scene.change(TILE, lambda raw: raw.replace(leaf(old), leaf(new)))


@attack("checkpoint_root_differs")
def edit_a_field_and_all_tiles(scene):
    respelt(lambda raw: edited(raw, effective_on="2026-01-01"))(scene)


@attack("record_prev")
def edit_a_field_and_all_tiles_but_not_what_follows(scene):
    respelt(lambda raw: edited(raw, sw="9.9.9"))(scene)


@attack("record_seq")
def delete_the_first(scene):
    scene.records(lambda records: records.pop(0))
    scene.describe(size=SIZE - 1)


@attack("record_version")
def delete_one_in_the_middle(scene):
    scene.records(lambda records: records.pop(150))
    scene.describe(size=SIZE - 1)


@attack("root_differs")
def delete_the_last(scene):
    scene.records(lambda records: records.pop())
    scene.describe(size=SIZE - 1)


@attack("record_seq")
def insert_one(scene):
    scene.records(lambda records: records.insert(150, records[149]))
    scene.describe(size=SIZE + 1)


@attack("record_seq")
def reorder_two(scene):
    def swap(records):
        records[100], records[101] = records[101], records[100]

    scene.records(swap)


@attack("record_version")
def swap_streams(scene):
    def swap(records):
        first, second = json.loads(records[100])["stream"], json.loads(records[101])["stream"]
        records[100], records[101] = edited(records[100], stream=second), edited(records[101], stream=first)

    scene.records(swap)


@attack("record_of_other_log")
def show_a_record_of_another_log(scene):
    respelt(lambda raw: edited(raw, log="lianxi.example/elsewhere"))(scene)


@attack("record_of_other_log", on=forged(60, log="lianxi.example/elsewhere"))
def sign_a_record_of_another_log(_scene):
    pass


@attack("recorded_too_early", on=forged(150, recorded_at=instant(BEGIN)))
def back_date_a_record(_scene):
    pass


@attack("recorded_too_late", on=forged(150, recorded_at="2026-03-09T00:00:00.000000Z"))
def forward_date_a_record(_scene):
    pass


@attack("command_replayed", on=forged(150, cmd=name("cmd", "lianxi.example/chengqiao 9")))
def replay_a_command(_scene):
    pass


@attack("command_times_differ", on=forged(171, recorded_at="2026-03-02T03:40:00.000000Z"))
def split_a_command_in_time(_scene):
    pass


@attack("record_version", on=forged(150, version=400))
def leave_a_gap_in_a_stream(_scene):
    pass


@attack("record_prev", on=forged(150, prev="ab" * 32))
def break_the_chain_of_a_stream(_scene):
    pass


@attack("record_seq", on=forged(150, seq=151))
def number_a_record_twice(_scene):
    pass


@attack("record_field_malformed", on=forged(150, v=True))
def give_a_field_another_type(_scene):
    pass


@attack("record_field_malformed", on=forged(150, recorded_at="2026-02-30T00:00:00.000000Z"))
def record_on_a_day_that_never_was(_scene):
    pass


@attack("record_field_malformed", on=forged(150, stream="topic/../../etc"))
def name_a_stream_like_a_path(_scene):
    pass


@attack("record_field_malformed", on=forged(150, type="meeting.noted/1"))
def put_a_fact_into_a_stream_of_another_kind(_scene):
    pass


@attack("record_field_malformed", on=forged(150, commit={"name": "not base64"}))
def commit_to_nothing(_scene):
    pass


@attack("record_fields", on=forged(150, secret="beside"))
def add_a_field(_scene):
    pass


@attack("record_fields")
def leave_a_field_out(scene):
    respelt(lambda raw: raw.replace(b',"v":1', b""))(scene)


NON_CANONICAL = {
    "space": lambda raw: raw.replace(b'"v":1', b'"v": 1'),
    "key_order": lambda raw: raw.replace(b'"v":1,"version":', b'"version":').replace(b"}", b',"v":1}', -1),
    "escapes": lambda raw: raw.replace(b'"0.1.0"', b'"0\\u002e1.0"'),
    "slash_escaped": lambda raw: raw.replace(b"noted/1", b"noted\\/1"),
    "duplicate_key": lambda raw: raw[:-1] + b',"version":1}',
    "float": lambda raw: raw.replace(b'"v":1,', b'"v":1.0,'),
    "exponent": lambda raw: raw.replace(b'"v":1,', b'"v":1e0,'),
    "big_integer": lambda raw: raw.replace(b'"n":100', b'"n":9007199254740992'),
    "endless_integer": lambda raw: raw.replace(b'"n":100', b'"n":' + b"9" * 9000),
    "minus_zero": lambda raw: raw.replace(b'"n":100', b'"n":-0'),
    "not_a_number": lambda raw: raw.replace(b'"n":100', b'"n":NaN'),
    "lone_surrogate": lambda raw: raw.replace(b'"0.1.0"', b'"\\ud800"'),
    "surrogate_in_utf8": lambda raw: raw.replace(b'"0.1.0"', b'"\xed\xa0\x80"'),
    "byte_order_mark": lambda raw: b"\xef\xbb\xbf" + raw,
    "utf_16": lambda raw: raw.decode().encode("utf-16"),
    "control_character": lambda raw: raw.replace(b'"0.1.0"', b'"\x01"'),
    "newline_after": lambda raw: raw + b"\n",
    "key_not_ascii": lambda raw: raw.replace(b'"n":100', '"數":100'.encode()),
    "nested_deeply": lambda raw: raw.replace(b'"n":100', b'"n":' + b"[" * 20000 + b"]" * 20000),
    "empty": lambda _raw: b"",
    "list": lambda _raw: b"[]",
    "word": lambda _raw: b"null",
    "garbage": lambda _raw: b"\x00\xff{",
}

for how, spell in NON_CANONICAL.items():
    do = respelt(spell)
    do.__name__ = f"spell_a_record_with_{how}"
    attack("record_fields" if how in {"list", "word"} else "record_not_canonical")(do)


@attack("bundle_malformed")
def lengthen_a_length(scene):
    scene.change(BUNDLE, lambda raw: b"\xff\xff" + raw[2:])


@attack("bundle_malformed")
def truncate_a_bundle(scene):
    scene.change(BUNDLE, lambda raw: raw[:-1])


@attack("bundle_malformed")
def append_to_a_bundle(scene):
    scene.change(BUNDLE, lambda raw: raw + b"\x00\x02{}")


@attack("bundle_missing")
def leave_out_a_bundle(scene):
    scene.drop(BUNDLE)


@attack("tile_differs")
def alter_a_tile(scene):
    scene.change(TILE, lambda raw: bytes([raw[0] ^ 1]) + raw[1:])


@attack("tile_differs")
def alter_an_upper_tile(scene):
    scene.change("data/log/tile/1/000.p/1", lambda raw: raw[::-1])


@attack("tile_missing")
def leave_out_a_tile(scene):
    scene.drop(TILE)


@attack("tile_missing")
def give_a_tile_another_width(scene):
    scene.payload["data/log/tile/0/001.p/45"] = scene.payload.pop("data/log/tile/0/001.p/44")


@attack("file_unexpected")
def add_the_tiles_of_another_size(scene):
    more = tiles(scene.town.log.leaves[:100])
    scene.payload.update({f"data/log/{name}": raw for name, raw in more.items()})
