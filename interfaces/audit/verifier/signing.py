"""Signatures: of the exported checkpoint always, of kept ones up to a limit, and what witnesses saw when."""

from __future__ import annotations

from datetime import datetime, timezone
from typing import Callable, NamedTuple, Sequence

from interfaces.audit.verifier.keys import Keys
from interfaces.audit.verifier.log import Kept, Log
from interfaces.audit.verifier.notes import Checkpoint, Key, Note, signed_by, witnessed_at
from interfaces.audit.verifier.policy import Policy
from interfaces.audit.verifier.report import Report, Where
from interfaces.audit.verifier.times import SKEW, Cosigned, breaches

KeysFor = Callable[[int, int], Sequence[Key]]


class Limits(NamedTuple):
    """How many signatures are verified at most, what time it is, and whose cosignatures come by hand."""

    signatures: int
    now: int
    slow: tuple[str, ...]


class Signatures:
    """The signatures of one log's checkpoints."""

    def __init__(self, report: Report, policy: Policy, log: Log, limits: Limits, keys: Keys) -> None:
        self.cosigned: list[Cosigned] = []
        self._report = report
        self._policy = policy
        self._log = log
        self._limits = limits
        self._keys = keys
        self._unknown: set[str] = set()
        self._signed = 0
        self._claimed = {(kept.size, name) for kept in log.kept for name, _ in kept.claims}
        self._checked: set[tuple[int, str]] = set()

    def check_final(self, note: Note, found: Checkpoint, trusted: Sequence[Key], in_force: Sequence[Key]) -> bool:
        """The exported checkpoint: signed by a trusted key, by the one in force. Its cosignatures count too."""
        where = Where(self._log.name, file=self._log.folder + "checkpoint")
        signer = self._signer(note, found.size, where, trusted, in_force)
        if signer is not None:
            self._report.tell("signed_by", where, size=found.size, key=signer.vkey)
        self._cosignatures(note, found.size, where, told=True)
        return signer is not None

    def check_quorum(self, size: int) -> bool:
        """Whether the policy's witnesses have cosigned this size in sufficient number."""
        return self._policy.is_met_by(each.witness for each in self.cosigned if each.size == size)

    def report_quorum(self, size: int) -> None:
        """The exported checkpoint of a conference's log needs the quorum."""
        if not self.check_quorum(size):
            have = sorted({each.witness for each in self.cosigned if each.size == size})
            self._report.find(
                "quorum_not_met",
                Where(self._log.name, file=self._log.folder + "checkpoint"),
                size=size,
                witnesses=", ".join(have) or "—",
                covered=self._covered(),
            )

    def check_kept(self, trusted: KeysFor, in_force: KeysFor) -> None:
        """Verify kept checkpoints, all or a choice, and say how many."""
        for kept in self._choice():
            note = self._log.note_at(kept)
            where = Where(self._log.name, file=self._log.folder + "checkpoints.jsonl")
            keys = trusted(kept.epoch, kept.size), in_force(kept.epoch, kept.size)
            self._signed += self._signer(note, kept.size, where, *keys) is not None
            self._cosignatures(note, kept.size, where, told=False)
        self._report.tell(
            "signatures_checked",
            log=self._log.name,
            kept=len(self._log.kept),
            signed=self._signed,
            cosigned=len(self._claimed | self._checked),
            checked=len(self._checked),
        )

    def _signer(
        self, note: Note, size: int, where: Where, trusted: Sequence[Key], in_force: Sequence[Key]
    ) -> Key | None:
        """The trusted key that signed; it must be the one in force, where that is known."""
        signer = next((key for key in trusted if signed_by(note, key)), None)
        if signer is None:
            self._find_unsigned(note, size, where)
        elif in_force and signer not in in_force:
            self._report.find("checkpoint_wrong_key", where, size=size)
            return None
        return signer

    def _find_unsigned(self, note: Note, size: int, where: Where) -> None:
        """A new epoch's key that the policy does not list is one finding, however many checkpoints it signed."""
        line = note.body.partition("\n")[0]
        claimed = self._keys.claimed(line) if line != self._log.origin else []
        if not any(signed_by(note, key) for key in claimed):
            self._report.find("checkpoint_unsigned", where, size=size)
        elif line not in self._unknown:
            self._unknown.add(line)
            self._report.find("epoch_key_unknown", where, origin=line, vkey=claimed[0].vkey)

    def _covered(self) -> int:
        sizes: dict[int, set[str]] = {}
        for each in self.cosigned:
            sizes.setdefault(each.size, set()).add(each.witness)
        return max((size for size, names in sizes.items() if self._policy.is_met_by(names)), default=0)

    def _choice(self) -> list[Kept]:
        """All when they are few; else the last, those whose times would breach the bracket, and an even choice."""
        kept, most = self._log.kept, self._limits.signatures
        if not most or sum(1 + len(each.claims) for each in kept) <= most:
            return kept
        claimed = [Cosigned(each.size, time, name) for each in kept for name, time in each.claims]
        broken = breaches(self._log.records.times, self._log.first, claimed, self._limits.slow)
        sizes = {breach.cosigned.size for breach in broken}
        suspect = [each for each in kept if each.size in sizes][:most]
        witnessed = [each for each in kept if each.claims] or kept
        step = -(-len(witnessed) * (1 + len(self._policy.witnesses)) // most)
        chosen = {each.begin: each for each in [*suspect, *witnessed[::-1][::step], kept[-1]]}
        return [chosen[begin] for begin in sorted(chosen)]

    def _cosignatures(self, note: Note, size: int, where: Where, *, told: bool) -> None:
        for name, key in self._policy.witnesses.items():
            time, bad = witnessed_at(note, key)
            if bad or time is not None:
                self._checked.add((size, name))
            if bad:
                self._report.find("cosignature_bad", where, size=size, witness=name)
            if time is None:
                continue
            if time > self._limits.now + SKEW:
                self._report.find("cosignature_from_future", where, size=size, witness=name, time=utc(time))
                continue
            if Cosigned(size, time, name) not in self.cosigned[-len(self._policy.witnesses) :]:
                self.cosigned.append(Cosigned(size, time, name))
            if told:
                self._report.tell("witnessed_by", where, size=size, witness=name, time=utc(time))


def utc(seconds: int) -> str:
    """A time in words, or the number when no calendar has it."""
    try:
        return datetime.fromtimestamp(seconds, timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
    except (OverflowError, ValueError, OSError):
        return str(seconds)
