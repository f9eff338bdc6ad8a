"""``lianxi serve``: the API of an installation, until it is told to stop."""

import signal
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from application.ports import Clock
from interfaces.bootstrap import build
from interfaces.cli.folder import Data, holding
from interfaces.cli.speech import Trouble, mention

_BACKLOG = 2048
_GRACE = 5

Host = Annotated[str, typer.Option(help="地址 · address to listen on")]
Port = Annotated[int, typer.Option(min=0, max=65_535, help="端口；0 为任意 · port; 0: any that is free")]


def serve(*, data: Data = None, host: Host = "127.0.0.1", port: Port = 8000) -> None:
    """提供服务 · Serve the API, until SIGTERM or Ctrl-C."""
    serve_folder(holding(data), host, port)


def serve_folder(
    folder: Path, host: str, port: int, *, greet: Callable[[str], None] = lambda _: None, clock: Clock | None = None
) -> None:
    """Serve a folder. The address is told once requests are heard, and the last of them are answered at the end."""
    # Taken in here, because the other commands need no web framework and would wait for it.
    import uvicorn  # noqa: PLC0415 - as said above

    from interfaces.http.app import api  # noqa: PLC0415 - as said above

    with _bound(host, port) as heard:
        app = api(build(folder, clock=clock))
        config = uvicorn.Config(app, log_level="warning", access_log=False, timeout_graceful_shutdown=_GRACE)
        server = uvicorn.Server(config)

        def stop(*_: object) -> None:
            server.should_exit = True

        # The server hands a signal on to whoever heard it before; the system's own way would end the process by it.
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, stop)
        heard.listen(_BACKLOG)
        greet(address_of(*heard.getsockname()[:2]))
        mention("serving", address=address_of(*heard.getsockname()[:2]))
        server.run(sockets=[heard])
    mention("stopped")


def _bound(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    bound = socket.socket(family, socket.SOCK_STREAM)
    try:
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind((host, port))
    except OSError as error:
        bound.close()
        raise Trouble("address_taken", host=host, port=port, error=error.strerror or error) from error
    return bound


def address_of(host: str, port: int) -> str:
    """An address as people and programs write it."""
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
