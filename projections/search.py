"""Search over what topics, meetings and decisions say, in Chinese and English; one- and two-character words are found.

Each thing has one row with its normalised text; personal values are never part of it.
"""

from collections.abc import Mapping
from typing import Any

from domain.recorded import Recorded
from projections import Doc, Rows, View, normalised
from projections.decision_register import DECISIONS
from projections.meeting_file import MEETINGS
from projections.minutes_file import MINUTES
from projections.topic_calls import CALLS
from projections.topic_register import TOPICS

SEARCHED: Mapping[str, tuple[View, tuple[str, ...]]] = {
    "topic": (TOPICS, ("title", "background", "request", "dissent", "opinions", "research", "discussions")),
    "meeting": (
        MEETINGS,
        (
            "reason",
            "place",
            "notice_number",
            "briefings.text",
            "introductions.summary",
            "discussed.summary",
            "heard.measure",
            "other_matters.title",
            "other_matters.summary",
            "instructions.text",
        ),
    ),
    "minutes": (
        MINUTES,
        ("title", "number", "items.heading", "items.text", "items.dissent", "decisions.text", "corrections.corrected"),
    ),
    "decision": (
        DECISIONS,
        (
            "text",
            "earlier_texts.text",
            "document.title",
            "progress.text",
            "checks.finding",
            "reports.text",
            "views.text",
            "explanations.explanation",
            "explanations.proposals",
            "hearings.text",
            "measures.measure",
        ),
    ),
    "call": (CALLS, ("text",)),
}
"""What is searched of each kind of thing, part by part. A suggestion is not: only one side may read it at first."""


def _fold(rows: Rows, event: Recorded) -> None:
    if event.kind not in SEARCHED:
        return
    view, parts = SEARCHED[event.kind]
    doc = rows.get(view, str(event.stream))
    if doc is None:
        return
    text = normalised("\n".join(word for part in parts for word in _words(_part(doc, part.split(".")))))
    rows.put(TEXTS, str(event.stream), {"kind": event.kind, "title": _title(doc), "text": text})


def _part(value: Any, path: list[str]) -> Any:
    """What stands at the end of a path; of a list, at the end of it in each item."""
    if isinstance(value, list):
        return [_part(item, path) for item in value]
    if not path or value is None:
        return value
    return _part(value.get(path[0]), path[1:])


def _words(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, list):
        return [word for item in value for word in _words(item)]
    if isinstance(value, dict):
        return [word for key, item in value.items() if key not in {"by", "sealed"} for word in _words(item)]
    return []


def _title(doc: Doc) -> str:
    return str(doc.get("title") or doc.get("text") or "")


TEXTS = View(
    name="texts", columns={"kind": str, "title": str, "text": str}, fold=_fold, unindexed=frozenset({"text", "title"})
)
