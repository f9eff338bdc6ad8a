"""A town's package as files, and the bag around them; an attack changes either."""

import json
from hashlib import sha256

from tests.interfaces.audit.verifier.scribe import canonical, digest
from tests.interfaces.audit.verifier.signing_keys import leaf, root
from tests.interfaces.audit.verifier.story import ORIGIN, PDF, SYSTEM

VIEWS = {
    "topics": [{"doc": {"title": "议题"}, "id": "a", "since": 1}, {"doc": {"title": "另一"}, "id": "b", "since": 2}]
}


def lines(values):
    return b"".join(canonical(value) + b"\n" for value in values)


def tile_path(level, number, width=256):
    parts = [f"{number % 1000:03}"]
    while number := number // 1000:
        parts.insert(0, f"x{number % 1000:03}")
    return f"tile/{level}/{'/'.join(parts)}" + ("" if width == 256 else f".p/{width}")


def tiles(leaves):
    """All tiles of a tree, from its leaves."""
    found, level, hashes = {}, 0, leaves
    while hashes:
        for begin in range(0, len(hashes), 256):
            part = hashes[begin : begin + 256]
            found[tile_path(level, begin // 256, len(part))] = b"".join(part)
        hashes = [root(hashes[begin : begin + 256]) for begin in range(0, len(hashes) // 256 * 256, 256)]
        level += 1
    return found


def bundles(records, since=0):
    found = {}
    for begin in range(since - since % 256, len(records), 256):
        part = records[begin : begin + 256]
        raw = b"".join(len(record).to_bytes(2, "big") + record for record in part)
        found[tile_path("entries", begin // 256, len(part))] = raw
    return found


def log_folder(folder, records, notes, since=0):
    size, note = notes[-1]
    leaves = [leaf(record) for record in records[:size]]
    kept = lines({"note": text, "size": at} for at, text in notes)
    named = {"checkpoint": note.encode(), "checkpoints.jsonl": kept, **tiles(leaves), **bundles(records[:size], since)}
    return {f"data/{folder}/{name}": raw for name, raw in named.items()}


def description(town, since=0):
    last = json.loads(town.log.records[-1])
    leaves = [leaf(canonical(line)) for line in town.state]
    system_size = town.system_notes[-1][0]
    return {
        "at": last["recorded_at"],
        "conference": "chengqiao",
        "epoch": town.epoch,
        "format": "lianxi-export/1",
        "openings": "some",
        "origin": ORIGIN,
        "reader": "gov",
        "release": "0.1.0",
        "root": root(town.log.leaves).hex(),
        "since": since,
        "size": town.log.size,
        "state_root": root(leaves).hex(),
        "state_schema": 1,
        "system": {"origin": SYSTEM, "root": root(town.system.leaves[:system_size]).hex(), "size": system_size},
        "views": sorted(VIEWS),
    }


def ocel(first, size):
    events = [{"id": f"#{number + 1}", "share": 0.5} for number in range(first, size)]
    return {"eventTypes": [], "events": events, "objectTypes": [], "objects": []}


def files(town, since=0):
    """The payload of the town's package."""
    first = since - since % 256
    attached = [each for each in town.attachments if each["seq"] >= first]
    return {
        "data/package.json": canonical(description(town, since)) + b"\n",
        **log_folder("log", town.log.records, town.notes, since),
        **log_folder("system", town.system.records, town.system_notes),
        "data/openings.jsonl": lines(each for each in town.openings if each["seq"] >= first),
        "data/withheld.jsonl": lines(each for each in town.withheld if each["seq"] >= first),
        "data/attachments.jsonl": lines(attached),
        **{f"data/attachments/{digest(PDF)}": PDF for each in attached if each["held"]},
        "data/state.jsonl": lines(town.state),
        **{f"data/views/{name}.jsonl": lines(rows) for name, rows in VIEWS.items()},
        "data/ocel.json": json.dumps(ocel(first, town.log.size)).encode(),
    }


def bagged(payload):
    """The files with the tag files of a bag around them."""
    manifest = "".join(f"{digest(raw)}  {name}\n" for name, raw in sorted(payload.items()))
    oxum = f"{sum(map(len, payload.values()))}.{len(payload)}"
    tags = {
        "bagit.txt": b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n",
        "bag-info.txt": f"Source-Organization: lianxi\nPayload-Oxum: {oxum}\n".encode(),
        "manifest-sha256.txt": manifest.encode(),
        "README.md": "说明 / what this is\n".encode(),
        "verify.py": b"# the verifier\n",
    }
    tagged = "".join(f"{sha256(raw).hexdigest()}  {name}\n" for name, raw in sorted(tags.items()))
    return {**payload, **tags, "tagmanifest-sha256.txt": tagged.encode()}


def laid_out(folder, everything):
    """The files in a folder."""
    for name, raw in everything.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(raw)
    return folder


def policy(town, *, quorum="both", system=True, witnesses=("gov", "union", "archive"), key=None, system_key=None):
    """The auditor's policy, as he got it elsewhere."""
    logs = [f"log {key or town.key.vkey}"] + ([f"log {system_key or town.system_key.vkey}"] if system else [])
    known = [f"witness {name} {getattr(town, name).vkey}" for name in witnesses]
    groups = ["group both all gov union"] if {"gov", "union"} <= set(witnesses) else []
    return "\n".join(["# of the auditors", *logs, *known, *groups, f"quorum {quorum}", ""]).encode()
