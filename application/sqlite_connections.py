"""Connections to one SQLite file: any number that read, and one that writes for everybody who waits."""

import sqlite3
from collections import deque
from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Lock
from typing import Any, Generic, TypeVar, cast

from application.log import Unavailable
from application.sqlite_schema import open_reader, open_writer

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
    """Something to be written, and what came of it. Whoever asked for it sleeps until it is woken."""

    def __init__(self, work: Callable[[sqlite3.Connection], T]) -> None:
        self._work = work
        self._result: T | None = None
        self._asleep = Lock()
        self._asleep.acquire()
        self.error: BaseException | None = None
        self.done = False

    def run(self, db: sqlite3.Connection) -> None:
        """Write within the transaction; what a failing save has written is undone, what others wrote is not."""
        db.execute("SAVEPOINT save")
        try:
            self._result = self._work(db)
        except Exception as error:  # noqa: BLE001 - it is raised where the save was asked for
            self.error = error
            db.execute("ROLLBACK TO save")
        db.execute("RELEASE save")

    def sleep(self) -> None:
        self._asleep.acquire()

    def wake(self) -> None:
        self._asleep.release()

    def outcome(self) -> T:
        """What the work returned or raised."""
        if isinstance(self.error, sqlite3.OperationalError):
            raise Unavailable(str(self.error)) from self.error
        if self.error is not None:
            raise self.error
        return cast("T", self._result)


class Writer:
    """The one connection that writes.

    Whoever finds it free writes for himself; those who come meanwhile wait, and then the first of them writes for all
    who wait, in one transaction with one wait for the disk. A save that fails is undone alone. Nobody is answered
    before the commit.
    """

    def __init__(self, path: Path) -> None:
        self._db = open_writer(path)
        self._lock = Lock()
        self._taken = False
        self._waiting: deque[_Save[Any]] = deque()

    def write(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Do the work in a transaction; its result, once it is on the disk."""
        save = _Save(work)
        if self._must_wait(save):
            save.sleep()
        if not save.done:
            self._write_with_others(save)
        return save.outcome()

    def alone(self, work: Callable[[sqlite3.Connection], object]) -> None:
        """Do what no transaction can hold."""
        turn = _Save(work)
        if self._must_wait(turn):
            turn.sleep()
        self._write_with_others

    def close(self) -> None:
        """Close the connection; what is under way is finished first."""
        with self._lock:
            self._db.close()

    def _must_wait(self, save: _Save[Any]) -> bool:
        with self._lock:
            taken, self._taken = self._taken, True
            if taken:
                self._waiting.append(save)
            return taken

    def _write_with_others(self, first: _Save[Any]) -> None:
        with self._lock:
            others = [self._waiting.popleft() for _ in range(min(len(self._waiting), _TOGETHER))]
        self._commit([first, *others])
        with self._lock:
            following = self._waiting.popleft() if self._waiting else None
            self._taken = following is not None
        for save in [following, *others]:
            if save is not None:
                save.wake()

    def _commit(self, saves: list[_Save[Any]]) -> None:
        try:
            self._db.execute("BEGIN IMMEDIATE")
            for save in saves:
                save.run(self._db)
            self._db.execute("COMMIT")
        except BaseException as error:
            self._give_up(saves, error)
            if not isinstance(error, sqlite3.Error):
                raise
        finally:
            for save in saves:
                save.done = True

    def _give_up(self, saves: list[_Save[Any]], error: BaseException) -> None:
        """Nothing of the transaction is stored; a refusal may have been read from it, and falls with it."""
        if self._db.in_transaction:
            self._db.execute("ROLLBACK")
        for save in saves:
            save.error = Unavailable(str(error))
            save.error.__cause__ = error
