"""Looking at a log as it is stored: rows, leaves, tiles, checkpoints and openings against each other and the signer.

Nothing is repaired, and nothing that stands in the database is believed because it stands there.
"""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from application.log import Listed, Log
from application.proof import merkle
from application.proof.notes import BadNote, Checkpoint, Note
from application.proof.signer import Signer
from application.record import commitment

TILE = 256
_AT_ONCE = 4_096


class Flaw(NamedTuple):
    """Something that is not as it was recorded or signed: what, in which log, and where."""

    code: str
    origin: str
    where: str

    def __str__(self) -> str:
        return f"{self.code} {self.origin} {self.where}"


def inspect(
    log: Log, listed: Listed, signer: Signer, told: Callable[[int, int], None] = lambda *_: None
) -> Iterator[Flaw]:
    """Everything about one log; ``told`` hears how many records are looked at, of how many."""
    head = log.head(listed.id)
    for found in log.disagreements(listed.id):
        yield Flaw("table_disagrees", listed.origin, f"{found.table} {found.row}")
    for first in range(0, head, _AT_ONCE):
        yield from inspect_some(log, listed, first, min(first + _AT_ONCE, head))
        told(min(first + _AT_ONCE, head), head)
    yield from _upper_tiles(log, listed, head)
    yield from _checkpoints(log, listed, signer, head)
    yield from _openings(log, listed, head)


def inspect_some(log: Log, listed: Listed, after: int, last: int) -> Iterator[Flaw]:
    """The records after a position up to another: all there, as they were hashed, under the tiles kept over them."""
    leaves = log.tile(listed.id, 0, after, last - after)
    if len(leaves) != last - after:
        yield Flaw("records_missing", listed.origin, f"{after + 1}–{last}: {len(leaves)}")
    for position in log.altered(listed.id, after, last - after):
        yield Flaw("record_altered", listed.origin, str(position))
    first, beyond = -(-after // TILE), last // TILE
    for number, kept in log.kept_nodes(listed.id, 1, first, beyond - first):
        if kept != merkle.root_of(leaves[number * TILE - after : (number + 1) * TILE - after]):
            yield Flaw("tile_altered", listed.origin, f"1/{number}")


def _upper_tiles(log: Log, listed: Listed, head: int) -> Iterator[Flaw]:
    level, full = 1, head // TILE
    while full:
        for number, kept in log.kept_nodes(listed.id, level, 0, 1 << 62):
            below = log.tile(listed.id, level - 1, number * TILE, TILE) if number < full else []
            if level > 1 and kept != merkle.root_of(below):
                yield Flaw("tile_altered", listed.origin, f"{level}/{number}")
        level, full = level + 1, full // TILE


def _checkpoints(log: Log, listed: Listed, signer: Signer, head: int) -> Iterator[Flaw]:
    """Every checkpoint that was signed is kept, by a key of the signer, with the root that the records give."""
    hashes = log.hashes(listed.id)
    kept = {signed.size: signed.note for signed in log.checkpoints(listed.id, listed.epoch)}
    for signed in signer.signed(listed.signed_origin):
        text = kept.pop(signed.size, None)
        if signed.size > head or merkle.root(hashes, signed.size) != signed.root:
            yield Flaw("signed_otherwise", listed.origin, str(signed.size))
        elif text is None:
            yield Flaw("checkpoint_missing", listed.origin, str(signed.size))
        elif not _says(text, signed, signer):
            yield Flaw("checkpoint_altered", listed.origin, str(signed.size))
    for size in kept:
        yield Flaw("checkpoint_foreign", listed.origin, str(size))


def _says(text: str, signed: Checkpoint, signer: Signer) -> bool:
    try:
        note = Note.read(text)
    except BadNote:
        return False
    return note.body == signed.body and any(note.is_signed_by(key.public) for key in signer.keys(signed.origin))


def _openings(log: Log, listed: Listed, head: int) -> Iterator[Flaw]:
    for position, opening in log.opened(listed.id, head):
        if opening is None or commitment(opening.salt, opening.path, opening.value) != opening.commitment:
            yield Flaw("opening_altered", listed.origin, str(position))
