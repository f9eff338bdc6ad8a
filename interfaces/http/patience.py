"""The server with an end to patience: heads of requests must arrive within seconds, and streams end when it stops."""

import socket
from asyncio import Protocol, TimerHandle, Transport

import h11
from fastapi import FastAPI
from uvicorn import Server
from uvicorn.protocols.http.h11_impl import H11Protocol

HEAD_SECONDS = 15.0


class Impatient(H11Protocol, Protocol):
    """A connection that is closed when it keeps the server waiting for the head of a request."""

    _late: TimerHandle | None = None

    def connection_made(self, transport: Transport) -> None:  # type: ignore[override]
        """Begin to wait."""
        super().connection_made(transport)
        self._wait()

    def data_received(self, data: bytes) -> None:
        """Go on waiting only while the head is not whole."""
        super().data_received(data)
        if self.conn.their_state is not h11.IDLE:
            self._wait_no_more()
        elif self._late is None:
            self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait for nobody who has gone."""
        self._wait_no_more()
        super().connection_lost(exc)

    def _wait(self) -> None:
        self._late = self.loop.call_later(HEAD_SECONDS, self.transport.close)

    def _wait_no_more(self) -> None:
        if self._late is not None:
            self._late.cancel()
            self._late = None


class Ending(Server):
    """A server that tells its app when it stops, so that what has no end of its own ends with it."""

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Let what has begun be answered, and stop."""
        if isinstance(self.config.app, FastAPI):
            self.config.app.state.stopping = True
        await super().shutdown(sockets)
