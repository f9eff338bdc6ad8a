"""An installation's logs with what signs them, which a test lets grow, crash, and start again."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path
from time import sleep

from application.log import SYSTEM, Signed
from application.mapper import FactMapper
from application.ports import TimeOrderedIds
from application.proof.merkle import root, root_of
from application.proof.notes import Checkpoint, Note
from application.proof.policy import Policy
from application.proof.publisher import Publisher
from application.proof.rooting import Rooting
from application.proof.signer import Contradiction, Signer
from application.proof.system import SystemLog, that
from application.proof.watch import Watch
from application.proof.witness_client import Witnesses
from application.sqlite import SQLiteLog
from domain.conference import Conference
from domain.facts import installation as facts
from domain.installation import Installation
from domain.roster import Roster
from domain.topic import Topic
from tests.application.proof.growing import ORIGIN, Growing
from tests.application.writing import INSTALLATION, a_batch, an_id, topic_facts
from tests.cast import NOW

RELEASE = "0.0.0-test"
TOWN = f"{INSTALLATION}/chengqiao"


class Hand:
    """A clock that goes on a second each time it is read."""

    def __init__(self) -> None:
        self.at = NOW

    def now(self) -> datetime:
        self.at += timedelta(seconds=1)
        return self.at


class House:
    """The logs of one folder, opened once; ``again`` opens them as the next process does."""

    def __init__(self, folder: Path, policy: str = "quorum none\n") -> None:
        self.folder = folder
        self.log = SQLiteLog(folder / "log.db", FactMapper([Conference, Roster, Topic, Installation]), sw=RELEASE)
        self.clock = Hand()
        self.signer = Signer(folder / "signer")
        self.system = SystemLog(self.log, self.log.mapper, self.clock, TimeOrderedIds(self.clock))
        trusted = Policy.read(policy.encode())
        self.publisher = Publisher(
            log=self.log,
            system=self.system,
            signer=self.signer,
            clock=self.clock,
            witnesses=Witnesses(trusted, seconds=2.0),
            policy=trusted,
            release=RELEASE,
        )
        self.rooting = Rooting(self.log, self.log.mapper)
        self.watch = Watch(self.publisher, self.rooting)
        if not self.log.logs():
            self.log.create_conference("chengqiao", INSTALLATION, NOW)
        self.key, _ = self.log.conference("chengqiao")

    def again(self) -> "House":
        self.log.close()
        return House(self.folder)

    def grow(self, count: int = 1, at: datetime | None = None) -> None:
        """Record a topic with so many facts."""
        at = at or self.clock.now()
        self.log.append(a_batch(self.key, *topic_facts(an_id(), count, at=at), at=at))

    def publish(self) -> Signed:
        signed = self.publisher.publish(self.key)
        assert signed is not None
        return signed

    def said(self, name: str) -> list[dict[str, object]]:
        """The bodies of what the installation's log says under a name."""
        found = (each.fact for each in self.log.read(SYSTEM, 0, 10**6) if each.type == f"installation.{name}/1")
        return [vars(fact) for fact in found]

    def told(self) -> list[object]:
        """The sizes of the checkpoints that the installation's log tells of."""
        return [each["size"] for each in self.said("checkpoint_signed")]

    def kept(self) -> list[int]:
        return [each.size for each in self.log.checkpoints(self.key, self.log.listed(self.key).epoch)]

    def own_root(self, size: int, conference: int | None = None) -> bytes:
        """The root as the records alone make it."""
        leaves = self.log.leaves(self.key if conference is None else conference, 0, size)
        return root_of(leaves)

    def flaws(self) -> list[str]:
        return [str(flaw) for listed in self.log.logs() for flaw in self.publisher.inspect(listed)]


@contextmanager
def house(folder: Path, policy: str = "quorum none\n") -> Iterator[House]:
    one = House(folder, policy)
    try:
        yield one
    finally:
        one.log.close()


def checkpoint(log: Growing, size: int) -> Checkpoint:
    return Checkpoint(ORIGIN, size, root(log.hashes, size))


def sign_all(folder: Path, story: int, sizes: int, told: Connection) -> None:
    """Sign every size of a history, as far as the signer lets, telling each note that it gave; begun with the others."""
    signer, log = Signer(folder), Growing(sizes, story=story)
    told.send(None)
    while not (folder.parent / "begin").exists():
        sleep(0.001)
    for size in range(1, sizes + 1):
        try:
            note = signer.sign(checkpoint(log, size), partial(_slowly, log, size))
        except Contradiction:
            continue
        told.send(note.text)
    told.close()


def _slowly(log: Growing, size: int, old: int) -> list[bytes]:
    sleep(0.001)  # so that others come in between, if they can
    return log.proof(size)(old)


def record_all(folder: Path, times: int) -> None:
    """Let one process of several grow and publish the logs."""
    with house(folder) as one:
        for _ in range(times):
            one.grow()
            one.publish()


def heard(told: Connection) -> list[Note]:
    """Every note that was told until the other end closed."""
    notes: list[Note] = []
    while True:
        try:
            notes += [Note.read(text)] if (text := told.recv()) else []
        except (EOFError, OSError):
            return notes


def beat(folder: Path, times: int) -> None:
    """Let one process of several write the installation's log."""
    with house(folder) as one:
        for _ in range(times):
            one.system.record(that(facts.Heartbeat))


def grow_once(folder: Path) -> None:
    """Let another process record something."""
    with house(folder) as one:
        one.grow(2)
