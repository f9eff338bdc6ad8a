"""One log of the package read from end to end: its records, its tree at every kept size, and its tiles."""

from __future__ import annotations

from typing import Any, Callable, Dict, Iterable, NamedTuple

from interfaces.audit.verifier.bag import Bag
from interfaces.audit.verifier.canonical import canonical_value, record_value
from interfaces.audit.verifier.notes import (
    Checkpoint,
    Note,
    claims_of,
    read_checkpoint,
    read_note,
    text_of,
)
from interfaces.audit.verifier.package import epoch_of
from interfaces.audit.verifier.policy import Policy
from interfaces.audit.verifier.records import Records, named
from interfaces.audit.verifier.report import Broken, Report, Where
from interfaces.audit.verifier.tree import HASH_SIZE, TILE_WIDTH, Tree, leaf_of, tile_name

LARGEST_BUNDLE = TILE_WIDTH * (2 + 65_535)
LARGEST_TILE = TILE_WIDTH * HASH_SIZE

Each = Callable[[Dict[str, Any], Where], None]


class Kept(NamedTuple):
    """A checkpoint of ``checkpoints.jsonl``: where its line begins, and who is said to have cosigned it when."""

    size: int
    epoch: int
    root: bytes
    begin: int
    claims: tuple[tuple[str, int], ...]


class Sought(NamedTuple):
    """Which roots and leaves are wanted on the way, for what the auditor holds."""

    sizes: Iterable[int] = ()
    leaves: Iterable[int] = ()


