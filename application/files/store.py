"""Uploaded files of every conference: taken in, given out, cleared away. Who may read which is asked elsewhere.

The same bytes lie on the disk once, and each conference, and in it each person, has brought them for himself: nothing
here answers one person differently because of what another has brought.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from hashlib import file_digest
from pathlib import Path
from threading import BoundedSemaphore
from typing import IO

from application.files.blobs import Arriving, Blobs
from application.files.limits import Limits
from application.files.naming import shown_name
from application.files.register import Held, Register, State, Upload
from application.files.scanning import NoScanner, Scanner
from application.files.sniffing import look_at
from application.files.types import declared_type
from application.log import Unavailable
from application.ports import Clock
from domain.errors import Malformed, RuleBroken

Named = Callable[[Sequence[str]], Collection[str]]
"""Which of some files a record names that the asker may read."""
FOLDER, REGISTER = "files", "files.db"
_AT_ONCE = 8


@dataclass(frozen=True, kw_only=True)
class Brought:
    """An upload as it is announced: into which conference, by whom, declared as what, under which name."""

    conference: int
    person: str
    content_type: str
    name: str | None = None
    digest: str | None = None
    """What its digest should be, if who brings it says so."""


class Files:
    """The files of an installation's folder."""

    def __init__(
        self, folder: Path, clock: Clock, *, limits: Limits | None = None, scanner: Scanner | None = None
    ) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.register = Register(folder / REGISTER)
        self.blobs = Blobs(folder / FOLDER)
        self.limits = limits or Limits()
        self._scanner = scanner or NoScanner()
        self._clock = clock
        self._places = BoundedSemaphore(_AT_ONCE)

    @property
    def are_scanned(self) -> bool:
        """Whether a scanner looks at every file before it is kept."""
        return not isinstance(self._scanner, NoScanner)

    @contextmanager
    def arriving(self) -> Iterator[Arriving]:
        """A place for a file that comes; ``Unavailable``: too many are coming already."""
        if not self._places.acquire(blocking=False):
            raise Unavailable("too many files are on their way")
        try:
            with self.blobs.arriving() as arriving:
                yield arriving
        finally:
            self._places.release()

    def require_room(self, brought: Brought, named: Named, *, size: int = 0) -> None:
        """Refuse what would be more than a person, or a conference, may have without a record that names it."""
        limits = self.limits
        own, all_ = (
            (limits.files_of_person, limits.bytes_of_person),
            (limits.files_of_conference, limits.bytes_of_conference),
        )
        for person, most in ((brought.person, own), (None, all_)):
            held = self._brought_lately(brought.conference, person)
            if _is_full(held, size, *most):
                seen = named([each.digest for each in held])
                held = [each for each in held if each.digest not in seen]
            if _is_full(held, size, *most):
                raise RuleBroken("files_quota", clause="R-text", count=len(held), bytes=_sum(held))

    def keep(self, arrived: Arriving, brought: Brought, named: Named) -> tuple[Upload, bool]:
        """Look at a file that has come, and keep it; whether it was there already for who brings it."""
        upload, held = self._looked_at(arrived, brought)
        with self.register.alone():
            again = self._is_there(upload, named)
            if not again:
                self.require_room(brought, named, size=arrived.size)
            self.blobs.place(arrived)
            self.register.hold(held)
            self.register.bring(upload)
        return upload, again

    def brought_by(self, conference: int, person: str) -> list[Upload]:
        """What a person brought so lately that he reads it whether or not a record names it."""
        return self.register.uploads_since(conference, self._clock.now() - self.limits.shown, person)

    def opened(self, held: Held) -> IO[bytes] | None:
        """The file, at its beginning, once it has proved to be what its digest says; None: it is not."""
        try:
            file = self.blobs.path(held.digest).open("rb")
        except FileNotFoundError:
            return None
        if file_digest(file, "sha256").hexdigest() != held.digest:
            file.close()
            return None
        file.seek(0)
        return file

    def rescan(self, digest: str) -> State:
        """Let the scanner look once more at a file that is held."""
        state = self._scanner.scan(self.blobs.path(digest))
        if state is not State.UNSCANNED:
            self.register.mark(digest, state)
        return state

    def forget(self, conference: int, person: str) -> None:
        """Delete the names that a person gave to files. What no record names goes with the next clearing."""
        self.register.forget_names(conference, person)
        self.register.empty_wal()

    def clear(self, uploads: Sequence[Upload]) -> int:
        """Delete uploads, and the files that nobody has brought then; how many files went."""
        with self.register.alone():
            self.register.take_away(uploads)
        return self._clear_blobs({each.digest for each in uploads})

    def clear_left(self) -> int:
        """Delete what is left of processes that died on the way: files without a name, and those nobody knows of."""
        return self.blobs.clear_arrivals() + self._clear_blobs(list(self.blobs.digests()))

    def overdue(self) -> list[Upload]:
        """What was brought so long ago that it goes, unless a record names it."""
        limit: timedelta = self.limits.shown + self.limits.grace
        return self.register.uploads_until(self._clock.now() - limit)

    def close(self) -> None:
        """Close the register."""
        self.register.close()

    def _looked_at(self, arrived: Arriving, brought: Brought) -> tuple[Upload, Held]:
        if not arrived.size:
            raise Malformed("file_empty", clause="R-text", field="body")
        if brought.digest is not None and arrived.digest != brought.digest:
            raise Malformed("file_digest_differs", clause="R-text", field="Content-Digest", found=arrived.digest)
        arrived.file.flush()
        name = shown_name(brought.name) if brought.name else None
        declared = declared_type(brought.content_type, name)
        with arrived.path.open("rb") as file:
            found = look_at(file, declared, self.limits)
        state = self._scanner.scan(arrived.path)
        if state is State.INFECTED:
            raise RuleBroken("file_infected", clause="R-text", sha256=arrived.digest)
        common = (brought.conference, arrived.digest)
        upload = Upload(*common, brought.person, self._clock.now(), declared.media_type, name)
        return upload, Held(*common, arrived.size, declared.media_type, state, tuple(sorted(found.remarks)))

    def _is_there(self, upload: Upload, named: Named) -> bool:
        """Whether the file is held, and who brings it could read it before."""
        if upload.digest not in self.register.held(upload.conference, [upload.digest]):
            return False
        own = {each.digest for each in self.brought_by(upload.conference, upload.person)}
        return upload.digest in own or upload.digest in named([upload.digest])

    def _brought_lately(self, conference: int, person: str | None) -> list[Held]:
        """The files brought so lately that they count, by one or by all."""
        since = self._clock.now() - self.limits.shown
        digests = sorted({each.digest for each in self.register.uploads_since(conference, since, person)})
        return list(self.register.held(conference, digests).values())

    def _clear_blobs(self, digests: Collection[str]) -> int:
        """Delete files that no conference holds; nobody can begin to hold one meanwhile."""
        gone = 0
        for digest in digests:
            with self.register.alone():
                if not self.register.is_held_anywhere(digest) and self.blobs.holds(digest):
                    self.blobs.remove(digest)
                    gone += 1
        return gone


def _is_full(files: Sequence[Held], size: int, most: int, most_bytes: int) -> bool:
    return len(files) >= most or _sum(files) + size > most_bytes


def _sum(files: Sequence[Held]) -> int:
    return sum(each.size for each in files)
