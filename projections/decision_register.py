"""The register of decisions (台账): one row a decision, from what settled it to the meeting that found it done."""

from domain.decision_words import CLOSED, Stage
from domain.facts import decision as facts
from domain.recorded import Recorded
from domain.vocabulary import Origin
from projections import Doc, Rows, View
from projections.decision_telling import KEPT, TELL, arrange
from projections.meeting_file import MEETINGS
from projections.telling import act_of, body_of, departures_of


def _fold(rows: Rows, event: Recorded) -> None:
    if event.kind != "decision":
        return
    fact, key = event.fact, str(event.stream)
    told = body_of(fact) | {"by": act_of(fact)}
    doc = rows.get(DECISIONS, key) or _begun(key, event)
    doc |= {"version": event.version, "updated_on": told["by"]["on"]}
    doc["departures"] += departures_of(fact)
    if fact.TOPIC == facts.Adopted.TOPIC:
        _adopted(doc, told, rows.get(MEETINGS, told["meeting"]))
    if fact.TOPIC in TELL:
        TELL[fact.TOPIC](doc, told)
    doc["open"] = doc["stage"] not in CLOSED
    doc["public"] = doc["published"] is not None
    rows.put(DECISIONS, key, doc)
    if fact.TOPIC == facts.Superseded.TOPIC:
        _succeeded(rows, told["successor"], key)


def _begun(key: str, event: Recorded) -> Doc:
    lists = ("assignments", "progress", "urges", "checks", "views", "explanations", "hearings", "measures", "closings")
    return {
        "id": key,
        "kind": "decision",
        "stage": Stage.ADOPTED,
        "year": event.fact.trace.on.year,
        "origin": Origin.TAKEN_OVER,
        **dict.fromkeys(("origin_id", "meeting", "number", "document", "proposing_side", "lead", "due")),
        "proposers": [],
        "text_version": 1,
        "earlier_texts": [],
        "original_due": None,
        "pending": {},
        **{name: [] for name in (*lists, *KEPT.values())},
        **dict.fromkeys(("binding_since", "minutes", "assigned_on", "received_on", "closed_on", "superseded_by")),
        "published": None,
        "supersedes": [],
        "confirmed": False,
        "carried_over": 0,
        "accounted_until": None,
        "departures": [],
    }


def _adopted(doc: Doc, told: Doc, meeting: Doc | None) -> None:
    names = ("meeting", "number", "origin", "origin_id", "text", "proposing_side", "proposers")
    doc |= {name: told[name] for name in names} | {"adopted_on": told["by"]["on"]}
    doc["year"] = meeting["year"] if meeting else doc["year"]
    arrange(doc, told)


def _succeeded(rows: Rows, successor: str, key: str) -> None:
    """Say of the later decision whose place it took."""
    doc = rows.get(DECISIONS, successor)
    if doc is not None:
        rows.put(DECISIONS, successor, doc | {"supersedes": [*doc["supersedes"], key]})


DECISIONS = View(
    name="decisions",
    columns={
        "stage": str,
        "lead": str,
        "year": int,
        "meeting": str,
        "origin": str,
        "open": bool,
        "public": bool,
        "carried_over": int,
        "due": str,
        "proposing_side": str,
        "adopted_on": str,
        "closed_on": str,
    },
    fold=_fold,
)
