"""The access log: who asked for what, from where, and what was answered; a JSON line a request, a file a day (UTC).

Lines are written by a thread of their own, so that no request waits for the disk. When the folder cannot be written the
service goes on: the process log says so once, ``/readyz`` says so as long as it lasts, and the lines lost are counted.
"""

import logging
import os
import re
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread
from time import sleep
from typing import Any, Literal

import orjson

log = logging.getLogger(__name__)

LEAST_DAYS = 183
"""Six months: network logs are kept at least so long (Cybersecurity Law of the People's Republic of China)."""
_MOST_WAITING = 20_000
_GATHERING = 0.02
"""Seconds that lines are gathered before they are written together: to wake the thread for each costs more than the line."""
_FILE = re.compile(r"access-(\d{4}-\d{2}-\d{2})\.jsonl")


class AccessLog:
    """Keeps lines in a folder for so many days."""

    def __init__(
        self, folder: Path, days: int = LEAST_DAYS, now: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self.folder = folder
        self.lost = 0
        self._days = days
        self._now = now
        self._waiting: SimpleQueue[bytes | None] = SimpleQueue()
        self._thread: Thread | None = None
        self._file: int | None = None
        self._day: date | None = None
        self._failing = False
        self._torn = False

    @property
    def kept(self) -> bool:
        """Whether what is written is kept just now."""
        return not self._failing

    def start(self) -> None:
        """Begin to write; what can be known of the folder's state is known when this returns."""
        self._write(b"")
        self._thread = Thread(target=self._run, name="access log", daemon=True)
        self._thread.start()

    def write(self, line: dict[str, Any]) -> None:
        """Keep a line, soon. When too many wait for the disk it is lost."""
        if self._waiting.qsize() < _MOST_WAITING:
            self._waiting.put(orjson.dumps(line, option=orjson.OPT_APPEND_NEWLINE))
        else:
            self.lost += 1

    def close(self) -> None:
        """Write what waits, and end."""
        if self._thread is not None:
            self._waiting.put(None)
            self._thread.join()
            self._thread = None
        self._shut()

    def _run(self) -> None:
        going_on = True
        while going_on:
            lines = [self._waiting.get()]
            sleep(_GATHERING)
            with suppress(Empty):
                while lines[-1] is not None:
                    lines.append(self._waiting.get_nowait())
            going_on = lines[-1] is not None
            self._keep([line for line in lines if line is not None])

    def _keep(self, lines: list[bytes]) -> None:
        if lines and not self._write(b"".join(lines)):
            self.lost += len(lines)

    def _write(self, text: bytes) -> bool:
        """Write whole lines, and say whether they are kept."""
        try:
            self._turn_to(self._now().astimezone(UTC).date())
            self._append(text)
        except OSError as error:
            self._shut()
            if not self._failing:
                log.error("the access log cannot be written: %s", error.strerror)  # noqa: TRY400 - the cause is its name
            self._failing = True
            return False
        if self._failing:
            log.warning("the access log is written again; %d lines were lost", self.lost)
        self._failing = False
        return True

    def _append(self, text: bytes) -> None:
        assert self._file is not None  # noqa: S101 - the day's file is open
        rest = memoryview(b"\n" + text if self._torn and text else text)
        while rest:
            done = os.write(self._file, rest)
            self._torn = rest[done - 1] != ord("\n")
            rest = rest[done:]

    def _turn_to(self, day: date) -> None:
        """Let the day's file be open; when another day begins, what is too old goes."""
        if self._file is not None and self._day == day:
            return
        self._shut()
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.folder.chmod(0o700)
        path = self.folder / f"access-{day.isoformat()}.jsonl"
        self._file = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_NOFOLLOW, 0o600)
        size = os.fstat(self._file).st_size
        self._torn = size > 0 and os.pread(self._file, 1, size - 1) != b"\n"
        self._day = day
        for old in older(self.folder, day - timedelta(days=self._days)):
            old.unlink(missing_ok=True)

    def _shut(self) -> None:
        if self._file is not None:
            os.close(self._file)
            self._file = None


def files(folder: Path) -> list[tuple[date, Path]]:
    """The files of an access log, each with its day, the oldest first."""
    found: list[tuple[date, Path]] = []
    for path in folder.glob("access-*.jsonl"):
        named = _FILE.fullmatch(path.name)
        with suppress(ValueError):
            found += [(date.fromisoformat(named[1]), path)] if named else []
    return sorted(found)


def older(folder: Path, than: date) -> Iterable[Path]:
    """The files of days before a day."""
    return [path for day, path in files(folder) if day < than]


def state_of(access: AccessLog | None) -> Literal["kept", "not kept", "off"]:
    """How the access log of a server is, in a word."""
    return "off" if access is None else "kept" if access.kept else "not kept"
