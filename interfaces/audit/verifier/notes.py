"""Signed notes, checkpoints, cosignatures and receipts in the C2SP formats."""

from __future__ import annotations

from base64 import b64decode, b64encode
from hashlib import sha256
from typing import Iterator, NamedTuple

from interfaces.audit.verifier.ed25519 import is_key, is_signed
from interfaces.audit.verifier.report import Broken

LOG_KEY, WITNESS_KEY = 1, 4
HASH, SIGNATURE, TIME = 32, 64, 8
LAST_TIME = 2**63
CHECKPOINT_LINES = 3
_DIGITS = 19
MOST_LINES = 120
LONGEST_NOTE = 64 * 1024
PROOF_BEGINS = "c2sp.org/tlog-proof@v1"
_DASH = "\u2014 "


class Key(NamedTuple):
    """A verifier key: whose signatures, of which type."""

    name: str
    type: int
    public: bytes

    @property
    def ident(self) -> bytes:
        """The four bytes that a signature names the key by."""
        return sha256(self.name.encode() + b"\n" + bytes([self.type]) + self.public).digest()[:4]

    @property
    def vkey(self) -> str:
        """The key as it is written."""
        return f"{self.name}+{self.ident.hex()}+{b64encode(bytes([self.type]) + self.public).decode()}"


class Checkpoint(NamedTuple):
    """How large a log was, and the root of its tree."""

    origin: str
    size: int
    root: bytes


class Note(NamedTuple):
    """A signed note: its body, and its signature lines as they stand."""

    body: str
    lines: tuple[str, ...]


class Proof(NamedTuple):
    """A receipt: the number of a record, the path to the root, and the checkpoint that signs it."""

    seq: int
    path: tuple[bytes, ...]
    note: Note


def read_key(vkey: str, kind: int) -> Key:
    """The key that a vkey spells."""
    name, _, rest = vkey.partition("+")
    ident, _, encoded = rest.partition("+")
    raw = plain64(encoded)
    if not _is_name(name) or len(raw) != HASH + 1 or raw[0] != kind or not is_key(raw[1:]):
        raise Broken("not_a_key")
    key = Key(name, kind, raw[1:])
    if key.ident.hex() != ident:
        raise Broken("not_a_key")
    return key


def read_note(text: str) -> Note:
    """The note in a text."""
    body, found, rest = text.rpartition("\n\n")
    lines = tuple(rest.split("\n"))
    if not found or not body or lines[-1] or not 1 < len(lines) <= MOST_LINES:
        raise Broken("not_a_note")
    if any(not line.startswith(_DASH) for line in lines[:-1]) or _has_controls(text):
        raise Broken("not_a_note")
    return Note(body + "\n", lines[:-1])


def read_checkpoint(body: str) -> Checkpoint:
    """The checkpoint that is a note's body: three lines, no more."""
    lines = body.split("\n")
    if len(lines) != CHECKPOINT_LINES + 1 or not lines[0] or lines[-1]:
        raise Broken("not_a_checkpoint")
    root = plain64(lines[2])
    if len(root) != HASH:
        raise Broken("not_a_checkpoint")
    return Checkpoint(lines[0], read_number(lines[1]), root)


def read_proof(text: str) -> Proof:
    """The receipt in a text."""
    head, found, note = text.partition("\n\n")
    lines = head.split("\n")
    if not found or lines[0] != PROOF_BEGINS:
        raise Broken("not_a_proof")
    rest = lines[2:] if lines[1:] and lines[1].startswith("extra ") else lines[1:]
    if not rest or not rest[0].startswith("index "):
        raise Broken("not_a_proof")
    path = tuple(plain64(line) for line in rest[1:])
    if any(len(each) != HASH for each in path):
        raise Broken("not_a_proof")
    return Proof(read_number(rest[0][len("index ") :]), path, read_note(note))


def read_number(text: str) -> int:
    """A number written without sign or leading zero, below 2^63."""
    if not (
        text.isascii() and text.isdigit() and len(text) <= _DIGITS and str(int(text)) == text and int(text) < LAST_TIME
    ):
        raise Broken("not_a_checkpoint")
    return int(text)


def signed_by(note: Note, key: Key) -> bool:
    """Whether a log's key has signed the note."""
    return any(len(own) == SIGNATURE and is_signed(key.public, note.body.encode(), own) for own in _of(note, key))


def claims_of(note: Note, key: Key) -> Iterator[int]:
    """The times at which a witness is said to have cosigned; nothing is verified yet."""
    for own in _of(note, key):
        time = int.from_bytes(own[:TIME], "big")
        if len(own) == TIME + SIGNATURE and time < LAST_TIME:
            yield time


def witnessed_at(note: Note, key: Key) -> tuple[int | None, int]:
    """The earliest time of the witness's valid cosignatures, if there is one, and how many are not valid."""
    times, bad = [], 0
    for own in _of(note, key):
        time = int.from_bytes(own[:TIME], "big")
        message = f"cosignature/v1\ntime {time}\n{note.body}".encode()
        if len(own) == TIME + SIGNATURE and time < LAST_TIME and is_signed(key.public, message, own[TIME:]):
            times.append(time)
        else:
            bad += 1
    return min(times) if times else None, bad


def plain64(text: str) -> bytes:
    """The bytes that plain base64 spells, in the one way that it does."""
    try:
        found = b64decode(text, validate=True)
    except ValueError:
        raise Broken("not_base64") from None
    if b64encode(found).decode() != text:
        raise Broken("not_base64")
    return found


def text_of(raw: bytes) -> str:
    """The text of a note's file."""
    if len(raw) > LONGEST_NOTE:
        raise Broken("too_long")
    try:
        return raw.decode()
    except UnicodeDecodeError:
        raise Broken("not_utf8") from None


def _of(note: Note, key: Key) -> Iterator[bytes]:
    """What stands behind the key's name and id; lines of others, known or not, are none of our business."""
    begin, ident = f"{_DASH}{key.name} ", key.ident
    for line in note.lines:
        if line.startswith(begin):
            try:
                signed = plain64(line[len(begin) :])
            except Broken:
                continue
            if signed[:4] == ident:
                yield signed[4:]


def _is_name(name: str) -> bool:
    return bool(name) and not any(letter.isspace() for letter in name)


def _has_controls(text: str) -> bool:
    return any(letter < " " and letter != "\n" for letter in text)
