"""``make audit-deps``: what is publicly known against the locked packages, or that nothing could be learnt.

Ends with 0: every package was looked up, and nothing is known against any. 1: something is known. 2: for some package,
or for all, no advisories could be reached; silence about it means nothing.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tests.house.locked import DEVELOPMENT, HOUSE, locked

SECONDS = 120
CLEAN, FOUND, NOT_REACHED = 0, 1, 2
_SOURCES = ("pypi", "osv")
_COMMAND = [
    *("-m", "pip_audit", "--require-hashes", "--disable-pip"),
    *("--format", "json", "--progress-spinner", "off", "--timeout", "10"),
]


@dataclass(frozen=True)
class Heard:
    """What the sources of advisories said: packages that somebody knew, and what is known against which."""

    known: frozenset[str]
    against: Mapping[str, frozenset[str]]

    @classmethod
    def of(cls, answers: Iterable[str]) -> "Heard":
        """What was heard from answers in JSON; an empty one is that of a source that was not reached."""
        told = [each for answer in answers if answer for each in json.loads(answer)["dependencies"]]
        known = [each for each in told if "skip_reason" not in each]
        against: dict[str, frozenset[str]] = {}
        for each in known:
            name = f"{each['name']} {each['version']}"
            ids = {f"{found['id']} (mended in {_or(found['fix_versions'])})" for found in each["vulns"]}
            against[name] = against.get(name, frozenset()) | ids
        return cls(
            frozenset(each["name"] for each in known), {name: ids for name, ids in sorted(against.items()) if ids}
        )


def verdict(names: Sequence[str], heard: Heard) -> tuple[int, list[str]]:
    """How it ends, and what is said about it."""
    silent = [name for name in names if name not in heard.known]
    said = [f"{name}: {each}" for name, ids in heard.against.items() for each in sorted(ids)]
    if silent:
        said.append(f"advisories could not be reached: nothing is known about {len(silent)} of {len(names)} packages")
        said += [f"  {' '.join(silent)}"] if len(silent) < len(names) else []
    else:
        said.append(f"{len(names)} packages were looked up, {len(heard.against)} of them with advisories")
    return FOUND if heard.against else NOT_REACHED if silent else CLEAN, said


def ask(source: str, seconds: float) -> str:
    """What one source of advisories answers in JSON, or nothing: it is away, fails, or is too slow."""
    own = ["--osv-url", os.environ["OSV_URL"]] if source == "osv" and "OSV_URL" in os.environ else []
    command = [sys.executable, *_COMMAND, "--vulnerability-service", source, *own, "--requirement", DEVELOPMENT]
    try:
        asked = subprocess.run(command, cwd=HOUSE, capture_output=True, text=True, timeout=seconds, check=False)
    except subprocess.TimeoutExpired:
        return ""
    return asked.stdout if asked.stdout.startswith("{") else ""


def main() -> int:
    """Ask every source, in ``SECONDS`` together at most. The lock of development holds the one of the product."""
    names = [each.name for each in locked(DEVELOPMENT) if each.is_here]
    code, said = verdict(names, Heard.of(ask(source, SECONDS / len(_SOURCES)) for source in _SOURCES))
    sys.stdout.write("\n".join(said) + "\n")
    return code


def _or(versions: Sequence[str]) -> str:
    return ", ".join(versions) or "no release yet"


if __name__ == "__main__":
    sys.exit(main())
