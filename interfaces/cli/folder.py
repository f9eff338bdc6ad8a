"""The folder of an installation as the tool finds it: its log, and the institution's own streams in it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Annotated, TypeVar

import typer

from application.access.access import Access, open_access
from application.desk import Desk
from application.ledger import institution_id
from application.log import Log
from application.mapper import plain
from application.ports import SystemClock, TimeOrderedIds
from application.proof.publisher import Publisher
from application.sqlite import SQLiteLog
from domain.conference import Conference
from domain.errors import NotFound
from domain.recorded import Recorded
from domain.roster import Roster
from domain.stream import Sealed, Stream
from interfaces.bootstrap import open_log, publishing
from interfaces.cli.speech import Trouble
from interfaces.settings import Entry, Settings

S = TypeVar("S", bound=Stream)
LOG = "log.db"
VIEWS = "views"

Data = Annotated[Path | None, typer.Option("--data", help="数据文件夹 · folder of the data [.lianxi]", metavar="DIR")]
Slug = Annotated[str, typer.Argument(help="会议的名称 · name of the conference", metavar="CONFERENCE")]


@dataclass(frozen=True)
class Kept:
    """A conference whose log is in the folder."""

    log: Log
    slug: str
    key: int
    origin: str

    def own(self, kind: type[S]) -> S:
        """The conference's own stream of a kind, as it stands."""
        found = plain(None, (recorded.fact for recorded in self.history(kind)))
        if not isinstance(found, kind):
            raise NotFound("conference_unknown", clause="R-known", thing="conference", id=self.slug)
        return found

    def history(self, kind: type[Stream]) -> list[Recorded]:
        """The facts of the conference's own stream of a kind."""
        return self.log.history(self.key, institution_id(self.origin, kind))

    @cached_property
    def conference(self) -> Conference:
        """The institution: its editions of the measures."""
        return self.own(Conference)

    @cached_property
    def names(self) -> dict[str, str]:
        """The names of the people on the roll, as far as they were not erased."""
        entered = [recorded.fact for recorded in self.history(Roster)]
        sealed = {
            name.commitment: str(vars(fact)["person"])
            for fact in entered
            if isinstance(name := vars(fact).get("name"), Sealed)
        }
        opened = self.log.openings(self.key, sealed)
        return {sealed[commitment]: opening.value for commitment, opening in opened.items()}


@contextmanager
def opened(data: Path | None) -> Iterator[SQLiteLog]:
    """The log of a folder that has one."""
    folder = holding(data)
    log = open_log(folder)
    try:
        yield log
    finally:
        log.close()


@contextmanager
def published(data: Path | None) -> Iterator[tuple[SQLiteLog, Publisher]]:
    """The log of a folder that has one, and what signs it."""
    folder, clock = holding(data), SystemClock()
    with opened(folder) as log:
        yield log, publishing(folder, log, clock, TimeOrderedIds(clock))


@dataclass(frozen=True)
class Entered:
    """A conference whose log is in the folder, and who may come in to it."""

    kept: Kept
    access: Access
    desk: Desk

    def seats_of(self, person: str) -> tuple[str, ...]:
        """The seats somebody holds now."""
        return self.desk.seated(self.kept.slug, person).seats


@contextmanager
def entered(data: Path | None, slug: str) -> Iterator[Entered]:
    """One conference of a folder with its accounts; what is done to them is recorded in the installation's log."""
    clock = SystemClock()
    with published(data) as (log, publisher):
        key, origin = log.conference(slug)
        access = open_access(
            holding(data),
            log=log,
            system=publisher.system,
            locks=log.vault,
            clock=clock,
            breached=Entry.from_environment().breached,
        )
        try:
            desk = Desk(log, log.mapper, clock, TimeOrderedIds(clock), {})
            yield Entered(Kept(log, slug, key, origin), access, desk)
        finally:
            access.close()


@contextmanager
def kept(data: Path | None, slug: str) -> Iterator[Kept]:
    """One conference of a folder."""
    with opened(data) as log:
        key, origin = log.conference(slug)
        yield Kept(log, slug, key, origin)


def holding(data: Path | None) -> Path:
    """The folder asked for, which must hold an installation: looking never makes one."""
    folder = Settings.from_environment(data).data
    if not (folder / LOG).is_file():
        raise Trouble("no_data", folder=folder)
    return folder
