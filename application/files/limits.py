"""How much may be uploaded, and how long what no record names is kept."""

from dataclasses import dataclass
from datetime import timedelta

MIB = 1_048_576


@dataclass(frozen=True, kw_only=True)
class Limits:
    """Sizes are in bytes. What counts against the quotas are files that no record names yet.

    A file that no record names is shown to who brought it for ``shown``; what is left is deleted ``grace`` later.
    """

    largest: int = 50 * MIB
    files_of_person: int = 100
    bytes_of_person: int = 1_000 * MIB
    files_of_conference: int = 5_000
    bytes_of_conference: int = 20_000 * MIB
    shown: timedelta = timedelta(days=7)
    grace: timedelta = timedelta(days=1)
    unpacked: int = 400 * MIB
    entries: int = 5_000
    pixels: int = 250_000_000
