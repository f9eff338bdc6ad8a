"""Seats and people: who performs which duty, from when to when, who is away and who deputises.

A name and how it is read are only their commitments here; readers with the right join the opening, or say that it is erased.
"""

from datetime import date
from typing import Any

from domain.facts import roster as facts
from domain.recorded import Recorded
from domain.standing import Standing
from projections import Doc, Rows, View

ROLL = "roll"


def _fold_person(rows: Rows, event: Recorded) -> None:
    match event.fact:
        case facts.PersonEntered() as fact:
            seal = getattr(fact.name, "commitment", None)
            unread: Doc = {"reading_seal": None, "duties": [], "absences": []}
            rows.put(PEOPLE, fact.person, {"person": fact.person, "name_seal": seal, **unread})
        case facts.ReadingSet() as fact:
            doc = rows.get(PEOPLE, fact.person) or {}
            rows.put(PEOPLE, fact.person, doc | {"reading_seal": getattr(fact.reading, "commitment", None)})
        case facts.DutyTaken() as fact:
            _add(rows, fact.person, "duties", _span(fact.duty, fact.since, None))
        case facts.DutyLaidDown() as fact:
            doc = rows.get(PEOPLE, fact.person) or {}
            doc["duties"] = [_ended(span, fact.duty, fact.until) for span in doc["duties"]]
            rows.put(PEOPLE, fact.person, doc)
        case facts.AbsenceRecorded() as fact:
            _add(rows, fact.person, "absences", _span("", fact.since, fact.until) | {"reason": fact.reason})
        case facts.DeputyNamed() as fact:
            _add(rows, fact.person, "duties", _span(fact.duty, fact.since, fact.until) | {"as_deputy": True})
        case _:
            return


def _fold_roll(rows: Rows, event: Recorded) -> None:
    """Keep the whole roll in one row too: what ``standing`` is made from, as of any position."""
    doc = rows.get(ROSTER, ROLL) or {"tenures": [], "absences": [], "deputies": []}
    match event.fact:
        case facts.DutyTaken() as fact:
            doc["tenures"].append(_span(fact.duty, fact.since, None) | {"person": fact.person})
        case facts.DutyLaidDown() as fact:
            doc["tenures"] = [
                _ended(span, fact.duty, fact.until) if span["person"] == fact.person else span
                for span in doc["tenures"]
            ]
        case facts.AbsenceRecorded() as fact:
            doc["absences"].append(_span("", fact.since, fact.until) | {"person": fact.person})
        case facts.DeputyNamed() as fact:
            doc["deputies"].append(_span(fact.duty, fact.since, fact.until) | {"person": fact.person})
        case _:
            return
    rows.put(ROSTER, ROLL, doc)


def standing_of(doc: Doc | None, day: date) -> Standing:
    """Who holds which duty on a day, from the roll's row."""
    roll = doc or {"tenures": [], "absences": [], "deputies": []}
    return Standing(
        on=day,
        holders=_by_duty(roll["tenures"], day),
        absent=frozenset(span["person"] for span in roll["absences"] if _covers(span, day)),
        deputies=_by_duty(roll["deputies"], day),
    )


def _by_duty(spans: list[dict[str, Any]], day: date) -> dict[str, tuple[str, ...]]:
    held: dict[str, tuple[str, ...]] = {}
    for span in spans:
        if _covers(span, day):
            held[span["duty"]] = (*held.get(span["duty"], ()), span["person"])
    return held


def _covers(span: dict[str, Any], day: date) -> bool:
    text = day.isoformat()
    return span["since"] <= text and (span["until"] is None or text < span["until"])


def _span(duty: str, since: date, until: date | None) -> dict[str, Any]:
    return {"duty": duty, "since": since.isoformat(), "until": until.isoformat() if until else None}


def _ended(span: dict[str, Any], duty: str, until: date) -> dict[str, Any]:
    is_it = span["duty"] == duty and (span["until"] is None or span["until"] > until.isoformat())
    return span | {"until": until.isoformat()} if is_it else span


def _add(rows: Rows, person: str, key: str, span: dict[str, Any]) -> None:
    doc = rows.get(PEOPLE, person) or {}
    rows.put(PEOPLE, person, doc | {key: [*doc[key], span]})


PEOPLE = View(name="people", columns={}, fold=_fold_person)
ROSTER = View(name="roster", columns={}, fold=_fold_roll)
