"""What a provider says of itself (OpenID Connect Discovery) and its public keys: fetched when needed, kept for a while."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock
from typing import Any, Generic, TypeVar

from application.access.openid.fetching import Fetcher, Json, Unreachable
from application.access.openid.provider import ALGORITHMS, Provider, is_address
from application.ports import Clock

T = TypeVar("T")
KEPT_FOR = timedelta(hours=1)
AGAIN_AFTER = timedelta(minutes=1)
"""So long is a provider not asked again for keys, whatever keys tokens name."""
_AFTER_FAILURE = timedelta(seconds=5)
_MOST_KEYS = 100


@dataclass(frozen=True, kw_only=True)
class Described:
    """A provider's addresses and habits. ``names_itself``: its answers say whose they are (RFC 9207)."""

    authorization: str
    token: str
    keys: str
    algorithms: frozenset[str]
    names_itself: bool


class Kept(Generic[T]):
    """Something fetched, good for an hour. One thread fetches it; a failure is told again for some seconds, unasked."""

    def __init__(self, fetch: Callable[[], T], clock: Clock) -> None:
        self._fetch = fetch
        self._clock = clock
        self._turn = Lock()
        self._found: tuple[datetime, T] | None = None
        self._failed: tuple[datetime, Unreachable] | None = None

    def get(self, no_older: timedelta = KEPT_FOR) -> T:
        """The thing. ``Unreachable``: it could not be fetched."""
        with self._turn:
            now = self._clock.now()
            if self._found is None or now - self._found[0] >= no_older:
                self._found = now, self._fetched(now)
            return self._found[1]

    def _fetched(self, now: datetime) -> T:
        if self._failed and now - self._failed[0] < _AFTER_FAILURE:
            told = self._failed[1]
            raise Unreachable(told.code, clause=told.clause, **told.facts)
        try:
            return self._fetch()
        except Unreachable as failure:
            self._failed = now, failure
            raise


class Directory:
    """What is known of one provider."""

    def __init__(self, provider: Provider, fetcher: Fetcher, clock: Clock) -> None:
        self._provider = provider
        self._fetcher = fetcher
        self._described = Kept(self._describe, clock)
        self._keys = Kept(self._fetch_keys, clock)

    def described(self) -> Described:
        """Its addresses and habits. ``Unreachable``: it does not say them, or not such as can be relied on."""
        return self._described.get()

    def keys(self, kid: str | None) -> list[Json]:
        """The public keys of a name, or all; one that is not known is asked for once more."""
        found = _named(self._keys.get(), kid)
        return found or _named(self._keys.get(no_older=AGAIN_AFTER), kid)

    def _describe(self) -> Described:
        issuer = self._provider.issuer
        told = self._fetcher.get(f"{issuer.rstrip('/')}/.well-known/openid-configuration")
        if told.get("issuer") != issuer:
            raise self._fetcher.unreachable("issuer")
        plain = issuer.startswith("http:")
        addresses = [told.get(each) for each in ("authorization_endpoint", "token_endpoint", "jwks_uri")]
        algorithms = ALGORITHMS & _words(told.get("id_token_signing_alg_values_supported", ["RS256"]))
        fit = (
            all(is_address(each, plain=plain) for each in addresses)
            and algorithms
            and "code" in _words(told.get("response_types_supported", ["code"]))
            and "S256" in _words(told.get("code_challenge_methods_supported", ["S256"]))
        )
        if not fit:
            raise self._fetcher.unreachable("document")
        authorization, token, keys = map(str, addresses)
        names_itself = told.get("authorization_response_iss_parameter_supported") is True
        return Described(
            authorization=authorization, token=token, keys=keys, algorithms=algorithms, names_itself=names_itself
        )

    def _fetch_keys(self) -> list[Json]:
        found = self._fetcher.get(self.described().keys).get("keys")
        if not isinstance(found, list) or len(found) > _MOST_KEYS:
            raise self._fetcher.unreachable("keys")
        return [each for each in found if isinstance(each, dict)]


def _named(keys: list[Json], kid: str | None) -> list[Json]:
    return [each for each in keys if kid is None or each.get("kid") == kid]


def _words(told: Any) -> frozenset[str]:
    return frozenset(each for each in told if isinstance(each, str)) if isinstance(told, list) else frozenset()
