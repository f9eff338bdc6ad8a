"""How a server is to defend itself: the settings of hosts, rates, the access log and connections, from the environment."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field

from interfaces.http.access_log import LEAST_DAYS
from interfaces.http.rates import PER_MINUTE
from interfaces.settings import BadSetting

_RATES: Mapping[str, str] = {
    "LIANXI_RATE_READS": "default",
    "LIANXI_RATE_WRITES": "writes",
    "LIANXI_RATE_ADDRESS": "address",
    "LIANXI_RATE_PUBLIC": "public",
    "LIANXI_RATE_FEED": "feed",
    "LIANXI_RATE_CONFERENCE": "conference",
    "LIANXI_RATE_SIGN_IN": "sign-in",
}
_FIGURES = 9


@dataclass(frozen=True, kw_only=True)
class Defences:
    """The names a server goes by, requests a minute, days the access log is kept, and connections at once.

    ``LIANXI_HOSTS`` (names, by commas), ``LIANXI_RATE_…`` (0 for no limit), ``LIANXI_ACCESS_DAYS`` and
    ``LIANXI_CONNECTIONS``; beyond these connections a server answers 503.
    """

    hosts: frozenset[str] = frozenset()
    per_minute: Mapping[str, int] = field(default_factory=lambda: dict(PER_MINUTE))
    access_days: int = LEAST_DAYS
    connections: int = 1000

    @classmethod
    def from_environment(cls) -> "Defences":
        """The settings of this process; ``BadSetting``: one cannot be understood."""
        named = os.environ.get("LIANXI_HOSTS", "").lower().split(",")
        return cls(
            hosts=frozenset(filter(None, (each.strip().rstrip(".") for each in named))),
            per_minute={policy: _number(name, PER_MINUTE[policy], 0) for name, policy in _RATES.items()},
            access_days=_number("LIANXI_ACCESS_DAYS", LEAST_DAYS, LEAST_DAYS),
            connections=_number("LIANXI_CONNECTIONS", cls.connections, 1),
        )


def _number(name: str, default: int, least: int) -> int:
    given = os.environ.get(name, "").strip()
    if not given:
        return default
    if not (given.isascii() and given.isdigit() and len(given) <= _FIGURES and int(given) >= least):
        raise BadSetting(name, given, f"{least} …")
    return int(given)
