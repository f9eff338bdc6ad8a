"""What is refused before any route is looked for: strange hosts, other sites, what can be read in two ways, too much."""

import re
from collections.abc import Iterator
from urllib.parse import unquote_to_bytes

from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from interfaces.http.problems import Trouble, troubled
from interfaces.http.rates import SAFE, Rates, counted_from_outside

SESSION_COOKIE = "__Host-lianxi"
"""The cookie that stands for a signed-in person in a browser."""
LONGEST_ADDRESS = 8_000
"""Bytes of path and query together."""
_MOST_PARAMETERS = 100
_METHODS = SAFE | {"POST", "PUT", "PATCH", "DELETE"}
_ONCE = frozenset(
    {
        b"authorization",
        b"content-type",
        b"cookie",
        b"host",
        b"idempotency-key",
        b"if-match",
        b"origin",
        b"sec-fetch-site",
    }
)
"""Headers that must not come twice: two readers would take different ones."""
_LENGTHS = frozenset({b"content-length", b"transfer-encoding"})
"""What says how long a body is. A request with both has one end for a proxy, and may have another for us (RFC 9112, 6.3)."""
_PROBED = frozenset({"/healthz", "/readyz"})
"""What monitors ask for by whatever name they know the machine."""
_NUMERIC = re.compile(r"\d{1,3}(\.\d{1,3}){3}|\[[0-9a-f:.]+\]")
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "[::1]"})
_EVERYWHERE = frozenset({"0.0.0.0", "::"})  # noqa: S104 - compared with, not bound to


class Guard:
    """Refuses what no route should have to think of. ``hosts`` is None where every name is good, as in tests."""

    def __init__(self, app: ASGIApp, hosts: frozenset[str] | None, rates: Rates | None) -> None:
        self._app = app
        self._hosts = hosts
        self._rates = rates

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or answer why not."""
        if scope["type"] == "http":
            try:
                self._require_good(scope)
            except Trouble as trouble:
                refused = await troubled(Request(scope), trouble)
                refused.headers["Connection"] = "close"
                await refused(scope, receive, send)
                return
        await self._app(scope, receive, send)

    def _require_good(self, scope: Scope) -> None:
        if self._rates is not None:
            counted_from_outside(scope, self._rates)
        _require_short(scope)
        if scope["method"] not in _METHODS:
            raise Trouble("method_not_allowed")
        headers = _once(scope)
        if self._hosts is not None and scope["path"] not in _PROBED:
            _require_known(headers.get(b"host", b""), self._hosts)
        require_same_site(scope["method"], scope["scheme"], headers)
        _require_single(scope["query_string"])


def known_hosts(named: frozenset[str], bound: str, origin: str = "") -> frozenset[str]:
    """The names a server goes by: those it was told, that of its origin, and this machine's own.

    Told none, it goes by the address it listens on; listening everywhere, by every numeric one, which ``*`` stands for.
    """
    told = (named | {_name_of(origin.partition("://")[2])}) - _LOOPBACK - {""}
    if told:
        return told | _LOOPBACK
    own = f"[{bound}]" if ":" in bound else bound.lower()
    return _LOOPBACK | ({"*"} if bound in _EVERYWHERE else {own})


def require_same_site(method: str, scheme: str, headers: dict[bytes, bytes]) -> None:
    """``cross_site`` for a change that another site lets a browser ask for.

    A request with a bearer token is no such thing: no site can make a browser add one, as it can other schemes. With
    the session's cookie the same origin has to be shown; without it, as at sign-in, nothing may show another.
    """
    if method in SAFE or headers.get(b"authorization", b"").partition(b" ")[0].lower() == b"bearer":
        return
    same = _same_origin(scheme, headers)
    if same is False or (same is None and _has_session(headers.get(b"cookie", b""))):
        raise Trouble("cross_site")


def _same_origin(scheme: str, headers: dict[bytes, bytes]) -> bool | None:
    """Whether the request comes from a page of this very origin; None where it says nothing about that."""
    site = headers.get(b"sec-fetch-site")
    if site is not None:
        return site == b"same-origin"
    origin = headers.get(b"origin")
    if origin is None:
        return None
    return origin.lower() == scheme.encode() + b"://" + headers.get(b"host", b"").lower()


def _has_session(cookies: bytes) -> bool:
    return any(each.partition(b"=")[0].strip() == SESSION_COOKIE.encode() for each in cookies.split(b";"))


def _require_short(scope: Scope) -> None:
    length = len(scope.get("raw_path") or scope["path"].encode()) + len(scope["query_string"])
    if length > LONGEST_ADDRESS:
        raise Trouble("address_too_long", length=length, longest=LONGEST_ADDRESS)


def _once(scope: Scope) -> dict[bytes, bytes]:
    found: dict[bytes, bytes] = {}
    for name, value in scope["headers"]:
        if name in found and name in _ONCE:
            raise Trouble("header_repeated", field=name.decode())
        found[name] = value
    if found.keys() >= _LENGTHS:
        raise Trouble("header_repeated", field=b", ".join(sorted(_LENGTHS)).decode())
    return found


def _require_known(host: bytes, hosts: frozenset[str]) -> None:
    name = _name_of(host.decode("latin-1"))
    if name not in hosts and not ("*" in hosts and _NUMERIC.fullmatch(name)):
        raise Trouble("host_unknown")


def _name_of(host: str) -> str:
    """A host as it is written in requests and origins, without its port."""
    return re.sub(r":\d*$", "", host).rstrip(".").lower()


def _require_single(query: bytes) -> None:
    if b"&" not in query:
        return
    seen: set[bytes] = set()
    for name in _names(query):
        if name in seen:
            raise Trouble("parameter_repeated", field=name.decode("utf-8", "replace")[:80])
        if len(seen) == _MOST_PARAMETERS:
            raise Trouble("address_too_long", length=len(seen) + 1, longest=_MOST_PARAMETERS)
        seen.add(name)


def _names(query: bytes) -> Iterator[bytes]:
    for part in query.split(b"&"):
        if part:
            yield unquote_to_bytes(part.partition(b"=")[0].replace(b"+", b" "))
