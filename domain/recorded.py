"""A fact together with its place in a conference's log: what followers of the log are handed."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from domain.stream import Fact


@dataclass(frozen=True, kw_only=True)
class Recorded:
    """One recorded fact.

    ``fact.trace`` holds the act behind it; ``cmd`` is the command it came of, ``cause`` what caused that, and ``corr``
    the thread it belongs to.
    """

    conference: int
    position: int
    """Its place in the conference's log, counted from 1 without a gap."""
    recorded_at: datetime
    kind: str
    """The stored name of the stream's kind, such as ``topic``."""
    stream: UUID
    version: int
    """Its place in the stream, counted from 1 without a gap."""
    type: str
    """The stored name of the fact and the version of its schema, such as ``topic.approved/1``."""
    fact: Fact
    cmd: str
    cause: str | None
    corr: str
