"""What stays of a person who was erased: the files he brought that a record names, by their digests."""

from typing import Any

from application.desk import Done
from domain.facts.roster import PersonErased
from interfaces.http.caller import Caller
from interfaces.services import Services


def files_left(parts: Services, who: Caller, done: Done) -> dict[str, Any]:
    """What the answer to an erasure says beside the rest; to anything else nothing."""
    if PersonErased.TOPIC not in done.types:
        return {}
    recorded = parts.log.read(who.key, done.first - 1, len(done.types)) if done.first else []
    people = [each.fact.person for each in recorded if isinstance(each.fact, PersonErased)]
    return {"files_left": [digest for each in people for digest in parts.sweeper.left_of(who.key, each)]}
