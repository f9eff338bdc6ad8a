"""Witnesses that stand on the loopback for a test, honest or not."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

from application.proof.notes import SigningKey
from application.proof.witnessing import Answer, Watched, judge
from tests.application.proof.growing import NOON, ORIGIN, Growing

Manner = Callable[[bytes], Answer]


class Honest:
    """A witness that keeps what it saw in memory, and counts how often it was asked."""

    def __init__(self, key: SigningKey, *origins: str) -> None:
        self.key = key
        self.asked = 0
        self.logs = {origin: Watched((Growing(origin=origin).key.public,)) for origin in origins or (ORIGIN,)}

    def __call__(self, data: bytes) -> Answer:
        self.asked += 1
        verdict = judge(data, self.logs, self.key, NOON)
        if verdict.origin and verdict.cosigned:
            self.logs[verdict.origin] = replace(self.logs[verdict.origin], last=verdict.cosigned)
        return verdict.answer


class Quiet(ThreadingHTTPServer):
    def handle_error(self, *_: object) -> None:
        """Callers go away."""


@contextmanager
def standing(manner: Manner, path: str = "/add-checkpoint") -> Iterator[str]:
    """A server of this manner; its address, with the path before the call's own."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            data = self.rfile.read(int(self.headers["Content-Length"]))
            answer = manner(data) if self.path == path else Answer(404, "")
            self.send_response(answer.status)
            self.send_header("Content-Type", answer.media_type)
            self.end_headers()
            self.wfile.write(answer.body.encode())

        def log_message(self, *_: object) -> None:
            pass

    with Quiet(("127.0.0.1", 0), Handler) as server:
        Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}{path.removesuffix('/add-checkpoint')}"
        finally:
            server.shutdown()
