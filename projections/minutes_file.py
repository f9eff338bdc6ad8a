"""The minutes: one row for each meeting's, with every version, the review, the signatures and the corrigenda."""

from collections.abc import Callable
from typing import Any

from domain.facts import minutes as facts
from domain.minutes import Stage
from domain.recorded import Recorded
from projections import Doc, Rows, View
from projections.telling import act_of, body_of

_STAGES = {
    facts.Redrafted.TOPIC: Stage.DRAFTED,
    facts.Returned.TOPIC: Stage.RETURNED,
    facts.Reviewed.TOPIC: Stage.REVIEWED,
    facts.SignedOff.TOPIC: Stage.SIGNED_OFF,
    facts.Issued.TOPIC: Stage.ISSUED,
}


def _fold(rows: Rows, event: Recorded) -> None:
    if event.kind != "minutes":
        return
    fact, key = event.fact, str(event.stream)
    told = body_of(fact) | {"by": act_of(fact)}
    doc = rows.get(MINUTES, key) or _begun(key, told, fact.trace.under)
    doc |= {"version": event.version, "updated_on": told["by"]["on"]}
    doc["stage"] = _STAGES.get(fact.TOPIC, doc["stage"])
    if fact.TOPIC in _TELL:
        _TELL[fact.TOPIC](doc, told)
    doc["open"] = doc["stage"] != Stage.ISSUED or doc["correction"] is not None
    rows.put(MINUTES, key, doc)


def _begun(key: str, told: Doc, edition: str) -> Doc:
    return {
        "id": key,
        "kind": "minutes",
        "stage": Stage.DRAFTED,
        "meeting": told["meeting"],
        "edition": edition,
        "number": None,
        "texts": [],
        "returns": [],
        "passed": [],
        "issued_on": None,
        "issued": None,
        "correction": None,
        "corrections": [],
    }


def _drafted(doc: Doc, told: Doc) -> None:
    """Put a version of the text; review and signatures begin anew."""
    text, version = told["text"], told.get("text_version", 1)
    doc |= text | {"title": text["header"]["title"], "text_version": version, "drafted_by": told["by"]}
    doc["texts"].append({"version": version, "reason": told.get("reason", ""), "by": told["by"], **text})
    doc |= _at_step(0) | {"passed": []}


def _at_step(step: int) -> Doc:
    """Before the seats of a step: 0 is the review, the others are signatures."""
    return {"step": step, "agreements": []}


def _agreed(doc: Doc, told: Doc) -> None:
    doc["agreements"].append(told["by"] | {"remark": told.get("remark", "")})


def _passed(doc: Doc, told: Doc) -> None:
    step = told.get("step", 0)
    doc["passed"].append({"step": step, "on": told["by"]["on"], "agreements": doc["agreements"]})
    doc |= _at_step(step + 1)


def _issued(doc: Doc, told: Doc) -> None:
    doc |= {"number": told["number"], "issued_on": told["by"]["on"], "issued": told}


def _correction_drafted(doc: Doc, told: Doc) -> None:
    _settle(doc, "replaced", None)
    version, words = told.pop("correction_version"), told.pop("correction")
    doc["correction"] = version
    corrigendum = {"number": version, **words, **told, "outcome": None, "answer": None, "passed": []}
    doc["corrections"].append(corrigendum | _at_step(0))


def _settle(doc: Doc, outcome: str, told: Doc | None) -> None:
    """Have no corrigendum under way any longer."""
    if doc["correction"] is not None:
        doc["corrections"][-1] |= {"outcome": outcome, "answer": told}
        doc["correction"] = None


def _corrected(doc: Doc, told: Doc) -> None:
    _settle(doc, "issued", {name: value for name, value in told.items() if name != "correction"})


def _on_correction(tell: Callable[[Doc, Doc], None]) -> Callable[[Doc, Doc], None]:
    """The same of the corrigendum under way."""
    return lambda doc, told: tell(doc["corrections"][-1], told)


_TELL: dict[str, Callable[[Doc, Any], None]] = {
    facts.Drafted.TOPIC: _drafted,
    facts.Redrafted.TOPIC: _drafted,
    facts.Agreed.TOPIC: _agreed,
    facts.Returned.TOPIC: lambda doc, told: doc["returns"].append(told),
    facts.Reviewed.TOPIC: _passed,
    facts.SignOffGiven.TOPIC: _agreed,
    facts.SignedOff.TOPIC: _passed,
    facts.Issued.TOPIC: _issued,
    facts.CorrectionDrafted.TOPIC: _correction_drafted,
    facts.CorrectionAgreed.TOPIC: _on_correction(_agreed),
    facts.CorrectionPassed.TOPIC: _on_correction(_passed),
    facts.CorrectionReturned.TOPIC: lambda doc, told: _settle(doc, "returned", told),
    facts.Corrected.TOPIC: _corrected,
}

MINUTES = View(
    name="minutes",
    columns={"meeting": str, "stage": str, "number": str, "issued_on": str, "open": bool},
    fold=_fold,
)
