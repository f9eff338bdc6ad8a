"""A small installation that has lived and was signed, and the three looks that must find whoever alters it."""

import shutil
from collections.abc import Iterator
from contextlib import closing, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import mkdtemp
from time import monotonic
from uuid import UUID

from application.commands.institution import EnterPerson, ErasePerson
from application.desk import Asked, Desk, Done
from application.handlers import HANDLERS
from application.ports import TimeOrderedIds
from application.proof.notes import Note
from application.proof.operating import rotate_key
from application.proof.publisher import Altered
from application.proof.rooting import Rooting
from application.proof.signer import Contradiction
from application.proof.watch import Watch
from domain.charter_reading import built_in
from interfaces.bootstrap import LogFeed, build, open_log, publishing
from interfaces.founding import Founding, found
from interfaces.services import Services
from projections.feed import catch_up
from tests.application.proof.growing import NOON, witness_key
from tests.interfaces.lianxi import lianxi

SLUG = "chengqiao"
ORIGIN, SYSTEM_ORIGIN = f"lianxi.test/{SLUG}", "lianxi.test/system"
CONFERENCE = 1
WITNESS = witness_key("union.example/w")
POLICY = f"witness union {WITNESS.public}\nquorum union\n"


class Ticking:
    """A clock that goes on a second each time it is read."""

    def __init__(self) -> None:
        self.at = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)

    def now(self) -> datetime:
        self.at += timedelta(seconds=1)
        return self.at


class Lived:
    """The folder as it is, and as it was half way; the office's person, and one who was erased since."""

    def __init__(self) -> None:
        self.base = Path(mkdtemp(prefix="lianxi-live-"))
        self.folder, self.older = self.base / "now", self.base / "older"
        self.clock = Ticking()
        self.folder.mkdir()
        (self.folder / "witnesses.policy").write_text(POLICY)
        with closing(build(self.folder, clock=self.clock)) as services:
            founding = Founding(slug=SLUG, charter=built_in(), person="王小明", duty="union_office_staff")
            self.office = found(services, "lianxi.test", founding)
            self.people = list(self._enter(services, 20))
            self._seen(services)
        shutil.copytree(self.folder, self.older)
        with closing(build(self.folder, clock=self.clock)) as services:
            self._do(services, ErasePerson(person=self.people[0], basis="本人要求"))
            rotate_key(services.publisher, CONFERENCE)
            list(self._enter(services, 250))
            self._seen(services)

    def copy(self, folder: Path) -> Path:
        shutil.copytree(self.folder, folder)
        return folder

    def _enter(self, services: Services, count: int) -> Iterator[UUID]:
        for number in range(count):
            done = self._do(services, EnterPerson(name=f"职工{number}"))
            assert done.stream is not None
            yield done.stream
            if number % 50 == 10:
                services.publisher.publish_all()

    def _do(self, services: Services, command: EnterPerson | ErasePerson) -> Done:
        return services.desk.do(Asked(conference=SLUG, person=self.office, command=command))

    def _seen(self, services: Services) -> None:
        services.publisher.publish_all()
        for listed in services.log.logs():
            latest = services.publisher.latest(listed.id)
            assert latest is not None
            line = WITNESS.cosignature(Note.read(latest.note).body, NOON)
            services.publisher.keep_cosignatures(listed.id, latest, line)
        catch_up(services.views, LogFeed(services.log), CONFERENCE)


def entering(office: str, name: str) -> Asked:
    """The office enters somebody on the roll."""
    return Asked(conference=SLUG, person=office, command=EnterPerson(name=name))


def at_the_start(folder: Path) -> list[str]:
    """What is found when the installation is started."""
    try:
        services = build(folder)
    except (Contradiction, Altered) as fault:
        return [str(fault)]
    with closing(services):
        services.watch.inspect_all()
        return [flaw for flaws in services.watch.faults.values() for flaw in flaws]


def at_the_checkpoint(folder: Path, office: str) -> list[str]:
    """What is found when something more is recorded, if it can be, and is to be signed."""
    clock = Ticking()
    clock.at = datetime(2026, 6, 1, tzinfo=UTC)
    log, ids = open_log(folder), TimeOrderedIds(clock)
    with closing(log):
        publisher = publishing(folder, log, clock, ids)
        with suppress(Exception):
            Desk(log, log.mapper, clock, ids, HANDLERS).do(entering(office, "后来"))
        watch = Watch(publisher, Rooting(log, log.mapper))
        watch.look()
    return [flaw for flaws in watch.faults.values() for flaw in flaws]


def at_the_audit(folder: Path) -> list[str]:
    """What ``lianxi audit verify`` finds; it says so by its exit code, and without a trace of Python."""
    result = lianxi("audit", "verify", "--data", folder)
    assert "Traceback" not in result.output
    told = [" ".join(line.split()) for line in result.stdout.splitlines() if "records are as they" not in line]
    told = [line for line in told if "the views are what" not in line]
    assert (result.exit_code == 1) == bool(told or result.stderr.startswith("log_")), result.output
    return told


def write_for(folder: Path, office: str, seconds: float) -> None:
    """Record and publish all the time, as another process."""
    with closing(build(folder)) as services:
        until = monotonic() + seconds
        while monotonic() < until:
            services.desk.do(entering(office, "同时"))
            services.watch.look()
            assert services.watch.sound
