from datetime import timedelta

import pyotp
import pytest
from webauthn import base64url_to_bytes
from webauthn.helpers import bytes_to_base64url

from application.access.passkeys import MOST
from tests.interfaces.http.authenticator import EDDSA, ES256, RS256, Authenticator
from tests.interfaces.http.keyring import API, CONFIRM, OWN, SIGN_IN, Keyring, body, refused
from tests.interfaces.http.town import NAMES


@pytest.fixture
def wei(town):
    """Somebody who has signed in with a password alone."""
    return Keyring.of(town, "wei")


class TestRegistration:
    def test_asks_for_the_person_and_for_a_key_that_is_found_without_his_name(self, wei):
        asked = wei.options(OWN)["publicKey"]
        assert asked["rp"]["id"] == "localhost"
        assert asked["authenticatorSelection"] == {
            "residentKey": "required",
            "requireResidentKey": True,
            "userVerification": "required",
        }
        assert (asked["attestation"], asked["excludeCredentials"], asked["timeout"]) == ("none", [], 300_000)
        assert len(base64url_to_bytes(asked["challenge"])) == 32

    def test_tells_the_device_nothing_of_the_person(self, town, wei):
        user = wei.options(OWN)["publicKey"]["user"]
        handle = base64url_to_bytes(user["id"])
        assert (user["name"], len(handle)) == ("wei", 32)
        assert not any(each.encode() in handle for each in ("wei", NAMES["wei"], town.people["wei"]))
        assert wei.options(OWN)["publicKey"]["user"] == user
        assert Keyring.of(town, "mao").options(OWN)["publicKey"]["user"]["id"] != user["id"]

    def test_makes_the_session_a_strong_one_and_is_recorded(self, town, wei):
        assert wei.shown("/session")["rights"] == ["own"]
        answer = wei.adds("手机")
        assert (answer.status_code, answer.json()["label"], answer.json()["last_used"]) == (201, "手机", None)
        assert wei.shown(OWN)["items"] == [answer.json()]
        assert wei.shown("/session")["session"]["strong"]
        assert "write" in wei.shown("/session")["rights"]
        assert wei.changes() == [("passkey", town.people["wei"])]

    def test_of_another_leaves_out_the_devices_that_have_one(self, wei):
        wei.has()
        asked = wei.options(OWN)["publicKey"]
        assert [each["id"] for each in asked["excludeCredentials"]] == [bytes_to_base64url(wei.device.held[0].id)]
        assert wei.adds("钥匙").status_code == 201
        assert [each["label"] for each in wei.shown(OWN)["items"]] == ["手机", "钥匙"]

    @pytest.mark.parametrize("algorithm", [ES256, EDDSA, RS256])
    @pytest.mark.parametrize("fmt", ["none", "packed"])
    def test_takes_the_usual_keys(self, wei, algorithm, fmt):
        wei.device = Authenticator(algorithm=algorithm)
        assert wei.adds(fmt=fmt).status_code == 201
        assert wei.signs_in().status_code == 201

    def test_ends_at_so_many(self, wei):
        for number in range(MOST):
            assert wei.adds(f"{number}").status_code == 201
        assert refused(wei.asks(f"{OWN}/options")) == (409, "passkeys_enough")

    def test_counts_those_that_were_begun_before(self, wei):
        begun = [wei.options(OWN) for _ in range(MOST + 1)]
        answers = [wei.asks(OWN, {"credential": wei.device.create(each), "label": "手机"}) for each in begun]
        assert [each.status_code for each in answers] == [201] * MOST + [409]
        assert len(wei.shown(OWN)["items"]) == MOST


class TestSignIn:
    def test_asks_for_no_name_and_tells_nothing_of_who_is_there(self, wei):
        with_one, empty, nowhere = wei.has().wants(), wei.wants("baozhen"), wei.wants("nowhere")
        for asked in (with_one, empty, nowhere):
            asked["publicKey"].pop("challenge")
            assert asked == {
                "publicKey": {
                    "rpId": "localhost",
                    "timeout": 300_000,
                    "allowCredentials": [],
                    "userVerification": "required",
                }
            }

    def test_gives_a_strong_session(self, town, wei):
        answer = wei.has().signs_in()
        me = answer.json()
        assert (answer.status_code, me["person"], me["session"]["means"]) == (201, town.people["wei"], "passkey")
        assert me["session"]["strong"]
        assert "write" in me["rights"]
        assert wei.shown("/session", session=me["token"])["person"] == town.people["wei"]
        assert wei.signed_in() == ["password", "passkey"]
        assert wei.shown(OWN)["items"][0]["last_used"] is not None

    def test_gives_a_cookie_to_a_browser(self, town, wei):
        used = {"conference": "chengqiao", "credential": wei.has().device.get(wei.wants())}
        answer = town.ask(None, "/sign-in/passkey", used, base=API)
        assert (answer.status_code, answer.json()["token"]) == (201, None)
        cookie = answer.headers["set-cookie"]
        assert cookie.startswith("__Host-lianxi=lxs_")
        assert all(each in cookie for each in ("HttpOnly", "Secure", "SameSite=lax", "Path=/"))

    def test_ends_the_session_that_the_browser_had(self, wei):
        used = body(wei.has().device.get(wei.wants()))
        browser = {"cookie": f"__Host-lianxi={wei.session}", "sec_fetch_site": "same-origin"}
        answer = wei.town.ask(None, SIGN_IN, used, base=API, **browser)
        assert answer.status_code == 201
        assert refused(wei.town.get("/session", wei.session, base=API)) == (401, "not_signed_in")

    def test_elsewhere_leaves_the_other_sessions(self, wei):
        first, second = (wei.has().signs_in().json()["token"] for _ in range(2))
        assert first != second
        assert [each["means"] for each in wei.shown("/sessions")["items"]] == ["password", "passkey", "passkey"]

    def test_goes_on_with_a_passkey_that_does_not_count(self, wei):
        wei.device = Authenticator(counts=False)
        wei.has()
        assert [wei.signs_in().status_code for _ in range(3)] == [201, 201, 201]


