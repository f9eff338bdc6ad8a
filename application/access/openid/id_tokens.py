"""ID tokens: whether one was signed by its provider, for us, for this flow and just now, and of whom it speaks."""

import hmac
from base64 import urlsafe_b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256, sha512
from typing import Any, TypeGuard

import jwt
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

from application.access.openid.fetching import Json
from application.access.openid.provider import Provider

LEEWAY = timedelta(seconds=30)
"""So far may a provider's clock be from ours."""
_KINDS: Mapping[str, tuple[str, str | None]] = {
    "RS256": ("RSA", None),
    "PS256": ("RSA", None),
    "ES256": ("EC", "P-256"),
    "EdDSA": ("OKP", "Ed25519"),
}
"""The kind of key, and its curve, that an algorithm goes with."""
_RSA_BITS = 2048
_LONGEST_SUBJECT = 255
_LONGEST = 32_768
_UNCHECKED = dict.fromkeys(("verify_exp", "verify_nbf", "verify_iat", "verify_aud", "verify_iss", "verify_sub"), False)
"""What is looked at here and not by the library: by our clock, and with a word for each fault."""


class Unsound(Exception):
    """A token does not hold; the one word says what is wrong with it."""


@dataclass(frozen=True, kw_only=True)
class Identity:
    """Somebody as a provider knows him, and how he signed in there."""

    issuer: str
    subject: str
    acr: str
    amr: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Expected:
    """What a token has to fit. ``fresh``: he must have signed in at the provider after the flow began."""

    provider: Provider
    algorithms: frozenset[str]
    keys: Callable[[str | None], list[Json]]
    nonce: str
    code: str
    access_token: str | None
    begun_at: datetime
    fresh: bool


def identity_of(token: str, expected: Expected, now: datetime) -> Identity:
    """Of whom a token speaks. ``Unsound``: it does not hold, and nothing in it is believed."""
    header = _header(token)
    algorithm = header["alg"]
    if algorithm not in expected.algorithms:
        raise Unsound("algorithm")
    claims = _signed(token, algorithm, _key(expected.keys(header.get("kid")), algorithm))
    _require_parties(claims, expected.provider)
    _require_time(claims, expected, now)
    _require_bound(claims, algorithm, expected)
    return _identity(claims, expected.provider.issuer)


def _header(token: str) -> Json:
    if len(token) > _LONGEST:
        raise Unsound("form")
    try:
        header = jwt.get_unverified_header(token)
    except jwt.PyJWTError:
        raise Unsound("form") from None
    kid, kind = header.get("kid"), header.get("typ", "JWT")
    known = isinstance(header.get("alg"), str) and isinstance(kid, str | None)
    if not known or "b64" in header or not isinstance(kind, str) or kind.upper() != "JWT":
        raise Unsound("form")
    return header


def _key(found: list[Json], algorithm: str) -> Any:
    """The one key that a token can be signed with, of those that its header names."""
    kind, curve = _KINDS[algorithm]
    fit = [
        each
        for each in found
        if each.get("kty") == kind
        and each.get("crv") == curve
        and each.get("use", "sig") == "sig"
        and each.get("alg", algorithm) == algorithm
    ]
    if len(fit) != 1:
        raise Unsound("key")
    try:
        key = jwt.PyJWK(fit[0], algorithm=algorithm).key
    except (jwt.PyJWTError, ValueError, TypeError, KeyError):
        raise Unsound("key") from None
    if isinstance(key, RSAPublicKey) and key.key_size < _RSA_BITS:
        raise Unsound("key")
    return key


def _signed(token: str, algorithm: str, key: Any) -> Json:
    try:
        return jwt.decode(token, key, algorithms=[algorithm], options=_UNCHECKED)  # type: ignore[arg-type]
    except jwt.PyJWTError:
        raise Unsound("signature") from None


def _require_parties(claims: Json, provider: Provider) -> None:
    if claims.get("iss") != provider.issuer:
        raise Unsound("issuer")
    audience = claims.get("aud")
    told = [audience] if isinstance(audience, str) else audience
    if not isinstance(told, list) or provider.client not in told:
        raise Unsound("audience")
    party = claims.get("azp")
    if party != provider.client and (party is not None or len(told) > 1):
        raise Unsound("party")


def _require_time(claims: Json, expected: Expected, now: datetime) -> None:
    """It is good now, and was made since the flow began."""
    until, made = _instant(claims.get("exp")), _instant(claims.get("iat"))
    if until is None or now >= until + LEEWAY:
        raise Unsound("expired")
    if made is None or not expected.begun_at - LEEWAY <= made <= now + LEEWAY:
        raise Unsound("made_at")
    if "nbf" in claims:
        since = _instant(claims["nbf"])
        if since is None or since > now + LEEWAY:
            raise Unsound("not_yet")
    if expected.fresh:
        signed_in = _instant(claims.get("auth_time"))
        if signed_in is None or not expected.begun_at - LEEWAY <= signed_in <= now + LEEWAY:
            raise Unsound("not_fresh")


def _require_bound(claims: Json, algorithm: str, expected: Expected) -> None:
    """It belongs to this flow, and to the code and the access token that came with it."""
    if not _same(claims.get("nonce"), expected.nonce):
        raise Unsound("nonce")
    for name, value in (("at_hash", expected.access_token), ("c_hash", expected.code)):
        if name in claims and (value is None or not _same(claims[name], _half(value, algorithm))):
            raise Unsound(name)


def _identity(claims: Json, issuer: str) -> Identity:
    subject, acr, amr = claims.get("sub"), claims.get("acr"), claims.get("amr")
    if not is_subject(subject):
        raise Unsound("subject")
    means = tuple(each for each in amr if isinstance(each, str)) if isinstance(amr, list) else ()
    return Identity(issuer=issuer, subject=subject, acr=acr if isinstance(acr, str) else "", amr=means)


def is_subject(told: object) -> TypeGuard[str]:
    """Whether something can be what a provider calls somebody."""
    return isinstance(told, str) and 0 < len(told) <= _LONGEST_SUBJECT and told.isascii() and told.isprintable()


def _half(value: str, algorithm: str) -> str:
    """The left half of a value's hash, as tokens hold it."""
    digest = (sha512 if algorithm == "EdDSA" else sha256)(value.encode()).digest()
    return urlsafe_b64encode(digest[: len(digest) // 2]).rstrip(b"=").decode()


def _same(told: Any, value: str) -> bool:
    return isinstance(told, str) and hmac.compare_digest(told.encode(), value.encode())


def _instant(told: Any) -> datetime | None:
    if isinstance(told, bool) or not isinstance(told, int | float):
        return None
    try:
        return datetime.fromtimestamp(told, UTC)
    except (OverflowError, ValueError, OSError):
        return None
