"""What a witness remembers, as the text of its one file: its key, the logs it knows, and what it cosigned of each."""

import hmac
import json
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any, Self

from application.proof.notes import LOG, WITNESS, BadNote, Key, Note, SigningKey, plain64
from application.proof.witnessing import Watched

_FORMAT = "lianxi-witness/1"
_SEED = 32


class Unreadable(Exception):
    """The text is not what a witness wrote."""


@dataclass(frozen=True)
class State:
    """A witness's key, and the logs by their origins."""

    key: SigningKey
    logs: Mapping[str, Watched]

    @classmethod
    def new(cls, name: str, seed: bytes) -> Self:
        """The state of a witness that has seen nothing; ``BadNote`` if no key can bear the name."""
        key = SigningKey(name, WITNESS, seed)
        Key.read(str(key.public))
        return cls(key, {})

    @classmethod
    def read(cls, text: str) -> Self:
        """The state in a text; one letter changed, or one note that was not cosigned, and it is refused."""
        try:
            return cls._read(json.loads(text))
        except (BadNote, LookupError, RecursionError, TypeError, AttributeError, ValueError) as fault:
            raise Unreadable(f"{type(fault).__name__}: {fault}") from fault

    @classmethod
    def _read(cls, found: dict[str, Any]) -> Self:
        seed = plain64(found["seed"])
        if len(seed) != _SEED or not hmac.compare_digest(_seal(found, seed), str(found.get("seal")).encode()):
            raise ValueError("the seal does not fit")
        state = cls.new(found["name"], seed)
        logs = {origin: _watched(origin, log, state.key.public) for origin, log in found["logs"].items()}
        if found["format"] != _FORMAT:
            raise ValueError("another format")
        return cls(state.key, logs)

    @property
    def text(self) -> str:
        """The state as it is written."""
        logs = {
            origin: {"note": log.last and log.last.text, "vkeys": list(map(str, log.keys))}
            for origin, log in self.logs.items()
        }
        seed = b64encode(self.key.seed).decode()
        told = {"format": _FORMAT, "logs": logs, "name": self.key.name, "seed": seed}
        sealed = {**told, "seal": _seal(told, self.key.seed).decode()}
        return json.dumps(sealed, ensure_ascii=False, indent=1, sort_keys=True) + "\n"

    def knowing(self, key: Key) -> "State":
        """The state in which a key's signatures count for the log of its name, beside those that counted before."""
        before = self.logs.get(key.name, Watched(()))
        return self._with(key.name, replace(before, keys=tuple(dict.fromkeys((*before.keys, key)))))

    def having_cosigned(self, origin: str, note: Note) -> "State":
        """The state in which a note is the last that was cosigned of a log."""
        return self._with(origin, replace(self.logs[origin], last=note))

    def _with(self, origin: str, log: Watched) -> "State":
        return replace(self, logs={**self.logs, origin: log})


def _watched(origin: str, log: Mapping[str, Any], own: Key) -> Watched:
    watched = Watched(tuple(map(Key.read, log["vkeys"])), Note.read(log["note"]) if log["note"] else None)
    if any((key.name, key.type) != (origin, LOG) for key in watched.keys) or watched.seen.origin != origin:
        raise ValueError(f"{origin!r} has not its own keys and note")
    last = watched.last
    if last and (last.witnessed_at(own) is None or not watched.signed(last).signatures):
        raise ValueError(f"the note of {origin!r} is not cosigned")
    return watched


def _seal(found: Mapping[str, Any], seed: bytes) -> bytes:
    """What stands under a text that the holder of the key has written: the rest of it, sealed."""
    rest = {name: value for name, value in found.items() if name != "seal"}
    canonical = json.dumps(rest, ensure_ascii=True, separators=(",", ":"), sort_keys=True)
    return hmac.new(seed, f"lianxi/witness-state/v1\0{canonical}".encode(), sha256).hexdigest().encode()
