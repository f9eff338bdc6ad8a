"""Files beside a backup of the log: copied with it, checked, and put back."""

from collections.abc import Iterable
from contextlib import closing, suppress
from pathlib import Path

from application.files.copying import copy_files, has_files
from application.files.store import FOLDER, REGISTER, Files
from application.log import Log
from application.ports import SystemClock
from interfaces.cli.speech import Trouble, mention

_STAGED = "with-files"
_BESIDE = (FOLDER, REGISTER, f"{REGISTER}-wal", f"{REGISTER}-shm")


def files_beside(backup: Path) -> Path:
    """Where the files of a backup lie."""
    return backup.with_name(f"{backup.name}.{FOLDER}")


def back_up_files(folder: Path, target: Path) -> None:
    """Copy the files of an installation beside a backup of its log, which was made before; those not sound are named."""
    if not has_files(folder):
        return
    beside = files_beside(target)
    partial = beside.with_name(f"{beside.name}.partial")
    copied = list(copy_files(folder, partial))
    partial.rename(beside)
    mention("files_copied", count=sum(sound for _, sound in copied), path=beside)
    _require_sound(copied)


def stage_files(source: Path, staging: Path, log: Log) -> None:
    """Take the files of a backup, if there are any, to where the log is put together; what names tell of the erased goes."""
    beside = files_beside(source)
    if not has_files(beside):
        return
    taken = staging / _STAGED
    _require_sound(copy_files(beside, taken))
    with closing(Files(taken, SystemClock())) as files:
        for listed in log.conferences():
            for person in log.shut_about(listed.id):
                files.forget(listed.id, person)


def switch_files(staging: Path, folder: Path) -> None:
    """Put the present files aside, and those of the backup in their place; without any the present ones stay."""
    taken = staging / _STAGED
    if not taken.is_dir():
        return
    aside = f"replaced-{SystemClock().now():%Y%m%dT%H%M%SZ}"
    for name in _BESIDE:
        with suppress(FileNotFoundError):
            (folder / name).rename(folder / f"{name}.{aside}")
            mention("put_aside", path=folder / f"{name}.{aside}")
    for name in (FOLDER, REGISTER):
        with suppress(FileNotFoundError):
            (taken / name).rename(folder / name)


def _require_sound(copied: Iterable[tuple[str, bool]]) -> None:
    altered = [digest for digest, sound in copied if not sound]
    if altered:
        raise Trouble("files_altered", count=len(altered), digests="\n".join(altered))
