"""Whether somebody went on acting in a duty he had laid down, because the succession was registered late.

Clause: S3-i. What he did is not undone; his successor may ratify it.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

from domain.facts import roster as facts
from domain.recorded import Recorded
from domain.rules.rule import Held, Rule
from projections import Doc, Rows, View
from projections.auditors import Verdict
from projections.decision_register import DECISIONS
from projections.invitations import INVITATIONS
from projections.meeting_file import MEETINGS
from projections.mentions import MENTIONS
from projections.minutes_file import MINUTES
from projections.people import ROLL, ROSTER, standing_of
from projections.topic_calls import CALLS
from projections.topic_register import TOPICS

ACTED_AFTER = Rule(
    "S3-i",
    "acted_after_duty",
    "Somebody acted in a duty he had laid down: the change was registered late.",
    Held.FINDING,
)

_THINGS: dict[str, View] = {
    "topic": TOPICS,
    "call": CALLS,
    "meeting": MEETINGS,
    "invitation": INVITATIONS,
    "minutes": MINUTES,
    "decision": DECISIONS,
}


def audit(rows: Rows, event: Recorded) -> Iterator[Verdict]:
    """When a change is registered after its day; once the successor ratified, the finding is excused."""
    match event.fact:
        case facts.DutyLaidDown() as fact if fact.until < fact.trace.on:
            for kind, view in _THINGS.items():
                for row in rows.ids(view):
                    yield from _acted(rows, (kind, row), fact.duty, {fact.person}, event.position)
        case facts.Ratified() as fact:
            roll = rows.get(ROSTER, ROLL) or {"tenures": []}
            people = {span["person"] for span in roll["tenures"] if span["duty"] == fact.duty}
            for kind in _THINGS:
                yield from _acted(rows, (kind, str(fact.stream)), fact.duty, people, event.position, excuse=fact.reason)


def _acted(
    rows: Rows, thing: tuple[str, str], duty: str, people: set[str], position: int, *, excuse: str | None = None
) -> Iterator[Verdict]:
    """What these people did in the duty, on one thing, on days on which the roll no longer has them in it."""
    kind, row = thing
    doc, roll = rows.get(_THINGS[kind], row), rows.get(ROSTER, ROLL)
    acts = [act for act in _acts_in(doc) if act["seat"] == duty and act["person"] in people]
    for person in sorted({act["person"] for act in acts}):
        days = sorted({act["on"] for act in acts if act["person"] == person})
        without = [day for day in days if duty not in standing_of(roll, date.fromisoformat(day)).duties_of(person)]
        if doc and without:
            yield Verdict(
                rule=ACTED_AFTER,
                undone=True,
                thing=kind,
                subject=row,
                year=doc.get("year"),
                about=f"{duty}:{person}",
                facts={"duty": duty, "person": person, "days": without},
                records=(*_records(rows, row, person), position),
                excuse=excuse,
            )


def _records(rows: Rows, thing: str, person: str) -> list[int]:
    """Where the log names both the thing and who acted on it."""
    of_thing, of_person = (
        {row.partition("/")[0] for row in rows.ids(MENTIONS, subject=subject)} for subject in (thing, person)
    )
    return [int(position) for position in of_thing & of_person]


def _acts_in(value: Any) -> Iterator[Doc]:
    """Every act that a row tells: who, in which seat, on which day."""
    if isinstance(value, dict):
        if value.keys() >= {"person", "seat", "on"}:
            yield value
        value = list(value.values())
    if isinstance(value, list):
        for each in value:
            yield from _acts_in(each)
