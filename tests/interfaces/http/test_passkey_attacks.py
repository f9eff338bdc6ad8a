"""Answers that let nobody in: whatever is wrong with them, a code says no, and the passkey goes on for its owner."""

from datetime import timedelta
from random import Random

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from webauthn import base64url_to_bytes
from webauthn.helpers import bytes_to_base64url

from domain.charter_reading import built_in
from interfaces.founding import Founding, found
from tests.interfaces.http.authenticator import MAY_BACK_UP, PRESENT, USUAL, VERIFIED, Authenticator, Held
from tests.interfaces.http.keyring import API, CONFIRM, OWN, SIGN_IN, Keyring, body, refused
from tests.interfaces.http.town import town as a_town

REFUSED, OVER, CLONED = ((401, code) for code in ("passkey_refused", "challenge_over", "passkey_cloned"))
MALFORMED = (422, "malformed")
ABROAD, BESIDE = "https://lianxi.example.com", "baozhen"


@pytest.fixture(scope="module")
def shared():
    with a_town() as served:
        yield Keyring.of(served, "wei").has()


@pytest.fixture
def wei(shared):
    """Somebody with a passkey: by what is tried nobody came in, and he does afterwards as before."""
    before = shared.signed_in()
    yield shared
    assert shared.signed_in() == before
    assert shared.signs_in().status_code == 201


@pytest.fixture
def own(town):
    """The same in a town of his own."""
    return Keyring.of(town, "wei").has()


def changed(answer, part, value):
    """An answer with another value in one place, wherever that stands."""
    if part in answer["response"]:
        return answer | {"response": answer["response"] | {part: value}}
    return answer | {part: value}


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ({"origin": ABROAD}, REFUSED),
        ({"origin": "http://localhost:8001"}, REFUSED),
        ({"origin": "https://localhost:8000"}, REFUSED),
        ({"origin": "http://localhost:8000.example.com"}, REFUSED),
        ({"origin": None}, REFUSED),
        ({"origin": ["http://localhost:8000"]}, REFUSED),
        ({"rp_id": "example.com"}, REFUSED),
        ({"rp_id": "www.localhost"}, REFUSED),
        ({"flags": PRESENT}, REFUSED),
        ({"flags": VERIFIED}, REFUSED),
        ({"flags": USUAL & ~MAY_BACK_UP}, REFUSED),
        ({"flags": USUAL | 64}, REFUSED),
        ({"flags": USUAL | 128}, REFUSED),
        ({"type": "webauthn.create"}, REFUSED),
        ({"type": "payment.get"}, REFUSED),
        ({"type": {}}, REFUSED),
        ({"handle": None}, REFUSED),
        ({"handle": bytes(32)}, REFUSED),
        ({"handle": b"wei"}, REFUSED),
        ({"crossOrigin": True}, OVER),
        ({"crossOrigin": "false"}, OVER),
        ({"topOrigin": ABROAD}, OVER),
        ({"challenge": None}, OVER),
        ({"challenge": 7}, OVER),
        ({"challenge": ""}, OVER),
        ({"challenge": "A" * 43}, OVER),
        ({"challenge": "\ud800"}, OVER),
        ({"challenge": "挑战"}, OVER),
    ],
    ids=str,
)
class TestAnswer:
    def test_says_what_was_asked_and_by_whom(self, wei, told, expected):
        assert refused(wei.signs_in(**told)) == expected


