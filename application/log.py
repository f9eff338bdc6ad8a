"""What the store of the conferences' logs takes and gives, whatever database keeps them."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import NamedTuple, Protocol
from uuid import UUID

from application.proof.merkle import Hashes
from domain.installation import signed_as
from domain.recorded import Recorded
from domain.stream import Fact

SYSTEM = 0
"""The number under which the installation's own log stands beside those of its conferences."""


@dataclass(frozen=True, kw_only=True)
class Lineage:
    """The command a fact came of, what caused it, and the thread it belongs to."""

    cmd: str
    cause: str | None = None
    corr: str


@dataclass(frozen=True, kw_only=True)
class Key:
    """A person's idempotency key: the request it stands for, by its digest, and what was answered."""

    person: str
    key: str
    digest: str
    answer: bytes


@dataclass(frozen=True, kw_only=True)
class Batch:
    """What one command records, all of it or nothing, at one instant.

    ``facts`` come with the kind of their stream. ``reads`` are the streams the command decided from, with the version
    it saw, 0 where there was none; ``head`` is set where it decided from the whole log as it was. Both must still hold.
    ``open_marks`` say of streams with new facts whether anything remains to be done on them. What was ever opened about
    the people ``erased`` is deleted.
    """

    conference: int
    facts: Sequence[tuple[str, Fact]]
    at: datetime
    lineage: Lineage
    reads: Mapping[UUID, int] = field(default_factory=dict)
    head: int | None = None
    key: Key | None = None
    open_marks: Mapping[UUID, bool] = field(default_factory=dict)
    erased: frozenset[str] = frozenset()


class Committed(NamedTuple):
    """What a batch became: the positions of its facts. Without facts ``last`` is the head, and ``first`` the next."""

    first: int
    last: int
    at: datetime


class Conflict(Exception):
    """What the command decided from has moved; it may run again."""


class KeyTaken(Exception):
    """The key was used before."""

    def __init__(self, answered: "Answered") -> None:
        super().__init__(answered.first, answered.last)
        self.digest = answered.digest
        self.answer = answered.answer
        self.first = answered.first
        self.last = answered.last


class Unavailable(Exception):
    """The store cannot write just now: it is locked, full or failing. Nothing of the batch was recorded."""


class Answered(NamedTuple):
    """What became of a request under an idempotency key."""

    digest: str
    answer: bytes
    first: int
    last: int


class Stored(NamedTuple):
    """A row as the mapper reads it, with the names of the library's own stored events."""

    originator_id: UUID
    originator_version: int
    topic: str
    state: bytes
    recorded_at: int


class Opening(NamedTuple):
    """A personal value beside the record that holds only its commitment."""

    path: str
    person: str
    salt: bytes
    value: str
    commitment: str


class SealedOpening(NamedTuple):
    """An opening as it is stored: salt and value can be read with the person's key alone."""

    path: str
    person: str
    sealed: bytes
    commitment: str


class Listed(NamedTuple):
    """A log that is kept here: a conference's, or the installation's own."""

    id: int
    slug: str
    origin: str
    created_at: datetime
    epoch: int = 1

    @property
    def signed_origin(self) -> str:
        """What its checkpoints call it: its origin, and from the second epoch on that with the epoch's number."""
        return signed_as(self.origin, self.epoch)


class Disagreement(NamedTuple):
    """Where a table does not agree with the events: which table, and the row."""

    table: str
    row: str


class Signed(NamedTuple):
    """A checkpoint that was signed, with the cosignatures there are."""

    epoch: int
    size: int
    at: datetime
    note: str


class Refused(NamedTuple):
    """A refused attempt in the journal, which is no part of any record."""

    number: int
    at: datetime
    person: str
    command: str
    code: str
    clause: str | None
    key: str | None


class Log(Protocol):
    """The logs of all conferences of an installation. Every call names the conference."""

    on_commit: list[Callable[[int, int], None]]
    """Called after each commit with the conference and its new head, to wake followers; may be called concurrently."""
    on_erase: list[Callable[[int, str], None]]
    """Called after a person was erased, with the conference and his id, so that what is kept beside the log goes too."""

    def create_conference(self, slug: str, installation: str, at: datetime) -> int: ...
    def conference(self, slug: str) -> tuple[int, str]: ...
    def conferences(self) -> list[Listed]: ...
    def logs(self) -> list[Listed]: ...
    def listed(self, conference: int) -> Listed: ...

    def append(self, batch: Batch) -> Committed: ...
    def find_key(self, conference: int, person: str, key: str) -> Answered | None: ...

    def head(self, conference: int) -> int: ...
    def heads(self) -> dict[int, int]: ...
    def position_at(self, conference: int, at: datetime) -> int: ...
    def time_of(self, conference: int, position: int) -> datetime: ...

    def select(
        self,
        conference: int,
        stream: UUID,
        gt: int = 0,
        lte: int | None = None,
        *,
        desc: bool = False,
        limit: int | None = None,
    ) -> list[Stored]: ...
    def version_of(self, conference: int, stream: UUID) -> int: ...
    def versions_at(self, conference: int, position: int) -> list[tuple[str, UUID, int]]: ...
    def streams_of_kind(self, conference: int, kind: str, *, open_only: bool = False) -> list[tuple[UUID, int]]: ...

    def read(self, conference: int, after: int, limit: int) -> list[Recorded]: ...
    def at(self, conference: int, positions: Iterable[int]) -> list[Recorded]: ...
    def history(self, conference: int, stream: UUID) -> list[Recorded]: ...
    def records(self, conference: int, after: int = 0, limit: int | None = None) -> Iterator[bytes]: ...
    def leaves(self, conference: int, after: int, limit: int) -> list[bytes]: ...
    def altered(self, conference: int, after: int = 0, limit: int | None = None) -> Iterator[int]: ...

    def hashes(self, conference: int) -> Hashes: ...
    def tile(self, conference: int, level: int, first: int, width: int) -> list[bytes]: ...
    def kept_nodes(self, conference: int, level: int, first: int, width: int) -> list[tuple[int, bytes]]: ...
    def disagreements(self, conference: int) -> Iterator[Disagreement]: ...
    def complete_tiles(self, conference: int, size: int) -> None: ...
    def keep_checkpoint(self, conference: int, signed: Signed) -> None: ...
    def checkpoints(
        self, conference: int, epoch: int, *, covering: int = 0, most: int | None = None, last: bool = False
    ) -> list[Signed]: ...
    def begin_epoch(self, conference: int) -> None: ...

    def openings(self, conference: int, commitments: Iterable[str]) -> dict[str, Opening]: ...
    def opened(self, conference: int, most: int) -> Iterator[tuple[int, Opening | None]]: ...
    def held_about(self, conference: int, person: str) -> list[tuple[int, str]]: ...
    def shut_about(self, conference: int) -> list[str]: ...
    def forget_keys(self, conference: int, people: Iterable[str]) -> None: ...

    def journal_refusal(  # noqa: PLR0917 - an entry of the journal, column by column
        self,
        conference: int,
        at: datetime,
        person: str,
        command: str,
        code: str,
        clause: str | None,
        key: str | None = None,
    ) -> None: ...
    def refusals(self, conference: int, after: int = 0, limit: int = 100) -> list[Refused]: ...
    def refusals_before(self, conference: int, before: int, limit: int = 100) -> list[Refused]: ...

    def backup(self, target: Path) -> None: ...
    def close(self) -> None: ...
