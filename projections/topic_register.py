"""The register of topics: one row a topic, with its text, opinions, consensus, agreements, and what became of it."""

from typing import Any

from domain.facts import topic as facts
from domain.recorded import Recorded
from domain.topic_preparation import ENDED, Stage
from projections import Doc, Rows, View
from projections.telling import act_of, body_of, departures_of

_STAGES = {
    facts.Returned: Stage.RETURNED,
    facts.AgreementRefused: Stage.RETURNED,
    facts.Resubmitted: Stage.SUBMITTED,
    facts.Reopened: Stage.SUBMITTED,
    facts.Approved: Stage.APPROVED,
    facts.Declined: Stage.DECLINED,
    facts.Withdrawn: Stage.WITHDRAWN,
    facts.Merged: Stage.MERGED,
    facts.Concluded: Stage.CONCLUDED,
}


def _fold(rows: Rows, event: Recorded) -> None:
    if event.kind != "topic":
        return
    key = str(event.stream)
    fact = event.fact
    doc = rows.get(TOPICS, key) or _begun(event)
    doc |= {"version": event.version, "updated_on": fact.trace.on.isoformat()}
    doc["departures"] = doc["departures"] + departures_of(fact)
    doc["stage"] = next((stage for kind, stage in _STAGES.items() if isinstance(fact, kind)), doc["stage"])
    _prepared(doc, event)
    _agreed_among_units(doc, event)
    _decided(doc, event)
    _dealt_with(doc, event)
    doc["open"] = doc["stage"] not in ENDED
    rows.put(TOPICS, key, doc)


def _begun(event: Recorded) -> Doc:
    fact = event.fact
    assert isinstance(fact, facts.Submitted)  # noqa: S101 - the first fact of every topic
    body = body_of(fact)
    text = body.pop("text")
    return {
        "id": str(event.stream),
        "kind": "topic",
        "stage": Stage.SUBMITTED,
        **body,
        **text,
        "joined": fact.joint_with is None,
        "text_version": 1,
        "texts": [{"version": 1, "on": fact.trace.on.isoformat(), "reason": "", **text}],
        "submitted_on": fact.trace.on.isoformat(),
        "submitted_by": act_of(fact),
        "research": [],
        "consultations": [],
        "opinions": [],
        "asked": [],
        "consensus": "open",
        "dissent": "",
        "agreements": [],
        "declines": [],
        "pooled_as": Stage.SUBMITTED,
        "returns": [],
        "referrals": [],
        "meeting": None,
        "late": False,
        "outcome": None,
        "discussions": [],
        "decisions": [],
        "minutes": None,
        "departures": [],
    }


def _prepared(doc: Doc, event: Recorded) -> None:
    told = body_of(event.fact) | {"by": act_of(event.fact)}
    match event.fact:
        case facts.Joined():
            doc["joined"] = True
        case facts.Returned() | facts.AgreementRefused() | facts.Withdrawn() | facts.Declined() | facts.Reopened():
            doc["returns"].append(told | {"what": type(event.fact).__name__.lower()})
            if isinstance(event.fact, facts.AgreementRefused | facts.Reopened):
                doc |= {"agreements": [], "declines": []}
        case facts.Revised() as fact:
            text = told["text"]
            kept = {"version": fact.text_version, "on": fact.trace.on.isoformat(), "reason": fact.reason, **text}
            doc |= text | {"text_version": fact.text_version, "consensus": "open", "dissent": "", "agreements": []}
            doc |= {
                "declines": [],
                "referrals": [each | {"answer": each.get("answer", "")} for each in doc["referrals"]],
            }
            doc["texts"].append(kept)
            doc["stage"] = Stage.SUBMITTED if doc["stage"] == Stage.APPROVED else doc["stage"]
        case facts.Researched():
            doc["research"].append(told)
        case facts.Consulted():
            doc["consultations"].append(told)
        case facts.OpinionAsked():
            doc["asked"].append(told)
        case facts.OpinionGiven() as fact:
            others = [o for o in doc["opinions"] if (o["unit"], o["text_version"]) != (fact.unit, fact.text_version)]
            doc["opinions"] = [*others, told]
        case _:
            return


