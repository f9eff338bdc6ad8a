"""Two witnesses of the demonstration, the government's and the union's: they saw its checkpoints as they were signed."""

from pathlib import Path

from application.ports import Clock
from application.proof import merkle
from application.proof.notes import Note
from application.proof.publisher import Publisher
from application.proof.rooting import Rooting, root_past_days
from application.proof.witnessing import Request
from interfaces.demo.stage import SameChance
from interfaces.witness.keeping import Witness, begin

_SEED = 32
_PARTIES = ("government", "union")


class Onlookers:
    """The two witnesses, asked for each checkpoint in the play's own time."""

    def __init__(self, folder: Path, clock: Clock, chance: SameChance) -> None:
        self._clock = clock
        self._parties = [
            Witness(path, begin(path, f"{name}.demo/witness", chance(_SEED)), clock)
            for name in _PARTIES
            for path in [folder / f"witness-{name}.json"]
        ]
        self._seen: dict[int, int] = {}

    @property
    def policy(self) -> str:
        """What the installation, and an auditor, is told of them."""
        lines = [f"witness {name} {each.state.key.public}" for name, each in zip(_PARTIES, self._parties, strict=True)]
        return "\n".join([*lines, f"group both all {' '.join(_PARTIES)}", "quorum both", ""])

    def look(self, publisher: Publisher, rooting: Rooting) -> None:
        """Publish what was recorded, and let both see it."""
        root_past_days(publisher, rooting, self._clock.now())
        publisher.publish_all()
        for listed in publisher.log.logs():
            latest = publisher.latest(listed.id)
            if latest and latest.size > self._seen.get(listed.id, 0):
                self._ask(publisher, listed.id, Note.read(latest.note), latest.size)
                self._seen[listed.id] = latest.size

    def _ask(self, publisher: Publisher, log: int, note: Note, size: int) -> None:
        old = self._seen.get(log, 0)
        proof = merkle.consistency(publisher.log.hashes(log), old, size)
        origin = publisher.log.listed(log).signed_origin
        for each in self._parties:
            if origin not in each.state.logs:
                each.add(publisher.signer.key(origin).public)
            verdict = each.cosign(Request(old, tuple(proof), note).text.encode())
            latest = publisher.latest(log)
            if latest and verdict.cosigned:
                publisher.keep_cosignatures(log, latest, verdict.answer.body)
