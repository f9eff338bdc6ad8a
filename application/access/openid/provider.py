"""A provider as an installation is told of it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from urllib.parse import urlsplit

ALGORITHMS = frozenset({"RS256", "PS256", "ES256", "EdDSA"})
"""What ID tokens may be signed with: public keys alone, so that nobody but the provider can have signed."""
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


class Proof(StrEnum):
    """How we prove to a provider that it is we who bring a code."""

    BASIC = "client_secret_basic"
    POST = "client_secret_post"
    NONE = "none"
    """Not at all: the code's verifier (PKCE) is all there is."""


@dataclass(frozen=True, kw_only=True)
class Provider:
    """One provider. ``name`` stands in addresses, ``client`` is what it calls us, ``conferences`` who may use it.

    ``strong_acr`` and ``strong_amr`` are the values by which its tokens say that two factors were shown. ``trusted``
    names a file of the certificates that its TLS is checked with, where that is not what the machine trusts.
    """

    name: str
    issuer: str
    client: str
    conferences: frozenset[str]
    proof: Proof = Proof.BASIC
    secret: str = field(default="", repr=False)
    strong_acr: tuple[str, ...] = ()
    strong_amr: tuple[str, ...] = ()
    trusted: Path | None = None

    def is_strong(self, acr: str, amr: Iterable[str]) -> bool:
        """Whether what a token says of how somebody signed in is of two factors."""
        return acr in self.strong_acr or not set(self.strong_amr).isdisjoint(amr)


def is_address(url: object, *, plain: bool) -> bool:
    """Whether something is an address that may be asked: ``https``, or where ``plain`` this machine itself by ``http``."""
    if not isinstance(url, str) or not url.isascii() or not url.isprintable() or " " in url:
        return False
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return False
    if not host or "#" in url or "@" in parts.netloc or "\\" in url:
        return False
    return parts.scheme == "https" or (plain and parts.scheme == "http" and host in _LOOPBACK)
