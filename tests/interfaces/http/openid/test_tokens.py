"""What an ID token must be: each fault alone is refused by its name, and nobody is signed in."""

from base64 import urlsafe_b64encode
from hashlib import sha256, sha512

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, SECP384R1
from cryptography.hazmat.primitives.asymmetric.ec import generate_private_key as curve_key
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key as rsa_key

from tests.interfaces.http.openid.browser import Browser
from tests.interfaces.http.openid.own_provider import KEY, OTHER_KEY, by_hand, by_public_key, public, unsigned

EVERY_ALGORITHM = ["RS256", "PS256", "ES256", "EdDSA", "ES384", "HS256", "none"]


def half(value, digest=sha256):
    found = digest(value.encode()).digest()
    return urlsafe_b64encode(found[: len(found) // 2]).rstrip(b"=").decode()


class TestToken:
    def test_of_an_honest_provider_lets_in(self, honest):
        assert honest.lets_in()

    @pytest.mark.parametrize(
        ("claims", "why"),
        [
            ({"iss": "https://elsewhere.example"}, "issuer"),
            ({"iss": None}, "issuer"),
            ({"aud": "another"}, "audience"),
            ({"aud": ["another", "third"]}, "audience"),
            ({"aud": {"lianxi": 1}}, "audience"),
            ({"aud": None}, "audience"),
            ({"aud": ["lianxi", "another"]}, "party"),
            ({"aud": ["lianxi", "another"], "azp": "another"}, "party"),
            ({"azp": "another"}, "party"),
            ({"nonce": "another"}, "nonce"),
            ({"nonce": None}, "nonce"),
            ({"nonce": 7}, "nonce"),
            ({"exp": None}, "expired"),
            ({"exp": "tomorrow"}, "expired"),
            ({"exp": True}, "expired"),
            ({"exp": 1e300}, "expired"),
            ({"iat": None}, "made_at"),
            ({"sub": None}, "subject"),
            ({"sub": ""}, "subject"),
            ({"sub": 248289761001}, "subject"),
            ({"sub": "王丽娟"}, "subject"),
            ({"sub": "2" * 256}, "subject"),
            ({"at_hash": half("another")}, "at_hash"),
            ({"at_hash": None, "c_hash": half("another")}, "c_hash"),
        ],
        ids=str,
    )
    def test_with_a_wrong_claim_is_refused(self, honest, claims, why):
        honest.provider.claims = claims
        assert honest.refuses() == ("openid_token_bad", why)

    @pytest.mark.parametrize(
        ("name", "seconds", "why"),
        [
            ("exp", -31, "expired"),
            ("iat", 31, "made_at"),
            ("iat", -31, "made_at"),
            ("nbf", 31, "not_yet"),
        ],
    )
    def test_of_another_time_is_refused(self, honest, name, seconds, why):
        now = honest.town.clock.now().timestamp()
        honest.provider.claims = {name: now + seconds}
        assert honest.refuses() == ("openid_token_bad", why)
        honest.provider.claims = {name: now + seconds - (1 if seconds > 0 else -2)}
        assert honest.lets_in()

    def test_is_good_with_what_more_it_may_say(self, honest):
        honest.provider.claims = {
            "aud": ["lianxi", "another"],
            "azp": "lianxi",
            "at_hash": half("opaque"),
            "name": "王",
        }
        assert honest.lets_in()

    def test_of_somebody_else_is_nobodys(self, honest):
        honest.provider.claims = {
            "sub": "another",
            "email": "wang@chengqiao.example",
            "name": "王丽娟",
            "role": "admin",
        }
        assert honest.refuses() == ("identity_unknown", None)

    def test_says_whether_two_factors_were_shown(self, honest):
        for amr, strong in (["pwd"], False), (["pwd", "mfa"], True), ("mfa", False), ([["mfa"]], False):
            honest.provider.claims = {"amr": amr}
            browser, _ = honest.tries()
            assert browser.me()["session"]["strong"] is strong


class TestSignature:
    @pytest.mark.parametrize("sign", [unsigned, by_public_key])
    def test_that_anybody_can_make_is_none(self, honest, sign):
        honest.provider.document["id_token_signing_alg_values_supported"] = EVERY_ALGORITHM
        honest.provider.sign = sign
        assert honest.refuses() == ("openid_token_bad", "algorithm")

    def test_of_another_key_is_refused(self, honest):
        honest.provider.signs(OTHER_KEY)
        assert honest.refuses() == ("openid_token_bad", "signature")

    def test_of_a_key_that_it_brings_along_is_refused(self, honest):
        honest.provider.signs(OTHER_KEY)
        honest.provider.header = {
            "jwk": public(OTHER_KEY),
            "jku": f"{honest.provider.issuer}/its-own",
            "x5u": "/its-own",
        }
        assert honest.refuses() == ("openid_token_bad", "signature")
        assert "/its-own" not in [path for path, _, _ in honest.provider.asked]

    def test_of_no_token_that_was_changed_holds(self, honest):
        def altered(claims, header):
            head, _, signature = jwt.encode(claims, KEY, "RS256", headers=header).split(".")
            body = jwt.encode(claims | {"amr": ["mfa"]}, KEY, "RS256").split(".")[1]
            return f"{head}.{body}.{signature}"

        honest.provider.sign = altered
        assert honest.refuses() == ("openid_token_bad", "signature")

    @pytest.mark.parametrize(
        ("algorithm", "key", "digest"),
        [
            ("PS256", KEY, sha256),
            ("ES256", curve_key(SECP256R1()), sha256),
            ("EdDSA", Ed25519PrivateKey.generate(), sha512),
        ],
    )
    def test_is_good_by_every_algorithm_that_is_allowed(self, honest, algorithm, key, digest):
        honest.provider.document["id_token_signing_alg_values_supported"] = EVERY_ALGORITHM
        honest.provider.keys = [public(key, algorithm)]
        honest.provider.signs(key, algorithm)
        honest.provider.claims = {"at_hash": half("opaque", digest)}
        assert honest.lets_in()

    def test_by_an_algorithm_that_the_provider_does_not_name_is_refused(self, honest):
        honest.provider.document["id_token_signing_alg_values_supported"] = ["ES256"]
        assert honest.refuses() == ("openid_token_bad", "algorithm")

    @pytest.mark.parametrize(
        ("algorithm", "key", "why"),
        [("RS256", rsa_key(65537, 1024), "key"), ("ES384", curve_key(SECP384R1()), "algorithm")],
    )
    @pytest.mark.filterwarnings("ignore:.*key.*:Warning")
    def test_by_a_key_that_is_not_fit_is_refused(self, honest, algorithm, key, why):
        honest.provider.document["id_token_signing_alg_values_supported"] = EVERY_ALGORITHM
        honest.provider.keys = [public(key, algorithm)]
        honest.provider.signs(key, algorithm)
        assert honest.refuses() == ("openid_token_bad", why)

    @pytest.mark.parametrize("more", [{"use": "enc"}, {"alg": "PS256"}, {"kty": "oct"}, {"n": "AQAB"}, {"n": 7}])
    def test_by_a_key_for_something_else_is_refused(self, honest, more):
        honest.provider.keys = [public(KEY) | more]
        assert honest.refuses() == ("openid_token_bad", "key")

    def test_by_one_of_two_keys_that_could_be_meant_is_refused(self, honest):
        honest.provider.keys = [public(KEY), public(OTHER_KEY, kid="second")]
        assert honest.lets_in()
        honest.provider.header = {"kid": None}
        assert honest.refuses() == ("openid_token_bad", "key")

    @pytest.mark.parametrize(
        "header",
        [{"typ": "at+jwt"}, {"typ": "logout+jwt"}, {"typ": 7}, {"kid": 7}, {"crit": ["exp"]}, {"b64": True}],
        ids=str,
    )
    def test_over_a_head_of_something_else_is_refused(self, honest, header):
        honest.provider.sign = by_hand
        assert honest.lets_in()
        honest.provider.header = header
        assert honest.refuses() == ("openid_token_bad", "form")

    @pytest.mark.parametrize("told", ["", "a.b", "a.b.c", "a.b.c.d.e", 7, None, "x" * 40_000])
    def test_of_what_is_no_token_is_none(self, honest, told):
        honest.provider.answer = {"id_token": told}
        assert honest.refuses() == ("openid_token_bad", "form")


class TestFreshness:
    @pytest.mark.parametrize(("seconds", "code"), [(0, None), (-40, "openid_token_bad"), (None, "openid_token_bad")])
    def test_is_asked_for_where_somebody_proves_himself_again(self, honest, seconds, code):
        browser = Browser(honest.town, "wang")
        now = honest.town.clock.now().timestamp()
        honest.provider.claims = {"auth_time": None if seconds is None else now + seconds}
        back = browser.get(honest.provider.authorizes(browser.goes("/session/confirmation/openid")))
        assert (None if back.status_code == 303 else back.json()["code"]) == code
