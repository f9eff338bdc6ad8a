"""What somebody can do who may write every file of an installation: each change, where it must be found, or why not."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from pathlib import Path

from application.proof.notes import Note
from tests.e2e.live_changes import ALL, AUDIT, NOWHERE, Attack, both, sql
from tests.e2e.live_files import signer, views
from tests.e2e.live_forging import append, cut_tail, insert_in_the_middle, rewrite_tail, seal_another, swap
from tests.e2e.live_town import CONFERENCE, ORIGIN, SYSTEM_ORIGIN, Lived

HEAD = "(SELECT position FROM heads WHERE conference = :c)"
PLACES = {"first": "1", "middle": f"({HEAD} / 2)", "last": HEAD}
OTHERWISE = {
    "state": """state = CAST(replace(CAST(state AS TEXT), '"cause":null', '"cause":"x"') AS BLOB)""",
    "state_of_no_json": "state = 7",
    "leaf": "leaf = zeroblob(32)",
    "leaf_of_no_hash": "leaf = 'x'",
    "type": "type = type || '1'",
    "version": "version = version + 1000",
    "recorded_at": "recorded_at = recorded_at - 1000000",
    "sw": "sw = '0'",
    "kind": "kind = 'topik'",
    "stream": "stream = zeroblob(16)",
}


def rows() -> Iterator[Attack]:
    """Every column of a row, in the middle; the first and the last row by what they say."""
    for column, otherwise in OTHERWISE.items():
        statement = f"UPDATE events SET {otherwise} WHERE conference = :c AND position = "
        attacks = both(f"{column}_of_middle", "record_altered {o}", statement + PLACES["middle"])
        yield from attacks if column in {"state", "type", "leaf"} else [next(attacks)]
    for place in ("first", "last"):
        statement = f"UPDATE events SET {OTHERWISE['state']} WHERE conference = :c AND position = {PLACES[place]}"
        yield from both(f"state_of_{place}", "record_altered {o}", statement)
    for place, position in PLACES.items():
        statement = f"DELETE FROM events WHERE conference = :c AND position = {position}"
        yield from both(f"delete_{place}", "records_missing {o}", statement)
    yield from both(
        "delete_all_after", "records_missing {o}", f"DELETE FROM events WHERE conference = :c AND position > {HEAD} / 2"
    )
    yield from both("delete_all", "records_missing {o}", "DELETE FROM events WHERE conference = :c")


def forged() -> Iterator[Attack]:
    """What takes more than one statement: with leaves, heads, streams and the tide as the product would have them."""
    late = "what the product's own writer would write is not told from what it wrote, until it is compared with what rules allow"
    for number, origin in ((CONFERENCE, ORIGIN), (0, SYSTEM_ORIGIN)):
        name = "" if number else "system_"
        for change, says in (
            (swap, "record_altered"),
            (insert_in_the_middle, "record_altered"),
            (cut_tail, "signed_otherwise"),
            (rewrite_tail, "signed_otherwise"),
        ):
            yield Attack(f"{name}{change.__name__}", partial(change, conference=number), f"{says} {origin}")
    yield Attack("append_row_alone", partial(append, alone=True), f"table_disagrees {ORIGIN} heads")
    yield Attack("append_consistently", partial(append, alone=False), "", NOWHERE, late)


def tables() -> Iterator[Attack]:
    """What is derived from the events."""
    for name, statement in {
        "up": "UPDATE heads SET position = position + 1 WHERE conference = :c",
        "down": "UPDATE heads SET position = position - 1 WHERE conference = :c",
        "gone": "DELETE FROM heads WHERE conference = :c",
    }.items():
        yield from both(f"head_{name}", "table_disagrees {o} heads", statement)
    anew = "the next record writes it anew, before anything is signed"
    time = "UPDATE heads SET recorded_at = recorded_at + 1 WHERE conference = :c"
    yield Attack("head_time", sql(time), f"table_disagrees {ORIGIN} heads", ALL - {"checkpoint"}, anew)
    one = "WHERE conference = :c AND stream = (SELECT MIN(stream) FROM streams WHERE conference = :c)"
    for name, otherwise in {"version": "version = 9", "leaf": "leaf = zeroblob(32)", "kind": "kind = 'topic'"}.items():
        yield Attack(
            f"stream_{name}", sql(f"UPDATE streams SET {otherwise} {one}"), f"table_disagrees {ORIGIN} streams"
        )
    yield Attack("stream_gone", sql(f"DELETE FROM streams {one}"), f"table_disagrees {ORIGIN} streams")
    foreign = "INSERT INTO streams VALUES (:c, zeroblob(16), 'topic', 1, zeroblob(32), 1)"
    yield Attack("stream_foreign", sql(foreign), f"table_disagrees {ORIGIN} streams topic/0000")
    whether = "whether something remains to be done follows from all facts of a stream: only the audit replays them"
    yield Attack(
        "stream_open",
        sql(f"UPDATE streams SET open = 1 - open {one}"),
        f"table_disagrees {ORIGIN} streams",
        AUDIT,
        whether,
    )
    for name, statement in {
        "gone": "DELETE FROM tide WHERE conference = :c AND position = 41",
        "moved": "UPDATE tide SET at = at + 1 WHERE conference = :c AND position = 41",
        "foreign": "INSERT INTO tide SELECT conference, at - 7, position FROM tide WHERE conference = :c AND position = 41",
    }.items():
        yield Attack(f"tide_{name}", sql(statement), f"table_disagrees {ORIGIN} tide 41")
    key = "INSERT INTO keys VALUES (:c, 'p', 'k', 'd', x'00', 9000, 9001)"
    yield Attack("key_beyond", sql(key), f"table_disagrees {ORIGIN} keys k")
    beside = "what a repeated request is answered is no part of any record; the record of what was done is"
    yield Attack("key_within", sql(key.replace("9000, 9001", "1, 1")), "", NOWHERE, beside)


def tree() -> Iterator[Attack]:
    """Tiles and checkpoints; hashes of higher levels in test_tiles."""
    yield Attack(
        "node_altered", sql("UPDATE nodes SET hash = zeroblob(32) WHERE conference = :c"), f"tile_altered {ORIGIN} 1/0"
    )
    yield Attack("node_gone", sql("DELETE FROM nodes WHERE conference = :c"), f"tile_missing {ORIGIN} 1/0")
    yield Attack("node_foreign", sql("INSERT INTO nodes VALUES (:c, 2, 0, zeroblob(32))"), f"tile_altered {ORIGIN} 2/0")
    at = "WHERE conference = :c AND size ="
    other = f"note = (SELECT note FROM checkpoints {at} 141)"
    last = "(SELECT MAX(size) FROM checkpoints WHERE conference = :c)"
    for name, code, statement in (
        ("body", "checkpoint_altered", f"UPDATE checkpoints SET {other} {at} 91"),
        (
            "signature",
            "checkpoint_altered",
            f"UPDATE checkpoints SET note = replace(note, '{SIGNED}', '{SIGNED}A') {at} 91",
        ),
        ("garbage", "checkpoint_altered", f"UPDATE checkpoints SET note = x'ff' {at} 91"),
        ("gone", "checkpoint_missing", f"DELETE FROM checkpoints {at} 91"),
        ("last_gone", "checkpoint_missing", f"DELETE FROM checkpoints {at} {last}"),
        (
            "foreign",
            "checkpoint_foreign",
            f"INSERT INTO checkpoints SELECT conference, epoch, 92, signed_at, note FROM checkpoints {at} 91",
        ),
        ("size", "checkpoint_foreign", f"UPDATE checkpoints SET size = 92 {at} 91"),
    ):
        yield Attack(f"checkpoint_{name}", sql(statement), f"{code} {ORIGIN}")
    again = "the signer says what was signed last, and signs the same bytes again; a crash leaves it so too"
    yield Attack(
        "system_checkpoint_last_gone", sql(f"DELETE FROM checkpoints {at} {last}", conference=0), "", NOWHERE, again
    )
    witnesses = (
        "cosignatures come later and are the witnesses' to keep; a removed one only makes the standing look older"
    )
    yield Attack("cosignature_gone", uncosigned, "", NOWHERE, witnesses)
    clock = "no signature covers the operator's own word for when he signed; cosignatures bear their own times"
    yield Attack("checkpoint_time", sql(f"UPDATE checkpoints SET signed_at = 0 {at} 91"), "", NOWHERE, clock)


SIGNED = f"— {ORIGIN} "


def uncosigned(folder: Path, lived: Lived) -> None:
    """The checkpoints without what the witness signed."""
    with closing(sqlite3.connect(folder / "log.db", isolation_level=None)) as db:
        for rowid, text in db.execute("SELECT size, note FROM checkpoints WHERE conference = 1").fetchall():
            note = Note.read(text)
            own = Note(note.body, tuple(each for each in note.signatures if each[0] == ORIGIN))
            db.execute("UPDATE checkpoints SET note = ? WHERE conference = 1 AND size = ?", (own.text, rowid))


def beside() -> Iterator[Attack]:
    """Openings and their keys, and the conferences' own rows."""
    pair = "(SELECT {} FROM openings WHERE conference = :c ORDER BY position LIMIT 1 OFFSET {})"
    swapped = (
        f"UPDATE openings SET sealed = {pair.format('sealed', 3)} WHERE commitment = {pair.format('commitment', 2)}"
    )
    altered, missing = f"opening_altered {ORIGIN}", f"table_disagrees {ORIGIN} openings"
    yield Attack("opening_swapped", sql(swapped), altered)
    yield Attack(
        "opening_garbage",
        sql("UPDATE openings SET sealed = 'x' WHERE conference = :c"),
        f"unreadable {ORIGIN} openings",
    )
    yield Attack("opening_of_another", sql("UPDATE openings SET person = 'x' WHERE conference = :c"), altered)
    yield Attack(
        "opening_gone", sql(f"DELETE FROM openings WHERE commitment = {pair.format('commitment', 2)}"), missing
    )
    yield Attack("opening_forged", seal_another, missing)
    yield Attack("opening_of_an_erased_person_back", brought_back, missing)
    yield Attack("person_keys_gone", lambda folder, _: (folder / "log.db.keys").unlink(), altered)
    yield Attack("person_key_replaced", sql("UPDATE keys SET key = zeroblob(32)", file="log.db.keys"), altered)
    conference = "UPDATE conferences SET {} WHERE id = :c"
    yield Attack(
        "origin",
        sql(conference.format("origin = 'lianxi.test/x/chengqiao'")),
        "record_altered lianxi.test/x/chengqiao 1",
    )
    yield Attack(
        "system_origin",
        sql(conference.format("origin = 'lianxi.test/x/system'"), conference=0),
        "record_altered lianxi.test/x/system 1",
    )
    yield Attack("slug", sql(conference.format("slug = 'other'")), f"table_disagrees {ORIGIN} conferences other")
    yield from both("epoch", "epoch_undeclared {o} 2", conference.format("epoch = 2"))
    yield Attack("conference_gone", sql("DELETE FROM conferences WHERE id = :c"), f"signed_otherwise {ORIGIN}")


def brought_back(folder: Path, lived: Lived) -> None:
    """What was erased, from an older copy, with the key."""
    for name, key in (("log.db", "openings"), ("log.db.keys", "keys")):
        with closing(sqlite3.connect(folder / name, isolation_level=None)) as db:
            db.execute("ATTACH ? AS older", (str(lived.older / name),))
            assert db.execute(f"INSERT OR IGNORE INTO {key} SELECT * FROM older.{key}").rowcount


ATTACKS = [*rows(), *forged(), *tables(), *tree(), *beside(), *views(), *signer()]
