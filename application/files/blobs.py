"""Where files lie: each once, named by its SHA-256, written whole beside the others before it gets its name."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from hashlib import file_digest, sha256
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO

from application.durable import sync
from application.log import Unavailable

_ARRIVING = "arriving"
_DIGITS = frozenset("0123456789abcdef")


@dataclass
class Arriving:
    """A file on its way in: it has no name yet, and is gone when it is let go."""

    file: IO[bytes]
    path: Path
    size: int = 0

    def __post_init__(self) -> None:
        self._digest = sha256()

    def write(self, piece: bytes) -> None:
        """Take what follows."""
        self.file.write(piece)
        self._digest.update(piece)
        self.size += len(piece)

    @property
    def digest(self) -> str:
        """The SHA-256 of what has come so far, in hexadecimal."""
        return self._digest.hexdigest()


class Blobs:
    """The folder of files; nobody but the owner reads it, and nothing in it is ever run or served as a page."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @contextmanager
    def arriving(self) -> Iterator[Arriving]:
        """A place for a file that comes; whatever was not placed by then is gone.

        Who writes holds a lock on it, so that nobody else takes it for what a dead process left behind.
        """
        folder = self._folder / _ARRIVING
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=folder, delete=False) as file:
            fcntl.flock(file.fileno(), fcntl.LOCK_SH)
            path = Path(file.name)
            if not path.exists():
                raise Unavailable("the place for a file was cleared away")
            try:
                yield Arriving(file.file, path)
            finally:
                path.unlink(missing_ok=True)

    def place(self, arrived: Arriving) -> None:
        """Give a file its name; afterwards it is on the disk. The same bytes again replace themselves."""
        arrived.file.flush()
        os.fsync(arrived.file.fileno())
        target = self.path(arrived.digest)
        for folder in (self._folder, target.parent):
            folder.mkdir(mode=0o700, exist_ok=True)
        arrived.path.rename(target)
        for folder in (target.parent, self._folder):
            sync(folder)

    def path(self, digest: str) -> Path:
        """Where the file of a digest lies, if it is there; what is no digest is a ValueError."""
        if not is_digest(digest):
            raise ValueError("no digest")
        return self._folder / digest[:2] / digest[2:]

    def holds(self, digest: str) -> bool:
        """Whether the file is there, whatever it holds."""
        return self.path(digest).is_file()

    def is_sound(self, digest: str) -> bool:
        """Whether the file is there and is what its name says."""
        with suppress(FileNotFoundError), self.path(digest).open("rb") as file:
            return file_digest(file, "sha256").hexdigest() == digest
        return False

    def remove(self, digest: str) -> None:
        """Delete the file of a digest."""
        self.path(digest).unlink(missing_ok=True)

    def digests(self) -> Iterator[str]:
        """The name of every file that is there."""
        for folder in sorted(self._folder.glob("[0-9a-f][0-9a-f]")):
            for path in sorted(folder.iterdir()):
                if is_digest(folder.name + path.name):
                    yield folder.name + path.name

    def clear_arrivals(self) -> int:
        """Delete what processes left behind that died while they wrote; how many there were."""
        return sum(map(_is_cleared, self._folder.joinpath(_ARRIVING).glob("*")))


def is_digest(text: str) -> bool:
    """Whether it is a SHA-256 in small hexadecimal digits."""
    return len(text) == 64 and _DIGITS.issuperset(text)  # noqa: PLR2004 - 256 bits


def _is_cleared(path: Path) -> bool:
    """Delete a file that nobody writes to any more; whether it was one."""
    try:
        with path.open("rb") as file:
            fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
            path.unlink()
    except OSError:
        return False
    return True
