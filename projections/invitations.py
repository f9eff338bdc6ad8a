"""Invitations to meetings: one row each, with what the invitee made of it; why he asks leave stays sealed."""

from domain.facts import invitation as facts
from domain.facts import meeting
from domain.invitation import Stage
from domain.recorded import Recorded
from projections import Doc, Rows, View
from projections.telling import act_of, body_of

_STAGES = {
    facts.Replied.TOPIC: Stage.COMING,
    facts.LeaveAsked.TOPIC: Stage.ON_LEAVE,
    facts.SubstituteNamed.TOPIC: Stage.REPLACED,
    facts.Lapsed.TOPIC: Stage.LAPSED,
}


def _fold(rows: Rows, event: Recorded) -> None:
    if isinstance(event.fact, meeting.Opened):
        _hold(rows, event)
    if event.kind != "invitation":
        return
    fact, key = event.fact, str(event.stream)
    told = body_of(fact) | {"by": act_of(fact)}
    doc = rows.get(INVITATIONS, key) or _invited(key, told)
    doc |= {"version": event.version, "updated_on": told["by"]["on"]}
    if fact.TOPIC in _STAGES:
        doc["stage"] = _STAGES[fact.TOPIC]
        _answer(doc, event, told)
    doc["open"] = doc["stage"] == Stage.INVITED
    rows.put(INVITATIONS, key, doc)


def _hold(rows: Rows, event: Recorded) -> None:
    """Say of those not answered that the meeting is being held: no answer is awaited any more."""
    for key in rows.ids(INVITATIONS, meeting=str(event.stream), open=True):
        rows.put(INVITATIONS, key, (rows.get(INVITATIONS, key) or {}) | {"held_on": event.fact.trace.on.isoformat()})


def _invited(key: str, told: Doc) -> Doc:
    line = told["invitee"]
    return {
        "id": key,
        "kind": "invitation",
        "stage": Stage.INVITED,
        "meeting": told["meeting"],
        "notice_version": told["notice_version"],
        "number": told["number"],
        **{name: line[name] for name in ("seat", "person", "unit", "group", "clause")},
        "attending": line["kind"],
        "invited_on": told["by"]["on"],
        "held_on": None,
        "substitute": None,
        "answers": [],
        "lapsed": None,
    }


def _answer(doc: Doc, event: Recorded, told: Doc) -> None:
    match event.fact:
        case facts.Lapsed():
            doc["lapsed"] = told
            return
        case facts.LeaveAsked() as fact:
            told["reason"] = {"sealed": getattr(fact.reason, "commitment", None)}
    doc["substitute"] = told.get("substitute")
    doc["answers"].append(told | {"stage": doc["stage"]})


INVITATIONS = View(
    name="invitations",
    columns={"meeting": str, "stage": str, "person": str, "seat": str, "unit": str, "open": bool},
    fold=_fold,
)
