"""``lianxi rebuild``, ``backup`` and ``restore``: views made anew, copies of the log, and the way back from one."""

import shutil
import sqlite3
from contextlib import closing, suppress
from hashlib import file_digest
from pathlib import Path
from typing import Annotated

import typer

from application.durable import sync
from application.log import Listed, Log
from application.ports import SystemClock, TimeOrderedIds
from application.proof.publisher import Altered
from application.proof.signer import Contradiction
from application.proof.system import Step, SystemLog, that
from application.sqlite import SQLiteLog
from domain.facts import installation as facts
from interfaces.bootstrap import LogFeed, open_log, view_shelf
from interfaces.cli.folder import LOG, VIEWS, Data, holding, opened, published
from interfaces.cli.keeping_files import back_up_files, files_beside, stage_files, switch_files
from interfaces.cli.speech import Trouble, mention, progress, say, table
from interfaces.settings import Settings

_STAGING = ".restoring"
KEYS = f"{LOG}.keys"
_BESIDE = ("", "-wal", "-shm")
_MOST_TOLD = 20


def rebuild(*, data: Data = None) -> None:
    """重建全部视图 · Make all views anew, while a server runs or not."""
    folder = holding(data)
    with opened(data) as log, progress("rebuilding") as steps:
        view_shelf(folder).rebuild(LogFeed(log), steps.move)
    mention("rebuilt")


def backup(
    target: Annotated[Path, typer.Argument(help="备份文件 · the file to make", metavar="TARGET")], *, data: Data = None
) -> None:
    """备份记录 · Copy the log as of one moment, and check the copy."""
    for path in (target, files_beside(target)):
        if path.exists():
            raise Trouble("target_exists", path=path)
    if not target.parent.is_dir():
        raise Trouble("no_folder", path=target.parent)
    with opened(data) as log:
        log.backup(target)
        with closing(SQLiteLog(target)) as copy:
            _require_unaltered(copy)
            _tell(target, copy)
        _record(log, that(facts.BackedUp, digest=_digest(target)))
    mention("not_in_backup", keys=f"{target.name}.keys")
    back_up_files(holding(data), target)


def restore(
    source: Annotated[Path, typer.Argument(help="备份文件 · a backup", metavar="SOURCE")],
    *,
    replace: Annotated[
        bool, typer.Option("--replace", help="换下现有记录（保留原文件） · put the present log aside")
    ] = False,
    data: Data = None,
) -> None:
    """恢复记录 · Check a backup, and restore it into an empty folder."""
    folder = Settings.from_environment(data).data
    _require_backup(source)
    _require_free(folder, replace=replace)
    staging = folder / _STAGING
    shutil.rmtree(staging, ignore_errors=True)
    staging.mkdir(parents=True)
    try:
        _copy(source, staging / LOG)
        _copy_keys(source, folder, staging)
        with closing(open_log(staging)) as log:
            _require_unaltered(log)
            _tell(staging / LOG, log)
            _record(log, that(facts.Restored, digest=_digest(source)))
            stage_files(source, staging, log)
            erased = [(c.slug, person) for c in log.conferences() for person in log.shut_about(c.id)]
        _switch(staging, folder)
    finally:
        shutil.rmtree(staging, ignore_errors=True)
    mention("restored", folder=folder)
    for conference, person in erased:
        mention("erase_again", conference=conference, person=person)
    _mention_contradiction(folder)


def _require_backup(source: Path) -> None:
    if not source.is_file():
        raise Trouble("no_file", path=source)
    if any(source.with_name(source.name + suffix).exists() for suffix in _BESIDE[1:]):
        raise Trouble("source_in_use", path=source)


def _require_free(folder: Path, *, replace: bool) -> None:
    there = {path.name for path in folder.iterdir()} - {_STAGING} if folder.is_dir() else set()
    if there and not replace:
        raise Trouble("folder_not_empty", folder=folder)
    if LOG in there:
        # Whoever leaves a log last takes away what stands beside it; what stays belongs to another process.
        with suppress(sqlite3.DatabaseError):
            open_log(folder).close()
            if (folder / f"{LOG}-wal").exists():
                raise Trouble("folder_in_use", folder=folder)


def _require_unaltered(log: Log) -> None:
    """Every record gives the leaf that was hashed when it was written, and none is missing."""
    if not log.conferences():
        raise Trouble("nothing_in_it")
    logs = log.logs()
    with progress("checking") as steps:
        for done, listed in enumerate(logs):
            steps.move(done, len(logs))
            if altered := _altered(log, listed):
                raise Trouble("records_altered", conference=listed.slug, positions=_shortened(altered))
            head = log.head(listed.id)
            if sum(1 for _ in log.records(listed.id)) != head:
                raise Trouble("records_missing", conference=listed.slug, head=head)
        steps.move(len(logs), len(logs))


def _altered(log: Log, listed: Listed) -> list[int]:
    try:
        return list(log.altered(listed.id))
    except (AttributeError, TypeError, ValueError) as error:
        raise Trouble("records_unreadable", conference=listed.slug) from error


def _shortened(positions: list[int]) -> str:
    told = ", ".join(map(str, positions[:_MOST_TOLD]))
    return f"{told} … ({len(positions)})" if len(positions) > _MOST_TOLD else told


def _tell(file: Path, log: Log) -> None:
    say("size", bytes=file.stat().st_size)
    table(("conference", "head", "origin"), [(c.slug, str(log.head(c.id)), c.origin) for c in log.conferences()])


def _copy(source: Path, target: Path) -> None:
    shutil.copyfile(source, target)
    sync(target)


def _copy_keys(source: Path, folder: Path, staging: Path) -> None:
    """The keys of persons that are here stay, so that nobody who was erased comes back; else those of the backup come."""
    here, there = folder / KEYS, source.with_name(f"{source.name}.keys")
    kept = here if here.exists() else there
    if kept.exists():
        _copy(kept, staging / KEYS)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def _record(log: SQLiteLog, step: Step) -> None:
    clock = SystemClock()
    SystemLog(log, log.mapper, clock, TimeOrderedIds(clock)).record(step)


def _mention_contradiction(folder: Path) -> None:
    """Say what is to be done where the signer has signed more than the backup holds."""
    with published(folder) as (_, publisher):
        try:
            publisher.require_unbroken()
        except Contradiction as found:
            mention("log_contradicts", origin=found.origin, signed=found.signed, found=found.found)
        except Altered as found:
            mention("log_altered", error=found)


def _switch(staging: Path, folder: Path) -> None:
    """The views go first: they would not see that another log with as many events has come."""
    shutil.rmtree(folder / VIEWS, ignore_errors=True)
    aside = f"{LOG}.replaced-{SystemClock().now():%Y%m%dT%H%M%SZ}"
    for suffix in (*_BESIDE, ".keys"):
        with suppress(FileNotFoundError):
            (folder / f"{LOG}{suffix}").rename(folder / f"{aside}{suffix}")
            mention("put_aside", path=folder / f"{aside}{suffix}")
    for name in (KEYS, LOG):
        with suppress(FileNotFoundError):
            (staging / name).rename(folder / name)
    switch_files(staging, folder)
    with suppress(PermissionError):  # some systems cannot open a folder
        sync(folder)
