"""What is wrong with a form: beside which field, in which words, and what to do about a day on which nobody works."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from domain.due import WorkingCalendar
from domain.vocabulary import CalendarKind
from interfaces.pages.asking import Answer
from interfaces.pages.form_fields import Field
from interfaces.pages.texts import text

_DUE = frozenset({"due", "deadline", "planned_for"})


@dataclass(frozen=True, kw_only=True)
class Fault:
    """One fault: ``anchor`` is the field's full name on the form, ``name`` what it is called by, ``detail`` the fault."""

    anchor: str
    name: str
    detail: str


@dataclass(frozen=True, kw_only=True)
class RestDay:
    """A day that was typed on which the offices are closed, and the working day it runs to."""

    name: str
    day: date
    until: date
    sure: bool
    is_due: bool


def lacking_faults(language: str, names: Iterable[str]) -> list[Fault]:
    """Fields that have to be filled in."""
    return [Fault(anchor=name, name=name.rpartition(".")[2], detail=text(language, "doing.needed")) for name in names]


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


def rest_days(asked: Iterable[Field], body: Mapping[str, Any], years: Mapping[str, Any]) -> list[RestDay]:
    """The dates in a body on which nobody works, by the calendars that the conference keeps."""
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
        RestDay(name=name, day=day, until=calendar.last_day(day), sure=calendar.is_sure(day), is_due=name in _DUE)
        for name, day in _days(asked, body)
        if not calendar.is_working(day)
    ]


def _days(asked: Iterable[Field], body: Mapping[str, Any]) -> Iterator[tuple[str, date]]:
    for field in asked:
        if field.sort == "group":
            for each in body.get(field.name, ()):
                yield from _days(field.parts, each)
        elif field.name in _DUE or field.name == "day":
            try:
                yield field.name, date.fromisoformat(str(body.get(field.name) or ""))
            except ValueError:
                continue
