"""``lianxi witness serve``: over the loopback, at the same time, and killed at any moment."""

import signal
import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from hashlib import sha256
from http.client import HTTPConnection
from random import Random
from threading import Timer
from urllib.parse import urlsplit

import pytest

from application.ports import SystemClock
from application.proof.notes import Checkpoint, Key, Note
from application.proof.policy import Policy
from application.proof.witness_client import Witnesses
from application.proof.witnessing import MOST_BYTES, SIZE_TYPE
from interfaces.witness import keeping
from interfaces.witness.state import State
from tests.application.proof.growing import ORIGIN, Growing
from tests.interfaces.lianxi import lianxi, refused

KILLS, FEWEST, SECONDS = 10, 3, 6


@contextmanager
def serving(state):
    """The program, and its address."""
    program = [sys.executable, "-c", "from interfaces.cli import main; main()", "--lang", "en", "witness", "serve"]
    words = ["--state", state, "--port", "0"]
    with subprocess.Popen([*program, *words], stderr=subprocess.PIPE, text=True, encoding="utf-8") as server:
        assert server.stderr
        try:
            yield server, server.stderr.readline().split()[-1]
        finally:
            server.kill()


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    """A witness of logs that each test names by itself."""
    state = begun(tmp_path_factory.mktemp("witness"), *(f"{ORIGIN}/{number}" for number in range(9)))
    with serving(state) as (server, address):
        yield state, server, address


def begun(folder, *origins):
    state = folder / "witness.json"
    keeping.begin(state, "union.example/witness", bytes(32))
    with keeping.opened(state, SystemClock()) as witness:
        for origin in origins or (ORIGIN,):
            witness.add(Growing(origin=origin).key.public)
    return state


def said(address: str, method: str, path: str, body: bytes | None = None, **headers: str):
    """Status, type and text of an answer."""
    connection = HTTPConnection(urlsplit(address).netloc, timeout=10)
    try:
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        return answer.status, answer.headers["Content-Type"], answer.read().decode()
    finally:
        connection.close()


def posted(address: str, text: str):
    return said(address, "POST", "/add-checkpoint", text.encode())


def raw(address: str, data: bytes) -> bytes:
    """What comes back of bytes as they are."""
    host, _, port = urlsplit(address).netloc.rpartition(":")
    with socket.create_connection((host, int(port)), timeout=15) as connection:
        connection.sendall(data)
        return connection.makefile("rb").read()


def last(state, origin=ORIGIN) -> Checkpoint:
    return State.read(state.read_text()).logs[origin].seen


