"""The stage of an attack: a town, its package, the policy and what the auditor kept; and the table of attacks."""

import json
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from interfaces.audit.verifier.policy import read_policy
from interfaces.audit.verifier.verify import Options, verify
from tests.interfaces.audit.verifier.packing import bagged, files, laid_out, log_folder, policy
from tests.interfaces.audit.verifier.scribe import canonical
from tests.interfaces.audit.verifier.story import Town, honest

ATTACKS: dict[str, Any] = {}


@dataclass
class Scene:
    """What an attack may change."""

    town: Town
    payload: dict[str, Any] = field(default_factory=dict)
    policy: bytes = b""
    state: dict[str, Any] = field(default_factory=dict)
    after: list[Any] = field(default_factory=list)
    options: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self):
        self.payload = self.payload or dict(files(self.town))
        self.policy = self.policy or policy(self.town)

    def change(self, name, change):
        """Change a file's bytes."""
        self.payload[name] = change(self.payload[name])

    def describe(self, **changes):
        """Change what the package says of itself."""
        said = {**json.loads(self.payload["data/package.json"]), **changes}
        self.payload["data/package.json"] = canonical(said) + b"\n"

    def records(self, change, folder="log"):
        """Change the records, and make all hashes anew; nothing can be signed anew."""
        scribe, notes = (
            (self.town.log, self.town.notes) if folder == "log" else (self.town.system, self.town.system_notes)
        )
        changed = list(scribe.records[: notes[-1][0]])
        change(changed)
        signed = {name: self.payload[f"data/{folder}/{name}"] for name in ("checkpoint", "checkpoints.jsonl")}
        self.drop(f"data/{folder}/")
        self.payload.update(log_folder(folder, changed, [(len(changed), notes[-1][1])]))
        self.payload.update({f"data/{folder}/{name}": raw for name, raw in signed.items()})

    def drop(self, begin):
        """Remove files."""
        for name in [name for name in self.payload if name.startswith(begin)]:
            del self.payload[name]

    def report(self, folder):
        """What the verifier finds."""
        package = laid_out(folder / "package", bagged(self.payload))
        for change in self.after:
            change(package)
        if self.state:
            self.options["state"] = str(laid_out(folder / "kept", self.state))
        return verify(str(package), read_policy(self.policy), Options(**self.options))


def attack(code, *, on=honest):
    """Put an attack into the table, with the finding it must bring."""

    def put(do):
        ATTACKS[do.__name__] = (code, on, do)
        return do

    return put


@cache
def played(on):
    """A history and its package, made once for all attacks that begin with it."""
    town = on()
    return town, files(town)


def scene_of(on):
    """A stage on which nothing has happened yet."""
    town, payload = played(on)
    return Scene(town, dict(payload))


def edited(raw, **changes):
    """A record with other values, spelt as it must be."""
    return canonical({**json.loads(raw), **changes})
