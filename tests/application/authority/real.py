"""The imagined conference made real: its facts in a log of its own, and the real desk before them."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, date, datetime, time
from functools import cache
from pathlib import Path
from typing import Any

from application.authority.imagined import INSTALLATION, SLUG, Town
from application.commands.command import Command
from application.desk import Asked, Desk
from application.handlers import HANDLERS
from application.log import Batch, Lineage
from application.mapper import FactMapper
from application.ports import TimeOrderedIds
from application.sqlite import SQLiteLog
from domain.errors import Failure, ReasonNeeded
from domain.stream import Fact


@cache
def _mapper() -> FactMapper:
    """Kept, because it takes long to make."""
    return FactMapper()


class Standing:
    """A clock that stands at noon of a day."""

    def __init__(self, day: date) -> None:
        self.day = day

    def now(self) -> datetime:
        return datetime.combine(self.day, time(12), UTC)


class Real:
    """The desk of a conference that has lived what the imagined one lived."""

    def __init__(self, log: SQLiteLog, town: Town) -> None:
        self.clock = Standing(town.day)
        self.log = log
        self.key = log.create_conference(SLUG, INSTALLATION, self.clock.now())
        self.desk = Desk(log, log.mapper, self.clock, TimeOrderedIds(self.clock), HANDLERS)
        lived = [(life.stream.TOPIC, fact) for life in town.lives.values() for fact in life.facts]
        for at in sorted({fact.timestamp for _, fact in lived}):
            self._append([(kind, fact) for kind, fact in lived if fact.timestamp == at], at, town)

    def _append(self, facts: list[tuple[str, Fact]], at: datetime, town: Town) -> None:
        begun = {fact.originator_id for _, fact in facts}
        marks = {key: life.stream.is_open for key, life in town.lives.items() if key in begun}
        lineage = Lineage(cmd="lived", corr="lived")
        self.log.append(Batch(conference=self.key, facts=facts, at=at, lineage=lineage, open_marks=marks))

    def do(self, person: str, command: Command, **around: Any) -> None:
        """Let somebody do something."""
        self.desk.do(Asked(conference=SLUG, person=person, command=command, **around))

    def refusal(self, person: str, command: Command, **around: Any) -> Failure | None:
        """What the desk answers when somebody asks, with a reason for whatever it departs from; nothing is recorded."""
        reasons: dict[str, str] = {}
        while True:
            asked = Asked(conference=SLUG, person=person, command=command, departing=reasons, **around)
            try:
                self.desk.do_all([asked], dry_run=True)
            except ReasonNeeded as needed:
                reasons = reasons | {breach.code: "已说明理由" for breach in needed.breaches}
            except Failure as failure:
                return failure
            else:
                return None


@contextmanager
def real(folder: Path, town: Town) -> Iterator[Real]:
    """A log in a folder of its own, closed afterwards. The journal of refusals is not what is looked at here."""
    folder.mkdir(parents=True)
    with closing(SQLiteLog(folder / "log.db", _mapper(), sw="0.0.0-test")) as log:
        log.journal_refusal = lambda *_, **__: None  # type: ignore[method-assign]
        yield Real(log, town)