class TestServing:
    def test_cosigns_a_growing_log(self, served):
        state, _, address = served
        key = State.read(state.read_text()).key.public
        witnesses = Witnesses(Policy.read(f"witness w {key} {address}\nquorum w\n".encode()))
        log = Growing(origin=f"{ORIGIN}/0")
        for more in (1, 2, 300, 7):
            log.grow(more)
            found = witnesses.cosign(log.note(), proof=log.proof())
            assert found.outcomes == {"w": "cosigned"}
            at = log.note().with_lines(found.lines).witnessed_at(key)
            assert at
            assert abs(at - time.time()) < 60
            assert last(state, log.key.name).body == log.note().body

    def test_answers_as_the_protocol_says(self, served):
        _, server, address = served
        log, fork = Growing(11, origin=f"{ORIGIN}/1"), Growing(11, origin=f"{ORIGIN}/1", story=1)
        assert posted(address, log.request(0).text)[:2] == (200, "text/plain; charset=utf-8")
        assert posted(address, log.request(0).text) == (409, SIZE_TYPE, "11\n")
        assert posted(address, fork.request(11).text)[:2] == (409, "text/plain; charset=utf-8")
        assert "two roots of one size" in server.stderr.readline()
        log.grow(1)
        assert posted(address, log.request(11).text.replace("old 11\n", "old 11\n" + "A" * 43 + "=\n"))[0] == 422
        assert "nothing shows" in server.stderr.readline()
        assert posted(address, "nonsense")[0] == 400
        assert posted(address, log.request(0).text.replace(f"— {ORIGIN}", "— other"))[0] == 403
        assert posted(address, Growing(3, origin="unknown").request(0).text)[0] == 404

    def test_shows_its_key_and_what_it_cosigned_last(self, served):
        _, _, address = served
        log = Growing(5, origin=f"{ORIGIN}/2")
        path = f"/log/{sha256(log.key.name.encode()).hexdigest()}/checkpoint"
        assert said(address, "GET", path)[0] == 404
        posted(address, log.request(0).text)
        key = Key.read(said(address, "GET", "/vkey")[2])
        note = Note.read(said(address, "GET", path)[2])
        assert note.is_signed_by(log.key.public)
        assert note.witnessed_at(key)
        assert said(address, "GET", "/log/nonsense/checkpoint")[0] == 404

    @pytest.mark.parametrize(
        ("head", "status"),
        [
            ("POST /add-checkpoint HTTP/1.1\r\n\r\n", 411),
            ("POST /add-checkpoint HTTP/1.1\r\nTransfer-Encoding: chunked\r\nContent-Length: 1\r\n\r\n0\r\n\r\n", 411),
            ("POST /add-checkpoint HTTP/1.1\r\nContent-Length: -1\r\n\r\n", 400),
            ("POST /add-checkpoint HTTP/1.1\r\nContent-Length: \xb2\r\n\r\n", 400),
            (f"POST /add-checkpoint HTTP/1.1\r\nContent-Length: {MOST_BYTES + 1}\r\n\r\n", 413),
            (f"POST /add-checkpoint HTTP/1.1\r\nContent-Length: {'9' * 5000}\r\n\r\n", 400),
            ("POST /elsewhere HTTP/1.1\r\nContent-Length: 1\r\n\r\nx", 404),
            ("PUT /add-checkpoint HTTP/1.1\r\n\r\n", 501),
            ("GET /elsewhere HTTP/1.1\r\n\r\n", 404),
            ("nonsense\r\n\r\n", 400),
        ],
    )
    def test_refuses_what_is_no_call_and_goes_on(self, served, head, status):
        _, _, address = served
        assert f" {status} ".encode() in raw(address, head.encode("latin-1")).partition(b"\r\n")[0] + b" "
        assert said(address, "GET", "/vkey")[0] == 200

    def test_keeps_a_connection_for_the_next_request(self, served):
        _, _, address = served
        log = Growing(2, origin=f"{ORIGIN}/3")
        connection = HTTPConnection(urlsplit(address).netloc, timeout=10)
        for old in (0, 2, 2):
            connection.request("POST", "/add-checkpoint", log.request(old).text.encode())
            held = connection.sock
            assert connection.getresponse().read().startswith("— ".encode())
            assert connection.sock is held
        connection.close()

    def test_lets_requests_at_once_never_lead_it_back(self, served):
        state, _, address = served
        log = Growing(60, origin=f"{ORIGIN}/4")

        def push(seed: int) -> list[int]:
            random, cosigned, old = Random(seed), [], 0
            for _ in range(12):
                size = min(60, old + random.randrange(6))
                status, kind, text = posted(address, log.request(old, size).text)
                old = int(text) if kind == SIZE_TYPE else size
                cosigned += [size] if status == 200 else []
                assert last(state, log.key.name).size >= max(cosigned, default=0)
            return cosigned

        with ThreadPoolExecutor(4) as threads:
            sizes = list(threads.map(push, range(4)))
        assert all(each == sorted(each) for each in sizes)
        assert last(state, log.key.name).size == max(size for each in sizes for size in each)

    def test_refuses_an_address_that_is_taken(self, tmp_path):
        with socket.create_server(("127.0.0.1", 0)) as taken:
            port = str(taken.getsockname()[1])
            assert refused(lianxi("witness", "serve", "--state", begun(tmp_path), "--port", port), "address_taken")

    @pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
    def test_ends_when_it_is_told_to(self, tmp_path, number):
        with serving(begun(tmp_path)) as (server, address):
            assert posted(address, Growing(3).request(0).text)[0] == 200
            server.send_signal(number)
            assert server.wait(timeout=10) == 0
            assert server.stderr.read() == "Stopped.\n"


class TestKill:
    def test_leaves_every_cosignature_that_left_in_the_file(self, tmp_path):
        state, random, deaths = begun(tmp_path), Random(7), 0
        log, until = Growing(5_000), time.monotonic() + SECONDS
        while deaths < KILLS and (deaths < FEWEST or time.monotonic() < until):
            with serving(state) as (server, address):
                Timer(random.uniform(0, 0.15), server.kill).start()
                answered = pushed_until_death(address, log, last(state).size)
            deaths += 1
            assert last(state).size in {answered, answered + 1}
            assert last(state).body == log.note(last(state).size).body
        assert last(state).size > 0


def pushed_until_death(address: str, log: Growing, old: int) -> int:
    """The largest size whose cosignature came before the witness died."""
    try:
        while True:
            status, _, _ = posted(address, log.request(old, old + 1).text)
            assert status == 200
            old += 1
    except OSError:
        return old
