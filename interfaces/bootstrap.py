"""The one composition root: which store, which clock, which views make an installation."""

import os
from collections.abc import Callable, Sequence
from pathlib import Path

from application.desk import Desk
from application.handlers import HANDLERS
from application.log import Log
from application.mapper import FactMapper
from application.ports import Clock, Ids, SystemClock, TimeOrderedIds
from application.sqlite import SQLiteLog
from domain.recorded import Recorded
from interfaces.services import Services
from projections.feed import Runner
from projections.rebuild import Shelf
from projections.registry import VERSION, VIEWS


class LogFeed:
    """The logs as followers read them."""

    def __init__(self, log: Log) -> None:
        self._log = log

    def conferences(self) -> list[int]:
        """The conferences there are."""
        return [listed.id for listed in self._log.conferences()]

    def head(self, conference: int) -> int:
        """The last position recorded."""
        return self._log.head(conference)

    def read(self, conference: int, after: int, limit: int) -> Sequence[Recorded]:
        """What was recorded after a position."""
        return self._log.read(conference, after, limit)


def open_log(folder: Path, random: Callable[[int], bytes] = os.urandom) -> SQLiteLog:
    """The log database of an installation's folder, made if it is not there."""
    folder.mkdir(parents=True, exist_ok=True)
    return SQLiteLog(folder / "log.db", FactMapper(random=random))


def view_shelf(folder: Path) -> Shelf:
    """Where the views of an installation's folder stand."""
    return Shelf(folder / "views", VIEWS, VERSION)


def build(
    folder: Path,
    *,
    clock: Clock | None = None,
    ids: Ids | None = None,
    random: Callable[[int], bytes] = os.urandom,
) -> Services:
    """Put an installation together over its folder; ``random`` salts the commitments to personal values."""
    clock = clock or SystemClock()
    log = open_log(folder, random)
    feed = LogFeed(log)
    shelf = view_shelf(folder)
    views = shelf.open(feed)
    runner = Runner(views, feed, shelf.newer)
    log.on_commit.append(lambda conference, _: runner.poke(conference))
    desk = Desk(log, log.mapper, clock, ids or TimeOrderedIds(clock), HANDLERS)
    return Services(folder=folder, log=log, desk=desk, clock=clock, views=views, runner=runner)
