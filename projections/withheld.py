"""What one side alone may read: a suggestion is the union's until a topic takes it up, and so is what tells whose it was."""

from collections.abc import Mapping

from domain.facts import call, roster
from domain.stream import Fact
from domain.vocabulary import Side

UNIONS: Mapping[str, frozenset[str]] = {
    call.SuggestionReceived.TOPIC: frozenset({"text", "person", "sender", "attachments"}),
    call.SuggestionNotTaken.TOPIC: frozenset({"reason"}),
    roster.PersonErased.TOPIC: frozenset({"erased"}),
}
"""Of which facts the union side alone reads these fields. What a topic took up, everybody reads in the topic.

What was erased of a person says at which positions he was named, and so which suggestions were his.
"""


def withheld_of(fact: Fact) -> frozenset[str]:
    """The fields that the union side alone reads."""
    return UNIONS.get(fact.TOPIC, frozenset())


def sender_of(fact: Fact) -> str | None:
    """The unit that sent what is withheld, and reads it too; None: the side itself."""
    return fact.unit if isinstance(fact, call.SuggestionReceived) else None


def reader(side: Side, unit: str | None = None) -> str:
    """How views spell who may read something: a whole side, or one unit of it."""
    return f"{side}:{unit}" if unit else f"{side}"
