"""The party that relies on authenticators (WebAuthn, level 3): what it asks of them, and whether an answer holds.

It asks for the person, not only the device: he unlocks it by a finger, a face or a PIN each time. No attestation is
asked for, since any make is good.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from webauthn import (
    base64url_to_bytes,
    generate_authentication_options,
    generate_registration_options,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.helpers import (
    decode_credential_public_key,
    decoded_public_key_to_cryptography,
    options_to_json_dict,
    parse_attestation_object,
)
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from application.access.challenges import GOOD_FOR

Json = dict[str, Any]
_NAME = "Lianxi 联席"
_TIMEOUT = int(GOOD_FOR.total_seconds() * 1000)
_FORMATS = frozenset({"none", "packed"})
"""What comes where no attestation was asked for: none, or the new key's own signature."""
_RSA_BITS = 2048


@dataclass(frozen=True, kw_only=True)
class Registered:
    """A new credential as an authenticator made it; ``key`` is its public key as COSE."""

    id: bytes
    key: bytes
    count: int


@dataclass(frozen=True)
class RelyingParty:
    """Who asks: the origin that people have in their browsers."""

    origin: str

    @property
    def id(self) -> str:
        """The domain that credentials are bound to."""
        return urlsplit(self.origin).hostname or ""

    def creation(self, challenge: bytes, *, handle: bytes, name: str, known: Iterable[bytes]) -> Json:
        """What a browser is told to make a new credential, on none of the authenticators that have one."""
        options = generate_registration_options(
            rp_id=self.id,
            rp_name=_NAME,
            user_id=handle,
            user_name=name,
            challenge=challenge,
            timeout=_TIMEOUT,
            authenticator_selection=AuthenticatorSelectionCriteria(
                resident_key=ResidentKeyRequirement.REQUIRED,
                user_verification=UserVerificationRequirement.REQUIRED,
            ),
            exclude_credentials=[PublicKeyCredentialDescriptor(id=each) for each in known],
        )
        return options_to_json_dict(options)

    def request(self, challenge: bytes, known: Iterable[bytes] = ()) -> Json:
        """What a browser is told to use a credential: one of these, or whichever the authenticator knows."""
        options = generate_authentication_options(
            rp_id=self.id,
            challenge=challenge,
            timeout=_TIMEOUT,
            allow_credentials=[PublicKeyCredentialDescriptor(id=each) for each in known],
            user_verification=UserVerificationRequirement.REQUIRED,
        )
        return options_to_json_dict(options)

    def registered(self, response: Json, challenge: str) -> Registered | None:
        """The credential that was made in answer to a challenge; None: the answer does not hold."""
        try:
            attested = parse_attestation_object(base64url_to_bytes(response["response"]["attestationObject"]))
            if attested.fmt not in _FORMATS:
                return None
            made = verify_registration_response(
                credential=response,
                expected_challenge=base64url_to_bytes(challenge),
                expected_rp_id=self.id,
                expected_origin=self.origin,
                require_user_verification=True,
            )
            fit = _is_sound(made.credential_public_key) and made.credential_id == base64url_to_bytes(response["id"])
        except Exception:  # noqa: BLE001 - whatever a parser stumbles over in a stranger's bytes, they do not hold
            return None
        return Registered(id=made.credential_id, key=made.credential_public_key, count=made.sign_count) if fit else None

    def count_of(self, response: Json, challenge: str, key: bytes) -> int | None:
        """How often the credential was used, as its signed answer says; None: the answer does not hold.

        Whether the count goes on from the one before is for who keeps it to see: the signature comes first.
        """
        try:
            return verify_authentication_response(
                credential=response,
                expected_challenge=base64url_to_bytes(challenge),
                expected_rp_id=self.id,
                expected_origin=self.origin,
                credential_public_key=key,
                credential_current_sign_count=0,
                require_user_verification=True,
            ).new_sign_count
        except Exception:  # noqa: BLE001 - as above
            return None


def challenge_of(response: Mapping[str, Any]) -> str | None:
    """The challenge that is answered; None: it cannot be read, or it was answered inside another site's page."""
    try:
        told = json.loads(base64url_to_bytes(response["response"]["clientDataJSON"]))
    except (ValueError, RecursionError):
        return None
    if not isinstance(told, dict) or told.get("crossOrigin") or "topOrigin" in told:
        return None
    challenge = told.get("challenge")
    return challenge if isinstance(challenge, str) and challenge.isascii() else None


def _is_sound(key: bytes) -> bool:
    """Whether signatures of this public key can be relied on; it raises where it is no key at all."""
    public = decoded_public_key_to_cryptography(decode_credential_public_key(key))
    return not isinstance(public, RSAPublicKey) or public.key_size >= _RSA_BITS
