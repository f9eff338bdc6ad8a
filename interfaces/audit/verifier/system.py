"""What the system log says of the conference's: its keys, its epochs, its checkpoints and the roots of its state."""

from __future__ import annotations

from typing import Any, Callable, NamedTuple

from interfaces.audit.verifier.keys import Keys
from interfaces.audit.verifier.log import Log
from interfaces.audit.verifier.package import line_of
from interfaces.audit.verifier.report import Broken, Report, Where
from interfaces.audit.verifier.shapes import is_count, is_hash, is_text


class Epoch(NamedTuple):
    """A declaration that the log goes on from ``size``, and gives up what came after it up to ``abandoned``."""

    number: int
    size: int
    root: str
    abandoned: int
    abandoned_root: str
    reason: str
    where: Where


class Anchored(NamedTuple):
    """A root over the state that the system log holds."""

    size: int
    schema: int
    root: str


class SystemLog:
    """Takes the records of the system log in order."""

    def __init__(self, report: Report, keys: Keys, origin: str) -> None:
        self._epochs: dict[str, list[Epoch]] = {}
        self.states: list[Anchored] = []
        self.signed: dict[tuple[int, int], tuple[str, bytes | None]] = {}
        self._report = report
        self._keys = keys
        self._origin = origin
        self._takers: dict[str, Callable[[dict[str, Any], Where], None]] = {
            "installation.key_introduced/1": self._key_introduced,
            "installation.key_rotated/1": self._key_rotated,
            "installation.checkpoint_signed/1": self._checkpoint_signed,
            "installation.state_rooted/1": self._state_rooted,
            "installation.epoch_declared/1": self._epoch_declared,
        }

    def take(self, record: dict[str, Any], where: Where) -> None:
        """Take one record; most are of no concern here."""
        taker = self._takers.get(record["type"])
        if taker is None:
            return
        try:
            taker(record["body"], where)
        except Broken as error:
            self._report.find("system_record_malformed", where, why=error.why)

    def epochs(self, origin: str) -> list[Epoch]:
        """The declarations that a log goes on in a new epoch, in order."""
        return self._epochs.get(origin, [])

    def compare_kept(self, log: Log) -> None:
        """Every kept checkpoint stands in the system log, and every one there is kept."""
        missing = dict(self.signed)
        for kept in log.kept:
            where = Where(log.name, file=log.folder + "checkpoints.jsonl")
            found = missing.pop((kept.epoch, kept.size), None)
            if found is None:
                self._report.find("checkpoint_not_in_system", where, size=kept.size)
            elif found[0] != kept.root.hex():
                self._report.find("checkpoint_contradicts_system", where, size=kept.size)
        for epoch, size in sorted(missing):
            if size <= log.size and not self._was_given_up(epoch, size):
                self._report.find("checkpoint_not_kept", Where("system"), size=size)

    def check_epochs(self, log: Log, epoch: int) -> None:
        """The declarations lead to the epoch the log is in, and to roots of this history."""
        every = self.epochs(log.origin)
        for number, declared in enumerate(every, start=2):
            stands = all(later.size >= declared.size for later in every[number - 1 :])
            why = ""
            if declared.number != number:
                why = "not_next_epoch"
            elif declared.size > declared.abandoned:
                why = "sizes_of_epoch"
            elif stands and declared.size <= log.size and log.roots.get(declared.size, b"").hex() != declared.root:
                why = "root_of_epoch"
            if why:
                self._report.find("epoch_disagrees", declared.where, epoch=declared.number, why=why)
            self._report.tell(
                "epoch_declared",
                declared.where,
                epoch=declared.number,
                size=declared.size,
                abandoned=declared.abandoned,
                reason=declared.reason,
            )
        if epoch > 1 and all(declared.number != epoch for declared in self.epochs(log.origin)):
            self._report.find("epoch_undeclared", Where(log.name), epoch=epoch)

    def _was_given_up(self, epoch: int, size: int) -> bool:
        return any(epoch < declared.number and size > declared.size for declared in self.epochs(self._origin))

    def _key_introduced(self, body: dict[str, Any], where: Where) -> None:
        _require(body, {"epoch": is_count, "origin": is_text, "vkey": is_text})
        self._keys.introduce(body["origin"], body["epoch"], body["vkey"], where)

    def _key_rotated(self, body: dict[str, Any], where: Where) -> None:
        names = ("new", "new_signature", "old", "old_signature", "origin")
        _require(body, dict.fromkeys(names, is_text))
        old, new = (body["old"], body["old_signature"]), (body["new"], body["new_signature"])
        self._keys.change(body["origin"], old, new, where)

    def _checkpoint_signed(self, body: dict[str, Any], where: Where) -> None:
        _require(body, {"epoch": is_count, "origin": is_text, "root": is_hash, "size": is_count})
        if body["origin"] != self._origin:
            return
        at = (body["epoch"], body["size"])
        key = self._keys.in_force.get(line_of(body["origin"], body["epoch"]))
        if key is None:
            self._report.find("key_chain_broken", where, origin=body["origin"], why="no_key")
        if at in self.signed and self.signed[at][0] != body["root"]:
            self._report.find("split_view", where, size=body["size"])
        self.signed[at] = (body["root"], key.public if key else None)

    def _state_rooted(self, body: dict[str, Any], _where: Where) -> None:
        _require(body, {"origin": is_text, "root": is_hash, "schema": is_count, "size": is_count})
        if body["origin"] == self._origin:
            self.states.append(Anchored(body["size"], body["schema"], body["root"]))

    def _epoch_declared(self, body: dict[str, Any], where: Where) -> None:
        hashes = {"abandoned_root": is_hash, "root": is_hash}
        counts = {"abandoned_size": is_count, "epoch": is_count, "size": is_count}
        _require(body, {**hashes, **counts, "origin": is_text, "reason": is_text})
        declared = Epoch(
            body["epoch"],
            body["size"],
            body["root"],
            body["abandoned_size"],
            body["abandoned_root"],
            body["reason"],
            where,
        )
        self._epochs.setdefault(body["origin"], []).append(declared)


def _require(body: dict[str, Any], kinds: dict[str, Callable[[Any], bool]]) -> None:
    if body.keys() != kinds.keys() or not all(fits(body[name]) for name, fits in kinds.items()):
        raise Broken("not_as_described")
