"""Asking a provider: bounded in time and size, over checked TLS, by no proxy, and never on to where an answer points."""

import json
import ssl
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from socket import SHUT_RDWR, create_connection, socket
from threading import Event, Timer
from typing import Any
from urllib.parse import urlencode, urlsplit

from application.access.openid.provider import Provider
from domain.errors import Hindrance

Json = dict[str, Any]
MOST_BYTES = 1_048_576
SECONDS = 10.0
"""So long may an answer take from the connection to its last byte."""
_FORM = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"}


class Unreachable(Hindrance):
    """A provider gave no answer that can be used; ``fault`` says in one word what was wrong with it."""


class Fetcher:
    """Asks one provider."""

    def __init__(self, provider: Provider, *, seconds: float = SECONDS) -> None:
        self._name = provider.name
        self._seconds = seconds
        self._tls = ssl.create_default_context(cafile=provider.trusted)
        self._tls.minimum_version = ssl.TLSVersion.TLSv1_2

    def get(self, url: str) -> Json:
        """A JSON object. ``Unreachable``: there is none, for whatever reason."""
        status, body = self._asked("GET", url, None, {"Accept": "application/json"})
        if status != HTTPStatus.OK:
            raise self.unreachable("status")
        return self._object(body)

    def post(self, url: str, form: Mapping[str, str], headers: Mapping[str, str]) -> Json | None:
        """The JSON object that a form is answered with; None: what the form asks for is refused."""
        status, body = self._asked("POST", url, urlencode(form), {**_FORM, **headers})
        if HTTPStatus.BAD_REQUEST <= status < HTTPStatus.INTERNAL_SERVER_ERROR:
            return None
        if status != HTTPStatus.OK:
            raise self.unreachable("status")
        return self._object(body)

    def unreachable(self, why: str) -> Unreachable:
        """The hindrance, in one word of ours."""
        return Unreachable("openid_unreachable", clause="R-access", provider=self._name, fault=why)

    def _object(self, body: bytes) -> Json:
        try:
            found = json.loads(body)
        except (ValueError, RecursionError):
            found = None
        if not isinstance(found, dict):
            raise self.unreachable("not_json")
        return found

    def _asked(self, method: str, url: str, body: str | None, headers: Mapping[str, str]) -> tuple[int, bytes]:
        try:
            status, content = self._within_time(method, url, body, headers)
        except ssl.SSLError:
            raise self.unreachable("tls") from None
        except TimeoutError:
            raise self.unreachable("late") from None
        except (OSError, HTTPException, ValueError):
            raise self.unreachable("connection") from None
        if HTTPStatus.MULTIPLE_CHOICES <= status < HTTPStatus.BAD_REQUEST:
            raise self.unreachable("redirect")
        if len(content) > MOST_BYTES:
            raise self.unreachable("size")
        return status, content

    def _within_time(self, method: str, url: str, body: str | None, headers: Mapping[str, str]) -> tuple[int, bytes]:
        connection = self._connection(url)
        plain = create_connection((connection.host, connection.port), timeout=self._seconds)
        with closing(connection), _cut_after(self._seconds, plain) as cut:
            connection.sock = plain
            try:
                if isinstance(connection, HTTPSConnection):
                    connection.sock = self._tls.wrap_socket(plain, server_hostname=connection.host)
                parts = urlsplit(url)
                target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
                connection.request(method, target, body, dict(headers))
                with connection.getresponse() as answer:
                    found = answer.status, _whole(answer)
            except (OSError, HTTPException):
                if cut.is_set():
                    raise TimeoutError from None
                raise
        if cut.is_set():
            raise TimeoutError
        return found

    def _connection(self, url: str) -> HTTPConnection:
        parts = urlsplit(url)
        host = parts.hostname or ""
        if parts.scheme == "https":
            return HTTPSConnection(host, parts.port, context=self._tls)
        return HTTPConnection(host, parts.port)


def _whole(answer: HTTPResponse) -> bytes:
    """What came, or so much of it that it is seen to be too much. ``HTTPException``: less came than was announced."""
    content = answer.read(MOST_BYTES + 1)
    if len(content) <= MOST_BYTES and answer.length:
        raise HTTPException
    return content


@contextmanager
def _cut_after(seconds: float, connected: socket) -> Iterator[Event]:
    """Cut a connection when its time is over, however slowly something still comes; the event says that it was."""
    cut, line = Event(), connected.dup()

    def shut() -> None:
        cut.set()
        with suppress(OSError):
            line.shutdown(SHUT_RDWR)

    timer = Timer(seconds, shut)
    timer.daemon = True
    timer.start()
    try:
        yield cut
    finally:
        timer.cancel()
        timer.join()
        line.close()
