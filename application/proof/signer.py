"""The signer: the keys of the logs, and what was signed last, in a folder of its own that no database can talk back.

A checkpoint that is smaller than one signed before, or does not continue it, is not signed, whatever the log says.
"""

import fcntl
import os
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import RLock

from application.proof import merkle
from application.proof.notes import LOG, Checkpoint, Note, SigningKey

_SEED = 32
Proof = Callable[[int], Sequence[bytes]]


class Contradiction(Exception):
    """The log is not what it was when it was signed: cut, put back, or altered."""

    def __init__(self, origin: str, signed: int, found: int) -> None:
        super().__init__(f"{origin}: signed at {signed}, found at {found}")
        self.origin = origin
        self.signed = signed
        self.found = found


class _Lines:
    """A file to which lines are only added, each on the disk before anything is done by it."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lines: list[str] = []
        self._size = 0

    def all(self) -> list[str]:
        """The lines that were written whole; one that a crash cut short was never acted on."""
        try:
            with self._path.open("rb") as file:
                file.seek(self._size)
                new = file.read()
        except FileNotFoundError:
            return self._lines
        whole = new[: new.rfind(b"\n") + 1]
        self._lines += whole.decode("ascii").splitlines()
        self._size += len(whole)
        return self._lines

    def add(self, line: str) -> None:
        """Add a line; what a crash left of another is cut off. Nobody else adds meanwhile."""
        made = not self._path.exists()
        self.all()
        handle = os.open(self._path, os.O_WRONLY | os.O_CREAT, 0o600)
        try:
            os.ftruncate(handle, self._size)
            os.pwrite(handle, f"{line}\n".encode("ascii"), self._size)
            os.fsync(handle)
        finally:
            os.close(handle)
        if made:
            _sync(self._path.parent)


class Signer:
    """Signs checkpoints. Its state is on the disk before a signature leaves, and is shared by all processes."""

    def __init__(self, folder: Path, random: Callable[[int], bytes] = os.urandom) -> None:
        self._folder = folder
        self._random = random
        self._lock = RLock()
        self._keys = _Lines(folder / "keys")
        self._signed = _Lines(folder / "signed")

    def key(self, origin: str) -> SigningKey:
        """The key that signs for an origin now, made when there is none."""
        with self._alone():
            return next(reversed(self.keys(origin)), None) or self._new_key(origin)

    def keys(self, origin: str) -> list[SigningKey]:
        """Every key that has signed for an origin, the present one last."""
        with self._lock:
            found = [line.split(" ") for line in self._keys.all()]
        return [SigningKey(origin, LOG, b64decode(seed)) for name, seed in found if name == origin]

    def rotate(self, origin: str) -> tuple[SigningKey, SigningKey]:
        """Give an origin a new key; the old one and the new one."""
        with self._alone():
            return self.key(origin), self._new_key(origin)

    def last(self, origin: str) -> Checkpoint | None:
        """The largest checkpoint that was signed for an origin."""
        with self._lock:
            line = next((line for line in reversed(self._signed.all()) if line.startswith(f"{origin} ")), None)
        return None if line is None else _checkpoint(line)

    def signed(self, origin: str) -> list[Checkpoint]:
        """Every checkpoint that was signed for an origin, the smallest first."""
        with self._lock:
            return [_checkpoint(line) for line in self._signed.all() if line.startswith(f"{origin} ")]

    def sign(self, wanted: Checkpoint, proof: Proof) -> Note:
        """Sign a checkpoint; ``proof`` shows that it continues one of a smaller size."""
        with self._alone():
            key, last = self.key(wanted.origin), self.last(wanted.origin)
            if last:
                _require_continued(last, wanted, proof)
            if last is None or wanted.size > last.size:
                self._signed.add(f"{wanted.origin} {wanted.size} {b64encode(wanted.root).decode()}")
        return Note(wanted.body, ()).with_lines(key.line(wanted.body))

    def _new_key(self, origin: str) -> SigningKey:
        key = SigningKey(origin, LOG, self._random(_SEED))
        self._keys.add(f"{origin} {b64encode(key.seed).decode()}")
        return key

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Keep other threads and processes from signing meanwhile; the lock ends with the process at the latest."""
        with self._lock:
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            with (self._folder / "lock").open("w") as lock:
                fcntl.lockf(lock, fcntl.LOCK_EX)
                yield


def _checkpoint(line: str) -> Checkpoint:
    origin, size, root = line.split(" ")
    return Checkpoint(origin, int(size), b64decode(root))


def _require_continued(last: Checkpoint, wanted: Checkpoint, proof: Proof) -> None:
    try:
        merkle.require_consistent(proof(last.size), last.size, last.root, wanted.size, wanted.root)
    except (merkle.Unproved, ValueError) as fault:
        raise Contradiction(wanted.origin, last.size, wanted.size) from fault


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
