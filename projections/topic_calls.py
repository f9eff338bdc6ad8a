"""Calls for topics, and the suggestions they bring: until a suggestion is taken up it is the union side's to read."""

from domain.call import Answer, Stage
from domain.facts import call as facts
from domain.recorded import Recorded
from domain.vocabulary import Side, UnitKind
from projections import Doc, Rows, View
from projections.institution import UNITS
from projections.telling import act_of, body_of
from projections.withheld import reader


def _fold_call(rows: Rows, event: Recorded) -> None:
    if event.kind != "call":
        return
    key = str(event.stream)
    told = body_of(event.fact) | {"by": act_of(event.fact)}
    doc = rows.get(CALLS, key) or _opened(key, told)
    doc |= {"version": event.version, "updated_on": told["by"]["on"], "collector": _collector(rows)}
    _move(doc, event, told)
    doc["open"] = doc["stage"] == Stage.OPEN or bool(doc["waiting"])
    rows.put(CALLS, key, doc)


def _opened(key: str, told: Doc) -> Doc:
    return {
        "id": key,
        "kind": "call",
        "stage": Stage.OPEN,
        "opened_on": told["by"]["on"],
        **{name: told[name] for name in ("year", "meeting", "deadline", "text")},
        "extensions": [],
        "closed_on": None,
        "received": 0,
        "waiting": [],
    }


def _move(doc: Doc, event: Recorded, told: Doc) -> None:
    match event.fact:
        case facts.Extended():
            doc["extensions"].append(told)
            doc |= {"stage": Stage.OPEN, "deadline": told["deadline"], "closed_on": None}
        case facts.Closed():
            doc |= {"stage": Stage.CLOSED, "closed_on": told["by"]["on"]}
        case facts.SuggestionReceived():
            doc["received"] += 1
            doc["waiting"].append(told["suggestion"])
        case facts.SuggestionTakenUp() | facts.SuggestionNotTaken():
            doc["waiting"] = [waiting for waiting in doc["waiting"] if waiting != told["suggestion"]]


def _collector(rows: Rows) -> str | None:
    """The unit that collects the union's topics: the town union [S5.1-b]."""
    return min(rows.ids(UNITS, kind=UnitKind.TOWN_UNION, open=True), default=None)


def _fold_suggestion(rows: Rows, event: Recorded) -> None:
    match event.fact:
        case facts.SuggestionReceived() as fact:
            rows.put(SUGGESTIONS, str(fact.suggestion), _received(rows, event, fact))
        case facts.SuggestionTakenUp() as fact:
            doc = rows.get(SUGGESTIONS, str(fact.suggestion)) or {}
            topics = [*doc["topics"], str(fact.topic)]
            _answer(rows, doc, event, _taken_up(topics))
        case facts.SuggestionNotTaken() as fact:
            doc = rows.get(SUGGESTIONS, str(fact.suggestion)) or {}
            _answer(rows, doc, event, {"answer": Answer.NOT_TAKEN, "reason": fact.reason})
        case _:
            return


def _received(rows: Rows, event: Recorded, fact: facts.SuggestionReceived) -> Doc:
    call = rows.get(CALLS, str(event.stream)) or {}
    told = body_of(fact)
    sender = getattr(fact.sender, "commitment", None)
    return {
        "id": str(fact.suggestion),
        "kind": "suggestion",
        "call": str(event.stream),
        "year": call.get("year"),
        **{name: told[name] for name in ("unit", "side", "person", "text", "late", "attachments")},
        "reader": reader(fact.side, fact.unit),
        "sender": {"sealed": sender} if sender else None,
        "received": act_of(fact),
        "answer": Answer.WAITING,
        "topic": None,
        "topics": [],
        "reason": None,
        "answered": None,
    }


def _taken_up(topics: list[str]) -> Doc:
    """From here on both sides may read it, but for the reason why it was not taken before."""
    shared = {"side": Side.JOINT, "reader": reader(Side.JOINT), "reason": None}
    return shared | {"answer": Answer.TAKEN_UP, "topic": topics[-1], "topics": topics}


def _answer(rows: Rows, doc: Doc, event: Recorded, told: Doc) -> None:
    rows.put(SUGGESTIONS, doc["id"], doc | told | {"answered": act_of(event.fact)})


CALLS = View(name="calls", columns={"stage": str, "year": int, "meeting": str, "open": bool}, fold=_fold_call)
SUGGESTIONS = View(
    name="suggestions",
    columns={"call": str, "unit": str, "side": str, "reader": str, "answer": str, "year": int, "topic": str},
    fold=_fold_suggestion,
)
