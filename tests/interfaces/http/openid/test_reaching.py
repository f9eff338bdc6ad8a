"""Providers that do not answer as they should: too much, too slowly, elsewhere, over bad TLS, or not themselves."""

import time
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from tests.interfaces.http.openid.attacked import Attacked, why
from tests.interfaces.http.openid.browser import API, SECONDS, Browser, sign_ins, with_providers
from tests.interfaces.http.openid.own_provider import DISCOVERY, KEYS, OTHER_KEY, TOKEN, drips, public, sent, served
from tests.interfaces.http.town import town as a_town

PLACES = [DISCOVERY, KEYS, TOKEN]
NO_ADDRESSES = [
    *(None, 7, "", "/token", "http://provider.example/", "ftp://provider.example/", "javascript:alert(1)"),
    *("https://user@provider.example/", "https://provider.example/#there", "https://", "https://[/"),
    *(
        "https://provider.example:port/",
        "https://provider.example/ there",
        "https://provider.example/\r\nX: 1",
        "https://provider.example\\there/",
    ),
]


def pages(attacked):
    return [path for path, _, _ in attacked.provider.asked]


def fails(attacked):
    """What is said when a provider is not what it should be, wherever on the way; nobody was signed in."""
    before, browser = sign_ins(attacked.town), Browser(attacked.town)
    answer = browser.get(f"{API}/sign-in/openid/gov?conference=chengqiao")
    if answer.status_code == 303:
        answer = browser.get(attacked.provider.authorizes(answer.headers["location"]))
    assert (browser.me(), sign_ins(attacked.town)) == (None, before)
    return why(answer)


def huge(handler):
    sent(handler, b'{"issuer": "' + b"x" * 1_100_000 + b'"}')


def endless(handler):
    handler.send_response(200)
    handler.end_headers()
    while True:
        handler.wfile.write(b" " * 65_536)


def short(handler):
    sent(handler, b"{}", content_length="3")


def silent(handler):
    time.sleep(SECONDS * 1.5)


@pytest.mark.parametrize("place", PLACES)
class TestAnswer:
    @pytest.mark.parametrize("page", [huge, endless])
    def test_that_is_huge_is_not_taken(self, honest, place, page):
        honest.provider.pages[place] = page
        assert fails(honest) == ("openid_unreachable", "size")

    @pytest.mark.parametrize("page", [silent, drips])
    def test_that_is_slow_is_not_waited_for(self, honest, place, page):
        honest.provider.pages[place] = page
        with_providers(honest.town, honest.provider.known(), seconds=SECONDS)
        try:
            assert fails(honest) == ("openid_unreachable", "late")
        finally:
            with_providers(honest.town, honest.provider.known())

    @pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
    def test_that_points_elsewhere_is_not_followed(self, honest, place, status):
        elsewhere = f"{honest.provider.issuer}/elsewhere"
        honest.provider.pages[place] = lambda handler: sent(handler, b"", status, location=elsewhere)
        assert fails(honest) == ("openid_unreachable", "redirect")
        assert "/elsewhere" not in pages(honest)

    @pytest.mark.parametrize("content", [b"", b"no", b"[]", b"null", b"\xff", b"[" * 100_000, b'{"a": 1'])
    def test_that_is_not_an_object_is_not_taken(self, honest, place, content):
        honest.provider.pages[place] = lambda handler: sent(handler, content)
        assert fails(honest) == ("openid_unreachable", "not_json")

    def test_that_is_cut_short_is_not_taken(self, honest, place):
        honest.provider.pages[place] = short
        assert fails(honest) == ("openid_unreachable", "connection")

    def test_of_a_provider_in_trouble_is_not_taken(self, honest, place):
        honest.provider.pages[place] = lambda handler: sent(handler, b"{}", 500)
        assert fails(honest) == ("openid_unreachable", "status")

    def test_that_never_came_is_none(self, honest, place):
        honest.provider.pages[place] = lambda _: None
        assert fails(honest) == ("openid_unreachable", "connection")


