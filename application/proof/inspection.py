"""Looking at a log as it is stored: rows, leaves, tiles, checkpoints and openings against each other and the signer.

Nothing is repaired, and nothing that stands in the database is believed because it stands there.
"""

from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from application.log import Listed, Log, Unavailable
from application.mapper import FactMapper, all_streams, plain
from application.proof import merkle
from application.proof.notes import BadNote, Checkpoint, Key, Note
from application.proof.signer import Signer
from application.record import commitment

TILE = 256
_AT_ONCE = 4_096
_LEVELS = 8


class Stopped(Exception):
    """Whoever hears how far the looking has come wants no more of it."""


class Flaw(NamedTuple):
    """Something that is not as it was recorded or signed: what, in which log, and where."""

    code: str
    origin: str
    where: str

    def __str__(self) -> str:
        return f"{self.code} {self.origin} {self.where}"


def inspect(
    log: Log, listed: Listed, signer: Signer, told: int = 0, hear: Callable[[int, int], None] = lambda *_: None
) -> Iterator[Flaw]:
    """Everything about one log; ``hear`` is told how many records are looked at, of how many, and may raise ``Stopped``.

    ``told`` is the size up to which the installation's log says that checkpoints of it were signed.
    """
    yield from inspect_beside(log, listed, signer, told)
    yield from _guarded(listed, "records", lambda: _records(log, listed, hear))
    yield from _guarded(listed, "checkpoints", lambda: _signed(log, listed, signer))


def inspect_beside(log: Log, listed: Listed, signer: Signer, told: int) -> Iterator[Flaw]:
    """What stands beside the records of a log: its tables, tiles and checkpoints, and the openings."""
    yield from _guarded(listed, "tables", lambda: _tables(log, listed))
    yield from _guarded(listed, "tiles", lambda: _tiles(log, listed, signer))
    yield from _guarded(listed, "checkpoints", lambda: _checkpoints(log, listed, signer, told))
    yield from _guarded(listed, "openings", lambda: _openings(log, listed))


