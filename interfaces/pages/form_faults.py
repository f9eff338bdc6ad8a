"""What is wrong with a form: beside which field, in which words, and what to do about a day on which nobody works."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count
from typing import Any

from domain.due import WorkingCalendar
from domain.vocabulary import CalendarKind
from interfaces.pages.asking import Answer
from interfaces.pages.form_fields import Field
from interfaces.pages.texts import text

DUE = frozenset({"due", "deadline", "planned_for"})
"""Days until which something is to be done."""
DAYS = DUE | {"day"}
"""Days on which the offices are wanted to work."""


@dataclass(frozen=True, kw_only=True)
class Fault:
    """One fault: ``anchor`` is the field's full name on the form, ``name`` what it is called by, ``detail`` the fault."""

    anchor: str
    name: str
    detail: str


@dataclass(frozen=True, kw_only=True)
class DayTold:
    """What is to be said of a day that was typed: that nobody works on it, or that its year is not published yet.

    What is due on a day of rest is reminded of on the working day ``before`` it, and runs ``until`` the next.
    """

    name: str
    day: date
    before: date
    until: date
    is_rest: bool
    is_holiday: bool
    is_sure: bool
    is_due: bool


def lacking_faults(language: str, names: Iterable[str]) -> list[Fault]:
    """Fields that have to be filled in."""
    return [Fault(anchor=name, name=name.rpartition(".")[2], detail=text(language, "doing.needed")) for name in names]


def length_faults(language: str, asked: Iterable[Field], body: Mapping[str, Any], prefix: str = "") -> Iterator[Fault]:
    """Texts that are longer than what is recorded, and by how many characters."""
    for field in asked:
        value = body.get(field.name)
        if field.sort == "group":
            for index, each in enumerate(value or ()):
                yield from length_faults(language, field.parts, each, f"{prefix}{field.name}.{index}.")
        elif isinstance(value, str) and 0 < field.longest < len(value):
            told = {"over": len(value) - field.longest, "most": field.longest, "now": len(value)}
            detail = text(language, "doing.too_long", **told)
            yield Fault(anchor=prefix + field.name, name=field.name, detail=detail)


def faults_of(answer: Answer | None, asked: Sequence[Field], sent: Mapping[str, Any] | None = None) -> list[Fault]:
    """The faults that an answer of the API names, by the fields of the form; ``sent`` is the body that it answers."""
    if answer is None or not isinstance(answer.body, dict):
        return []
    body = answer.body
    told = [(each["pointer"], each["detail"]) for each in body.get("errors", ())]
    field = body.get("facts", {}).get("field")
    told += [(f"/{str(field).strip('/')}", body["detail"])] if field else []
    told += [(f"/{name}", body["detail"]) for name in _unknown(body, asked, sent or {})]
    return [_fault(pointer, detail, asked) for pointer, detail in told]


def _unknown(body: Mapping[str, Any], asked: Sequence[Field], sent: Mapping[str, Any]) -> list[str]:
    """The fields in which something was named that is not there, or not any more."""
    if not str(body.get("code", "")).endswith("_unknown"):
        return []
    named = {value for value in body.get("facts", {}).values() if isinstance(value, str)}
    values = {field.name: sent.get(field.name) for field in asked if field.sort in {"pick", "line"}}
    return [name for name, value in values.items() if named & set(value if isinstance(value, list) else [value])]


def _fault(pointer: str, detail: str, asked: Sequence[Field]) -> Fault:
    parts = [part for part in pointer.strip("/").split("/") if part]
    if parts[:1] == ["act"]:
        return Fault(anchor=f"act.{parts[-1]}", name=parts[-1], detail=detail)
    field = next((each for each in asked if each.name in parts[:1]), None)
    if field is None:
        return Fault(anchor="", name=parts[0] if parts else "", detail=detail)
    grouped = field.sort == "group" and len(parts) > 2  # noqa: PLR2004 - the field, which group, its part
    return Fault(
        anchor=".".join(parts[:3]) if grouped else field.name, name=parts[2] if grouped else field.name, detail=detail
    )


def days_told(asked: Iterable[Field], body: Mapping[str, Any], years: Mapping[str, Any]) -> list[DayTold]:
    """The dates in a body of which something is to be said, by the calendars that the conference keeps."""
    calendar = WorkingCalendar.of(
        {
            int(year): (
                CalendarKind(each["kind"]),
                tuple(date.fromisoformat(day) for day in each["days_off"]),
                tuple(date.fromisoformat(day) for day in each["working_weekends"]),
            )
            for year, each in years.items()
        }
    )
    return [
        DayTold(
            name=name,
            day=day,
            before=next(each for n in count() if calendar.is_working(each := day - timedelta(n))),
            until=calendar.last_day(day),
            is_rest=not calendar.is_working(day),
            is_holiday=day in calendar.days_off,
            is_sure=calendar.is_sure(day),
            is_due=name in DUE,
        )
        for name, day in _days(asked, body)
        if not (calendar.is_working(day) and calendar.is_sure(day))
    ]


def _days(asked: Iterable[Field], body: Mapping[str, Any]) -> Iterator[tuple[str, date]]:
    for field in asked:
        if field.sort == "group":
            for each in body.get(field.name, ()):
                yield from _days(field.parts, each)
        elif field.name in DAYS:
            try:
                yield field.name, date.fromisoformat(str(body.get(field.name) or ""))
            except ValueError:
                continue
