"""``lianxi serve`` as the world meets it: over TLS, behind a proxy, and what it writes down."""

import json
import signal
import socket
import ssl
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from interfaces.http.access_log import files
from tests.interfaces.lianxi import TOWN, found
from tests.interfaces.test_cli_serving import running


@pytest.fixture(scope="module")
def certified(tmp_path_factory):
    """A certificate of this machine, and its key."""
    folder = tmp_path_factory.mktemp("tls")
    key = generate_private_key(SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), 1, now - timedelta(days=1), now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .sign(key, SHA256())
    )
    (folder / "cert.pem").write_bytes(made.public_bytes(Encoding.PEM))
    (folder / "key.pem").write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    return folder


def answered(address, path, headers=None, *, trusting=None):
    """Status, headers and body, whatever the status."""
    context = ssl.create_default_context(cafile=trusting) if trusting else None
    try:
        with urlopen(Request(f"{address}{path}", headers=headers or {}), timeout=20, context=context) as answer:
            return answer.status, answer.headers, answer.read()
    except HTTPError as refused:
        with refused:
            return refused.code, refused.headers, refused.read()


def stopped(server):
    server.send_signal(signal.SIGTERM)
    assert server.wait(timeout=20) == 0
    return server.stderr.read().splitlines()


def lines_of(folder):
    return [json.loads(line) for _, path in files(folder / "access") for line in path.read_text().splitlines()]


class TestOverTls:
    def test_is_answered_and_told_to_stay(self, tmp_path, certified):
        found(tmp_path)
        given = ("--ssl-certfile", certified / "cert.pem", "--ssl-keyfile", certified / "key.pem")
        with running("serve", "--data", tmp_path, *given) as (server, address):
            assert address.startswith("https://127.0.0.1:")
            status, headers, _ = answered(address, "/healthz", trusting=certified / "cert.pem")
            assert (status, headers["Strict-Transport-Security"]) == (200, "max-age=31536000; includeSubDomains")
            assert headers["Server"] is None
            stopped(server)


class TestServing:
    def test_writes_down_who_asked_and_believes_no_proxy_it_was_not_told_of(self, tmp_path):
        person, token = found(tmp_path)
        signed = {"Authorization": f"Bearer {token}", "X-Forwarded-For": "198.51.100.9", "X-Forwarded-Proto": "https"}
        with running("serve", "--data", tmp_path) as (server, address):
            status, headers, _ = answered(address, f"/api/v1/conferences/{TOWN}/topics", signed)
            assert (status, headers["Server"], headers["Strict-Transport-Security"]) == (200, None, None)
            assert headers["RateLimit"] == '"default";r=599;t=60'
            assert answered(address, f"/{token}", {"User-Agent": token})[0] == 404
            assert answered(address, "/version", {"Host": "evil.example"})[0] == 421
            with socket.create_connection(urlsplit(address).netloc.split(":"), timeout=10) as connection:
                connection.sendall(b"NONSENSE\r\n\r\n")
                assert connection.recv(100).startswith(b"HTTP/1.1 400")
            told, last = stopped(server)
        first, second, third = lines_of(tmp_path)
        assert (first["person"], first["conference"], first["operation"]) == (person, TOWN, "list_topics")
        assert (first["address"], first["status"]) == ("127.0.0.1", 200)
        assert (second["path"], second["agent"]) == ("/[hidden]", "[hidden]")
        assert third["code"] == "host_unknown"
        assert json.loads(told)["message"] == "Invalid HTTP request received."
        assert last == "Stopped."
        assert token not in "".join(path.read_text() for _, path in files(tmp_path / "access"))

    def test_ends_its_streams_when_it_is_told_to_stop_and_writes_them_down(self, tmp_path):
        person, token = found(tmp_path)
        with running("serve", "--data", tmp_path) as (server, address):
            asked = Request(f"{address}/api/v1/conferences/{TOWN}/changes/stream?after=0")
            asked.add_header("Authorization", f"Bearer {token}")
            with urlopen(asked, timeout=20) as stream:
                assert stream.readline().startswith(b"id: 1")
                assert stopped(server) == ["Stopped."]
                assert stream.read().endswith(b"\n\n")
        (line,) = lines_of(tmp_path)
        assert (line["operation"], line["status"], line["person"]) == ("stream_changes", 200, person)
        assert line["bytes"] > 100

    def test_believes_a_proxy_it_was_told_of(self, tmp_path, monkeypatch):
        found(tmp_path)
        monkeypatch.setenv("LIANXI_RATE_ADDRESS", "1")
        with running("serve", "--data", tmp_path, "--proxy", "127.0.0.1") as (server, address):
            answers = [
                answered(address, "/version", {"X-Forwarded-For": f"198.51.100.{n}", "X-Forwarded-Proto": "https"})
                for n in (1, 2, 2)
            ]
            assert [status for status, _, _ in answers] == [200, 200, 429]
            assert answers[0][1]["Strict-Transport-Security"]
            assert answers[2][1]["Retry-After"]
            stopped(server)
        assert [line["address"] for line in lines_of(tmp_path)] == ["198.51.100.1", "198.51.100.2", "198.51.100.2"]
