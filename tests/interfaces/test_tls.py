"""What goes over the wire is under TLS of today where a certificate is given, and certificates of others are checked."""

import ssl
import warnings
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler
from ipaddress import ip_address
from socket import create_connection
from threading import Thread
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from application.proof.policy import Policy
from application.proof.witness_client import Outcome, Witnesses
from tests.application.proof.growing import Growing, witness_key
from tests.application.proof.standing import Honest, Quiet
from tests.interfaces.lianxi import found
from tests.interfaces.test_cli_serving import running

HOST = "127.0.0.1"
YEAR = timedelta(days=365)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """A certificate for this machine that nobody else trusts, and its key."""
    folder, key = tmp_path_factory.mktemp("tls"), generate_private_key(SECP256R1())
    name, now = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, HOST)]), datetime.now(UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number(), now - YEAR, now + YEAR)
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address(HOST))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, SHA256())
    )
    pem, secret = folder / "certificate.pem", folder / "key.pem"
    pem.write_bytes(made.public_bytes(Encoding.PEM))
    secret.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    return pem, secret


@pytest.fixture(scope="module")
def server(tmp_path_factory, certificate):
    """Host and port of a server that has the certificate."""
    folder = tmp_path_factory.mktemp("served")
    found(folder)
    pem, secret = certificate
    with running("serve", "--data", folder, "--ssl-certfile", pem, "--ssl-keyfile", secret) as (_, address):
        assert address.startswith("https://")
        yield urlsplit(address)


def spoken(server, pem, ciphers="DEFAULT:@SECLEVEL=0", **versions):
    """The version and cipher that a server and a caller with such wishes agree on."""
    context = ssl.create_default_context(cafile=pem)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        for name, version in versions.items():
            setattr(context, f"{name}_version", version)
    context.set_ciphers(ciphers)
    with (
        create_connection((server.hostname, server.port), timeout=10) as plain,
        context.wrap_socket(plain, server_hostname=server.hostname) as secure,
    ):
        return secure.version(), (secure.cipher() or ("",))[0]


class TestServer:
    def test_prefers_the_newest_version(self, server, certificate):
        assert spoken(server, certificate[0])[0] == "TLSv1.3"

    def test_speaks_the_one_before_with_forward_secrecy_and_authenticated_encryption(self, server, certificate):
        version, cipher = spoken(server, certificate[0], maximum=ssl.TLSVersion.TLSv1_2)
        assert version == "TLSv1.2"
        assert cipher.startswith("ECDHE-ECDSA-")
        assert "GCM" in cipher or "CHACHA20" in cipher

    def test_speaks_none_that_is_older(self, server, certificate):
        with pytest.raises((ssl.SSLError, ConnectionError)):
            spoken(server, certificate[0], minimum=ssl.TLSVersion.TLSv1, maximum=ssl.TLSVersion.TLSv1_1)

    @pytest.mark.parametrize("cipher", ["ECDHE-ECDSA-AES128-SHA", "ECDHE-ECDSA-NULL-SHA", "AECDH-AES128-SHA"])
    def test_speaks_no_weak_cipher(self, server, certificate, cipher):
        with pytest.raises((ssl.SSLError, ConnectionError)):
            spoken(server, certificate[0], f"{cipher}:@SECLEVEL=0", maximum=ssl.TLSVersion.TLSv1_2)

    def test_answers_nothing_in_clear_and_leads_nobody_on(self, server):
        with create_connection((server.hostname, server.port), timeout=10) as plain:
            plain.sendall(b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
            try:
                heard = plain.recv(1024)
            except ConnectionError:
                heard = b""
        assert b"HTTP" not in heard

    def test_tells_browsers_to_stay_with_it(self, server, certificate):
        context = ssl.create_default_context(cafile=certificate[0])
        with urlopen(f"{server.geturl()}/healthz", timeout=10, context=context) as answer:
            assert answer.headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"


@contextmanager
def standing_under_tls(manner, certificate):
    """A witness under TLS, and its address."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            answer = manner(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(answer.status)
            self.send_header("Content-Type", answer.media_type)
            self.end_headers()
            self.wfile.write(answer.body.encode())

        def log_message(self, *_):
            pass

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*certificate)
    with Quiet((HOST, 0), Handler) as server:
        server.socket = context.wrap_socket(server.socket, server_side=True)
        Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        try:
            yield f"https://{HOST}:{server.server_port}"
        finally:
            server.shutdown()


def asked(certificate):
    """What comes of asking a witness that has the certificate, and how often it was heard."""
    key, growing = witness_key("union.example/w"), Growing(3)
    honest = Honest(key)
    with standing_under_tls(honest, certificate) as address:
        policy = Policy.read(f"witness union {key.public} {address}\nquorum union\n".encode())
        return Witnesses(policy).cosign(growing.note(), proof=growing.proof()).outcomes["union"], honest.asked


class TestWitness:
    def test_under_a_certificate_that_is_not_trusted_is_told_nothing(self, certificate):
        assert asked(certificate) == (Outcome.UNREACHABLE, 0)

    def test_under_one_that_is_trusted_cosigns(self, monkeypatch, certificate):
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate[0]))
        assert asked(certificate) == (Outcome.COSIGNED, 1)
