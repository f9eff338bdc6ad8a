"""``lianxi audit verify``, ``status`` and ``receipt``: the live installation looked at, and what proves a record."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer

from application.log import SYSTEM, Listed, Unavailable
from application.proof.inspection import Flaw, inspect_marks
from application.proof.notes import Note
from application.proof.policy import NOBODY
from application.proof.publisher import Publisher
from application.proof.receipts import receipt as receipt_text
from application.sqlite import SQLiteLog
from interfaces.bootstrap import LogFeed, view_shelf, witnesses_of
from interfaces.cli.folder import Data, Slug, holding, published
from interfaces.cli.speech import Trouble, mention, progress, say, words
from projections.comparing import Different, differences

One = Annotated[
    str | None,
    typer.Argument(help="会议；不写则全部 · a conference, or all", metavar="CONFERENCE", show_default=False),
]


def verify(conference: One = None, *, data: Data = None) -> None:
    """核对运行中的系统 · Look at every row, leaf, tile, checkpoint and view; nothing is repaired."""
    folder = holding(data)
    with published(data) as (log, publisher):
        flaws = [flaw for listed in chosen(log, conference) for flaw in _look(folder, log, publisher, listed)]
        if publisher.policy.quorum == NOBODY:
            mention("not_witnessed")
    for flaw in flaws:
        typer.echo(f"{flaw.code}  {flaw.origin}  {flaw.where}  {words(f'flaw_{flaw.code}')}")
    if flaws:
        mention("unsound", count=len(flaws))
        raise typer.Exit(1)


def status(conference: One = None, *, data: Data = None) -> None:
    """签署与见证情况 · How far each log is signed and witnessed, and by which key."""
    with published(data) as (log, publisher):
        for listed in chosen(log, conference):
            _tell(log, publisher, listed)
        publisher.require_unbroken()


def policy(*, data: Data = None) -> None:
    """审计政策文件 · Print what an auditor trusts: the keys of the logs, the witnesses and their quorum."""
    with published(data) as (log, publisher):
        for listed in log.logs():
            typer.echo(f"log {publisher.signer.key(listed.signed_origin).public}")
        typer.echo(witnesses_of(holding(data)), nl=False)
    mention("hand_it_over")


def receipt(
    conference: Slug,
    position: Annotated[int, typer.Argument(min=1, help="位置 · position of the record", metavar="POSITION")],
    *,
    record: Annotated[bool, typer.Option("--record", help="改为输出记录原文 · the record's bytes instead")] = False,
    data: Data = None,
) -> None:
    """取得回执 · Print the receipt of a record (C2SP tlog-proof), or the record itself."""
    with published(data) as (log, publisher):
        key, _ = log.conference(conference)
        if position > log.head(key):
            raise Trouble("position_beyond", conference=conference, head=log.head(key))
        signed = publisher.covering(key, position)
        if signed is None:
            raise Trouble("no_checkpoint", conference=conference)
        whole = next(log.records(key, position - 1, 1)).decode()
        typer.echo(whole if record else receipt_text(log, key, position, signed), nl=False)


def chosen(log: SQLiteLog, conference: str | None) -> list[Listed]:
    """One log, or all of them."""
    return log.logs() if conference is None else [log.listed(log.conference(conference)[0])]


def _look(folder: Path, log: SQLiteLog, publisher: Publisher, listed: Listed) -> Iterator[Flaw]:
    with progress("checking") as steps:
        flaws = list(publisher.inspect(listed, lambda n, m: steps.tell(listed.slug, n, m)))
        flaws += inspect_marks(log, log.mapper, listed) if not flaws else ()
    yield from flaws
    if not flaws:
        kept = log.checkpoints(listed.id, listed.epoch)
        size = kept[-1].size if kept else 0
        say("log_sound", slug=listed.slug, records=log.head(listed.id), checkpoints=len(kept), size=size)
    if listed.id != SYSTEM:
        yield from _look_at_views(folder, log, listed)


def _look_at_views(folder: Path, log: SQLiteLog, listed: Listed) -> Iterator[Flaw]:
    try:
        found = _differing(folder, log, listed)
    except Unavailable:
        raise
    except Exception as fault:  # noqa: BLE001 - records that were altered cannot always be folded
        yield Flaw("unreadable", listed.origin, f"views: {type(fault).__name__}")
        return
    yield from (Flaw("view_differs", listed.origin, f"{each.view} {each.row}") for each in found)
    if not found:
        say("views_sound", slug=listed.slug)


def _differing(folder: Path, log: SQLiteLog, listed: Listed) -> list[Different]:
    store = view_shelf(folder).open(LogFeed(log))
    try:
        with TemporaryDirectory() as aside, progress("comparing_views"):
            return differences(store, LogFeed(log), listed.id, Path(aside) / "views.db")
    finally:
        store.close()


def _tell(log: SQLiteLog, publisher: Publisher, listed: Listed) -> None:
    latest = publisher.latest(listed.id)
    seen, keys = publisher.seen(listed.id), publisher.signer.keys(listed.signed_origin)
    witnessed = words("seen_to", size=seen[0].size, at=seen[1].isoformat()) if seen else words("seen_by_nobody")
    say(
        "standing",
        origin=listed.signed_origin,
        position=log.head(listed.id),
        size=latest.size if latest else 0,
        at=latest.at.isoformat(timespec="seconds") if latest else "–",
        vkey=keys[-1].public if keys else "–",
        quorum=publisher.policy.quorum,
        witnessed=witnessed,
    )
    if latest:
        typer.echo("".join(f"  {name}\n" for name, _ in Note.read(latest.note).signatures), nl=False)