class TestDocument:
    @pytest.mark.parametrize("issuer", ["https://elsewhere.example", "", None, 7])
    def test_of_another_issuer_is_not_taken(self, honest, issuer):
        honest.provider.document["issuer"] = issuer
        assert fails(honest) == ("openid_unreachable", "issuer")

    def test_of_nearly_the_same_issuer_is_not_taken(self, honest):
        honest.provider.document["issuer"] += "/"
        assert fails(honest) == ("openid_unreachable", "issuer")

    @pytest.mark.parametrize("name", ["authorization_endpoint", "token_endpoint", "jwks_uri"])
    @pytest.mark.parametrize(
        "address",
        NO_ADDRESSES,
    )
    def test_with_an_address_that_is_none_is_not_taken(self, honest, name, address):
        honest.provider.document[name] = address
        assert fails(honest) == ("openid_unreachable", "document")

    @pytest.mark.parametrize(
        "told",
        [
            {"code_challenge_methods_supported": ["plain"]},
            {"response_types_supported": ["id_token"]},
            {"id_token_signing_alg_values_supported": ["HS256", "none"]},
            {"id_token_signing_alg_values_supported": "RS256"},
        ],
        ids=str,
    )
    def test_of_a_provider_that_cannot_what_is_needed_is_not_taken(self, honest, told):
        honest.provider.document |= told
        assert fails(honest) == ("openid_unreachable", "document")

    def test_is_asked_for_once_an_hour(self, honest):
        assert honest.lets_in()
        assert honest.lets_in()
        assert sorted(pages(honest)) == sorted([DISCOVERY, KEYS, TOKEN, TOKEN])
        honest.town.clock.at += timedelta(hours=1)
        assert honest.lets_in()
        assert pages(honest).count(DISCOVERY) == 2

    def test_that_could_not_be_had_is_not_asked_for_again_at_once(self, honest):
        honest.provider.pages[DISCOVERY] = lambda handler: sent(handler, b"", 500)
        assert fails(honest) == fails(honest) == ("openid_unreachable", "status")
        assert pages(honest) == [DISCOVERY]
        del honest.provider.pages[DISCOVERY]
        honest.town.clock.at += timedelta(seconds=5)
        assert honest.lets_in()


class TestKeys:
    @pytest.mark.parametrize("keys", [None, {}, "none", [public(OTHER_KEY)] * 101])
    def test_that_are_no_list_are_not_taken(self, honest, keys):
        honest.provider.keys = keys
        assert fails(honest) == ("openid_unreachable", "keys")

    def test_that_were_changed_are_asked_for_once_more(self, honest):
        assert honest.lets_in()
        honest.provider.keys = [public(OTHER_KEY, kid="second")]
        honest.provider.signs(OTHER_KEY)
        honest.provider.header = {"kid": "second"}
        honest.town.clock.at += timedelta(minutes=1)
        assert honest.lets_in()
        assert pages(honest).count(KEYS) == 2

    def test_are_not_asked_for_by_every_token_that_names_another(self, honest):
        honest.provider.header = {"kid": "unheard of"}
        for _ in range(5):
            assert honest.refuses() == ("openid_token_bad", "key")
        assert pages(honest).count(KEYS) == 1
        honest.town.clock.at += timedelta(minutes=1)
        for _ in range(5):
            assert honest.refuses() == ("openid_token_bad", "key")
        assert pages(honest).count(KEYS) == 2


def certificate(folder, host):
    """A certificate that only who is told of it trusts, and its key."""
    key, name, now = (
        generate_private_key(SECP256R1()),
        x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)]),
        datetime.now(UTC),
    )
    year = timedelta(days=365)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number(), now - year, now + year)
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address(host))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, SHA256())
    )
    pem, secret = folder / f"{host}.pem", folder / f"{host}.key"
    pem.write_bytes(made.public_bytes(Encoding.PEM))
    secret.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    return pem, secret


class TestTLS:
    @pytest.mark.parametrize(
        ("host", "trusted", "lets_in"),
        [("127.0.0.1", True, True), ("127.0.0.1", False, False), ("127.0.0.2", True, False)],
    )
    def test_is_checked(self, tmp_path, host, trusted, lets_in):
        made = certificate(tmp_path, host)
        with a_town() as town, served(town.clock, made) as provider:
            with_providers(town, provider.known(trusted=made[0] if trusted else None))
            attacked = Attacked(town, provider)
            attacked.link()
            assert attacked.lets_in() if lets_in else fails(attacked) == ("openid_unreachable", "tls")

    def test_is_needed_wherever_a_provider_that_has_it_sends_us(self, tmp_path):
        made = certificate(tmp_path, "127.0.0.1")
        with a_town() as town, served(town.clock, made) as provider:
            with_providers(town, provider.known(trusted=made[0]))
            provider.document["token_endpoint"] = "http://127.0.0.1/token"
            assert fails(Attacked(town, provider)) == ("openid_unreachable", "document")

    def test_is_needed_but_on_this_machine(self, honest):
        plain = honest.provider.issuer.replace("127.0.0.1", "provider.example")
        honest.provider.document |= {"issuer": honest.provider.issuer, "token_endpoint": f"{plain}/token"}
        assert fails(honest) == ("openid_unreachable", "document")
