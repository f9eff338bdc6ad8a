"""Signed notes, checkpoints and cosignatures in the C2SP formats: what is signed, by which key, and what verifies.

A verifier key (vkey) is ``<name>+<key id>+<base64 of type and public key>``; a log's name is its origin.
"""

import re
from base64 import b64decode, b64encode
from binascii import Error as NotBase64
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Self

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

LOG, WITNESS = 0x01, 0x04
_KEY_SIZE, _HASH_SIZE, _SIGNED_SIZE = 32, 32, 64
_DASH = "— "
_MOST_SIGNATURES = 100
_END_OF_TIME = 2**63
_SIZE = re.compile(r"0|[1-9][0-9]{0,18}")
_CONTROL = re.compile(r"[\x00-\x1f]")


class BadNote(Exception):
    """Something is no note, no checkpoint or no key, or nobody trusted has signed it."""


@dataclass(frozen=True)
class Key:
    """A verifier key: whose signatures, of which type."""

    name: str
    type: int
    public: bytes

    @classmethod
    def read(cls, vkey: str) -> Self:
        """The key that a vkey spells."""
        name, _, rest = vkey.strip().partition("+")
        ident, _, encoded = rest.partition("+")
        raw = plain64(encoded)
        if not _is_name(name) or len(raw) != _KEY_SIZE + 1 or raw[0] not in {LOG, WITNESS}:
            raise BadNote(f"{vkey!r} is no verifier key")
        key = cls(name, raw[0], raw[1:])
        if key.ident.hex() != ident:
            raise BadNote(f"{vkey!r} does not bear its own key id")
        return key

    @property
    def ident(self) -> bytes:
        """The four bytes that a signature names the key by."""
        return sha256(self.name.encode() + b"\n" + bytes([self.type]) + self.public).digest()[:4]

    def __str__(self) -> str:
        return f"{self.name}+{self.ident.hex()}+{b64encode(bytes([self.type]) + self.public).decode()}"

    def has_signed(self, message: bytes, signature: bytes) -> bool:
        """Whether this key has signed the bytes."""
        try:
            Ed25519PublicKey.from_public_bytes(self.public).verify(signature, message)
        except (InvalidSignature, ValueError):
            return False
        return True


@dataclass(frozen=True)
class SigningKey:
    """A private key with the name its signatures bear."""

    name: str
    type: int
    seed: bytes = field(repr=False)

    @property
    def public(self) -> Key:
        """What verifies its signatures."""
        raw = self._private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        return Key(self.name, self.type, raw)

    @property
    def _private(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self.seed)

    def sign(self, message: bytes) -> bytes:
        """The signature alone."""
        return self._private.sign(message)

    def line(self, body: str) -> str:
        """The signature line of a log under a note's body."""
        return _line(self.public, self.sign(body.encode()))

    def cosignature(self, body: str, at: int) -> str:
        """The signature line of a witness that saw the checkpoint at a time, in seconds since 1970."""
        signature = self.sign(_witnessed(body, at))
        return _line(self.public, at.to_bytes(8, "big") + signature)


@dataclass(frozen=True)
class Checkpoint:
    """How large a log was, and the root of its tree."""

    origin: str
    size: int
    root: bytes

    @classmethod
    def read(cls, body: str) -> Self:
        """The checkpoint in a note's body; further lines are not for us."""
        lines = body.split("\n")
        if len(lines) < 4 or lines[-1] or not all(lines[:-1]):  # noqa: PLR2004 - three lines and the end of the last
            raise BadNote("no checkpoint: three lines or more, none of them empty")
        origin, size, encoded = lines[:3]
        if not _SIZE.fullmatch(size) or int(size) >= 2**63:
            raise BadNote(f"{size[:80]!r} is no size")
        found = plain64(encoded)
        if len(found) != _HASH_SIZE:
            raise BadNote("the root is no SHA-256 hash")
        return cls(origin, int(size), found)

    @property
    def body(self) -> str:
        """The three lines that are signed."""
        return f"{self.origin}\n{self.size}\n{b64encode(self.root).decode()}\n"


@dataclass(frozen=True)
class Note:
    """A signed note: its body, and signature lines as (name, key id and signature)."""

    body: str
    signatures: tuple[tuple[str, bytes], ...]

    @classmethod
    def read(cls, text: str) -> Self:
        """The note in a text."""
        body, found, rest = text.rpartition("\n\n")
        *lines, end = rest.split("\n")
        if not found or end or not 0 < len(lines) <= _MOST_SIGNATURES or not _is_plain(text.replace("\n", "")):
            raise BadNote("no signed note")
        return cls(body + "\n", tuple(map(_signature, lines)))

    def is_signed_by(self, key: Key) -> bool:
        """Whether a log's key has signed it."""
        return any(key.has_signed(self.body.encode(), signature) for signature in self._of(key, LOG))

    def witnessed_at(self, key: Key) -> int | None:
        """When a witness cosigned it, in seconds since 1970: the earliest of its valid cosignatures, if there is one."""
        stamped = [(int.from_bytes(each[:8], "big"), each[8:]) for each in self._of(key, WITNESS)]
        times = [at for at, signed in stamped if key.has_signed(_witnessed(self.body, at), signed)]
        return min((at for at in times if at < _END_OF_TIME), default=None)

    @property
    def text(self) -> str:
        """The note as it is written."""
        lines = (f"{_DASH}{name} {b64encode(signed).decode()}\n" for name, signed in self.signatures)
        return f"{self.body}\n{''.join(lines)}"

    def with_lines(self, lines: str) -> "Note":
        """The note with these signature lines added, each once."""
        more = Note.read(f"{self.body}\n{lines}") if lines else self
        if more.body != self.body:
            raise BadNote("more than signature lines")
        return Note(self.body, tuple(dict.fromkeys((*self.signatures, *more.signatures))))

    def _of(self, key: Key, kind: int) -> list[bytes]:
        size = _SIGNED_SIZE + (8 if kind == WITNESS else 0)
        own = [signed[4:] for name, signed in self.signatures if name == key.name and signed[:4] == key.ident]
        return [signed for signed in own if len(signed) == size] if key.type == kind else []


def _signature(line: str) -> tuple[str, bytes]:
    name, _, encoded = line.removeprefix(_DASH).partition(" ")
    signed = plain64(encoded)
    if not line.startswith(_DASH) or not _is_name(name) or len(signed) <= 4:  # noqa: PLR2004 - the key id
        raise BadNote("no signature line")
    return name, signed


def _line(key: Key, signature: bytes) -> str:
    return f"{_DASH}{key.name} {b64encode(key.ident + signature).decode()}\n"


def _witnessed(body: str, at: int) -> bytes:
    return f"cosignature/v1\ntime {at}\n{body}".encode()


def _is_name(name: str) -> bool:
    return bool(name) and "+" not in name and not any(map(str.isspace, name)) and _is_plain(name)


def _is_plain(text: str) -> bool:
    """Whether it can be written as UTF-8 and holds no control character."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return not _CONTROL.search(text)


def plain64(text: str) -> bytes:
    """The bytes that plain base64 spells, in the one way that it does."""
    try:
        found = b64decode(text, validate=True)
    except (NotBase64, ValueError):
        raise BadNote(f"{text[:80]!r} is no base64") from None
    if b64encode(found).decode() != text:
        raise BadNote(f"{text[:80]!r} is not spelt as base64 is")
    return found
