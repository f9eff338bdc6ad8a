import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from hypothesis import given, settings
from hypothesis import strategies as st

from interfaces.audit.verifier.ed25519 import L, P, is_key, is_signed

# RFC 8032, 7.1: public key, message, signature
VECTORS = [
    (
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
    ),
    (
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    ),
    (
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
    ),
    (
        "ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf",
        "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f",
        "dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b58909351fc9ac90b3ecfdfbc7c66431e0303dca179c138ac17ad9bef1177331a704",
    ),
]
SMALL_ORDER = [
    (1).to_bytes(32, "little"),
    (P - 1).to_bytes(32, "little"),
    bytes(32),
    bytes.fromhex("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05"),
]


def agreed(public, message, signature):
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def signed(seed, message):
    key = Ed25519PrivateKey.from_private_bytes(seed)
    return key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw), key.sign(message)


class TestSignature:
    @pytest.mark.parametrize(("public", "message", "signature"), VECTORS)
    def test_of_the_rfc_is_valid(self, public, message, signature):
        assert is_signed(bytes.fromhex(public), bytes.fromhex(message), bytes.fromhex(signature))

    @given(st.binary(min_size=32, max_size=32), st.binary(max_size=200))
    @settings(max_examples=30, deadline=None)
    def test_of_any_key_is_valid(self, seed, message):
        assert is_signed(*_in_order(seed, message))

    @given(st.integers(0, 2), st.integers(0, 511), st.binary(min_size=1, max_size=64))
    @settings(max_examples=120, deadline=None)
    def test_with_a_bit_changed_is_judged_as_the_other_library_does(self, part, bit, message):
        public, signature = signed(b"\5" * 32, message)
        parts = [bytearray(public), bytearray(message), bytearray(signature)]
        at = bit % (8 * len(parts[part]))
        parts[part][at // 8] ^= 1 << at % 8
        changed = [bytes(each) for each in parts]
        assert is_signed(*changed) == agreed(*changed) is False

    def test_has_one_scalar_only(self):
        public, signature = signed(b"\6" * 32, b"once")
        scalar = int.from_bytes(signature[32:], "little") + L
        assert not is_signed(public, b"once", signature[:32] + scalar.to_bytes(32, "little"))

    @pytest.mark.parametrize("length", [0, 63, 65])
    def test_of_another_length_is_none(self, length):
        assert not is_signed(signed(b"\7" * 32, b"")[0], b"", bytes(length))


class TestKey:
    @pytest.mark.parametrize("public", SMALL_ORDER)
    def test_of_small_order_is_none(self, public):
        assert not is_key(public)
        assert not is_signed(public, b"", bytes(64))

    @pytest.mark.parametrize("number", [P, P + 1, 2**255 - 1, 2, 7])
    def test_badly_encoded_or_off_the_curve_is_none(self, number):
        assert is_key(number.to_bytes(32, "little")) is (number in {3, 4, 5, 6, 9})

    def test_of_another_length_is_none(self):
        assert not is_key(b"\1" * 31)


def _in_order(seed, message):
    public, signature = signed(seed, message)
    return public, message, signature
