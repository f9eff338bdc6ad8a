"""Making all views anew from the logs while the old ones serve, and changing over to them at once.

A folder holds one file for each making of the views, and a pointer to the one in use, replaced in one step. Both bear
the edition of the views in their names: the version that is given, and a digest of the tables. So another release, or
another shape of the views, has files of its own and can make them before it serves.
"""

import os
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import TypeAlias
from zlib import crc32

from projections import FoldFailed, View, sql
from projections.feed import Feed, step
from projections.store import ViewStore, discard

BATCH = 5_000
PATIENCE = 3_600
"""Seconds that a server without views waits for another process which makes them."""

Progress: TypeAlias = Callable[[int, int], None]
"""Told how many events are folded, of how many."""


class Busy(Exception):
    """Another process is rebuilding the views."""


class Shelf:
    """The folder where the files of the views stand. One process serves from it; it or another may rebuild them."""

    def __init__(self, folder: Path, views: Sequence[View], version: int) -> None:
        shape = [(sql.tables(view), sql.indexes(view)) for view in views]
        self._folder = folder
        self._views = views
        self._edition = f"{version}-{crc32(repr(shape).encode()):08x}"
        self._pointer = folder / f"current-{self._edition}"

    def open(self, feed: Feed, progress: Progress | None = None) -> ViewStore:
        """Open the views; where none of this edition stand ready, make them first.

        An event that cannot be folded does not keep a server from starting: its runner will tell.
        """
        self._folder.mkdir(parents=True, exist_ok=True)
        path = self._current()
        if path is None:
            path = self._make_first(feed, progress)
        with suppress(Busy), self._alone(0):
            self._tidy(path)
        return ViewStore(path, self._views)

    def rebuild(self, feed: Feed, progress: Progress | None = None) -> None:
        """Make all views anew; servers change over by themselves. When a view cannot be made, nothing is changed."""
        self._folder.mkdir(parents=True, exist_ok=True)
        with self._alone(0):
            self._make(partial(_fill, feed=feed, progress=progress))

    def newer(self, store: ViewStore) -> ViewStore | None:
        """The store that was made since this one was opened, if one was."""
        path = self._named()
        return None if path in (None, store.path) or not _is_sound(path) else ViewStore(path, self._views)

    def _make_first(self, feed: Feed, progress: Progress | None) -> Path:
        def fill(store: ViewStore) -> None:
            with suppress(FoldFailed):
                _fill(store, feed, progress)

        with self._alone(PATIENCE):
            return self._current() or self._make(fill)

    def _named(self) -> Path | None:
        """The file that the pointer names, if there is a pointer."""
        try:
            return self._folder / self._pointer.read_text()
        except FileNotFoundError:
            return None

    def _current(self) -> Path | None:
        """The file in use, if it is fit for use."""
        path = self._named()
        return path if path is not None and _is_sound(path) else None

    def _make(self, fill: Callable[[ViewStore], None]) -> Path:
        """Fill a new file, and point to it unless that fails."""
        for leftover in self._folder.glob("*.building"):
            discard(leftover)
        made = [int(path.stem.rpartition("-")[2]) for path in self._folder.glob(f"views-{self._edition}-*.db")]
        path = self._folder / f"views-{self._edition}-{max(made, default=0) + 1}.db"
        building = path.with_suffix(".building")
        try:
            with closing(ViewStore(building, self._views)) as store:
                store.unindex()
                fill(store)
                store.index()
            _replace(building, path)
        finally:
            discard(building)
        self._point_to(path)
        return path

    def _point_to(self, path: Path) -> None:
        draft = self._pointer.with_suffix(".new")
        draft.write_text(path.name)
        _replace(draft, self._pointer)

    def _tidy(self, path: Path) -> None:
        """Remove what other makings, editions and broken rebuilds have left."""
        for file in (*self._folder.glob("views-*"), *self._folder.glob("current-*")):
            if file != self._pointer and not file.name.startswith(path.name):
                with suppress(OSError):
                    file.unlink()

    @contextmanager
    def _alone(self, patience: float) -> Iterator[None]:
        """Keep other processes from rebuilding; the lock is SQLite's, so it ends with the process at the latest."""
        lock = sqlite3.connect(self._folder / "rebuilding", timeout=patience, isolation_level=None)
        with closing(lock):
            try:
                lock.execute("BEGIN EXCLUSIVE")
            except sqlite3.OperationalError as error:
                raise Busy from error
            yield


def _fill(store: ViewStore, feed: Feed, progress: Progress | None) -> None:
    heads = {conference: feed.head(conference) for conference in feed.conferences()}
    done = 0
    for conference, head in heads.items():
        position = 0
        while position < head:
            reached, _ = step(store, feed, conference, BATCH)
            done, position = done + reached - position, reached
            if progress is not None:
                progress(done, max(done, sum(heads.values())))


def _is_sound(path: Path) -> bool:
    """Whether the file is there and is a database with views in it."""
    with suppress(sqlite3.Error), closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True)) as db:
        db.execute(sql.ALL_POSITIONS).fetchone()
        return True
    return False


def _replace(new: Path, old: Path) -> None:
    """Put a file in another's place, so that after a crash the one or the other is there, and whole."""
    with new.open("rb+") as file:
        os.fsync(file.fileno())
    new.replace(old)
    with suppress(PermissionError):  # some systems cannot open a folder
        folder = os.open(old.parent, os.O_RDONLY)
        os.fsync(folder)
        os.close(folder)
