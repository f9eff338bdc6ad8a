"""The files that records name: each is listed, and those held go into the package, as far as they are what was named.

Held is what somebody who named it had brought: who only knew a digest lets nobody have the file. An infected file, and
one that is no longer what its digest says, is listed as not held.
"""

from typing import Any

from application.files.register import Held, State
from interfaces.audit.bag import Bag
from interfaces.audit.seen import wait_for
from interfaces.services import Services
from projections.named_files import NAMED_FILES

_FOLDER = "data/attachments/"
_PIECE = 1_048_576
_MOST = 10_000
"""The records that are looked at for one file; nobody names one in so many."""


class Attached:
    """Takes the records of one log in their order, and then writes what they name."""

    def __init__(self, services: Services, conference: int, size: int) -> None:
        wait_for(services, conference, size)
        self._services = services
        self._conference = conference
        self._size = size
        self._looked_at: dict[str, Held | None] = {}
        self._put: set[str] = set()

    def listed(self, record: dict[str, Any]) -> list[dict[str, Any]]:
        """A line for each file that a record names."""
        named = {each["sha256"]: each for each in record["attach"]}
        return [
            {"held": self._is_held(named[sha256]), "seq": record["seq"], **named[sha256]} for sha256 in sorted(named)
        ]

    def put(self, bag: Bag) -> None:
        """Write the files that were listed as held."""
        for digest in sorted(self._put):
            with bag.file(_FOLDER + digest) as write, self._services.files.blobs.path(digest).open("rb") as file:
                while piece := file.read(_PIECE):
                    write(piece)

    def _is_held(self, named: dict[str, Any]) -> bool:
        digest = named["sha256"]
        if digest not in self._looked_at:
            self._looked_at[digest] = self._found(digest)
        found = self._looked_at[digest]
        held = found is not None and found.size == named["size"]
        if held:
            self._put.add(digest)
        return held

    def _found(self, digest: str) -> Held | None:
        files = self._services.files
        held = files.register.held(self._conference, [digest]).get(digest)
        if held is None or held.state is State.INFECTED or not self._is_founded(digest):
            return None
        return held if files.blobs.is_sound(digest) else None

    def _is_founded(self, digest: str) -> bool:
        """Whether who named the file, up to the exported size, had brought it."""
        brought_by = {each.person for each in self._services.files.register.uploads(self._conference, [digest])}
        with self._services.views.reading(self._conference, self._size) as reading:
            rows = reading.page(NAMED_FILES, where={"sha256": digest}, limit=_MOST).items
        return any(brought_by.intersection(row.doc["namers"]) for row in rows)
