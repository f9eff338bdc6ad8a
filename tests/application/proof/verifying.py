"""A receipt verified with nothing of the product: C2SP tlog-proof and RFC 6962 as they are written."""

from base64 import b64decode
from hashlib import sha256

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey


def verified(text: str, record: bytes, vkey: str) -> int:
    """The index at which a receipt proves that the record stands, signed by the key."""
    head, _, rest = text.partition("\n")
    assert head == "c2sp.org/tlog-proof@v1"
    proof, _, note = rest.partition("\n\n")
    number, *hashes = proof.split("\n")
    body, _, signatures = note.partition("\n\n")
    origin, size, root = body.split("\n")
    name, _, encoded = vkey.split("+", 2)
    assert origin == name
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
