"""Which checkpoints a package holds: the same ones whenever the same position is asked for."""

from collections.abc import Iterator
from typing import NamedTuple

from application.audited import SCHEMA
from application.log import SYSTEM, Listed, Log, Signed
from application.proof.inspection import Flaw
from application.proof.notes import Checkpoint, Note
from application.proof.publisher import Altered, Publisher
from application.proof.rooting import root_state
from domain.errors import NotFound
from domain.facts import installation as facts
from domain.recorded import Recorded
from interfaces.services import Services

_AT_ONCE = 1_000


class Chosen(NamedTuple):
    """A checkpoint of a log. ``until`` has, for each epoch up to its own, the last size that was not given up."""

    listed: Listed
    signed: Signed
    until: tuple[int, ...]

    @property
    def size(self) -> int:
        """How many records it is of."""
        return self.signed.size

    @property
    def root(self) -> str:
        """Its root in hexadecimal."""
        return Checkpoint.read(Note.read(self.signed.note).body).root.hex()

    def kept(self, log: Log) -> Iterator[Signed]:
        """The checkpoints of its history, the smallest first; the last is this one."""
        return _kept(log, self.listed.id, self.until)


class Choice(NamedTuple):
    """What is exported: so much of a conference's log, so much of the installation's, and the root over the state."""

    log: Chosen
    system: Chosen
    state_root: bytes


def choose(services: Services, slug: str, position: int | None) -> Choice:
    """The smallest checkpoint that holds a position, or one of now, and the first of the installation's log over it.

    The latest ones are shown to the witnesses, in case nobody has done so yet.
    """
    publisher, log = services.publisher, services.log
    conference, _ = log.conference(slug)
    if conference == SYSTEM:
        raise NotFound("conference_unknown", clause="R-known", thing="conference", id=slug)
    size = _size(publisher, conference, position)
    state_root = root_state(publisher, services.rooting, conference, size)
    publisher.publish(SYSTEM)
    for each in (conference, SYSTEM):
        publisher.cosign(each)
    return _chosen(log, log.listed(conference), size, state_root)


def _size(publisher: Publisher, conference: int, position: int | None) -> int:
    signed = publisher.publish(conference) if position is None else publisher.covering(conference, position)
    if signed is None or signed.size < (position or 1):
        raise NotFound("position_unknown", clause="R-known", thing="position", id=position or 1)
    return signed.size


def _chosen(log: Log, listed: Listed, size: int, state_root: bytes) -> Choice:
    (signed,) = log.checkpoints(listed.id, listed.epoch, covering=size, most=1)
    told = _told(log, listed, signed, state_root)
    if not told.checkpoint:
        raise Altered(listed.origin, [Flaw("checkpoint_unrecorded", log.listed(SYSTEM).origin, str(size))])
    return Choice(told.history(listed, signed), _vouching(log, told), state_root)


class _Told(NamedTuple):
    """What the installation's log says: where a checkpoint and the state as of it stand first, and every new epoch.

    The state as of a size is not in it where that of a larger size was rooted before; ``state`` is the place of that.
    """

    checkpoint: int
    state: int
    epochs: tuple[facts.EpochDeclared, ...]

    def history(self, listed: Listed, signed: Signed) -> Chosen:
        """A checkpoint with the sizes that its history goes back to."""
        begun = [(each.epoch, each.size) for each in self.epochs if each.origin == listed.origin]
        until = (
            min([signed.size, *(size for later, size in begun if epoch < later <= signed.epoch)])
            for epoch in range(1, signed.epoch + 1)
        )
        return Chosen(listed, signed, tuple(until))


def _told(log: Log, listed: Listed, signed: Signed, state_root: bytes) -> _Told:
    root = Checkpoint.read(Note.read(signed.note).body).root.hex()
    wanted = (listed.origin, signed.epoch, signed.size, root)
    state_wanted = (listed.origin, signed.size, SCHEMA, state_root.hex())
    checkpoint, state, larger, epochs = 0, 0, 0, []
    for recorded in _everything(log):
        match recorded.fact:
            case facts.CheckpointSigned() as fact if (fact.origin, fact.epoch, fact.size, fact.root) == wanted:
                checkpoint = checkpoint or recorded.position
            case facts.StateRooted() as fact if (fact.origin, fact.size, fact.schema, fact.root) == state_wanted:
                state = state or recorded.position
            case facts.StateRooted() as fact if fact.origin == listed.origin and fact.size > signed.size:
                larger = larger or recorded.position
            case facts.EpochDeclared() as fact:
                epochs.append(fact)
    return _Told(checkpoint, state or larger, tuple(epochs))


def _vouching(log: Log, told: _Told) -> Chosen:
    """The first checkpoint of the installation's log under which both stand; later ones come and change nothing."""
    system = log.listed(SYSTEM)
    last = log.checkpoints(SYSTEM, system.epoch, last=True)[0]
    until = told.history(system, last).until
    return told.history(system, next(_kept(log, SYSTEM, until, max(told.checkpoint, told.state))))


def _kept(log: Log, conference: int, until: tuple[int, ...], covering: int = 0) -> Iterator[Signed]:
    for epoch, last in enumerate(until, start=1):
        size = covering
        while size <= last and (page := log.checkpoints(conference, epoch, covering=size, most=_AT_ONCE)):
            yield from (signed for signed in page if signed.size <= last)
            size = page[-1].size + 1


def _everything(log: Log) -> Iterator[Recorded]:
    after = 0
    while page := log.read(SYSTEM, after, _AT_ONCE):
        yield from page
        after = page[-1].position
