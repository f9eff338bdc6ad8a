"""A device with passkeys, and the browser in front of it: real keys, real bytes, and whatever a wrong one would send."""

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from secrets import token_bytes
from typing import Any

import cbor2
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from webauthn import base64url_to_bytes
from webauthn.helpers import bytes_to_base64url

ORIGIN = "http://localhost:8000"
PRESENT, VERIFIED, MAY_BACK_UP, BACKED_UP, ATTESTED = 1, 4, 8, 16, 64
USUAL = PRESENT | VERIFIED | MAY_BACK_UP | BACKED_UP
ES256, EDDSA, RS256 = -7, -8, -257
Key = ec.EllipticCurvePrivateKey | ed25519.Ed25519PrivateKey | rsa.RSAPrivateKey


@dataclass
class Held:
    """A passkey on the device. ``count`` of None: it is carried from device to device and does not count."""

    id: bytes
    key: Key
    rp_id: str
    handle: bytes
    count: int | None


@dataclass
class Authenticator:
    """Makes and uses passkeys as it is told. A field that is set tells something else than what was asked."""

    origin: str = ORIGIN
    algorithm: int = ES256
    rsa_bits: int = 2048
    counts: bool = True
    held: list[Held] = field(default_factory=list)

    def create(self, asked: dict[str, Any], *, flags: int = USUAL, fmt: str = "none", **told: Any) -> dict[str, Any]:
        """A new passkey in answer to options, as ``PublicKeyCredential.toJSON()`` tells it."""
        options = asked["publicKey"]
        rp_id = told.pop("rp_id", options["rp"]["id"])
        made = Held(
            id=told.pop("id", None) or token_bytes(32),
            key=self._new_key(),
            rp_id=rp_id,
            handle=base64url_to_bytes(options["user"]["id"]),
            count=1 if self.counts else None,
        )
        self.held.append(made)
        key = told.pop("key", cbor2.dumps(_cose(made.key)))
        attested = bytes(16) + len(made.id).to_bytes(2, "big") + made.id + key
        data = _data(rp_id, flags | ATTESTED, made.count or 0) + attested
        client = self._client("webauthn.create", options["challenge"], told)
        statement = {"alg": self.algorithm, "sig": signed(made.key, data + sha256(client).digest())}
        attestation = cbor2.dumps({"fmt": fmt, "attStmt": statement if fmt != "none" else {}, "authData": data})
        return _credential(made.id) | {
            "response": {
                "clientDataJSON": bytes_to_base64url(client),
                "attestationObject": bytes_to_base64url(attestation),
                "authenticatorData": bytes_to_base64url(data),
                "publicKeyAlgorithm": self.algorithm,
                "transports": ["internal", "hybrid"],
            }
        }

    def get(self, asked: dict[str, Any], *, flags: int = USUAL, **told: Any) -> dict[str, Any]:
        """The answer of the passkey that was made last, or of ``held``."""
        options = asked["publicKey"]
        used = told.pop("held", None) or self.held[-1]
        if used.count is not None:
            used.count += 1
        data = _data(told.pop("rp_id", options["rpId"]), flags, told.pop("count", used.count or 0))
        handle = told.pop("handle", used.handle)
        client = self._client("webauthn.get", options["challenge"], told)
        signature = signed(used.key, data + sha256(client).digest())
        return _credential(used.id) | {
            "response": {
                "clientDataJSON": bytes_to_base64url(client),
                "authenticatorData": bytes_to_base64url(data),
                "signature": bytes_to_base64url(signature),
                "userHandle": handle and bytes_to_base64url(handle),
            }
        }

    def _client(self, kind: str, challenge: str, told: dict[str, Any]) -> bytes:
        """What the browser says it did, signed with the rest."""
        said = {"type": kind, "challenge": challenge, "origin": self.origin, "crossOrigin": False}
        return json.dumps(said | told).encode()

    def _new_key(self) -> Key:
        if self.algorithm == EDDSA:
            return ed25519.Ed25519PrivateKey.generate()
        if self.algorithm == RS256:
            return rsa.generate_private_key(65537, self.rsa_bits)
        return ec.generate_private_key(ec.SECP256R1())


def vouched(answer: dict[str, Any], made: Held) -> dict[str, Any]:
    """The same registration, vouched for by a maker of security keys as U2F has it (``fido-u2f``)."""
    maker, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Maker")])
    builder = x509.CertificateBuilder(name, name, maker.public_key(), x509.random_serial_number())
    lasting = builder.not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
    certificate = lasting.sign(maker, hashes.SHA256()).public_bytes(Encoding.DER)
    client = sha256(base64url_to_bytes(answer["response"]["clientDataJSON"])).digest()
    public = made.key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    signature = signed(maker, b"\0" + sha256(made.rp_id.encode()).digest() + client + made.id + public)
    told = cbor2.loads(base64url_to_bytes(answer["response"]["attestationObject"]))
    told |= {"fmt": "fido-u2f", "attStmt": {"sig": signature, "x5c": [certificate]}}
    return answer | {"response": answer["response"] | {"attestationObject": bytes_to_base64url(cbor2.dumps(told))}}


def signed(key: Key, data: bytes) -> bytes:
    """A signature as WebAuthn has it for each sort of key."""
    if isinstance(key, ed25519.Ed25519PrivateKey):
        return key.sign(data)
    if isinstance(key, rsa.RSAPrivateKey):
        return key.sign(data, padding.PKCS1v15(), hashes.SHA256())
    return key.sign(data, ec.ECDSA(hashes.SHA256()))


def _cose(key: Key) -> dict[int, Any]:
    """The public half as COSE."""
    if isinstance(key, ed25519.Ed25519PrivateKey):
        return {1: 1, 3: EDDSA, -1: 6, -2: key.public_key().public_bytes_raw()}
    if isinstance(key, rsa.RSAPrivateKey):
        of = key.public_key().public_numbers()
        return {1: 3, 3: RS256, -1: of.n.to_bytes(key.key_size // 8, "big"), -2: of.e.to_bytes(3, "big")}
    at = key.public_key().public_numbers()
    return {1: 2, 3: ES256, -1: 1, -2: at.x.to_bytes(32, "big"), -3: at.y.to_bytes(32, "big")}


def _data(rp_id: str, flags: int, count: int) -> bytes:
    return sha256(rp_id.encode()).digest() + bytes([flags]) + count.to_bytes(4, "big")


def _credential(name: bytes) -> dict[str, Any]:
    spelt = bytes_to_base64url(name)
    return {
        "id": spelt,
        "rawId": spelt,
        "type": "public-key",
        "authenticatorAttachment": "platform",
        "clientExtensionResults": {},
    }
