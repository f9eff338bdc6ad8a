"""A log that a test lets grow and sign, and people who witness it."""

from collections.abc import Callable

from application.proof.merkle import consistency, root, root_of
from application.proof.notes import LOG, WITNESS, Checkpoint, Note, SigningKey
from application.proof.witnessing import Request

ORIGIN = "log.example/chengqiao"
NOON = 1_750_000_000
"""A time, in seconds since 1970."""


def witness_key(name: str) -> SigningKey:
    return SigningKey(name, WITNESS, name.encode().ljust(32, b".")[:32])


class Growing:
    """A log of leaves that differ; ``story`` makes another history under the same key."""

    def __init__(self, size: int = 0, *, origin: str = ORIGIN, story: int = 0, shared: int = 0) -> None:
        self.key = SigningKey(origin, LOG, origin.encode().ljust(32, b".")[:32])
        self.leaves: list[bytes] = []
        self.grow(shared)
        self.grow(size - shared, story=story)

    def grow(self, count: int, *, story: int = 0) -> None:
        begin = len(self.leaves)
        self.leaves += [root_of([bytes([story]), number.to_bytes(8, "big")]) for number in range(begin, begin + count)]

    def hashes(self, height: int, number: int) -> bytes:
        return root_of(self.leaves[number << height : (number + 1) << height])

    def note(self, size: int | None = None) -> Note:
        wanted = len(self.leaves) if size is None else size
        body = Checkpoint(self.key.name, wanted, root(self.hashes, wanted)).body
        return Note(body, ()).with_lines(self.key.line(body))

    def proof(self, size: int | None = None) -> Callable[[int], list[bytes]]:
        return lambda old: consistency(self.hashes, old, len(self.leaves) if size is None else size)

    def request(self, old: int, size: int | None = None) -> Request:
        return Request(old, tuple(self.proof(size)(old)), self.note(size))
