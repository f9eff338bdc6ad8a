"""What goes into a package, part by part: no more than one bundle of records is in memory at a time."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple

import orjson

from application.audited import SCHEMA, audit_value
from application.proof import tiles
from application.record import canonical, release
from interfaces.audit.attached import Attached
from interfaces.audit.bag import Bag
from interfaces.audit.bundle import verify_py
from interfaces.audit.choosing import Choice, Chosen
from interfaces.audit.known import Known
from interfaces.audit.ocel import Ocel
from interfaces.audit.openings import Openings
from interfaces.audit.reader import Reader
from interfaces.audit.seen import NAMES, put_views
from interfaces.audit.told_of import told_of
from interfaces.services import Services

FORMAT = "lianxi-export/1"
Tell = Callable[[int, int], None]


class Packed(NamedTuple):
    """What came of packing: whether all personal values are opened, some, or none; the digest of the last manifest."""

    openings: str
    digest: str


class Packing:
    """Fills a bag with what was chosen, for a reader; record bundles begin with the one that holds ``since``."""

    def __init__(self, services: Services, choice: Choice, *, since: int, reader: Reader) -> None:
        self._services = services
        self._log = services.log
        self._choice = choice
        self._since = since
        self._reader = reader
        self._known = Known()

    def pack(self, folder: Path, tell: Tell) -> Packed:
        """Make the package in a folder that is not there yet."""
        bag, chosen, system = Bag(folder), self._choice.log, self._choice.system
        lines = self._services.rooting.lines(chosen.listed.id, chosen.size)
        bag.put_lines("data/state.jsonl", self._known.heard(lines))
        openings = self._pack_log(bag, tell)
        self._pack_notes(bag, "data/system/", system)
        for tile in tiles.tiles(system.size):
            self._pack_system_tile(bag, tile)
        put_views(bag, self._services, chosen.listed.id, chosen.size, folder.parent)
        bag.put("data/package.json", canonical(self._described(openings)) + b"\n")
        bag.put("README.md", self._read_me().encode())
        bag.put("verify.py", verify_py().encode())
        return Packed(openings, bag.close(self._info()))

    def _pack_log(self, bag: Bag, tell: Tell) -> str:
        chosen = self._choice.log
        self._pack_notes(bag, "data/log/", chosen)
        with ExitStack() as open_files:
            openings = Openings(bag, open_files, self._log, chosen, self._reader)
            attach = open_files.enter_context(bag.file("data/attachments.jsonl"))
            ocel = Ocel(open_files.enter_context(bag.file("data/ocel.json")), self._known)
            attached = Attached(self._services, chosen.listed.id, chosen.size)
            for record in self._records(bag, tell):
                openings.take(record)
                ocel.take(record)
                attach(b"".join(canonical(line) + b"\n" for line in attached.listed(record)))
            ocel.finish()
        attached.put(bag)
        return openings.extent

    def _records(self, bag: Bag, tell: Tell) -> Iterator[dict[str, Any]]:
        """Write the tiles of the conference's log; each record of the bundles on the way."""
        chosen = self._choice.log
        for tile in tiles.tiles(chosen.size, self._since):
            if not tile.holds_entries:
                self._pack_tile(bag, "data/log/", chosen, tile)
                continue
            first = tile.number * tiles.WIDTH
            records = list(self._log.records(chosen.listed.id, first, tile.width))
            bag.put(f"data/log/{tile.path}", tiles.bundled(records))
            yield from map(orjson.loads, records)
            tell(first + tile.width, chosen.size)

    def _pack_tile(self, bag: Bag, folder: str, chosen: Chosen, tile: tiles.Tile) -> None:
        bag.put(folder + tile.path, tiles.contents(self._log, chosen.listed.id, tile, chosen.size))

    def _pack_system_tile(self, bag: Bag, tile: tiles.Tile) -> None:
        """A tile of the installation's log, with the records that are this reader's."""
        log, system = self._choice.log, self._choice.system
        if not tile.holds_entries:
            self._pack_tile(bag, "data/system/", system, tile)
            return
        records = self._log.records(system.listed.id, tile.number * tiles.WIDTH, tile.width)
        his = told_of(records, frozenset({log.listed.origin, system.listed.origin}), self._reader)
        bag.put(f"data/system/{tile.path}", tiles.bundled(his))

    def _pack_notes(self, bag: Bag, folder: str, chosen: Chosen) -> None:
        kept = (canonical({"note": each.note, "size": each.size}) for each in chosen.kept(self._log))
        bag.put_lines(f"{folder}checkpoints.jsonl", kept)
        bag.put(f"{folder}checkpoint", chosen.signed.note.encode())

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

    def _info(self) -> dict[str, str]:
        chosen = self._choice.log
        identifier = f"{chosen.listed.signed_origin} {chosen.size}"
        return {"Bag-Software-Agent": f"lianxi {release()}", "External-Identifier": identifier}

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
