"""Which number a form gives by itself: of the text, the date or the report that somebody is asked about."""

from collections.abc import Mapping
from typing import Any

_QUESTIONS = {
    "agree_to_date": "date",
    "return_date": "date",
    "agree_to_change": "change",
    "return_change": "change",
    "agree_to_decision_change": "change",
    "refuse_decision_change": "change",
    "agree_to_extension": "extension",
    "refuse_extension": "extension",
    "accept_report": "report",
    "return_report": "report",
    "forward_report": "report",
    "agree_to_completion": "completion",
    "agree_to_reopening": "reopening",
    "refuse_reopening": "reopening",
}


def number_of(command: str, field: str, thing: Mapping[str, Any] | None, query: Mapping[str, str]) -> int | None:
    """The number that the address names, which is the one that was looked at; else the one before somebody now.

    None: the thing does not say it, and the form asks.
    """
    if field != "number" and not field.endswith("_version"):
        return None
    if query.get(field, "").isdecimal():
        return int(query[field])
    if thing is None:
        return None
    if command in _QUESTIONS:
        number = thing["pending"].get(_QUESTIONS[command], {}).get("number")
    elif field == "correction_version":
        number = thing["correction"]
    elif command == "answer_urge":
        waiting = [urge["number"] for urge in thing["urges"] if urge["answer"] is None]
        number = waiting[0] if waiting else None
    else:
        number = thing.get(field)
    return number if isinstance(number, int) else None