class Log:
    """A log's folder in the package; after ``read`` it holds what others need of it."""

    def __init__(self, bag: Bag, report: Report, name: str, origin: str, *, size: int, first: int = 0) -> None:
        self.name = name
        self.origin = origin
        self.size = size
        self.first = first
        self.folder = "data/log/" if name == "conference" else "data/system/"
        self.records = Records(report, name, origin, first)
        self.kept: list[Kept] = []
        self.roots: dict[int, bytes] = {}
        self.leaves: dict[int, bytes] = {}
        self.root: bytes | None = None
        self._bag = bag
        self._report = report
        self._named: list[Where] = []
        self._tree = Tree(self._tile)
        self._good = 0
        self._next = 0
        self._is_bad = False
        self._grown = bytearray()

    @property
    def may_leave_out(self) -> bool:
        """Whether records that are not this reader's may be left out, each as one without bytes: of the system log."""
        return self.name == "system"

    def final(self) -> tuple[Note, Checkpoint] | None:
        """The checkpoint of the exported size."""
        where = Where(self.name, file=self.folder + "checkpoint")
        raw = self._bag.read(where.file)
        if raw is None:
            self._report.find("checkpoint_malformed", where, why="missing")
            return None
        try:
            note = read_note(text_of(raw))
            return note, read_checkpoint(note.body)
        except Broken as error:
            self._report.find("checkpoint_malformed", where, why=error.why)
            return None

    def read_kept(self, policy: Policy) -> None:
        """Read all checkpoints kept, without verifying anything signed."""
        name = self.folder + "checkpoints.jsonl"
        for number, (begin, line) in enumerate(self._bag.lines(name), start=1):
            where = Where(self.name, file=name)
            try:
                kept = self._kept(line, begin, policy)
            except Broken as error:
                self._report.find("line_malformed", where, line=number, why=error.why)
                continue
            if self.kept and (kept.size, kept.epoch) <= self.kept[-1][:2]:
                self._report.find("line_unsorted", where, line=number)
            elif self.kept and kept.epoch < self.kept[-1].epoch:
                self._report.find("line_malformed", where, line=number, why="epoch_back")
            else:
                self.kept.append(kept)

    def note_at(self, kept: Kept) -> Note:
        """A kept checkpoint's note again; it was read before."""
        _, line = next(self._bag.lines(self.folder + "checkpoints.jsonl", kept.begin))
        return read_note(canonical_value(line)["note"])

    def read(self, each: Each, sought: Sought) -> None:
        """Read every record and leaf; ``each`` gets the records that are well-formed."""
        sizes, leaves = set(sought.sizes), set(sought.leaves)
        self._reach(0, sizes)
        for number in range(-(-self.size // TILE_WIDTH)):
            begin = number * TILE_WIDTH
            width = min(TILE_WIDTH, self.size - begin)
            entries = None if begin < self.first else self._bundle(number, width)
            hashes = self._leaves(number, width) if entries is None else self._hashed(entries, number)
            if hashes is None:
                return
            for offset, leaf in enumerate(hashes):
                seq = begin + offset
                if entries is not None and not entries[offset] and self.may_leave_out:
                    self.records.leave_out(leaf.hex())
                    self._named.append(Where(self.name, seq))
                elif entries is not None:
                    record, where = self.records.read(seq, entries[offset], leaf.hex())
                    self._named.append(where)
                    if record is not None:
                        each(record, where)
                if seq in leaves:
                    self.leaves[seq] = leaf
                self._tree.append(leaf)
                if self.name == "system":
                    self._grown += leaf
                if seq + 1 == self._mark() or seq + 1 in sizes:
                    self._reach(seq + 1, sizes)
            self._named = []
        self._tree.finish()
        self.root = self._tree.root()

    def reach_again(self, sizes: Iterable[int]) -> None:
        """The roots at sizes that only the log's own records named; of the system log alone the leaves are held."""
        wanted = {size for size in sizes if size not in self.roots}
        tree = Tree(lambda _level, _number, _hashes: None)
        for leaf in _hashes(bytes(self._grown[: max(wanted, default=0) * HASH_SIZE])):
            tree.append(leaf)
            if tree.size in wanted:
                self.roots[tree.size] = tree.root()

    def where(self, seq: int) -> Where:
        """A record by its number, with what it says of itself."""
        where = Where(self.name, seq)
        number, offset = divmod(seq, TILE_WIDTH)
        width = min(TILE_WIDTH, self.size - number * TILE_WIDTH)
        raw = self._bag.read(self.folder + tile_name("entries", number, width), LARGEST_BUNDLE)
        try:
            return named(record_value(_entries(raw or b"", width)[offset]), where)
        except Broken:
            return where

    def _kept(self, line: bytes, begin: int, policy: Policy) -> Kept:
        value = canonical_value(line)
        if type(value) is not dict or value.keys() != {"note", "size"} or type(value["note"]) is not str:
            raise Broken("not_as_described")
        note = read_note(value["note"])
        found = read_checkpoint(note.body)
        epoch = epoch_of(self.origin, found.origin)
        if epoch is None:
            raise Broken("not_a_checkpoint")
        if type(value["size"]) is not int or value["size"] != found.size or found.size > self.size:
            raise Broken("size_differs")
        claims = tuple((name, time) for name, key in policy.witnesses.items() for time in claims_of(note, key))
        return Kept(found.size, epoch, found.root, begin, claims)

    def _mark(self) -> int:
        return self.kept[self._next].size if self._next < len(self.kept) else -1

    def _reach(self, size: int, sizes: Iterable[int]) -> None:
        """Compare the root at this size with what was kept of it."""
        root = self._tree.root()
        if size in sizes:
            self.roots[size] = root
        while self._mark() == size:
            kept = self.kept[self._next]
            self._next += 1
            if kept.root == root:
                self._good = size
            elif not self._is_bad:
                self._is_bad = True
                where = Where(self.name, file=self.folder + "checkpoints.jsonl")
                self._report.find("checkpoint_root_differs", where, size=size, good=self._good)

    def _bundle(self, number: int, width: int) -> list[bytes] | None:
        where = Where(self.name, file=self.folder + tile_name("entries", number, width))
        raw = self._bag.read(where.file, LARGEST_BUNDLE)
        if raw is None:
            self._report.find("bundle_missing", where)
            return None
        try:
            return _entries(raw, width)
        except Broken as error:
            self._report.find("bundle_malformed", where, why=error.why)
            return None

    def _hashed(self, entries: list[bytes], number: int) -> list[bytes] | None:
        """The leaves of the records; of those that are left out, as the tile has them."""
        if all(entries) or not self.may_leave_out:
            return [leaf_of(entry) for entry in entries]
        said = self._said(number, len(entries))
        return said and [leaf_of(entry) if entry else leaf for entry, leaf in zip(entries, said)]

    def _leaves(self, number: int, width: int) -> list[bytes] | None:
        """The leaves as the tile has them, where the records are not there."""
        said = self._said(number, width)
        if said is not None:
            self._skip(number * TILE_WIDTH, width)
        return said

    def _said(self, number: int, width: int) -> list[bytes] | None:
        """The leaves as the tile has them."""
        where = Where(self.name, file=self.folder + tile_name("0", number, width))
        raw = self._bag.read(where.file, LARGEST_TILE)
        if raw is None or len(raw) != width * HASH_SIZE:
            self._report.find("tile_missing", where)
            return None
        return _hashes(raw)

    def _skip(self, begin: int, width: int) -> None:
        """Records that should be here and are not have no time."""
        if begin >= self.first:
            self.records.times.extend([-1] * width)

    def _tile(self, level: int, number: int, hashes: bytes) -> None:
        where = Where(self.name, file=self.folder + tile_name(str(level), number, len(hashes) // HASH_SIZE))
        found = self._bag.read(where.file, LARGEST_TILE)
        if found is None:
            self._report.find("tile_missing", where)
        elif found != hashes:
            self._report.find("tile_differs", where)
            if level == 0 and len(found) == len(hashes):
                self._name_leaves(_hashes(found), _hashes(hashes))

    def _name_leaves(self, said: list[bytes], found: list[bytes]) -> None:
        for where, one, other in zip(self._named, said, found):
            if one != other:
                self._report.find("leaf_differs", where)


def _entries(raw: bytes, width: int) -> list[bytes]:
    """The records of a bundle, each after its length in two bytes."""
    entries, at = [], 0
    for _ in range(width):
        end = at + 2 + int.from_bytes(raw[at : at + 2], "big")
        if len(raw) < end or len(raw) < at + 2:
            raise Broken("truncated")
        entries.append(raw[at + 2 : end])
        at = end
    if at != len(raw):
        raise Broken("too_much")
    return entries


def _hashes(raw: bytes) -> list[bytes]:
    return [raw[at : at + HASH_SIZE] for at in range(0, len(raw), HASH_SIZE)]
