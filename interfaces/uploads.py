"""What an installation can be told about files: how large they may be, how long they are kept, and who scans them."""

import os
from dataclasses import dataclass, field
from datetime import timedelta

from application.files.limits import MIB, Limits
from interfaces.settings import BadSetting

_MOST_MIB = 4_096
_MOST_DAYS = 365


@dataclass(frozen=True, kw_only=True)
class Uploads:
    """How files are taken.

    ``LIANXI_FILE_MIB`` is the largest file in MiB (50), ``LIANXI_FILE_DAYS`` how many days one is kept that no record
    names (7). ``LIANXI_SCANNER`` is a command that is given the path of a file, or ``unix:`` and the socket of clamd.
    """

    limits: Limits = field(default_factory=Limits)
    scanner: str = ""

    @classmethod
    def from_environment(cls) -> "Uploads":
        """The settings of this process. ``BadSetting``: one cannot be understood."""
        usual = Limits()
        largest = _number("LIANXI_FILE_MIB", usual.largest // MIB, _MOST_MIB) * MIB
        shown = timedelta(days=_number("LIANXI_FILE_DAYS", usual.shown.days, _MOST_DAYS))
        return cls(limits=Limits(largest=largest, shown=shown), scanner=os.environ.get("LIANXI_SCANNER", ""))


def _number(name: str, default: int, most: int) -> int:
    given = os.environ.get(name, "").strip()
    if not given:
        return default
    if not (given.isascii() and given.isdigit() and 1 <= int(given[:6]) <= most):
        raise BadSetting(name, given, f"1 … {most}")
    return int(given)
