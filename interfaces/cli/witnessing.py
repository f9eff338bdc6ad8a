"""``lianxi witness``: the small program by which an office, the union or the archives vouches for what a log has become."""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import copy_context
from datetime import UTC, datetime
from pathlib import Path
from threading import Thread
from typing import Annotated

import typer

from application.ports import SystemClock
from application.proof.notes import LOG, BadNote, Key
from application.proof.witnessing import MOST_BYTES, Suspicion, Verdict
from interfaces.cli.serving import Host, Port, address_of
from interfaces.cli.speech import Trouble, mention, table
from interfaces.witness.keeping import Taken, Witness, begin, evidence_of, opened, read
from interfaces.witness.serving import Server
from interfaces.witness.state import Unreadable

_SEED = 32

witness = typer.Typer(no_args_is_help=True, help="见证日志的检查点 · Witness the checkpoints of logs")

StateFile = Annotated[Path, typer.Option("--state", help="状态文件 · file of the state", metavar="FILE")]


@witness.command()
def init(
    *,
    name: Annotated[str, typer.Option(help="见证人名称，如 union.example/witness · name, like a schema-less URL")],
    state: StateFile,
) -> None:
    """新建见证人，打印其公钥 · Begin a witness, and print its verifier key."""
    with _told(state):
        typer.echo(begin(state, name, os.urandom(_SEED)).key.public)


@witness.command()
def add_log(
    vkey: Annotated[str, typer.Argument(help="日志的公钥 · verifier key of the log", metavar="VKEY")],
    *,
    state: StateFile,
) -> None:
    """认识一个日志 · Know a log by its verifier key."""
    with _told(state):
        key = Key.read(vkey)
        if key.type != LOG:
            raise Trouble("witness_not_a_log", given=vkey)
        with _witness(state) as own:
            own.add(key)
    mention("witness_knows", origin=key.name)


@witness.command()
def serve(*, state: StateFile, host: Host = "127.0.0.1", port: Port = 8001) -> None:
    """提供见证服务 · Serve, until SIGTERM or Ctrl-C."""
    with _witness(state) as own, _server(host, port, own) as server:
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: Thread(target=server.shutdown).start())
        mention("serving", address=address_of(*server.socket.getsockname()[:2]))
        server.serve_forever(poll_interval=0.1)
    mention("stopped")


@witness.command()
def cosign(
    request: Annotated[Path, typer.Argument(help="请求文件 · file of the request", metavar="REQUEST")],
    *,
    state: StateFile,
    out: Annotated[Path | None, typer.Option(help="写入文件 · write the answer to a file", metavar="FILE")] = None,
) -> None:
    """见证一个请求文件，用于不联网的机器 · Answer a request that was carried here in a file."""
    with _witness(state) as own:
        verdict = own.cosign(_beginning(request))
    if out:
        out.write_text(verdict.answer.body, encoding="utf-8")
    else:
        typer.echo(verdict.answer.body, nl=False)
    _tell(verdict)
    if verdict.cosigned is None:
        raise Trouble("witness_refused", status=int(verdict.answer.status), answer=verdict.answer.body.strip())


@witness.command()
def show(*, state: StateFile) -> None:
    """显示公钥、所见证的日志和不利证据 · Show the key, the logs, and what speaks against them."""
    with _told(state):
        found = read(state)
    typer.echo(found.key.public)
    rows = [
        (
            origin,
            str(log.seen.size),
            log.seen.root.hex(),
            _time(log.last.witnessed_at(found.key.public) if log.last else None),
        )
        for origin, log in sorted(found.logs.items())
    ]
    table(("origin", "records", "root", "cosigned"), rows)
    for path in sorted(evidence_of(state.resolve()).glob("*.json")):
        mention("witness_holds", path=path)


@contextmanager
def _witness(state: Path) -> Iterator[Witness]:
    with _told(state), opened(state, SystemClock()) as own:
        yield own


@contextmanager
def _told(state: Path) -> Iterator[None]:
    try:
        yield
    except FileNotFoundError as fault:
        raise Trouble("no_file", path=fault.filename or state) from fault
    except FileExistsError as fault:
        raise Trouble("target_exists", path=state) from fault
    except Taken as fault:
        raise Trouble("witness_taken", path=state) from fault
    except Unreadable as fault:
        raise Trouble("witness_unreadable", path=state, error=fault) from fault
    except BadNote as fault:
        raise Trouble("witness_no_key", error=fault) from fault


@contextmanager
def _server(host: str, port: int, own: Witness) -> Iterator[Server]:
    spoken = copy_context()  # the threads of the server do not know the language by themselves
    try:
        server = Server(host, port, own, lambda heard: spoken.copy().run(_tell, heard))
    except OSError as error:
        raise Trouble("address_taken", host=host, port=port, error=error.strerror or error) from error
    with server:
        yield server


def _tell(heard: Verdict | OSError) -> None:
    """Say what an operator must hear of: a log that contradicts itself, and a disk that does not keep."""
    match heard:
        case OSError():
            mention("system_refused", error=heard)
        case Verdict(suspicion=Suspicion.FORK):
            mention("witness_fork", origin=heard.origin)
        case Verdict(suspicion=Suspicion.UNPROVED):
            mention("witness_unproved", origin=heard.origin)


def _beginning(request: Path) -> bytes:
    """The request, or so much of a longer file that it is refused for its length."""
    with request.open("rb") as file:
        return file.read(MOST_BYTES + 1)


def _time(at: int | None) -> str:
    return datetime.fromtimestamp(at, UTC).isoformat() if at is not None else "–"
