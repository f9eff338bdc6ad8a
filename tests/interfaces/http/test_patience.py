"""A connection that keeps a server waiting for the head of a request is closed; one that does not is not."""

import socket
import threading
import time

import pytest
import uvicorn

from interfaces.http.patience import Impatient

HEAD = b"GET / HTTP/1.1\r\nHost: localhost\r\n"


async def _hears(scope, receive, send):
    del scope, receive
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"2")]})
    await send({"type": "http.response.body", "body": b"ok"})


@pytest.fixture
def address(monkeypatch):
    """A server with little patience."""
    monkeypatch.setattr("interfaces.http.patience.HEAD_SECONDS", 0.5)
    config = uvicorn.Config(_hears, http=Impatient, log_config=None, lifespan="off", timeout_keep_alive=5)
    server = uvicorn.Server(config)
    with socket.create_server(("127.0.0.1", 0)) as heard:
        thread = threading.Thread(target=server.run, kwargs={"sockets": [heard]})
        thread.start()
        try:
            yield heard.getsockname()
        finally:
            server.should_exit = True
            thread.join()


def heard(address, *pieces, pause=0.0):
    """What comes back until the server closes, or until a second has passed."""
    answer = b""
    with socket.create_connection(address, timeout=2) as connection:
        for piece in pieces:
            connection.sendall(piece)
            time.sleep(pause)
        connection.settimeout(1.5)
        try:
            while piece := connection.recv(1000):
                answer += piece
        except TimeoutError:
            return answer, "open"
    return answer, "closed"


class TestAHead:
    @pytest.mark.parametrize("begun", [b"", b"G", HEAD, HEAD + b"X: y\r\n"])
    def test_that_does_not_come_whole_is_given_up(self, address, begun):
        assert heard(address, begun) == (b"", "closed")

    def test_that_comes_in_pieces_is_answered_and_the_connection_kept(self, address):
        answer, state = heard(address, HEAD[:10], HEAD[10:], b"\r\n", pause=0.1)
        assert answer.startswith(b"HTTP/1.1 200")
        assert state == "open"

    def test_is_waited_for_no_longer_when_it_comes_drop_by_drop(self, address):
        def drop():
            for _ in range(40):
                connection.sendall(b"G")
                time.sleep(0.1)

        began = time.monotonic()
        with socket.create_connection(address, timeout=5) as connection, pytest.raises(OSError, match=r"."):
            drop()
        assert time.monotonic() - began < 3

    def test_after_another_on_one_connection_is_waited_for_just_as_long(self, address):
        answer, state = heard(address, HEAD + b"\r\n", HEAD, pause=0.2)
        assert answer.count(b"HTTP/1.1 200") == 1
        assert state == "closed"
