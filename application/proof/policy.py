"""Whose word an auditor takes: the C2SP tlog-policy file, which names logs, witnesses and the quorum of them.

A file is octets: names are compared octet by octet, and only space and tab divide what stands on a line.
"""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Self

from application.proof.notes import LOG, WITNESS, BadNote, Key, Note

NOBODY = "none"
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_BLANK = re.compile(r"[ \t]+")
_DECIMAL = re.compile(r"[1-9][0-9]{0,8}")


class BadPolicy(Exception):
    """A policy file does not say what it should; the message begins with the line."""


@dataclass(frozen=True)
class Party:
    """A log or a witness: its key, and where it can be reached, if the file says so."""

    key: Key
    url: str | None


@dataclass(frozen=True)
class Group:
    """So many of these members stand for the whole."""

    threshold: int
    members: tuple[str, ...]


@dataclass(frozen=True)
class Policy:
    """Which logs are believed, and which witnesses must have seen what they say."""

    logs: tuple[Party, ...]
    witnesses: Mapping[str, Party]
    groups: Mapping[str, Group]
    quorum: str

    @classmethod
    def read(cls, data: bytes) -> Self:
        """The policy in a file, or ``BadPolicy``."""
        found = _Reading()
        lines = data.decode(errors="surrogateescape").split("\n")
        for number, line in enumerate(lines[:-1], start=1):
            found.take(number, line)
        if lines[-1]:
            raise _fault(len(lines), "the file ends before this line does")
        if found.quorum is None:
            raise _fault(len(lines), "the file ends without a quorum line")
        return cls(tuple(found.logs), found.witnesses, found.groups, found.quorum)

    def is_met(self, names: Collection[str]) -> bool:
        """Whether the quorum is complete when these witnesses have cosigned."""
        return self.quorum == NOBODY or self._has(self.quorum, names)

    def witnessed(self, note: Note) -> dict[str, int]:
        """Which witnesses cosigned a note, and when, in seconds since 1970."""
        times = {name: note.witnessed_at(each.key) for name, each in self.witnesses.items()}
        return {name: at for name, at in times.items() if at is not None}

    def quorum_time(self, note: Note) -> int | None:
        """When the last cosignature came that the quorum needed; nothing if it is not complete or asks for nobody."""
        times = self.witnessed(note)
        moments = sorted(set(times.values())) if self.quorum != NOBODY else []
        complete = (at for at in moments if self.is_met({name for name, seen in times.items() if seen <= at}))
        return next(complete, None)

    def _has(self, name: str, names: Collection[str]) -> bool:
        group = self.groups.get(name)
        if group is None:
            return name in names
        return sum(self._has(member, names) for member in group.members) >= group.threshold


class _Reading:
    """What the lines read so far have said."""

    def __init__(self) -> None:
        self.logs: list[Party] = []
        self.witnesses: dict[str, Party] = {}
        self.groups: dict[str, Group] = {}
        self.quorum: str | None = None

    def take(self, number: int, line: str) -> None:
        """Take in one line."""
        if _FORBIDDEN.search(line):
            raise _fault(number, "it holds a control character (a carriage return is one)")
        words = [word for word in _BLANK.split(line) if word]
        if not words or words[0].startswith("#"):
            return
        means: dict[str, Callable[[list[str]], None]] = {
            "log": self._log,
            "witness": self._witness,
            "group": self._group,
            "quorum": self._quorum,
        }
        try:
            means.get(words[0], self._unknown)(words)
        except (BadNote, ValueError) as fault:
            raise _fault(number, str(fault)) from fault

    def _unknown(self, words: list[str]) -> None:
        raise ValueError(f"it begins with {words[0]!r}, not with log, witness, group, quorum or #")

    def _log(self, words: list[str]) -> None:
        _require_length(words, 2, 3, "log VKEY [URL]")
        self.logs.append(self._party(words[1:], LOG, "of a log"))

    def _witness(self, words: list[str]) -> None:
        _require_length(words, 3, 4, "witness NAME VKEY [URL]")
        self._require_new(words[1])
        self.witnesses[words[1]] = self._party(words[2:], WITNESS, "of a witness")

    def _group(self, words: list[str]) -> None:
        _require_length(words, 4, None, "group NAME all|any|NUMBER MEMBER…")
        _, name, spelt, *members = words
        self._require_new(name)
        taken = set(chain.from_iterable(group.members for group in self.groups.values()))
        for member in members:
            self._require_defined(member)
            if member in taken:
                raise ValueError(f"{member!r} is a member already")
            taken.add(member)
        self.groups[name] = Group(_threshold(spelt, len(members)), tuple(members))

    def _quorum(self, words: list[str]) -> None:
        _require_length(words, 2, 2, "quorum NAME")
        if self.quorum is not None:
            raise ValueError("the quorum is said already")
        if words[1] != NOBODY:
            self._require_defined(words[1])
        self.quorum = words[1]

    def _party(self, words: list[str], kind: int, whose: str) -> Party:
        key = Key.read(words[0])
        if key.type != kind:
            raise ValueError(f"the key is not {whose}")
        # A witness that signs with a log's own key would see nothing that the log does not, so both kinds are looked at.
        if any(key.public == each.key.public for each in (*self.logs, *self.witnesses.values())):
            raise ValueError("the public key stands here already")
        return Party(key, words[1] if words[1:] else None)

    def _require_new(self, name: str) -> None:
        if name == NOBODY or name in self.witnesses or name in self.groups:
            raise ValueError(f"the name {name!r} is taken")

    def _require_defined(self, name: str) -> None:
        if name not in self.witnesses and name not in self.groups:
            raise ValueError(f"no line before it defines {name!r}")


def _require_length(words: list[str], least: int, most: int | None, form: str) -> None:
    if len(words) < least or (most is not None and len(words) > most):
        raise ValueError(f"it should be: {form}")


def _threshold(spelt: str, members: int) -> int:
    if spelt in {"all", "any"}:
        return members if spelt == "all" else 1
    if not _DECIMAL.fullmatch(spelt) or int(spelt) > members:
        raise ValueError(f"{spelt!r} is not all, any or a number from 1 to {members}")
    return int(spelt)


def _fault(number: int, reason: str) -> BadPolicy:
    return BadPolicy(f"line {number}: {reason}")