class TestChallenge:
    def test_is_answered_once(self, shared):
        answer = shared.device.get(shared.wants())
        assert shared.signs_in(answer).status_code == 201
        came = shared.signed_in()
        assert refused(shared.signs_in(answer)) == OVER
        assert shared.signed_in() == came

    def test_is_used_up_by_a_wrong_answer(self, wei):
        asked = wei.wants()
        assert refused(wei.signs_in(wei.device.get(asked, origin=ABROAD))) == REFUSED
        assert refused(wei.signs_in(wei.device.get(asked))) == OVER

    @pytest.mark.parametrize(("minutes", "expected"), [(5, OVER), (60, OVER)])
    def test_is_good_for_five_minutes(self, wei, minutes, expected):
        answer = wei.device.get(wei.wants())
        wei.town.clock.at += timedelta(minutes=minutes)
        assert refused(wei.signs_in(answer)) == expected

    def test_is_good_until_then(self, shared):
        answer = shared.device.get(shared.wants())
        shared.town.clock.at += timedelta(minutes=4, seconds=55)
        assert shared.signs_in(answer).status_code == 201

    def test_is_for_one_conference(self, wei):
        assert refused(wei.signs_in(wei.device.get(wei.wants(BESIDE)))) == OVER

    def test_is_for_one_purpose(self, own):
        for path in (OWN, CONFIRM):
            asked = own.options(path)
            asked["publicKey"].setdefault("rpId", "localhost")
            assert refused(own.signs_in(own.device.get(asked))) == OVER
        assert refused(own.asks(CONFIRM, {"credential": own.device.get(own.wants())})) == OVER
        assert own.signed_in() == ["password"]

    def test_that_nobody_answered_is_forgotten(self, own):
        for _ in range(3):
            own.wants()
        own.town.clock.at += timedelta(minutes=6)
        own.wants()
        assert own.town.services.access.store.one("SELECT count(*) FROM pending")[0] == 1


class TestBytes:
    @pytest.mark.parametrize("part", ["clientDataJSON", "authenticatorData", "signature", "userHandle"])
    def test_hold_to_the_last_bit(self, wei, part):
        chance = Random(part)
        for _ in range(12):
            answer = wei.device.get(wei.wants())
            plain = bytearray(base64url_to_bytes(answer["response"][part]))
            plain[chance.randrange(len(plain))] ^= 1 << chance.randrange(8)
            code = refused(wei.signs_in(changed(answer, part, bytes_to_base64url(bytes(plain)))))
            assert code in {REFUSED, OVER}

    @pytest.mark.parametrize(
        "client", [b"\xff", b"{", b"[]", b"null", b"{}", b'"webauthn.get"', b"[" * 6000, b'{"a":' * 1200], ids=repr
    )
    def test_that_say_nothing_are_not_asked_further(self, wei, client):
        answer = changed(wei.device.get(wei.wants()), "clientDataJSON", bytes_to_base64url(client))
        assert refused(wei.signs_in(answer)) == OVER

    @pytest.mark.parametrize("part", ["authenticatorData", "signature", "userHandle", "rawId", "id"])
    @pytest.mark.parametrize("value", ["A", "AA", "AAAAA", "_" * 80], ids=str)
    def test_of_another_length_are_refused(self, wei, part, value):
        assert refused(wei.signs_in(changed(wei.device.get(wei.wants()), part, value))) == REFUSED

    @pytest.mark.parametrize(
        ("part", "value"),
        [
            *((part, "A" * 40_000) for part in ("id", "rawId", "clientDataJSON", "signature", "userHandle")),
            *((part, 7) for part in ("id", "response", "authenticatorData", "signature")),
            *((part, "a+/=") for part in ("id", "rawId", "clientDataJSON", "authenticatorData", "signature")),
            ("id", ""),
            ("type", "password"),
            ("authenticatorAttachment", "moon"),
            ("clientExtensionResults", {f"{number}": {} for number in range(17)}),
            ("unasked", True),
        ],
        ids=lambda value: str(value)[:20],
    )
    def test_that_no_browser_sends_are_malformed(self, wei, part, value):
        assert refused(wei.signs_in(changed(wei.device.get(wei.wants()), part, value))) == MALFORMED

    @pytest.mark.parametrize("part", ["id", "rawId", "type", "response"])
    def test_that_are_missing_are_malformed(self, wei, part):
        answer = wei.device.get(wei.wants())
        answer.pop(part)
        assert refused(wei.signs_in(answer)) == MALFORMED

    @pytest.mark.parametrize("slug", ["", "a" * 81, 7, None])
    def test_of_no_conference_are_malformed(self, wei, slug):
        assert refused(wei.town.ask(None, SIGN_IN, body(wei.device.get(wei.wants()), slug), base=API)) == MALFORMED
        assert refused(wei.town.ask(None, f"{SIGN_IN}/options", {"conference": slug}, base=API)) == MALFORMED


