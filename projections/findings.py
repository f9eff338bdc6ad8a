"""The findings: one row for each duty that the auditors see undone, since when, and whether a reason was kept for it."""

from domain.recorded import Recorded
from projections import Doc, Rows, View
from projections.auditors import (
    Auditor,
    Verdict,
    agreements,
    briefings,
    collecting,
    counterparts,
    deadlines,
    departures,
    entitlement,
    entries,
    following,
    loose_ends,
    minutes,
    preparation,
    procedure,
    publication,
    sequence,
    standing,
    succession,
    yearly,
)

AUDITORS: tuple[Auditor, ...] = (
    sequence.audit,
    counterparts.audit,
    procedure.audit,
    publication.audit,
    agreements.audit,
    standing.audit,
    entitlement.audit,
    departures.audit,
    deadlines.audit,
    loose_ends.audit,
    entries.audit,
    briefings.audit,
    collecting.audit,
    following.audit,
    minutes.audit,
    preparation.audit,
    succession.audit,
    yearly.audit,
)


def _fold(rows: Rows, event: Recorded) -> None:
    for audit in AUDITORS:
        for verdict in audit(rows, event):
            _enter(rows, event, verdict)


def _enter(rows: Rows, event: Recorded, verdict: Verdict) -> None:
    """Enter what stands undone, once; drop what was done after all."""
    key = ":".join(filter(None, [verdict.rule.code, verdict.subject, verdict.about]))
    if not verdict.undone:
        rows.drop(FINDINGS, key)
        return
    first: Doc = {"found_at": event.position, "found_on": event.fact.trace.on.isoformat()}
    found = rows.get(FINDINGS, key) or first
    kept = {name: found[name] for name in first}
    records = sorted(set(verdict.records)) or [found["found_at"]]
    rows.put(FINDINGS, key, {**_told(key, verdict), "records": records, **kept})


def _told(key: str, verdict: Verdict) -> Doc:
    return {
        "id": key,
        "kind": "finding",
        "code": verdict.rule.code,
        "clause": verdict.rule.clause,
        "thing": verdict.thing,
        "subject": verdict.subject,
        "year": verdict.year,
        "facts": dict(verdict.facts),
        "excused": verdict.excuse is not None,
        "reason": verdict.excuse,
    }


FINDINGS = View(
    name="findings",
    columns={"code": str, "clause": str, "thing": str, "subject": str, "year": int, "excused": bool},
    fold=_fold,
)