def _agreed_among_units(doc: Doc, event: Recorded) -> None:
    match event.fact:
        case facts.ConsensusReached() as fact:
            doc |= {"consensus": "full" if fact.full else "basic", "dissent": fact.dissent}
        case facts.ConsensusLapsed():
            doc |= {"consensus": "open", "dissent": ""}
        case facts.ConsensusFailed() as fact:
            doc |= {"consensus": "failed", "dissent": fact.views}
        case _:
            return


def _decided(doc: Doc, event: Recorded) -> None:
    match event.fact:
        case facts.Agreed() as fact:
            doc["declines"] = _without(doc["declines"], fact)
            doc["agreements"].append(act_of(fact) | {"text_version": fact.text_version, "remark": fact.remark})
        case facts.DeclineAgreed() as fact:
            doc["agreements"] = _without(doc["agreements"], fact)
            doc["declines"].append(act_of(fact) | {"text_version": fact.text_version, "reason": fact.reason})
        case facts.Referred() | facts.ReferralAnswered() as fact:
            doc["referrals"].append(body_of(fact) | {"by": act_of(fact)})
        case facts.Merged() as fact:
            doc["merged_into"] = str(fact.into)
        case facts.Confirmed() as fact:
            doc["year"] = fact.year
        case _:
            return


def _dealt_with(doc: Doc, event: Recorded) -> None:
    match event.fact:
        case facts.Scheduled() as fact:
            doc |= {
                "meeting": str(fact.meeting),
                "late": fact.late,
                "pooled_as": doc["stage"],
                "stage": Stage.SCHEDULED,
            }
        case facts.Unscheduled():
            doc |= {"meeting": None, "late": False, "stage": doc["pooled_as"]}
        case facts.Discussed() as fact:
            _discussed(doc, fact)
        case facts.DiscussionStruck() as fact:
            struck = doc["discussions"].pop()
            doc["agreements"] = struck["agreements"]
            doc |= {"meeting": str(fact.meeting), "stage": Stage.SCHEDULED, "outcome": None, "decisions": []}
        case facts.Minuted() as fact:
            doc["minutes"] = str(fact.minutes)
            is_its_outcome = doc["stage"] == Stage.DISCUSSED and doc["discussions"][-1]["meeting"] == str(fact.meeting)
            doc["stage"] = Stage.MINUTED if is_its_outcome else doc["stage"]
        case _:
            return


def _without(given: list[dict[str, Any]], fact: facts.Agreed | facts.DeclineAgreed) -> list[dict[str, Any]]:
    """What was given by other seats: a seat that changes its mind takes its earlier word back."""
    return [each for each in given if each["seat"] != fact.trace.by.seat]


def _discussed(doc: Doc, fact: facts.Discussed) -> None:
    doc["discussions"].append(body_of(fact) | {"by": act_of(fact), "agreements": doc["agreements"]})
    doc |= {"outcome": fact.outcome, "decisions": [str(decision) for decision in fact.decisions]}
    if fact.outcome != "deferred":
        doc["stage"] = Stage.DISCUSSED
        return
    doc |= {"meeting": None, "stage": Stage.SUBMITTED if fact.agree_anew else doc["pooled_as"]}
    doc["agreements"] = [] if fact.agree_anew else doc["agreements"]


TOPICS = View(
    name="topics",
    columns={
        "stage": str,
        "side": str,
        "proposer": str,
        "category": str,
        "year": int,
        "consensus": str,
        "outcome": str,
        "meeting": str,
        "open": bool,
        "title": str,
        "submitted_on": str,
    },
    fold=_fold,
)
