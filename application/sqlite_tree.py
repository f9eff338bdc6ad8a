"""The tree as SQLite keeps it: leaves beside their events, the hashes of complete tiles, and every checkpoint."""

from typing import Any

from application.codec import instant, microseconds
from application.log import Listed, Signed
from application.proof import merkle
from application.sqlite_connections import Readers, Writer
from application.sqlite_sheet import Sheet
from domain.errors import NotFound

TILE_HEIGHT = 8
TILE_WIDTH = 1 << TILE_HEIGHT
_NO_END = 2**62
_LEAVES = """SELECT CAST(leaf AS BLOB) FROM events
    WHERE conference = ? AND position > ? AND position <= ? ORDER BY position"""
_NODES = """SELECT number, CAST(hash AS BLOB) FROM nodes
    WHERE conference = ? AND level = ? AND number >= ? AND number < ? ORDER BY number"""
_COUNT = "SELECT COALESCE(MAX(number) + 1, 0) FROM nodes WHERE conference = ? AND level = ?"
_STORE = "INSERT OR REPLACE INTO nodes (conference, level, number, hash) VALUES (?, ?, ?, ?)"
_KEEP = """INSERT INTO checkpoints (conference, epoch, size, signed_at, note) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET note = excluded.note"""
_KEPT = """SELECT epoch, size, signed_at, note FROM checkpoints
    WHERE conference = ? AND epoch = ? AND size >= ? ORDER BY size {} LIMIT ?"""
_LISTED = "SELECT id, slug, origin, created_at, epoch FROM conferences"


class TreeRows:
    """What is proved of the logs is read from here, and may be published as it stands."""

    _writer: Writer
    _readers: Readers

    def logs(self) -> list[Listed]:
        """Every log, the installation's own first."""
        return [_listed(row) for row in self._readers.all(f"{_LISTED} ORDER BY id")]

    def conferences(self) -> list[Listed]:
        """Every conference, in the order they were created."""
        return [_listed(row) for row in self._readers.all(f"{_LISTED} WHERE id > 0 ORDER BY id")]

    def listed(self, conference: int) -> Listed:
        """One log."""
        found = self._readers.one(f"{_LISTED} WHERE id = ?", (conference,))
        if found is None:
            raise NotFound("conference_unknown", clause="R-known", thing="conference", id=conference)
        return _listed(found)

    def heads(self) -> dict[int, int]:
        """The last position of every log."""
        return dict(self._readers.all("SELECT conference, position FROM heads"))

    def hashes(self, conference: int) -> merkle.Hashes:
        """The log's tree, as proofs are made from it."""

        def of_subtree(height: int, number: int) -> bytes:
            width = 1 << height % TILE_HEIGHT
            return merkle.root_of(self.tile(conference, height // TILE_HEIGHT, number * width, width))

        return of_subtree

    def tile(self, conference: int, level: int, first: int, width: int) -> list[bytes]:
        """So many hashes of a level, from the first on: leaves at level 0, above it each the root of a full tile."""
        if level == 0:
            return [row[0] for row in self._readers.all(_LEAVES, (conference, first, first + width))]
        kept = dict(self.kept_nodes(conference, level, first, width))
        return [kept.get(number) or self._above(conference, level, number) for number in range(first, first + width)]

    def kept_nodes(self, conference: int, level: int, first: int, width: int) -> list[tuple[int, bytes]]:
        """The roots of full tiles as they are kept, with their numbers."""
        return self._readers.all(_NODES, (conference, level, first, first + width))

    def complete_tiles(self, conference: int, size: int) -> None:
        """Keep the roots of the tiles that a tree of this size has filled."""
        level, full = 1, size >> TILE_HEIGHT
        while full:
            have = self._readers.one(_COUNT, (conference, level))[0]
            new = [(conference, level, number, self._above(conference, level, number)) for number in range(have, full)]
            if new:
                self._store_nodes(new)
            level, full = level + 1, full >> TILE_HEIGHT

    def keep_checkpoint(self, conference: int, signed: Signed) -> None:
        """Keep a checkpoint, or the cosignatures that have come to it."""
        values = (conference, signed.epoch, signed.size, microseconds(signed.at), signed.note)

        def keep(sheet: Sheet) -> None:
            sheet.db.execute(_KEEP, values)

        self._writer.write(keep)

    def checkpoints(
        self, conference: int, epoch: int, *, covering: int = 0, most: int | None = None, last: bool = False
    ) -> list[Signed]:
        """Checkpoints of an epoch of at least a size: the smallest first, or the last."""
        limit = 1 if last else _NO_END if most is None else most
        rows = self._readers.all(_KEPT.format("DESC" if last else "ASC"), (conference, epoch, covering, limit))
        return [Signed(epoch, size, instant(at), note) for epoch, size, at, note in rows]

    def begin_epoch(self, conference: int) -> None:
        """Let the log's checkpoints bear the next epoch from now on."""

        def begin(sheet: Sheet) -> None:
            sheet.db.execute("UPDATE conferences SET epoch = epoch + 1 WHERE id = ?", (conference,))

        self._writer.write(begin)

    def _store_nodes(self, rows: list[tuple[int, int, int, bytes]]) -> None:
        def store(sheet: Sheet) -> None:
            sheet.db.executemany(_STORE, rows)

        self._writer.write(store)

    def _above(self, conference: int, level: int, number: int) -> bytes:
        return merkle.root_of(self.tile(conference, level - 1, number * TILE_WIDTH, TILE_WIDTH))


def _listed(row: tuple[Any, ...]) -> Listed:
    number, slug, origin, at, epoch = row
    return Listed(number, slug, origin, instant(at), epoch)
