"""Search over what topics, meetings and decisions say, in Chinese and English; one- and two-character words are found.

Each thing has one row with its normalised text; personal values are never part of it.
"""

from collections.abc import Mapping
from typing import Any

from domain.recorded import Recorded
from projections import Doc, Rows, View, normalised
from projections.topic_register import TOPICS

SEARCHED: Mapping[str, tuple[View, tuple[str, ...]]] = {
    "topic": (TOPICS, ("title", "background", "request", "dissent", "opinions", "research", "discussions")),
}


def _fold(rows: Rows, event: Recorded) -> None:
    if event.kind not in SEARCHED:
        return
    view, parts = SEARCHED[event.kind]
    doc = rows.get(view, str(event.stream))
    if doc is None:
        return
    text = normalised("\n".join(word for part in parts for word in _words(doc.get(part))))
    rows.put(TEXTS, str(event.stream), {"kind": event.kind, "title": _title(doc), "text": text})


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
