"""What goes into a package, part by part: no more than one bundle of records is in memory at a time."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from importlib.resources import files
from pathlib import Path
from typing import Any

import orjson

from application.audited import SCHEMA, audit_value
from application.proof import tiles
from application.record import canonical, release
from interfaces.audit.bag import Bag
from interfaces.audit.choosing import Choice, Chosen
from interfaces.audit.known import Known
from interfaces.audit.ocel import Ocel
from interfaces.audit.openings import Openings
from interfaces.audit.reader import Reader
from interfaces.audit.seen import NAMES, put_views
from interfaces.services import Services

FORMAT = "lianxi-export/1"
Tell = Callable[[int, int], None]


class Packing:
    """Fills a bag with what was chosen, for a reader; record bundles begin with the one that holds ``since``."""

    def __init__(self, services: Services, choice: Choice, bag: Bag, *, since: int, reader: Reader) -> None:
        self._services = services
        self._log = services.log
        self._choice = choice
        self._bag = bag
        self._since = since
        self._reader = reader
        self._known = Known()

    def pack(self, space: Path, tell: Tell) -> str:
        """Write everything but the manifests; whether all personal values are opened, some, or none."""
        chosen = self._choice.log
        lines = self._services.rooting.lines(chosen.listed.id, chosen.size)
        self._bag.put_lines("data/state.jsonl", self._known.heard(lines))
        openings = self._pack_log(tell)
        self._pack_notes("data/system/", self._choice.system)
        for tile in tiles.tiles(self._choice.system.size):
            self._pack_tile("data/system/", self._choice.system, tile)
        put_views(self._bag, self._services, chosen.listed.id, chosen.size, space)
        self._bag.put("data/package.json", canonical(self._described(openings)) + b"\n")
        self._bag.put("README.md", self._read_me().encode())
        self._bag.put("verify.py", _verifier())
        return openings

    def _pack_log(self, tell: Tell) -> str:
        chosen = self._choice.log
        self._pack_notes("data/log/", chosen)
        with ExitStack() as open_files:
            openings = Openings(self._bag, open_files, self._log, chosen, self._reader)
            attach = open_files.enter_context(self._bag.file("data/attachments.jsonl"))
            ocel = Ocel(open_files.enter_context(self._bag.file("data/ocel.json")), self._known)
            for record in self._records(tell):
                openings.take(record)
                ocel.take(record)
                attach(b"".join(canonical(line) + b"\n" for line in _attachments(record)))
            ocel.finish()
        return openings.extent

    def _records(self, tell: Tell) -> Iterator[dict[str, Any]]:
        """Write the tiles of the conference's log; each record of the bundles on the way."""
        chosen = self._choice.log
        for tile in tiles.tiles(chosen.size, self._since):
            if not tile.holds_entries:
                self._pack_tile("data/log/", chosen, tile)
                continue
            first = tile.number * tiles.WIDTH
            records = list(self._log.records(chosen.listed.id, first, tile.width))
            self._bag.put(f"data/log/{tile.path}", tiles.bundled(records))
            yield from map(orjson.loads, records)
            tell(first + tile.width, chosen.size)

    def _pack_tile(self, folder: str, chosen: Chosen, tile: tiles.Tile) -> None:
        self._bag.put(folder + tile.path, tiles.contents(self._log, chosen.listed.id, tile, chosen.size))

    def _pack_notes(self, folder: str, chosen: Chosen) -> None:
        kept = (canonical({"note": each.note, "size": each.size}) for each in chosen.kept(self._log))
        self._bag.put_lines(f"{folder}checkpoints.jsonl", kept)
        self._bag.put(f"{folder}checkpoint", chosen.signed.note.encode())

    def _described(self, openings: str) -> dict[str, Any]:
        log, system = self._choice.log, self._choice.system
        return {
            "at": audit_value(self._log.time_of(log.listed.id, log.size)),
            "conference": log.listed.slug,
            "epoch": log.signed.epoch,
            "format": FORMAT,
            "openings": openings,
            "origin": log.listed.origin,
            "reader": self._reader.name,
            "release": release(),
            "root": log.root,
            "since": self._since,
            "size": log.size,
            "state_root": self._choice.state_root.hex(),
            "state_schema": SCHEMA,
            "system": {"origin": system.listed.origin, "root": system.root, "size": system.size},
            "views": NAMES,
        }

    def _read_me(self) -> str:
        first = self._since - self._since % tiles.WIDTH
        told = {
            "origin": self._choice.log.listed.signed_origin,
            "size": self._choice.log.size,
            "root": self._choice.log.root,
            "release": release(),
            "reader": self._reader.name,
            "part_zh": f"记录自第 {first + 1} 条起；此前的在更早的包里。" if first else "",
            "part_en": f"Records before {first + 1} are in an earlier package." if first else "",
        }
        return files("interfaces.audit").joinpath("package_readme.md").read_text("utf-8").format(**told)


def _attachments(record: dict[str, Any]) -> Iterable[dict[str, Any]]:
    """The files that a record names. The product keeps their digests; the files themselves are with whoever signed them."""
    named = {each["sha256"]: each for each in record["attach"]}
    return [{"held": False, "seq": record["seq"], **named[sha256]} for sha256 in sorted(named)]


def _verifier() -> bytes:
    # Taken in here: whoever only looks at what an export is needs no verifier.
    from interfaces.audit.bundle import verify_py  # noqa: PLC0415 - as said above

    return verify_py().encode()
