"""How the facts of each class are kept: their stored name, the fields of their body, what is lifted out or sealed."""

from collections.abc import Iterator
from dataclasses import fields
from typing import Any, NamedTuple

from application.codec import Shape
from domain.stream import Fact, First, Stream

_LIFTED = frozenset({*(field.name for field in fields(First)), "attachments"})


class Kept(NamedTuple):
    """How facts of one class are kept."""

    fact: type[Fact]
    kind: str
    type: str
    shape: Shape
    personal: tuple[str, ...]
    attaches: bool
    begins: bool


def kept_facts(stream: type[Stream]) -> Iterator[Kept]:
    """How each fact of a stream is kept."""
    facts = [fact for name, fact in vars(stream).items() if _is_fact(fact) and name != "Event"]
    for fact in facts:
        names = {field.name for field in fields(fact)}
        personal = tuple(sorted(fact.PERSONAL))
        yield Kept(
            fact=fact,
            kind=stream.TOPIC,
            type=f"{_topic(fact)}/{schema_of(fact)}",
            shape=Shape(fact, leaving_out=_LIFTED.union(personal)),
            personal=personal,
            attaches="attachments" in names,
            begins=issubclass(fact, First),
        )


def _is_fact(thing: Any) -> bool:
    return isinstance(thing, type) and issubclass(thing, Fact)


def _topic(fact: Any) -> str:
    return str(fact.TOPIC)


def schema_of(fact: type[Fact]) -> int:
    """The present version of a fact's schema."""
    return int(getattr(fact, "SCHEMA", 1))
