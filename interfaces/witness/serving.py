"""A witness over HTTP: ``POST /add-checkpoint``, and ``GET`` of its key and of the note it cosigned last of a log."""

import re
import socket
import sys
from collections.abc import Callable
from hashlib import sha256
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socketserver import TCPServer
from threading import BoundedSemaphore
from typing import Any

from application.proof.witnessing import MOST_BYTES, Answer, Verdict
from interfaces.witness.keeping import Witness

_CONNECTIONS = 64
_SECONDS = 10
_LENGTH = re.compile(r"[0-9]{1,9}")
_LAST_NOTE = re.compile(r"/log/([0-9a-f]{64})/checkpoint")


class Server(ThreadingHTTPServer):
    """Serves one witness; ``tell`` hears every verdict, and every fault of the disk."""

    request_queue_size = 128

    def __init__(self, host: str, port: int, witness: Witness, tell: Callable[[Verdict | OSError], None]) -> None:
        self.address_family = socket.AF_INET6 if ":" in host else socket.AF_INET
        self.witness = witness
        self.tell = tell
        self._places = BoundedSemaphore(_CONNECTIONS)
        super().__init__((host, port), Handler)

    def server_bind(self) -> None:
        """Bind without asking the name service who we are."""
        TCPServer.server_bind(self)

    def process_request(self, request: Any, client_address: Any) -> None:
        """Answer in a thread, if there is room for one more."""
        if self._places.acquire(blocking=False):
            super().process_request(request, client_address)
        else:
            self.shutdown_request(request)

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        """Answer, and make room."""
        try:
            super().process_request_thread(request, client_address)
        finally:
            self._places.release()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A caller that went away is nothing to speak of."""
        if not isinstance(sys.exception(), OSError):
            super().handle_error(request, client_address)


class Handler(BaseHTTPRequestHandler):
    """One connection."""

    server: Server
    protocol_version = "HTTP/1.1"
    server_version = "lianxi-witness"
    sys_version = ""
    timeout = _SECONDS

    def do_POST(self) -> None:
        """``/add-checkpoint``."""
        if self.path != "/add-checkpoint":
            self._give(_told(HTTPStatus.NOT_FOUND), last=True)
        elif (hindrance := self._hindrance()) is not None:
            self._give(_told(hindrance), last=True)
        else:
            self._give(self._judged(self.rfile.read(int(self.headers["Content-Length"]))))

    def do_GET(self) -> None:
        """``/vkey``, or ``/log/<SHA-256 of the origin>/checkpoint``."""
        state, wanted = self.server.witness.state, _LAST_NOTE.fullmatch(self.path)
        notes = {sha256(origin.encode()).hexdigest(): log.last for origin, log in state.logs.items()}
        note = notes.get(wanted[1]) if wanted else None
        if self.path == "/vkey":
            self._give(Answer(HTTPStatus.OK, f"{state.key.public}\n"), last=True)
        else:
            self._give(Answer(HTTPStatus.OK, note.text) if note else _told(HTTPStatus.NOT_FOUND), last=True)

    def log_message(self, *_: Any) -> None:
        """Nothing is told of what is in order."""

    def _hindrance(self) -> HTTPStatus | None:
        """Why the body is not read."""
        length = self.headers.get("Content-Length", "")
        if "Transfer-Encoding" in self.headers or not length:
            return HTTPStatus.LENGTH_REQUIRED
        if not _LENGTH.fullmatch(length):
            return HTTPStatus.BAD_REQUEST
        return HTTPStatus.REQUEST_ENTITY_TOO_LARGE if int(length) > MOST_BYTES else None

    def _judged(self, data: bytes) -> Answer:
        try:
            verdict = self.server.witness.cosign(data)
        except OSError as fault:
            self.server.tell(fault)
            return _told(HTTPStatus.INTERNAL_SERVER_ERROR)
        self.server.tell(verdict)
        return verdict.answer

    def _give(self, answer: Answer, *, last: bool = False) -> None:
        body = answer.body.encode()
        self.send_response(answer.status)
        self.send_header("Content-Type", answer.media_type)
        self.send_header("Content-Length", str(len(body)))
        if last:
            self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(body)


def _told(status: HTTPStatus) -> Answer:
    return Answer(status, f"{status.phrase}\n")
