"""Keys, notes and cosignatures for packages made by hand, written out from the C2SP texts."""

from base64 import b64encode
from hashlib import sha256

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

LOG, WITNESS = 1, 4


class Signer:
    """A private key with its name."""

    def __init__(self, name, kind=LOG, seed=None):
        self.name, self.kind = name, kind
        self.private = Ed25519PrivateKey.from_private_bytes(sha256((seed or name).encode()).digest())
        self.public = self.private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        self.ident = sha256(name.encode() + b"\n" + bytes([kind]) + self.public).digest()[:4]

    @property
    def vkey(self):
        return f"{self.name}+{self.ident.hex()}+{b64(bytes([self.kind]) + self.public)}"

    def sign(self, message):
        return self.private.sign(message)

    def line(self, body):
        return f"— {self.name} {b64(self.ident + self.sign(body.encode()))}\n"

    def cosign(self, body, at):
        message = f"cosignature/v1\ntime {at}\n{body}".encode()
        return f"— {self.name} {b64(self.ident + at.to_bytes(8, 'big') + self.sign(message))}\n"


def b64(raw):
    return b64encode(raw).decode()


def checkpoint_body(origin, size, root):
    return f"{origin}\n{size}\n{b64(root)}\n"


def node(left, right):
    return sha256(b"\1" + left + right).digest()


def leaf(record):
    return sha256(b"\0" + record).digest()


def root(leaves):
    """RFC 6962, 2.1, as it is written there."""
    if not leaves:
        return sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    half = 1 << (len(leaves) - 1).bit_length() - 1
    return node(root(leaves[:half]), root(leaves[half:]))


def path(index, leaves):
    """RFC 6962, 2.1.1."""
    if len(leaves) == 1:
        return []
    half = 1 << (len(leaves) - 1).bit_length() - 1
    if index < half:
        return [*path(index, leaves[:half]), root(leaves[half:])]
    return [*path(index - half, leaves[half:]), root(leaves[:half])]


def receipt(index, leaves, note):
    lines = "".join(f"{b64(each)}\n" for each in path(index, leaves))
    return f"c2sp.org/tlog-proof@v1\nindex {index}\n{lines}\n{note}"
