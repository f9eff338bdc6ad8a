"""The tree of RFC 6962 over a log's leaves: roots, and proofs that a record is in it or that it only grew.

A tree is read through ``Hashes``: the hash of the complete subtree of 2^height leaves with a number at that height.
"""

from collections.abc import Callable, Iterable, Sequence
from hashlib import sha256

EMPTY = sha256(b"").digest()
Hashes = Callable[[int, int], bytes]


class Unproved(Exception):
    """A proof does not show what it should."""


def node(left: bytes, right: bytes) -> bytes:
    """The hash above two others."""
    return sha256(b"\1" + left + right).digest()


def root_of(leaves: Iterable[bytes]) -> bytes:
    """The root over leaf hashes, in one pass."""
    peaks: list[tuple[int, bytes]] = []
    for leaf in leaves:
        height, above = 0, leaf
        while peaks and peaks[-1][0] == height:
            above = node(peaks.pop()[1], above)
            height += 1
        peaks.append((height, above))
    return _bagged([found for _, found in peaks])


def root(hashes: Hashes, size: int) -> bytes:
    """The root of the tree of the first ``size`` leaves."""
    return _subtree(hashes, 0, size)


def inclusion(hashes: Hashes, index: int, size: int) -> list[bytes]:
    """The path from a leaf to the root, the leaf's sibling first."""
    if not 0 <= index < size:
        raise ValueError(f"no leaf {index} in a tree of {size}")
    return _path(hashes, index, 0, size)


def consistency(hashes: Hashes, old: int, size: int) -> list[bytes]:
    """That the tree of ``old`` leaves is the beginning of that of ``size`` leaves."""
    if not 0 <= old <= size:
        raise ValueError(f"a tree of {size} does not begin with {old}")
    return [] if old in {0, size} else _grown(hashes, old, 0, size, whole=True)


def require_included(path: Sequence[bytes], leaf: bytes, index: int, size: int, wanted: bytes) -> None:
    """The path leads from the leaf to the root wanted, or ``Unproved``."""
    if not 0 <= index < size:
        raise Unproved("the index lies outside the tree")
    _require_hashes(path)
    position, last, found = index, size - 1, leaf
    for sibling in path:
        if last == 0:
            raise Unproved("the path is too long")
        if position & 1 or position == last:
            found = node(sibling, found)
            while not position & 1 and position:
                position, last = position >> 1, last >> 1
        else:
            found = node(found, sibling)
        position, last = position >> 1, last >> 1
    if last or found != wanted:
        raise Unproved("the path does not lead to the root")


def require_consistent(proof: Sequence[bytes], old: int, old_root: bytes, size: int, wanted: bytes) -> None:
    """The proof shows that the tree only grew from the old root to the root wanted, or ``Unproved``."""
    if not 0 <= old <= size:
        raise Unproved(f"a tree of {size} does not continue one of {old}")
    if old in {0, size}:
        if proof or (old == size and old_root != wanted) or (old == 0 and old_root != EMPTY):
            raise Unproved("the roots of one tree differ")
        return
    _require_hashes(proof)
    begun, ended = _both_roots(proof, old, old_root, size)
    if begun != old_root or ended != wanted:
        raise Unproved("the old tree is not the beginning of the new one")


def _require_hashes(proof: Sequence[bytes]) -> None:
    if any(len(each) != len(EMPTY) for each in proof):
        raise Unproved("the proof holds what is no hash")


def _both_roots(proof: Sequence[bytes], old: int, old_root: bytes, size: int) -> tuple[bytes, bytes]:
    """The old root and the new one as the proof has them (RFC 9162, 2.1.4.2)."""
    hashes = list(proof) if old & (old - 1) else [old_root, *proof]
    if not hashes:
        raise Unproved("the proof is too short")
    position, last = old - 1, size - 1
    while position & 1:
        position, last = position >> 1, last >> 1
    begun = ended = hashes[0]
    for found in hashes[1:]:
        if last == 0:
            raise Unproved("the proof is too long")
        if position & 1 or position == last:
            begun, ended = node(found, begun), node(found, ended)
            while not position & 1 and position:
                position, last = position >> 1, last >> 1
        else:
            ended = node(ended, found)
        position, last = position >> 1, last >> 1
    if last:
        raise Unproved("the proof is too short")
    return begun, ended


def _subtree(hashes: Hashes, begin: int, end: int) -> bytes:
    """The hash of the subtree over these leaves, where ``begin`` is where such a subtree can begin."""
    peaks = []
    while begin < end:
        height = _height(begin, end)
        peaks.append(hashes(height, begin >> height))
        begin += 1 << height
    return _bagged(peaks)


def _bagged(peaks: list[bytes]) -> bytes:
    if not peaks:
        return EMPTY
    found = peaks[-1]
    for peak in reversed(peaks[:-1]):
        found = node(peak, found)
    return found


def _height(begin: int, end: int) -> int:
    """Of the largest complete subtree that begins here and ends in time."""
    fits = (end - begin).bit_length() - 1
    return min(fits, (begin & -begin).bit_length() - 1) if begin else fits


def _split(size: int) -> int:
    """The largest power of two smaller than the size."""
    return 1 << (size - 1).bit_length() - 1


def _path(hashes: Hashes, index: int, begin: int, end: int) -> list[bytes]:
    if end - begin == 1:
        return []
    middle = begin + _split(end - begin)
    if index < middle:
        return [*_path(hashes, index, begin, middle), _subtree(hashes, middle, end)]
    return [*_path(hashes, index, middle, end), _subtree(hashes, begin, middle)]


def _grown(hashes: Hashes, old: int, begin: int, end: int, *, whole: bool) -> list[bytes]:
    if old == end:
        return [] if whole else [_subtree(hashes, begin, end)]
    middle = begin + _split(end - begin)
    if old <= middle:
        return [*_grown(hashes, old, begin, middle, whole=whole), _subtree(hashes, middle, end)]
    return [*_grown(hashes, old, middle, end, whole=False), _subtree(hashes, begin, middle)]
