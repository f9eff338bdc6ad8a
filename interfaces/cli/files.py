"""``lianxi file``: files put in for somebody, listed, and looked at once more."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated
from uuid import UUID

import typer

from application.files.register import Held, State, Upload
from application.files.scanning import scanner_of
from application.files.store import Brought, Files
from application.files.sweeping import named_in_log
from application.files.types import ENDINGS, ending_of
from application.ports import SystemClock
from domain.errors import Malformed
from domain.roster import Roster
from domain.rules.seats import require_known_person
from interfaces.cli.folder import Data, Kept, Slug, holding, kept
from interfaces.cli.speech import Trouble, mention, say, table
from interfaces.uploads import Uploads

_PIECE = 1_048_576
file = typer.Typer(no_args_is_help=True, help="文件 · Uploaded files: put in, listed, checked.")


@file.command()
def add(
    conference: Slug,
    path: Annotated[Path, typer.Argument(help="文件 · the file", metavar="FILE")],
    *,
    by: Annotated[UUID, typer.Option(help="提交人编号 · id of the person who brings it")],
    data: Data = None,
) -> None:
    """代人存入文件 · Put a file in for somebody, as if he had uploaded it; print its digest."""
    if not path.is_file():
        raise Trouble("no_file", path=path)
    with _at_hand(data, conference) as (found, files):
        require_known_person(str(by), found.own(Roster).people)
        held = _put_in(files, path, found.key, str(by))
    typer.echo(f"{held.digest} {held.media_type} {held.size} {held.state}")


@file.command("list")
def list_(conference: Slug, *, data: Data = None) -> None:
    """列出文件 · List the files of a conference: what is known of each, and whether a record names it."""
    with _at_hand(data, conference) as (found, files):
        digests = [digest for key, digest in files.register.all_held() if key == found.key]
        held, named = files.register.held(found.key, digests), named_in_log(found.log, found.key)
        uploads = files.register.uploads(found.key, digests)
    heads = ("digest", "bytes", "media_type", "scanned", "remarks", "brought_at", "brought_by", "name", "named")
    table(heads, [_row(held[each.digest], each, named=each.digest in named) for each in uploads])


@file.command()
def check(
    conference: Slug,
    *,
    scan: Annotated[bool, typer.Option("--scan", help="重新扫描病毒 · let the scanner look at each once more")] = False,
    data: Data = None,
) -> None:
    """核对文件 · Hash every file anew; with --scan ask the scanner of LIANXI_SCANNER too. 1: something is wrong."""
    with _at_hand(data, conference) as (found, files):
        digests = [digest for key, digest in files.register.all_held() if key == found.key]
        lacking = named_in_log(found.log, found.key) - set(digests)
        unsound = [digest for digest in digests if not files.blobs.is_sound(digest)]
        sound = [digest for digest in digests if digest not in unsound]
        infected = [digest for digest in sound if scan and files.rescan(digest) is State.INFECTED]
    for digest in unsound:
        mention("file_not_sound", sha256=digest)
    for digest in infected:
        mention("file_is_infected", sha256=digest)
    say("files_checked", count=len(digests), sound=len(sound), lacking=len(lacking))
    if unsound or infected:
        raise typer.Exit(1)


@contextmanager
def _at_hand(data: Path | None, conference: str) -> Iterator[tuple[Kept, Files]]:
    told = Uploads.from_environment()
    with kept(data, conference) as found:
        files = Files(holding(data), SystemClock(), limits=told.limits, scanner=scanner_of(told.scanner))
        try:
            yield found, files
        finally:
            files.close()


def _put_in(files: Files, path: Path, conference: int, person: str) -> Held:
    ending = ending_of(path.name)
    if ending not in ENDINGS:
        raise Malformed("file_type_not_allowed", clause="R-text", field="name", given=ending)
    declared = ENDINGS[ending].media_type
    brought = Brought(conference=conference, person=person, content_type=declared, name=path.name)
    with path.open("rb") as source, files.arriving() as arriving:
        while piece := source.read(_PIECE):
            if arriving.size + len(piece) > files.limits.largest:
                raise Malformed("file_too_large", clause="R-text", field="body", most=files.limits.largest)
            arriving.write(piece)
        upload, _ = files.keep(arriving, brought, lambda _: ())
    return files.register.held(conference, [upload.digest])[upload.digest]


def _row(held: Held, upload: Upload, *, named: bool) -> tuple[str, ...]:
    return (
        held.digest,
        str(held.size),
        upload.media_type,
        held.state,
        " ".join(held.remarks),
        f"{upload.at:%Y-%m-%d %H:%M}",
        upload.person,
        upload.name or "–",
        "✓" if named else "–",
    )
