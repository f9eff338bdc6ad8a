"""The tree of RFC 6962, grown leaf by leaf: its root at any size on the way, its tiles, and paths from a leaf to a root."""

from __future__ import annotations

from hashlib import sha256
from typing import Callable, Sequence

from interfaces.audit.verifier.report import Broken

EMPTY = sha256(b"").digest()
TILE_HEIGHT = 8
TILE_WIDTH = 256
HASH_SIZE = 32


def leaf_of(record: bytes) -> bytes:
    """The leaf of a record."""
    return sha256(b"\0" + record).digest()


class Tree:
    """A growing tree; every full tile goes to ``tile(level, number, bytes)``."""

    def __init__(self, tile: Callable[[int, int, bytes], None]) -> None:
        self.size = 0
        self._tile = tile
        self._peaks: list[tuple[int, bytes]] = []
        self._levels: list[bytearray] = [bytearray()]
        self._tiles: list[int] = [0]

    def append(self, leaf: bytes) -> None:
        """Add a leaf."""
        peaks, height, above = self._peaks, 0, leaf
        self._levels[0] += leaf
        while peaks and peaks[-1][0] == height:
            above = sha256(b"\1" + peaks.pop()[1] + above).digest()
            height += 1
            if height % TILE_HEIGHT == 0:
                self._close(height // TILE_HEIGHT, above)
        peaks.append((height, above))
        self.size += 1

    def root(self) -> bytes:
        """The root over the leaves so far."""
        if not self._peaks:
            return EMPTY
        found = self._peaks[-1][1]
        for _, peak in reversed(self._peaks[:-1]):
            found = sha256(b"\1" + peak + found).digest()
        return found

    def finish(self) -> None:
        """Hand out the partial tiles."""
        for level, hashes in enumerate(self._levels):
            if hashes:
                self._tile(level, self._tiles[level], bytes(hashes))

    def _close(self, level: int, above: bytes) -> None:
        """The tile below is full; its root goes into the tile above."""
        self._tile(level - 1, self._tiles[level - 1], bytes(self._levels[level - 1]))
        self._tiles[level - 1] += 1
        self._levels[level - 1].clear()
        if level == len(self._levels):
            self._levels.append(bytearray())
            self._tiles.append(0)
        self._levels[level] += above


def tile_name(level: str, number: int, width: int) -> str:
    """The path of a tile below its log's folder."""
    rest, last = divmod(number, 1000)
    parts = [f"{last:03}"]
    while rest:
        rest, part = divmod(rest, 1000)
        parts.insert(0, f"x{part:03}")
    partial = "" if width == TILE_WIDTH else f".p/{width}"
    return f"tile/{level}/{'/'.join(parts)}{partial}"


def root_of_path(path: Sequence[bytes], leaf: bytes, index: int, size: int) -> bytes:
    """The root that a path leads to from a leaf (RFC 9162, 2.1.3.2), or ``Broken``."""
    if not 0 <= index < size:
        raise Broken("not_included")
    position, last, found = index, size - 1, leaf
    for sibling in path:
        if last == 0:
            raise Broken("not_included")
        if position & 1 or position == last:
            found = sha256(b"\1" + sibling + found).digest()
            while not position & 1 and position:
                position, last = position >> 1, last >> 1
        else:
            found = sha256(b"\1" + found + sibling).digest()
        position, last = position >> 1, last >> 1
    if last:
        raise Broken("not_included")
    return found
