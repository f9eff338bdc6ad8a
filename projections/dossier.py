"""The dossier of a decision: every stream its way leads through, from the topic to the last hearing."""

from projections.decision_register import DECISIONS
from projections.store import Reading
from projections.topic_register import TOPICS


def streams_of(reading: Reading, decision: str) -> list[str]:
    """The decision, its topic and what that took up; empty when there is no such decision.

    Meetings and minutes enter through the facts that mention one of these.
    """
    found = reading.one(DECISIONS, decision)
    if found is None:
        return []
    subjects = [decision]
    origin = found.doc.get("origin_id")
    topic = reading.one(TOPICS, origin) if origin else None
    if topic:
        subjects += [topic.id, *(link["to"] for link in topic.doc["links"])]
    elif origin:
        subjects.append(origin)
    return list(dict.fromkeys(subjects))
