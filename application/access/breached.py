"""Passwords known from leaks: a file of their SHA-1 digests in order, as the public lists come, looked up offline."""

from hashlib import sha1
from pathlib import Path

from application.access.passwords import plain

_DIGEST = 40


class Breached:
    """A sorted file with a hexadecimal SHA-1 digest at the beginning of each line, of any size; none: nothing is known."""

    def __init__(self, path: Path | None) -> None:
        self._path = path

    def holds(self, password: str) -> bool:
        """Whether the list names the password. ``OSError``: the file that was named cannot be read."""
        if self._path is None:
            return False
        wanted = sha1(plain(password).encode(), usedforsecurity=False).hexdigest().upper().encode()
        with self._path.open("rb") as lines:
            low, high = 0, lines.seek(0, 2)
            while low < high:
                middle = (low + high) // 2
                lines.seek(middle)
                if middle:
                    lines.readline()  # the rest of a line that began before
                found = lines.readline()[:_DIGEST].upper()
                if len(found) < _DIGEST or found > wanted:  # shorter: the end, or an empty line there
                    high = middle
                elif found == wanted:
                    return True
                else:
                    low = middle + 1
            return False