class TestCredential:
    def test_that_is_not_known_lets_nobody_in(self, wei):
        stranger = Authenticator()
        stranger.create({"publicKey": {"rp": {"id": "localhost"}, "user": {"id": "AAAA"}, "challenge": "AAAA"}})
        assert refused(wei.signs_in(stranger.get(wei.wants()))) == REFUSED

    def test_is_known_by_its_key_and_not_its_name(self, wei):
        mine = wei.device.held[0]
        forged = Held(mine.id, ec.generate_private_key(ec.SECP256R1()), mine.rp_id, mine.handle, 1000)
        assert refused(wei.signs_in(held=forged)) == REFUSED
        assert ("sign_in_by_passkey", "passkey_refused") in wei.town.kept_out("wei")

    def test_of_another_person_is_not_his(self, own):
        mao = Keyring.of(own.town, "mao").has()
        assert refused(own.signs_in(handle=mao.device.held[0].handle)) == REFUSED
        assert own.signs_in(mao.device.get(own.wants())).json()["person"] == own.town.people["mao"]
        assert own.signed_in() == ["password"]

    def test_of_another_conference_lets_nobody_in(self, own):
        services, town = own.town.services, own.town
        founding = Founding(slug=BESIDE, charter=built_in(), person="某人", duty="union_office_staff")
        person = found(services, "lianxi.test", founding)
        beside, _ = services.log.conference(BESIDE)
        access = services.access
        access.accounts.open(beside, person, "wei", by="operator")
        begun, _ = access.sessions.begin(beside, person, means="password", strong=False, agent="")
        other = Keyring(town, "wei", session=begun).has()
        for ring, elsewhere in ((own, BESIDE), (other, "chengqiao")):
            assert refused(ring.signs_in(slug=elsewhere)) == REFUSED
        assert refused(own.asks(CONFIRM, {"credential": other.device.get(own.options(CONFIRM))})) == REFUSED
        assert other.signs_in(slug=BESIDE).json()["conference"] == BESIDE
        assert own.signs_in().json()["conference"] == "chengqiao"

    def test_of_a_closed_account_lets_nobody_in_even_when_it_is_opened_again(self, own):
        accounts, town = own.town.services.access.accounts, own.town
        answers = [own.device.get(own.wants()) for _ in range(2)]
        accounts.close(town.key, town.people["wei"], by="operator")
        assert refused(own.signs_in(answers[0])) == REFUSED
        accounts.open(town.key, town.people["wei"], "wei", by="operator")
        assert refused(own.signs_in(answers[1])) == REFUSED
        assert own.signed_in() == ["password"]


class TestCount:
    @pytest.mark.parametrize("count", [0, 1, 2])
    def test_that_does_not_go_on_is_refused_and_recorded(self, own, count):
        assert own.signs_in().status_code == 201
        copied = own.device.held[0]
        assert (copied.count, own.signs_in().status_code) == (2, 201)
        assert refused(own.signs_in(count=count)) == CLONED
        assert own.town.kept_out("wei") == [("sign_in_by_passkey", "passkey_cloned")]
        assert own.signed_in() == ["password", "passkey", "passkey"]
        assert own.signs_in().status_code == 201

    def test_is_not_believed_without_a_signature(self, own):
        answer = own.device.get(own.wants(), count=0)
        assert refused(own.signs_in(changed(answer, "signature", bytes_to_base64url(bytes(70))))) == REFUSED
        assert own.town.kept_out("wei") == [("sign_in_by_passkey", "passkey_refused")]

    def test_that_does_not_go_on_confirms_nothing(self, own):
        own.town.clock.at += timedelta(minutes=16)
        assert refused(own.confirms(count=0)) == CLONED
        assert own.town.kept_out("wei") == [("confirm_by_passkey", "passkey_cloned")]
        assert refused(own.asks(f"{OWN}/options")) == (401, "confirm_yourself")
