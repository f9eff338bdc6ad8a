"""What a form knows before anybody types: what the thing itself answers, and values that are right most of the time."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from interfaces.pages.form_fields import Field
from interfaces.pages.measures import measures_of
from interfaces.pages.shell import Visit
from interfaces.sentences.called import numeral

Thing = Mapping[str, Any]
Body = dict[str, Any]
_QUESTIONS = {
    "agree_to_decision_change": "change",
    "refuse_decision_change": "change",
    "agree_to_extension": "extension",
    "refuse_extension": "extension",
    "forward_report": "report",
    "accept_report": "report",
    "return_report": "report",
    "agree_to_completion": "completion",
    "agree_to_reopening": "reopening",
    "refuse_reopening": "reopening",
    "agree_to_publication": "publication",
    "refuse_publication": "publication",
}
_VERSIONS = {"date_version": "date", "change_version": "change"}
_AS_IT_STANDS = {
    "revise_topic": ("title", "category", "background", "request", "concerned"),
    "redraft_minutes": ("title", "items"),
    "propose_change": ("lead", "assisting", "due"),
    "set_reading": ("reading",),
    "rename_unit": ("name_zh", "name_en"),
}
_ON_THIS_DAY = {
    "take_duty": "since",
    "lay_down_duty": "until",
    "record_absence": "since",
    "name_deputy": "since",
    "adopt_charter": "in_force_on",
}
_YEARS = {
    "set_calendar": 1,
    "explain_year": -1,
    "set_series": 0,
    "open_call": 0,
    "submit_topic": 0,
    "plan_ordinary_meeting": 0,
    "plan_extraordinary_meeting": 0,
}
_NUMBERED = {"issue_notice": "notice", "issue_minutes": "minutes"}
"""What is issued under a number, and the series it takes its number from where the conference keeps it."""


@dataclass(frozen=True, kw_only=True)
class Known:
    """What is known when a form is opened: the thing, the day, and where its reader sits."""

    thing: Thing = field(default_factory=dict)
    today: str
    side: str | None = None
    unit: str | None = None
    name: str = ""
    calendars: Mapping[str, Any] = field(default_factory=dict)
    series: Mapping[str, Any] = field(default_factory=dict)


def given_of(command: str, asked: tuple[Field, ...], thing: Thing | None) -> dict[str, Any]:
    """The fields that the thing itself answers: the version of its text, the number of what is before the heads."""
    found = {each.name: _given(command, each.name, thing or {}) for each in asked if each.sort == "number"}
    return {name: value for name, value in found.items() if isinstance(value, int)}


def _given(command: str, name: str, thing: Thing) -> Any:
    pending = thing.get("pending") or {}
    if name == "text_version":
        return thing.get("text_version")
    if name == "correction_version":
        return thing.get("correction")
    question = _VERSIONS.get(name) or (_QUESTIONS.get(command) if name == "number" else None)
    return pending.get(question, {}).get("number") if question else None


async def known_of(visit: Visit, thing: Thing | None) -> Known:
    """What is known to this reader."""
    conference = await visit.api.get("")
    measures = await measures_of(visit)
    sides = {side.value for seat in visit.me["seats"] if (side := measures.side_of(seat))}
    units = {unit for seat in visit.me["seats"] if (unit := measures.unit_of(seat))}
    return Known(
        thing=thing or {},
        today=conference["today"],
        side=sides.pop() if len(sides) == 1 else None,
        unit=units.pop() if len(units) == 1 else None,
        name=conference["name_zh"],
        calendars=conference["calendars"],
        series=conference["series"],
    )


async def held_by(visit: Visit, duty: str) -> list[str]:
    """The names of those who hold a duty today."""
    seats = await visit.get("/seats")
    return [seats["names"].get(person) or "" for person in seats["duties"].get(duty, ())]


def starts_of(command: str, known: Known) -> Body:
    """What the fields of a command hold to begin with."""
    thing = known.thing
    body = {name: thing[name] for name in _AS_IT_STANDS.get(command, ()) if thing.get(name)}
    if command in _ON_THIS_DAY:
        body[_ON_THIS_DAY[command]] = known.today
    if command in _YEARS:
        body["year"] = int(known.today[:4]) + _YEARS[command]
    if _NUMBERED.get(command) in known.series:
        body["series"] = _NUMBERED[command]
    return body | (_MORE[command](known) if command in _MORE else {})


def _submit(known: Known) -> Body:
    return {name: value for name, value in (("side", known.side), ("proposer", known.unit)) if value}


def _receive(known: Known) -> Body:
    return {"unit": known.unit} if known.unit else {}


def _ask(known: Known) -> Body:
    """The unit that has not been asked, where there is one only."""
    asked = {each["unit"] for each in known.thing.get("asked", ())}
    left = [each for each in known.thing.get("concerned", ()) if each not in asked]
    return {"unit": left[0]} if len(left) == 1 else {}


def _revise(known: Known) -> Body:
    document = known.thing.get("document") or {}
    held = {
        "document": document.get("title"),
        "dated": document.get("dated"),
        "attachments": document.get("attachments"),
    }
    stands = {name: known.thing.get(name) for name in ("text", "lead", "assisting", "due")}
    return {name: value for name, value in (held | stands).items() if value}


def _date(known: Known) -> Body:
    """The hour and place of the date before."""
    before = [*known.thing.get("dates", ())][-1:]
    return {name: before[0][name] for name in ("starts", "place")} if before else {}


def _agenda(known: Known) -> Body:
    agenda = known.thing.get("agenda", {})
    return {name: agenda[name] for name in ("items", "topics") if agenda.get(name)}


def _attendance(known: Known) -> Body:
    """A line for everybody expected of whom nothing is entered yet; how each was there is left to be said."""
    seen = {line["person"] or line["seat"] for line in known.thing.get("attendance", ())}
    expected = [line for line in known.thing.get("expected", ()) if (line["person"] or line["seat"]) not in seen]
    return {"lines": [{name: line[name] for name in ("seat", "person", "unit", "kind")} for line in expected]}


def _minutes(known: Known) -> Body:
    ordinal = known.thing.get("ordinal")
    called = f"第{numeral(ordinal)}次会议" if ordinal else f"{known.thing.get('year', '')}年会议"
    return {"title": f"{known.name}{called}纪要"}


def _confirm(known: Known) -> Body:
    return {"year": int(known.thing["year"]) + 1} if known.thing.get("year") else {}


def _correct(known: Known) -> Body:
    issued = known.thing.get("issued") or {}
    return {"recipients": issued["recipients"]} if issued.get("recipients") else {}


_MORE: dict[str, Callable[[Known], Body]] = {
    "submit_topic": _submit,
    "receive_suggestion": _receive,
    "ask_opinion": _ask,
    "revise_take_over": _revise,
    "propose_date": _date,
    "draw_up_agenda": _agenda,
    "record_attendance": _attendance,
    "draft_minutes": _minutes,
    "confirm_topic": _confirm,
    "issue_correction": _correct,
    "open_meeting": lambda _: {"numbered": True},
    "urge_unit": lambda known: {"unit": known.thing["lead"]} if known.thing.get("lead") else {},
}
