"""The dossier of a decision: every stream its way leads through, from the suggestion to the last hearing."""

from projections.decision_register import DECISIONS
from projections.store import Reading
from projections.topic_calls import SUGGESTIONS
from projections.topic_register import TOPICS


def streams_of(reading: Reading, decision: str) -> list[str]:
    """The decision, what it came from and took the place of, and so on back; empty when there is no such decision.

    Meetings and minutes enter through the facts that mention one of these.
    """
    found: list[str] = []
    ahead = [decision] if reading.one(DECISIONS, decision) else []
    while ahead:
        subject = ahead.pop(0)
        if subject not in found:
            found.append(subject)
            ahead += _before(reading, subject)
    return found


def _before(reading: Reading, subject: str) -> list[str]:
    """Where a decision came from, or what a topic took up."""
    decision = reading.one(DECISIONS, subject)
    if decision:
        return [*filter(None, [decision.doc["origin_id"]]), *decision.doc["supersedes"]]
    topic = reading.one(TOPICS, subject)
    if topic:
        suggestions = reading.page(SUGGESTIONS, where={"topic": subject}, limit=200).items
        return [*(link["to"] for link in topic.doc["links"]), *(item.id for item in suggestions)]
    return []
