"""Registrations and confirmations that must not be: each is refused by its code, and nothing of the account has changed."""

from datetime import timedelta

import cbor2
import pyotp
import pytest
from webauthn import base64url_to_bytes
from webauthn.helpers import bytes_to_base64url

from tests.interfaces.http.authenticator import MAY_BACK_UP, PRESENT, RS256, USUAL, VERIFIED, Authenticator, vouched
from tests.interfaces.http.keyring import API, CONFIRM, OWN, Keyring, refused
from tests.interfaces.http.town import town as a_town

UNFIT, OVER, REFUSED = (422, "passkey_unfit"), (401, "challenge_over"), (401, "passkey_refused")
MALFORMED, NEEDED = (422, "malformed"), (403, "factor_needed")
ABROAD = "https://lianxi.example.com"
NO_POINT = {1: 2, 3: -7, -1: 1, -2: bytes(31) + b"\1", -3: bytes(31) + b"\1"}


@pytest.fixture(scope="module")
def shared():
    with a_town() as served:
        yield Keyring.of(served, "wei")


@pytest.fixture
def wei(shared):
    """Somebody without a passkey, who has none afterwards either."""
    shared.session = shared.by_password()
    yield shared
    assert shared.shown(OWN)["items"] == []
    assert not shared.shown("/session")["session"]["strong"]
    assert shared.changes() == []


@pytest.fixture
def own(town):
    """Somebody with a passkey, in a town of his own."""
    return Keyring.of(town, "wei").has()


def attested(answer, change):
    """An answer whose attestation was changed."""
    told = cbor2.loads(base64url_to_bytes(answer["response"]["attestationObject"]))
    change(told)
    return answer | {"response": answer["response"] | {"attestationObject": bytes_to_base64url(cbor2.dumps(told))}}


class TestRegistration:
    @pytest.mark.parametrize(
        ("told", "expected"),
        [
            ({"origin": ABROAD}, UNFIT),
            ({"rp_id": "example.com"}, UNFIT),
            ({"flags": PRESENT}, UNFIT),
            ({"flags": VERIFIED}, UNFIT),
            ({"flags": USUAL & ~MAY_BACK_UP}, UNFIT),
            ({"flags": USUAL | 128}, UNFIT),
            ({"type": "webauthn.get"}, UNFIT),
            ({"fmt": "tpm"}, UNFIT),
            ({"fmt": "fido-u2f"}, UNFIT),
            ({"fmt": "android-safetynet"}, UNFIT),
            ({"fmt": "unheard-of"}, UNFIT),
            ({"key": b""}, UNFIT),
            ({"key": b"\xff"}, UNFIT),
            ({"key": b"\x81" * 3000}, UNFIT),
            ({"key": cbor2.dumps({})}, UNFIT),
            ({"key": cbor2.dumps([1, 2])}, UNFIT),
            ({"key": cbor2.dumps({1: 2, 3: -35, -1: 2, -2: bytes(48), -3: bytes(48)})}, UNFIT),
            ({"key": cbor2.dumps({1: 2, 3: -7, -1: 1, -2: 5, -3: None})}, UNFIT),
            ({"key": cbor2.dumps(NO_POINT)}, UNFIT),
            ({"key": cbor2.dumps({1: 1, 3: -8, -1: 6, -2: bytes(5)})}, UNFIT),
            ({"crossOrigin": True}, OVER),
            ({"topOrigin": ABROAD}, OVER),
            ({"challenge": "A" * 43}, OVER),
        ],
        ids=lambda value: str(value)[:40],
    )
    def test_is_of_a_key_made_here_by_the_person(self, wei, told, expected):
        assert refused(wei.adds(**told)) == expected

    def test_is_of_a_key_that_is_strong_enough(self, wei):
        weak = Authenticator(algorithm=RS256, rsa_bits=1024)
        made = weak.create(wei.options(OWN))
        assert refused(wei.asks(OWN, {"credential": made, "label": "弱"})) == UNFIT

    @pytest.mark.parametrize(
        "change",
        [
            lambda told: told.pop("authData"),
            lambda told: told.pop("fmt"),
            lambda told: told.update(fmt=["none"]),
            lambda told: told.update(authData=told["authData"][:40]),
            lambda told: told.update(authData=told["authData"] + b"\0"),
            lambda told: told.update(authData="text"),
            lambda told: told.update(attStmt={"sig": b"x"}),
            lambda told: told.update(fmt="packed"),
            lambda told: told.update(fmt="packed", attStmt={"alg": -7, "sig": bytes(70)}),
            lambda told: told.update(fmt="packed", attStmt={"alg": -7, "sig": bytes(70), "x5c": [b"none"]}),
        ],
    )
    def test_is_of_an_attestation_that_can_be_read(self, wei, change):
        made = attested(wei.device.create(wei.options(OWN)), change)
        assert refused(wei.asks(OWN, {"credential": made, "label": "手机"})) == UNFIT

    def test_is_vouched_for_by_no_maker(self, wei):
        made = vouched(wei.device.create(wei.options(OWN)), wei.device.held[-1])
        assert refused(wei.asks(OWN, {"credential": made, "label": "手机"})) == UNFIT

    def test_is_of_the_credential_it_names(self, wei):
        made = wei.device.create(wei.options(OWN)) | {"id": "AAAA", "rawId": "AAAA"}
        assert refused(wei.asks(OWN, {"credential": made, "label": "手机"})) == UNFIT

    @pytest.mark.parametrize(
        "more", [{"label": "a" * 81}, {"credential": {}}, {"unasked": 1}, {"credential": "A" * 99}], ids=str
    )
    def test_is_malformed_where_no_browser_sends_it(self, wei, more):
        made = wei.device.create(wei.options(OWN))
        assert refused(wei.asks(OWN, {"credential": made, "label": "手机"} | more)) == MALFORMED

    def test_is_malformed_where_it_is_huge(self, wei):
        made = wei.device.create(wei.options(OWN))
        made["response"]["attestationObject"] = "A" * 40_000
        assert refused(wei.asks(OWN, {"credential": made, "label": "手机"})) == MALFORMED

    def test_is_answered_within_five_minutes(self, wei):
        made = wei.device.create(wei.options(OWN))
        wei.town.clock.at += timedelta(minutes=5)
        assert refused(wei.asks(OWN, {"credential": made, "label": "手机"})) == OVER

    def test_is_answered_in_the_session_that_asked(self, wei):
        made = wei.device.create(wei.options(OWN))
        answer = wei.asks(OWN, {"credential": made, "label": "手机"}, session=wei.by_password())
        assert refused(answer) == OVER

    def test_is_answered_once(self, own):
        made = own.device.create(own.options(OWN))
        assert own.asks(OWN, {"credential": made, "label": "钥匙"}).status_code == 201
        assert refused(own.asks(OWN, {"credential": made, "label": "钥匙"})) == OVER
        assert len(own.shown(OWN)["items"]) == 2

    def test_of_a_name_that_is_taken_changes_no_passkey(self, own):
        mine, mao = own.device.held[0], Keyring.of(own.town, "mao")
        for ring in (own, mao):
            assert refused(ring.adds(id=mine.id)) == (409, "passkey_exists")
        assert mao.shown(OWN)["items"] == []
        assert own.signs_in(held=mine).json()["person"] == own.town.people["wei"]