def inspect_some(log: Log, listed: Listed, after: int, last: int) -> Iterator[Flaw]:
    """The records after a position up to another: all there, as they were hashed, under the tiles kept over them."""
    leaves = log.tile(listed.id, 0, after, last - after)
    if len(leaves) != last - after:
        yield Flaw("records_missing", listed.origin, f"{after + 1}–{last}: {len(leaves)}")
    for position in _altered(log, listed.id, after, last):
        yield Flaw("record_altered", listed.origin, str(position))
    first, beyond = -(-after // TILE), last // TILE
    for number, kept in log.kept_nodes(listed.id, 1, first, beyond - first):
        if kept != merkle.root_of(leaves[number * TILE - after : (number + 1) * TILE - after]):
            yield Flaw("tile_altered", listed.origin, f"1/{number}")


def inspect_marks(log: Log, mapper: FactMapper, listed: Listed) -> Iterator[Flaw]:
    """Whether something remains to be done on each stream, as all of its facts make it; this takes a replay of all."""
    for kind in all_streams():
        before = log.streams_of_kind(listed.id, kind.TOPIC)
        marked = {stream for stream, _ in log.streams_of_kind(listed.id, kind.TOPIC, open_only=True)}
        for stream, version in sorted({*before} & {*log.streams_of_kind(listed.id, kind.TOPIC)}):
            found = plain(None, map(mapper.to_domain_event, log.select(listed.id, stream, lte=version)))
            if found.is_open != (stream in marked):
                yield Flaw("table_disagrees", listed.origin, f"streams {kind.TOPIC}/{stream} open")


def _guarded(listed: Listed, what: str, look: Callable[[], Iterator[Flaw]]) -> Iterator[Flaw]:
    """Whatever cannot even be read is a flaw as well."""
    try:
        yield from look()
    except (Unavailable, Stopped):
        raise
    except Exception as fault:  # noqa: BLE001 - somebody may have put anything there
        yield Flaw("unreadable", listed.origin, f"{what}: {type(fault).__name__}")


def _tables(log: Log, listed: Listed) -> Iterator[Flaw]:
    for found in log.disagreements(listed.id):
        yield Flaw("table_disagrees", listed.origin, f"{found.table} {found.row}")


def _records(log: Log, listed: Listed, hear: Callable[[int, int], None]) -> Iterator[Flaw]:
    head = log.head(listed.id)
    for first in range(0, head, _AT_ONCE):
        yield from inspect_some(log, listed, first, min(first + _AT_ONCE, head))
        hear(min(first + _AT_ONCE, head), head)


def _altered(log: Log, conference: int, after: int, last: int) -> Iterator[int]:
    """The positions whose rows no longer give their leaf, or no record at all: those are found by halves."""
    try:
        yield from list(log.altered(conference, after, last - after))
    except (AttributeError, TypeError, ValueError, OverflowError):
        if last - after == 1:
            yield last
            return
        middle = (after + last) // 2
        yield from _altered(log, conference, after, middle)
        yield from _altered(log, conference, middle, last)


def _tiles(log: Log, listed: Listed, signer: Signer) -> Iterator[Flaw]:
    """Every tile that is kept is what is below it, and none is missing of what was signed."""
    last = signer.last(listed.signed_origin)
    for level in range(1, _LEVELS):
        kept = dict(log.kept_nodes(listed.id, level, 0, 1 << 62))
        full = log.head(listed.id) >> 8 * level
        for number in range((last.size if last else 0) >> 8 * level):
            if number not in kept:
                yield Flaw("tile_missing", listed.origin, f"{level}/{number}")
        for number, found in kept.items():
            below = log.tile(listed.id, level - 1, number * TILE, TILE) if number < full else []
            if found != merkle.root_of(below):
                yield Flaw("tile_altered", listed.origin, f"{level}/{number}")


def _signed(log: Log, listed: Listed, signer: Signer) -> Iterator[Flaw]:
    """Every root that was signed is that of the records."""
    signed = signer.signed(listed.signed_origin)
    head, hashes = log.head(listed.id), cache(log.hashes(listed.id))
    for each in signed:
        if each.size > head or merkle.root(hashes, each.size) != each.root:
            yield Flaw("signed_otherwise", listed.origin, str(each.size))


def _checkpoints(log: Log, listed: Listed, signer: Signer, told: int) -> Iterator[Flaw]:
    """Every checkpoint that was signed is kept as it was, by a key of the signer; the last may wait for it until told."""
    with signer.alone():
        signed = signer.signed(listed.signed_origin)
        kept = {each.size: each.note for each in log.checkpoints(listed.id, listed.epoch)}
    keys = tuple(key.public for key in signer.keys(listed.signed_origin))
    for each in signed:
        text = kept.pop(each.size, None)
        if text is None and (each is not signed[-1] or each.size <= told):
            yield Flaw("checkpoint_missing", listed.origin, str(each.size))
        elif text is not None and not _says(text, each, keys):
            yield Flaw("checkpoint_altered", listed.origin, str(each.size))
    for size in kept:
        yield Flaw("checkpoint_foreign", listed.origin, str(size))


@lru_cache(maxsize=10_000)
def _says(text: str, signed: Checkpoint, keys: tuple[Key, ...]) -> bool:
    try:
        note = Note.read(text)
    except (AttributeError, BadNote, TypeError):
        return False
    return note.body == signed.body and any(note.is_signed_by(key) for key in keys)


def _openings(log: Log, listed: Listed) -> Iterator[Flaw]:
    for position, opening in log.opened(listed.id, log.head(listed.id)):
        if opening is None or commitment(opening.salt, opening.path, opening.value) != opening.commitment:
            yield Flaw("opening_altered", listed.origin, str(position))
