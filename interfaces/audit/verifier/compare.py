"""Two checkpoints against each other, and one receipt against its record."""

from __future__ import annotations

from typing import NamedTuple

from interfaces.audit.verifier.bag import Bag
from interfaces.audit.verifier.canonical import record_value
from interfaces.audit.verifier.log import Log, Sought
from interfaces.audit.verifier.notes import (
    PROOF_BEGINS,
    Checkpoint,
    Note,
    Proof,
    read_checkpoint,
    read_note,
    read_proof,
    signed_by,
    text_of,
    witnessed_at,
)
from interfaces.audit.verifier.package import read_package
from interfaces.audit.verifier.policy import Policy
from interfaces.audit.verifier.report import Broken, Report, Unusable, Where
from interfaces.audit.verifier.tree import leaf_of, root_of_path


class Side(NamedTuple):
    """One of two checkpoints."""

    name: str
    note: Note
    found: Checkpoint


def compare(
    files: tuple[tuple[str, bytes], tuple[str, bytes]], policy: Policy, package: str | None
) -> tuple[Report, str]:
    """Whether two signed checkpoints can be of one history; the text of the proof when they cannot."""
    report = Report()
    one, other = (_side(name, raw, policy) for name, raw in files)
    if one.found.origin != other.found.origin:
        raise Unusable("the checkpoints are of different logs (or epochs): nothing follows from both")
    if one.found.size == other.found.size:
        if one.found.root == other.found.root:
            report.tell("compared_same", size=one.found.size)
            return report, ""
        report.find("split_view", Where(file=f"{one.name}, {other.name}"), size=one.found.size)
        return report, _proof(one, other)
    if package is None:
        raise Unusable(
            "the sizes differ: whether one is the beginning of the other, only a package shows (--package DIR)"
        )
    _compare_with(report, package, sorted((one, other), key=lambda side: side.found.size))
    return report, ""


def check_receipt(raw: bytes, record: bytes, policy: Policy) -> Report:
    """Whether a receipt proves this record."""
    report = Report()
    try:
        proof = read_proof(text_of(raw))
        _require_proved(proof, record[:-1] if record.endswith(b"\n") else record, policy)
    except Broken as error:
        report.find("receipt_bad", why=error.why)
        return report
    if policy.quorum is None:
        report.tell("no_quorum_asked")
    report.tell("receipt_holds", Where(seq=proof.seq), index=proof.seq)
    return report


def _side(name: str, raw: bytes, policy: Policy) -> Side:
    try:
        text = text_of(raw)
        note = read_proof(text).note if text.startswith(PROOF_BEGINS) else read_note(text)
        found = read_checkpoint(note.body)
        _require_signed(note, found, policy)
    except Broken as error:
        raise Unusable(f"{name}: {error}") from None
    return Side(name, note, found)


def _require_signed(note: Note, found: Checkpoint, policy: Policy) -> None:
    base = found.origin.partition("/epoch/")[0]
    if not any(signed_by(note, key) for key in policy.keys_of(base, found.origin)):
        raise Broken("unsigned")


def _require_proved(proof: Proof, record: bytes, policy: Policy) -> None:
    found = read_checkpoint(proof.note.body)
    _require_signed(proof.note, found, policy)
    if root_of_path(proof.path, leaf_of(record), proof.seq, found.size) != found.root:
        raise Broken("not_included")
    value = record_value(record)
    place = (found.origin.partition("/epoch/")[0], proof.seq)
    if type(value) is not dict or (value.get("log"), value.get("seq")) != place:
        raise Broken("other_record")
    if not policy.is_met_by(
        name for name, key in policy.witnesses.items() if witnessed_at(proof.note, key)[0] is not None
    ):
        raise Broken("quorum")


def _compare_with(report: Report, folder: str, sides: list[Side]) -> None:
    """Both are beginnings of the history in a package, of which only the hashes are read here."""
    quiet = Report()
    bag = Bag(folder, quiet)
    package = read_package(bag, quiet)
    if package is None:
        raise Unusable("the package cannot be read")
    if package.line != sides[0].found.origin or package.size < sides[1].found.size:
        raise Unusable("the package is of another log, or ends before the larger checkpoint")
    log = Log(bag, quiet, "conference", package.origin, size=package.size, first=package.size + 256)
    log.read(lambda _record, _where: None, Sought([side.found.size for side in sides]))
    if log.root is None:
        raise Unusable("the package's tiles cannot be read")
    for side in sides:
        if log.roots.get(side.found.size) != side.found.root:
            report.find("history_rewritten", Where(file=side.name), kept=side.found.size)
    if report.is_sound:
        report.tell("compared_consistent", old=sides[0].found.size, new=sides[1].found.size)


def _proof(one: Side, other: Side) -> str:
    """Both notes as they were signed; whoever has the policy can check them."""
    texts = (side.note.body + "\n" + "".join(f"{line}\n" for line in side.note.lines) for side in (one, other))
    return "\n".join(texts)
