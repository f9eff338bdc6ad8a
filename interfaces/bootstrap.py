"""The one composition root: which store, which clock, which views make an installation."""

import os
from collections.abc import Callable, Sequence
from pathlib import Path

from application.access.access import open_access
from application.access.openid.provider import Provider
from application.desk import Desk
from application.drafts import FILE as DRAFTS
from application.drafts import Drafts
from application.files.scanning import scanner_of
from application.files.store import Files
from application.files.sweeping import Sweeper
from application.handlers import HANDLERS
from application.log import SYSTEM, Log
from application.mapper import FactMapper
from application.ports import Clock, Ids, SystemClock, TimeOrderedIds
from application.proof.policy import NOBODY, Policy
from application.proof.publisher import Publisher
from application.proof.rooting import Rooting
from application.proof.signer import Signer
from application.proof.system import SystemLog
from application.proof.watch import Watch
from application.proof.witness_client import Witnesses
from application.record import release
from application.sqlite import SQLiteLog
from domain.recorded import Recorded
from interfaces.services import Services
from interfaces.settings import Entry
from interfaces.uploads import Uploads
from projections.feed import Runner
from projections.rebuild import Shelf
from projections.registry import VERSION, VIEWS

_ENTRY, _UPLOADS = Entry(), Uploads()


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


def witnesses_of(folder: Path) -> str:
    """The policy of an installation: its witnesses, where they are reached, and their quorum; else that there is none."""
    named = folder / "witnesses.policy"
    return named.read_text(encoding="utf-8") if named.exists() else f"quorum {NOBODY}\n"


def publishing(folder: Path, log: SQLiteLog, clock: Clock, ids: Ids) -> Publisher:
    """What signs the logs of an installation's folder, and shows them to the witnesses that its policy names."""
    system = SystemLog(log, log.mapper, clock, ids)
    policy = Policy.read(witnesses_of(folder).encode())
    return Publisher(
        log=log,
        system=system,
        signer=Signer(folder / "signer"),
        clock=clock,
        witnesses=Witnesses(policy),
        policy=policy,
        release=release(),
    )


def build(
    folder: Path,
    *,
    clock: Clock | None = None,
    ids: Ids | None = None,
    random: Callable[[int], bytes] = os.urandom,
    entry: Entry = _ENTRY,
    uploads: Uploads = _UPLOADS,
    providers: Sequence[Provider] = (),
) -> Services:
    """Put an installation together over its folder; ``random`` salts the commitments to personal values.

    ``Contradiction``: a log does not continue what was signed of it.
    """
    clock = clock or SystemClock()
    ids = ids or TimeOrderedIds(clock)
    log = open_log(folder, random)
    publisher, rooting = publishing(folder, log, clock, ids), Rooting(log, log.mapper)
    _require_unbroken(publisher, log)
    access = open_access(
        folder,
        log=log,
        system=publisher.system,
        locks=log.vault,
        clock=clock,
        second_factor=entry.second_factor,
        breached=entry.breached,
        origin=entry.origin,
        providers=providers,
    )
    drafts = Drafts(folder / DRAFTS, clock, log.vault)
    log.on_erase += [access.accounts.forget, drafts.forget]
    files = Files(folder, clock, limits=uploads.limits, scanner=scanner_of(uploads.scanner))
    sweeper = Sweeper(files, log)
    log.on_erase.append(sweeper.forget)
    feed = LogFeed(log)
    shelf = view_shelf(folder)
    views = shelf.open(feed)
    runner = Runner(views, feed, shelf.newer)
    log.on_commit.append(lambda conference, _: None if conference == SYSTEM else runner.poke(conference))
    return Services(
        folder=folder,
        log=log,
        access=access,
        desk=Desk(log, log.mapper, clock, ids, HANDLERS, access.role_of),
        clock=clock,
        views=views,
        runner=runner,
        publisher=publisher,
        rooting=rooting,
        watch=Watch(publisher, rooting),
        files=files,
        drafts=drafts,
        sweeper=sweeper,
    )


def _require_unbroken(publisher: Publisher, log: SQLiteLog) -> None:
    """A log that does not continue what was signed of it, as after an old backup was put back, is not served."""
    try:
        publisher.require_unbroken()
    except BaseException:
        log.close()
        raise
