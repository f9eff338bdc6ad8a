"""``lianxi serve``: the API of an installation, until it is told to stop."""

import gc
import signal
import socket
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from application.ports import Clock
from interfaces.bootstrap import build
from interfaces.cli.folder import Data, holding
from interfaces.cli.speech import Trouble, mention
from interfaces.http.access_log import AccessLog
from interfaces.providers import providers_of
from interfaces.settings import Entry
from interfaces.uploads import Uploads

if TYPE_CHECKING:
    from fastapi import FastAPI

    from interfaces.http.defences import Defences

ACCESS = "access"
_BACKLOG = 2048
_GRACE = 10
_IDLE = 20
_LONGEST_HEAD = 32_768

Host = Annotated[str, typer.Option(help="地址 · address to listen on")]
Port = Annotated[int, typer.Option(min=0, max=65_535, help="端口；0 为任意 · port; 0: any that is free")]
Certificate = Annotated[
    Path | None,
    typer.Option("--ssl-certfile", help="证书 · certificate and its chain, for TLS", metavar="PEM", show_default=False),
]
Key = Annotated[
    Path | None, typer.Option("--ssl-keyfile", help="私钥 · its private key", metavar="PEM", show_default=False)
]
Proxies = Annotated[
    str,
    typer.Option(
        "--proxy",
        help="可信的反向代理 · addresses of proxies whose X-Forwarded-For and -Proto are believed",
        metavar="ADDRESS,…",
        show_default=False,
    ),
]


@dataclass(frozen=True, kw_only=True)
class Front:
    """How the world reaches a server: over TLS with a certificate and its key, or through proxies it believes."""

    certificate: Path | None = None
    key: Path | None = None
    proxies: str = ""

    def require_whole(self) -> None:
        """A certificate comes with its key, and both are there."""
        if (self.certificate is None) != (self.key is None):
            raise Trouble("certificate_and_key")
        for path in (self.certificate, self.key):
            if path is not None and not path.is_file():
                raise Trouble("no_file", path=path)


_PLAIN = Front()


def serve(
    *,
    data: Data = None,
    host: Host = "127.0.0.1",
    port: Port = 8000,
    certificate: Certificate = None,
    key: Key = None,
    proxies: Proxies = "",
) -> None:
    """提供服务 · Serve the API, until SIGTERM or Ctrl-C."""
    front = Front(certificate=certificate, key=key, proxies=proxies)
    front.require_whole()
    serve_folder(holding(data), host, port, front=front)


def serve_folder(
    folder: Path,
    host: str,
    port: int,
    *,
    front: Front = _PLAIN,
    greet: Callable[[str], None] = lambda _: None,
    clock: Clock | None = None,
    entry: Entry | None = None,
) -> None:
    """Serve a folder. The address is told once requests are heard, and the last of them are answered at the end."""
    # Taken in here, because the other commands need no web framework and would wait for it.
    import uvicorn  # noqa: PLC0415 - as said above

    from interfaces.http.defences import Defences  # noqa: PLC0415 - as said above
    from interfaces.http.patience import Ending, Impatient  # noqa: PLC0415 - as said above
    from interfaces.http.process_log import log_to  # noqa: PLC0415 - as said above

    defences = Defences.from_environment()
    with _bound(host, port) as heard:
        log_to(sys.stderr)
        access = AccessLog(folder / ACCESS, defences.access_days)
        config = uvicorn.Config(
            _defended(folder, host, defences, access, clock, entry or Entry.from_environment()),
            http=Impatient,
            log_config=None,
            access_log=False,
            server_header=False,
            proxy_headers=bool(front.proxies),
            forwarded_allow_ips=front.proxies,
            ssl_certfile=front.certificate,
            ssl_keyfile=front.key,
            limit_concurrency=defences.connections,
            h11_max_incomplete_event_size=_LONGEST_HEAD,
            timeout_keep_alive=_IDLE,
            timeout_graceful_shutdown=_GRACE,
        )
        server = Ending(config)

        def stop(*_: object) -> None:
            server.should_exit = True

        # The server hands a signal on to whoever heard it before; the system's own way would end the process by it.
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, stop)
        heard.listen(_BACKLOG)
        address = address_of(*heard.getsockname()[:2], secure=front.certificate is not None)
        greet(address)
        mention("serving", address=address)
        access.start()
        set_aside()
        try:
            server.run(sockets=[heard])
        finally:
            access.close()
    mention("stopped")


def set_aside() -> None:
    """Leave what was made at the start out of every later search for garbage.

    It stays to the end, and to look through it takes longer than a page.
    """
    gc.collect()
    gc.freeze()


def _defended(  # noqa: PLR0917 - all that it is made of
    folder: Path, host: str, defences: "Defences", access: AccessLog, clock: Clock | None, entry: Entry
) -> "FastAPI":
    """The API as the world may reach it."""
    from interfaces.http.app import api  # noqa: PLC0415 - as in serve_folder
    from interfaces.http.guard import known_hosts  # noqa: PLC0415 - as in serve_folder
    from interfaces.http.rates import Rates  # noqa: PLC0415 - as in serve_folder
    from interfaces.pages.site import add_pages  # noqa: PLC0415 - as in serve_folder

    app = api(
        build(
            folder,
            clock=clock,
            entry=entry,
            uploads=Uploads.from_environment(),
            providers=providers_of(folder),
        ),
        hosts=known_hosts(defences.hosts, host, entry.origin),
        rates=Rates(defences.per_minute),
        access=access,
    )
    add_pages(app)
    return app


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


def address_of(host: str, port: int, *, secure: bool = False) -> str:
    """An address as people and programs write it."""
    scheme = "https" if secure else "http"
    return f"{scheme}://[{host}]:{port}" if ":" in host else f"{scheme}://{host}:{port}"
