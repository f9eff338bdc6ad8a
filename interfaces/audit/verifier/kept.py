"""What the auditor keeps: the last checkpoint of every log that was found sound, and receipts."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple, Sequence

from interfaces.audit.verifier.log import Log
from interfaces.audit.verifier.notes import (
    LONGEST_NOTE,
    Checkpoint,
    Note,
    Proof,
    read_checkpoint,
    read_note,
    read_proof,
    signed_by,
    text_of,
)
from interfaces.audit.verifier.package import epoch_of
from interfaces.audit.verifier.report import Broken, Report, Unusable, Where
from interfaces.audit.verifier.signing import KeysFor
from interfaces.audit.verifier.system import Epoch
from interfaces.audit.verifier.tree import root_of_path

RECEIPTS, RECEIPT = "receipts", ".tlog-proof"
_PLAIN = "abcdefghijklmnopqrstuvwxyz0123456789.-"


class Receipt(NamedTuple):
    """A receipt in the auditor's folder, as far as it could be read."""

    file: str
    proof: Proof
    signed: Checkpoint


class Memory:
    """The auditor's own folder."""

    def __init__(self, folder: str | None, accepted: Sequence[int]) -> None:
        self._folder = folder
        self._accepted = accepted
        self._receipts: list[Receipt] = []

    @property
    def is_empty(self) -> bool:
        """Whether the auditor keeps nothing."""
        return self._folder is None

    def kept(self, origin: str) -> Checkpoint | None:
        """The last checkpoint kept of a log."""
        if self._folder is None:
            return None
        try:
            with self._file(origin).open("rb") as file:
                found = read_checkpoint(read_note(text_of(file.read(LONGEST_NOTE + 1))).body)
        except FileNotFoundError:
            return None
        except (OSError, Broken) as error:
            raise Unusable(f"the checkpoint you keep of {origin} cannot be read: {error}") from None
        if epoch_of(origin, found.origin) is None:
            raise Unusable(f"the checkpoint you keep of {origin} is of another log")
        return found

    def read_receipts(self, report: Report) -> list[Receipt]:
        """The receipts kept; those that cannot be read are findings."""
        if self._folder is None:
            return []
        found = [_receipt(report, path) for path in sorted(Path(self._folder, RECEIPTS).glob(f"*{RECEIPT}"))]
        return [receipt for receipt in found if receipt is not None]

    def compare(self, report: Report, log: Log, kept: Checkpoint | None, epoch: int, epochs: Sequence[Epoch]) -> None:
        """What was kept is the beginning of what is here, or an epoch that was accepted gave it up."""
        if self._folder is None:
            return
        where = Where(log.name)
        if kept is None:
            report.tell("nothing_kept", where, origin=log.origin)
            return
        cut = self._given_up(log.origin, kept, epochs)
        known = min([kept.size, *(each.size for each in cut)])
        if known < log.first:
            report.find("increment_gap", where, kept=known, first=log.first)
        if cut:
            given_up = cut[0]
            if given_up.number not in self._accepted:
                report.find("epoch_gave_up_seen", where, kept=kept.size, epoch=given_up.number, size=given_up.size)
        elif kept.size > log.size or (epoch_of(log.origin, kept.origin) or 1) > epoch:
            report.find("history_cut", where, size=log.size, kept=kept.size)
        elif log.roots.get(kept.size) != kept.root:
            report.find("history_rewritten", where, kept=kept.size)
        else:
            report.tell("kept_agrees", where, origin=log.origin, kept=kept.size)

    def check_receipts(
        self, report: Report, log: Log, receipts: Sequence[Receipt], trusted: KeysFor, epochs: Sequence[Epoch]
    ) -> None:
        """Every receipt of this log is of a record that is here, or that an accepted epoch gave up."""
        for receipt in receipts:
            epoch = epoch_of(log.origin, receipt.signed.origin)
            where = Where(log.name, receipt.proof.seq, file=receipt.file)
            if epoch is None:
                continue
            keys = trusted(epoch, receipt.signed.size)
            cut = self._given_up(log.origin, receipt.signed, epochs)
            lost = [each for each in cut if each.size <= receipt.proof.seq]
            if not any(signed_by(receipt.proof.note, key) for key in keys):
                report.find("receipt_bad", where, why="unsigned")
            elif lost and lost[0].number in self._accepted:
                report.tell("receipt_given_up", where, index=receipt.proof.seq, epoch=lost[0].number)
            elif receipt.proof.seq >= log.size:
                report.find("receipt_not_covered", where, index=receipt.proof.seq)
            elif not _leads(receipt, log.leaves, {} if cut else log.roots):
                report.find("receipt_contradicted", where, index=receipt.proof.seq)
            else:
                report.tell("receipt_holds", where, index=receipt.proof.seq)

    def advance(self, report: Report, log: Log, note: Note) -> None:
        """Keep the checkpoint, all of it or nothing."""
        if self._folder is None:
            return
        try:
            _write(self._file(log.origin), _text(note))
        except OSError as error:
            raise Unusable(f"the checkpoint cannot be kept: {error}") from None
        report.tell("state_advanced", Where(log.name), origin=log.origin, size=log.size)

    def _given_up(self, origin: str, kept: Checkpoint, epochs: Sequence[Epoch]) -> list[Epoch]:
        before = epoch_of(origin, kept.origin) or 1
        return [epoch for epoch in epochs if epoch.number > before and epoch.size < kept.size]

    def _file(self, origin: str) -> Path:
        name = "".join(letter if letter in _PLAIN else f"_{ord(letter):x}_" for letter in origin)
        return Path(self._folder or "", f"{name}.checkpoint")


def sought(kept: Checkpoint | None, receipts: Sequence[Receipt], origin: str) -> tuple[list[int], list[int]]:
    """The sizes and the numbers of leaves that are needed for what is kept of a log."""
    own = [each for each in receipts if epoch_of(origin, each.signed.origin) is not None]
    sizes = [each.signed.size for each in own] + ([kept.size] if kept else [])
    return sizes, [each.proof.seq for each in own]


def require_of_known_logs(report: Report, receipts: Sequence[Receipt], origins: Sequence[str]) -> None:
    """Say which receipts belong to none of the logs here."""
    for each in receipts:
        if all(epoch_of(origin, each.signed.origin) is None for origin in origins):
            report.tell("receipt_of_other_log", Where(file=each.file), origin=each.signed.origin)


def _leads(receipt: Receipt, leaves: dict[int, bytes], roots: dict[int, bytes]) -> bool:
    """The record here leads to the root of the receipt, and that root is one of this history as far as it goes."""
    leaf = leaves.get(receipt.proof.seq)
    try:
        found = leaf and root_of_path(receipt.proof.path, leaf, receipt.proof.seq, receipt.signed.size)
    except Broken:
        return False
    return found == receipt.signed.root and roots.get(receipt.signed.size, found) == found


def _receipt(report: Report, path: Path) -> Receipt | None:
    try:
        with path.open("rb") as file:
            proof = read_proof(text_of(file.read(LONGEST_NOTE + 1)))
        return Receipt(path.name, proof, read_checkpoint(proof.note.body))
    except OSError:
        report.find("receipt_bad", Where(file=path.name), why="unreadable")
    except Broken as error:
        report.find("receipt_bad", Where(file=path.name), why=error.why)
    return None


def _text(note: Note) -> str:
    return note.body + "\n" + "".join(f"{line}\n" for line in note.lines)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f"{path.name}.new")
    with fresh.open("w", encoding="utf-8", newline="\n") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)
