"""A provider of our own: honest, unless a test spoils something of it."""

import hmac
import json
import ssl
from base64 import urlsafe_b64encode
from contextlib import contextmanager, suppress
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from time import sleep
from urllib.parse import urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from application.access.openid.provider import Provider
from tests.interfaces.http.openid.browser import SECONDS, changed, told_in

KEY, OTHER_KEY = (generate_private_key(65537, 2048) for _ in range(2))
SUBJECT = "248289761001"
DISCOVERY, KEYS, TOKEN = "/.well-known/openid-configuration", "/keys", "/token"


def public(key, algorithm="RS256", kid="first", **more):
    """A public key as it stands in a key set."""
    made = jwt.get_algorithm_by_name(algorithm).to_jwk(key.public_key(), as_dict=True)
    return {name: value for name, value in made.items() if name != "key_ops"} | {"kid": kid, "use": "sig"} | more


class OwnProvider:
    """What it answers can be changed: ``document``, ``keys``, and of tokens ``claims``, ``header`` and who signs them."""

    def __init__(self, clock, served):
        self.clock = clock
        self.issuer = (
            f"{'https' if isinstance(served.socket, ssl.SSLSocket) else 'http'}://127.0.0.1:{served.server_port}"
        )
        self.asked = []
        self.signs(KEY)
        self.restore()
        served.provider = self

    def restore(self):
        """Be honest again."""
        self.document = {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorization?tenant=1",
            "token_endpoint": self.issuer + TOKEN,
            "jwks_uri": self.issuer + KEYS,
            "authorization_response_iss_parameter_supported": True,
        }
        self.keys = [public(KEY)]
        self.claims, self.header, self.answer, self.pages, self.codes = {}, {}, {}, {}, {}
        self.signs(KEY)

    def signs(self, key, algorithm="RS256"):
        """Sign what comes with another key."""
        self.sign = lambda claims, header: jwt.encode(claims, key, algorithm, headers=header)

    def known(self, **told):
        """The provider as the town is told of it."""
        return Provider(
            **{
                "name": "gov",
                "issuer": self.issuer,
                "client": "lianxi",
                "conferences": frozenset({"chengqiao"}),
                "secret": "a secret: with signs",
                "strong_amr": ("mfa",),
                **told,
            }
        )

    def authorizes(self, location, **spoiled):
        """Let somebody sign in at once; where his browser is sent back to."""
        asked = told_in(location)
        code = f"code-{len(self.codes)}"
        self.codes[code] = asked
        return changed(asked["redirect_uri"], **{"code": code, "state": asked["state"], "iss": self.issuer, **spoiled})

    def token(self, code):
        """The ID token that a code is answered with."""
        now = int(self.clock.now().timestamp())
        honest = {"iss": self.issuer, "aud": "lianxi", "sub": SUBJECT, "iat": now, "exp": now + 300, "auth_time": now}
        claims = honest | {"nonce": self.codes.get(code, {}).get("nonce", "")} | self.claims
        header = {"kid": "first"} | self.header
        return self.sign(*({k: v for k, v in each.items() if v is not None} for each in (claims, header)))

    def page(self, path, body):
        match path:
            case "/.well-known/openid-configuration":
                return self.document
            case "/keys":
                return {"keys": self.keys}
        code = told_in(f"?{body}")["code"]
        return {"access_token": "opaque", "token_type": "Bearer", "id_token": self.token(code)} | self.answer


class _Server(ThreadingHTTPServer):
    def handle_error(self, *_):
        pass


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        self._answer("")

    def do_POST(self):
        self._answer(self.rfile.read(int(self.headers["content-length"])).decode())

    def _answer(self, body):
        provider, path = self.server.provider, urlsplit(self.path).path
        provider.asked.append((path, dict(self.headers), body))
        if path in provider.pages:
            with suppress(OSError):
                provider.pages[path](self)
            return
        sent(self, json.dumps(provider.page(path, body)).encode())

    def log_message(self, *_):
        pass


def sent(handler, content, status=200, **headers):
    """Answer with these bytes."""
    handler.send_response(status)
    for name, value in {"content_length": str(len(content)), **headers}.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.end_headers()
    handler.wfile.write(content)


def drips(handler):
    """Answer a byte at a time, each of them in time."""
    handler.wfile.write(b"HTTP/1.0 200 OK\r\nX-Slow: ")
    for _ in range(40):
        handler.wfile.write(b"x")
        sleep(SECONDS / 6)


@contextmanager
def served(clock, certificate=None):
    """The provider, over TLS if there is a certificate with its key."""
    server = _Server(("127.0.0.1", 0), _Handler)
    if certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*certificate)
        server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    with server:
        Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        yield OwnProvider(clock, server)
        server.shutdown()


def unsigned(claims, header):
    """A token that says it needs no signature."""
    return f"{_part(header | {'alg': 'none'})}.{_part(claims)}."


def by_hand(claims, header):
    """A token with whatever head, well signed."""
    signed = f"{_part({'alg': 'RS256'} | header)}.{_part(claims)}"
    return f"{signed}.{_plain(KEY.sign(signed.encode(), PKCS1v15(), SHA256()))}"


def by_public_key(claims, header):
    """A token whose signature everybody can make who knows the public key, if that is taken for a shared secret."""
    signed = f"{_part(header | {'alg': 'HS256', 'typ': 'JWT'})}.{_part(claims)}"
    pem = KEY.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    return f"{signed}.{_plain(hmac.new(pem, signed.encode(), sha256).digest())}"


def _part(told):
    return _plain(json.dumps(told).encode())


def _plain(content):
    return urlsafe_b64encode(content).rstrip(b"=").decode()
