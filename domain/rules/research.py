"""The proposer organises research on its topic.

Clause: S5.1-c (提出方围绕议题组织调研). Where the charter orders research before approval, approval waits for it.
"""

from domain.charter import Charter
from domain.rules.rule import Rule

RESEARCH_FIRST = Rule("S5.1-c", "research_missing", "The proposer organises research on the topic.")


def require_done(*, researched: bool, before: str, charter: Charter) -> None:
    """Refuse ``before`` (approval, or the agenda) while research that the charter asks for earlier is missing."""
    asked = "research" in charter.topics.steps
    if before == "approval":
        asked = charter.topics.comes_before("research", "approval")
    if asked and not researched:
        raise RESEARCH_FIRST.broken(before=before)
