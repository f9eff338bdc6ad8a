"""What an installation can be told from outside: the environment, with every name in one place."""

import os
import re
from dataclasses import dataclass
from pathlib import Path

_ORIGIN = re.compile(
    r"(?:https://[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|http://(?:localhost|127\.0\.0\.1))(?::(?!(?:80|443)$)[1-9][0-9]{0,4})?"
)
"""An origin as browsers write it: in small letters, and without a slash behind."""


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
    known from leaks, in order; such are refused. ``LIANXI_ORIGIN`` is the address people have in their browsers, scheme
    and host (and a port that is not the usual one) with nothing behind: ``https``, or ``http`` on the machine itself.
    Passkeys and providers are bound to it.
    """

    second_factor: bool = True
    breached: Path | None = None
    origin: str = "http://localhost:8000"

    @classmethod
    def from_environment(cls, origin: str | None = None) -> "Entry":
        """The settings of this process, with ``origin`` where none is told. ``BadSetting``: one cannot be understood."""
        asked = os.environ.get("LIANXI_SECOND_FACTOR", "required")
        if asked not in {"required", "optional"}:
            raise BadSetting("LIANXI_SECOND_FACTOR", asked, "required, optional")
        named = os.environ.get("LIANXI_BREACHED")
        if named and not Path(named).is_file():
            raise BadSetting("LIANXI_BREACHED", named, "a file")
        origin = os.environ.get("LIANXI_ORIGIN", origin or cls.origin)
        if not _ORIGIN.fullmatch(origin):
            raise BadSetting("LIANXI_ORIGIN", origin, "https://host, http://localhost:port")
        return cls(
            second_factor=asked == "required",
            breached=Path(named) if named else None,
            origin=origin,
        )
