"""Whether who acted held the seat that day, and, as a deputy, whether somebody was away for whom he acted.

Clause: R-seat, G11. Who works in the office today may enter what happened before he came; the seat of a unit that was
merged or split is its successor's.
"""

from collections.abc import Iterator
from datetime import date

from domain.recorded import Recorded
from domain.rules.rule import Held, Rule
from projections import Doc, Rows
from projections.auditors import Verdict, found
from projections.auditors.questions import SETTLED
from projections.auditors.trails import house_of, recorded_on, trail_of
from projections.institution import UNITS
from projections.people import PEOPLE, ROLL, ROSTER, standing_of

SEAT_NOT_HELD = Rule("R-seat", "acted_without_seat", "Somebody acted in a seat that he did not hold.", Held.FINDING)
NO_SEAT = Rule("R-seat", "acted_in_no_seat", "An act names no seat.", Held.FINDING)
DEPUTY_WITHOUT_ABSENCE = Rule(
    "G11", "deputy_without_absence", "A deputy acted while no absence of the holder was recorded.", Held.FINDING
)

_SEATLESS = ("invitation.",)
_OWN, _LENT = "own", "lent"


def audit(rows: Rows, event: Recorded) -> Iterator[Verdict]:
    """Every act of a person, and of who entered it for him, against the roll as it stood at that position."""
    trace = event.fact.trace
    if event.fact.TOPIC in SETTLED:
        return
    if trace.by.person is not None:
        yield from _of_seat(rows, event, trace.by.person, trace.by.seat)
    if trace.entered_by is not None:
        yield from _of_seat(rows, event, trace.entered_by.person, trace.entered_by.seat)


def _of_seat(rows: Rows, event: Recorded, person: str, seat: str) -> Iterator[Verdict]:
    held = _held(rows, event, person, seat) if seat else None
    is_guest = not seat and event.fact.TOPIC.startswith(_SEATLESS)
    if held == _OWN or is_guest or (held is None and _is_founding(rows, event)):
        return
    if held == _LENT and _is_away(rows, event, seat):
        return
    rule = DEPUTY_WITHOUT_ABSENCE if held else SEAT_NOT_HELD if seat else NO_SEAT
    told = {"what": event.fact.TOPIC, "person": person, "seat": seat, "on": event.fact.trace.on.isoformat()}
    yield found(rule, event, trail_of(rows, event.stream), about=f"{event.version}:{person}", **told)


def _is_founding(rows: Rows, event: Recorded) -> bool:
    """Whether nobody sits in the office yet, or the conference is only being founded: the founders act in no seat."""
    house, roll = house_of(rows), rows.get(ROSTER, ROLL) or {"tenures": []}
    office = {seat for seats in house["office"].values() for seat in seats}
    return house.get("founding", event.cmd) == event.cmd or not any(span["duty"] in office for span in roll["tenures"])


def _held(rows: Rows, event: Recorded, person: str, seat: str) -> str | None:
    """How he held the seat: on the day of the act, or for the office and what it inherited on the day of recording."""
    roll, on = rows.get(PEOPLE, person), event.fact.trace.on
    held = _on(roll, seat, on)
    if held is None and seat in house_of(rows)["office"].get(event.fact.trace.under, ()):
        held = _on(roll, seat, recorded_on(rows, event))
    if held is None and "@" in seat:
        duty, _, unit = seat.partition("@")
        held = _on(roll, f"{duty}@{unit_today(rows, unit)}", on)
    return held


def _on(roll: Doc | None, seat: str, day: date) -> str | None:
    spans = [span for span in (roll or {"duties": []})["duties"] if span["duty"] == seat and _covers(span, day)]
    if not spans:
        return None
    return _OWN if any("as_deputy" not in span for span in spans) else _LENT


def _covers(span: Doc, day: date) -> bool:
    text = day.isoformat()
    return bool(span["since"] <= text and (span["until"] is None or text < span["until"]))


def _is_away(rows: Rows, event: Recorded, seat: str) -> bool:
    """Whether nobody who holds the seat was there that day; a vacant seat has nobody to be absent."""
    that_day = standing_of(rows.get(ROSTER, ROLL), event.fact.trace.on)
    return not that_day.is_available(seat)


def unit_today(rows: Rows, unit: str) -> str:
    """The unit that has taken over from another, or the unit itself."""
    seen = {unit}
    while (row := rows.get(UNITS, unit)) and row["successors"] and row["successors"][0] not in seen:
        unit = row["successors"][0]
        seen.add(unit)
    return unit
