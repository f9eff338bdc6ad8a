"""Publishing what was recorded: a checkpoint of a log, signed, kept, recorded in the installation's log, witnessed."""

from base64 import b64encode
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from itertools import pairwise

from application.log import SYSTEM, Listed, Log, Signed, Unavailable
from application.ports import Clock
from application.proof import merkle
from application.proof.inspection import Flaw, inspect, inspect_beside, inspect_some
from application.proof.notes import Checkpoint, Note, SigningKey
from application.proof.policy import NOBODY, Policy
from application.proof.signer import Contradiction, Signer
from application.proof.system import Step, SystemLog, that
from application.proof.witness_client import Outcome, Witnesses
from domain.facts import installation as facts
from domain.facts import roster
from domain.installation import Installation

_WINDOW = 4_096
_AT_ONCE = 1_000
_LOOKED_BACK = 500


class Altered(Exception):
    """The log's rows are not what was recorded: nothing more of it is signed."""

    def __init__(self, origin: str, flaws: Sequence[Flaw]) -> None:
        super().__init__(str(flaws[0]))
        self.origin = origin
        self.flaws = tuple(flaws)


class Publisher:
    """Publishes the logs of one installation."""

    def __init__(
        self,
        *,
        log: Log,
        system: SystemLog,
        signer: Signer,
        clock: Clock,
        witnesses: Witnesses,
        policy: Policy,
        release: str,
    ) -> None:
        self.log = log
        self.system = system
        self.signer = signer
        self.clock = clock
        self.witnesses = witnesses
        self.policy = policy
        self._release = release
        self.asked: dict[int, dict[str, str]] = {}
        """What each witness said when it was shown a log last."""
        self._looked_at: dict[int, int] = {}

    def require_unbroken(self) -> None:
        """Every log continues what was signed of it, by the key and in the epoch that the installation's log says."""
        listed = self.log.logs()
        for each in listed:
            _require_continued(self.log, each, self.signer.last(each.signed_origin))
        _require_all_there(listed, self.signer)
        for each in listed:
            _require_as_told(each, self._known(), self.signer)

    def publish(self, conference: int) -> Signed | None:
        """The checkpoint of the log as it stands, signed now if it was not; None while the log is empty."""
        with self.signer.alone():
            listed = self.log.listed(conference)
            self.introduce(listed)
            self._go_on(listed)
            head, latest = self.log.head(conference), self.latest(conference)
            return latest if head == 0 or (latest and latest.size == head) else self._sign(listed, head)

    def publish_all(self) -> None:
        """Publish every conference, then the installation's own log."""
        for listed in [*self.log.conferences(), *self.log.logs()[:1]]:
            self.publish(listed.id)

    def latest(self, conference: int) -> Signed | None:
        """The largest checkpoint kept of the present epoch."""
        kept = self.log.checkpoints(conference, self.log.listed(conference).epoch, last=True)
        return kept[0] if kept else None

    def covering(self, conference: int, position: int) -> Signed | None:
        """The smallest checkpoint that holds a position: one signed now, if none does yet."""
        epoch = self.log.listed(conference).epoch
        kept = self.log.checkpoints(conference, epoch, covering=position, most=1)
        return kept[0] if kept else self.publish(conference)

    def seen(self, conference: int) -> tuple[Signed, datetime] | None:
        """The largest checkpoint that the quorum of witnesses saw, and when; None where there is none, or no quorum."""
        if self.policy.quorum == NOBODY:
            return None
        for signed in reversed(self.log.checkpoints(conference, self.log.listed(conference).epoch)[-_LOOKED_BACK:]):
            at = self.policy.quorum_time(Note.read(signed.note))
            if at is not None:
                return signed, datetime.fromtimestamp(at, UTC)
        return None

    def cosign(self, conference: int) -> tuple[str, ...]:
        """Show the latest checkpoint to the witnesses, and keep it with what they sign.

        Those are named who say that they have seen what does not lead to it, or more than was ever signed here.
        """
        latest, hashes = self.latest(conference), self.log.hashes(conference)
        if latest is None:
            return ()
        size, note = latest.size, Note.read(latest.note)
        found = self.witnesses.cosign(note, proof=lambda old: merkle.consistency(hashes, old, size))
        self.asked[conference] = dict(found.outcomes)
        if found.lines:
            self.keep_cosignatures(conference, latest, found.lines)
        now = self.latest(conference)
        if now is None or now.size != size:  # another process published meanwhile, and was there first
            return ()
        return tuple(name for name, outcome in found.outcomes.items() if outcome in {Outcome.AHEAD, Outcome.FORKED})

    def keep_cosignatures(self, conference: int, signed: Signed, lines: str) -> None:
        """Keep a checkpoint with the cosignatures that have come to it."""
        with self.signer.alone():
            (now,) = self.log.checkpoints(conference, signed.epoch, covering=signed.size, most=1)
            note = Note.read(now.note).with_lines(lines)
            self.log.keep_checkpoint(conference, signed._replace(note=note.text))

    def look_again(self, conference: int) -> None:
        """Look again at some of what was signed long ago, in turns, or at all of it where that is little."""
        listed = self.log.listed(conference)
        last = self.signer.last(listed.signed_origin)
        _require_continued(self.log, listed, last)
        begin, end = self._looked_at.get(conference, 0), last.size if last else 0
        _require_flawless(listed, inspect_some(self.log, listed, begin, min(begin + _WINDOW, end)))
        self._looked_at[conference] = begin + _WINDOW if begin + _WINDOW < end else 0
        if conference == SYSTEM:
            _require_all_there(self.log.logs(), self.signer)
        if end <= _WINDOW:
            _require_flawless(listed, inspect_beside(self.log, listed, self.signer, self._told(listed)))

    def inspect(self, listed: Listed, hear: Callable[[int, int], None] = lambda *_: None) -> Iterator[Flaw]:
        """Everything about one log, and that it stands as the installation's own log says."""
        told = 0
        try:
            _require_as_told(listed, self._known(), self.signer)
            told = self._told(listed)
            if listed.id == SYSTEM:
                _require_all_there(self.log.logs(), self.signer)
        except Altered as found:
            yield from found.flaws
        except Contradiction as found:
            yield Flaw("signed_otherwise", found.origin, str(found.signed))
        yield from inspect(self.log, listed, self.signer, told, hear)

    def _known(self) -> Installation | None:
        """What the installation's own log has come to; one that cannot be replayed was altered."""
        try:
            return self.system.known()
        except Unavailable:
            raise
        except Exception as fault:
            origin = self.log.listed(SYSTEM).origin
            raise Altered(origin, [Flaw("unreadable", origin, f"records: {type(fault).__name__}")]) from fault

    def _told(self, listed: Listed) -> int:
        state = self._known()
        return state.told.get(listed.signed_origin, 0) if state else 0

    def introduce(self, listed: Listed) -> None:
        """Record the release, a log and its key before the key signs anything; its change, when both keys attest it."""
        state = self._known() or self.system.state()
        if state.release != self._release:
            self.system.record(that(facts.ReleaseStarted, release=self._release))
        if listed.id != SYSTEM and listed.origin not in state.conferences:
            self.system.record(that(facts.ConferenceCreated, slug=listed.slug, origin=listed.origin))
        _require_as_told(listed, state, self.signer)
        if listed.signed_origin not in state.keys:
            vkey = str(self.signer.key(listed.signed_origin).public)
            self.system.record(that(facts.KeyIntroduced, origin=listed.origin, epoch=listed.epoch, vkey=vkey))
        self._tell_rotations(listed, state)

    def _tell_rotations(self, listed: Listed, state: Installation) -> None:
        """Record every key that took the place of the one before, also where a crash came between."""
        keys = self.signer.keys(listed.signed_origin)
        told = [str(key.public) for key in keys].index(state.keys.get(listed.signed_origin, str(keys[-1].public)))
        for old, new in pairwise(keys[told:]):
            self.system.record(rotated(listed.origin, old, new))

    def _go_on(self, listed: Listed) -> None:
        """Keep and tell what was signed last, where a crash came between."""
        last = self.signer.last(listed.signed_origin)
        told = self._told(listed)
        if last is None:
            return
        kept = self.log.checkpoints(listed.id, listed.epoch, covering=last.size, most=1)
        if not kept:
            if told >= last.size:
                raise Altered(listed.origin, [Flaw("checkpoint_missing", listed.origin, str(last.size))])
            self._keep(listed, self.signer.sign(last, lambda _: ()), last)
        if told < last.size:
            self._tell(listed, last)

    def _sign(self, listed: Listed, head: int) -> Signed:
        last = self.signer.last(listed.signed_origin)
        _require_continued(self.log, listed, last)
        _require_flawless(listed, inspect_some(self.log, listed, last.size if last else 0, head))
        self.log.complete_tiles(listed.id, head)
        hashes = self.log.hashes(listed.id)
        wanted = Checkpoint(listed.signed_origin, head, merkle.root(hashes, head))
        note = self.signer.sign(wanted, lambda old: merkle.consistency(hashes, old, head))
        signed = self._keep(listed, note, wanted)
        self._tell(listed, wanted)
        return signed

    def _keep(self, listed: Listed, note: Note, wanted: Checkpoint) -> Signed:
        signed = Signed(listed.epoch, wanted.size, self.clock.now(), note.text)
        self.log.keep_checkpoint(listed.id, signed)
        return signed

    def _tell(self, listed: Listed, signed: Checkpoint) -> None:
        """Record a conference's checkpoint in the installation's log, after what was erased since the one before."""
        if listed.id == SYSTEM:
            return
        since = self.system.state().signed.get(listed.origin, 0)
        step = that(
            facts.CheckpointSigned,
            origin=listed.origin,
            epoch=listed.epoch,
            size=signed.size,
            root=signed.root.hex(),
        )
        self.system.record(*self._erasures(listed, since, signed.size), step)

    def _erasures(self, listed: Listed, after: int, last: int) -> Iterator[Step]:
        while after < last:
            recorded = self.log.read(listed.id, after, min(_AT_ONCE, last - after))
            for each in recorded:
                if isinstance(each.fact, roster.PersonErased):
                    yield that(
                        facts.PersonErased,
                        origin=listed.origin,
                        position=each.position,
                        person=each.fact.person,
                        basis=each.fact.basis,
                        values=len(each.fact.erased),
                    )
            after += _AT_ONCE


