"""What an installation can be told from outside: the environment, with every name in one place."""

import os
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, kw_only=True)
class Settings:
    """``LIANXI_DATA`` is the folder of the data, ``LIANXI_INSTALLATION`` the name that stands in every record's ``log``."""

    data: Path
    installation: str = "lianxi.local"

    @classmethod
    def from_environment(cls, data: Path | None = None) -> "Settings":
        """The settings of this process; ``data`` given on the command line wins."""
        folder = data or Path(os.environ.get("LIANXI_DATA", ".lianxi"))
        return cls(data=folder, installation=os.environ.get("LIANXI_INSTALLATION", cls.installation))


class BadSetting(Exception):
    """A variable of the environment says what it cannot mean: its ``name``, and what it may be."""

    def __init__(self, name: str, given: str, allowed: str) -> None:
        super().__init__(f"{name}={given}: {allowed}")
        self.name = name


@dataclass(frozen=True, kw_only=True)
class Entry:
    """How people come in.

    ``LIANXI_SECOND_FACTOR`` is ``required`` (as it is when it is not set) or ``optional``: whether a password alone lets
    somebody do more than set up his second factor. ``LIANXI_BREACHED`` names a file of the SHA-1 digests of passwords
    known from leaks, in order; such are refused.
    """

    second_factor: bool = True
    breached: Path | None = None

    @classmethod
    def from_environment(cls) -> "Entry":
        """The settings of this process. ``BadSetting``: one cannot be understood."""
        asked = os.environ.get("LIANXI_SECOND_FACTOR", "required")
        if asked not in {"required", "optional"}:
            raise BadSetting("LIANXI_SECOND_FACTOR", asked, "required, optional")
        named = os.environ.get("LIANXI_BREACHED")
        if named and not Path(named).is_file():
            raise BadSetting("LIANXI_BREACHED", named, "a file")
        return cls(second_factor=asked == "required", breached=Path(named) if named else None)
