"""The files of a witness: its state, on the disk before a cosignature leaves; a lock; and what it holds against a log."""

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from threading import Lock

from application.durable import sync
from application.ports import Clock
from application.proof.notes import Key
from application.proof.witnessing import Request, Verdict, judge
from interfaces.witness.state import State, Unreadable

_MOST_OF_A_KIND = 100
"""How much of one kind is kept against one log: the first of it says all, and anyone may send more."""


class Taken(Exception):
    """Another process is the witness of this file."""


class Witness:
    """The one witness at a file; ``opened`` or ``begun`` makes it."""

    def __init__(self, path: Path, state: State, clock: Clock) -> None:
        self._path = path
        self._clock = clock
        self._lock = Lock()
        self.state = state

    def cosign(self, data: bytes) -> Verdict:
        """Judge a request, and keep what comes of it. One at a time: between judging and keeping nothing else is judged."""
        with self._lock:
            verdict = judge(data, self.state.logs, self.state.key, int(self._clock.now().timestamp()))
            if verdict.origin and verdict.cosigned:
                self._keep(self.state.having_cosigned(verdict.origin, verdict.cosigned))
            elif verdict.origin and verdict.suspicion:
                self._hold(verdict.origin, verdict.suspicion, data.decode())
            return verdict

    def add(self, key: Key) -> None:
        """Know a log by a key from now on."""
        with self._lock:
            self._keep(self.state.knowing(key))

    def _keep(self, state: State) -> None:
        replace(self._path, state.text)
        self.state = state

    def _hold(self, origin: str, suspicion: str, request: str) -> None:
        """Keep a request that speaks against its log, beside the note that it contradicts."""
        folder = evidence_of(self._path)
        folder.mkdir(mode=0o700, exist_ok=True)
        kind = f"{suspicion}-{_short(origin)}-"
        path = folder / f"{kind}{_short(Request.read(request.encode()).note.body)}.json"
        if path.exists() or len(list(folder.glob(f"{kind}*.json"))) >= _MOST_OF_A_KIND:
            return
        last = self.state.logs[origin].last
        told = {
            "at": self._clock.now().isoformat(),
            "cosigned": last and last.text,
            "origin": origin,
            "request": request,
            "suspicion": suspicion,
        }
        replace(path, json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True) + "\n")


@contextmanager
def opened(path: Path, clock: Clock) -> Iterator[Witness]:
    """The witness of a file, alone at it; ``Unreadable`` or ``Taken`` if it cannot be that."""
    own = path.resolve(strict=True)  # one lock whatever the file is called by, and none where there is no file
    with _alone(own):
        yield Witness(own, read(own), clock)


def begin(path: Path, name: str, seed: bytes) -> State:
    """A new witness in a file that is not there yet."""
    state, own = State.new(name, seed), path.resolve()
    with _alone(own):
        if own.exists():
            raise FileExistsError(str(path))
        replace(own, state.text)
    return state


def read(path: Path) -> State:
    """What is in a file now, whoever is at work on it."""
    try:
        return State.read(path.read_text(encoding="utf-8"))
    except UnicodeDecodeError as fault:
        raise Unreadable(str(fault)) from fault


def evidence_of(path: Path) -> Path:
    """The folder of what the witness of a file holds against logs."""
    return path.with_name(f"{path.name}.evidence")


def replace(path: Path, text: str) -> None:
    """Put a text in a file's place: after a crash at any moment the file holds the old text or the new one."""
    new = path.with_name(f"{path.name}.new")
    new.unlink(missing_ok=True)
    with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    new.replace(path)
    sync(path.parent)


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Hold the lock beside a file; the system lets it go when the process ends, however it ends."""
    with os.fdopen(os.open(f"{path}.lock", os.O_RDWR | os.O_CREAT, 0o600), "w", encoding="ascii") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Taken(str(path)) from None
        yield


def _short(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:16]
