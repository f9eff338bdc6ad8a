"""Publishing what was recorded: a checkpoint of a log, signed, kept, recorded in the installation's log, witnessed."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from threading import RLock

from application.log import SYSTEM, Listed, Log, Signed
from application.ports import Clock
from application.proof import merkle
from application.proof.inspection import Flaw, inspect_some
from application.proof.notes import Checkpoint, Note
from application.proof.policy import NOBODY, Policy
from application.proof.signer import Contradiction, Signer
from application.proof.system import Step, SystemLog, that
from application.proof.witness_client import Witnesses
from domain.facts import installation as facts
from domain.facts import roster

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
        self.turn = RLock()
        """Held while a log is published, or its key or epoch changes."""
        self._release = release
        self._introduced: set[str] = set()
        self._looked_at: dict[int, int] = {}

    def require_unbroken(self) -> None:
        """Every log continues what was signed of it; one that was cut or put back, or altered, is a contradiction."""
        for listed in self.log.logs():
            last, head = self.signer.last(listed.signed_origin), self.log.head(listed.id)
            if last and (head < last.size or merkle.root(self.log.hashes(listed.id), last.size) != last.root):
                raise Contradiction(listed.origin, last.size, head)

    def publish(self, conference: int) -> Signed | None:
        """The checkpoint of the log as it stands, signed now if it was not; None while the log is empty."""
        with self.turn:
            listed = self.log.listed(conference)
            self._introduce(listed)
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

    def cosign(self, conference: int) -> None:
        """Show the latest checkpoint to the witnesses, and keep it with what they sign."""
        latest, hashes = self.latest(conference), self.log.hashes(conference)
        if latest:
            size, note = latest.size, Note.read(latest.note)
            found = self.witnesses.cosign(note, proof=lambda old: merkle.consistency(hashes, old, size))
            if found.lines:
                self.keep_cosignatures(conference, latest, found.lines)

    def keep_cosignatures(self, conference: int, signed: Signed, lines: str) -> None:
        """Keep a checkpoint with the cosignatures that have come to it."""
        note = Note.read(signed.note).with_lines(lines)
        self.log.keep_checkpoint(conference, signed._replace(note=note.text))

    def look_again(self, conference: int) -> None:
        """Look again at some of what was signed long ago, in turns, or at all of it where that is little."""
        listed = self.log.listed(conference)
        last = self.signer.last(listed.signed_origin)
        begin, end = self._looked_at.get(conference, 0), last.size if last else 0
        _require_flawless(listed, inspect_some(self.log, listed, begin, min(begin + _WINDOW, end)))
        self._looked_at[conference] = begin + _WINDOW if begin + _WINDOW < end else 0

    def _sign(self, listed: Listed, head: int) -> Signed:
        last = self.signer.last(listed.signed_origin)
        _require_flawless(listed, inspect_some(self.log, listed, min(last.size if last else 0, head), head))
        self.log.complete_tiles(listed.id, head)
        hashes = self.log.hashes(listed.id)
        wanted = Checkpoint(listed.signed_origin, head, merkle.root(hashes, head))
        note = self.signer.sign(wanted, lambda old: merkle.consistency(hashes, old, head))
        signed = Signed(listed.epoch, head, self.clock.now(), note.text)
        self.log.keep_checkpoint(listed.id, signed)
        if listed.id != SYSTEM:
            self._tell(listed, wanted)
        return signed

    def _tell(self, listed: Listed, signed: Checkpoint) -> None:
        """Record a conference's checkpoint in the installation's log, after what was erased since the one before."""
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

    def _introduce(self, listed: Listed) -> None:
        """Record the release, a log and its key before the first checkpoint that the key signs."""
        if listed.signed_origin in self._introduced:
            return
        state = self.system.state()
        if state.release != self._release:
            self.system.record(that(facts.ReleaseStarted, release=self._release))
        if listed.id != SYSTEM and listed.origin not in state.conferences:
            self.system.record(that(facts.ConferenceCreated, slug=listed.slug, origin=listed.origin))
        if listed.signed_origin not in state.keys:
            vkey = str(self.signer.key(listed.signed_origin).public)
            self.system.record(that(facts.KeyIntroduced, origin=listed.origin, epoch=listed.epoch, vkey=vkey))
        self._introduced |= {listed.signed_origin}


def _require_flawless(listed: Listed, flaws: Iterator[Flaw]) -> None:
    found = list(flaws)
    if found:
        raise Altered(listed.origin, found)
