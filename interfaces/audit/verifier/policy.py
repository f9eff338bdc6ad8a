"""The auditor's policy (C2SP tlog-policy): which logs and witnesses are known, and whose cosignatures suffice."""

from __future__ import annotations

import re
from typing import Iterable, NamedTuple

from interfaces.audit.verifier.notes import LOG_KEY, WITNESS_KEY, Key, read_key
from interfaces.audit.verifier.report import Broken, Unusable

LARGEST_POLICY = 1024 * 1024
MOST_DIGITS = 9
_CONTROLS = re.compile(rb"[\x00-\x08\x0a-\x1f\x7f]")


class Group(NamedTuple):
    """So many of these witnesses and groups."""

    wanted: int
    members: tuple[str, ...]


class Policy(NamedTuple):
    """What the auditor trusts, from elsewhere than the package."""

    logs: tuple[Key, ...]
    witnesses: dict[str, Key]
    groups: dict[str, Group]
    quorum: str | None

    def keys_of(self, origin: str, line: str) -> list[Key]:
        """The keys listed for a log, as they sign checkpoints with this origin line."""
        return [Key(line, LOG_KEY, key.public) for key in self.logs if key.name in {origin, line}]

    def is_met_by(self, witnesses: Iterable[str]) -> bool:
        """Whether the cosignatures of these witnesses suffice."""
        held: set[str] = set(witnesses)
        for name, group in self.groups.items():
            if sum(member in held for member in group.members) >= group.wanted:
                held.add(name)
        return self.quorum is None or self.quorum in held


def read_policy(raw: bytes) -> Policy:
    """The policy in a file, or ``Unusable`` with the line that is wrong."""
    if len(raw) > LARGEST_POLICY:
        raise Unusable("the policy is too large")
    reader = _Reader()
    for number, line in enumerate(raw.split(b"\n"), start=1):
        reader.read_line(number, line)
    return reader.policy()


class _Reader:
    def __init__(self) -> None:
        self._logs: list[Key] = []
        self._witnesses: dict[str, Key] = {}
        self._groups: dict[str, Group] = {}
        self._quorum: list[str | None] = []

    def read_line(self, number: int, line: bytes) -> None:
        try:
            self._read(line)
        except (Broken, ValueError) as error:
            raise Unusable(f"line {number} of the policy: {error}") from None

    def _read(self, line: bytes) -> None:
        if _CONTROLS.search(line):
            raise ValueError("a control character")
        words = line.decode("utf-8", "surrogateescape").replace("\t", " ").split(" ")
        words = [word for word in words if word]
        if not words or words[0].startswith("#"):
            return
        read = {"log": self._log, "witness": self._witness, "group": self._group, "quorum": self._one_quorum}.get(
            words[0]
        )
        if read is None:
            raise ValueError("neither log, witness, group nor quorum")
        read(words[1:])

    def policy(self) -> Policy:
        if len(self._quorum) != 1:
            raise Unusable("the policy must have exactly one quorum line")
        return Policy(tuple(self._logs), self._witnesses, self._groups, self._quorum[0])

    def _log(self, words: list[str]) -> None:
        _expect(len(words) in {1, 2}, "log <vkey> [<url>]")
        key = read_key(words[0], LOG_KEY)
        self._expect_new(key)
        self._logs.append(key)

    def _witness(self, words: list[str]) -> None:
        _expect(len(words) in {2, 3}, "witness <name> <vkey> [<url>]")
        key = read_key(words[1], WITNESS_KEY)
        self._expect_new(key)
        self._expect_free(words[0])
        self._witnesses[words[0]] = key

    def _group(self, words: list[str]) -> None:
        _expect(words[2:], "group <name> all|any|<k> <name>...")
        name, wanted, members = words[0], words[1], words[2:]
        self._expect_free(name)
        _expect(len(set(members)) == len(members), "a member stands twice")
        used = {member for group in self._groups.values() for member in group.members}
        for member in members:
            self._expect_known(member)
            _expect(member not in used, f"{member} is in another group already")
        self._groups[name] = Group(_threshold(wanted, len(members)), tuple(members))

    def _one_quorum(self, words: list[str]) -> None:
        _expect(len(words) == 1, "quorum <name>")
        if words[0] != "none":
            self._expect_known(words[0])
        self._quorum.append(None if words[0] == "none" else words[0])

    def _expect_new(self, key: Key) -> None:
        known = [*self._logs, *self._witnesses.values()]
        _expect(all(key.public != other.public for other in known), "this key stands in the policy already")

    def _expect_free(self, name: str) -> None:
        _expect(name != "none" and name not in self._witnesses and name not in self._groups, f"{name} is taken")

    def _expect_known(self, name: str) -> None:
        _expect(name in self._witnesses or name in self._groups, f"{name} is not defined above")


def _threshold(wanted: str, members: int) -> int:
    if wanted in {"all", "any"}:
        return members if wanted == "all" else 1
    _expect(wanted.isascii() and wanted.isdigit() and len(wanted) <= MOST_DIGITS, "no threshold")
    _expect(1 <= int(wanted) <= members, "no threshold")
    return int(wanted)


def _expect(met: object, otherwise: str) -> None:
    if not met:
        raise ValueError(otherwise)
