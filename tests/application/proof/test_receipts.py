from base64 import b64decode
from hashlib import sha256

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from application.proof.receipts import receipt
from tests.application.proof.publishing import TOWN


def verified(text: str, record: bytes, vkey: str) -> int:
    """The index that a receipt proves, worked out with nothing of the product; C2SP tlog-proof as it is written."""
    head, _, rest = text.partition("\n")
    assert head == "c2sp.org/tlog-proof@v1"
    proof, _, note = rest.partition("\n\n")
    number, *hashes = proof.split("\n")
    body, _, signatures = note.partition("\n\n")
    origin, size, root = body.split("\n")
    name, _, encoded = vkey.split("+", 2)
    assert (name, origin) == (TOWN, TOWN)
    signed = [b64decode(line.split(" ")[2]) for line in signatures.splitlines() if line.startswith(f"— {name} ")]
    key = Ed25519PublicKey.from_public_bytes(b64decode(encoded)[1:])
    key.verify(signed[0][4:], f"{body}\n".encode())
    index = int(number.removeprefix("index "))
    found = climbed(sha256(b"\0" + record).digest(), index, int(size), list(map(b64decode, hashes)))
    assert found == b64decode(root), "the path leads elsewhere"
    return index


def climbed(leaf: bytes, index: int, size: int, path: list[bytes]) -> bytes:
    """The root over a leaf, from the top down, as RFC 6962 defines it."""
    if size == 1:
        assert path == []
        return leaf
    half = 1 << (size - 1).bit_length() - 1
    *below, sibling = path
    left, right = (
        (climbed(leaf, index, half, below), sibling)
        if index < half
        else (sibling, climbed(leaf, index - half, size - half, below))
    )
    return sha256(b"\1" + left + right).digest()


@pytest.fixture
def grown(house):
    for count in (1, 2, 3, 7):
        house.grow(count)
        house.publish()
    return house


class TestReceipt:
    def test_proves_every_record_under_every_checkpoint_that_holds_it(self, grown):
        vkey = str(grown.signer.key(TOWN).public)
        records = list(grown.log.records(grown.key))
        for signed in grown.log.checkpoints(grown.key, 1):
            for position in range(1, signed.size + 1):
                text = receipt(grown.log, grown.key, position, signed)
                assert verified(text, records[position - 1], vkey) == position - 1

    def test_proves_no_other_record_and_under_no_other_key(self, grown):
        vkey = str(grown.signer.key(TOWN).public)
        records = list(grown.log.records(grown.key))
        text = receipt(grown.log, grown.key, 5, grown.publish())
        with pytest.raises(AssertionError):
            verified(text, records[5], vkey)
        with pytest.raises(InvalidSignature):
            verified(text, records[4], str(grown.signer.rotate(TOWN)[1].public))

    def test_is_given_for_no_record_beyond_its_checkpoint(self, grown):
        with pytest.raises(ValueError, match="no leaf"):
            receipt(grown.log, grown.key, 4, grown.log.checkpoints(grown.key, 1)[1])
