"""The institution as it stands: editions of the measures, calendars, explained years, number series and units."""

from datetime import date
from typing import Any

from domain.charter import Charter
from domain.charter_reading import read_charter
from domain.facts import conference, register, units
from domain.recorded import Recorded
from projections import Doc, Rows, View
from projections.telling import body_of

ONLY = "institution"


def _fold(rows: Rows, event: Recorded) -> None:
    if event.kind not in {"conference", "register"}:
        return
    doc = rows.get(INSTITUTION, ONLY) or {
        "editions": [],
        "calendars": {},
        "years_explained": {},
        "series": {},
        "board": None,
    }
    match event.fact:
        case conference.Founded() as fact:
            doc |= {"name_zh": fact.name_zh, "name_en": fact.name_en, "founded_on": fact.trace.on.isoformat()}
        case conference.CharterAdopted() as fact:
            edition = {"edition": fact.edition, "in_force_on": fact.in_force_on.isoformat(), "text": fact.text}
            doc["editions"] = sorted([*doc["editions"], edition], key=lambda kept: str(kept["in_force_on"]))
        case conference.CalendarSet() as fact:
            doc["calendars"][str(fact.year)] = {k: v for k, v in body_of(fact).items() if k != "year"}
        case conference.YearExplained() as fact:
            doc["years_explained"][str(fact.year)] = fact.explanation
        case conference.BoardOpened() as fact:
            doc["board"] = {"since": fact.trace.on.isoformat(), "basis": fact.basis}
        case conference.BoardClosed():
            doc["board"] = None
        case register.SeriesSet() as fact:
            doc["series"][fact.series] = fact.issuer_code
        case _:
            return
    rows.put(INSTITUTION, ONLY, doc)


def _fold_unit(rows: Rows, event: Recorded) -> None:
    match event.fact:
        case units.UnitOpened() as fact:
            names = {"name_zh": fact.name_zh, "name_en": fact.name_en}
            named = [{"since": fact.trace.on.isoformat(), **names}]
            stands: Doc = {"open": True, "closed_on": None, "successors": []}
            rows.put(UNITS, fact.unit, {"unit": fact.unit, "kind": fact.kind, **names, "called": named} | stands)
        case units.UnitRenamed() as fact:
            names = {"name_zh": fact.name_zh, "name_en": fact.name_en}
            doc = rows.get(UNITS, fact.unit) or {}
            named = [*doc["called"], {"since": fact.trace.on.isoformat(), **names}]
            rows.put(UNITS, fact.unit, doc | names | {"called": named})
        case units.UnitMerged() as fact:
            _close(rows, fact.unit, fact.trace.on, [fact.into])
        case units.UnitSplit() as fact:
            _close(rows, fact.unit, fact.trace.on, list(fact.into))
        case units.UnitClosed() as fact:
            _close(rows, fact.unit, fact.trace.on, [])
        case _:
            return


def _close(rows: Rows, unit: str, on: date, successors: list[str]) -> None:
    doc = rows.get(UNITS, unit) or {}
    rows.put(UNITS, unit, doc | {"closed_on": on.isoformat(), "successors": successors, "open": False})


def charter_of(doc: Doc | None, day: date) -> Charter:
    """The edition in force on a day, from the institution's row."""
    editions: list[dict[str, Any]] = (doc or {})["editions"]
    in_force = [edition for edition in editions if edition["in_force_on"] <= day.isoformat()]
    return read_charter((in_force or editions)[-1 if in_force else 0]["text"])


INSTITUTION = View(name="institution", columns={}, fold=_fold)
UNITS = View(name="units", columns={"kind": str, "open": bool}, fold=_fold_unit)
