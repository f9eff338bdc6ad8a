"""Receipts: that a record is in a log, for whoever keeps them to show to anybody, offline (C2SP tlog-proof)."""

from base64 import b64encode
from collections.abc import Iterable

from application.log import Log, Signed
from application.proof import merkle
from application.proof.inspection import Flaw
from application.proof.notes import Checkpoint, Note
from application.proof.publisher import Altered

AT_ONCE = frozenset({"decision.adopted", "decision.taken_over", "minutes.issued", "minutes.corrected"})
"""The facts whose receipt is in the answer to the command that recorded them."""


def receipt(log: Log, conference: int, position: int, signed: Signed) -> str:
    """The receipt of the record at a position, under a checkpoint that holds it; it proves what it says, or ``Altered``."""
    path = merkle.inclusion(log.hashes(conference), position - 1, signed.size)
    (leaf,) = log.leaves(conference, position - 1, 1)
    root = Checkpoint.read(Note.read(signed.note).body).root
    try:
        merkle.require_included(path, leaf, position - 1, signed.size, root)
    except merkle.Unproved as fault:
        origin = log.listed(conference).origin
        raise Altered(origin, [Flaw("signed_otherwise", origin, str(signed.size))]) from fault
    return f"c2sp.org/tlog-proof@v1\nindex {position - 1}\n{encoded(path)}\n{signed.note}"


def encoded(hashes: Iterable[bytes]) -> str:
    """Hashes as proofs are written: a line each."""
    return "".join(f"{b64encode(each).decode()}\n" for each in hashes)