def rotated(origin: str, old: SigningKey, new: SigningKey) -> Step:
    """A step that records that a key took another's place, as both attest."""
    said = f"lianxi/key-rotation/v1\n{old.public}\n{new.public}\n".encode()
    return that(
        facts.KeyRotated,
        origin=origin,
        old=str(old.public),
        new=str(new.public),
        old_signature=b64encode(old.sign(said)).decode(),
        new_signature=b64encode(new.sign(said)).decode(),
    )


def _require_as_told(listed: Listed, state: Installation | None, signer: Signer) -> None:
    """Nobody but an operator, whose act is recorded, gives a log another epoch, or another key."""
    if state is None:
        return
    if state.epochs.get(listed.origin, 1) != listed.epoch:
        raise Altered(listed.origin, [Flaw("epoch_undeclared", listed.origin, str(listed.epoch))])
    told = state.keys.get(listed.signed_origin)
    if told and told not in [str(key.public) for key in signer.keys(listed.signed_origin)]:
        raise Altered(listed.origin, [Flaw("key_otherwise", listed.origin, told)])


def _require_continued(log: Log, listed: Listed, last: Checkpoint | None) -> None:
    """The log still begins with what was signed of it last."""
    head = log.heads().get(listed.id, 0)
    if last and (head < last.size or merkle.root(log.hashes(listed.id), last.size) != last.root):
        raise Contradiction(listed.origin, last.size, head)


def _require_all_there(listed: Sequence[Listed], signer: Signer) -> None:
    """Every log that was ever signed is there, in the last epoch that was signed or a later one."""
    epochs = {each.origin: each.epoch for each in listed}
    for signed in signer.origins():
        origin, _, epoch = signed.partition("/epoch/")
        if epochs.get(origin, 0) < int(epoch or 1):
            last = signer.last(signed)
            raise Contradiction(signed, last.size if last else 0, 0)


def _require_flawless(listed: Listed, flaws: Iterator[Flaw]) -> None:
    found = list(flaws)
    if found:
        raise Altered(listed.origin, found)
