"""The tree against the definition in RFC 6962, written down as it stands there."""

from functools import cache
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from application.proof import merkle
from application.proof.merkle import EMPTY, Unproved, require_consistent, require_included

MOST = 70
LEAVES = [sha256(b"\0" + bytes([number])).digest() for number in range(MOST)]
SIZES = range(MOST + 1)


@cache
def mth(begin: int, end: int) -> bytes:
    """MTH(D[begin:end]) of section 2.1."""
    if end == begin:
        return sha256(b"").digest()
    if end - begin == 1:
        return LEAVES[begin]
    middle = begin + power_below(end - begin)
    return sha256(b"\1" + mth(begin, middle) + mth(middle, end)).digest()


def power_below(size: int) -> int:
    return max(power for power in (1, 2, 4, 8, 16, 32, 64) if power < size)


def path(index: int, begin: int, end: int) -> list[bytes]:
    """PATH(m, D[n]) of section 2.1.1."""
    if end - begin == 1:
        return []
    middle = begin + power_below(end - begin)
    if index < middle:
        return [*path(index, begin, middle), mth(middle, end)]
    return [*path(index, middle, end), mth(begin, middle)]


def subproof(old: int, begin: int, end: int, *, whole: bool) -> list[bytes]:
    """SUBPROOF(m, D[n], b) of section 2.1.2."""
    if old == end - begin:
        return [] if whole else [mth(begin, end)]
    split = power_below(end - begin)
    if old <= split:
        return [*subproof(old, begin, begin + split, whole=whole), mth(begin + split, end)]
    return [*subproof(old - split, begin + split, end, whole=False), mth(begin, begin + split)]


def hashes(height: int, number: int) -> bytes:
    """Of complete subtrees only."""
    begin, end = number << height, (number + 1) << height
    assert end <= MOST
    return mth(begin, end)


def changed(proof: list[bytes], how: str, where: int) -> list[bytes]:
    at = where % len(proof) if proof else 0
    bad = bytes(proof[at][:-1]) + bytes([proof[at][-1] ^ 1]) if proof else b""
    return {
        "altered": [*proof[:at], bad, *proof[at + 1 :]],
        "shortened": [*proof[:at], *proof[at + 1 :]],
        "lengthened": [*proof[:at], EMPTY, *proof[at:]],
        "lengthened at the end": [*proof, EMPTY],
        "doubled": [*proof[:at], *proof[at : at + 1], *proof[at:]],
        "cut": [each[:-1] for each in proof],
        "turned": proof[::-1],
    }[how]


WAYS = ("altered", "shortened", "lengthened", "lengthened at the end", "doubled", "cut", "turned")


class TestRoot:
    @pytest.mark.parametrize("size", SIZES)
    def test_is_that_of_the_definition(self, size):
        assert merkle.root(hashes, size) == merkle.root_of(LEAVES[:size]) == mth(0, size)

    def test_of_nothing_is_the_hash_of_nothing(self):
        assert merkle.root_of([]) == EMPTY == sha256(b"").digest()


class TestInclusion:
    @pytest.mark.parametrize("size", SIZES)
    def test_is_that_of_the_definition_and_is_believed(self, size):
        for index in range(size):
            proof = merkle.inclusion(hashes, index, size)
            assert proof == path(index, 0, size)
            require_included(proof, LEAVES[index], index, size, mth(0, size))

    @pytest.mark.parametrize(("index", "size"), [(0, 0), (3, 3), (-1, 3)])
    def test_outside_the_tree_is_neither_made_nor_believed(self, index, size):
        with pytest.raises(ValueError, match="no leaf"):
            merkle.inclusion(hashes, index, size)
        with pytest.raises(Unproved, match="outside"):
            require_included([], LEAVES[0], index, size, LEAVES[0])

    @given(st.data(), st.integers(1, MOST), st.sampled_from(WAYS), st.integers(0, 9))
    def test_that_was_changed_is_refused(self, data, size, how, where):
        index = data.draw(st.integers(0, size - 1))
        proof = merkle.inclusion(hashes, index, size)
        bad = changed(proof, how, where)
        if bad != proof:
            with pytest.raises(Unproved):
                require_included(bad, LEAVES[index], index, size, mth(0, size))

    @given(st.data(), st.integers(2, MOST))
    def test_of_another_leaf_or_to_another_root_is_refused(self, data, size):
        index, other = data.draw(st.permutations(range(size)))[:2]
        proof = merkle.inclusion(hashes, index, size)
        for leaf, place, wanted in (
            (LEAVES[other], index, mth(0, size)),
            (LEAVES[index], other, mth(0, size)),
            (LEAVES[index], index, mth(0, size - 1)),
        ):
            with pytest.raises(Unproved):
                require_included(proof, leaf, place, size, wanted)


class TestConsistency:
    @pytest.mark.parametrize("size", SIZES)
    def test_is_that_of_the_definition_and_is_believed(self, size):
        for old in range(size + 1):
            proof = merkle.consistency(hashes, old, size)
            assert proof == (subproof(old, 0, size, whole=True) if old else [])
            require_consistent(proof, old, mth(0, old), size, mth(0, size))

    def test_of_a_tree_that_shrank_is_neither_made_nor_believed(self):
        with pytest.raises(ValueError, match="does not begin"):
            merkle.consistency(hashes, 4, 3)
        with pytest.raises(Unproved, match="does not continue"):
            require_consistent([], 4, mth(0, 4), 3, mth(0, 3))

    @given(st.data(), st.integers(0, MOST), st.sampled_from(WAYS), st.integers(0, 9))
    def test_that_was_changed_is_refused(self, data, size, how, where):
        old = data.draw(st.integers(0, size))
        proof = merkle.consistency(hashes, old, size)
        bad = changed(proof, how, where)
        if bad != proof:
            with pytest.raises(Unproved):
                require_consistent(bad, old, mth(0, old), size, mth(0, size))

    @pytest.mark.parametrize("size", range(1, MOST + 1))
    def test_with_other_roots_is_refused(self, size):
        for old in range(size + 1):
            proof = merkle.consistency(hashes, old, size)
            with pytest.raises(Unproved):
                require_consistent(proof, old, sha256(b"another").digest(), size, mth(0, size))
            if old:
                with pytest.raises(Unproved):
                    require_consistent(proof, old, mth(0, old), size, sha256(b"another").digest())

    def test_of_nothing_to_nothing_is_that_of_the_empty_root_alone(self):
        require_consistent([], 0, EMPTY, 0, EMPTY)
        with pytest.raises(Unproved):
            require_consistent([], 0, EMPTY, 0, LEAVES[0])

    def test_between_huge_sizes_ends(self):
        with pytest.raises(Unproved):
            require_consistent([EMPTY] * 63, 2**62 + 1, EMPTY, 2**63 - 1, LEAVES[0])
