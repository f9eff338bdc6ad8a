"""The log as static files (C2SP tlog-tiles): where each tile and bundle stands, and what is in it."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from application.log import Log

WIDTH = 256
_ENTRIES = -1
_PATH = re.compile(r"tile/(entries|0|[1-9][0-9]?)/((?:x[0-9]{3}/)*[0-9]{3})(?:\.p/([1-9][0-9]{0,2}))?")
_PREFIX_LENGTH = 2


class NoTile(Exception):
    """There is no such tile in a log of this size."""


class Tile(NamedTuple):
    """A tile: its level, its number there, and how many hashes wide it is; ``entries`` has the records themselves."""

    level: int
    number: int
    width: int = WIDTH

    @property
    def holds_entries(self) -> bool:
        """Whether it is a bundle of records."""
        return self.level == _ENTRIES

    @property
    def path(self) -> str:
        """Where it stands under the log's prefix."""
        level = "entries" if self.holds_entries else str(self.level)
        *above, last = _in_threes(self.number)
        partial = "" if self.width == WIDTH else f".p/{self.width}"
        return f"tile/{level}/{''.join(f'x{three}/' for three in above)}{last}{partial}"

    @classmethod
    def read(cls, path: str) -> "Tile":
        """The tile that a path names, spelt in the one way that it is."""
        found = _PATH.fullmatch(path)
        if found is None:
            raise NoTile(path)
        level, number, width = found.groups()
        tile = cls(
            _ENTRIES if level == "entries" else int(level),
            int(number.replace("x", "").replace("/", "")),
            int(width or WIDTH),
        )
        if tile.path != path or tile.width > WIDTH:
            raise NoTile(path)
        return tile


def tiles(size: int, entries_from: int = 0) -> Iterator[Tile]:
    """Every tile of a log of this size, partial ones only where it ends; bundles from an index on."""
    yield from _level(_ENTRIES, size, entries_from // WIDTH)
    level, wide = 0, size
    while wide:
        yield from _level(level, wide, 0)
        level, wide = level + 1, wide // WIDTH


def contents(log: Log, conference: int, tile: Tile, size: int) -> bytes:
    """What is in a tile, of a log that is known to have this size."""
    first = tile.number * WIDTH
    if first + tile.width > size >> 8 * max(tile.level, 0) or not tile.width:
        raise NoTile(tile.path)
    if tile.holds_entries:
        return bundled(log.records(conference, first, tile.width))
    return b"".join(log.tile(conference, tile.level, first, tile.width))


def bundled(records: Iterable[bytes]) -> bytes:
    """Records behind one another, each after its length in two bytes."""
    return b"".join(len(record).to_bytes(_PREFIX_LENGTH, "big") + record for record in records)


def _level(level: int, wide: int, begin: int) -> Iterator[Tile]:
    full, rest = divmod(wide, WIDTH)
    yield from (Tile(level, number) for number in range(begin, full))
    if rest:
        yield Tile(level, full, rest)


def _in_threes(number: int) -> list[str]:
    threes = [f"{number % 1000:03}"]
    while number := number // 1000:
        threes.insert(0, f"{number % 1000:03}")
    return threes
