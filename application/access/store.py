"""One file of rows, for one process's threads in turn and for several processes: statements, and saves of several."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from threading import RLock
from typing import Any

from application.access.schema import connect
from application.codec import instant, microseconds


class Store:
    """Rows of accounts, sessions, tokens and what belongs to them. Its statements stand where they are needed."""

    def __init__(self, path: Path) -> None:
        self._db = connect(path)
        self._turn = RLock()
        self._within = False

    def all(self, statement: str, *values: Any) -> list[Any]:
        """Every row."""
        with self._turn:
            return self._db.execute(statement, _stored(values)).fetchall()

    def one(self, statement: str, *values: Any) -> Any:
        """The first row, or None."""
        return next(iter(self.all(statement, *values)), None)

    def do(self, statement: str, *values: Any) -> int:
        """Change rows, on the disk when it returns; how many."""
        with self._turn:
            return self._db.execute(statement, _stored(values)).rowcount

    @contextmanager
    def together(self) -> Iterator[None]:
        """Several statements in one save, all or none; what is read in it nobody changes meanwhile."""
        with self._turn:
            if self._within:
                yield
                return
            self._db.execute("BEGIN IMMEDIATE")
            self._within = True
            try:
                yield
                self._db.execute("COMMIT")
            except BaseException:
                if self._db.in_transaction:  # SQLite has ended it itself where the disk failed
                    self._db.execute("ROLLBACK")
                raise
            finally:
                self._within = False

    def close(self) -> None:
        """Close the file."""
        with self._turn:
            self._db.close()


def moment(stored: int | None) -> datetime | None:
    """An instant as it was stored, or None."""
    return None if stored is None else instant(stored)


def _stored(values: Sequence[Any]) -> list[Any]:
    return [microseconds(value) if isinstance(value, datetime) else value for value in values]
