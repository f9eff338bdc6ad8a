"""What a topic says: the text to which opinions, consensus and agreements refer by version."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


@dataclass(frozen=True, kw_only=True)
class TopicText:
    """One version of a topic. ``concerned`` are the keys of the units it concerns [S5.1-d]."""

    title: str
    category: str
    background: str
    request: str
    concerned: tuple[str, ...]


class LinkKind(StrEnum):
    """How a topic hangs together with another thing."""

    RECURS_FROM = "recurs_from"
    SUPERSEDES = "supersedes"
    FOLLOWS_UP = "follows_up"
    TAKES_UP = "takes_up"
    """A collected suggestion, or an earlier decision, that the topic takes up."""


@dataclass(frozen=True, kw_only=True)
class Link:
    """A typed link to another topic, decision or suggestion."""

    kind: LinkKind
    to: UUID
