"""What the lock files pin, read without a resolver: names, versions, the markers they hang on, and their hashes."""

import re
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

HOUSE = Path(__file__).parents[2]
RUNTIME, DEVELOPMENT = LOCKS = ("requirements.lock", "requirements-dev.lock")
PIN = re.compile(
    r"(?P<name>[a-z0-9-]+)==(?P<version>[\w.]+)(?: ; (?P<marker>[\w\s.'!=<>()]+))? \\\n"
    r"(?P<hashes>    --hash=sha256:[0-9a-f]{64}(?: \\\n    --hash=sha256:[0-9a-f]{64})*)\n"
)


@dataclass(frozen=True)
class Locked:
    """One package of a lock file; ``hashes`` are the SHA-256 of its source and of its wheels for every platform."""

    name: str
    version: str
    hashes: tuple[str, ...]

    @property
    def address(self) -> str:
        """Its package URL, which names the kind of index and no index."""
        return f"pkg:{KIND}/{self.name}@{self.version}"

    @property
    def is_here(self) -> bool:
        """Whether this very version is installed; some are for other systems or other releases of Python."""
        try:
            return distribution(self.name).version == self.version
        except PackageNotFoundError:
            return False


KIND = "pypi"


def locked(lock: str) -> list[Locked]:
    """Every package of a lock file, in its order."""
    return [
        Locked(pin["name"], pin["version"], tuple(re.findall(r"[0-9a-f]{64}", pin["hashes"])))
        for pin in PIN.finditer((HOUSE / lock).read_text())
    ]
