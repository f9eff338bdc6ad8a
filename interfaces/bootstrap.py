"""The one composition root: which store, which clock, which views make an installation."""

from collections.abc import Sequence
from pathlib import Path

from application.desk import Desk
from application.handlers import HANDLERS
from application.log import Log
from application.mapper import FactMapper
from application.ports import Clock, Ids, SystemClock, TimeOrderedIds
from application.sqlite import SQLiteLog
from domain.recorded import Recorded
from interfaces.services import Services
from projections.all import VERSION, VIEWS
from projections.feed import Runner
from projections.rebuild import open_store


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


def open_log(folder: Path) -> SQLiteLog:
    """The log database of an installation's folder, made if it is not there."""
    folder.mkdir(parents=True, exist_ok=True)
    return SQLiteLog(folder / "log.db")


def build(folder: Path, *, clock: Clock | None = None, ids: Ids | None = None) -> Services:
    """Put an installation together over its folder."""
    clock = clock or SystemClock()
    log = open_log(folder)
    views = open_store(folder, VIEWS, VERSION)
    runner = Runner(views, LogFeed(log))
    log.on_commit.append(lambda _conference, _position: runner.poke())
    desk = Desk(log, FactMapper(), clock, ids or TimeOrderedIds(clock), HANDLERS)
    return Services(folder=folder, log=log, desk=desk, clock=clock, views=views, runner=runner)
