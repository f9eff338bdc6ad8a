"""The signer: the keys of the logs, and what was signed last, in a folder of its own that no database can talk back.

A checkpoint that is smaller than one signed before, or does not continue it, is not signed, whatever the log says.
"""

import fcntl
import os
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from pathlib import Path
from threading import RLock

from application.durable import sync
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
            sync(self._path.parent)


class Signer:
    """Signs checkpoints. Its state is on the disk before a signature leaves, and is shared by all processes."""

    def __init__(self, folder: Path, random: Callable[[int], bytes] = os.urandom) -> None:
        self._folder = folder
        self._random = random
        self._lock = RLock()
        self._depth = 0
        self._keys = _Lines(folder / "keys")
        self._signed = _Lines(folder / "signed")

    def key(self, origin: str) -> SigningKey:
        """The key that signs for an origin now, made when there is none."""
        with self.alone():
            return next(reversed(self.keys(origin)), None) or self._new_key(origin)

    def keys(self, origin: str) -> list[SigningKey]:
        """Every key that has signed for an origin, the present one last."""
        with self._lock:
            return [_key(origin, line) for line in self._keys.all() if line.startswith(f"{origin} ")]

    def rotate(self, origin: str) -> tuple[SigningKey, SigningKey]:
        """Give an origin a new key; the old one and the new one."""
        with self.alone():
            return self.key(origin), self._new_key(origin)

    def origins(self) -> list[str]:
        """Every origin that something was signed for, each once."""
        with self._lock:
            return list(dict.fromkeys(_checkpoint(line).origin for line in self._signed.all()))

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
        with self.alone():
            key, last = self.key(wanted.origin), self.last(wanted.origin)
            if last:
                _require_continued(last, wanted, proof)
            if last is None or wanted.size > last.size:
                self._signed.add(f"{wanted.origin} {wanted.size} {b64encode(wanted.root).decode()}")
        return Note(wanted.body, ()).with_lines(key.line(wanted.body))

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Keep other threads and processes from signing meanwhile; the lock ends with the process at the latest."""
        with self._lock:
            self._depth += 1
            try:
                with nullcontext() if self._depth > 1 else self._locked():
                    yield
            finally:
                self._depth -= 1

    @contextmanager
    def _locked(self) -> Iterator[None]:
        """One lock for each opening of the file: a process that closes the file elsewhere does not give it up."""
        if not self._folder.is_dir():
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            sync(self._folder.parent)
        handle = os.open(self._folder / "lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield
        finally:
            os.close(handle)

    def _new_key(self, origin: str) -> SigningKey:
        key = SigningKey(origin, LOG, self._random(_SEED))
        self._keys.add(f"{origin} {b64encode(key.seed).decode()}")
        return key


def _key(origin: str, line: str) -> SigningKey:
    try:
        seed = b64decode(line.removeprefix(f"{origin} "), validate=True)
    except ValueError:
        seed = b""
    if len(seed) != _SEED:
        raise Contradiction(origin, 0, 0)
    return SigningKey(origin, LOG, seed)


def _checkpoint(line: str) -> Checkpoint:
    try:
        origin, size, root = line.split(" ")
        return Checkpoint(origin, int(size), b64decode(root, validate=True))
    except ValueError as fault:
        raise Contradiction(line[:80], 0, 0) from fault


def _require_continued(last: Checkpoint, wanted: Checkpoint, proof: Proof) -> None:
    try:
        merkle.require_consistent(proof(last.size), last.size, last.root, wanted.size, wanted.root)
    except (merkle.Unproved, ValueError) as fault:
        raise Contradiction(wanted.origin, last.size, wanted.size) from fault