class TestToken:
    @pytest.mark.parametrize("path", [OWN, f"{OWN}/options", CONFIRM, f"{CONFIRM}/options", f"{OWN}/abc/removal"])
    def test_sees_to_no_passkeys(self, own, path):
        told = {
            OWN: {"credential": own.device.create(own.options(OWN)), "label": "手机"},
            CONFIRM: {"credential": own.device.get(own.options(CONFIRM), held=own.device.held[0])},
        }
        assert refused(own.asks(path, told.get(path), session="wei")) == (403, "session_needed")
        assert refused(own.town.ask(None, path, told.get(path), base=API)) == (401, "not_signed_in")
        assert len(own.shown(OWN)["items"]) == 1

    def test_does_not_see_them(self, own):
        assert refused(own.town.get(OWN, "wei", base=API)) == (403, "session_needed")
        assert refused(own.town.get(OWN, None, base=API)) == (401, "not_signed_in")


class TestPassword:
    """What a password alone, which somebody may have learnt, does to an account that has a factor."""

    def test_adds_and_removes_no_passkey(self, own):
        name = own.shown(OWN)["items"][0]["id"]
        own.session = own.by_password()
        assert refused(own.asks(f"{OWN}/options")) == NEEDED
        assert refused(own.asks(f"{OWN}/{name}/removal")) == NEEDED
        assert len(own.shown(OWN)["items"]) == 1

    def test_adds_none_that_it_began_before_there_was_one(self, town):
        ring = Keyring.of(town, "wei")
        thief = Keyring(town, "wei", session=ring.by_password())
        made = thief.device.create(thief.options(OWN))
        ring.has()
        assert refused(thief.asks(OWN, {"credential": made, "label": "他人"})) == NEEDED
        assert len(ring.shown(OWN)["items"]) == 1

    def test_adds_none_beside_a_device_of_codes(self, town):
        ring = Keyring.of(town, "wei")
        secret = ring.asks("/account/totp").json()["secret"]
        code = pyotp.TOTP(secret).at(town.clock.at)
        assert ring.asks("/account/totp/confirmation", {"code": code}).status_code == 200
        ring.session = ring.by_password()
        assert refused(ring.asks(f"{OWN}/options")) == NEEDED


class TestConfirmation:
    def test_is_by_ones_own_passkey(self, own):
        mao = Keyring.of(own.town, "mao").has()
        own.session = own.by_password()
        other = mao.device.get(own.options(CONFIRM))
        assert refused(own.asks(CONFIRM, {"credential": other})) == REFUSED
        assert not own.shown("/session")["session"]["strong"]
        assert own.town.kept_out("mao") == [("confirm_by_passkey", "passkey_refused")]

    def test_is_of_the_session_that_asked(self, own):
        answer = own.device.get(own.options(CONFIRM))
        assert refused(own.asks(CONFIRM, {"credential": answer}, session=own.by_password())) == OVER

    @pytest.mark.parametrize(
        "told", [{"origin": ABROAD}, {"rp_id": "a"}, {"flags": PRESENT}, {"handle": b"mao"}], ids=str
    )
    def test_is_as_strict_as_a_sign_in(self, own, told):
        own.session = own.by_password()
        assert refused(own.confirms(**told)) == REFUSED
        assert not own.shown("/session")["session"]["strong"]
