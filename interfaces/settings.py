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
