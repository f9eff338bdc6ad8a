"""Connections to one SQLite file: any number that read, and one that writes for everybody who waits."""

import sqlite3
from collections import deque
from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Lock
from typing import Any, Generic, TypeVar, cast

from application.log import Unavailable
from application.sqlite_schema import open_reader, open_writer
from application.sqlite_sheet import Sheet

T = TypeVar("T")
_TOGETHER = 256


class Readers:
    """Connections that read, each in use by one thread at a time."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = Lock()
        self._idle: list[sqlite3.Connection] = []
        self._closed = False

    def all(self, statement: str, values: Sequence[Any] = ()) -> list[Any]:
        """Every row of one statement, from one snapshot."""
        db = self._take()
        try:
            return db.execute(statement, values).fetchall()
        finally:
            self._give(db)

    def one(self, statement: str, values: Sequence[Any] = ()) -> Any:
        """The first row, or None."""
        return next(iter(self.all(statement, values)), None)

    def close(self) -> None:
        """Close the connections; one in use is closed when it is given back."""
        with self._lock:
            self._closed = True
            while self._idle:
                self._idle.pop().close()

    def _take(self) -> sqlite3.Connection:
        with self._lock:
            if self._closed:
                raise Unavailable("the log is closed")
            return self._idle.pop() if self._idle else open_reader(self._path)

    def _give(self, db: sqlite3.Connection) -> None:
        with self._lock:
            if self._closed:
                db.close()
            else:
                self._idle.append(db)


class _Save(Generic[T]):
    """Something to be written, and what came of it. Whoever asked for it may sleep until it is woken."""

    def __init__(self, work: Callable[[Sheet], T]) -> None:
        self._work = work
        self._result: T | None = None
        self._error: Exception | None = None
        self._asleep = Lock()
        self._asleep.acquire()
        self.done = False
        self.on_disk = False

    def run(self, sheet: Sheet) -> None:
        """Do the work within the transaction; a refusal is kept for whoever asked, and holds up nobody else."""
        try:
            self._result = self._work(sheet)
        except sqlite3.Error:
            raise
        except Exception as error:  # noqa: BLE001 - it is raised where the save was asked for
            self._error = error

    def fail(self, error: BaseException) -> None:
        """Nothing of the transaction is stored; a refusal may have been read from it, and falls with it."""
        self._error = Unavailable(str(error))
        self._error.__cause__ = error

    def sleep(self) -> None:
        self._asleep.acquire()

    def wake(self) -> None:
        self._asleep.release()

    def outcome(self) -> T:
        """What the work returned or raised."""
        if self._error is not None:
            raise self._error
        if not self.on_disk:
            raise Unavailable("the commit was cut short")
        return cast("T", self._result)


class Writer:
    """The one connection that writes.

    Whoever finds it free writes for himself; those who come meanwhile wait, and then the first of them writes for all
    who wait, in one transaction with one wait for the disk. Work refuses before it writes, so a refusal is one save's
    alone; what the database does not take fails them all. Nobody is answered before the commit.
    """

    def __init__(self, path: Path, sw: str) -> None:
        self._db = open_writer(path)
        self._sw = sw
        self._at_work = Lock()
        self._queue = Lock()
        self._taken = False
        self._waiting: deque[_Save[Any]] = deque()

    def write(self, work: Callable[[Sheet], T]) -> T:
        """Do the work in a transaction; its result, once it is on the disk."""
        save = _Save(work)
        if self._is_taken(save):
            save.sleep()
        if not save.done:
            self._write_for_all(save)
        return save.outcome()

    def close(self) -> None:
        """Close the connection when what is under way is finished; nothing is written any more."""
        with self._at_work:
            self._db.close()

    def _is_taken(self, save: _Save[Any]) -> bool:
        with self._queue:
            taken, self._taken = self._taken, True
            if taken:
                self._waiting.append(save)
            return taken

    def _write_for_all(self, first: _Save[Any]) -> None:
        with self._queue:
            others = [self._waiting.popleft() for _ in range(min(len(self._waiting), _TOGETHER))]
        try:
            self._commit([first, *others])
        finally:
            self._hand_over(others)

    def _hand_over(self, others: list[_Save[Any]]) -> None:
        with self._queue:
            following = [self._waiting.popleft()] if self._waiting else []
            self._taken = bool(following)
        for save in following + others:
            save.wake()

    def _commit(self, saves: list[_Save[Any]]) -> None:
        try:
            with self._at_work:
                self._commit_together(saves)
        except sqlite3.Error as error:
            for save in saves:
                save.fail(error)
        finally:
            for save in saves:
                save.done = True

    def _commit_together(self, saves: list[_Save[Any]]) -> None:
        self._db.execute("BEGIN IMMEDIATE")
        try:
            sheet = Sheet(self._db, self._sw)
            for save in saves:
                save.run(sheet)
            sheet.write()
            self._db.execute("COMMIT")
        except BaseException:
            if self._db.in_transaction:
                self._db.execute("ROLLBACK")
            raise
        for save in saves:
            save.on_disk = True
