"""How often somebody may ask: by address before anything is known of him, by person and conference once he is signed in.

Windows are fixed: a minute from the first request in it. What is counted stays in this process and has a bound.
"""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address
from math import ceil
from threading import Lock
from typing import Any

from fastapi import Request
from limits import RateLimitItemPerMinute
from limits.storage import Storage
from limits.strategies import FixedWindowRateLimiter

from interfaces.http.problems import Trouble

MINUTE = 60
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
PER_MINUTE: Mapping[str, int] = {
    "default": 600,
    "writes": 120,
    "address": 1200,
    "conference": 6000,
    "sign-in": 20,
    "public": 240,
    "feed": 30,
}
"""``default`` is what a person reads, ``feed`` how often one feed is asked for; a quota of 0 is no limit."""
_SIGN_IN, _ADDRESS = "sign-in", "address"
_TRIED = ("/api/v1/sign-in", "/api/v1/activation", "/api/v1/session/confirmation")
"""Where secrets are tried: these addresses, and what lies below them."""
_LISTED = "/api/v1/sign-in/openid"
"""What is only a list: who looks at it tries nothing."""
_PUBLIC = ("/board/", "/api/v1/board/", "/api/v1/feeds/")
"""What anybody asks without an account, and what costs more than a file."""
_MOST_KEYS = 50_000
_NETWORK = 64
"""Bits of an IPv6 address that tell one customer from another."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """How a request stands towards one policy: how many more may come, and in how many seconds all may come again."""

    policy: str
    quota: int
    left: int
    reset: int
    within: bool


class Windows(Storage):
    """Counts by key, each until its window ends; beyond ``most`` keys the oldest windows are given up."""

    STORAGE_SCHEME = None

    def __init__(self, most: int = _MOST_KEYS, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._most = most
        self._clock = clock
        self._counts: dict[str, tuple[int, float]] = {}
        self._lock = Lock()

    @property
    def base_exceptions(self) -> type[Exception]:
        return ValueError

    def __len__(self) -> int:
        return len(self._counts)

    def incr(self, key: str, expiry: float, amount: int = 1) -> int:
        """Count, and say how many there are in the window."""
        now = self._clock()
        with self._lock:
            count, ends = self._counts.get(key, (0, 0.0))
            if ends <= now:
                self._counts.pop(key, None)
                self._make_room(now)
                count, ends = 0, now + expiry
            self._counts[key] = (count + amount, ends)
            return count + amount

    def get(self, key: str) -> int:
        """How many there are in the window."""
        count, ends = self._counts.get(key, (0, 0.0))
        return count if ends > self._clock() else 0

    def get_expiry(self, key: str) -> float:
        """When the window ends, on the clock."""
        return self._counts.get(key, (0, self._clock()))[1]

    def check(self) -> bool:
        return True

    def reset(self) -> int:
        with self._lock:
            gone = len(self._counts)
            self._counts.clear()
            return gone

    def clear(self, key: str) -> None:
        with self._lock:
            self._counts.pop(key, None)

    def _make_room(self, now: float) -> None:
        """A window is entered when it begins and all are of one length, so the first entered is the first to end."""
        while self._counts:
            oldest = next(iter(self._counts))
            if self._counts[oldest][1] > now and len(self._counts) < self._most:
                return
            del self._counts[oldest]


class Rates:
    """The policies of a server, each with its quota a minute and windows of its own."""

    def __init__(self, per_minute: Mapping[str, int] = PER_MINUTE, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._limits = {
            name: (RateLimitItemPerMinute(quota), FixedWindowRateLimiter(Windows(clock=clock)))
            for name, quota in per_minute.items()
            if quota
        }

    def count(self, policy: str, key: str) -> Verdict | None:
        """Count one request of this key; None where the policy sets no limit."""
        if policy not in self._limits:
            return None
        item, limiter = self._limits[policy]
        within = limiter.hit(item, key)
        stats = limiter.get_window_stats(item, key)
        reset = max(1, ceil(stats.reset_time - self._clock()))
        return Verdict(policy, item.amount, stats.remaining, reset, within)


def counted_for(state: dict[str, Any], rates: Rates, policy: str, key: str) -> None:
    """Count one request and keep the verdict for its headers; ``too_many_requests`` when it is one too many."""
    verdict = rates.count(policy, key)
    if verdict is None:
        return
    state.setdefault("rates", []).append(verdict)
    if not verdict.within:
        raise Trouble("too_many_requests", quota=verdict.quota, seconds=verdict.reset)


def counted_from_outside(scope: Any, rates: Rates) -> None:
    """Count a request by its address, and once more where secrets are tried, or what needs no signing in is asked for."""
    counted_for(scope.setdefault("state", {}), rates, _ADDRESS, _origin(scope))
    if scope["path"].startswith(_PUBLIC):
        counted_for(scope["state"], rates, "public", _origin(scope))
    _counted_try(scope, rates)


async def tried(request: Request) -> None:
    """Count a secret that a page tries in the API's stead: what came from outside was counted before its route was found."""
    rates: Rates | None = request.app.state.rates
    if rates is not None and all(each.policy != _SIGN_IN for each in request.scope["state"].get("rates", ())):
        _counted_try(request.scope, rates)


async def counted(request: Request) -> None:
    """Count a request by who is signed in; it is asked for after the caller. Without a caller nothing is counted."""
    rates: Rates | None = request.app.state.rates
    who = getattr(request.state, "caller", None)
    if rates is None or who is None:
        return
    policy = "default" if request.method in SAFE else "writes"
    counted_for(request.scope["state"], rates, policy, f"{who.conference}/{who.person}")
    counted_for(request.scope["state"], rates, "conference", who.conference)


def _counted_try(scope: Any, rates: Rates) -> None:
    path = scope["path"]
    if path != _LISTED and any(path == each or path.startswith(each + "/") for each in _TRIED):
        counted_for(scope["state"], rates, _SIGN_IN, _origin(scope))


def _origin(scope: Any) -> str:
    client = scope.get("client")
    return origin_of(client[0] if client else "")


def origin_of(address: str) -> str:
    """Whom an address counts for: itself, or the network of an IPv6 address, of which anybody has as many as he likes."""
    if ":" not in address:
        return address[:64]
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return address[:64]
    if isinstance(found, IPv6Address) and found.ipv4_mapped is None:
        return f"{int(found) >> (128 - _NETWORK):x}"
    return str(found.ipv4_mapped) if isinstance(found, IPv6Address) else str(found)


def rate_headers(verdicts: list[Verdict]) -> list[tuple[bytes, bytes]]:
    """The policies a request was counted under, and how many more may come under the one that is nearest its end."""
    if not verdicts:
        return []
    policies = ", ".join(f'"{each.policy}";q={each.quota};w={MINUTE}' for each in verdicts)
    nearest = min(verdicts, key=lambda each: (each.within, each.left))
    left = f'"{nearest.policy}";r={nearest.left};t={nearest.reset}'
    return [(b"ratelimit-policy", policies.encode()), (b"ratelimit", left.encode())]
