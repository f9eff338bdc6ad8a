"""Which key signs a log's checkpoints at any moment, as the system log introduces and changes keys."""

from __future__ import annotations

from interfaces.audit.verifier.ed25519 import is_signed
from interfaces.audit.verifier.notes import LOG_KEY, Key, plain64, read_key
from interfaces.audit.verifier.package import epoch_of, line_of
from interfaces.audit.verifier.policy import Policy
from interfaces.audit.verifier.report import Report, Where


class Keys:
    """The keys of all logs of the installation; trust begins with the policy, and goes on by signatures alone."""

    def __init__(self, report: Report, policy: Policy) -> None:
        self.in_force: dict[str, Key] = {}
        self.is_vouched = False
        self._report = report
        self._policy = policy
        self._changes: list[tuple[Key, Key]] = []
        self._introduced: list[Key] = []

    def introduce(self, origin: str, epoch: int, vkey: str, where: Where) -> None:
        """A key begins to sign a log's checkpoints."""
        key = read_key(vkey, LOG_KEY)
        line = line_of(origin, epoch)
        if key.name != line:
            self._report.find("key_chain_broken", where, origin=origin, why="key_name")
        elif line in self.in_force and self.in_force[line] != key:
            self._report.find("key_chain_broken", where, origin=origin, why="introduced_again")
        else:
            self.in_force[line] = key
            self._introduced.append(key)

    def change(self, origin: str, old: tuple[str, str], new: tuple[str, str], where: Where) -> None:
        """A key takes over from another, of this epoch or one before; each pair is a vkey and a signature over the change."""
        before, after = read_key(old[0], LOG_KEY), read_key(new[0], LOG_KEY)
        message = f"lianxi/key-rotation/v1\n{old[0]}\n{new[0]}\n".encode()
        why = ""
        if (epoch_of(origin, after.name) or 0) < (epoch_of(origin, before.name) or 1):
            why = "key_name"
        elif self.in_force.get(before.name) != before:
            why = "not_in_force"
        elif not is_signed(before.public, message, plain64(old[1])):
            why = "old_signature"
        elif not is_signed(after.public, message, plain64(new[1])):
            why = "new_signature"
        if why:
            self._report.find("key_chain_broken", where, origin=origin, why=why)
            return
        self.in_force[after.name] = after
        self._changes.append((before, after))
        self._report.tell("key_rotated", where, origin=origin)

    def claimed(self, line: str) -> list[Key]:
        """The keys that the operator says sign an epoch's checkpoints: the one introduced first, then what changed it."""
        found = [key for key in self._introduced if key.name == line]
        found.extend(after for _, after in self._changes if after.name == line)
        return found

    def trusted(self, origin: str, epoch: int) -> list[Key]:
        """The keys that may have signed a log's checkpoints of an epoch, now or earlier."""
        line = line_of(origin, epoch)
        found = self._policy.keys_of(origin, line)
        if self.is_vouched and all(key.name != line for key in self._policy.logs):
            found.extend(key for key in self._introduced if key.name == line)
        publics: set[bytes] = {key.public for key in found}
        for changes in (self._changes, self._changes[::-1]):
            for before, after in changes:
                if epoch_of(origin, after.name) is not None and publics & {before.public, after.public}:
                    publics |= {before.public, after.public}
        return [Key(line, LOG_KEY, public) for public in sorted(publics)]
