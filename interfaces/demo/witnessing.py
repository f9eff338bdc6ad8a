"""Two witnesses of the demonstration, the government's and the union's: they saw its checkpoints as they were signed."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from threading import Thread

from application.ports import Clock
from application.proof import merkle
from application.proof.notes import Note
from application.proof.publisher import Publisher
from application.proof.rooting import Rooting, root_past_days
from application.proof.witnessing import Request
from interfaces.demo.stage import SameChance
from interfaces.witness.keeping import Witness, begin, opened
from interfaces.witness.serving import Server

_SEED = 32
_PARTIES = ("government", "union")


@contextmanager
def standing_by(folder: Path, clock: Clock) -> Iterator[None]:
    """Let both serve on this machine while the demonstration is served, and let its policy say where."""
    parties = [name for name in _PARTIES if _state_of(folder, name).exists()]  # an older demonstration has none
    with ExitStack() as stack:
        lines = []
        for name in parties:
            witness = stack.enter_context(opened(_state_of(folder, name), clock))
            server = stack.enter_context(Server("127.0.0.1", 0, witness, lambda _: None))
            Thread(target=server.serve_forever, name=f"witness {name}", daemon=True).start()
            stack.callback(server.shutdown)
            lines.append(f"witness {name} {witness.state.key.public} http://127.0.0.1:{server.server_address[1]}")
        if parties:
            (folder / "witnesses.policy").write_text(_with_quorum(lines), encoding="utf-8")
        yield


def _state_of(folder: Path, name: str) -> Path:
    return folder / f"witness-{name}.json"


def _with_quorum(lines: list[str]) -> str:
    return "\n".join([*lines, f"group both all {' '.join(_PARTIES)}", "quorum both", ""])


class Onlookers:
    """The two witnesses, asked for each checkpoint in the play's own time."""

    def __init__(self, folder: Path, clock: Clock, chance: SameChance) -> None:
        self._clock = clock
        self._parties = [
            Witness(path, begin(path, f"{name}.demo/witness", chance(_SEED)), clock)
            for name in _PARTIES
            for path in [_state_of(folder, name)]
        ]
        self._seen: dict[int, int] = {}

    @property
    def policy(self) -> str:
        """What the installation, and an auditor, is told of them."""
        lines = [f"witness {name} {each.state.key.public}" for name, each in zip(_PARTIES, self._parties, strict=True)]
        return _with_quorum(lines)

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