class TestConfirmation:
    def test_lets_him_do_what_needs_it(self, town, wei):
        wei.has()
        town.clock.at += timedelta(minutes=20)
        assert refused(wei.asks(f"{OWN}/options")) == (401, "confirm_yourself")
        former, answer = wei.session, wei.confirms()
        wei.session = answer.json()["token"]
        assert wei.asks(f"{OWN}/options").status_code == 200
        wei.session = former
        assert refused(wei.asks(f"{OWN}/options")) == (401, "not_signed_in")

    def test_asks_for_his_own(self, wei):
        asked = wei.has().options(CONFIRM)["publicKey"]
        assert [each["id"] for each in asked["allowCredentials"]] == [bytes_to_base64url(wei.device.held[0].id)]
        assert asked["userVerification"] == "required"

    def test_makes_a_weak_session_strong(self, wei):
        wei.has().session = wei.by_password()
        assert wei.shown("/session")["rights"] == ["own"]
        answer = wei.confirms(handle=None)
        assert (answer.status_code, answer.json()["session"]["strong"]) == (200, True)
        assert "write" in answer.json()["rights"]


class TestPasskey:
    def test_is_called_something_else(self, wei):
        name = wei.has().shown(OWN)["items"][0]["id"]
        assert wei.asks(f"{OWN}/{name}/label", {"label": " 旧手机 "}).json()["label"] == "旧手机"
        assert [each["label"] for each in wei.shown(OWN)["items"]] == ["旧手机"]

    @pytest.mark.parametrize("label", ["", "  ", "长" * 81, "a\x00b", "\u202eabc", "【机密】手机"])
    def test_is_called_nothing_unfit(self, wei, label):
        name = wei.has().shown(OWN)["items"][0]["id"]
        assert wei.asks(f"{OWN}/{name}/label", {"label": label}).status_code == 422
        assert wei.adds(label).status_code == 422
        assert [each["label"] for each in wei.shown(OWN)["items"]] == ["手机"]

    def test_is_his_alone(self, town, wei):
        name = wei.has().shown(OWN)["items"][0]["id"]
        mao = Keyring.of(town, "mao").has()
        assert refused(mao.asks(f"{OWN}/{name}/removal")) == (404, "passkey_unknown")
        assert refused(mao.asks(f"{OWN}/{name}/label", {"label": "我的"})) == (404, "passkey_unknown")
        assert [each["label"] for each in wei.shown(OWN)["items"]] == ["手机"]


class TestRemoval:
    def test_lets_it_prove_nothing_and_ends_the_other_sessions(self, town, wei):
        wei.has()
        elsewhere = wei.signs_in().json()["token"]
        lost = wei.device.held[0]
        wei.adds("钥匙")
        first = wei.shown(OWN)["items"][0]["id"]
        assert wei.asks(f"{OWN}/{first}/removal").status_code == 204
        assert refused(wei.signs_in(held=lost)) == (401, "passkey_refused")
        assert refused(town.get("/session", elsewhere, base=API)) == (401, "not_signed_in")
        assert wei.shown("/session")["session"]["present"]
        assert wei.signs_in().status_code == 201
        assert wei.changes()[-1] == ("passkey removed", town.people["wei"])

    def test_of_the_last_factor_waits_for_another(self, wei):
        name = wei.has().shown(OWN)["items"][0]["id"]
        assert refused(wei.asks(f"{OWN}/{name}/removal")) == (409, "last_factor")
        secret = wei.asks("/account/totp").json()["secret"]
        code = pyotp.TOTP(secret).at(wei.town.clock.at)
        assert wei.asks("/account/totp/confirmation", {"code": code}).status_code == 200
        assert wei.asks(f"{OWN}/{name}/removal").status_code == 204
        assert wei.shown(OWN)["items"] == []

    def test_of_the_last_factor_is_free_where_none_is_required(self, wei, monkeypatch):
        monkeypatch.setattr(wei.town.services.access.passkeys, "_required", False)
        name = wei.has().shown(OWN)["items"][0]["id"]
        assert wei.asks(f"{OWN}/{name}/removal").status_code == 204

    def test_of_all_is_for_who_has_lost_them(self, town, wei):
        wei.has().adds("钥匙")
        access, person = town.services.access, town.people["wei"]
        account = access.accounts.get(town.key, person)
        access.passkeys.remove_all(account, by=town.people["wang"])
        assert (wei.shown(OWN)["items"], wei.changes()[-1]) == ([], ("passkey removed", town.people["wang"]))
        before = wei.changes()
        access.passkeys.remove_all(account, by=town.people["wang"])
        assert wei.changes() == before
